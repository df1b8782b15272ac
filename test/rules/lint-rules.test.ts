import {
  type Condition,
  createRuleEngine,
  evaluateRules,
  lintRules,
  type Rule,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { created, rule } from './support.ts';

describe('lintRules', () => {
  const lint = (changes: object) => lintRules([{ ...rule('a'), ...changes }]);
  it.each([
    [{ id: '' }, 'rules.0.id'],
    [{ on: 'never' }, 'rules.0.on'],
    [{ on: [] }, 'rules.0.on'],
    [{ on: ['created', 'never'] }, 'rules.0.on'],
    [{ order: Number.NaN }, 'rules.0.order'],
    [{ when: { field: '', op: 'eq', value: 1 } }, 'rules.0.when.field'],
    [{ when: { field: 5, op: 'eq', value: 1 } }, 'rules.0.when.field'],
    [{ when: { field: 'a', op: 'regex', value: 1 } }, 'rules.0.when.op'],
    [{ when: { field: 'a', op: 'in', value: [1, {}] } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'between', value: [1, {}] } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: null } }, 'rules.0.when.value'],
    [
      { when: { field: 'a', op: 'olderThan', value: { hours: 1, businessHours: 'yes' } } },
      'rules.0.when.value',
    ],
    [{ when: { not: { field: 'a', op: 'eq' } } }, 'rules.0.when.not.value'],
    [{ when: { any: [{ field: 'a', op: 'in', value: 1 }] } }, 'rules.0.when.any.0.value'],
    [{ when: { all: [{ field: 'a', op: 'between', value: [1] }] } }, 'rules.0.when.all.0.value'],
    [{ when: { field: 'a', op: 'olderThan', value: 5 } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: {} } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: { hours: -1 } } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'matches', value: 5 } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'matches', value: '(' } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'olderThan', value: { minutes: Infinity } } }, 'rules.0.when.value'],
    [
      { when: { field: 'a', op: 'olderThan', value: { hours: 1, schedule: 5 } } },
      'rules.0.when.value',
    ],
    [
      {
        when: {
          field: 'a',
          op: 'olderThan',
          value: { hours: 1, schedule: 'x', businessHours: true },
        },
      },
      'rules.0.when.value',
    ],
    [{ when: { field: 'a', op: 'gt', value: true } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'gt', value: Number.NaN } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'lt', value: new Date(Number.NaN) } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'in', value: [{}] } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'contains', value: [] } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'exists' } }, 'rules.0.when.value'],
    [{ when: { field: 'a', op: 'exists', value: 'no' } }, 'rules.0.when.value'],
    [{ when: { all: { field: 'a', op: 'changed' } } }, 'rules.0.when.all'],
    [{ when: { any: [null] } }, 'rules.0.when.any.0'],
    [{ when: undefined }, 'rules.0.when'],
    [{ when: 'always' }, 'rules.0.when'],
    [{ when: [] }, 'rules.0.when'],
    [{ when: { field: 'a', op: 'toString', value: 1 } }, 'rules.0.when.op'],
    [{ name: undefined }, 'rules.0.name'],
    [{ enabled: 'no' }, 'rules.0.enabled'],
    [{ stop: 1 }, 'rules.0.stop'],
    [{ then: undefined }, 'rules.0.then'],
    [{ then: [null] }, 'rules.0.then.0'],
    [{ then: [{ type: 'setPriority', priority: 'top' }] }, 'rules.0.then.0.priority'],
    [{ then: [{ type: 'setStatus', status: 'gone' }] }, 'rules.0.then.0.status'],
    [
      { then: [{ type: 'setStatus', status: 'open', statusDetail: 'odd' }] },
      'rules.0.then.0.statusDetail',
    ],
    [{ then: [{ type: 'raisePriority', by: 0.5 }] }, 'rules.0.then.0.by'],
    [{ then: [{ type: 'addTag', tag: '' }] }, 'rules.0.then.0.tag'],
    [{ then: [{ type: 'notify', to: 'lead', channels: ['fax'] }] }, 'rules.0.then.0.channels'],
    [
      { then: [{ type: 'notify', to: 'lead', channels: ['mail', 'fax'] }] },
      'rules.0.then.0.channels',
    ],
    [{ then: [{ type: 'notify', to: 'lead', channels: 'mail' }] }, 'rules.0.then.0.channels'],
    [{ then: [{ type: 'escalate', tier: 2 }] }, 'rules.0.then.0.tier'],
    [{ then: [{ type: 'webhook', name: 'crm', payload: [] }] }, 'rules.0.then.0.payload'],
    [{ then: [{ type: 'toString' }] }, 'rules.0.then.0.type'],
  ])('%j: %s', (changes, path) => {
    expect(lint(changes).map((issue) => issue.path)).toEqual([path]);
    expect(() => createRuleEngine([{ ...rule('a'), ...changes } as Rule])).toThrow(path);
  });

  it('finds nothing wrong with what can be used', () => {
    expect(lint({ then: [{ type: 'notify', to: 'lead', channels: ['mail', 'chat'] }] })).toEqual(
      [],
    );
    expect(lint({ when: { field: 'a', op: 'eq', value: true } })).toEqual([]);
  });

  it('conditions may be nested twenty times', () => {
    const nested = (levels: number, wrap: (when: Condition) => Condition) => {
      let when: Condition = { field: 'a', op: 'exists', value: true };
      for (let depth = 0; depth < levels; depth += 1) when = wrap(when);
      return lint({ when }).map(({ message }) => message);
    };
    const ways: readonly ((when: Condition) => Condition)[] = [
      (when) => ({ not: when }),
      (when) => ({ all: [when] }),
      (when) => ({ any: [when] }),
    ];
    for (const way of ways)
      expect([nested(20, way), nested(21, way)]).toEqual([[], ['is nested too deeply']]);
  });

  it('finds a name used twice, and conditions nested without end', () => {
    expect(lintRules([rule('a'), rule('a')]).map(({ path }) => path)).toEqual(['rules.1.id']);
    let when: Condition = { all: [] };
    for (let depth = 0; depth < 25; depth += 1) when = { not: when };
    expect(lint({ when })[0]?.message).toBe('is nested too deeply');
  });

  it('takes whatever a file gave', () => {
    // Safe: what a program without types would pass.
    const lintOdd = (rules: unknown) => lintRules(rules as readonly Rule[]);
    expect(lintOdd({})).toEqual([{ path: 'rules', message: 'must be a list' }]);
    expect(lintOdd([null])).toEqual([{ path: 'rules.0', message: 'must be a rule' }]);
  });

  it('names the place of a fault, and no value', () => {
    const rules = [rule('a', { then: [{ type: 'addTag', tag: '' }] })];
    expect(() => createRuleEngine(rules)).toThrow(
      new ConfigurationError('The rules are not usable. rules.0.then.0.tag: must be a text'),
    );
  });

  it('refuses a clock that is none', () => {
    expect(() => evaluateRules([], created(), { now: Number.NaN })).toThrow('`now`');
    // Safe: what a program without types would pass.
    const text = '2026-01-15T12:00:00Z' as never;
    expect(() => evaluateRules([], created(), { now: text })).toThrow('`now`');
  });
});
