/** A clock that runs so many times as fast as the machine's, from the same beginning in every process. */
export interface ScaledClock {
  readonly real: true;
  now(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  advance(ms: number): void;
  set(): never;
}

/**
 * Time for the desks and the migration between them: a minute of a rate window takes a second at ×60, and
 * so do `Retry-After`, resets, leases and waits. What a call takes is not scaled: 3 ms over loopback count
 * for 180 ms.
 */
export function createScaledClock(begin: number, speed: number): ScaledClock {
  let ahead = 0;
  return {
    real: true,
    now: () => begin + (Date.now() - begin) * speed + ahead,
    advance(ms) {
      ahead += ms;
    },
    set() {
      throw new Error('A scaled clock cannot be set.');
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        if (signal?.aborted === true) return reject(signal.reason);
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', stop);
          resolve();
        }, Math.max(0, ms) / speed);
        signal?.addEventListener('abort', stop, { once: true });
      }),
  };
}
