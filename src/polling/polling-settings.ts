import type { ChangeFeed } from '../adapter/changes.ts';
import type { AnyFields } from '../adapter/contract.ts';
import { requireOperation, supports } from '../adapter/manifest.ts';
import { ConfigurationError, UnsupportedError } from '../errors/classes.ts';
import { type Clock, systemClock } from '../http/clock.ts';
import type { SupportTicket } from '../model/ticket.ts';
import { createMemorySnapshots } from './memory-snapshots.ts';
import { parsePollCursor, type PollPosition } from './poll-cursor.ts';
import type { PageReader } from './read-page.ts';
import type { PollingOptions } from './types.ts';

/** Options, checked and completed. */
export interface PollingSettings extends PageReader {
  readonly clock: Clock;
  readonly intervalMs: number;
  /** `null` when the first read decides. */
  readonly start: PollPosition | null;
  startNow(): PollPosition;
  feed(
    from: PollPosition,
    signal: AbortSignal | undefined,
  ): ChangeFeed<SupportTicket<unknown, AnyFields>>;
}

/** @throws {ConfigurationError | UnsupportedError} for options that cannot work. */
export function settlePolling(options: PollingOptions): PollingSettings {
  const { adapter, cursor = null, since, intervalMs = 60_000, clock = systemClock } = options;
  const { manifest } = adapter;
  requireOperation(manifest, 'tickets.changes');
  const { changes } = adapter.tickets;
  if (changes === undefined) {
    throw new UnsupportedError(`${manifest.label} has no tickets.changes on this adapter.`, {
      operation: 'tickets.changes',
      provider: manifest.provider,
    });
  }
  if (options.messages === true) requireOperation(manifest, 'messages.list');
  // Not finite either: a timer for ever is no interval.
  if (!(intervalMs > 0 && Number.isFinite(intervalMs))) {
    throw new ConfigurationError('intervalMs must be a number of milliseconds above 0.');
  }
  if (since !== undefined && !Number.isFinite(since.getTime())) {
    throw new ConfigurationError('since must be a valid date.');
  }
  const pageSize = options.pageSize === undefined ? {} : { pageSize: options.pageSize };
  return {
    adapter,
    clock,
    intervalMs,
    snapshots: options.snapshots ?? createMemorySnapshots(),
    messages: options.messages ?? supports(manifest, 'messages.list'),
    start:
      cursor !== null
        ? parsePollCursor(cursor)
        : since === undefined
          ? null
          : { feed: null, newAfter: since.getTime() },
    startNow: () => ({ feed: null, newAfter: clock.now() }),
    feed: ({ feed, newAfter }, signal) =>
      changes.call(
        adapter.tickets,
        { ...(feed === null ? { since: new Date(newAfter) } : { cursor: feed }), ...pageSize },
        { lane: 'bulk', ...(signal === undefined ? {} : { signal }) },
      ),
  };
}
