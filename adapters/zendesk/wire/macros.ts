import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

/** One step of a macro. Values are text, lists of text, numbers or null. */
const action = z.looseObject({ field: z.string(), value: z.optional(z.unknown()) });

/** A macro of `GET /macros`. */
export const macroWire = z.looseObject({
  id: nativeId,
  title: text,
  description: text,
  active: z.nullish(z.boolean()),
  updated_at: text,
  position: z.nullish(z.number()),
  actions: z.array(action),
});
