import { type ConditionOperator, evaluateCondition, type FieldCondition } from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { created, HOUR, now } from './support.ts';

const { ticket } = created({ 'a.b': 1 });
const holds = (field: string, op: ConditionOperator, value: unknown): boolean =>
  // Safe: the tables below pair each operator with values of its own.
  evaluateCondition({ field, op, value } as FieldCondition, ticket, { now }).matched;

describe('C.7: comparisons', () => {
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
    ['createdAt', 'olderThan', { hours: 3 }, true],
    ['createdAt', 'olderThan', { hours: 3, minutes: 0.01 }, false],
    ['updatedAt', 'withinLast', { minutes: 30 }, true],
    ['updatedAt', 'withinLast', { minutes: 29 }, false],
    ['createdAt', 'withinLast', { days: 1 }, true],
    ['subject', 'olderThan', { hours: 1 }, false],
    ['subject', 'eq', 'ｓerver FAILURE', true],
    ['metadata.mrr', 'eq', '6000', false],
    ['metadata.mrr', 'eq', 6000, true],
    ['metadata.mrr', 'gt', 'a', false],
    ['priority', 'lt', 'low', false],
    ['priority', 'gt', 'a', true],
    ['priority', 'between', ['low', 'high'], true],
    ['priority', 'between', ['high', 'urgent'], false],
    ['priority', 'between', [0, 1], false],
    ['createdAt', 'between', ['2026-01-15T08:00:00Z', now], true],
    ['createdAt', 'lt', now, true],
    ['updatedAt', 'gt', new Date(now - HOUR), true],
    ['tags', 'contains', 'eme', false],
    ['tags', 'containsAny', ['us', 'EMEA'], true],
    ['metadata', 'eq', 'x', false],
    ['a.b', 'eq', 1, true],
    ['a.b.c', 'exists', false, true],
    ['priority.length', 'exists', true, false],
    ['constructor', 'exists', true, false],
    ['metadata.toString', 'exists', true, false],
    ['urgency', 'in', ['low', 'high'], true],
    ['urgency', 'nin', ['low', 'high'], false],
  ] as const)('%s %s %j is %s', (field, op, value, expected) => {
    expect(holds(field, op, value)).toBe(expected);
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
    ['changedFrom', 'a', false],
    ['lt', 1, false],
    ['exists', true, false],
    ['exists', false, true],
    ['neq', 'a', true],
    ['nin', ['a'], true],
  ] as const)('a missing field: %s %j is %s', (op, value, expected) => {
    for (const field of ['nothing', 'metadata.renewsAt', 'subject.length', 'toString'])
      expect(holds(field, op, value)).toBe(expected);
  });
});
