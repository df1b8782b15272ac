import fc from 'fast-check';
import { type Condition, evaluateCondition, type WorkingTime } from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { matchesPattern } from '../../src/workflow/conditions/matches-pattern.ts';

const now = new Date('2026-03-02T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
const subject = {
  priority: 'high',
  subject: 'Ｓerver DOWN',
  tags: ['vip', 'EU'],
  metadata: { mrr: 5000, plan: null },
  createdAt: minutesAgo(120),
  dueAt: minutesAgo(-10),
  'a.b': 1,
};
const holds = (condition: Condition, options = {}) =>
  evaluateCondition(condition, subject, { now, ...options }).matched;

describe('C.7: comparisons', () => {
  it.each<[boolean, Condition]>([
    [true, { field: 'priority', op: 'eq', value: 'HIGH' }],
    [true, { field: 'subject', op: 'eq', value: 'server down' }],
    [false, { field: 'metadata.mrr', op: 'eq', value: '5000' }],
    [true, { field: 'metadata.mrr', op: 'eq', value: 5000 }],
    [true, { field: 'priority', op: 'neq', value: 'low' }],
    [true, { field: 'priority', op: 'in', value: ['low', 'high'] }],
    [false, { field: 'priority', op: 'nin', value: ['low', 'high'] }],
    [true, { field: 'metadata.mrr', op: 'gte', value: 5000 }],
    [false, { field: 'metadata.mrr', op: 'gt', value: 5000 }],
    [true, { field: 'metadata.mrr', op: 'lte', value: 5000 }],
    [false, { field: 'metadata.mrr', op: 'lt', value: 5000 }],
    [false, { field: 'metadata.mrr', op: 'gt', value: 'a' }],
    [true, { field: 'priority', op: 'lt', value: 'low' }],
    [true, { field: 'priority', op: 'lte', value: 'high' }],
    [true, { field: 'priority', op: 'gt', value: 'a' }],
    [true, { field: 'metadata.mrr', op: 'between', value: [5000, 6000] }],
    [false, { field: 'metadata.mrr', op: 'between', value: [5001, 6000] }],
    [false, { field: 'priority', op: 'between', value: [0, 1] }],
    [true, { field: 'createdAt', op: 'lt', value: now.getTime() }],
    [true, { field: 'subject', op: 'contains', value: 'down' }],
    [true, { field: 'tags', op: 'contains', value: 'VIP' }],
    [false, { field: 'tags', op: 'contains', value: 'vi' }],
    [false, { field: 'metadata.mrr', op: 'contains', value: 5 }],
    [true, { field: 'tags', op: 'containsAny', value: ['us', 'eu'] }],
    [true, { field: 'subject', op: 'matches', value: 'server*' }],
    [false, { field: 'subject', op: 'matches', value: 'server' }],
    [false, { field: 'metadata.mrr', op: 'matches', value: '*' }],
    [true, { field: 'priority', op: 'exists', value: true }],
    [true, { field: 'a.b', op: 'eq', value: 1 }],
    [true, { all: [] }],
    [false, { any: [] }],
    [true, { not: { any: [] } }],
    [true, { any: [{ all: [] }, { any: [] }] }],
  ])('%s: %j', (expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });

  it.each<[boolean, Condition]>([
    [false, { field: 'metadata.plan', op: 'eq', value: 'pro' }],
    [false, { field: 'nothing', op: 'in', value: [null] }],
    [false, { field: 'nothing.at.all', op: 'contains', value: 'x' }],
    [false, { field: 'priority.length', op: 'exists', value: true }],
    [false, { field: 'constructor', op: 'exists', value: true }],
    [false, { field: 'metadata.toString', op: 'exists', value: true }],
    [false, { field: 'metadata.plan', op: 'lt', value: 1 }],
    [false, { field: 'metadata.plan', op: 'withinLast', value: 1 }],
    [true, { field: 'metadata.plan', op: 'exists', value: false }],
    [true, { field: 'metadata.plan', op: 'neq', value: 'pro' }],
    [true, { field: 'nothing', op: 'nin', value: ['pro'] }],
  ])('a missing field: %s: %j', (expected, condition) => {
    expect(holds(condition)).toBe(expected);
  });

  it('what has changed', () => {
    const changes = [{ field: 'priority', from: 'low', to: 'high' }];
    expect(holds({ field: 'priority', op: 'changed' }, { changes })).toBe(true);
    expect(holds({ field: 'status', op: 'changed' }, { changes })).toBe(false);
    expect(holds({ field: 'priority', op: 'changed' })).toBe(false);
    expect(holds({ field: 'priority', op: 'changedFrom', value: 'low' }, { changes })).toBe(true);
    expect(holds({ field: 'priority', op: 'changedTo', value: 'low' }, { changes })).toBe(false);
    expect(holds({ field: 'priority', op: 'changedTo', value: 'HIGH' }, { changes })).toBe(true);
  });

  it('times, from the very minute on', () => {
    const at = (op: 'olderThan' | 'withinLast', value: number) =>
      evaluateCondition({ field: 'createdAt', op, value }, subject, { now });
    expect(at('olderThan', 120)).toMatchObject({ matched: true, nextCheckAt: null, since: now });
    expect(at('olderThan', 121)).toMatchObject({ matched: false, nextCheckAt: minutesAgo(-1) });
    expect(at('withinLast', 120).matched).toBe(true);
    expect(at('withinLast', 119).matched).toBe(false);
    expect(at('withinLast', 120).nextCheckAt).toEqual(new Date(now.getTime() + 1));
  });

  it('a time to come is neither old nor recent', () => {
    const due = evaluateCondition({ field: 'dueAt', op: 'withinLast', value: 5 }, subject, { now });
    expect(due).toMatchObject({ matched: false, nextCheckAt: subject.dueAt });
    expect(holds({ field: 'priority', op: 'olderThan', value: 5 })).toBe(false);
    expect(holds({ field: 'metadata.mrr', op: 'olderThan', value: 5 })).toBe(true);
    const never = { at: Number.POSITIVE_INFINITY };
    const leaf = { field: 'at', op: 'olderThan', value: 5 } as const;
    expect(evaluateCondition(leaf, never, { now }).matched).toBe(false);
  });

  it('opening hours, where there are some', () => {
    // A desk that works every second minute: twice as long until the same time has passed.
    const workingTime: WorkingTime = {
      between: (from, to) => (to - from) / 2,
      add: (from, ms) => from + ms * 2,
    };
    const leaf = { field: 'createdAt', op: 'olderThan', value: 61, hours: 'business' } as const;
    expect(holds(leaf)).toBe(true);
    expect(evaluateCondition(leaf, subject, { now, workingTime })).toMatchObject({
      matched: false,
      nextCheckAt: minutesAgo(-2),
    });
    expect(holds({ ...leaf, hours: 'calendar' }, { workingTime })).toBe(true);
  });

  it('are traced, with what was found; explain makes all of them', () => {
    const condition: Condition = {
      all: [
        { field: 'priority', op: 'eq', value: 'low' },
        { field: 'nothing', op: 'exists', value: false },
        { field: 'priority', op: 'changed' },
      ],
    };
    const { trace } = evaluateCondition(condition, subject, { now });
    expect(trace).toEqual([
      { field: 'priority', op: 'eq', expected: 'low', actual: 'high', matched: false },
    ]);
    const all = evaluateCondition(condition, subject, { now, explain: true });
    expect(all.matched).toBe(false);
    expect(all.trace.map(({ matched }) => matched)).toEqual([false, true, false]);
    expect(all.trace[1]?.actual).toBeNull();
  });

  it('refuse what is no condition', () => {
    // Safe: what a program without types would pass.
    const odd = { field: 'priority', op: 'like', value: 'x' } as unknown as Condition;
    expect(() => holds(odd)).toThrow(ConfigurationError);
    let deep: Condition = { all: [] };
    for (let level = 0; level < 60; level += 1) deep = { not: deep };
    expect(() => holds(deep)).toThrow('nested');
  });

  it('explaining never changes the answer, and input survives', () => {
    const leaf: fc.Arbitrary<Condition> = fc.oneof(
      fc.record({
        field: fc.constantFrom('priority', 'nothing'),
        op: fc.constantFrom('eq' as const, 'neq' as const, 'contains' as const),
        value: fc.constantFrom('high', 'low', null),
      }),
      fc.record({
        field: fc.constant('createdAt'),
        op: fc.constantFrom('olderThan' as const, 'withinLast' as const),
        value: fc.integer({ min: 0, max: 300 }),
      }),
    );
    const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
        fc.record({ not: tie('tree') }),
      ),
    }));
    fc.assert(
      fc.property(tree, (condition) => {
        const before = JSON.stringify(condition);
        const short = evaluateCondition(condition, subject, { now });
        const long = evaluateCondition(condition, subject, { now, explain: true });
        expect(long.matched).toBe(short.matched);
        expect(long.trace.length).toBeGreaterThanOrEqual(short.trace.length);
        expect(JSON.stringify(condition)).toBe(before);
        // Before the next check, time turns nothing round.
        if (short.nextCheckAt !== null) {
          const just = new Date(short.nextCheckAt.getTime() - 1);
          expect(just.getTime()).toBeGreaterThanOrEqual(now.getTime());
          expect(evaluateCondition(condition, subject, { now: just }).matched).toBe(short.matched);
        } else {
          const later = evaluateCondition(condition, subject, { now: minutesAgo(-9999) });
          expect(later.matched).toBe(short.matched);
        }
      }),
    );
  });
});

describe('C.7: patterns', () => {
  it.each([
    ['server-1', 'server-*', true],
    ['server-1', 's?rver-?', true],
    ['server-', 'server-?', false],
    ['', '*', true],
    ['', '', true],
    ['a', '', false],
    ['😀', '?', true],
    ['abcabd', '*ab?', true],
    ['abcab', '*ab?', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
  ])('%s fits %s: %s', (text, pattern, expected) => {
    expect(matchesPattern(text, pattern)).toBe(expected);
  });

  it('agree with the regular expressions that they stand for', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 8 });
    const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 6 });
    fc.assert(
      fc.property(letters, patterns, (text, pattern) => {
        const meaning = pattern.replaceAll('?', '.').replaceAll('*', '.*');
        expect(matchesPattern(text, pattern)).toBe(new RegExp(`^${meaning}$`).test(text));
      }),
    );
  });

  it('stay fast on what would make a regular expression slow', () => {
    const started = performance.now();
    matchesPattern('a'.repeat(20_000), `${'*a'.repeat(50)}*b`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
