import { abortReason } from './aborted.ts';

/** Time as an adapter under test sees it. Nothing waits in earnest. */
export interface TestClock {
  now(): number;
  /** Passes at once and moves the time on; rejects when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A clock whose sleeps can be watched and held. */
export interface ControlledClock extends TestClock {
  /** Every length of sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
  /** From now on a sleep ends only by abort; `onSleep` is told when one begins. */
  hold(onSleep: () => void): void;
}

/**
 * A clock for tests: it starts at a moment and moves only by sleeping.
 *
 * @example
 * const clock = createTestClock(new Date('2026-01-01T00:00:00Z'));
 * await clock.sleep(1_000);
 * clock.now() //=> Date.parse('2026-01-01T00:00:01Z')
 */
export function createTestClock(start: Date): ControlledClock {
  const sleeps: number[] = [];
  let now = start.getTime();
  let onHeld: (() => void) | null = null;
  return {
    sleeps,
    now: () => now,
    hold(onSleep) {
      onHeld = onSleep;
    },
    sleep(ms, signal) {
      sleeps.push(ms);
      return new Promise((resolve, reject) => {
        const stop = (): void => reject(abortReason(signal));
        if (signal?.aborted === true) return stop();
        signal?.addEventListener('abort', stop, { once: true });
        if (onHeld !== null) return onHeld();
        now += ms;
        // A turn of the event loop, so that an endless retry cannot starve the test itself.
        setTimeout(resolve, 0);
      });
    },
  };
}
