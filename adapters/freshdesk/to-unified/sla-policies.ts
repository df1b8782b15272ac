import { parseWire } from '../../../src/adapter/wire.ts';
import type { NativeSchedule, NativeSlaPolicy, SlaTarget } from '../../../src/model/sla.ts';
import { PRIORITY_TO_UNIFIED } from '../enums.ts';
import { businessHoursWire, slaPolicyWire } from '../wire/sla-policies.ts';
import { emptyToNull, entryOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';
import { ianaZoneOf } from './time-zones.ts';

const CLOCKS = [
  ['first_reply', 'respond_within'],
  ['next_reply', 'next_respond_within'],
  ['total_resolution', 'resolve_within'],
] as const;

/**
 * An SLA policy: its targets by priority, `priority_1` being the lowest.
 *
 * @throws {WireFormatError} when the payload is not an SLA policy.
 */
export function slaPolicyToUnified(json: unknown, context: TranslationContext): NativeSlaPolicy {
  const wire = parseWire(slaPolicyWire, json, { provider: PROVIDER, what: 'SLA policy' });
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    description: emptyToNull(wire.description),
    position: wire.position ?? null,
    targets: Object.entries(wire.sla_target ?? {}).flatMap(([key, target]) =>
      CLOCKS.flatMap(([metric, name]): readonly SlaTarget[] => {
        const seconds = target?.[name];
        if (seconds === null || seconds === undefined) return [];
        const priority = entryOf(PRIORITY_TO_UNIFIED, key.replace('priority_', '')) ?? key;
        const hours = target?.business_hours === true ? 'business' : 'calendar';
        return [{ metric, priority, targetMinutes: seconds / 60, hours }];
      }),
    ),
    ...rawOf<unknown>(context, wire),
  };
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const DAY_MINUTES = 24 * 60;

/**
 * Opening hours. A day that is missing is closed. Holidays are not in the payload that is known.
 *
 * @throws {WireFormatError} when the payload is not one of opening hours.
 */
export function scheduleToUnified(json: unknown, context: TranslationContext): NativeSchedule {
  const wire = parseWire(businessHoursWire, json, { provider: PROVIDER, what: 'business hours' });
  const days = wire.working_hours ?? wire.business_hours ?? {};
  const zone = wire.time_zone ?? '';
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    timezone: ianaZoneOf(zone) ?? zone,
    intervals: DAYS.flatMap((day, index) => {
      const start = minuteOf(days[day]?.start_time);
      const end = minuteOf(days[day]?.end_time);
      if (start === null || end === null) return [];
      const midnight = index * DAY_MINUTES;
      // A day that ends at midnight says so with "12:00 am", the first minute of the next.
      const length = end > start ? end - start : end + DAY_MINUTES - start;
      return [{ startMinute: midnight + start, endMinute: midnight + start + length }];
    }),
    holidays: [],
    ...rawOf<unknown>(context, wire),
  };
}

/** Minutes since midnight of `8:00 am` or `08:00:00 am`; `null` for anything else. */
function minuteOf(text: string | null | undefined): number | null {
  const match = /^(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])m$/i.exec(text?.trim() ?? '');
  if (match === null) return null;
  const [, hour, minute, half] = match;
  return (Number(hour) % 12) * 60 + Number(minute) + (half?.toLowerCase() === 'p' ? 12 * 60 : 0);
}
