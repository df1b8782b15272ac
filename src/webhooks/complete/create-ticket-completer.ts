import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import type { TicketSnapshot } from '../../model/event.ts';
import type { TicketCompleter } from '../types.ts';
import { afterFirst, createBudget } from './create-budget.ts';
import { type Reading, readTickets } from './read-tickets.ts';

/** What thin events are completed with. */
export interface TicketCompleterOptions {
  readonly adapter: AnySupportAdapter;
  /** What an event's ticket must have, not to be read again. @default ['subject', 'status', 'updatedAt'] */
  readonly needs?: readonly (keyof TicketSnapshot)[];
  /** How long to wait for others to read in the same call, in milliseconds. @default 25 */
  readonly windowMs?: number;
  /** Tickets in one call. @default the provider's page size, 100 at most */
  readonly maxBatch?: number;
  /**
   * Calls a minute; what is over it waits. Where `getMany` is one call a ticket (the manifest says so),
   * `maxBatch: 1` makes both the same. @default no limit but the adapter's own
   */
  readonly maxPerMinute?: number;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

/** Tickets that are read in one call, once the window has passed. */
interface Batch {
  readonly ids: Set<string>;
  readonly found: Promise<ReadonlyMap<string, Reading>>;
  /** Somebody waits for it. */
  join(): void;
  /** Somebody has what was waited for, or gave up. When nobody waits any more, it is given up itself. */
  leave(): void;
}

const NEEDS: readonly (keyof TicketSnapshot)[] = ['subject', 'status', 'updatedAt'];

/**
 * Reads the tickets of events that say too little, as Freshdesk's rules and Zendesk's triggers do: many
 * in one call, each once, in the lane that gives way to people who wait.
 *
 * @throws {ConfigurationError} for numbers that make no sense.
 * @example
 * createWebhookReceiver({ parser: freshdesk.webhooks, secret,
 *   complete: createTicketCompleter({ adapter: freshdesk, maxPerMinute: 60 }) });
 */
export function createTicketCompleter(options: TicketCompleterOptions): TicketCompleter {
  const { adapter, needs = NEEDS, windowMs = 25, clock = systemClock } = options;
  const { maxBatch = Math.min(100, adapter.manifest.limits.maxPageSize) } = options;
  const { maxPerMinute = Number.POSITIVE_INFINITY } = options;
  for (const [name, value] of Object.entries({ maxBatch, maxPerMinute })) {
    if (!(value >= 1)) throw new ConfigurationError(`${name} must be a number of 1 or more.`);
  }
  if (!(windowMs >= 0)) throw new ConfigurationError('windowMs must be 0 or more.');
  const budget = createBudget(maxPerMinute, clock);
  let open: Batch | null = null;

  const begin = (): Batch => {
    const ids = new Set<string>();
    const stop = new AbortController();
    const { signal } = stop;
    const whenAllowed = clock.sleep(windowMs, signal).then(() => budget(signal));
    const found = whenAllowed.then(() => {
      // Open until the call is made, so that calls which wait for their turn become one.
      if (open?.ids === ids) open = null;
      return readTickets(adapter, [...ids], { budget: afterFirst(budget), signal });
    });
    // Whoever reads hears of it; a batch whose readers all went away must not end the process.
    found.catch(() => undefined);
    let readers = 0;
    return {
      ids,
      found,
      join: () => void (readers += 1),
      leave() {
        readers -= 1;
        if (readers > 0) return;
        stop.abort();
        if (open?.ids === ids) open = null;
      },
    };
  };

  return {
    isThin: (event) =>
      'ticket' in event &&
      event.type !== 'ticket.deleted' &&
      needs.some((name) => event.ticket[name] === undefined),
    async read(id, signal) {
      signal.throwIfAborted();
      if (open === null || (open.ids.size >= maxBatch && !open.ids.has(id))) open = begin();
      const batch = open;
      batch.ids.add(id);
      batch.join();
      const found = await unlessAborted(batch.found, signal).finally(batch.leave);
      const reading = found.get(id) ?? { ticket: null };
      if ('error' in reading) throw reading.error;
      return reading.ticket;
    },
  };
}

/** Rejects as soon as the signal aborts, and leaves no listener behind. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const end = (): void => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(end);
  });
}
