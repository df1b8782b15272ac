import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from './common.ts';

export const slaPolicyWire = z.object({
  id: nativeId,
  title: text,
  description: text,
  position: z.nullish(z.number()),
  policy_metrics: z.nullish(
    z.array(
      z.object({
        priority: z.string(),
        metric: z.string(),
        target: z.nullish(z.number()),
        target_in_seconds: z.nullish(z.number()),
        business_hours: z.nullish(z.boolean()),
      }),
    ),
  ),
});
export type ZendeskSlaPolicy = z.infer<typeof slaPolicyWire>;

export const scheduleWire = z.object({
  id: nativeId,
  name: text,
  time_zone: text,
  intervals: z.nullish(z.array(z.object({ start_time: z.number(), end_time: z.number() }))),
});
export type ZendeskSchedule = z.infer<typeof scheduleWire>;

export const holidayWire = z.object({
  name: text,
  start_date: z.string(),
  end_date: z.string(),
});
export type ZendeskHoliday = z.infer<typeof holidayWire>;
