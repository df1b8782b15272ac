import { businessTime, type Schedule } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { alwaysIn, NEW_YORK, SHANGHAI, weekOf } from './engine.support.ts';

const HOUR = 3_600_000;
const z = (text: string) => new Date(`${text}:00Z`);
const between = (schedule: Schedule, from: string, to: string) =>
  businessTime.between(schedule, z(from), z(to)) / HOUR;
const add = (schedule: Schedule, from: string, hours: number) =>
  businessTime
    .add(schedule, z(from), hours * HOUR)
    .toISOString()
    .slice(0, 16);
const sundays = (timezone: string, ...sun: [string, string][]): Schedule => ({
  timezone,
  weekly: { sun },
});

describe('businessTime', () => {
  it('counts open time only, and none backwards', () => {
    expect(between(NEW_YORK, '2026-05-08T20:30', '2026-05-11T13:30')).toBe(1);
    expect(between(NEW_YORK, '2026-05-11T13:30', '2026-05-08T20:30')).toBe(0);
    expect(between(NEW_YORK, '2026-05-09T00:00', '2026-05-10T12:00')).toBe(0);
    // Eight hours of 261 weekdays, less the holiday and half of the next day.
    expect(between(NEW_YORK, '2026-01-01T05:00', '2027-01-01T05:00')).toBe(261 * 8 - 8 - 4);
  });

  it('splits a day at lunch', () => {
    expect(between(SHANGHAI, '2026-05-08T00:00', '2026-05-09T00:00')).toBe(7.5);
    expect(businessTime.isOpen(SHANGHAI, z('2026-05-08T04:00'))).toBe(false);
    expect(businessTime.next(SHANGHAI, z('2026-05-08T04:00'))).toEqual(z('2026-05-08T05:30'));
    expect(businessTime.isOpen(SHANGHAI, z('2026-05-08T05:30'))).toBe(true);
    expect(businessTime.next(SHANGHAI, z('2026-05-08T06:00'))).toEqual(z('2026-05-08T06:00'));
  });

  it('is closed at the instant that closes', () => {
    expect(businessTime.isOpen(NEW_YORK, z('2026-05-08T21:00'))).toBe(false);
    expect(businessTime.isOpen(NEW_YORK, z('2026-05-08T13:00'))).toBe(true);
  });

  it('adds to the least instant that will do', () => {
    expect(add(NEW_YORK, '2026-05-08T20:00', 1)).toBe('2026-05-08T21:00');
    expect(add(NEW_YORK, '2026-05-09T20:00', 0)).toBe('2026-05-09T20:00');
    expect(add(NEW_YORK, '2026-05-09T20:00', -5)).toBe('2026-05-09T20:00');
    // Two thousand hours are 250 days: over many blocks of days.
    expect(add(NEW_YORK, '2025-01-01T00:00', 2000)).toBe('2025-12-16T22:00');
  });

  it('lets a night shift belong to the day it starts, holidays too', () => {
    const night: Schedule = {
      timezone: 'UTC',
      weekly: { mon: [['22:00', '06:00']], tue: [['22:00', '06:00']] },
      holidays: [{ date: '2026-05-12' }],
    };
    expect(between(night, '2026-05-11T00:00', '2026-05-12T12:00')).toBe(8);
    expect(between(night, '2026-05-12T06:00', '2026-05-14T00:00')).toBe(0);
    expect(between(night, '2026-05-18T00:00', '2026-05-21T00:00')).toBe(16);
  });

  it('opens for a whole day when an opening ends where it starts', () => {
    const round: Schedule = { timezone: 'UTC', weekly: { mon: [['09:00', '09:00']] } };
    expect(between(round, '2026-05-10T00:00', '2026-05-16T00:00')).toBe(24);
  });

  it('counts openings that overlap once', () => {
    const double: Schedule = {
      timezone: 'UTC',
      weekly: {
        mon: [
          ['13:00', '18:00'],
          ['09:00', '14:00'],
          ['10:00', '11:00'],
          ['18:00', '19:00'],
        ],
      },
    };
    expect(between(double, '2026-05-11T00:00', '2026-05-12T00:00')).toBe(10);
  });

  it('knows holidays of every year, half days, and lets a date win over a yearly one', () => {
    const schedule: Schedule = {
      timezone: 'UTC',
      weekly: weekOf([['09:00', '17:00']]),
      holidays: [
        { date: '2026-12-24', hours: [['09:00', '12:00']] },
        { annual: '12-24' },
        { annual: '02-29' },
        { annual: '12-25', hours: [] },
      ],
    };
    expect(between(schedule, '2026-12-24T00:00', '2026-12-26T00:00')).toBe(3);
    expect(between(schedule, '2027-12-24T00:00', '2027-12-25T00:00')).toBe(0);
    expect(between(schedule, '2028-02-29T00:00', '2028-03-01T00:00')).toBe(0);
  });

  it('may open on special days alone', () => {
    const fair: Schedule = {
      timezone: 'UTC',
      weekly: {},
      holidays: [{ date: '2026-09-01', hours: [['10:00', '12:00']] }],
    };
    expect(between(fair, '2026-01-01T00:00', '2027-01-01T00:00')).toBe(2);
    expect(businessTime.next(fair, z('2026-01-01T00:00'))).toEqual(z('2026-09-01T10:00'));
    expect(() => businessTime.next(fair, z('2027-01-01T00:00'))).toThrow('two years');
    expect(() => businessTime.add(fair, z('2026-01-01T00:00'), 3 * HOUR)).toThrow('two years');
  });

  it('refuses a sum that takes more than a century', () => {
    const rare: Schedule = {
      timezone: 'UTC',
      weekly: {},
      holidays: [{ annual: '09-01', hours: [['10:00', '12:00']] }],
    };
    expect(add(rare, '2026-01-01T00:00', 5)).toBe('2028-09-01T11:00');
    expect(() => businessTime.add(rare, z('2026-01-01T00:00'), 250 * HOUR)).toThrow('century');
  });

  describe('at clock changes', () => {
    it('starts in a gap at the jump, and ends there too', () => {
      // New York jumps from 02:00 to 03:00 on 8 March 2026, which is 07:00 UTC.
      const gap = sundays('America/New_York', ['02:15', '02:45'], ['02:30', '04:00']);
      expect(businessTime.next(gap, z('2026-03-08T00:00'))).toEqual(z('2026-03-08T07:00'));
      expect(between(gap, '2026-03-08T00:00', '2026-03-09T00:00')).toBe(1);
    });

    it('starts in a fold the first time, and ends the second', () => {
      // New York shows 01:00 to 02:00 twice on 1 November 2026: from 05:00 UTC and from 06:00 UTC.
      const fold = sundays('America/New_York', ['01:15', '01:45']);
      expect(businessTime.next(fold, z('2026-11-01T00:00'))).toEqual(z('2026-11-01T05:15'));
      expect(between(fold, '2026-11-01T00:00', '2026-11-02T00:00')).toBe(1.5);
    });

    it('makes days of 23, 24.5 and 25 hours', () => {
      expect(between(alwaysIn('America/New_York'), '2026-03-08T05:00', '2026-03-09T04:00')).toBe(
        23,
      );
      const lordHowe = sundays('Australia/Lord_Howe', ['00:00', '24:00']);
      expect(between(lordHowe, '2026-04-01T00:00', '2026-04-08T00:00')).toBe(24.5);
      expect(between(lordHowe, '2026-10-01T00:00', '2026-10-06T00:00')).toBe(23.5);
    });

    it('knows changes at midnight', () => {
      // Beirut jumps from 00:00 to 01:00 on Sunday 29 March 2026; Cairo on Friday 24 April.
      const beirut = sundays('Asia/Beirut', ['00:00', '08:00']);
      expect(businessTime.next(beirut, z('2026-03-28T00:00'))).toEqual(z('2026-03-28T22:00'));
      expect(between(beirut, '2026-03-28T00:00', '2026-03-30T00:00')).toBe(7);
      const cairo: Schedule = { timezone: 'Africa/Cairo', weekly: { fri: [['00:00', '02:00']] } };
      expect(between(cairo, '2026-04-23T00:00', '2026-04-25T00:00')).toBe(1);
    });

    it('leaves out a day that an island left out', () => {
      // Samoa had no 30 December 2011.
      const samoa: Schedule = { timezone: 'Pacific/Apia', weekly: { fri: [['09:00', '17:00']] } };
      expect(between(samoa, '2011-12-28T00:00', '2012-01-02T00:00')).toBe(0);
      expect(between(samoa, '2012-01-04T00:00', '2012-01-08T00:00')).toBe(8);
    });

    it('knows offsets of quarters of an hour', () => {
      const nepal = sundays('Asia/Kathmandu', ['09:00', '17:00']);
      expect(businessTime.next(nepal, z('2026-05-10T00:00'))).toEqual(z('2026-05-10T03:15'));
    });
  });

  it('may be open on single days only', () => {
    const fair: Schedule = {
      timezone: 'UTC',
      weekly: {},
      holidays: [{ date: '2026-05-12', hours: [['10:00', '18:00']] }, { date: '2026-05-13' }],
    };
    expect(between(fair, '2026-01-01T00:00', '2027-01-01T00:00')).toBe(8);
  });

  const office: Schedule = { timezone: 'UTC', weekly: weekOf([['09:00', '17:00']]) };

  it('is done within a day, whichever day it is', () => {
    for (let day = 0; day < 100; day += 1) {
      const date = new Date(Date.UTC(2026, 3, 1 + day));
      if ([0, 6].includes(date.getUTCDay())) continue;
      const opens = date.getTime() + 9 * HOUR;
      const closes = new Date(date.getTime() + 17 * HOUR);
      expect(businessTime.add(office, opens, 8 * HOUR)).toEqual(closes);
    }
  });

  it.each<readonly [string, Schedule]>([
    ['an unknown zone', { timezone: 'Mars/Base', weekly: { mon: [['09:00', '17:00']] } }],
    [
      'a day that is none',
      // Safe: what a file may say.
      { timezone: 'UTC', weekly: { mon: [['09:00', '17:00']], tuesday: [] } as Schedule['weekly'] },
    ],
    ['a time that is none', { timezone: 'UTC', weekly: { mon: [['9:00', '17:00']] } }],
    ['a minute too many', { timezone: 'UTC', weekly: { mon: [['09:00', '24:01']] } }],
    ['a start at the end of the day', { timezone: 'UTC', weekly: { mon: [['24:00', '17:00']] } }],
    ['nothing open', { timezone: 'UTC', weekly: { mon: [] }, holidays: [{ date: '2026-01-01' }] }],
    ['a date that is none', { ...office, holidays: [{ date: '2026-02-30' }] }],
    ['a yearly date that is none', { ...office, holidays: [{ annual: '04-31' }] }],
    ['words for a date', { ...office, holidays: [{ annual: 'May' }] }],
  ])('refuses %s', (_, schedule) => {
    expect(() => businessTime.isOpen(schedule, 0)).toThrow(
      expect.objectContaining({ name: 'ConfigurationError' }),
    );
  });

  it('refuses an instant that is none', () => {
    expect(() => businessTime.isOpen(NEW_YORK, new Date('never'))).toThrow('valid Date');
    expect(() => businessTime.add(NEW_YORK, 0, Number.NaN)).toThrow('valid Date');
  });
});
