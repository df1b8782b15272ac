import * as z from '../../../src/adapter/wire-schema.ts';
import { count, referenceSchema, text, time } from './common.ts';

/** What a customer thought. `rating` is null while the question is unanswered (sheet 8.5). */
export const ratingSchema = z.object({
  rating: count,
  remark: text,
  created_at: time,
  updated_at: time,
  contact: z.nullish(referenceSchema),
  teammate: z.nullish(referenceSchema),
});
export type IntercomRating = z.infer<typeof ratingSchema>;
