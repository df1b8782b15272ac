import { instantMs } from '../instant-ms.ts';
import type { Instant } from '../types.ts';
import { openHoursOf } from './open-hours.ts';
import type { Schedule } from './schedule.ts';

/** Questions to a schedule. Durations are physical time in milliseconds, whatever wall clocks show. */
export interface BusinessTime {
  /** Open milliseconds from one instant to another; 0 when the second is not the later one. */
  between(schedule: Schedule, from: Instant, to: Instant): number;
  /** The first instant by which so many milliseconds were open; `from` itself for 0 or less. */
  add(schedule: Schedule, from: Instant, durationMs: number): Date;
  /** Whether it is open at this instant. */
  isOpen(schedule: Schedule, at: Instant): boolean;
  /** The next open instant: `at` itself when it is open. */
  next(schedule: Schedule, at: Instant): Date;
}

/**
 * Business time over schedules with IANA time zones. A wall time inside the hour that a clock change
 * leaves out is the instant of the change; one that comes twice is the first for an opening and the
 * second for a closing. So a local day of 24 hours has 23, 24 or 25.
 *
 * @throws ValidationError for an invalid instant.
 * @throws ConfigurationError for an invalid schedule, when `next` or `add` finds nothing open in two years or
 * before the last moment of a `Date`, when `add` would need more than a century, and when `between` would count
 * over more than thirty.
 * @example
 * const office: Schedule = { timezone: 'America/New_York', weekly: { fri: [['09:00', '17:00']] } };
 * businessTime.between(office, new Date('2026-05-08T20:30:00Z'), new Date('2026-05-09T15:00:00Z'))
 * //=> 1_800_000, the half hour until 17:00 on Friday
 */
export const businessTime: BusinessTime = Object.freeze({
  between: (schedule: Schedule, from: Instant, to: Instant) =>
    openHoursOf(schedule).between(instantMs(from, 'from'), instantMs(to, 'to')),
  add: (schedule: Schedule, from: Instant, durationMs: number) =>
    new Date(
      openHoursOf(schedule).add(instantMs(from, 'from'), instantMs(durationMs, 'durationMs')),
    ),
  isOpen: (schedule: Schedule, at: Instant) => openHoursOf(schedule).isOpen(instantMs(at, 'at')),
  next: (schedule: Schedule, at: Instant) =>
    new Date(openHoursOf(schedule).next(instantMs(at, 'at'))),
});
