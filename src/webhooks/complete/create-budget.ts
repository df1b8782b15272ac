import type { Clock } from '../../http/clock.ts';

const A_MINUTE_MS = 60_000;

/** Resolves when another call fits into the minute; those who wait go in their order. */
export type Budget = (signal: AbortSignal) => Promise<void>;

/** So many calls in any minute. */
export function createBudget(perMinute: number, clock: Clock): Budget {
  const calls: number[] = [];
  let turn: Promise<void> = Promise.resolve();
  const wait = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      while (calls[0] !== undefined && calls[0] <= now - A_MINUTE_MS) calls.shift();
      const [oldest] = calls;
      if (oldest === undefined || calls.length < perMinute) {
        calls.push(now);
        return;
      }
      await clock.sleep(oldest + A_MINUTE_MS - now, signal);
    }
  };
  return (signal) => {
    if (perMinute === Number.POSITIVE_INFINITY) return Promise.resolve();
    const mine = turn.then(() => wait(signal));
    // Whoever gave up leaves the turn to the next.
    turn = mine.catch(() => undefined);
    return mine;
  };
}

/** A budget of which the first call is paid already. */
export function afterFirst(budget: Budget): Budget {
  let isPaid = true;
  return (signal) => {
    if (!isPaid) return budget(signal);
    isPaid = false;
    return Promise.resolve();
  };
}
