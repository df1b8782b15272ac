import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RateBudget } from '../../src/adapter/observers.ts';
import { createRateLimit, type Draw, type Lane } from '../../src/http/rate-limit.ts';

const reading = (remaining: number, more: Partial<RateBudget> = {}): RateBudget => ({
  name: 'account',
  limit: 10,
  remaining,
  resetsAt: new Date(60_000),
  ...more,
});
const ACCOUNT: Draw = { buckets: ['account'], cost: 1 };
const drawing = (cost: number, ...buckets: readonly string[]): Draw => ({
  buckets: ['account', ...buckets],
  cost,
});

function told(remaining: number, more: Partial<RateBudget> = {}) {
  const rateLimit = createRateLimit({ concurrency: 100 });
  rateLimit.settle(rateLimit.take(ACCOUNT), [reading(remaining, more)], 0);
  return rateLimit;
}

describe('the budget bookkeeping', () => {
  it('lets everything go while nothing is known', () => {
    expect(createRateLimit({ concurrency: 1 }).check(ACCOUNT, 'bulk', 0)).toBeNull();
  });

  it('counts calls in flight against what is left', () => {
    const rateLimit = told(2);
    rateLimit.take(ACCOUNT);
    expect(rateLimit.check(ACCOUNT, 'interactive', 0)).toBeNull();
    rateLimit.take(ACCOUNT);
    expect(rateLimit.check(ACCOUNT, 'interactive', 0)).toEqual({
      budget: 'account',
      waitMs: 60_000,
      certain: false,
    });
  });

  it('takes the lower of two answers that overtook each other', () => {
    const rateLimit = told(9);
    const early = rateLimit.take(ACCOUNT);
    const late = rateLimit.take(ACCOUNT);
    rateLimit.settle(late, [reading(3)], 10);
    rateLimit.settle(early, [reading(4)], 20);
    expect(rateLimit.budgets(20)).toEqual([reading(3)]);
  });

  it('believes a higher figure from a call that started after the last answer', () => {
    const rateLimit = told(3);
    rateLimit.settle(rateLimit.take(ACCOUNT), [reading(8)], 10);
    expect(rateLimit.budgets(10)).toEqual([reading(8)]);
  });

  it('counts an answer without figures as one call, and an unsent call as none', () => {
    const rateLimit = told(5);
    rateLimit.settle(rateLimit.take(ACCOUNT), [], 10);
    rateLimit.settle(rateLimit.take(ACCOUNT), null, 10);
    expect(rateLimit.budgets(10)[0]?.remaining).toBe(4);
  });

  it('is full again when the window ends, and ignores late answers of the old window', () => {
    const rateLimit = told(1);
    const late = rateLimit.take(ACCOUNT);
    expect(rateLimit.check(ACCOUNT, 'interactive', 60_000)).toBeNull();
    rateLimit.settle(late, [reading(0)], 60_001);
    expect(rateLimit.budgets(60_001)[0]?.remaining).toBe(10);
  });

  it('tries again after a minute where the provider names no reset', () => {
    const rateLimit = told(0, { resetsAt: null, limit: null });
    expect(rateLimit.check(ACCOUNT, 'interactive', 1_000)?.waitMs).toBe(59_000);
    expect(rateLimit.check(ACCOUNT, 'interactive', 60_000)).toBeNull();
  });

  it('keeps a tenth of the budget from bulk calls', () => {
    const rateLimit = told(1);
    expect(rateLimit.check(ACCOUNT, 'interactive', 0)).toBeNull();
    expect(rateLimit.check(ACCOUNT, 'bulk', 0)).toMatchObject({ certain: true });
  });

  it('takes the whole cost of a call from the budget, on its way and when it tells nothing', () => {
    const rateLimit = told(7);
    const permit = rateLimit.take(drawing(4));
    expect(rateLimit.check(drawing(3), 'interactive', 0)).toBeNull();
    expect(rateLimit.check(drawing(4), 'interactive', 0)).toMatchObject({ certain: false });
    rateLimit.settle(permit, [], 10);
    expect(rateLimit.budgets(10)[0]?.remaining).toBe(3);
    expect(rateLimit.check(drawing(4), 'interactive', 10)).toMatchObject({ certain: true });
    expect(rateLimit.check(drawing(3), 'interactive', 10)).toBeNull();
  });

  it('lets a call through that costs more than a window has, once the window is full', () => {
    const rateLimit = told(10);
    expect(rateLimit.check(drawing(12), 'interactive', 0)).toBeNull();
    expect(rateLimit.check(drawing(12), 'bulk', 0)).toBeNull();
    rateLimit.take(ACCOUNT);
    expect(rateLimit.check(drawing(12), 'interactive', 0)).not.toBeNull();
  });

  it('holds calls of a closed budget only', () => {
    const rateLimit = createRateLimit({ concurrency: 1 });
    rateLimit.close('ticket:1', 5_000);
    expect(rateLimit.check(drawing(1, 'ticket:1'), 'interactive', 2_000)).toEqual({
      budget: 'ticket:1',
      waitMs: 3_000,
      certain: true,
    });
    expect(rateLimit.check(drawing(1, 'ticket:2'), 'interactive', 2_000)).toBeNull();
  });

  it('never lets a server with fixed windows see more calls than its budget', () => {
    const scenario = fc.record({
      limit: fc.integer({ min: 3, max: 30 }),
      windowMs: fc.integer({ min: 2_000, max: 60_000 }),
      phase: fc.integer({ min: 0, max: 5_000 }),
      concurrency: fc.integer({ min: 1, max: 3 }),
      calls: fc.array(
        fc.record({
          gapMs: fc.integer({ min: 0, max: 400 }),
          thereMs: fc.integer({ min: 1, max: 3_000 }),
          backMs: fc.integer({ min: 1, max: 3_000 }),
          bulk: fc.boolean(),
          silent: fc.boolean(),
          cost: fc.integer({ min: 1, max: 3 }),
        }),
        { minLength: 10, maxLength: 60 },
      ),
    });
    fc.assert(
      fc.property(scenario, (s) => {
        const seen = simulate(s);
        for (const count of seen.counts.values()) expect(count).toBeLessThanOrEqual(s.limit);
        expect(seen.done).toBe(s.calls.length);
      }),
      { numRuns: 200 },
    );
  });
});

interface Scenario {
  readonly limit: number;
  readonly windowMs: number;
  readonly phase: number;
  readonly concurrency: number;
  readonly calls: readonly {
    gapMs: number;
    thereMs: number;
    backMs: number;
    bulk: boolean;
    silent: boolean;
    cost: number;
  }[];
}

/** A server of fixed windows, and callers that ask the bookkeeping before each call. */
function simulate(scenario: Scenario) {
  const { limit, windowMs, phase, calls } = scenario;
  const rateLimit = createRateLimit(scenario);
  const counts = new Map<number, number>();
  const agenda: { atMs: number; run: (nowMs: number) => void }[] = [];
  const at = (atMs: number, run: (nowMs: number) => void) => agenda.push({ atMs, run });
  const waiting: (typeof calls)[number][] = [];
  let done = 0;

  function serve(nowMs: number, cost: number): RateBudget {
    const window = Math.floor((nowMs + phase) / windowMs);
    const count = (counts.get(window) ?? 0) + cost;
    counts.set(window, count);
    const resetsAt = new Date((window + 1) * windowMs - phase);
    return { name: 'account', limit, remaining: Math.max(0, limit - count), resetsAt };
  }

  // Everybody who waits for the same moment is woken by one alarm.
  const alarms = new Set<number>();
  function wake(atMs: number): void {
    if (!alarms.has(atMs)) at(atMs, pump);
    alarms.add(atMs);
  }

  function pump(nowMs: number): void {
    for (const call of [...waiting]) {
      const lane: Lane = call.bulk ? 'bulk' : 'interactive';
      if (!rateLimit.hasSlot()) return;
      const draw = drawing(call.cost);
      const blocked = rateLimit.check(draw, lane, nowMs);
      if (blocked !== null) {
        wake(nowMs + blocked.waitMs);
        continue;
      }
      waiting.splice(waiting.indexOf(call), 1);
      const permit = rateLimit.take(draw);
      at(nowMs + call.thereMs, (thereMs) => {
        const answer = serve(thereMs, call.cost);
        at(thereMs + call.backMs, (backMs) => {
          rateLimit.settle(permit, call.silent ? [] : [answer], backMs);
          done += 1;
          pump(backMs);
        });
      });
    }
  }

  let startMs = 1_000_000;
  // Nobody can keep a budget that has not been told: one answer comes first.
  rateLimit.settle(rateLimit.take(ACCOUNT), [serve(startMs, 1)], startMs);
  for (const call of calls) {
    startMs += call.gapMs;
    at(startMs, (nowMs) => {
      waiting.push(call);
      pump(nowMs);
    });
  }
  while (agenda.length > 0) {
    agenda.sort((left, right) => left.atMs - right.atMs);
    const next = agenda.shift();
    next?.run(next.atMs);
  }
  return { counts, done };
}
