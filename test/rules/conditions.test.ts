import fc from 'fast-check';
import {
  type Condition,
  evaluateCondition,
  type RuleDuration,
  type WorkingTime,
} from 'polydesk/workflow';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';

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

describe('C.7: conditions', () => {
  it('all, any and not combine', () => {
    const yes: Condition = { field: 'priority', op: 'eq', value: 'high' };
    const no: Condition = { not: yes };
    expect(holds({ all: [yes, yes] })).toBe(true);
    expect(holds({ all: [yes, no] })).toBe(false);
    expect(holds({ any: [no, yes] })).toBe(true);
    expect(holds({ any: [no, no] })).toBe(false);
    expect(holds({ all: [] })).toBe(true);
    expect(holds({ any: [] })).toBe(false);
    expect(holds({ not: { any: [] } })).toBe(true);
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

  it('a field that was emptied, and one whose value before nobody told', () => {
    const changes = [
      { field: 'dueAt', from: 5, to: null },
      { field: 'group', to: 'g' },
    ];
    expect(holds({ field: 'dueAt', op: 'changed' }, { changes })).toBe(true);
    expect(holds({ field: 'dueAt', op: 'changedFrom', value: 5 }, { changes })).toBe(true);
    expect(holds({ field: 'dueAt', op: 'changedTo', value: null }, { changes })).toBe(true);
    expect(holds({ field: 'group', op: 'changed' }, { changes })).toBe(true);
    expect(holds({ field: 'group', op: 'changedFrom', value: null }, { changes })).toBe(false);
  });

  it('times, from the very minute on', () => {
    const at = (op: 'olderThan' | 'withinLast', value: number) =>
      evaluateCondition({ field: 'createdAt', op, value: { minutes: value } }, subject, { now });
    expect(at('olderThan', 120)).toMatchObject({ matched: true, nextCheckAt: null, since: now });
    expect(at('olderThan', 121)).toMatchObject({ matched: false, nextCheckAt: minutesAgo(-1) });
    expect(at('withinLast', 120).matched).toBe(true);
    expect(at('withinLast', 119).matched).toBe(false);
    expect(at('withinLast', 120).nextCheckAt).toEqual(new Date(now.getTime() + 1));
    // All of it has held since the last of them began to; being recent is no waiting.
    const older = (minutes: number) =>
      ({ field: 'createdAt', op: 'olderThan', value: { minutes } }) as const;
    const both: Condition = { all: [older(90), older(60)] };
    expect(evaluateCondition(both, subject, { now }).since).toEqual(minutesAgo(30));
    expect(at('withinLast', 120).since).toBeNull();
    expect(at('withinLast', 119).since).toBeNull();
  });

  it('since when they have held, also one of several and a negated one', () => {
    const leaf = (op: 'olderThan' | 'withinLast', minutes: number): Condition => ({
      field: 'createdAt',
      op,
      value: { minutes },
    });
    const since = (condition: Condition) => evaluateCondition(condition, subject, { now }).since;
    const [sooner, later] = [leaf('olderThan', 60), leaf('olderThan', 90)];
    expect(since({ any: [later, sooner] })).toEqual(minutesAgo(60));
    expect(since({ any: [sooner, later] })).toEqual(minutesAgo(60));
    // Old by the millisecond after the last one at which it was still recent.
    const turned = new Date(minutesAgo(60).getTime() + 1);
    expect(since({ not: leaf('withinLast', 60) })).toEqual(turned);
    expect(since({ not: { not: sooner } })).toEqual(minutesAgo(60));
    expect(since({ not: { all: [leaf('withinLast', 90), leaf('withinLast', 60)] } })).toEqual(
      turned,
    );
    expect(since({ not: leaf('olderThan', 150) })).toBeNull();
    // What does not hold has not held since anything.
    expect(since({ all: [sooner, leaf('olderThan', 150)] })).toBeNull();
  });

  it('a time to come is neither old nor recent', () => {
    const due = evaluateCondition(
      { field: 'dueAt', op: 'withinLast', value: { minutes: 5 } },
      subject,
      { now },
    );
    expect(due).toMatchObject({ matched: false, nextCheckAt: subject.dueAt });
    expect(holds({ field: 'priority', op: 'olderThan', value: { minutes: 5 } })).toBe(false);
    expect(holds({ field: 'metadata.mrr', op: 'olderThan', value: { minutes: 5 } })).toBe(true);
    const never = { at: Number.POSITIVE_INFINITY };
    const leaf = { field: 'at', op: 'olderThan', value: { minutes: 5 } } as const;
    expect(evaluateCondition(leaf, never, { now }).matched).toBe(false);
  });

  it('opening hours, where there are some', () => {
    // A desk that works every second minute: twice as long until the same time has passed.
    const workingTime: WorkingTime = {
      between: (from, to) => (to - from) / 2,
      add: (from, ms) => from + ms * 2,
    };
    const older = (duration: RuleDuration, options = {}) =>
      evaluateCondition({ field: 'createdAt', op: 'olderThan', value: duration }, subject, {
        now,
        ...options,
      });
    const group = { minutes: 61, businessHours: true };
    expect(older(group).matched).toBe(true);
    const waits = { matched: false, nextCheckAt: minutesAgo(-2) };
    expect(older(group, { workingTime })).toMatchObject(waits);
    expect(older({ minutes: 61 }, { workingTime }).matched).toBe(true);
    // A schedule by its name; one that nobody gave is no reason to count every minute.
    const named = { minutes: 61, schedule: 'office' };
    expect(older(named, { schedules: { office: workingTime } })).toMatchObject(waits);
    for (const schedules of [undefined, { other: workingTime }])
      expect(() => older(named, { schedules })).toThrow(
        new ConfigurationError('A duration has a schedule that `schedules` does not know.'),
      );
    expect(() => older({ minutes: 1, schedule: 'toString' }, { schedules: {} })).toThrow(
      ConfigurationError,
    );
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
    expect(() => holds(odd)).toThrow(
      new ConfigurationError('The condition is not usable. condition.op: is no operator'),
    );
    let deep: Condition = { all: [] };
    for (let level = 0; level < 60; level += 1) deep = { not: deep };
    expect(() => holds(deep)).toThrow('nested');
    expect(() => evaluateCondition({ all: [] }, subject, { now: Number.NaN })).toThrow('`now`');
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
        value: fc.record({ minutes: fc.integer({ min: 1, max: 300 }) }),
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
        const decided = ({ matched, nextCheckAt, since }: typeof short) => ({
          matched,
          nextCheckAt,
          since,
        });
        expect(decided(long)).toEqual(decided(short));
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
