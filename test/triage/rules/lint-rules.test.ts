import {
  createRuleEngine,
  evaluateRules,
  lintRules,
  type Rule,
  type RuleCondition,
} from 'polydesk/triage';
import { describe, expect, it } from 'vitest';
import { created, rule } from './support.ts';

describe('lintRules', () => {
  const lint = (changes: object) => lintRules([{ ...rule('a'), ...changes }]);
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
