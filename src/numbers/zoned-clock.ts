import { createTimeZone, DAY_MS } from './time-zone.ts';

/** What a wall clock shows. */
export interface WallTime {
  /** `2026-03-02`. */
  readonly date: string;
  /** 0 is Monday, 6 is Sunday. */
  readonly weekday: number;
  /** 0 to 23. */
  readonly hour: number;
  /** How far the clock is ahead of UTC, in milliseconds. */
  readonly offsetMs: number;
}

/** Zones shift by multiples of a quarter of an hour, at the start of one. */
const STEP = 900_000;

/**
 * Reads the wall clock of a time zone. Asking `Intl` is slow, so offsets are kept for each quarter
 * of an hour that was asked for.
 *
 * @throws ConfigurationError for a time zone that is not known.
 */
export function createZonedClock(timeZone: string): (at: number) => WallTime {
  const { offsetAt } = createTimeZone(timeZone);
  const offsets = new Map<number, number>();
  return (at) => {
    const slot = Math.floor(at / STEP);
    const offsetMs = offsets.get(slot) ?? offsetAt(slot * STEP);
    offsets.set(slot, offsetMs);
    const wall = at + offsetMs;
    const days = Math.floor(wall / DAY_MS);
    return {
      date: new Date(wall).toISOString().slice(0, 10),
      // 1970-01-01 was a Thursday.
      weekday: (((days + 3) % 7) + 7) % 7,
      hour: Math.floor((wall - days * DAY_MS) / 3_600_000),
      offsetMs,
    };
  };
}
