import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { createFormat, markupOf } from '../../src/report/index.ts';

/** Releases of the locale data differ in which space they use. */
const plain = (text: string) => text.replace(/[\u00A0\u202F\u2009]/g, ' ');

const AT = Date.UTC(2026, 10, 26, 14, 5, 30);

describe('createFormat', () => {
  const format = createFormat();

  it('writes numbers with at most one digit after the point', () => {
    expect(format.number(1_234_567)).toBe('1,234,567');
    expect(format.number(0.25)).toBe('0.3');
    expect(format.number(0.125, 3)).toBe('0.125');
    expect(format.number(7.6, 0)).toBe('8');
    expect(format.number(1.26e18)).toBe('1.3E18');
    expect(format.number(1.5, 9)).toBe('1.5E0');
    expect(format.compact(12_345)).toBe('12.3K');
    expect(format.compact(1e300)).toBe('1E300');
  });

  it('does not round shares to none or to all', () => {
    expect(format.percent(0)).toBe('0%');
    expect(format.percent(1)).toBe('100%');
    expect(format.percent(0.413)).toBe('41.3%');
    expect(format.percent(0.0004)).toBe('<0.1%');
    expect(format.percent(0.99996)).toBe('>99.9%');
    expect(format.percent(1.5)).toBe('150%');
  });

  it('says days and times in UTC, and names the zone', () => {
    expect(plain(format.dateTime(AT))).toBe('Nov 26, 2026, 14:05 UTC');
    expect(format.day(AT)).toBe('Nov 26');
    expect(format.time(AT)).toBe('14:05');
    expect(format.time(Date.UTC(2026, 0, 1))).toBe('00:00');
    expect(plain(markupOf(format.moment(AT)))).toBe(
      '<time datetime="2026-11-26T14:05:30.000Z">Nov 26, 2026, 14:05 UTC</time>',
    );
    expect(format.offset(AT)).toBe(0);
  });

  it('follows a locale and a time zone', () => {
    const german = createFormat({ locale: 'de', timeZone: 'Europe/Berlin' });
    expect(german.number(1_234.5)).toBe('1.234,5');
    expect(german.time(AT)).toBe('15:05');
    expect(plain(german.percent(0.5))).toBe('50 %');
    // Half an hour less than a whole number of hours, and before the epoch.
    const newfoundland = createFormat({ timeZone: 'America/St_Johns' });
    expect(newfoundland.offset(AT)).toBe(-3.5 * 3_600_000);
    expect(createFormat({ timeZone: 'Asia/Kolkata' }).offset(-1)).toBe(5.5 * 3_600_000);
    expect(german.offset(Date.UTC(2026, 6, 1))).toBe(2 * 3_600_000);
  });

  it('writes durations in the two largest units', () => {
    const cases: readonly (readonly [number, string])[] = [
      [0, '0 ms'],
      [999.4, '999 ms'],
      [999.6, '1 sec'],
      [12_340, '12.3 sec'],
      [59_949, '59.9 sec'],
      [59_960, '1 min'],
      [61_000, '1 min 1 sec'],
      [3_599_600, '1 hr'],
      [7_500_000, '2 hr 5 min'],
      [86_399_999, '1 day'],
      [90_000_000, '1 day 1 hr'],
      [864_000_000_000, '10,000 days'],
    ];
    for (const [ms, expected] of cases) expect(plain(format.duration(ms))).toBe(expected);
  });

  it('refuses locales and zones that do not exist', () => {
    expect(() => createFormat({ locale: 'no_such' })).toThrow(ConfigurationError);
    expect(() => createFormat({ timeZone: 'Mars/Olympus' })).toThrow(ConfigurationError);
  });

  it('refuses what is not a number, a time or a duration', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      for (const method of [
        'number',
        'compact',
        'percent',
        'dateTime',
        'day',
        'time',
        'moment',
        'duration',
        'offset',
      ] as const) {
        expect(() => format[method](value), method).toThrow(ValidationError);
      }
    }
    expect(() => format.moment(8.64e15 + 1)).toThrow(ValidationError);
    expect(() => format.duration(-1)).toThrow(ValidationError);
  });

  it('has a word for every duration, and never more than its unit holds', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (ms) => {
        const text = plain(format.duration(ms));
        expect(text).toMatch(/^[\d,.]+ (ms|sec|min|hr|days?)( \d+ (sec|min|hr))?$/);
        expect(text).not.toMatch(/\b60 (sec|min)|\b24 hr/);
      }),
    );
  });
});
