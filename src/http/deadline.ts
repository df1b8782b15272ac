/** How an attempt ended before an answer came. */
export class Interrupted extends Error {
  readonly kind: 'aborted' | 'timeout';
  constructor(kind: 'aborted' | 'timeout') {
    super(kind);
    this.kind = kind;
  }
}

/**
 * Runs one attempt against a deadline and the caller's signal. Rejects within the same tick as
 * either, even when the work ignores its own signal.
 */
export function withDeadline<T>(
  work: (signal: AbortSignal) => Promise<T>,
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined },
): Promise<T> {
  const { signal, timeoutMs } = limits;
  if (signal?.aborted) return Promise.reject(new Interrupted('aborted'));
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    const interrupt = (kind: 'aborted' | 'timeout'): void => {
      finish();
      reject(new Interrupted(kind));
      controller.abort();
    };
    const onAbort = (): void => interrupt('aborted');
    const timer = setTimeout(interrupt, timeoutMs, 'timeout');
    signal?.addEventListener('abort', onAbort, { once: true });
    work(controller.signal).then(
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
    const onAbort = (): void => reject(aborted());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
