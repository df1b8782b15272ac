import {
  evaluateRules,
  type Rule,
  type RuleEvent,
  type RuleOptions,
  type RuleTrigger,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { HOUR, now, rule } from './support.ts';

/** No answer two hours after the ticket was last changed. */
const reminder = rule('reminder', {
  on: 'schedule',
  when: {
    all: [
      { field: 'updatedAt', op: 'olderThan', value: { hours: 2 } },
      { field: 'firstResponseAt', op: 'exists', value: false },
    ],
  },
  then: [{ type: 'notify', to: 'lead' }],
});
const ticket = { id: 'example:acme:7', updatedAt: new Date(now), status: 'open' };

const run = (
  hours: number,
  type: RuleTrigger,
  more: {
    readonly rules?: readonly Rule[];
    readonly ticket?: object;
    readonly event?: Partial<RuleEvent>;
    readonly options?: Partial<RuleOptions>;
  } = {},
) => {
  const moment = now + hours * HOUR;
  const event = { type, ticket: { ...ticket, ...more.ticket }, ...more.event };
  const outcome = evaluateRules(more.rules ?? [reminder], event, { now: moment, ...more.options });
  const { intents, trace, episodes, nextCheckAt } = outcome;
  return {
    told: intents.length,
    reasons: trace.map(({ reason, matched }) => `${reason} ${matched}`),
    episodes,
    next: nextCheckAt === null ? null : (nextCheckAt.getTime() - now) / HOUR,
  };
};

describe('rules that wait for a time', () => {
  it('say when to ask, fire at that instant, and are done with it', () => {
    expect(run(0, 'created')).toEqual({ told: 0, reasons: [], episodes: [], next: 2 });
    const early = { told: 0, reasons: ['not_matched false'], episodes: [], next: 2 };
    expect(run(1.5, 'schedule')).toEqual(early);
    const due = run(2, 'schedule');
    expect(due).toMatchObject({ told: 1, reasons: ['fired true'], next: null });
    expect(due.episodes).toHaveLength(1);
    const options = { firedEpisodes: ['of another time', ...due.episodes] };
    const after = { told: 0, reasons: ['episode_before true'], episodes: [], next: null };
    expect(run(3, 'schedule', { options })).toEqual(after);
  });

  it('fire again for another waiting, another ticket and another rule', () => {
    const firedEpisodes = run(2, 'schedule').episodes;
    const again = (more: Parameters<typeof run>[2]) =>
      run(9, 'schedule', { ...more, options: { firedEpisodes } }).told;
    expect(again({})).toBe(0);
    expect(again({ ticket: { updatedAt: new Date(now + HOUR) } })).toBe(1);
    expect(again({ ticket: { id: 'example:acme:8' } })).toBe(1);
    expect(again({ rules: [{ ...reminder, id: 'other' }] })).toBe(1);

    const nameless = { ticket: { id: undefined } };
    const options = { firedEpisodes: run(2, 'schedule', nameless).episodes };
    expect(run(9, 'schedule', { ...nameless, options }).told).toBe(0);
  });

  it('that are due at another event are asked for at once, unless they have fired', () => {
    expect(run(5, 'updated')).toEqual({ told: 0, reasons: [], episodes: [], next: 5 });
    const firedEpisodes = run(2, 'schedule').episodes;
    expect(run(5, 'updated', { options: { firedEpisodes } }).next).toBeNull();
    // The time has come, but what else it takes does not hold.
    expect(run(5, 'updated', { ticket: { firstResponseAt: new Date(now) } }).next).toBeNull();
    // What waits for no time is not asked for.
    expect(run(5, 'updated', { rules: [rule('any', { on: 'schedule' })] }).next).toBeNull();
  });

  it('that another one stopped at their time are not asked for again at that time', () => {
    const rules = [rule('all', { on: 'schedule', stop: true }), reminder];
    expect(run(5, 'schedule', { rules })).toMatchObject({
      told: 0,
      reasons: ['fired true', 'stopped_before false'],
      next: null,
    });
  });

  it('the first of them counts; those that are off or for other events do not', () => {
    const older = (id: string, hours: number, more: Partial<Rule> = {}) =>
      rule(id, {
        on: 'schedule',
        when: { field: 'updatedAt', op: 'olderThan', value: { hours } },
        ...more,
      });
    const rules = [
      older('off', 1, { enabled: false }),
      older('never', 2, { on: 'message' }),
      older('late', 8),
      older('soon', 4, { on: ['message', 'schedule'] }),
    ];
    expect(run(0, 'created', { rules }).next).toBe(4);
    expect(run(4, 'schedule', { rules }).next).toBe(8);
  });

  it('that are also for another event fire at it, whatever time has fired before', () => {
    const rules = [{ ...reminder, on: ['message', 'schedule'] } as const];
    const firedEpisodes = run(2, 'schedule', { rules }).episodes;
    const fired = { told: 1, reasons: ['fired true'], episodes: [], next: null };
    expect(run(3, 'message', { rules })).toEqual(fired);
    expect(run(3, 'message', { rules, options: { firedEpisodes } })).toEqual(fired);
  });

  it('fire once whether the wait is negated, one of several, or explained', () => {
    const old = { field: 'updatedAt', op: 'olderThan', value: { hours: 2 } } as const;
    const older = { field: 'updatedAt', op: 'olderThan', value: { hours: 4 } } as const;
    const recent = { field: 'updatedAt', op: 'withinLast', value: { hours: 2 } } as const;
    for (const when of [{ not: recent }, { any: [older, old] }, { all: [old, { not: recent }] }]) {
      const rules = [{ ...reminder, when }];
      const first = run(3, 'schedule', { rules });
      expect(first.told).toBe(1);
      const { episodes: firedEpisodes } = first;
      const told = (hours: number, explain: boolean) =>
        run(hours, 'schedule', { rules, options: { firedEpisodes, explain } }).told;
      expect([told(3, false), told(3, true), told(9, false), told(9, true)]).toEqual([0, 0, 0, 0]);
    }
  });

  it('look at the ticket as the rules before left it, and see no change', () => {
    const closes = rule('closes', { then: [{ type: 'setStatus', status: 'resolved' }] });
    const waiting = (when: Rule['when']) =>
      rule('waiting', {
        on: 'schedule',
        when: { all: [when, { field: 'updatedAt', op: 'olderThan', value: { hours: 2 } }] },
      });
    const next = (when: Rule['when']) =>
      run(0, 'created', {
        rules: [closes, waiting(when)],
        event: { changes: [{ field: 'status', to: 'open' }] },
      }).next;
    expect(next({ field: 'status', op: 'eq', value: 'resolved' })).toBe(2);
    expect(next({ field: 'status', op: 'eq', value: 'open' })).toBeNull();
    expect(next({ field: 'status', op: 'changed' })).toBeNull();
  });
});

describe('rules on messages', () => {
  it('see the message of the event, over one of the ticket', () => {
    const rules = [
      rule('answered', {
        on: 'message',
        when: { field: 'message.author.kind', op: 'eq', value: 'agent' },
        then: [{ type: 'setStatus', status: 'pending' }],
      }),
    ];
    const patch = (message?: object) =>
      evaluateRules(
        rules,
        {
          type: 'message',
          ticket: { status: 'in_progress', message: { author: { kind: 'bot' } } },
          ...(message === undefined ? {} : { message }),
        },
        { now },
      ).patch;
    expect(patch({ author: { kind: 'agent' } })).toEqual({ status: 'pending' });
    expect(patch({ author: { kind: 'customer' } })).toEqual({});
    expect(patch()).toEqual({});
  });
});
