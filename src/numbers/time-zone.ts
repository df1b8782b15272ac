import { ConfigurationError } from '../errors/index.ts';

export const DAY_MS = 86_400_000;

/** What the rest needs to know of a time zone. All numbers are milliseconds. */
export interface TimeZone {
  /** How far the wall clock is ahead of UTC at an instant. */
  offsetAt(instant: number): number;
  /**
   * The instant at which the wall clock shows this, given as if it were UTC. In a gap, where it never
   * does, the instant of the jump; in a fold, where it does twice, the `first` or the `last` time.
   */
  instantOf(wall: number, side: 'first' | 'last'): number;
}

/** No zone changed its clocks before, and none does in the last two days of `Date`: see `offsetAt`. */
const FIRST_CHANGE = Date.UTC(1800, 0, 1);
const LAST_CHANGE = 8.64e15 - 2 * DAY_MS;

const SHOWN = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** @throws ConfigurationError for a name that the runtime does not know. */
export function createTimeZone(name: string): TimeZone {
  const formatter = formatterOf(name);
  const atMidnight = new Map<number, number>();

  const offsetAt = (instant: number): number => {
    // Years before Christ are shown without a sign, and beyond the ends nothing is shown at all.
    const near = Math.min(Math.max(instant, FIRST_CHANGE), LAST_CHANGE);
    const [, month, day, year, hour, minute, second] = (
      SHOWN.exec(formatter.format(near)) ?? []
    ).map(Number);
    const shown = Date.UTC(
      year ?? Number.NaN,
      (month ?? Number.NaN) - 1,
      day,
      hour,
      minute,
      second,
    );
    return shown - Math.floor(near / 1000) * 1000;
  };
  const offsetOfDay = (day: number): number => {
    // Days before the first change share an entry: to ask `Intl` about each takes long.
    const midnight = Math.max(day * DAY_MS, FIRST_CHANGE);
    const known = atMidnight.get(midnight);
    if (known !== undefined) return known;
    const offset = offsetAt(midnight);
    atMidnight.set(midnight, offset);
    return offset;
  };

  const instantOf = (wall: number, side: 'first' | 'last'): number => {
    const day = Math.floor(wall / DAY_MS);
    const usual = offsetOfDay(day);
    // No clock is changed twice within three days, so equal offsets around it leave no doubt.
    if ([day - 1, day + 1, day + 2].every((near) => offsetOfDay(near) === usual))
      return wall - usual;
    const instants = [wall - DAY_MS, wall, wall + DAY_MS]
      .map((near) => wall - offsetAt(near))
      .filter((instant) => instant + offsetAt(instant) === wall);
    if (instants.length === 0) return jumpOver(wall, offsetAt);
    return side === 'first' ? Math.min(...instants) : Math.max(...instants);
  };
  return { offsetAt, instantOf };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
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
    throw new ConfigurationError('A time zone must be an IANA name such as "Europe/Berlin".', {
      cause,
    });
  }
}

/** The first instant at which the wall clock has passed a time that it never shows. */
function jumpOver(wall: number, offsetAt: (instant: number) => number): number {
  let before = wall - DAY_MS * 2;
  let after = wall + DAY_MS * 2;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (middle + offsetAt(middle) > wall) after = middle;
    else before = middle;
  }
  return after;
}
