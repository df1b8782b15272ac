import { type Condition, evaluateRules, type RuleAction, type RuleEvent } from 'polydesk/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozen } from '../triage/support.ts';
import { created, now, rule } from './support.ts';

const holds = (when: Condition, event: RuleEvent) =>
  evaluateRules(frozen([rule('r', { when, on: event.type })]), frozen(event), { now }).trace[0]!
    .matched;
const patchOf = (then: readonly RuleAction[], changes: Record<string, unknown> = {}) =>
  evaluateRules([rule('r', { then })], created(changes), { now }).patch;

describe('C.7: changes', () => {
  it('changed, changedFrom and changedTo look at the ticket before', () => {
    const event: RuleEvent = {
      type: 'updated',
      ticket: { status: 'open', tags: ['a'], nested: { a: [1] } },
      previous: { status: 'pending', tags: ['a'], nested: { a: [1] }, gone: 1 },
    };
    expect(holds({ field: 'status', op: 'changed' }, event)).toBe(true);
    expect(holds({ field: 'tags', op: 'changed' }, event)).toBe(false);
    expect(holds({ field: 'status', op: 'changedFrom', value: 'pending' }, event)).toBe(true);
    expect(holds({ field: 'status', op: 'changedFrom', value: 'new' }, event)).toBe(false);
    expect(holds({ field: 'status', op: 'changedTo', value: 'open' }, event)).toBe(true);
    expect(holds({ field: 'status', op: 'changedTo', value: 'closed' }, event)).toBe(false);
    expect(holds({ field: 'nested', op: 'changed' }, event)).toBe(false);
    expect(holds({ field: 'gone', op: 'changedFrom', value: 1 }, event)).toBe(true);
  });

  it('parts of lists and objects count, and so do their kinds', () => {
    const changed = (before: unknown, after: unknown) =>
      holds(
        { field: 'x', op: 'changed' },
        { type: 'updated', ticket: { x: after }, previous: { x: before } },
      );
    expect(changed(['a', 'b'], ['a', 'c'])).toBe(true);
    expect(changed({ a: 1, b: 2 }, { a: 1, c: 2 })).toBe(true);
    expect(changed({ a: { b: 1 } }, { a: { b: 1 } })).toBe(false);
    expect(changed([], {})).toBe(true);
    expect(changed({ a: 1 }, null)).toBe(true);
    expect(changed(null, {})).toBe(true);
  });

  it('nothing has changed where nobody tells what was before', () => {
    const changed = { field: 'status', op: 'changed' } as const;
    for (const before of [{}, { previous: null }])
      expect(holds(changed, { type: 'updated', ticket: { status: 'open' }, ...before })).toBe(
        false,
      );
  });
});

describe('C.7: actions', () => {
  it.each([
    [{ type: 'setPriority', priority: 'low' }, { priority: 'low' }],
    [{ type: 'raisePriority', by: 1 }, { priority: 'high' }],
    [{ type: 'raisePriority', by: 9 }, { priority: 'urgent' }],
    [{ type: 'raisePriority', by: -9 }, { priority: 'low' }],
    [{ type: 'setCategory', category: 'technical.bug' }, { category: 'technical.bug' }],
    [{ type: 'addTag', tag: 'vip' }, { tags: { add: ['vip'], remove: [] } }],
    [{ type: 'addTag', tag: 'emea' }, {}],
    [{ type: 'removeTag', tag: 'emea' }, { tags: { add: [], remove: ['emea'] } }],
    [{ type: 'removeTag', tag: 'never' }, {}],
    [{ type: 'assignGroup', groupId: 'g' }, { groupId: 'g' }],
    [{ type: 'assignAgent', agentId: 'a' }, { assigneeId: 'a' }],
    [{ type: 'setStatus', status: 'pending' }, { status: 'pending' }],
    [{ type: 'setSla', policy: 'gold' }, { slaPolicy: 'gold' }],
  ] as const)('%j gives %j', (action, patch) => {
    expect(patchOf([action])).toEqual(patch);
  });

  it('takes tickets without tags or priority', () => {
    const then: readonly RuleAction[] = [
      { type: 'addTag', tag: 'x' },
      { type: 'raisePriority', by: 1 },
    ];
    expect(patchOf(then, { tags: undefined, priority: undefined })).toEqual({
      tags: { add: ['x'], remove: [] },
      priority: 'high',
    });
  });

  it('intents are told and never carried out', () => {
    const then: readonly RuleAction[] = [
      { type: 'addNote', text: 'n' },
      { type: 'reply', template: 't' },
      { type: 'notify', to: 'lead' },
      { type: 'createTask', title: 'call' },
      { type: 'escalate' },
      { type: 'webhook', name: 'pager', payload: { level: 1 } },
    ];
    const { intents, patch } = evaluateRules([rule('r', { then })], created(), { now });
    expect(intents).toEqual(then.map((action) => ({ rule: 'r', action })));
    expect(patch).toEqual({});
  });
});

describe('C.7: order, rounds, conflicts', () => {
  it('runs in (order, id), and later rules see earlier effects', () => {
    const rules = [
      rule('b', { when: { field: 'tags', op: 'contains', value: 'a' } }),
      rule('z', { order: -1 }),
      rule('a'),
    ];
    const { trace, patch } = evaluateRules(rules, created(), { now });
    expect(trace.map((one) => one.rule)).toEqual(['z', 'a', 'b']);
    expect(patch.tags?.add).toEqual(['z', 'a', 'b']);
  });

  it('stop ends the run, also of updated rules', () => {
    const rules = [rule('a', { stop: true }), rule('b'), rule('c', { on: 'updated' })];
    const { trace } = evaluateRules(rules, created(), { now });
    expect(trace.map(({ rule: id, reason }) => [id, reason])).toEqual([
      ['a', 'fired'],
      ['b', 'stopped_before'],
    ]);
  });

  it('a disabled rule and one for another trigger do nothing', () => {
    const rules = [rule('a', { enabled: false }), rule('b', { on: ['message', 'schedule'] })];
    const { trace, patch } = evaluateRules(rules, created(), { now });
    expect(trace.map(({ reason }) => reason)).toEqual(['disabled']);
    expect(patch).toEqual({});
  });

  it('updated rules follow a change, at most three rounds, and a rule fires once', () => {
    const chain = [1, 2, 3, 4, 5].map((step) =>
      rule(`s${6 - step}`, {
        on: 'updated',
        order: 10 - step,
        when: { field: 'tags', op: 'contains', value: `t${step - 1}` },
        then: [{ type: 'addTag', tag: `t${step}` }],
      }),
    );
    const first = rule('first', { then: [{ type: 'addTag', tag: 't0' }] });
    const { patch, trace } = evaluateRules([first, ...chain], created(), { now });
    expect(patch.tags?.add).toEqual(['t0', 't1', 't2', 't3']);
    expect(Math.max(...trace.map(({ round }) => round))).toBe(3);
    expect(trace.filter(({ reason }) => reason === 'fired_before').length).toBeGreaterThan(0);
  });

  it('there is a round for what has changed only: fields, tags that came, tags that went', () => {
    const after = (action: RuleAction) =>
      evaluateRules(
        [rule('a', { then: [action] }), rule('later', { on: 'updated' })],
        created({ assignee: { id: 'bob' } }),
        { now },
      ).reasons.some(({ evidence }) => evidence.rule === 'later');
    expect(after({ type: 'setPriority', priority: 'normal' })).toBe(false);
    expect(after({ type: 'addTag', tag: 'emea' })).toBe(false);
    expect(after({ type: 'removeTag', tag: 'never' })).toBe(false);
    expect(after({ type: 'assignAgent', agentId: 'bob' })).toBe(false);
    expect(after({ type: 'setPriority', priority: 'low' })).toBe(true);
    expect(after({ type: 'addTag', tag: 'vip' })).toBe(true);
    expect(after({ type: 'removeTag', tag: 'emea' })).toBe(true);
    // A group may be called what the assignee is.
    expect(after({ type: 'assignGroup', groupId: 'bob' })).toBe(true);
  });

  it('a rule is in no conflict with itself', () => {
    const then: readonly RuleAction[] = [
      { type: 'setPriority', priority: 'low' },
      { type: 'setPriority', priority: 'high' },
    ];
    const { conflicts, patch } = evaluateRules([rule('a', { then })], created(), { now });
    expect([conflicts, patch]).toEqual([[], { priority: 'high' }]);
  });

  it('in a later round, changed looks at the round before', () => {
    const rules = [
      rule('a', { then: [{ type: 'setStatus', status: 'pending' }] }),
      rule('b', { on: 'updated', when: { field: 'status', op: 'changedTo', value: 'pending' } }),
    ];
    const { patch } = evaluateRules(rules, created({ status: 'open' }), { now });
    expect(patch.tags?.add).toEqual(['b']);
  });

  it('the last write wins, and both are told', () => {
    const set = (id: string, value: 'low' | 'high') =>
      rule(id, { then: [{ type: 'setPriority', priority: value }] });
    const { patch, conflicts, trace } = evaluateRules(
      [set('a', 'low'), set('b', 'high'), set('c', 'high')],
      created(),
      { now },
    );
    expect(patch).toEqual({ priority: 'high' });
    expect(conflicts).toEqual([{ field: 'priority', rules: ['a', 'b'], values: ['low', 'high'] }]);
    expect(trace.flatMap(({ writes }) => writes)).toEqual([
      { field: 'priority', value: 'low', overridden: true },
      { field: 'priority', value: 'high', overridden: false },
      { field: 'priority', value: 'high', overridden: false },
    ]);
  });

  it('the trace holds the comparisons; explain makes all of them', () => {
    const when: Condition = {
      all: [
        { field: 'urgency', op: 'eq', value: 'low' },
        { field: 'metadata.mrr', op: 'gte', value: 5000 },
      ],
    };
    const run = (explain: boolean) =>
      evaluateRules([rule('a', { when })], created(), { now, explain }).trace[0]!;
    expect(run(false).conditions).toHaveLength(1);
    expect(run(true).conditions).toEqual([
      { field: 'urgency', op: 'eq', expected: 'low', actual: 'high', matched: false },
      { field: 'metadata.mrr', op: 'gte', expected: 5000, actual: 6000, matched: true },
    ]);
    expect(run(true).matched).toBe(false);
  });

  it('tells which rules fired', () => {
    const { reasons } = evaluateRules([rule('a')], created(), { now: new Date(now) });
    expect(reasons).toEqual([
      { code: 'rule_fired', message: 'A rule applied.', evidence: { rule: 'a', round: 0 } },
    ]);
  });
});

it('the outcome does not depend on the order in which rules are listed', () => {
  const anyRule = fc.record({
    order: fc.integer({ min: 0, max: 3 }),
    on: fc.constantFrom('created' as const, 'updated' as const),
    op: fc.constantFrom('contains' as const, 'neq' as const),
    value: fc.constantFrom('a', 'b', 'emea'),
    tag: fc.constantFrom('a', 'b', 'c'),
    stop: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(anyRule, { maxLength: 6 }), (list) => {
      const rules = list.map(({ op, value, tag, ...rest }, index) =>
        rule(`r${index}`, {
          ...rest,
          when: { field: 'tags', op, value },
          then: [{ type: 'addTag', tag }],
        }),
      );
      const outcome = evaluateRules(rules, created(), { now });
      expect(evaluateRules(rules.toReversed(), created(), { now })).toEqual(outcome);
      const fired = outcome.trace.filter(({ matched }) => matched).map((one) => one.rule);
      expect(new Set(fired).size).toBe(fired.length);
    }),
    { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
  );
});
