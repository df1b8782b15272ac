import * as z from '../../../src/adapter/wire-schema.ts';
import { id, nativeId, text, time } from './common.ts';

/** A rating. The example of a created one has `false` for an id. */
export const ratingWire = z.object({
  id: z.nullish(z.union([z.number(), z.string(), z.boolean()])),
  survey_id: id,
  user_id: id,
  agent_id: id,
  group_id: id,
  ticket_id: id,
  feedback: text,
  ratings: z.nullish(z.record(z.string(), z.unknown())),
  created_at: time,
  updated_at: time,
});
export type FreshdeskRating = z.infer<typeof ratingWire>;

/** A survey of `GET /surveys`. */
export const surveyWire = z.object({
  id: nativeId,
  title: text,
  active: z.nullish(z.boolean()),
  questions: z.nullish(
    z.array(
      z.looseObject({
        id: z.nullish(nativeId),
        label: text,
        accepted_ratings: z.nullish(z.array(z.number())),
        default: z.nullish(z.boolean()),
      }),
    ),
  ),
});
export type FreshdeskSurvey = z.infer<typeof surveyWire>;
