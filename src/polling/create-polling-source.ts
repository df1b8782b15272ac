import type { Change } from '../adapter/changes.ts';
import { SupportError } from '../errors/base.ts';
import { ConfigurationError, RateLimitError } from '../errors/classes.ts';
import type { Clock } from '../http/clock.ts';
import { formatPollCursor, type PollPosition } from './poll-cursor.ts';
import { settlePolling } from './polling-settings.ts';
import { readPage } from './read-page.ts';
import type { EventPage, PollingOptions, PollingSource, ReadOptions } from './types.ts';

/** Lists can lag behind writes: for so long the unknown still counts as new. */
const LAG_MS = 300_000;
const MOST_DOUBLINGS = 5;

/**
 * Makes events of a desk's change feed, for desks that cannot or may not send webhooks. They are the
 * same events: new tickets, what changed on known ones (with the values before and after), messages
 * and notes one by one, deletions. Nothing is requested before it is read.
 *
 * Each event has an id that stays the same when it is told again, which happens after a page that
 * was not handled to its end. A ticket that is not in the snapshots and is older than the start is
 * `ticket.updated` without `changes`, since nobody knows what it was before.
 *
 * @throws {UnsupportedError} when the provider has no change feed, or no list of messages and
 *   `messages: true` asks for them.
 * @throws {ConfigurationError} for a cursor of something else, or an interval that is not positive.
 * @example
 * const source = createPollingSource({ adapter: desk, cursor: await database.loadCursor() });
 * for await (const page of source.round()) {
 *   for (const event of page.events) await handle(event); //=> { type: 'ticket.created', … }
 *   await database.saveCursor(await page.commit());
 * }
 */
export function createPollingSource(options: PollingOptions): PollingSource {
  const settings = settlePolling(options);
  const { adapter, clock, intervalMs, snapshots } = settings;
  const { provider, account } = adapter;
  let position = settings.start;
  let reading = false;

  async function* round({ signal }: ReadOptions = {}): AsyncGenerator<EventPage, void, void> {
    if (reading)
      throw new ConfigurationError('This source is being read already: one reader each.');
    reading = true;
    try {
      yield* readRound(signal);
    } catch (error) {
      if (!isAborted(signal)) throw error;
    } finally {
      reading = false;
    }
  }

  async function* readRound(
    signal: AbortSignal | undefined,
  ): AsyncGenerator<EventPage, void, void> {
    const start = (position ??= settings.startNow());
    let latest = start.newAfter;
    for await (const page of settings.feed(start, signal).pages()) {
      const readAt = new Date(clock.now());
      const context = { provider, account, readAt, newAfter: start.newAfter, signal };
      const told = await readPage(page, settings, context);
      if (isAborted(signal)) return;
      latest = latestOf(page.changes, latest, readAt.getTime() - LAG_MS);
      const next = { feed: page.cursor, newAfter: page.upToDate ? latest : start.newAfter };
      const commit = commitOnce(next, async () => {
        // Snapshots first: a cursor without them would tell later changes without what was before.
        await snapshots.set(told.snapshots);
        position = next;
      });
      yield { events: told.events, upToDate: page.upToDate, commit };
      // Whoever asks for more has handled the page; whoever leaves gets it again.
      await commit();
      if (isAborted(signal)) return;
    }
  }

  async function* pages(read: ReadOptions = {}): AsyncGenerator<EventPage, void, void> {
    let failures = 0;
    while (!isAborted(read.signal)) {
      let delayMs = intervalMs;
      try {
        for await (const page of round(read)) {
          failures = 0;
          yield page;
        }
      } catch (error) {
        if (!SupportError.isInstance(error) || !error.retryable) throw error;
        delayMs = backoff(error, intervalMs, failures);
        failures += 1;
        options.onRetry?.(error, delayMs);
      }
      await rest(clock, delayMs, read.signal);
    }
  }

  return {
    provider,
    account,
    get cursor() {
      return position === null ? null : formatPollCursor(position);
    },
    pages,
    round,
    async *[Symbol.asyncIterator]() {
      for await (const page of pages()) yield* page.events;
    },
  };
}

/** Keeps what a page told, the first time that it is asked for; gives the cursor each time. */
function commitOnce(next: PollPosition, keep: () => Promise<void>): () => Promise<string> {
  let kept: Promise<void> | null = null;
  return async () => {
    kept ??= keep();
    await kept;
    return formatPollCursor(next);
  };
}

// Asked anew each time: the compiler would take the first answer for good.
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

async function rest(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (error) {
    if (!isAborted(signal)) throw error;
  }
}

/** Until when everything has been told: the last change that was seen, with time for what lags. */
function latestOf(changes: readonly Change<unknown>[], latest: number, ceiling: number): number {
  return changes.reduce((moment, { at }) => {
    // A clock that is ahead must not make old news of what comes next.
    const told = Math.min((at?.getTime() ?? moment) - LAG_MS, ceiling);
    return Math.max(moment, told);
  }, latest);
}

function backoff(error: SupportError, intervalMs: number, failures: number): number {
  const asked = error instanceof RateLimitError ? (error.retryAfterMs ?? 0) : 0;
  return Math.max(asked, intervalMs * 2 ** Math.min(failures, MOST_DOUBLINGS));
}
