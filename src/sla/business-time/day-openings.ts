import { ConfigurationError } from '../../errors/index.ts';
import { type Holiday, type OpeningHours, type Schedule, WEEKDAYS } from './schedule.ts';
import { listAt } from '../../numbers/rounding.ts';
import { DAY_MS } from '../../numbers/time-zone.ts';

const MINUTE_MS = 60_000;
const TIME = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/;

/** An opening in wall-clock milliseconds since the midnight that begins its day. */
export interface Opening {
  readonly start: number;
  /** Greater than `start`; above 24 hours when it runs on into the next day. */
  readonly end: number;
}

/** The openings of a local day, counted in days since 1970-01-01. */
export type OpeningsOf = (localDay: number) => readonly Opening[];

/** @throws ConfigurationError for times and dates that are none, and when nothing is ever open. */
export function createDayOpenings({ weekly, holidays = [] }: Schedule): OpeningsOf {
  // `monday` in a file would be a day that is closed.
  if (!Object.keys(weekly).every((day) => WEEKDAYS.some((known) => known === day)))
    throw new ConfigurationError(`The days of a schedule are ${WEEKDAYS.join(', ')}.`);
  const byWeekday = WEEKDAYS.map((weekday) => (weekly[weekday] ?? []).map(openingOf));
  const byDate = new Map<string, readonly Opening[]>();
  for (const holiday of holidays) {
    byDate.set(dateOf(holiday), (holiday.hours ?? []).map(openingOf));
  }
  const isOpen = (openings: readonly Opening[]): boolean => openings.length > 0;
  if (!byWeekday.some(isOpen) && ![...byDate.values()].some(isOpen))
    throw new ConfigurationError('A schedule must be open at some time.');

  return (localDay) => {
    // 1970-01-01 was a Thursday, the fourth from Monday.
    const usual = listAt(byWeekday, (((localDay + 3) % 7) + 7) % 7);
    const midnight = new Date(localDay * DAY_MS);
    // Days beyond the ends of `Date` have no name; nobody asks for more than their hours.
    if (byDate.size === 0 || Number.isNaN(midnight.getTime())) return usual;
    // Years are signed and have six digits before 0000 and after 9999.
    const date = midnight.toISOString().slice(0, -'T00:00:00.000Z'.length);
    return byDate.get(date) ?? byDate.get(date.slice(-5)) ?? usual;
  };
}

function openingOf([from, until]: OpeningHours): Opening {
  const start = millisecondsOf(from);
  const end = millisecondsOf(until);
  if (start === DAY_MS) throw new ConfigurationError('An opening can not start at 24:00.');
  return { start, end: end <= start ? end + DAY_MS : end };
}

function millisecondsOf(time: string): number {
  if (!TIME.test(time))
    throw new ConfigurationError('Opening hours must look like 09:00 or 24:00.');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

function dateOf(holiday: Holiday): string {
  const date = holiday.date ?? holiday.annual;
  // 2024 has a 29 February, which an annual holiday may fall on.
  const full = holiday.date ?? `2024-${holiday.annual}`;
  const parsed = new Date(`${full}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== full)
    throw new ConfigurationError(
      'A holiday must name a date (2026-12-25) or a yearly one (12-25).',
    );
  return date;
}
