import type { EvaluateSlaOptions, SlaEvent, SlaMetricTargets, SlaPolicy } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { at, became, business, created, evaluate, policy, said, told } from './engine.support.ts';

const START = created('06-01T09:00');
const due = (time: string, dueAt: string): SlaEvent => ({
  type: 'due_override',
  metric: 'first_reply',
  at: at(time),
  dueAt: at(dueAt),
});
const set = (time: string, attributes: object): SlaEvent => ({
  type: 'attributes',
  at: at(time),
  set: { ...attributes },
});
const look = (
  events: readonly SlaEvent[],
  targets: SlaMetricTargets,
  now: string,
  options: Partial<EvaluateSlaOptions> & { readonly policy?: Partial<SlaPolicy> } = {},
) => {
  const { policy: more, ...rest } = options;
  return evaluate(events, [policy(targets, more)], now, rest);
};

describe('B.3: what customers write after a resolution', () => {
  const done = [START, said('06-01T09:10', 'agent'), became('06-01T09:20', 'resolved')];
  const reopened = became('06-01T09:40', 'open');
  const waits = (...between: readonly SlaEvent[]) =>
    told(look([...done, ...between, reopened], { next_reply: 60 }, '06-01T09:50'));

  it('waits for an answer from the reopening on', () => {
    const since = ['next_reply 1: 10 of 60, due 06-01T10:40, ok'];
    expect(waits(said('06-01T09:30', 'customer'))).toEqual(since);
    expect(waits(said('06-01T09:30', 'customer'), set('06-01T09:35', { plan: 'pro' }))).toEqual(
      since,
    );
  });

  it('does not where nothing was written, it was answered, or the ticket was closed over it', () => {
    const asked = said('06-01T09:30', 'customer');
    expect(waits()).toEqual([]);
    expect(waits(asked, said('06-01T09:35', 'agent'))).toEqual([]);
    expect(waits(asked, became('06-01T09:35', 'closed'))).toEqual([]);
  });

  it('an answer on a ticket that is done promises no update', () => {
    const more = [said('06-01T09:30', 'agent'), reopened];
    expect(told(look([...done, ...more], { periodic_update: 60 }, '06-01T09:50'))).toEqual([
      'periodic_update 1: 10 of 60, due 06-01T10:10, met',
    ]);
  });
});

describe('B.3: what starts and stops clocks', () => {
  it('a ticket that was created as done promises nothing until it is reopened', () => {
    const targets = { first_reply: 60, next_reply: 60, total_resolution: 60 };
    const events = [created('06-01T09:00', { status: 'closed' }), became('06-01T09:30', 'open')];
    expect(told(look(events, targets, '06-01T09:20'))).toEqual([]);
    expect(told(look(events, targets, '06-01T09:50'))).toEqual([
      'total_resolution 1: 20 of 60, due 06-01T10:30, ok',
    ]);
  });

  it('no group owns nothing, and an assignment to the same group changes nothing', () => {
    const reopening = [became('06-01T09:10', 'resolved'), became('06-01T09:20', 'open')];
    expect(look([START, ...reopening], { ownership: 60 }, '06-01T09:40').clocks).toEqual([]);
    const assigned: SlaEvent = { type: 'assigned', at: at('06-01T09:20'), group: 'a' };
    const grouped = [created('06-01T09:00', { group: 'a' }), assigned];
    expect(told(look(grouped, { ownership: 60 }, '06-01T09:40'))).toEqual([
      'ownership 1: 40 of 60, due 06-01T10:00, ok',
    ]);
  });

  it('a bot is neither customer nor, unless it counts, an agent; a customer never is one', () => {
    const events = [START, said('06-01T09:10', 'agent'), said('06-01T09:20', 'bot')];
    expect(look(events, { next_reply: 60 }, '06-01T09:30').clocks).toEqual([]);
    const asked = [START, said('06-01T09:10', 'customer')];
    const options = { botCountsAsReply: true };
    expect(look(asked, { first_reply: 60 }, '06-01T09:30', options).clocks).toMatchObject([
      { state: 'active' },
    ]);
  });

  it('attributes that become known choose the policy, until the ticket is done', () => {
    const when = {
      all: [
        { field: 'plan', op: 'eq', value: 'pro' },
        { field: 'region', op: 'eq', value: 'EU' },
      ],
    } as const;
    const policies = [
      policy({ first_reply: 30 }, { id: 'pro', when }),
      policy({ first_reply: 60 }, { id: 'others', position: 2 }),
    ];
    const first = created('06-01T09:00', { attributes: { region: 'EU', plan: 'free' } });
    const upgrade = set('06-01T09:10', { plan: 'pro' });
    const run = (...events: readonly SlaEvent[]) => {
      const { policyId, clocks } = evaluate([first, ...events], policies, '06-01T09:20');
      return [policyId, clocks[0]?.targetMinutes];
    };
    expect(run()).toEqual(['others', 60]);
    expect(run(upgrade)).toEqual(['pro', 30]);
    expect(run(became('06-01T09:05', 'resolved'), upgrade)).toEqual(['others', 60]);
  });
});

describe('B.2: statuses that pause', () => {
  const targets = { agent_work: 60, requester_wait: 60 };
  const states = (more: object, ...events: readonly SlaEvent[]) =>
    Object.fromEntries(
      look([created('06-01T09:00', more), ...events], targets, '06-01T09:50').clocks.map(
        ({ metric, state, pausedAt }) => [metric, pausedAt ?? state],
      ),
    );
  const paused = at('06-01T09:00');

  it('a ticket may begin paused, and a third party is waited for only while it is pending', () => {
    expect(states({ status: 'pending' })).toEqual({ agent_work: paused, requester_wait: paused });
    expect(states({ status: 'pending', detail: 'waiting_on_third_party' })).toEqual({
      agent_work: paused,
      requester_wait: 'active',
    });
    expect(states({ detail: 'waiting_on_third_party' })).toEqual({
      agent_work: 'active',
      requester_wait: 'active',
    });
  });

  it('what takes no time is due at the start, also while it is paused', () => {
    const events = [created('06-01T09:00', { status: 'pending' })];
    expect(look(events, { requester_wait: 0 }, '06-01T09:50').clocks).toMatchObject([
      { risk: 'paused', dueAt: at('06-01T09:00') },
    ]);
  });

  it('since when, what happens meanwhile does not move', () => {
    expect(
      states({ status: 'pending' }, said('06-01T09:20', 'customer'), set('06-01T09:30', {})),
    ).toEqual({ agent_work: paused, requester_wait: paused });
  });
});

describe('B.3: when to look again', () => {
  const wait = (events: readonly SlaEvent[], now: string, more: Parameters<typeof look>[3] = {}) =>
    look(events, { requester_wait: 60 }, now, more).clocks[0];

  it('never for a clock that stands still, however the breach is told', () => {
    // Paused after half an hour, and after the warning.
    for (const time of ['06-01T09:30', '06-01T09:50'])
      for (const breachRule of ['elapsed', 'due'] as const) {
        const clock = wait([START, became(time, 'pending')], '06-01T12:00', { breachRule });
        expect(clock).toMatchObject({ risk: 'paused', dueAt: null, nextCheckAt: null });
      }
    // Paused at the very target: by time used up that is met until it goes on.
    const full = wait([START, became('06-01T10:00', 'pending')], '06-01T12:00');
    expect(full).toMatchObject({ risk: 'paused', dueAt: at('06-01T10:00'), nextCheckAt: null });
  });

  it('when the office opens, where the target is reached as it closes', () => {
    // Friday from 17:00 in UTC; New York closes four hours later, and opens on Monday at 13:00.
    const office = { policy: business('ny') };
    const [clock] = look(
      [created('05-08T17:00')],
      { first_reply: 240 },
      '05-08T20:30',
      office,
    ).clocks;
    expect(clock).toMatchObject({
      risk: 'at_risk',
      dueAt: at('05-08T21:00'),
      nextCheckAt: at('05-11T13:00:00.001'),
    });
  });

  it('a due date set by hand passes also while the clock stands still, and not after its end', () => {
    const pauseOn = { first_reply: ['pending'] } as const;
    const run = (now: string, ...events: readonly SlaEvent[]) =>
      look([START, due('06-01T09:05', '06-01T11:00'), ...events], { first_reply: 60 }, now, {
        policy: { pauseOn },
      }).clocks[0];
    // Running, it would warn at 10:36 first.
    expect(run('06-01T09:30', became('06-01T09:20', 'pending'))).toMatchObject({
      risk: 'paused',
      nextCheckAt: at('06-01T11:00:00.001'),
    });
    expect(run('06-01T09:30', said('06-01T09:20', 'agent'))).toMatchObject({
      risk: 'met',
      nextCheckAt: null,
    });
  });

  it('not for an escalation that is told now', () => {
    const escalations = [{ metric: 'first_reply', offsetMinutes: 30, notify: [] }] as const;
    const run = look([START], { first_reply: 60 }, '06-01T10:30', { policy: { escalations } });
    expect([run.escalations.length, run.nextCheckAt]).toEqual([1, null]);
  });

  it('a reminder longer before the target than the target is comes with the start', () => {
    const escalations = [{ metric: 'first_reply', offsetMinutes: -90, notify: [] }] as const;
    const run = look([START], { first_reply: 60 }, '06-01T09:00', { policy: { escalations } });
    expect(run.escalations.map((one) => one.at)).toEqual([at('06-01T09:00')]);
  });
});

describe('B.3: the log of breaches', () => {
  const log = (events: readonly SlaEvent[], now: string, more: Parameters<typeof look>[3] = {}) =>
    look(events, { first_reply: 60, total_resolution: 120 }, now, more).breachLog.map(
      ({ metric, at: since, clearedAt }) => [metric, since, clearedAt],
    );

  it('has nothing at the very target, and all in order of time', () => {
    expect(log([START], '06-01T10:00')).toEqual([]);
    expect(log([START, said('06-01T10:00', 'agent')], '06-01T11:00')).toEqual([]);
    expect(log([START], '06-01T11:30')).toEqual([
      ['first_reply', at('06-01T10:00'), null],
      ['total_resolution', at('06-01T11:00'), null],
    ]);
  });

  it('has no clock without a target, however the breach is told', () => {
    for (const breachRule of ['elapsed', 'due'] as const)
      expect(evaluate([START], [], '06-01T11:30', { breachRule }).breachLog).toEqual([]);
  });

  it('keeps to a due date set by hand, from when it was set', () => {
    const later = [START, due('06-01T09:10', '06-01T10:40')];
    expect(log(later, '06-01T10:30')).toEqual([]);
    expect(log(later, '06-01T10:41')).toEqual([['first_reply', at('06-01T10:40'), null]]);
    // Put off after it was missed, and missed again.
    const late = [START, due('06-01T10:30', '06-01T10:50')];
    expect(log(late, '06-01T10:55')).toEqual([
      ['first_reply', at('06-01T10:00'), at('06-01T10:30')],
      ['first_reply', at('06-01T10:50'), null],
    ]);
    // Set to what is over already: nobody could have missed it before.
    expect(log([START, due('06-01T09:30', '06-01T09:20')], '06-01T09:40')).toEqual([
      ['first_reply', at('06-01T09:30'), null],
    ]);
  });

  it('by due date begins with the due date, also where no minute of the office has passed', () => {
    const more = { policy: business('ny'), breachRule: 'due' } as const;
    const events = [created('05-08T20:00')];
    expect(log(events, '05-09T12:00', more)).toEqual([['first_reply', at('05-08T21:00'), null]]);
    expect(log(events, '05-09T12:00', { policy: business('ny') })).toEqual([]);
  });
});

it('B.3: what is due first is an open clock with a due date', () => {
  const first = (targets: SlaMetricTargets, ...events: readonly SlaEvent[]) =>
    look([START, ...events], targets, '06-01T09:50').nextDue?.metric ?? null;
  expect(first({ total_resolution: 120, first_reply: 60 })).toBe('first_reply');
  expect(first({ total_resolution: 60, first_reply: 120 })).toBe('total_resolution');
  const pending = became('06-01T09:10', 'pending');
  expect(first({ requester_wait: 60, first_reply: 120 }, pending)).toBe('first_reply');
  expect(first({ requester_wait: 60 }, pending)).toBeNull();
  const answered = said('06-01T09:10', 'agent');
  expect(first({ pausable_update: 60, total_resolution: 120 }, answered, pending)).toBe(
    'total_resolution',
  );
});
