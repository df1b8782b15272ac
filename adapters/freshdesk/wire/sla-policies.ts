import * as z from '../../../src/adapter/wire-schema.ts';
import { count, flag, nativeId, text } from './common.ts';

/** Targets of one priority, in seconds. */
const target = z.object({
  respond_within: count,
  next_respond_within: count,
  resolve_within: count,
  business_hours: flag,
});

export const slaPolicyWire = z.object({
  id: nativeId,
  name: text,
  description: text,
  active: flag,
  is_default: flag,
  position: count,
  sla_target: z.nullish(z.record(z.string(), z.nullish(target))),
});
export type FreshdeskSlaPolicy = z.infer<typeof slaPolicyWire>;

const days = z.nullish(
  z.record(z.string(), z.nullish(z.looseObject({ start_time: text, end_time: text }))),
);

/** Opening hours: `working_hours` in live answers, `business_hours` in the documentation. */
export const businessHoursWire = z.object({
  id: nativeId,
  name: text,
  time_zone: text,
  is_default: flag,
  working_hours: days,
  business_hours: days,
});
export type FreshdeskBusinessHours = z.infer<typeof businessHoursWire>;
