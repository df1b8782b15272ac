import { parseWire } from '../../../src/adapter/wire.ts';
import type { SlaMetric } from '../../../src/model/enums.ts';
import type { NativeSchedule, NativeSlaPolicy, SlaTarget } from '../../../src/model/sla.ts';
import { SLA_METRIC_TO_UNIFIED } from '../enums.ts';
import { holidayWire, scheduleWire, slaPolicyWire } from '../wire/sla-policies.ts';
import { emptyToNull, entryOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

const METRICS: Readonly<Record<string, SlaMetric>> = SLA_METRIC_TO_UNIFIED;

/** An SLA policy. Targets of metrics that polydesk has no clock for are only in `raw`. */
export function slaPolicyToUnified(json: unknown, context: TranslationContext): NativeSlaPolicy {
  const wire = parseWire(slaPolicyWire, json, { provider: PROVIDER, what: 'SLA policy' });
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.title ?? '',
    description: emptyToNull(wire.description),
    position: wire.position ?? null,
    targets: (wire.policy_metrics ?? []).flatMap((entry): readonly SlaTarget[] => {
      const metric = entryOf(METRICS, entry.metric);
      const minutes = entry.target_in_seconds == null ? entry.target : entry.target_in_seconds / 60;
      if (metric === undefined || minutes == null) return [];
      const hours = entry.business_hours === true ? 'business' : 'calendar';
      return [{ metric, priority: entry.priority, targetMinutes: minutes, hours }];
    }),
    ...rawOf<unknown>(context, wire),
  };
}

const WEEK_MINUTES = 7 * 24 * 60;
const DAY_MINUTES = 24 * 60;

/** Opening hours. Zendesk counts minutes from Sunday, polydesk from Monday. */
export function scheduleToUnified(
  json: unknown,
  holidays: readonly unknown[],
  context: TranslationContext,
): NativeSchedule {
  const wire = parseWire(scheduleWire, json, { provider: PROVIDER, what: 'schedule' });
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    timezone: wire.time_zone ?? '',
    intervals: (wire.intervals ?? [])
      .map(({ start_time: start, end_time: end }) => {
        const startMinute = (start + WEEK_MINUTES - DAY_MINUTES) % WEEK_MINUTES;
        return { startMinute, endMinute: startMinute + (end - start) };
      })
      .sort((a, b) => a.startMinute - b.startMinute),
    holidays: holidays.map((holiday) => {
      const entry = parseWire(holidayWire, holiday, { provider: PROVIDER, what: 'holiday' });
      return { name: entry.name ?? '', startDate: entry.start_date, endDate: entry.end_date };
    }),
    ...rawOf<unknown>(context, wire),
  };
}
