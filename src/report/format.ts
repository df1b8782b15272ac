import { ConfigurationError, ValidationError } from '../errors/index.ts';
import { html, type SafeHtml } from './html.ts';

/** How numbers, dates and durations look. */
export interface ReportFormatOptions {
  /** A BCP 47 language tag. Default `en`. */
  readonly locale?: string;
  /** An IANA time zone. Default `UTC`. */
  readonly timeZone?: string;
}

/** Numbers, dates and durations for readers. All times are milliseconds since the epoch. */
export interface ReportFormat {
  readonly locale: string;
  readonly timeZone: string;
  /** `12,345.6`: at most `digits` (default 1) after the point; from 1e15 on as `1.2E15`. */
  number(value: number, digits?: number): string;
  /** `12K`, for axes and cells. */
  compact(value: number): string;
  /** A share from 0 to 1 and above: `99.5%`. Says `<0.1%` and `>99.9%` rather than 0% and 100%. */
  percent(share: number): string;
  /** `Nov 26, 2026, 14:35 UTC`. */
  dateTime(at: number): string;
  /** `Nov 26, 2026`. */
  date(at: number): string;
  /** `Nov 26`. */
  day(at: number): string;
  /** `14:35`. */
  time(at: number): string;
  /** `<time>` with the exact moment for machines. */
  moment(at: number): SafeHtml;
  /** The two largest units: `2 hr 5 min`. */
  duration(ms: number): string;
  /** How far the zone is ahead of UTC at that moment, in milliseconds. */
  offset(at: number): number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Each with the unit below it, which is shown beside it. */
const UNITS = [
  { unit: 'day', size: DAY, below: { unit: 'hour', size: HOUR } },
  { unit: 'hour', size: HOUR, below: { unit: 'minute', size: MINUTE } },
  { unit: 'minute', size: MINUTE, below: { unit: 'second', size: SECOND } },
] as const;
/** Beyond this, digits no longer tell one number from the next. */
const SCIENTIFIC_FROM = 1e15;
/** The furthest moment from the epoch that a Date can hold. */
const LAST_MOMENT = 8.64e15;

/**
 * Formats for one reader.
 *
 * @throws {ConfigurationError} for a locale or time zone that does not exist.
 * @example
 * createFormat().duration(7_500_000) //=> '2 hr 5 min'
 */
export function createFormat(options: ReportFormatOptions = {}): ReportFormat {
  const { locale = 'en', timeZone = 'UTC' } = options;
  const dates = datesOf(locale, timeZone);
  const decimals = [0, 1, 2, 3].map(
    (digits) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }),
  );
  const scientific = new Intl.NumberFormat(locale, {
    notation: 'scientific',
    maximumFractionDigits: 1,
  });
  const compacts = new Intl.NumberFormat(locale, {
    notation: 'compact',
    maximumSignificantDigits: 3,
  });
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const plain = (value: number, formatter: Intl.NumberFormat | undefined): string =>
    (Math.abs(finite(value)) >= SCIENTIFIC_FROM ? scientific : (formatter ?? scientific)).format(
      value,
    );
  const dateTime = (at: number) => dates.dateTime.format(moment(at));
  return {
    locale,
    timeZone,
    number: (value, digits = 1) => plain(value, decimals[digits]),
    compact: (value) => plain(value, compacts),
    percent(share) {
      if (finite(share) > 0 && share < 0.001) return `<${percents.format(0.001)}`;
      if (share > 0.999 && share < 1) return `>${percents.format(0.999)}`;
      return percents.format(share);
    },
    dateTime,
    date: (at) => dates.date.format(moment(at)),
    day: (at) => dates.day.format(moment(at)),
    time: (at) => dates.time.format(moment(at)),
    moment: (at) => html`<time datetime="${moment(at).toISOString()}">${dateTime(at)}</time>`,
    duration: durationsOf(locale),
    offset: (at) => offsetOf(dates.parts, moment(at)),
  };
}

/** The moment, refused when no Date can hold it. */
function moment(at: number): Date {
  if (!(Math.abs(finite(at)) <= LAST_MOMENT)) {
    throw new ValidationError('A time in a report is further away than dates reach.');
  }
  return new Date(at);
}

/**
 * @throws {ValidationError} for `NaN` and the infinities: a report never shows what is not a number.
 */
export function finite(value: number): number {
  if (!Number.isFinite(value)) {
    throw new ValidationError('A value in a report is not a finite number.');
  }
  return value;
}

function datesOf(locale: string, timeZone: string) {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const date = { month: 'short', day: 'numeric' } as const;
  try {
    return {
      dateTime: new Intl.DateTimeFormat(locale, {
        timeZone,
        year: 'numeric',
        ...date,
        ...clock,
        timeZoneName: 'short',
      }),
      date: new Intl.DateTimeFormat(locale, { timeZone, year: 'numeric', ...date }),
      day: new Intl.DateTimeFormat(locale, { timeZone, ...date }),
      time: new Intl.DateTimeFormat(locale, { timeZone, ...clock }),
      parts: new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
        timeZone,
        hourCycle: 'h23',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
      }),
    };
  } catch (cause) {
    throw new ConfigurationError('The locale or the time zone of a report does not exist.', {
      cause,
    });
  }
}

function offsetOf(formatter: Intl.DateTimeFormat, at: Date): number {
  const parts = Object.fromEntries(
    formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(at.getTime() / SECOND) * SECOND;
}

function durationsOf(locale: string): (ms: number) => string {
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' });
  const formatters = new Map(
    ['day', 'hour', 'minute', 'second', 'millisecond'].map((unit) => {
      const style = { style: 'unit', unit, unitDisplay: 'short' } as const;
      return [unit, new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 1 })];
    }),
  );
  const amount = (value: number, unit: string) => formatters.get(unit)?.format(value) ?? '';
  return function duration(ms: number): string {
    if (finite(ms) < 0) throw new ValidationError('A duration in a report is negative.');
    if (Math.round(ms) < SECOND) return amount(Math.round(ms), 'millisecond');
    const level = UNITS.find(({ size }) => ms >= size);
    // Rounding may reach the next unit: 59.96 seconds are one minute.
    if (level === undefined) {
      const tenths = Math.round(ms / 100);
      return tenths >= 600 ? duration(MINUTE) : amount(tenths / 10, 'second');
    }
    const { unit, size, below } = level;
    const rounded = Math.round(ms / below.size) * below.size;
    if (UNITS.find((each) => rounded >= each.size) !== level) return duration(rounded);
    const whole = Math.floor(rounded / size);
    const rest = Math.round((rounded - whole * size) / below.size);
    const parts = rest === 0 ? [] : [amount(rest, below.unit)];
    return list.format([amount(whole, unit), ...parts]);
  };
}
