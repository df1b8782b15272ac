import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { supports } from '../../adapter/manifest.ts';
import { mapConcurrently } from '../../adapter/map-concurrently.ts';
import { SupportError } from '../../errors/base.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { type Clock, systemClock } from '../../http/clock.ts';
import type { TicketSnapshot } from '../../model/event.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { TicketCompleter } from '../types.ts';
import { createBudget } from './create-budget.ts';

/** What thin events are completed with. */
export interface TicketCompleterOptions {
  readonly adapter: AnySupportAdapter;
  /** What an event's ticket must have, not to be read again. @default ['subject', 'status', 'updatedAt'] */
  readonly needs?: readonly (keyof TicketSnapshot)[];
  /** How long to wait for others to read in the same call, in milliseconds. @default 25 */
  readonly windowMs?: number;
  /** @default the provider's page size, 100 at most */
  readonly maxBatch?: number;
  /** Calls a minute; what is over it waits. @default no limit but the adapter's own */
  readonly maxPerMinute?: number;
  /** @default the clock of the machine */
  readonly clock?: Clock;
}

type Ticket = SupportTicket<unknown, AnyFields>;
type Found = ReadonlyMap<string, Ticket>;

/** Tickets that are read in one call, once the window has passed. */
interface Batch {
  readonly ids: Set<string>;
  readonly found: Promise<Found>;
}

const NEEDS: readonly (keyof TicketSnapshot)[] = ['subject', 'status', 'updatedAt'];
const AT_ONCE = 4;

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
    const found = clock.sleep(windowMs).then(() => {
      if (open?.ids === ids) open = null;
      return readTickets(adapter, [...ids], budget);
    });
    // Whoever reads hears of it; a batch whose readers all went away must not end the process.
    found.catch(() => undefined);
    return { ids, found };
  };

  return {
    isThin: (event) =>
      'ticket' in event &&
      event.type !== 'ticket.deleted' &&
      needs.some((name) => event.ticket[name] === undefined),
    async read(id, signal) {
      open ??= begin();
      const { ids, found } = open;
      ids.add(id);
      if (ids.size >= maxBatch) open = null;
      const tickets = await Promise.race([found, aborted(signal)]);
      return tickets.get(id) ?? null;
    },
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function readTickets(
  { tickets, manifest }: AnySupportAdapter,
  ids: readonly string[],
  budget: () => Promise<void>,
): Promise<Found> {
  const lane = 'bulk';
  if (tickets.getMany !== undefined && supports(manifest, 'tickets.getMany') && ids.length > 1) {
    await budget();
    const found = await tickets.getMany(ids, { lane });
    return new Map(found.map((ticket) => [ticket.id, ticket]));
  }
  const found = await mapConcurrently(ids, AT_ONCE, async (id) => {
    await budget();
    return tickets.get(id, { lane }).catch((error: unknown) => {
      if (SupportError.isInstance(error) && error.code === 'not_found') return null;
      throw error;
    });
  });
  return new Map(found.flatMap((ticket) => (ticket === null ? [] : [[ticket.id, ticket]])));
}
