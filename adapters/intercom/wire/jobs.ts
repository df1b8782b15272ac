import * as z from '../../../src/adapter/wire-schema.ts';
import { id, nativeId, text } from './common.ts';

/** The answer of `POST /tickets/enqueue` and `GET /jobs/status/{id}`. */
export const jobWire = z.object({
  id: nativeId,
  status: text,
  url: text,
  resource_type: text,
  resource_id: id,
});
