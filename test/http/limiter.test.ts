import { describe, expect, it } from 'vitest';
import type { RateBudget } from '../../src/adapter/observers.ts';
import { createLimiter } from '../../src/http/limiter.ts';
import { createRateLimit, type Draw, type Lane, type Permit } from '../../src/http/rate-limit.ts';

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

/** A limiter on a clock that the test moves. */
function manualLimiter(concurrency: number) {
  let now = 0;
  const sleepers: { atMs: number; wake: () => void }[] = [];
  const waits: string[] = [];
  const rateLimit = createRateLimit({ concurrency });
  const limiter = createLimiter({
    provider: 'testdesk',
    rateLimit,
    clock: {
      now: () => now,
      sleep: (ms, signal) =>
        new Promise((resolve, reject) => {
          const sleeper = { atMs: now + ms, wake: resolve };
          sleepers.push(sleeper);
          signal?.addEventListener('abort', () => {
            sleepers.splice(sleepers.indexOf(sleeper), 1);
            reject(signal.reason);
          });
        }),
    },
    onWait: (event) => {
      const { budget, waitMs } = event();
      waits.push(`${budget} ${waitMs}`);
    },
  });
  const granted: string[] = [];
  const permits: Permit[] = [];
  const ask = (
    name: string,
    lane: Lane = 'interactive',
    more: { signal?: AbortSignal; maxWaitMs?: number; draw?: Draw } = {},
  ) => {
    const turn = Promise.resolve().then(() =>
      limiter.acquire({
        ...(more.draw ?? ACCOUNT),
        lane,
        signal: more.signal,
        maxWaitMs: more.maxWaitMs ?? 600_000,
      }),
    );
    return turn.then((permit) => {
      granted.push(name);
      permits.push(permit);
    });
  };
  const settle = async () => {
    for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
  };
  const moveTo = async (ms: number) => {
    now = ms;
    for (const sleeper of sleepers.filter(({ atMs }) => atMs <= now)) {
      sleepers.splice(sleepers.indexOf(sleeper), 1);
      sleeper.wake();
    }
    await settle();
  };
  return { limiter, rateLimit, granted, permits, ask, settle, moveTo, sleepers, waits };
}

describe('the limiter', () => {
  it('grants at once, without promise or timer, while budget remains', () => {
    const { limiter, sleepers } = manualLimiter(2);
    const turn = limiter.acquire({
      ...ACCOUNT,
      lane: 'bulk',
      signal: undefined,
      maxWaitMs: 1,
    });
    expect(turn).not.toBeInstanceOf(Promise);
    expect(sleepers).toHaveLength(0);
  });

  it('lets interactive calls pass waiting bulk calls', async () => {
    const { limiter, ask, settle, granted, permits } = manualLimiter(1);
    void ask('running');
    await settle();
    void ask('bulk', 'bulk');
    void ask('chat');
    await settle();
    for (let index = 0; index < 3; index += 1) {
      const permit = permits[index];
      if (permit !== undefined) limiter.release(permit, []);
      await settle();
    }
    expect(granted).toEqual(['running', 'chat', 'bulk']);
  });

  it('gives a waiting bulk call its turn under endless interactive load', async () => {
    const { limiter, ask, settle, granted, permits } = manualLimiter(1);
    void ask('i');
    await settle();
    void ask('bulk', 'bulk');
    for (let index = 0; index < 20; index += 1) {
      void ask('i');
      await settle();
      const permit = permits.at(-1);
      if (permit !== undefined) limiter.release(permit, []);
      await settle();
    }
    const position = granted.indexOf('bulk');
    expect(position).toBeGreaterThan(1);
    expect(position).toBeLessThanOrEqual(10);
  });

  it('sleeps once for all who wait, and wakes them when the gate opens', async () => {
    const { limiter, ask, settle, moveTo, granted, sleepers, waits } = manualLimiter(5);
    limiter.close('account', 5_000);
    void ask('a');
    void ask('b');
    await settle();
    expect(granted).toEqual([]);
    expect(sleepers).toHaveLength(1);
    await moveTo(5_000);
    expect(granted).toEqual(['a', 'b']);
    expect(waits).toEqual(['account 5000', 'account 5000']);
    expect(sleepers).toHaveLength(0);
  });

  it('does not hold calls behind one that waits for another budget', async () => {
    const { limiter, ask, settle, granted } = manualLimiter(5);
    limiter.close('ticket:1', 5_000);
    void ask('one', 'interactive', { draw: drawing(1, 'ticket:1') });
    await settle();
    void ask('two', 'interactive', { draw: drawing(1, 'ticket:2') });
    await settle();
    expect(granted).toEqual(['two']);
  });

  it('lets a cheap call pass one that the rest of the budget is too little for', async () => {
    const { limiter, rateLimit, ask, settle, moveTo, granted } = manualLimiter(5);
    rateLimit.settle(rateLimit.take(ACCOUNT), [reading(2, { limit: 20 })], 0);
    void ask('seven', 'interactive', { draw: drawing(7) });
    void ask('one');
    await settle();
    expect(granted).toEqual(['one']);
    limiter.close('nobody', 1);
    await moveTo(60_000);
    expect(granted).toEqual(['one', 'seven']);
  });

  it('lets go of a waiting call within the tick of its abort, and of its timer', async () => {
    const { limiter, ask, settle, sleepers } = manualLimiter(5);
    limiter.close('account', 5_000);
    const controller = new AbortController();
    const turn = ask('a', 'interactive', { signal: controller.signal });
    await settle();
    controller.abort();
    await expect(turn).rejects.toMatchObject({ code: 'request_aborted' });
    expect(sleepers).toHaveLength(0);
  });

  it('fails a call at once whose budget comes back too late for it', async () => {
    const { limiter, ask, settle, granted } = manualLimiter(5);
    limiter.close('account', 5_000);
    await expect(ask('a', 'interactive', { maxWaitMs: 4_999 })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 5_000,
    });
    await settle();
    expect(granted).toEqual([]);
  });
});
