import type { AnySupportAdapter } from '../adapter/contract.ts';
import type { SupportError } from '../errors/base.ts';
import type { Clock } from '../http/clock.ts';
import type { SupportEvent } from '../model/event.ts';

/** What JSON can hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/**
 * What polling remembers of a ticket, to tell what changed the next time. Plain JSON, so that any
 * database can hold it. It has the subject and custom fields, no messages and no addresses; of a
 * deleted ticket only the deletion.
 */
export interface PollSnapshot {
  /** The version of the ticket that was last told, in ISO 8601. */
  readonly at: string;
  readonly sequence: number | null;
  /**
   * False when the ticket was read so soon after this version that more may have happened within
   * the same tick of the provider's clock.
   */
  readonly settled: boolean;
  /** Values by their path in the unified model; a date is `{ date: '2026-…' }`. */
  readonly fields: Readonly<Record<string, JsonValue>>;
  /** Native ids of the messages that were told. */
  readonly messages: readonly string[];
  readonly deletion: { readonly permanent: boolean } | null;
}

/**
 * Where snapshots are kept, by the polydesk id of the ticket. An implementation for a database is
 * two statements: select those ids, upsert these rows.
 */
export interface SnapshotStore {
  /** Those that are there; others are left out. */
  get(ids: readonly string[]): Promise<ReadonlyMap<string, PollSnapshot>>;
  /** Called once a page, after all of its events were handled and before its cursor is given out. */
  set(snapshots: ReadonlyMap<string, PollSnapshot>): Promise<void>;
}

/** Events of one page of changes. */
export interface EventPage {
  readonly events: readonly SupportEvent[];
  /** True when there was nothing newer. */
  readonly upToDate: boolean;
  /**
   * Says that the events are handled: keeps the snapshots, and gives the cursor to store. A source
   * that starts there loses nothing after them. Asking for the next page says the same.
   */
  commit(): Promise<string>;
}

/** How a source is read. */
export interface ReadOptions {
  /** Ends the reading, also between two rounds. What was begun is told again the next time. */
  readonly signal?: AbortSignal;
}

/**
 * Events of a desk that is asked instead of telling. Iterated, it gives one event after the other
 * and never ends by itself; `pages` also hands out cursors, `round` ends when all is read.
 */
export interface PollingSource extends AsyncIterable<SupportEvent> {
  readonly provider: string;
  readonly account: string;
  /** Where the next read starts: after the last page that was handled. `null` before the first. */
  readonly cursor: string | null;
  /** Page by page, round by round, until the signal aborts. Pages without events come as well. */
  pages(options?: ReadOptions): AsyncIterable<EventPage>;
  /** One round: page by page until the desk has nothing newer. For timers and serverless jobs. */
  round(options?: ReadOptions): AsyncIterable<EventPage>;
}

/** How a desk is polled. */
export interface PollingOptions {
  readonly adapter: AnySupportAdapter;
  /** Go on after this page; from `EventPage.commit` or `PollingSource.cursor`. */
  readonly cursor?: string | null | undefined;
  /** Without a cursor: what happened since. @default the moment of the first read */
  readonly since?: Date | undefined;
  /** Milliseconds between the end of a round and the next. @default 60000 */
  readonly intervalMs?: number;
  /**
   * Also tell each new message: one more call for every changed ticket.
   * @default true where the provider lists messages
   */
  readonly messages?: boolean;
  /** What was told before. @default a memory of the last 10,000 tickets, gone with the process */
  readonly snapshots?: SnapshotStore;
  /** Changes a page; the provider's maximum when left out. */
  readonly pageSize?: number;
  /** Hears of failures that waiting may cure, before each wait. Others end the reading. */
  readonly onRetry?: (error: SupportError, delayMs: number) => void;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}
