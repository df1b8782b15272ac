import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

/** A brand of `GET /brands`. */
export const brandWire = z.looseObject({
  id: nativeId,
  name: text,
  default: z.nullish(z.boolean()),
});
