import type { Clock } from '../../../src/http/clock.ts';

/** Time that stands still until it is moved. */
export interface ManualClock extends Clock {
  /** Moves on, and wakes whoever slept until then, in the order of their waking. */
  advance(ms: number): Promise<void>;
  /** Who sleeps at the moment, as the milliseconds that are left. */
  readonly sleeping: readonly number[];
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Lets everything that can go on go on. */
export const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Starts at a moment. */
export function createManualClock(start: Date): ManualClock {
  let now = start.getTime();
  const sleepers = new Set<Sleeper>();
  return {
    now: () => now,
    get sleeping() {
      return [...sleepers].map(({ at }) => at - now);
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted === true) return reject(signal.reason);
        const stop = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const wake = (): void => {
          signal?.removeEventListener('abort', stop);
          resolve();
        };
        const sleeper: Sleeper = { at: now + ms, wake };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', stop, { once: true });
      });
    },
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settle();
        const next = [...sleepers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        now = Math.max(now, next.at);
        sleepers.delete(next);
        next.wake();
      }
      now = end;
      await settle();
    },
  };
}
