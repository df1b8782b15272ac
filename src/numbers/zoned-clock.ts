import { ConfigurationError } from '../errors/index.ts';

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

const DAY = 86_400_000;

/** Zones shift by multiples of a quarter of an hour, at the start of one. */
const STEP = 900_000;

const formatterOf = (timeZone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (cause) {
    throw new ConfigurationError('`timeZone` must be an IANA zone such as "Europe/Berlin".', {
      cause,
    });
  }
};

function offsetAt(formatter: Intl.DateTimeFormat, at: number): number {
  const read: Record<string, number> = {};
  for (const { type, value } of formatter.formatToParts(at)) read[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = read;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(at / 1000) * 1000;
}

/**
 * Reads the wall clock of a time zone. Asking `Intl` is slow, so offsets are kept for each quarter
 * of an hour that was asked for.
 *
 * @throws ConfigurationError for a time zone that is not known.
 */
export function createZonedClock(timeZone: string): (at: number) => WallTime {
  const formatter = formatterOf(timeZone);
  const offsets = new Map<number, number>();
  return (at) => {
    const slot = Math.floor(at / STEP);
    const offsetMs = offsets.get(slot) ?? offsetAt(formatter, slot * STEP);
    offsets.set(slot, offsetMs);
    const wall = at + offsetMs;
    const days = Math.floor(wall / DAY);
    return {
      date: new Date(wall).toISOString().slice(0, 10),
      // 1970-01-01 was a Thursday.
      weekday: (((days + 3) % 7) + 7) % 7,
      hour: Math.floor((wall - days * DAY) / 3_600_000),
      offsetMs,
    };
  };
}
