import { ConfigurationError } from '../errors/classes.ts';
import { systemClock } from '../http/clock.ts';
import type { TicketSnapshot } from '../model/event.ts';
import type { TicketMetadata } from '../model/ticket.ts';
import type { Enrich, EnrichOptions } from './types.ts';

/**
 * By the customer: his id and his address, as far as the ticket tells. Events of some providers tell the
 * id alone, and what was found without an address must not stand for what is found with one.
 */
function customerOf({ requester }: TicketSnapshot): string | null {
  const known = [requester?.id ?? null, requester?.email?.toLowerCase() ?? null];
  return known.every((part) => part === null) ? null : JSON.stringify(known);
}

type Found = Partial<TicketMetadata>;

/**
 * Asks once for many tickets of one customer, also when they come at the same time. Failures are not
 * remembered; of too many customers, those that were not asked for longest are forgotten.
 *
 * @throws {ConfigurationError} for numbers that make no sense.
 */
export function cachedEnrich({ find, cache }: EnrichOptions): Enrich {
  if (typeof find !== 'function') throw new ConfigurationError('enrich needs `find`, a function.');
  if (cache === undefined) return find;
  const { key = customerOf, ttlMs = 300_000, maxEntries = 10_000, clock = systemClock } = cache;
  if (!(ttlMs >= 0) || !(maxEntries >= 1)) {
    throw new ConfigurationError('enrich.cache: ttlMs must be 0 or more, maxEntries 1 or more.');
  }
  const known = new Map<string, { readonly found: Found; readonly until: number }>();
  const asking = new Map<string, Promise<Found>>();

  const ask = async (name: string, ticket: TicketSnapshot): Promise<Found> => {
    const found = await find(ticket);
    known.set(name, { found, until: clock.now() + ttlMs });
    for (const oldest of known.keys()) {
      if (known.size <= maxEntries) break;
      known.delete(oldest);
    }
    return found;
  };

  const begin = (name: string, ticket: TicketSnapshot): Promise<Found> => {
    const pending = ask(name, ticket);
    const end = (): void => void asking.delete(name);
    asking.set(name, pending);
    pending.then(end, end);
    return pending;
  };

  return (ticket) => {
    const name = key(ticket);
    if (name === null) return find(ticket);
    const entry = known.get(name);
    known.delete(name);
    if (entry !== undefined && entry.until > clock.now()) {
      // A map keeps its order of insertion, so this moves the customer to the young end.
      known.set(name, entry);
      return entry.found;
    }
    return asking.get(name) ?? begin(name, ticket);
  };
}
