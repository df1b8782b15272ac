import type { SupportEvent } from '../model/event.ts';
import type { PollingSource } from '../polling/types.ts';
import { failureOf } from './failure-of.ts';
import type { PollOptions } from './types.ts';

/**
 * Handles the events of a source page by page. A page's cursor is handed out when all of its events
 * are handled, by their handlers or by `onFailure`.
 *
 * @param handle answers what the event's handlers threw.
 * @throws {AggregateError} when handlers fail and there is no `onFailure`.
 */
export async function runPolling(
  source: PollingSource,
  handle: (event: SupportEvent) => Promise<readonly unknown[]>,
  options: PollOptions & { readonly closing: AbortSignal },
): Promise<void> {
  const { once = false, onCursor, onFailure } = options;
  const { signal, release } = eitherOf(options.signal, options.closing);
  try {
    for await (const page of once ? source.round({ signal }) : source.pages({ signal })) {
      for (const event of page.events) {
        const failures = await handle(event);
        if (failures.length === 0) continue;
        const error = failureOf(failures, [event]);
        if (onFailure === undefined) throw error;
        await onFailure(error, event);
      }
      const cursor = await page.commit();
      await onCursor?.(cursor);
    }
  } finally {
    release();
  }
}

/** A signal that aborts with the first of two; `AbortSignal.any` is not everywhere yet. */
function eitherOf(
  first: AbortSignal | undefined,
  second: AbortSignal,
): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const signals = first === undefined ? [second] : [first, second];
  for (const signal of signals) {
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of signals) signal.removeEventListener('abort', stop);
    },
  };
}
