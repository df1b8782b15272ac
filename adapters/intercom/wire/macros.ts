import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

/** A macro; its times are ISO text, its placeholders elements in HTML (sheet section 16). */
export const macroWire = z.object({
  id: nativeId,
  name: text,
  body: text,
  body_text: text,
  updated_at: time,
});
