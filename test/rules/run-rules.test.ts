import fc from 'fast-check';
import { aTicket } from 'polydesk/testing';
import {
  evaluateRules,
  type Rule,
  type RuleAction,
  type RuleEvent,
  type RuleOptions,
  WORKFLOW_RULES,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

const now = new Date('2026-03-02T12:00:00Z');
const rule = (id: string, then: readonly RuleAction[], rest: Partial<Rule> = {}) => ({
  id,
  name: id,
  on: 'created' as const,
  when: { all: [] },
  then,
  ...rest,
});
const run = (
  rules: readonly Rule[],
  event: Partial<RuleEvent> = {},
  options: Partial<RuleOptions> = {},
) => evaluateRules(rules, { type: 'created', ticket: aTicket(), ...event }, { now, ...options });

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
          { type: 'assignGroup', groupId: 'g' },
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
      { ticket: aTicket({ tags: ['old', 'kept'], statusDetail: 'new' }) },
    );
    expect(patch).toEqual({
      priority: 'high',
      category: 'bug',
      status: 'pending',
      statusDetail: null,
      groupId: 'g',
      assigneeId: 'a',
      slaPolicy: 'gold',
      tags: { add: ['new'], remove: ['old'] },
    });
    expect(intents.map(({ action }) => action.type)).toEqual([
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
    expect(trace.map(({ rule: id, reason }) => [id, reason])).toEqual([
      ['c', 'fired'],
      ['a', 'fired'],
      ['b', 'fired'],
      ['off', 'disabled'],
    ]);
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
    expect(trace.map(({ rule: id, reason }) => [id, reason])).toEqual([
      ['a', 'fired'],
      ['b', 'stopped_before'],
    ]);
    const unmatched = run([rule('a', [], { stop: true, when: { any: [] } }), rule('b', [])]);
    expect(unmatched.trace.map(({ reason }) => reason)).toEqual(['not_matched', 'fired']);
  });

  it('rules on updated see the changes, at most three rounds, each once', () => {
    const chain = (id: string, from: string, to: string) =>
      rule(id, [{ type: 'setCategory', category: to }], {
        on: 'updated',
        when: { field: 'category', op: 'changedTo', value: from },
      });
    const { patch, reasons } = run([
      rule('start', [{ type: 'setCategory', category: '0' }]),
      chain('r1', '0', '1'),
      chain('r2', '1', '2'),
      chain('r3', '2', '3'),
      chain('r4', '3', '4'),
      rule('echo', [{ type: 'addTag', tag: 'e' }], { on: ['updated', 'created'] }),
    ]);
    expect(patch.category).toBe('3');
    expect(reasons.map(({ evidence }) => [evidence.rule, evidence.round])).toEqual([
      ['echo', 0],
      ['start', 0],
      ['r1', 1],
      ['r2', 2],
      ['r3', 3],
    ]);
  });

  it('an assignee and a group that a rule chose are where the model has them', () => {
    const { patch } = run(
      [
        rule('a', [
          { type: 'assignAgent', agentId: 'ada' },
          { type: 'assignGroup', groupId: 'g' },
        ]),
        rule('b', [{ type: 'addTag', tag: 'seen' }], {
          when: {
            all: [
              { field: 'assignee.id', op: 'eq', value: 'ada' },
              { field: 'groupId', op: 'eq', value: 'g' },
            ],
          },
        }),
        rule('c', [{ type: 'addTag', tag: 'moved' }], {
          on: 'updated',
          when: { field: 'assignee.id', op: 'changedFrom', value: 'bob' },
        }),
      ],
      { ticket: { assignee: { id: 'bob' } } },
    );
    expect(patch).toEqual({
      assigneeId: 'ada',
      groupId: 'g',
      tags: { add: ['seen', 'moved'], remove: [] },
    });
    const same = run([rule('a', [{ type: 'assignAgent', agentId: 'bob' }])], {
      ticket: { assignee: { id: 'bob' } },
    });
    expect(same.patch).toEqual({});
  });

  it('a status takes its detail along', () => {
    const set = (statusDetail: 'snoozed' | null, ticket: object) =>
      run([rule('a', [{ type: 'setStatus', status: 'pending', statusDetail }])], { ticket }).patch;
    expect(set(null, { status: 'open' })).toEqual({ status: 'pending' });
    expect(set('snoozed', { status: 'pending' })).toEqual({
      status: 'pending',
      statusDetail: 'snoozed',
    });
    expect(set(null, { status: 'open', statusDetail: 'new' })).toEqual({
      status: 'pending',
      statusDetail: null,
    });
    expect(set('snoozed', { status: 'pending', statusDetail: 'snoozed' })).toEqual({});
  });

  it('tags add up; only one that is added and removed is a conflict', () => {
    const { conflicts, patch } = run([
      rule('a', [{ type: 'addTag', tag: 'x' }]),
      rule('b', [{ type: 'addTag', tag: 'y' }]),
      rule('c', [{ type: 'removeTag', tag: 'x' }]),
    ]);
    expect(conflicts).toEqual([{ field: 'tags.x', rules: ['a', 'c'], values: [true, false] }]);
    expect(patch).toEqual({ tags: { add: ['y'], remove: [] } });
  });

  it('what the event tells of its changes counts, not what was before', () => {
    const when = { field: 'category', op: 'changedTo', value: 'bug' } as const;
    const rules = [rule('a', [{ type: 'addTag', tag: 'x' }], { on: 'updated', when })];
    const ticket = { category: 'bug' };
    const changes = [{ field: 'category', to: 'bug' }];
    expect(run(rules, { type: 'updated', ticket, changes }).reasons).toHaveLength(1);
    expect(run(rules, { type: 'updated', ticket, changes: [] }).reasons).toEqual([]);
    const previous = { category: null };
    expect(run(rules, { type: 'updated', ticket, previous }).reasons).toHaveLength(1);
    expect(run(rules, { type: 'updated', ticket, previous: ticket }).reasons).toEqual([]);
    expect(run(rules, { type: 'updated', ticket, previous, changes: [] }).reasons).toEqual([]);
  });

  it('a ticket that refers to itself, as raw bodies may, is no obstacle', () => {
    const raw: Record<string, unknown> = { size: 1n };
    raw['self'] = raw;
    expect(
      run([rule('a', [{ type: 'setCategory', category: 'x' }])], { ticket: { raw } }).patch,
    ).toEqual({ category: 'x' });
  });

  it('an SLA that a rule set can be asked for', () => {
    const { patch } = run([
      rule('a', [{ type: 'setSla', policy: 'gold' }]),
      rule('b', [{ type: 'addTag', tag: 'gold' }], {
        when: { field: 'slaPolicy', op: 'eq', value: 'gold' },
      }),
    ]);
    expect(patch).toEqual({ slaPolicy: 'gold', tags: { add: ['gold'], remove: [] } });
  });

  it('explains every comparison when asked', () => {
    const rules = [WORKFLOW_RULES.serverFailure];
    expect(run(rules).trace[0]?.conditions).toHaveLength(1);
    expect(run(rules, {}, { explain: true }).trace[0]?.conditions).toHaveLength(2);
  });

  it('a rule on schedule without a time fires whenever it is asked', () => {
    const rules = [rule('s', [{ type: 'notify', to: 'lead' }], { on: 'schedule' })];
    const { intents, episodes } = run(rules, { type: 'schedule' });
    expect([intents.length, episodes]).toEqual([1, []]);
  });

  it('refuses two rules with one id, and times that are none', () => {
    expect(() => run([rule('a', []), rule('a', [])])).toThrow(ConfigurationError);
    expect(() => run([], {}, { now: Number.NaN })).toThrow('`now`');
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
        const event = { type: 'created', ticket } as const;
        const outcome = evaluateRules(Object.freeze(some), event, { now });
        expect(evaluateRules(some, event, { now })).toEqual(outcome);
        const fired = outcome.trace
          .filter(({ reason }) => reason === 'fired')
          .map(({ rule: id }) => id);
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
