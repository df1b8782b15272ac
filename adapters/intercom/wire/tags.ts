import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, referenceSchema, time } from './common.ts';

/** A tag; when it was put on something, or taken off (`applied_at: null`), and by whom. */
export const tagWire = z.object({
  id: nativeId,
  name: z.string(),
  applied_at: time,
  applied_by: z.nullish(referenceSchema),
});
export type IntercomTag = z.infer<typeof tagWire>;
