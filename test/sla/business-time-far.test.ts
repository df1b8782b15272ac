import fc from 'fast-check';
import { businessTime, type Schedule } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { alwaysIn } from './engine.support.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The last moment of a `Date`; the first is the same before 1970. */
const LAST = 8.64e15;
const ZONES = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati', 'Africa/Cairo'];
const day: [string, string] = ['09:00', '17:00'];
const OFFICE: Schedule = {
  timezone: 'UTC',
  weekly: { mon: [day], tue: [day], wed: [day], thu: [day], fri: [day] },
  holidays: [{ annual: '12-25' }],
};

describe('businessTime far from today', () => {
  it.each(ZONES)('what is always open is open at both ends of time in %s', (zone) => {
    const always = alwaysIn(zone);
    for (const at of [-LAST, -LAST + 1, -LAST + 70 * DAY, LAST - 3 * DAY, LAST - 1, LAST]) {
      expect(businessTime.isOpen(always, at)).toBe(true);
      expect(businessTime.next(always, at)).toEqual(new Date(at));
    }
    expect(businessTime.between(always, -LAST, -LAST + DAY)).toBe(DAY);
    expect(businessTime.between(always, LAST - DAY, LAST)).toBe(DAY);
    expect(businessTime.add(always, -LAST, HOUR)).toEqual(new Date(-LAST + HOUR));
    expect(businessTime.add(always, LAST - HOUR, HOUR)).toEqual(new Date(LAST));
  });

  it('counts from an unknown date, which is 0001-01-01 in many a program', () => {
    const unknown = Date.parse('0001-01-01T00:00:00Z');
    const now = Date.UTC(2026, 0, 1);
    expect(businessTime.between(alwaysIn('Africa/Cairo'), unknown, now)).toBe(now - unknown);
  });

  it('knows the weekday and the holiday of every date', () => {
    const isOpen = (at: Date): boolean => {
      const [weekday, hour] = [at.getUTCDay(), at.getUTCHours()];
      const isHoliday = at.getUTCMonth() === 11 && at.getUTCDate() === 25;
      return weekday >= 1 && weekday <= 5 && hour >= 9 && hour < 17 && !isHoliday;
    };
    const any = fc.integer({ min: -LAST, max: LAST });
    const christmas = fc
      .integer({ min: -270_000, max: 270_000 })
      .map((year) => Date.UTC(2000, 11, 25, 12) + (year - 2000) * 365.2425 * DAY)
      .map((at) => Math.round(at));
    fc.assert(
      fc.property(fc.oneof(any, christmas), (at) => {
        expect(businessTime.isOpen(OFFICE, at)).toBe(isOpen(new Date(at)));
      }),
    );
    for (const year of [-271_000, -5, 12_000, 275_000]) {
      const at = new Date(0);
      at.setUTCFullYear(year, 11, 25);
      expect(businessTime.isOpen(OFFICE, at.getTime() + 12 * HOUR)).toBe(false);
    }
  });

  it('refuses an answer that no Date can hold, and a count that takes too long', () => {
    const refused = (ask: () => unknown, message: string) => {
      expect(ask).toThrow(ConfigurationError);
      expect(ask).toThrow(message);
    };
    // The last moment is a Saturday's first: the office does not open any more.
    refused(() => businessTime.next(OFFICE, LAST), 'beyond the last moment of a Date');
    refused(() => businessTime.add(OFFICE, LAST - DAY, 9 * HOUR), 'beyond the last moment');
    refused(() => businessTime.add(alwaysIn('UTC'), LAST, 1), 'beyond the last moment');
    refused(
      () => businessTime.between(OFFICE, -LAST, LAST),
      'Business time is counted over thirty centuries at most.',
    );
  });
});
