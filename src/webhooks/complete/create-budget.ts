import type { Clock } from '../../http/clock.ts';

const A_MINUTE_MS = 60_000;

/** Resolves when another call fits into the minute; those who wait go in their order. */
export function createBudget(perMinute: number, clock: Clock): () => Promise<void> {
  const calls: number[] = [];
  let turn: Promise<void> = Promise.resolve();
  const wait = async (): Promise<void> => {
    for (;;) {
      const now = clock.now();
      while (calls[0] !== undefined && calls[0] <= now - A_MINUTE_MS) calls.shift();
      const [oldest] = calls;
      if (oldest === undefined || calls.length < perMinute) {
        calls.push(now);
        return;
      }
      await clock.sleep(oldest + A_MINUTE_MS - now);
    }
  };
  return () => {
    if (perMinute === Number.POSITIVE_INFINITY) return Promise.resolve();
    turn = turn.then(wait);
    return turn;
  };
}
