import { onAbort } from './on-abort.ts';

/** How an attempt ended before an answer came. */
export class Interrupted extends Error {
  readonly kind: 'aborted' | 'timeout';
  constructor(kind: 'aborted' | 'timeout') {
    super(kind);
    this.kind = kind;
  }
}

/** What a piece of work needs of an abort signal. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * A switch for one attempt. A real AbortController would cost each call 20 us on Node, and axios
 * copies plain objects among its options, so this is one of the few classes.
 */
// eslint-disable-next-line no-restricted-syntax -- axios copies plain objects, see above
class StopSwitch implements StopSignal {
  aborted = false;
  readonly reason = undefined;
  readonly #listeners: (() => void)[] = [];

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index !== -1) this.#listeners.splice(index, 1);
  }

  stop(): void {
    this.aborted = true;
    // axios reads `this.reason`, as listeners of a real signal may.
    for (const listener of [...this.#listeners]) listener.call(this);
  }
}

/** The same as a real signal, for work that hands it on to others. */
export function toAbortSignal(signal: StopSignal): AbortSignal {
  const controller = new AbortController();
  signal.addEventListener('abort', () => controller.abort());
  return controller.signal;
}

/**
 * Runs one attempt against a deadline and the caller's signal. Rejects within the same tick as
 * either, even when the work ignores its own signal.
 */
export function withDeadline<T>(
  work: (signal: StopSignal) => Promise<T>,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<T> {
  const { signal, timeoutMs } = limits;
  if (signal?.aborted) return Promise.reject(new Interrupted('aborted'));
  return new Promise<T>((resolve, reject) => {
    const stopSwitch = new StopSwitch();
    const finish = (): void => {
      clearTimeout(timer);
      leave?.();
    };
    const interrupt = (kind: 'aborted' | 'timeout'): void => {
      finish();
      reject(new Interrupted(kind));
      stopSwitch.stop();
    };
    const timer = setTimeout(interrupt, timeoutMs, 'timeout');
    const leave = signal === undefined ? undefined : onAbort(signal, () => interrupt('aborted'));
    work(stopSwitch).then(
      (value) => {
        finish();
        resolve(value);
      },
      (error: unknown) => {
        finish();
        reject(error);
      },
    );
  });
}

/** Waits for work that cannot be stopped, but no longer than the caller's signal allows. */
export function untilAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  aborted: () => Error,
): Promise<T> {
  if (signal === undefined) return work;
  if (signal.aborted) {
    work.catch(() => {});
    return Promise.reject(aborted());
  }
  return new Promise<T>((resolve, reject) => {
    const leave = onAbort(signal, () => reject(aborted()));
    work.then(resolve, reject).finally(leave);
  });
}
