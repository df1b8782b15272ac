import {
  checkSLABreaches,
  countBreachesByCategory,
  evaluateSla,
  firstResponseReminder,
  isDone,
  matchPolicy,
  type SlaEvent,
  type SlaTicket,
} from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import {
  at,
  became,
  created,
  evaluate,
  policy,
  prioritised,
  said,
  weekOf,
} from './engine.support.ts';
import { overdue, ticket } from './support.ts';

const START = created('06-01T09:00');

describe('B.3: events in the order that counts', () => {
  const policies = [
    policy({}, { targets: { high: { first_reply: 100 }, urgent: { first_reply: 10 } } }),
  ];
  const urgent = prioritised('06-01T09:10', 'urgent');
  const high = prioritised('06-01T09:10', 'high');
  const target = (...events: readonly SlaEvent[]) =>
    evaluate([START, ...events], policies, '06-01T09:20').clocks[0]?.targetMinutes;

  it('B.4-16: of one instant by seq, and without one by place', () => {
    expect(target({ ...high, seq: 2 }, { ...urgent, seq: 1 })).toBe(100);
    expect(target({ ...urgent, seq: 1 }, { ...high, seq: 2 })).toBe(100);
    expect(target(high, urgent)).toBe(10);
    expect(target(urgent, high)).toBe(100);
  });
  it('by time, however they come', () => {
    const later = prioritised('06-01T09:15', 'high');
    expect(target(later, urgent)).toBe(100);
    expect(target(urgent, later)).toBe(100);
  });
  it('one that is told twice counts once, and the earliest creation is the creation', () => {
    const updates = [policy({ periodic_update: 60 })];
    const spoken = { ...said('06-01T09:10', 'agent'), id: 'a' };
    expect(evaluate([START, spoken, spoken], updates, '06-01T09:20').clocks).toHaveLength(1);
    const twice = [created('06-01T09:30'), START, said('06-01T09:40', 'agent')];
    const [clock] = evaluate(twice, [policy({ first_reply: 60 })], '06-01T10:00').clocks;
    expect(clock).toMatchObject({ elapsedMinutes: 40, startedAt: at('06-01T09:00') });
  });
});

describe('B.3: a due date set by hand', () => {
  const set: SlaEvent = {
    type: 'due_override',
    at: at('06-01T09:00'),
    metric: 'first_reply',
    dueAt: at('06-01T11:00'),
  };
  const look = (now: string, warning: { warnRatio?: number; warnMinutes?: number } = {}) =>
    evaluate([START, set], [policy({ first_reply: 60 }, warning)], now);

  it.each([
    // 0.8 and 0.5 of two hours; 30 and 10 minutes before, when that is earlier.
    [{}, '06-01T10:36'],
    [{ warnRatio: 0.5 }, '06-01T10:00'],
    [{ warnMinutes: 30 }, '06-01T10:30'],
    [{ warnMinutes: 10 }, '06-01T10:36'],
  ])('with %j it is at risk from %s on', (warning, warnsAt) => {
    expect(look('06-01T09:30', warning)).toMatchObject({
      risk: 'ok',
      nextCheckAt: at(warnsAt),
    });
    expect(look(warnsAt, warning)).toMatchObject({
      risk: 'at_risk',
      nextCheckAt: new Date(at('06-01T11:00').getTime() + 1),
    });
  });
  it('is met at its instant and breached after it', () => {
    expect(look('06-01T11:00').risk).toBe('at_risk');
    expect(look('06-01T11:00:01').risk).toBe('breached');
  });
});

describe('B.3: targets, escalations and what was attained', () => {
  it('a target of 0 is due at once, and breached a moment later', () => {
    const look = (now: string) => evaluate([START], [policy({ first_reply: 0 })], now).clocks[0];
    expect(look('06-01T09:00')).toMatchObject({ breached: false, dueAt: at('06-01T09:00') });
    expect(look('06-01T09:00:01')).toMatchObject({ breached: true, dueAt: at('06-01T09:00') });
  });
  it('a clock that stopped exactly on target is looked at when it has run again, not before', () => {
    const hours = { hours: 'business', schedule: 'utc' } as const;
    const { nextCheckAt, risk } = evaluateSla(
      {
        // Monday: three hours, then waiting for the customer until the office has closed.
        events: [START, became('06-01T12:00', 'pending'), became('06-01T18:00', 'open')],
        policies: [policy({ requester_wait: 180 }, hours)],
        schedules: { utc: { timezone: 'UTC', weekly: weekOf([['09:00', '17:00']]) } },
      },
      { now: at('06-01T20:00') },
    );
    expect(risk).toBe('at_risk');
    expect(nextCheckAt).toEqual(new Date(at('06-02T09:00').getTime() + 1));
  });
  it('escalations come in the order of their times, and none of what is settled', () => {
    const notify = ['lead'];
    const escalations = [
      { metric: 'total_resolution', offsetMinutes: 0, notify },
      { metric: 'first_reply', offsetMinutes: 0, notify },
    ] as const;
    const policies = [policy({ total_resolution: 120, first_reply: 60 }, { escalations })];
    const told = (...events: readonly SlaEvent[]) =>
      evaluate([START, ...events], policies, '06-01T11:00').escalations.map(({ metric }) => metric);
    expect(told()).toEqual(['first_reply', 'total_resolution']);
    expect(told(said('06-01T10:30', 'agent'))).toEqual(['total_resolution']);
    expect(told(became('06-01T10:30', 'resolved'))).toEqual([]);
  });
  it('one missed cycle is not made good by the next', () => {
    const { attained } = evaluate(
      [
        START,
        said('06-01T09:10', 'agent'),
        said('06-01T09:20', 'customer'),
        said('06-01T10:20', 'agent'),
        said('06-01T10:30', 'customer'),
        said('06-01T10:40', 'agent'),
      ],
      [policy({ first_reply: 60, next_reply: 45 })],
      '06-01T12:00',
    );
    expect(attained).toEqual({ first_reply: true, next_reply: false });
  });
});

describe('S4, S5 and S6: choosing and counting', () => {
  it('a ticket for which a function finds no targets is skipped', () => {
    for (const nothing of [null, undefined]) {
      const now = at('06-01T09:00');
      const report = checkSLABreaches([ticket()], { now, policies: () => nothing });
      expect(report.skipped).toEqual([{ ticketId: 't1', priority: 'urgent', reason: 'no_policy' }]);
      expect(report.checkedCount).toBe(0);
    }
  });
  it('targets of nothing are missed by whatever comes after the creation', () => {
    const policies = { urgent: { firstResponseMinutes: 0, resolutionMinutes: 0 } };
    const missed = (now: Date) => checkSLABreaches([ticket()], { now, policies }).breaches.length;
    expect([missed(at('03-02T10:00')), missed(at('03-02T10:00:01'))]).toEqual([0, 2]);
  });
  it('a ticket without attributes has none', () => {
    const when = { field: 'mrr', op: 'exists', value: false } as const;
    expect(matchPolicy({ priority: 'low' }, [policy({}, { when })]).policy).not.toBeNull();
  });
  it('of categories that miss equally often, the one that misses the greater share first', () => {
    const late = evaluate([START], [policy({ first_reply: 60 })], '06-01T11:00');
    const fine = evaluate([START], [policy({ first_reply: 60 })], '06-01T09:10');
    const counted = countBreachesByCategory([
      { category: 'billing', evaluation: late },
      { category: 'billing', evaluation: fine },
      { category: 'login', evaluation: late },
    ]);
    expect(counted.map(({ category, share }) => [category, share])).toEqual([
      ['login', 1],
      ['billing', 0.5],
    ]);
  });
});

describe('what a caller without types leaves out', () => {
  it('X16: no time of resolution is none, and no time of an answer is no answer', () => {
    const { firstResponseAt, resolvedAt, ...bare } = ticket({ createdAt: at('06-01T09:00') });
    // Safe: what JavaScript may pass.
    const loose = bare as SlaTicket;
    expect(isDone(loose)).toBe(false);
    expect(overdue([loose], at('06-01T09:31'))).toEqual(['t1 first_response 1']);
    expect(firstResponseReminder(loose, { now: at('06-01T11:00') }).due).toBe(true);
    expect([firstResponseAt, resolvedAt]).toEqual([null, null]);
  });
});
