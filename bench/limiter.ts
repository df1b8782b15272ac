import type { RateBudget } from '../src/adapter/observers.ts';
import { systemClock } from '../src/http/clock.ts';
import { createLimiter } from '../src/http/limiter.ts';
import { createRateLimit } from '../src/http/rate-limit.ts';
import { asPublished } from './support/as-published.ts';
import { measure, named } from './support/ratio.ts';

// npm run bench limiter: row R1 of the performance targets. A call that has budget takes its turn and gives
// it back with the figures of its answer, at once: no promise, no timer. There is no limiter over Redis:
// processes that share an account go by the headers of their answers.

const MOST_MICROSECONDS = 1;

await asPublished(import.meta.url, async () => {
  let sleeps = 0;
  const clock = {
    ...systemClock,
    sleep: (ms: number, signal?: AbortSignal) => {
      sleeps += 1;
      return systemClock.sleep(ms, signal);
    },
  };
  const request = {
    buckets: ['account'],
    cost: 1,
    lane: 'bulk',
    signal: undefined,
    maxWaitMs: 1,
  } as const;
  const readings = (resetsAt: Date | null): readonly RateBudget[] => [
    { name: 'account', limit: 1_000_000_000, remaining: 900_000_000, resetsAt },
  ];
  const silent: readonly RateBudget[] = [];
  const later = readings(new Date(Date.now() + 3_600_000));
  const untold = readings(null);
  const turn = (told: readonly RateBudget[]) => {
    const rateLimit = createRateLimit({ concurrency: 10 });
    const limiter = createLimiter({ provider: 'bench', rateLimit, clock, onWait: () => undefined });
    return () => {
      const permit = limiter.acquire(request);
      if (permit instanceof Promise) throw new Error('a call with budget had to wait');
      limiter.release(permit, told);
    };
  };
  const results = await measure(
    [
      { name: 'a turn, reset told', run: turn(later) },
      { name: 'a turn, reset not told', run: turn(untold) },
      { name: 'a turn, nothing told', run: turn(silent) },
    ],
    { calls: 2000 },
  );
  for (const { name } of results) {
    const { microseconds = Number.NaN, spread = Number.NaN } = named(results, name) ?? {};
    const verdict = microseconds <= MOST_MICROSECONDS ? 'met' : 'MISSED';
    console.log(
      `R1         ${microseconds.toFixed(3)} us (target ${MOST_MICROSECONDS}) ${verdict} | ${name} ±${(spread * 100).toFixed(0)} %`,
    );
  }
  console.log(`   timers: ${sleeps}; over Redis: there is no such limiter`);
});
