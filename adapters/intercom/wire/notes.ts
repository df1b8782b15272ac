import * as z from '../../../src/adapter/wire-schema.ts';
import { authorSchema, nativeId, referenceSchema, text, time } from './common.ts';

/** A note on a contact or a company; notes of cases are parts (sheet section 14). */
export const noteWire = z.object({
  id: nativeId,
  created_at: time,
  body: text,
  author: z.nullish(authorSchema),
  contact: z.nullish(referenceSchema),
});
