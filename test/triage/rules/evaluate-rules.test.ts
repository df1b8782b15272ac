import {
  evaluateRules,
  type RuleAction,
  type RuleCondition,
  type RuleEvent,
} from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support.ts';
import { created, HOUR, now, rule } from './support.ts';

const holds = (when: RuleCondition, event: RuleEvent = created(), options = {}) =>
  evaluateRules(frozen([rule('r', { when, on: event.type })]), frozen(event), { now, ...options })
    .trace[0]!.matched;
const patchOf = (then: readonly RuleAction[], changes: Record<string, unknown> = {}) =>
  evaluateRules([rule('r', { then })], created(changes), { now }).patch;

describe('C.7: conditions', () => {
  it.each([
    ['urgency', 'eq', 'HIGH', true],
    ['urgency', 'eq', 'ｈｉｇｈ', true],
    ['urgency', 'eq', 1, false],
    ['tags', 'eq', ['EMEA'], true],
    ['tags', 'eq', ['emea', 'x'], false],
    ['urgency', 'neq', 'low', true],
    ['metadata.plan', 'in', ['free', 'pro'], true],
    ['metadata.plan', 'in', ['free'], false],
    ['metadata.plan', 'nin', ['free'], true],
    ['metadata.mrr', 'gt', 5999, true],
    ['metadata.mrr', 'gt', 6000, false],
    ['metadata.mrr', 'gte', 6000, true],
    ['metadata.mrr', 'gte', '5000', false],
    ['metadata.mrr', 'lt', 6001, true],
    ['metadata.mrr', 'lte', 6000, true],
    ['metadata.mrr', 'between', [5000, 6000], true],
    ['metadata.mrr', 'between', [1, 2], false],
    ['priority', 'lt', 'high', true],
    ['priority', 'gte', 'high', false],
    ['metadata.plan', 'gt', 'Free', true],
    ['metadata.plan', 'lt', 'pro', false],
    ['metadata.plan', 'lt', 'zzz', true],
    ['tags', 'gt', 1, false],
    ['createdAt', 'lt', '2026-01-15T10:00:00Z', true],
    ['createdAt', 'eq', '2026-01-15T09:00:00Z', true],
    ['createdAt', 'eq', 'soon', false],
    ['subject', 'contains', 'SERVER', true],
    ['subject', 'contains', 5, false],
    ['metadata.mrr', 'contains', '6', false],
    ['tags', 'contains', 'Emea', true],
    ['subject', 'containsAny', ['disk', 'fail'], true],
    ['subject', 'matches', 'server\\s+fail', true],
    ['tags', 'matches', '^em', true],
    ['metadata.mrr', 'matches', '6', false],
    ['subject', 'exists', true, true],
    ['metadata.renewsAt', 'exists', true, false],
    ['createdAt', 'olderThan', { hours: 2 }, true],
    ['createdAt', 'olderThan', { hours: 3 }, false],
    ['updatedAt', 'withinLast', { minutes: 30 }, true],
    ['updatedAt', 'withinLast', { minutes: 29 }, false],
    ['createdAt', 'withinLast', { days: 1 }, true],
    ['subject', 'olderThan', { hours: 1 }, false],
  ] as const)('%s %s %j is %s', (field, op, value, expected) => {
    expect(holds({ field, op, value })).toBe(expected);
  });

  it.each([
    ['eq', null, false],
    ['in', [null], false],
    ['gt', 0, false],
    ['lte', 9, false],
    ['between', [0, 9], false],
    ['contains', 'a', false],
    ['containsAny', ['a'], false],
    ['matches', '.*', false],
    ['olderThan', { hours: 1 }, false],
    ['withinLast', { hours: 1 }, false],
    ['changed', undefined, false],
    ['changedTo', 'a', false],
    ['exists', true, false],
    ['exists', false, true],
    ['neq', 'a', true],
    ['nin', ['a'], true],
  ] as const)('a missing field: %s %j is %s', (op, value, expected) => {
    for (const field of ['nothing', 'metadata.renewsAt', 'subject.length', 'toString'])
      expect(holds({ field, op, value })).toBe(expected);
  });

  it('a future instant is neither older nor within the last hours', () => {
    const event = created({ dueAt: now + HOUR });
    expect(holds({ field: 'dueAt', op: 'olderThan', value: { minutes: 1 } }, event)).toBe(false);
    expect(holds({ field: 'dueAt', op: 'withinLast', value: { days: 1 } }, event)).toBe(false);
  });

  it('all, any and not combine', () => {
    const yes: RuleCondition = { field: 'urgency', op: 'eq', value: 'high' };
    const no: RuleCondition = { not: yes };
    expect(holds({ all: [yes, yes] })).toBe(true);
    expect(holds({ all: [yes, no] })).toBe(false);
    expect(holds({ any: [no, yes] })).toBe(true);
    expect(holds({ any: [no, no] })).toBe(false);
    expect(holds({ all: [] })).toBe(true);
    expect(holds({ any: [] })).toBe(false);
  });

  it('changed, changedFrom and changedTo look at the ticket before', () => {
    const event: RuleEvent = {
      type: 'updated',
      ticket: { status: 'open', tags: ['a'] },
      previous: { status: 'pending', tags: ['a'] },
    };
    expect(holds({ field: 'status', op: 'changed' }, event)).toBe(true);
    expect(holds({ field: 'tags', op: 'changed' }, event)).toBe(false);
    expect(holds({ field: 'status', op: 'changedFrom', value: 'pending' }, event)).toBe(true);
    expect(holds({ field: 'status', op: 'changedFrom', value: 'new' }, event)).toBe(false);
    expect(holds({ field: 'status', op: 'changedTo', value: 'open' }, event)).toBe(true);
    expect(holds({ field: 'status', op: 'changedTo', value: 'closed' }, event)).toBe(false);
  });

  it('a duration may count the open hours of a schedule', () => {
    const when = {
      field: 'createdAt',
      op: 'olderThan',
      value: { minutes: 100, schedule: 'office' },
    } as const;
    const elapsedMinutes = (schedule: string) => (schedule === 'office' ? 120 : 0);
    expect(holds(when, created(), { elapsedMinutes })).toBe(true);
    expect(() => holds(when)).toThrow('`options.elapsedMinutes`');
  });
});

describe('C.7: actions', () => {
  it.each([
    [{ type: 'setPriority', value: 'low' }, { priority: 'low' }],
    [{ type: 'raisePriority', by: 1 }, { priority: 'high' }],
    [{ type: 'raisePriority', by: 9 }, { priority: 'urgent' }],
    [{ type: 'raisePriority', by: -9 }, { priority: 'low' }],
    [{ type: 'setCategory', value: 'technical.bug' }, { category: 'technical.bug' }],
    [{ type: 'addTag', value: 'vip' }, { tags: ['emea', 'vip'] }],
    [{ type: 'addTag', value: 'emea' }, {}],
    [{ type: 'removeTag', value: 'emea' }, { tags: [] }],
    [{ type: 'assignGroup', value: 'g' }, { groupId: 'g' }],
    [{ type: 'assignAgent', value: 'a' }, { assigneeId: 'a' }],
    [{ type: 'setStatus', value: 'pending' }, { status: 'pending' }],
    [{ type: 'setSla', value: 'gold' }, { slaPolicy: 'gold' }],
  ] as const)('%j gives %j', (action, patch) => {
    expect(patchOf([action])).toEqual(patch);
  });

  it('takes tickets without tags or priority', () => {
    const then: readonly RuleAction[] = [
      { type: 'addTag', value: 'x' },
      { type: 'raisePriority', by: 1 },
    ];
    expect(patchOf(then, { tags: undefined, priority: undefined })).toEqual({
      tags: ['x'],
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
    expect(patch.tags).toEqual(['emea', 'z', 'a', 'b']);
  });

  it('stop ends the run, also of updated rules', () => {
    const rules = [rule('a', { stop: true }), rule('b'), rule('c', { on: 'updated' })];
    const { trace } = evaluateRules(rules, created(), { now });
    expect(trace.map(({ rule: id, reason }) => [id, reason])).toEqual([
      ['a', 'matched'],
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
        then: [{ type: 'addTag', value: `t${step}` }],
      }),
    );
    const first = rule('first', { then: [{ type: 'addTag', value: 't0' }] });
    const { patch, trace } = evaluateRules([first, ...chain], created(), { now });
    expect(patch.tags).toEqual(['emea', 't0', 't1', 't2', 't3']);
    expect(Math.max(...trace.map(({ round }) => round))).toBe(3);
    expect(trace.filter(({ reason }) => reason === 'fired_before').length).toBeGreaterThan(0);
  });

  it('in a later round, changed looks at the round before', () => {
    const rules = [
      rule('a', { then: [{ type: 'setStatus', value: 'pending' }] }),
      rule('b', { on: 'updated', when: { field: 'status', op: 'changedTo', value: 'pending' } }),
    ];
    expect(evaluateRules(rules, created({ status: 'open' }), { now }).patch.tags).toContain('b');
  });

  it('the last write wins, and both are told', () => {
    const set = (id: string, value: 'low' | 'high') =>
      rule(id, { then: [{ type: 'setPriority', value }] });
    const { patch, conflicts, trace } = evaluateRules(
      [set('a', 'low'), set('b', 'high'), set('c', 'high')],
      created(),
      { now },
    );
    expect(patch).toEqual({ priority: 'high' });
    expect(conflicts).toEqual([{ field: 'priority', rules: ['a', 'b'], values: ['low', 'high'] }]);
    expect(trace.flatMap(({ writes }) => writes)).toHaveLength(3);
  });

  it('the trace holds the comparisons; explain makes all of them', () => {
    const when: RuleCondition = {
      all: [
        { field: 'urgency', op: 'eq', value: 'low' },
        { field: 'metadata.mrr', op: 'gte', value: 5000 },
      ],
    };
    const run = (explain: boolean) =>
      evaluateRules([rule('a', { when })], created(), { now, explain }).trace[0]!;
    expect(run(false).conditions).toHaveLength(1);
    expect(run(true).conditions).toEqual([
      { field: 'urgency', op: 'eq', expected: 'low', actual: 'high', result: false },
      { field: 'metadata.mrr', op: 'gte', expected: 5000, actual: 6000, result: true },
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
          then: [{ type: 'addTag', value: tag }],
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
