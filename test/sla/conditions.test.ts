import { matchPolicy, type SlaCondition, type SlaSubject } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';

const subject: SlaSubject = {
  priority: 'high',
  status: 'open',
  group: 'g1',
  attributes: {
    plan: 'Pro',
    mrr: 5000,
    tags: ['VIP'],
    renewal: new Date('2026-06-01'),
    empty: null,
  },
};
const holds = (when: SlaCondition) =>
  matchPolicy(subject, [{ id: 'p', position: 1, targets: {}, when }]).policy !== null;
const is = (field: string, op: string, value: unknown): SlaCondition =>
  // Safe: the operators of the table below exist.
  ({ field, op, value }) as SlaCondition;

describe('conditions of policies', () => {
  it.each<readonly [string, string, unknown, boolean]>([
    ['priority', 'eq', 'HIGH', true],
    ['group', 'in', ['g1', 'g2'], true],
    ['detail', 'exists', false, true],
    ['plan', 'eq', 'ｐｒｏ', true],
    ['plan', 'neq', 'pro', false],
    ['plan', 'contains', 'r', true],
    ['plan', 'nin', ['free'], true],
    ['plan', 'in', 'pro', false],
    ['plan', 'gt', 1, false],
    ['plan', 'neq', 'free', true],
    ['plan', 'nin', ['PRO'], false],
    ['mrr', 'eq', 5000, true],
    ['mrr', 'gt', 4999, true],
    ['mrr', 'gt', 5000, false],
    ['mrr', 'gte', 5000, true],
    ['mrr', 'lt', 5000, false],
    ['mrr', 'lte', 5000, true],
    ['mrr', 'lte', 4999, false],
    ['mrr', 'gte', '5000', false],
    ['mrr', 'contains', 5, false],
    ['group', 'contains', 1, false],
    ['tags', 'contains', 'vip', true],
    ['tags', 'contains', 'new', false],
    ['renewal', 'lt', new Date('2026-07-01'), true],
    ['renewal', 'lt', '2026-07-01', false],
    ['renewal', 'gt', 0, false],
    ['empty', 'gte', 0, false],
    ['empty', 'lte', 0, false],
    ['empty', 'eq', null, false],
    ['empty', 'neq', null, true],
    ['empty', 'neq', 'x', true],
    ['empty', 'nin', ['x'], true],
    ['empty', 'in', [null], false],
    ['mrr', 'exists', true, true],
    ['nothing', 'exists', true, false],
    ['constructor', 'exists', true, false],
  ])('%s %s %j is %s', (field, op, value, expected) => {
    expect(holds(is(field, op, value))).toBe(expected);
  });

  it('can be joined', () => {
    const [yes, no] = [is('mrr', 'gte', 1), is('mrr', 'lt', 1)];
    expect([holds({ all: [yes, no] }), holds({ any: [yes, no] }), holds({ not: no })]).toEqual([
      false,
      true,
      true,
    ]);
    expect(
      matchPolicy({ priority: 'low' }, [{ id: 'p', position: 1, targets: {}, when: yes }]).policy,
    ).toBeNull();
  });

  it('are tried by position, then id', () => {
    const policies = ['b', 'a', 'c'].map((id) => ({
      id,
      position: id === 'c' ? 0 : 1,
      targets: {},
    }));
    expect(matchPolicy(subject, policies).policy?.id).toBe('c');
    expect(matchPolicy(subject, policies.slice(0, 2)).policy?.id).toBe('a');
    expect(matchPolicy(subject, policies.slice(0, 2).toReversed()).policy?.id).toBe('a');
  });

  it('say which were passed over, and that none applies', () => {
    const policies = ['a', 'b'].map((id, position) => ({
      id,
      position,
      targets: {},
      when: is('plan', 'eq', id === 'a' ? 'free' : 'pro'),
    }));
    const codes = (list: typeof policies) =>
      matchPolicy(subject, list).reasons.map(({ code, evidence }) => [code, evidence.policyId]);
    expect(codes(policies)).toEqual([
      ['policy_not_matched', 'a'],
      ['policy_matched', 'b'],
    ]);
    expect(codes(policies.slice(0, 1))).toEqual([
      ['policy_not_matched', 'a'],
      ['no_policy', null],
    ]);
  });
});
