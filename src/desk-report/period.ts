import { type Issue, ValidationError } from '../errors/index.ts';
import { type Instant, requireInstant } from '../numbers/instant.ts';
import { createTimeZone, DAY_MS, type TimeZone } from '../numbers/time-zone.ts';

/** A stretch of time in epoch milliseconds: `from` is included, `to` is not. */
export interface ReportPeriod {
  readonly from: number;
  readonly to: number;
}

/** The period of a report, and the one it is compared with. */
export interface ComparedPeriods {
  readonly current: ReportPeriod;
  readonly previous: ReportPeriod;
}

const MOST_DAYS = 3_700;

/**
 * Whole days on the calendar of a time zone, the last one being the day before `now`. Days of 23 and
 * 25 hours count as days.
 *
 * @throws ValidationError for a number of days that is not whole and above 0; ConfigurationError for a
 *   time zone that is not known.
 * @example
 * lastDays(7, { now: Date.UTC(2026, 4, 11, 8), timeZone: 'UTC' })
 * //=> { from: Date.UTC(2026, 4, 4), to: Date.UTC(2026, 4, 11) }
 */
export function lastDays(
  days: number,
  options: { readonly now: Instant; readonly timeZone: string },
): ReportPeriod {
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS)
    throw periodError('days', `must be a whole number from 1 to ${MOST_DAYS}`);
  const zone = createTimeZone(options.timeZone);
  const today = midnightOf(wallAt(zone, requireInstant('now', options.now)));
  return endingAt(zone, today, days * DAY_MS);
}

/**
 * From the first to the last of two dates, both included, on the calendar of a time zone.
 *
 * @throws ValidationError for what is no date, and for dates that are not in order.
 * @example
 * daysBetween('2026-05-04', '2026-05-10', 'UTC').to //=> Date.UTC(2026, 4, 11)
 */
export function daysBetween(first: string, last: string, timeZone: string): ReportPeriod {
  const zone = createTimeZone(timeZone);
  const from = wallOf('from', first);
  const to = wallOf('to', last) + DAY_MS;
  if (to <= from) throw periodError('to', 'must not lie before `from`');
  if (to - from > MOST_DAYS * DAY_MS)
    throw periodError('to', `must lie at most ${MOST_DAYS} days after \`from\``);
  return { from: zone.instantOf(from, 'first'), to: zone.instantOf(to, 'first') };
}

/** The period of a report and the one of as many days before it. @throws ValidationError */
export function comparedPeriods(
  period: { readonly from: Instant; readonly to: Instant },
  timeZone: string,
): ComparedPeriods {
  const zone = createTimeZone(timeZone);
  const from = requireInstant('period.from', period.from);
  const to = requireInstant('period.to', period.to);
  if (to <= from) throw periodError('period.to', 'must lie after `period.from`');
  if (to - from > (MOST_DAYS + 1) * DAY_MS)
    throw periodError('period.to', `must lie at most ${MOST_DAYS} days after \`period.from\``);
  // On the calendar, so that seven days are seven days when summer time begins.
  const length = calendarAt(zone, to) - calendarAt(zone, from);
  const { from: before } = endingAt(zone, calendarAt(zone, from), length);
  return { current: { from, to }, previous: { from: before, to: from } };
}

/** So much of the calendar before a time on it; a day more where a zone skipped the only one. */
function endingAt(zone: TimeZone, end: number, length: number): ReportPeriod {
  const to = zone.instantOf(end, 'first');
  const from = zone.instantOf(end - length, 'first');
  return { from: from < to ? from : zone.instantOf(end - length - DAY_MS, 'first'), to };
}

/** A part of a period with its first day. */
export interface PeriodPart extends ReportPeriod {
  /** `2026-05-04`: its first day on the calendar of the zone. */
  readonly label: string;
}

/** Width of the parts in days that a trend of so many days is drawn in. */
export const partDays = (days: number): 1 | 7 | 28 => {
  if (days <= 62) return 1;
  return days <= 434 ? 7 : 28;
};

/** Both periods cut into parts of equal days. The first of each may be shorter, never longer. */
export function partsOf({ current, previous }: ComparedPeriods, timeZone: string) {
  const zone = createTimeZone(timeZone);
  const days = Math.round(
    (calendarAt(zone, current.to) - calendarAt(zone, previous.from)) / DAY_MS,
  );
  const width = partDays(days);
  return {
    days: width,
    parts: [...cut(zone, previous, width), ...cut(zone, current, width)],
  };
}

/** Cut from its end, so that the newest part is a whole one. Days that a zone skipped are no part. */
function cut(zone: TimeZone, { from, to }: ReportPeriod, width: number): readonly PeriodPart[] {
  const parts: PeriodPart[] = [];
  const last = calendarAt(zone, to);
  for (let end = to, count = 1; end > from; count += 1) {
    const start = Math.max(from, zone.instantOf(last - count * width * DAY_MS, 'first'));
    if (start < end) parts.unshift({ from: start, to: end, label: dateAt(zone, start) });
    end = start;
  }
  return parts;
}

const wallAt = (zone: TimeZone, at: number): number => at + zone.offsetAt(at);

const midnightOf = (wall: number): number => Math.floor(wall / DAY_MS) * DAY_MS;

/** What the clock shows; midnight where a day begins, though its clock begins at 01:00. */
function calendarAt(zone: TimeZone, at: number): number {
  const wall = wallAt(zone, at);
  const midnight = midnightOf(wall);
  return zone.instantOf(midnight, 'first') === at ? midnight : wall;
}

const dateAt = (zone: TimeZone, at: number): string =>
  new Date(wallAt(zone, at)).toISOString().slice(0, 10);

function wallOf(name: string, date: string): number {
  const wall = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  // `2026-02-30` would become a day of March.
  if (!Number.isFinite(wall) || new Date(wall).toISOString().slice(0, 10) !== date)
    throw periodError(name, 'must be a date such as 2026-05-04');
  return wall;
}

function periodError(path: string, message: string): ValidationError {
  const issues: readonly Issue[] = [{ path, message }];
  return new ValidationError(`The period is not usable: \`${path}\` ${message}.`, { issues });
}
