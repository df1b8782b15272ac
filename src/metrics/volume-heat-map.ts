import type { Instant } from '../numbers/instant.ts';
import { numberAt } from '../numbers/rounding.ts';
import { createZonedClock } from '../numbers/zoned-clock.ts';
import { populationOf } from './population.ts';
import type { MetricsOptions, MetricTicket } from './types.ts';

/** Days of the week, Monday first. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
/** A day of the week. */
export type Weekday = (typeof WEEKDAYS)[number];

/** Tickets in one hour of the week. */
export interface HourOfWeek {
  readonly weekday: Weekday;
  /** 0 to 23. */
  readonly hour: number;
  readonly tickets: number;
}

/** Tickets by weekday and hour. */
export interface VolumeHeatMap {
  readonly timeZone: string;
  /** Seven rows from Monday on, 24 hours each. */
  readonly rows: readonly { readonly weekday: Weekday; readonly hours: readonly number[] }[];
  /** Hours with the most tickets, at most ten. */
  readonly busiest: readonly HourOfWeek[];
  readonly total: number;
}

/**
 * When tickets come: how many were created in each hour of the week on the clock of a time zone,
 * summer time included.
 *
 * @throws ConfigurationError for a time zone that is not known; ValidationError as `computeMetrics`.
 * @example
 * volumeHeatMap([{ id: '1', createdAt: Date.UTC(2026, 2, 2, 8, 59) }],
 *   { now: Date.UTC(2026, 2, 3), timeZone: 'Europe/Berlin' }).busiest
 *   //=> [{ weekday: 'mon', hour: 9, tickets: 1 }]
 */
export function volumeHeatMap(
  tickets: readonly MetricTicket[],
  options: { readonly now: Instant; readonly timeZone: string } & Pick<MetricsOptions, 'period'>,
): VolumeHeatMap {
  const clock = createZonedClock(options.timeZone);
  const { counted } = populationOf(tickets, options);
  const counts: number[] = Array.from({ length: 168 }, () => 0);
  for (const { created } of counted) {
    const { weekday, hour } = clock(created);
    counts[weekday * 24 + hour] = numberAt(counts, weekday * 24 + hour) + 1;
  }
  const rows = WEEKDAYS.map((weekday, day) => ({
    weekday,
    hours: counts.slice(day * 24, (day + 1) * 24),
  }));
  const busiest = rows
    .flatMap(({ weekday, hours }) =>
      hours.map((count, hour): HourOfWeek => ({ weekday, hour, tickets: count })),
    )
    .filter((one) => one.tickets > 0)
    .sort((a, b) => b.tickets - a.tickets)
    .slice(0, 10);
  return { timeZone: options.timeZone, rows, busiest, total: counted.length };
}
