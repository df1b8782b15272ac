import {
  createRuleEngine,
  evaluateRules,
  lintRules,
  type Rule,
  type RuleAction,
  type RuleCondition,
  type RuleEvent,
} from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frozen } from '../support.ts';

const now = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const rule = (id: string, changes: Partial<Rule> = {}): Rule => ({
  id,
  name: `Rule ${id}`,
  on: 'created',
  when: { all: [] },
  then: [{ type: 'addTag', value: id }],
  ...changes,
});
const ticket = {
  subject: 'Server failure',
  type: 'server failure',
  urgency: 'high',
  priority: 'normal',
  tags: ['emea'],
  metadata: { mrr: 6000, plan: 'Pro', renewsAt: null },
  createdAt: new Date(now - 3 * HOUR),
  updatedAt: '2026-01-15T11:30:00Z',
};
const created = (changes: Record<string, unknown> = {}): RuleEvent => ({
  type: 'created',
  ticket: { ...ticket, ...changes },
});
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

describe('W: rules of the sources', () => {
  it('W2: a pressing server failure goes to IT infrastructure support, priority + 1', () => {
    const w2 = rule('w2', {
      when: {
        all: [
          { field: 'type', op: 'eq', value: 'server failure' },
          { field: 'urgency', op: 'eq', value: 'high' },
        ],
      },
      then: [
        { type: 'assignGroup', value: 'IT infrastructure support' },
        { type: 'raisePriority', by: 1 },
      ],
    });
    expect(evaluateRules([w2], created(), { now }).patch).toEqual({
      groupId: 'IT infrastructure support',
      priority: 'high',
    });
    expect(evaluateRules([w2], created({ urgency: 'low' }), { now }).patch).toEqual({});
  });

  it('W3: no first response in two hours reminds the lead of the group', () => {
    const w3 = rule('w3', {
      on: 'schedule',
      when: {
        all: [
          { field: 'firstResponseAt', op: 'exists', value: false },
          { field: 'createdAt', op: 'olderThan', value: { hours: 2 } },
        ],
      },
      then: [{ type: 'notify', to: 'group-lead' }],
    });
    const at = (hours: number) =>
      evaluateRules([w3], { type: 'schedule', ticket: { createdAt: now - hours * HOUR } }, { now })
        .intents.length;
    expect([at(2), at(2.01)]).toEqual([0, 1]);
  });

  it('W4: the reply of an agent makes an open case wait for the customer', () => {
    const w4 = rule('w4', {
      on: 'message',
      when: {
        all: [
          { field: 'status', op: 'eq', value: 'in_progress' },
          { field: 'message.author', op: 'eq', value: 'agent' },
        ],
      },
      then: [{ type: 'setStatus', value: 'pending' }],
    });
    const event: RuleEvent = {
      type: 'message',
      ticket: { status: 'in_progress', message: { author: 'agent' } },
    };
    expect(evaluateRules([w4], event, { now }).patch).toEqual({ status: 'pending' });
  });

  it('T11, T13: key words, plan and revenue route; the outcome is auditable', () => {
    const t13 = rule('t13', {
      when: {
        all: [
          { field: 'subject', op: 'containsAny', value: ['failure', '故障'] },
          { field: 'metadata.plan', op: 'in', value: ['pro', 'enterprise'] },
          { field: 'metadata.mrr', op: 'gte', value: 5000 },
        ],
      },
      then: [{ type: 'assignGroup', value: 'named-accounts' }],
    });
    const { patch, trace } = evaluateRules([t13], created(), { now });
    expect(patch).toEqual({ groupId: 'named-accounts' });
    expect(trace[0]?.conditions.map(({ result }) => result)).toEqual([true, true, true]);
  });
});

describe('lintRules', () => {
  const lint = (changes: object) => lintRules([{ ...rule('a'), ...changes } as Rule]);
  it.each([
    [{ id: '' }, 'rules.0.id'],
    [{ on: 'never' }, 'rules.0.on'],
    [{ on: [] }, 'rules.0.on'],
    [{ order: Number.NaN }, 'rules.0.order'],
    [{ when: { field: '', op: 'eq', value: 1 } }, 'rules.0.when.field'],
    [{ when: { field: 'a', op: 'regex', value: 1 } }, 'rules.0.when.op'],
    [{ when: { not: { field: 'a', op: 'eq' } } }, 'rules.0.when.not.value'],
    [{ when: { any: [{ field: 'a', op: 'in', value: 1 }] } }, 'rules.0.when.any.0.value'],
    [{ when: { all: [{ field: 'a', op: 'between', value: [1] }] } }, 'rules.0.when.all.0.value'],
    [{ when: { field: 'a', op: 'olderThan', value: 5 } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: {} } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: { hours: -1 } } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'matches', value: 5 } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'matches', value: '(' } }, 'rules.0.when.value'],
    [{ then: [{ type: 'setPriority', value: 'top' }] }, 'rules.0.then.0.value'],
    [{ then: [{ type: 'setStatus', value: 'gone' }] }, 'rules.0.then.0.value'],
    [{ then: [{ type: 'raisePriority', by: 0.5 }] }, 'rules.0.then.0.by'],
    [{ then: [{ type: 'addTag', value: '' }] }, 'rules.0.then.0.value'],
    [{ then: [{ type: 'toString' }] }, 'rules.0.then.0.type'],
  ])('%j: %s', (changes, path) => {
    expect(lint(changes).map((issue) => issue.path)).toEqual([path]);
    expect(() => createRuleEngine([{ ...rule('a'), ...changes } as Rule])).toThrow(path);
  });

  it('finds a name used twice, and conditions nested without end', () => {
    expect(lintRules([rule('a'), rule('a')]).map(({ path }) => path)).toEqual(['rules.1.id']);
    let when: RuleCondition = { all: [] };
    for (let depth = 0; depth < 25; depth += 1) when = { not: when };
    expect(lint({ when })[0]?.message).toBe('is nested too deeply');
  });

  it('refuses a clock that is none', () => {
    expect(() => evaluateRules([], created(), { now: Number.NaN })).toThrow('`now`');
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
