import { ConfigurationError } from '../errors/classes.ts';
import { type Clock, systemClock } from '../http/clock.ts';
import type { TicketSnapshot } from '../model/event.ts';
import type { Enrich, EnrichOptions } from './types.ts';

/** By the customer: his id, else his address. */
const customerOf = ({ requester }: TicketSnapshot): string | null =>
  requester?.id ?? requester?.email?.toLowerCase() ?? null;

type Found = ReturnType<Enrich>;

/**
 * Asks once for many tickets of one customer, also when they come at the same time. Failures are not
 * remembered.
 *
 * @throws {ConfigurationError} for numbers that make no sense.
 */
export function cachedEnrich({ find, cache }: EnrichOptions): Enrich {
  if (typeof find !== 'function') throw new ConfigurationError('enrich needs `find`, a function.');
  if (cache === undefined) return find;
  const { key = customerOf, ttlMs = 300_000, maxEntries = 10_000 } = cache;
  const clock: Clock = cache.clock ?? systemClock;
  if (!(ttlMs >= 0) || !(maxEntries >= 1)) {
    throw new ConfigurationError('enrich.cache: ttlMs must be 0 or more, maxEntries 1 or more.');
  }
  const known = new Map<string, { readonly found: Found; readonly until: number }>();
  const forget = (name: string, found: Found): void => {
    if (known.get(name)?.found === found) known.delete(name);
  };
  return (ticket) => {
    const name = key(ticket);
    if (name === null) return find(ticket);
    const now = clock.now();
    const entry = known.get(name);
    if (entry !== undefined && entry.until > now) return entry.found;
    const found = Promise.resolve(find(ticket));
    found.catch(() => forget(name, found));
    // A map keeps its order of insertion, so this moves the customer to the young end.
    known.delete(name);
    known.set(name, { found, until: now + ttlMs });
    for (const oldest of known.keys()) {
      if (known.size <= maxEntries) break;
      known.delete(oldest);
    }
    return found;
  };
}
