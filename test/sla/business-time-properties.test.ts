import fc from 'fast-check';
import { businessTime, type OpeningHours, type Schedule, WEEKDAYS } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { alwaysIn } from './engine.support.ts';

/** Half hours and two hours, changes at midnight, none, quarters of an hour, an island that lost a day. */
export const ZONES = [
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'America/Havana',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Antarctica/Troll',
  'America/Phoenix',
  'UTC',
] as const;

const time = fc
  .tuple(fc.nat(23), fc.constantFrom(0, 15, 30, 45))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const openings = fc.array(fc.tuple(time, time), { maxLength: 3 });
const instants = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) }) },
  // Samoa had no 30 December 2011.
  fc.integer({ min: Date.UTC(2011, 11, 27), max: Date.UTC(2012, 0, 2) }),
);
const spans = fc.integer({ min: 0, max: 40 * 86_400_000 });

const schedules: fc.Arbitrary<Schedule> = fc.record({
  timezone: fc.constantFrom(...ZONES),
  weekly: fc.record({
    mon: fc.constant([['09:00', '17:00'] as const]),
    tue: openings,
    wed: openings,
    thu: openings,
    sat: openings,
    sun: openings,
  }),
  holidays: fc.array(
    fc.record({
      date: fc
        .integer({ min: 0, max: 1400 })
        .map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10)),
      hours: openings,
    }),
    { maxLength: 4 },
  ),
});

/** What a clock on the wall of the office shows, by the platform's own calendar. */
function wallOf(timezone: string) {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (instant: number) => {
    const parts = Object.fromEntries(
      format.formatToParts(instant).map(({ type, value }) => [type, value]),
    );
    return {
      day: String(parts['weekday']).toLowerCase(),
      minute: Number(parts['hour']) * 60 + Number(parts['minute']),
    };
  };
}

const minutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

describe('B.4 for any schedule', () => {
  it('B.4-3: a span is the sum of its parts', () => {
    fc.assert(
      fc.property(schedules, instants, spans, spans, (schedule, from, one, two) => {
        const [middle, end] = [from + one, from + one + two];
        expect(
          businessTime.between(schedule, from, middle) +
            businessTime.between(schedule, middle, end),
        ).toBe(businessTime.between(schedule, from, end));
      }),
    );
  });

  it('B.4-4: adding reaches exactly as much, and no sooner', () => {
    fc.assert(
      fc.property(schedules, instants, fc.integer({ min: 1, max: 2e9 }), (schedule, from, ms) => {
        const end = businessTime.add(schedule, from, ms).getTime();
        expect(businessTime.between(schedule, from, end)).toBe(ms);
        expect(businessTime.between(schedule, from, end - 1)).toBe(ms - 1);
      }),
    );
  });

  it('B.4-5: adding is monotone in both', () => {
    fc.assert(
      fc.property(
        schedules,
        instants,
        fc.nat(1e9),
        spans,
        fc.nat(1e9),
        (schedule, from, ms, later, more) => {
          const end = businessTime.add(schedule, from, ms).getTime();
          expect(businessTime.add(schedule, from + later, ms).getTime()).toBeGreaterThanOrEqual(
            end,
          );
          expect(businessTime.add(schedule, from, ms + more).getTime()).toBeGreaterThanOrEqual(end);
        },
      ),
    );
  });

  it('B.4-6: what is always open is the calendar, in every zone', () => {
    const always = new Map(ZONES.map((zone) => [zone, alwaysIn(zone)]));
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), instants, spans, (zone, from, span) => {
        const schedule = always.get(zone) ?? alwaysIn(zone);
        expect(businessTime.between(schedule, from, from + span)).toBe(span);
        expect(businessTime.add(schedule, from, span).getTime()).toBe(from + span);
      }),
    );
  });

  it('B.4-14: a holiday never makes anything due earlier', () => {
    fc.assert(
      fc.property(
        schedules,
        instants,
        fc.integer({ min: 1, max: 1e9 }),
        fc.nat(20),
        (schedule, from, ms, day) => {
          const date = new Date(from + day * 86_400_000).toISOString().slice(0, 10);
          const shorter = { ...schedule, holidays: [...(schedule.holidays ?? []), { date }] };
          expect(businessTime.add(shorter, from, ms).getTime()).toBeGreaterThanOrEqual(
            businessTime.add(schedule, from, ms).getTime(),
          );
        },
      ),
    );
  });

  it('isOpen and next agree with between', () => {
    fc.assert(
      fc.property(schedules, instants, (schedule, from) => {
        const next = businessTime.next(schedule, from).getTime();
        expect(businessTime.between(schedule, from, next)).toBe(0);
        expect(businessTime.between(schedule, next, next + 1)).toBe(1);
        expect(businessTime.isOpen(schedule, from)).toBe(next === from);
      }),
    );
  });

  it('agrees minute by minute with the clock on the wall', () => {
    const hours: readonly OpeningHours[] = [
      ['08:15', '12:30'],
      ['13:00', '19:45'],
      ['21:00', '23:59'],
    ];
    const inZone = fc.constantFrom(...ZONES);
    fc.assert(
      fc.property(
        inZone,
        fc.subarray([...hours]),
        fc.subarray([...WEEKDAYS], { minLength: 1 }),
        instants,
        (timezone, list, days, from) => {
          fc.pre(list.length > 0);
          const schedule = { timezone, weekly: Object.fromEntries(days.map((day) => [day, list])) };
          const wall = wallOf(timezone);
          const start = from - (from % 60_000);
          let open = 0;
          for (let minute = 0; minute < 2000; minute += 5) {
            const shown = wall(start + minute * 60_000);
            const isOpen =
              days.some((day) => day === shown.day) &&
              list.some(([a, b]) => shown.minute >= minutes(a) && shown.minute < minutes(b));
            const first = businessTime.isOpen(schedule, start + minute * 60_000);
            expect(first).toBe(isOpen);
            open += businessTime.between(
              schedule,
              start + minute * 60_000,
              start + minute * 60_000 + 1,
            );
            if (isOpen) open -= 1;
          }
          expect(open).toBe(0);
        },
      ),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 30 },
    );
  });
});
