import fc from 'fast-check';
import { aTicket } from 'polydesk/testing';
import {
  evaluateRules,
  type EvaluateRulesOptions,
  type RuleAction,
  WORKFLOW_RULES,
  type WorkflowRule,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

const now = new Date('2026-03-02T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const rule = (id: string, then: readonly RuleAction[], rest: Partial<WorkflowRule> = {}) => ({
  id,
  name: id,
  on: 'created' as const,
  when: { all: [] },
  then,
  ...rest,
});
const run = (
  rules: readonly WorkflowRule[],
  options: Partial<EvaluateRulesOptions> = {},
  ticket: object = {},
) => evaluateRules({ ...aTicket(), ...ticket }, { rules, event: 'created', now, ...options });

describe('W2: a server failure of high urgency', () => {
  const rules = [WORKFLOW_RULES.serverFailure];
  it('goes to IT infrastructure support, one priority up', () => {
    const failure = { category: 'server_failure', urgency: 'high', priority: 'normal' };
    expect(run(rules, {}, failure).patch).toEqual({
      priority: 'high',
      group: 'IT infrastructure support',
    });
    expect(run(rules, {}, { ...failure, priority: 'urgent' }).patch).toEqual({
      group: 'IT infrastructure support',
    });
  });

  it.each([
    [{ category: 'server_failure', urgency: 'normal' }],
    [{ category: 'bug', urgency: 'high' }],
    [{ category: 'server_failure' }],
  ])('%j stays', (ticket) => {
    expect(run(rules, {}, ticket).patch).toEqual({});
  });
});

describe('W3 and S8: no first response in two hours', () => {
  const rules = [WORKFLOW_RULES.firstResponseReminder];
  const look = (ticket: object, options: Partial<EvaluateRulesOptions> = {}) =>
    run(rules, { event: 'schedule', ...options }, ticket);

  it('reminds the group lead by mail and to-do, from the minute on', () => {
    const { intents, episodes, nextCheckAt } = look({ createdAt: minutesAgo(120) });
    expect(intents).toEqual([
      {
        rule: 'first-response-reminder',
        type: 'notify',
        to: 'group_lead',
        channels: ['mail', 'todo'],
      },
    ]);
    expect(episodes).toEqual(['first-response-reminder:example:acme:42:2026-03-02T12:00:00.000Z']);
    expect(nextCheckAt).toBeNull();
  });

  it('before that says when to look again', () => {
    const { intents, nextCheckAt } = look({ createdAt: minutesAgo(119) });
    expect(intents).toEqual([]);
    expect(nextCheckAt).toEqual(minutesAgo(-1));
  });

  it.each([
    ['answered', { firstResponseAt: minutesAgo(5) }],
    ['resolved', { status: 'resolved' }],
  ])('stays quiet for a case that is %s', (_, ticket) => {
    const { intents, nextCheckAt } = look({ createdAt: minutesAgo(500), ...ticket });
    expect(intents).toEqual([]);
    expect(nextCheckAt).toBeNull();
  });

  it('J.3: fires once per episode, and says so', () => {
    const ticket = { createdAt: minutesAgo(200) };
    const { episodes } = look(ticket);
    const again = look(ticket, { firedEpisodes: episodes });
    expect(again.intents).toEqual([]);
    expect(again.trace[0]).toMatchObject({ matched: true, fired: false });
    expect(look({ createdAt: minutesAgo(150) }, { firedEpisodes: episodes }).intents).toHaveLength(
      1,
    );
  });

  it("J.3: uses the group's schedule if given", () => {
    const closedUntilNoon = {
      between: (_: number, to: number) => Math.max(0, to - now.getTime()),
      add: (_: number, ms: number) => now.getTime() + ms,
    };
    const { intents, nextCheckAt } = look(
      { createdAt: minutesAgo(600) },
      { workingTime: closedUntilNoon },
    );
    expect(intents).toEqual([]);
    expect(nextCheckAt).toEqual(new Date('2026-03-02T14:00:00Z'));
  });

  it('J.3: other events say when to look, at once when it is due', () => {
    const options = { event: 'created' as const };
    expect(look({ createdAt: now }, options).nextCheckAt).toEqual(minutesAgo(-120));
    const due = look({ createdAt: minutesAgo(130) }, options);
    expect(due).toMatchObject({ intents: [], nextCheckAt: now });
    const { episodes } = look({ createdAt: minutesAgo(130) });
    expect(
      look({ createdAt: minutesAgo(130) }, { ...options, firedEpisodes: episodes }).nextCheckAt,
    ).toBeNull();
  });
});

describe('W4: after the reply of an agent', () => {
  const reply = (kind: string, visibility: string, status: string) =>
    run(
      [WORKFLOW_RULES.waitForCustomer],
      { event: 'message', message: { author: { kind }, visibility } },
      { status },
    ).patch;
  it('a case that is worked on waits for the customer', () => {
    expect(reply('agent', 'public', 'in_progress')).toEqual({
      status: 'pending',
      statusDetail: 'waiting_on_customer',
    });
  });
  it.each([
    ['bot', 'public', 'in_progress'],
    ['agent', 'internal', 'in_progress'],
    ['customer', 'public', 'in_progress'],
    ['agent', 'public', 'resolved'],
  ])('%s, %s, %s: nothing', (kind, visibility, status) => {
    expect(reply(kind, visibility, status)).toEqual({});
  });
});

describe('C.7: the run of the rules', () => {
  it('every action', () => {
    const { patch, intents } = run(
      [
        rule('all', [
          { type: 'setPriority', priority: 'low' },
          { type: 'raisePriority', by: 2 },
          { type: 'setCategory', category: 'bug' },
          { type: 'addTag', tag: 'new' },
          { type: 'addTag', tag: 'kept' },
          { type: 'removeTag', tag: 'old' },
          { type: 'removeTag', tag: 'never' },
          { type: 'assignGroup', group: 'g' },
          { type: 'assignAgent', agentId: 'a' },
          { type: 'setStatus', status: 'pending' },
          { type: 'setSla', policy: 'gold' },
          { type: 'addNote', text: 'n' },
          { type: 'reply', template: 't' },
          { type: 'notify', to: 'lead' },
          { type: 'createTask', title: 'call', assignTo: 'csm' },
          { type: 'escalate', tier: 'L2' },
          { type: 'webhook', name: 'crm' },
        ]),
      ],
      {},
      { tags: ['old', 'kept'] },
    );
    expect(patch).toEqual({
      priority: 'high',
      category: 'bug',
      status: 'pending',
      statusDetail: null,
      group: 'g',
      agentId: 'a',
      sla: 'gold',
      tags: { add: ['new'], remove: ['old'] },
    });
    expect(intents.map(({ type }) => type)).toEqual([
      'addNote',
      'reply',
      'notify',
      'createTask',
      'escalate',
      'webhook',
    ]);
  });

  it('priorities stop at both ends', () => {
    const by = (levels: number) => run([rule('p', [{ type: 'raisePriority', by: levels }])]).patch;
    expect(by(9)).toEqual({ priority: 'urgent' });
    expect(by(-9)).toEqual({ priority: 'low' });
    expect(by(0)).toEqual({});
  });

  it('order, then id; later ones see earlier effects', () => {
    const { trace, patch } = run([
      rule('b', [{ type: 'addTag', tag: 'seen' }], {
        when: { field: 'category', op: 'eq', value: 'bug' },
      }),
      rule('c', [], { order: -1 }),
      rule('a', [{ type: 'setCategory', category: 'bug' }]),
      rule('off', [{ type: 'addTag', tag: 'off' }], { enabled: false }),
    ]);
    expect(trace.map(({ rule: id }) => id)).toEqual(['c', 'a', 'b']);
    expect(patch).toEqual({ category: 'bug', tags: { add: ['seen'], remove: [] } });
  });

  it('the last write wins, and the trace has both', () => {
    const { patch, trace } = run([
      rule('a', [{ type: 'setPriority', priority: 'low' }]),
      rule('b', [{ type: 'setPriority', priority: 'urgent' }]),
    ]);
    expect(patch).toEqual({ priority: 'urgent' });
    expect(trace.map(({ writes }) => writes)).toEqual([
      [{ field: 'priority', value: 'low', overridden: true }],
      [{ field: 'priority', value: 'urgent', overridden: false }],
    ]);
  });

  it('what is set back to what it was is no change', () => {
    const { patch } = run([
      rule('a', [
        { type: 'setPriority', priority: 'low' },
        { type: 'addTag', tag: 'x' },
      ]),
      rule('b', [
        { type: 'setPriority', priority: 'normal' },
        { type: 'removeTag', tag: 'x' },
      ]),
    ]);
    expect(patch).toEqual({});
  });

  it('stop ends it, also the rounds', () => {
    const { trace } = run([
      rule('a', [{ type: 'setCategory', category: 'x' }], { stop: true }),
      rule('b', []),
      rule('c', [], { on: 'updated' }),
    ]);
    expect(trace.map(({ rule: id }) => id)).toEqual(['a']);
    const unmatched = run([rule('a', [], { stop: true, when: { any: [] } }), rule('b', [])]);
    expect(unmatched.trace).toHaveLength(2);
  });

  it('rules on updated see the changes, at most three rounds, each once', () => {
    const chain = (id: string, from: string, to: string) =>
      rule(id, [{ type: 'setCategory', category: to }], {
        on: 'updated',
        when: { field: 'category', op: 'changedTo', value: from },
      });
    const { patch, trace } = run([
      rule('start', [{ type: 'setCategory', category: '0' }]),
      chain('r1', '0', '1'),
      chain('r2', '1', '2'),
      chain('r3', '2', '3'),
      chain('r4', '3', '4'),
      rule('echo', [{ type: 'addTag', tag: 'e' }], { on: ['updated', 'created'] }),
    ]);
    expect(patch.category).toBe('3');
    expect(trace.filter(({ fired }) => fired).map(({ rule: id, round }) => [id, round])).toEqual([
      ['echo', 0],
      ['start', 0],
      ['r1', 1],
      ['r2', 2],
      ['r3', 3],
    ]);
  });

  it('an SLA that a rule set can be asked for', () => {
    const { patch } = run([
      rule('a', [{ type: 'setSla', policy: 'gold' }]),
      rule('b', [{ type: 'addTag', tag: 'gold' }], {
        when: { field: 'sla', op: 'eq', value: 'gold' },
      }),
    ]);
    expect(patch).toEqual({ sla: 'gold', tags: { add: ['gold'], remove: [] } });
  });

  it('explains every comparison when asked', () => {
    const rules = [WORKFLOW_RULES.serverFailure];
    expect(run(rules).trace[0]?.conditions).toHaveLength(1);
    expect(run(rules, { explain: true }).trace[0]?.conditions).toHaveLength(2);
  });

  it('a rule on schedule without a time fires whenever it is asked', () => {
    const rules = [rule('s', [{ type: 'notify', to: 'lead' }], { on: 'schedule' })];
    const { intents, episodes } = run(rules, { event: 'schedule' });
    expect([intents.length, episodes]).toEqual([1, []]);
  });

  it('refuses two rules with one id, and times that are none', () => {
    expect(() => run([rule('a', []), rule('a', [])])).toThrow(ConfigurationError);
    expect(() => run([], { now: Number.NaN })).toThrow(ConfigurationError);
  });

  it('is the same twice, fires each rule once, and keeps its input', () => {
    const actions: fc.Arbitrary<RuleAction> = fc.oneof(
      fc.record({
        type: fc.constant('setPriority' as const),
        priority: fc.constantFrom('low' as const, 'urgent' as const),
      }),
      fc.record({ type: fc.constant('addTag' as const), tag: fc.constantFrom('x', 'y') }),
      fc.record({ type: fc.constant('removeTag' as const), tag: fc.constantFrom('x', 'y') }),
      fc.record({ type: fc.constant('setCategory' as const), category: fc.constantFrom('x', 'y') }),
    );
    const rules = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        name: fc.constant('n'),
        on: fc.constantFrom('created' as const, 'updated' as const, 'schedule' as const),
        when: fc.constantFrom(
          { all: [] },
          { field: 'priority', op: 'changed' as const },
          { field: 'tags', op: 'contains' as const, value: 'x' },
        ),
        then: fc.array(actions, { maxLength: 3 }),
        order: fc.nat(2),
        stop: fc.boolean(),
      }),
      { selector: ({ id }) => id },
    );
    const ticket = Object.freeze(aTicket({ tags: Object.freeze(['x']) }));
    fc.assert(
      fc.property(rules, (some) => {
        some.forEach((one) => Object.freeze(one.then));
        const options = { rules: Object.freeze(some), event: 'created' as const, now };
        const outcome = evaluateRules(ticket, options);
        expect(evaluateRules(ticket, options)).toEqual(outcome);
        const fired = outcome.trace.filter((one) => one.fired).map(({ rule: id }) => id);
        expect(new Set(fired).size).toBe(fired.length);
        expect(Math.max(0, ...outcome.trace.map(({ round }) => round))).toBeLessThanOrEqual(3);
        // Of all writes to a field, the last ones say what the field is.
        const written = outcome.trace
          .flatMap(({ writes }) => writes)
          .filter(({ field, overridden }) => field === 'priority' && !overridden);
        for (const { value } of written)
          expect(outcome.patch.priority ?? ticket.priority).toBe(value);
      }),
    );
  });
});
