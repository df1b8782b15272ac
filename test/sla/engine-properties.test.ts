import fc from 'fast-check';
import {
  evaluateSla,
  type OpeningHours,
  type Schedule,
  type SlaEvaluation,
  type SlaEvent,
  type SlaMetricTargets,
  type SlaPolicy,
} from 'polydesk/sla';
import { SLA_METRICS, TICKET_PRIORITIES } from '../../src/model/enums.ts';
import { describe, expect, it } from 'vitest';

const START = Date.UTC(2026, 2, 2, 8);
const MINUTE = 60_000;
const ZONES = [
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Pacific/Chatham',
  'Antarctica/Troll',
  'America/New_York',
] as const;

const week = (openings: readonly OpeningHours[]): Schedule['weekly'] =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, openings]));
const offices = new Map(
  ZONES.map((timezone): [string, Schedule] => [
    timezone,
    {
      timezone,
      weekly: week([
        ['08:30', '12:00'],
        ['13:00', '23:30'],
      ]),
      holidays: [{ date: '2026-03-04' }],
    },
  ]),
);
const schedules = Object.fromEntries(offices);

const minute = fc.integer({ min: 0, max: 20_000 });
const statuses = fc.constantFrom('open', 'in_progress', 'pending', 'resolved', 'closed' as const);
const event: fc.Arbitrary<SlaEvent> = minute.chain((at): fc.Arbitrary<SlaEvent> => {
  const time = START + at * MINUTE;
  return fc.oneof(
    fc.record({
      type: fc.constant('message' as const),
      at: fc.constant(time),
      author: fc.constantFrom('customer', 'agent', 'bot', 'system' as const),
      public: fc.boolean(),
    }),
    fc.record({
      type: fc.constant('status' as const),
      at: fc.constant(time),
      to: statuses as fc.Arbitrary<'open'>,
      detail: fc.constantFrom(null, 'waiting_on_third_party' as const),
    }),
    fc.record({
      type: fc.constant('priority' as const),
      at: fc.constant(time),
      to: fc.constantFrom(...TICKET_PRIORITIES),
    }),
    fc.record({
      type: fc.constant('assigned' as const),
      at: fc.constant(time),
      group: fc.constantFrom(null, 'a', 'b'),
    }),
    fc.record({
      type: fc.constant('attributes' as const),
      at: fc.constant(time),
      set: fc.record({ mrr: fc.constantFrom(0, 5000) }),
    }),
  );
});

const isStill = ({ type }: SlaEvent) => type === 'message' || type === 'status';
const inTime = (events: readonly SlaEvent[]): readonly SlaEvent[] =>
  events.toSorted((left, right) => Number(left.at) - Number(right.at));
const histories = fc.record({
  by: fc.constantFrom('customer', 'agent' as const),
  priority: fc.constantFrom(...TICKET_PRIORITIES),
  events: fc.array(event, { maxLength: 20 }).map(inTime),
});
type History = typeof histories extends fc.Arbitrary<infer T> ? T : never;

const targets = (factor: number): SlaMetricTargets =>
  Object.fromEntries(SLA_METRICS.map((metric, index) => [metric, (30 + 45 * index) * factor]));
const table = { urgent: targets(0.5), high: targets(1), normal: targets(4), low: targets(12) };
const calendar: readonly SlaPolicy[] = [
  {
    id: 'big',
    position: 1,
    when: { field: 'mrr', op: 'gte', value: 5000 },
    targets: { ...table, low: targets(2) },
  },
  { id: 'all', position: 2, targets: table },
];
const inOffice = new Map(
  ZONES.map((schedule): [string, readonly SlaPolicy[]] => [
    schedule,
    calendar.map((policy) => ({ ...policy, hours: 'business', schedule })),
  ]),
);
const policyLists = fc.constantFrom(calendar, ...inOffice.values());

const played = ({ by, priority, events }: History, more: readonly SlaEvent[] = []) => [
  { type: 'created', at: START, by, priority } as const,
  ...events,
  ...more,
];
const evaluate = (events: readonly SlaEvent[], policies: readonly SlaPolicy[], now: number) =>
  evaluateSla({ events, policies, schedules }, { now: START + now * MINUTE });
const keyOf = ({ metric, cycle }: { metric: string; cycle: number }) => `${metric} ${cycle}`;
const byKey = ({ clocks }: SlaEvaluation) => new Map(clocks.map((clock) => [keyOf(clock), clock]));

describe('B.4 for any history', () => {
  it('B.4-1: elapsed is never negative, and grows while the terms stay', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, minute, (history, policies, one, two) => {
        const [from, to] = one < two ? [one, two] : [two, one];
        const events = played({ ...history, events: history.events.filter(isStill) });
        const later = byKey(evaluate(events, policies, to));
        for (const [key, clock] of byKey(evaluate(events, policies, from))) {
          expect(clock.elapsedMinutes).toBeGreaterThanOrEqual(0);
          expect(later.get(key)?.elapsedMinutes).toBeGreaterThanOrEqual(clock.elapsedMinutes);
        }
      }),
    );
  });

  it('B.4-2: business time is at most calendar time', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom(...ZONES), minute, (history, zone, now) => {
        const full = byKey(evaluate(played(history), calendar, now));
        for (const [key, clock] of byKey(evaluate(played(history), inOffice.get(zone) ?? [], now)))
          expect(clock.elapsedMinutes).toBeLessThanOrEqual(full.get(key)?.elapsedMinutes ?? -1);
      }),
    );
  });

  it('B.4-7: breached means more elapsed than the target, and the log knows of it', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, (history, policies, now) => {
        const { clocks, breachLog, risk } = evaluate(played(history), policies, now);
        const logged = breachLog.filter(({ clearedAt }) => clearedAt === null).map(keyOf);
        const breached = clocks.filter((clock) => clock.breached);
        for (const { elapsedMinutes, targetMinutes, breached: isBreached } of clocks)
          expect(isBreached).toBe(elapsedMinutes > (targetMinutes ?? Infinity));
        expect(logged.sort()).toEqual(breached.map(keyOf).sort());
        expect(risk === 'breached').toBe(breached.length > 0);
      }),
    );
  });

  it('B.4-8: paused clocks do not change with the time', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, (history, policies, later) => {
        const events = played(history);
        const strip = (evaluation: SlaEvaluation) =>
          evaluation.clocks
            .filter(({ state }) => state === 'paused')
            .map(({ projectedDueAt: _, ...clock }) => clock);
        const now = strip(evaluate(events, policies, 20_000));
        expect(strip(evaluate(events, policies, 20_000 + later))).toEqual(now);
      }),
    );
  });

  it('B.4-9: what comes later than now changes nothing', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, event, (history, policies, now, extra) => {
        fc.pre(Number(extra.at) > START + now * MINUTE);
        expect(evaluate(played(history, [extra]), policies, now)).toEqual(
          evaluate(played(history), policies, now),
        );
      }),
    );
  });

  it('B.4-10: settled clocks stay as they are, but cumulative ones that are reopened', () => {
    const cumulative = new Set(['requester_wait', 'agent_work', 'total_resolution']);
    fc.assert(
      fc.property(histories, policyLists, minute, minute, (history, policies, one, two) => {
        const [from, to] = one < two ? [one, two] : [two, one];
        const later = byKey(evaluate(played(history), policies, to));
        for (const [key, clock] of byKey(evaluate(played(history), policies, from)))
          if (clock.state === 'fulfilled' && !cumulative.has(clock.metric))
            expect(later.get(key)).toEqual(clock);
      }),
    );
  });

  it('B.4-11: an event that says nothing new changes nothing', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, minute, (history, policies, at, now) => {
        const nothing = { type: 'attributes', at: START + at * MINUTE, set: {} } as const;
        const events = inTime([...history.events, nothing]);
        expect(evaluate(played({ ...history, events }), policies, now)).toEqual(
          evaluate(played(history), policies, now),
        );
      }),
    );
  });

  it('B.4-11: what a customer wrote to a closed ticket waits through changes of attributes', () => {
    const wrote = {
      type: 'message',
      at: START + 60 * MINUTE,
      author: 'customer',
      public: true,
    } as const;
    const history = (between: readonly SlaEvent[]) =>
      played({
        by: 'customer',
        priority: 'normal',
        events: [
          { type: 'status', at: START + 30 * MINUTE, to: 'closed' },
          wrote,
          ...between,
          { type: 'status', at: START + 120 * MINUTE, to: 'open' },
        ],
      });
    const change = { type: 'attributes', at: START + 90 * MINUTE, set: {} } as const;
    const cycles = byKey(evaluate(history([change]), calendar, 150));
    // Nobody has answered yet, so the first reply is waited for again from the reopening on.
    expect(cycles.get('first_reply 2')?.startedAt).toEqual(new Date(START + 120 * MINUTE));
    expect(evaluate(history([change]), calendar, 150)).toEqual(
      evaluate(history([]), calendar, 150),
    );
  });

  it('B.4-12: waiting and pending make up the whole, and work is a part of waiting', () => {
    fc.assert(
      fc.property(histories, minute, (history, now) => {
        const clocks = byKey(evaluate(played(history), calendar, now));
        const elapsed = (metric: string) => clocks.get(`${metric} 1`)?.elapsedMinutes ?? 0;
        const total = elapsed('total_resolution');
        let [pending, since, status] = [0, 0, 'open'];
        for (const one of [...history.events, { type: 'end', at: START + now * MINUTE } as const]) {
          const at = Math.min(now, (Number(one.at) - START) / MINUTE);
          if (status === 'pending') pending += at - since;
          since = at;
          if (one.type === 'status')
            status = one.to === 'pending' && one.detail !== null ? 'on_hold' : one.to;
        }
        expect(elapsed('requester_wait') + pending).toBe(total);
        expect(elapsed('agent_work')).toBeLessThanOrEqual(elapsed('requester_wait'));
        expect(elapsed('requester_wait')).toBeLessThanOrEqual(total);
      }),
    );
  });

  it('B.4-13: the same story some weeks later gives the same, some weeks later', () => {
    const policies = inOffice.get('Asia/Kathmandu') ?? [];
    const office = {
      'Asia/Kathmandu': { timezone: 'Asia/Kathmandu', weekly: week([['09:00', '17:30']]) },
    };
    fc.assert(
      fc.property(histories, minute, fc.integer({ min: 1, max: 60 }), (history, now, weeks) => {
        const shift = weeks * 7 * 86_400_000;
        const lines = (by: number) =>
          evaluateSla(
            {
              events: played(history).map((one) => ({ ...one, at: Number(one.at) + by })),
              policies,
              schedules: office,
            },
            { now: START + now * MINUTE + by },
          ).clocks.map(({ metric, cycle, elapsedMinutes, dueAt, risk }) =>
            [
              metric,
              cycle,
              elapsedMinutes,
              dueAt === null ? null : dueAt.getTime() - by,
              risk,
            ].join(),
          );
        expect(lines(shift)).toEqual(lines(0));
      }),
    );
  });

  it('B.4-15: results do not depend on the zone of the machine', () => {
    // The suite runs in three zones; this one pins a figure that must hold in each.
    const office = inOffice.get('America/New_York') ?? [];
    const events = [{ type: 'created', at: START, priority: 'high' } as const];
    // From 08:30 to 12:00 in New York are 210 minutes from 13:30 UTC on.
    expect(evaluate(events, office, 9 * 60).clocks[0]?.elapsedMinutes).toBe(210);
  });

  it('B.4-16: of one instant, only seq decides, in whatever order events arrive', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, fc.nat(), (history, policies, now, turn) => {
        // Few instants, so that many events share one.
        const coarse = 4_000 * MINUTE;
        const events = played(history).map((one, seq) => ({
          ...one,
          at: START + Math.floor((Number(one.at) - START) / coarse) * coarse,
          seq,
          id: String(seq),
        }));
        const at = turn % events.length;
        const turned = [...events.slice(at), ...events.slice(0, at), ...events.slice(0, 3)];
        expect(evaluate(turned, policies, now)).toEqual(evaluate(events, policies, now));
      }),
    );
  });

  it('nextCheckAt is when the risk of a clock changes next, and not before', () => {
    fc.assert(
      fc.property(histories, policyLists, minute, (history, policies, now) => {
        const events = played(history).filter(({ at }) => Number(at) <= START + now * MINUTE);
        const input = { events, policies, schedules };
        const risks = ({ clocks }: SlaEvaluation) => clocks.map(({ risk }) => risk).join();
        const before = evaluate(events, policies, now);
        const next = before.nextCheckAt?.getTime();
        if (next === undefined) {
          expect(risks(evaluate(events, policies, now + 500_000))).toBe(risks(before));
          return;
        }
        expect(next).toBeGreaterThan(START + now * MINUTE);
        expect(risks(evaluateSla(input, { now: next - 1 }))).toBe(risks(before));
        expect(risks(evaluateSla(input, { now: next }))).not.toBe(risks(before));
      }),
    );
  });

  it('changes nothing that it is given', () => {
    const frozen = <T>(value: T): T => {
      if (typeof value === 'object' && value !== null) {
        Object.values(value).forEach(frozen);
        Object.freeze(value);
      }
      return value;
    };
    fc.assert(
      fc.property(histories, policyLists, minute, (history, policies, now) => {
        const input = frozen({ events: played(history), policies, schedules });
        expect(() => evaluateSla(input, { now: START + now * MINUTE })).not.toThrow();
      }),
    );
  });
});
