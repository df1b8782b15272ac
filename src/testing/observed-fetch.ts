import { abortReason } from './aborted.ts';
import { type FetchLike, type RecordedRequest, recordRequest } from './recorded-request.ts';

/**
 * What happens to a request instead of being passed on.
 *
 * - `hang`: no answer until the caller gives up.
 * - `drop`: the connection is lost before the provider sees the request.
 * - `drop-after`: the provider does the work, and the answer is lost.
 */
export type Fault = Response | 'hang' | 'drop' | 'drop-after';

/** Decides on one request. `undefined` passes it on. `index` counts all requests from 0. */
export type Interceptor = (
  request: RecordedRequest,
  index: number,
) => Fault | undefined | Promise<Fault | undefined>;

/** A `fetch` that records everything and can be told to fail. */
export interface ObservedFetch {
  readonly fetch: FetchLike;
  readonly requests: readonly RecordedRequest[];
  intercept(interceptor: Interceptor): void;
}

const lostConnection = (): TypeError => new TypeError('fetch failed');

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(abortReason(signal));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

/** Puts a recorder and a switchable fault in front of a `fetch`. */
export function createObservedFetch(fetch: FetchLike): ObservedFetch {
  const requests: RecordedRequest[] = [];
  let interceptor: Interceptor = () => undefined;
  return {
    requests,
    intercept(next) {
      interceptor = next;
    },
    async fetch(input, init) {
      const { recorded, forward, signal } = await recordRequest(input, init);
      signal.throwIfAborted();
      const index = requests.push(recorded) - 1;
      const fault = await interceptor(recorded, index);
      if (fault === undefined) return fetch(forward);
      if (fault === 'hang') return untilAborted(signal);
      if (fault === 'drop-after') await fetch(forward);
      if (typeof fault === 'string') throw lostConnection();
      return fault;
    },
  };
}
