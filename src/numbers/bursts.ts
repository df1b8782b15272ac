import { poissonTail } from './gamma.ts';
import { createZonedClock } from './zoned-clock.ts';

const WEEK = 7 * 24 * 3_600_000;

/** Weeks whose same hour is the yardstick, and the least that is expected of any hour. */
const WEEKS = 4;
const LEAST_EXPECTED = 0.5;

/** The stretch of time that is looked at. */
export interface BurstWindow {
  readonly nowMs: number;
  readonly lengthMs: number;
  /** IANA zone whose clock "the same hour of the week" follows. */
  readonly timeZone: string;
}

/**
 * Tells whether a moment lies in the window up to now, in the same one of the four weeks before, or in
 * none of them. A window has its end and not its beginning.
 *
 * @throws ConfigurationError for a time zone that is not known.
 */
export function createBurstWindows({
  nowMs,
  lengthMs,
  timeZone,
}: BurstWindow): (at: number) => 'now' | 'before' | null {
  const clock = createZonedClock(timeZone);
  const ends = Array.from({ length: WEEKS }, (_, week) => {
    const end = nowMs - (week + 1) * WEEK;
    // The same reading of the clock, though summer time may lie between.
    return end + clock(nowMs).offsetMs - clock(end).offsetMs;
  });
  const within = (at: number, end: number): boolean => at > end - lengthMs && at <= end;
  return (at) => {
    if (within(at, nowMs)) return 'now';
    return ends.some((end) => within(at, end)) ? 'before' : null;
  };
}

/** How many to expect now, and how likely so many are by chance (Poisson). */
export function judgeBurst(
  count: number,
  before: number,
): { readonly expected: number; readonly probability: number } {
  const expected = Math.max(LEAST_EXPECTED, before / WEEKS);
  return { expected, probability: poissonTail(count, expected) };
}
