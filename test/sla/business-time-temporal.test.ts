import fc from 'fast-check';
import { businessTime, type Schedule } from 'polydesk/sla';
import { expect, it } from 'vitest';
import { changesOf, createTemporalHours } from './temporal-hours.support.ts';

/** Half and three-quarter hours, changes at midnight and of two hours, zones that lost or repeated a day. */
const ZONES = [
  'UTC',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'America/Sao_Paulo',
  'America/Caracas',
  'America/Phoenix',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Berlin',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Asia/Gaza',
  'Asia/Tehran',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'Australia/Lord_Howe',
  'Australia/Eucla',
  'Antarctica/Troll',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Fakaofo',
  'Pacific/Kiritimati',
  'Pacific/Kwajalein',
] as const;

const DAY = 86_400_000;
const [FIRST, LAST] = [Date.UTC(1992, 0, 1), Date.UTC(2031, 0, 1)];
const anywhere = fc.integer({ min: FIRST, max: LAST });
const quarters = fc
  .nat(95)
  .map(
    (n) => `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`,
  );
const openings = fc.array(fc.tuple(quarters, fc.oneof(quarters, fc.constant('24:00'))), {
  minLength: 1,
  maxLength: 3,
});
const dates = fc
  .integer({ min: FIRST / DAY, max: LAST / DAY })
  .map((day) => new Date(day * DAY).toISOString().slice(0, 10));
const scheduleIn = (timezone: string): fc.Arbitrary<Schedule> =>
  fc.record({
    timezone: fc.constant(timezone),
    weekly: fc.record({
      mon: openings,
      tue: openings,
      wed: openings,
      fri: openings,
      sat: openings,
      sun: openings,
    }),
    holidays: fc.array(
      fc.oneof(
        fc.record({ date: dates, hours: openings }),
        fc.record({ date: dates }),
        fc.record({ annual: dates.map((date) => date.slice(5)) }),
      ),
      { maxLength: 5 },
    ),
  });

const isDeep = process.env['POLYDESK_DEEP'] === '1';

const HOUR = 3_600_000;

it('F2: equals Temporal on random spans, through gaps, folds and lost days', {
  timeout: HOUR,
}, () => {
  const met = { gaps: 0, folds: 0 };
  const perZone = isDeep ? 2 : 1;
  const offices = ZONES.flatMap((zone, index) => {
    const changes = changesOf(zone, FIRST, LAST);
    return fc.sample(scheduleIn(zone), { numRuns: perZone, seed: index }).map((schedule) => ({
      schedule,
      between: createTemporalHours(schedule, met),
      changes,
    }));
  });
  // Every other span begins shortly before a change of the clocks, where the zone has some.
  const cases = fc.constantFrom(...offices).chain((office) =>
    fc.record({
      office: fc.constant(office),
      from:
        office.changes.length === 0
          ? anywhere
          : fc.oneof(
              anywhere,
              fc
                .tuple(fc.constantFrom(...office.changes), fc.nat(2 * DAY))
                .map(([change, before]) => change - before),
            ),
      span: fc.nat(30 * DAY),
    }),
  );
  fc.assert(
    fc.property(cases, ({ office: { schedule, between }, from, span }) => {
      expect(businessTime.between(schedule, from, from + span)).toBe(between(from, from + span));
    }),
    { numRuns: isDeep ? 100_000 : 300 },
  );
  expect(met.gaps).toBeGreaterThan(0);
  expect(met.folds).toBeGreaterThan(0);
});
