import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text, time } from './common.ts';

export const ratingWire = z.object({
  id: z.nullish(nativeId),
  ticket_id: z.nullish(nativeId),
  assignee_id: z.nullish(nativeId),
  score: z.string(),
  comment: text,
  created_at: time,
  updated_at: time,
});
export type ZendeskRating = z.infer<typeof ratingWire>;
