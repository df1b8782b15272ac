import { explainSlaClock, type SlaEvent, type SlaPolicy } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, became, business, created, evaluate, policy, said, told } from './engine.support.ts';

describe('section B', () => {
  const events = [created('06-01T09:00')];
  const one = (more: Partial<SlaPolicy>, now = '06-01T09:50') =>
    evaluate(events, [policy({ first_reply: 60 }, more)], now);

  it('B.2: warns by share, and by minutes that remain', () => {
    expect(one({}, '06-01T09:47').risk).toBe('ok');
    expect(one({}, '06-01T09:48').risk).toBe('at_risk');
    expect(one({ warnMinutes: 30 }, '06-01T09:30').risk).toBe('at_risk');
    expect(one({ warnMinutes: 90 }, '06-01T09:00').risk).toBe('at_risk');
  });

  it('B.2: a policy may pause what usually runs', () => {
    const pending = [...events, became('06-01T09:10', 'pending')];
    const [clock] = evaluate(
      pending,
      [policy({ first_reply: 60 }, { pauseOn: { first_reply: ['pending'] } })],
      '06-01T09:50',
    ).clocks;
    expect(clock).toMatchObject({
      state: 'paused',
      pausedAt: at('06-01T09:10'),
      dueAt: null,
      projectedDueAt: at('06-01T10:40'),
    });
  });

  it('B.2: a bot answers only where the caller says so', () => {
    const answered = [...events, said('06-01T09:05', 'bot')];
    const policies = [policy({ first_reply: 60 })];
    expect(evaluate(answered, policies, '06-01T09:10').clocks[0]?.state).toBe('active');
    expect(
      evaluate(answered, policies, '06-01T09:10', { botCountsAsReply: true }).clocks[0]?.state,
    ).toBe('fulfilled');
  });

  it('B.2: a ticket that an agent opened has no first reply; the answer to it starts the next', () => {
    const policies = [policy({ first_reply: 60, next_reply: 60, periodic_update: 60 })];
    const opened = [created('06-01T09:00', { by: 'agent' }), said('06-01T09:30', 'customer')];
    expect(told(evaluate(opened, policies, '06-01T09:40'))).toEqual([
      'periodic_update 1: 40 of 60, due 06-01T10:00, ok',
      'next_reply 1: 10 of 60, due 06-01T10:30, ok',
    ]);
  });

  it('B.2: ownership starts with a group and ends with another', () => {
    const policies = [policy({ ownership: 60 })];
    const moved = [
      created('06-01T09:00', { group: 'a' }),
      { type: 'assigned', at: at('06-01T09:20'), group: 'b' } as const,
      became('06-01T09:30', 'resolved'),
      became('06-01T10:00', 'open'),
      { type: 'assigned', at: at('06-01T10:10'), group: null } as const,
    ];
    const { clocks } = evaluate(moved, policies, '06-01T11:00');
    expect(
      clocks.map(({ cycle, elapsedMinutes, settledBy }) => [cycle, elapsedMinutes, settledBy]),
    ).toEqual([
      [1, 20, 'reassigned'],
      [2, 10, 'resolved'],
      [3, 10, 'reassigned'],
    ]);
  });

  it('B.3: a due date set by hand wins over the target, survives changes, and can be taken back', () => {
    const set = {
      type: 'due_override',
      metric: 'first_reply',
      at: at('06-01T09:10'),
      dueAt: at('06-01T11:00'),
    } as const;
    const policies = [policy({ first_reply: 60 }, { warnMinutes: 5 })];
    const run = (now: string, more: typeof events = []) =>
      evaluate([...events, set, ...more], policies, now).clocks[0];
    // 80 % of the two hours are over at 10:36.
    expect(run('06-01T10:30')).toMatchObject({
      dueAt: at('06-01T11:00'),
      risk: 'ok',
      nextCheckAt: at('06-01T10:36'),
    });
    expect(run('06-01T10:36')).toMatchObject({
      risk: 'at_risk',
      nextCheckAt: at('06-01T11:00:00.001'),
    });
    expect(run('06-01T11:02')).toMatchObject({
      risk: 'breached',
      minutesOverdue: 2,
      breachedAt: at('06-01T11:00'),
    });
    expect(run('06-01T11:02', [said('06-01T10:50', 'agent')])).toMatchObject({
      risk: 'met',
      remainingMinutes: 10,
    });
    expect(run('06-01T10:30', [{ ...set, at: at('06-01T10:20'), dueAt: null }])).toMatchObject({
      risk: 'breached',
      minutesOverdue: 30,
    });
    const other = evaluate([...events, { ...set, metric: 'next_reply' }], policies, '06-01T09:20');
    expect(other.clocks[0]?.dueAt).toEqual(at('06-01T10:00'));
    const untracked = evaluate([...events, set], [policy({})], '06-01T09:20').clocks;
    expect(untracked).toMatchObject([
      { targetMinutes: null, dueAt: at('06-01T11:00'), policyId: 'p' },
    ]);
    expect(evaluate([...events, set], [], '06-01T09:20').clocks).toMatchObject([{ policyId: '' }]);
  });

  it('B.3: by due date, an answer after it is late although nothing elapsed', () => {
    const policies = [policy({ first_reply: 240 }, business('ny'))];
    const answered = [created('05-08T17:00'), said('05-09T18:00', 'agent')];
    const run = (now: string, list: typeof answered) =>
      evaluate(list, policies, now, { breachRule: 'due' }).clocks[0];
    expect(run('05-09T18:00', answered)).toMatchObject({
      risk: 'breached',
      minutesOverdue: 21 * 60,
    });
    expect(run('05-08T21:00', answered)).toMatchObject({
      risk: 'at_risk',
      nextCheckAt: at('05-08T21:00:00.001'),
    });
    const paused = [created('05-08T17:00'), became('05-08T21:00', 'pending')];
    const pausing = [
      policy({ first_reply: 240 }, { ...business('ny'), pauseOn: { first_reply: ['pending'] } }),
    ];
    expect(evaluate(paused, pausing, '05-08T21:00', { breachRule: 'due' }).clocks[0]).toMatchObject(
      {
        state: 'paused',
        nextCheckAt: at('05-08T21:00:00.001'),
      },
    );
  });

  it('B.3: a reopened ticket without any reply starts the first reply again', () => {
    const again = [
      ...events,
      became('06-01T09:10', 'resolved'),
      said('06-01T09:20', 'customer'),
      became('06-01T09:30', 'open'),
    ];
    expect(told(evaluate(again, [policy({ first_reply: 60 })], '06-01T09:40'))).toEqual([
      'first_reply 1: 10 of 60, due 06-01T10:00, met',
      'first_reply 2: 10 of 60, due 06-01T10:30, ok',
    ]);
  });

  it('B.3: events before the creation count from it, those of a second creation not at all', () => {
    const odd = [
      became('06-01T08:00', 'pending'),
      ...events,
      created('06-01T09:30', { priority: 'low' }),
      created('06-01T10:00'),
    ];
    expect(told(evaluate(odd, [policy({ requester_wait: 60 })], '06-01T09:40'))).toEqual([
      'requester_wait 1: 0 of 60, due none, paused',
    ]);
    expect(evaluate(events, [policy({ first_reply: 60 })], '06-01T08:00').clocks).toEqual([]);
  });

  it('B.3: what is due first, and what was attained', () => {
    const policies = [policy({ first_reply: 30, next_reply: 30, total_resolution: 50 })];
    const run = evaluate(
      [...events, said('06-01T09:10', 'agent'), said('06-01T09:20', 'customer')],
      policies,
      '06-01T09:30',
    );
    expect(run.nextDue).toMatchObject({ metric: 'total_resolution' });
    expect(run.attained).toEqual({ first_reply: true, next_reply: null, total_resolution: null });
    expect(evaluate(events, policies, '06-01T09:40').attained.first_reply).toBe(false);
  });

  it('B.3: escalations follow a due date set by hand, and wait with a paused clock', () => {
    const escalations = [{ metric: 'first_reply', offsetMinutes: 10, notify: ['lead'] }] as const;
    const policies = [
      policy({ first_reply: 60 }, { escalations, pauseOn: { first_reply: ['pending'] } }),
    ];
    const dueAt = at('06-01T11:00');
    const set = {
      type: 'due_override',
      metric: 'first_reply',
      at: at('06-01T09:10'),
      dueAt,
    } as const;
    const run = (more: readonly SlaEvent[]) =>
      evaluate([...events, ...more], policies, '06-01T11:30').escalations.map((due) => due.at);
    expect(run([set])).toEqual([at('06-01T11:10')]);
    expect(run([became('06-01T09:20', 'pending')])).toEqual([]);
  });

  it('says in words where a clock stands', () => {
    const words = (now: string) =>
      one({}, now).clocks.map((clock) => explainSlaClock(clock).message);
    expect(words('06-01T09:50')).toEqual([
      'first_reply 1 is at risk: 50 of 60 minutes are used, 10 are left.',
    ]);
    expect(words('06-01T10:01')).toEqual([
      'first_reply 1 is breached: 61 of 60 minutes are used, 1 too many.',
    ]);
    expect(words('06-01T10:00')).toEqual([
      'first_reply 1 is at risk: 60 of 60 minutes are used, 0 are left.',
    ]);
    const [clock] = one({}).clocks;
    expect(clock === undefined ? null : explainSlaClock(clock)).toMatchObject({
      code: 'clock_at_risk',
      evidence: { policyId: 'p', targetMinutes: 60, elapsedMinutes: 50, remainingMinutes: 10 },
    });
    if (clock !== undefined)
      expect(explainSlaClock({ ...clock, targetMinutes: null }).message).toContain('50 minutes');
  });

  const bad = (value: object): SlaPolicy => ({ ...policy({ first_reply: 60 }), ...value });
  it.each<readonly [string, readonly SlaPolicy[], string]>([
    ['a share that is none', [bad({ warnRatio: 1 })], 'warnRatio'],
    ['a share of nothing', [bad({ warnRatio: 0 })], 'warnRatio'],
    ['minutes below 0', [bad({ warnMinutes: -1 })], 'warnMinutes'],
    ['no position', [bad({ position: Number.NaN })], 'position'],
    ['a target below 0', [policy({ first_reply: -1 })], 'finite minutes'],
    [
      'a schedule that is not there',
      [bad({ hours: 'business', schedule: 'constructor' })],
      'not there',
    ],
    ['business hours of nobody', [bad({ hours: 'business' })], 'not there'],
    ['hours of no kind', [bad({ hours: 'always', schedule: 'ny' })], 'not there'],
    ['hours for another priority only', [bad({ hours: { low: 'calendar' } })], 'hours for each'],
    ['an id twice', [policy({}), policy({})], 'same id'],
    ['a metric that nobody knows', [bad({ targets: { normal: { firstReply: 60 } } })], 'targets'],
    ['a priority that nobody knows', [bad({ targets: { P1: { first_reply: 60 } } })], 'targets'],
    ['no targets at all', [bad({ targets: undefined })], 'targets'],
    [
      'hours of an unknown priority',
      [bad({ hours: { P1: 'calendar' } })],
      'hours that nobody knows',
    ],
    ['a pause in a status that is none', [bad({ pauseOn: { first_reply: ['hold'] } })], 'pauseOn'],
    [
      'an escalation without a time',
      [bad({ escalations: [{ metric: 'first_reply', notify: ['lead'] }] })],
      'escalations',
    ],
    ['what is no policy', [null as never], 'object with an id'],
    ['an unknown operator', [bad({ when: { field: 'mrr', op: 'like', value: 1 } })], 'operator'],
  ])('refuses %s', (_, policies, words) => {
    expect(() => evaluate(events, policies, '06-01T10:00')).toThrow(words);
  });

  it('refuses a history without a creation, an unknown event, and a time that is none', () => {
    const run = (list: readonly unknown[]) => () => evaluate(list as never, [], '06-01T10:00');
    expect(run([])).toThrow('creation');
    expect(run([...events, { type: 'sneeze', at: 0 }])).toThrow('unknown type');
    expect(run([{ type: 'created', at: Number.NaN }])).toThrow(
      '`events.0.at` is not usable. events.0.at: must be a valid Date',
    );
  });
});
