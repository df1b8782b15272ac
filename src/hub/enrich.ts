import { mapConcurrently } from '../adapter/map-concurrently.ts';
import { NO_METADATA } from '../adapter/record.ts';
import type { SupportEvent, TicketSnapshot } from '../model/event.ts';
import type { TicketMetadata } from '../model/ticket.ts';
import { cachedEnrich } from './enrich-cache.ts';
import type { Enrich, EnrichOptions, HubTicket } from './types.ts';

/** Puts what the caller knows on tickets and events. */
export interface Enricher {
  ticket(ticket: HubTicket): Promise<HubTicket>;
  tickets(tickets: readonly HubTicket[]): Promise<readonly HubTicket[]>;
  event(event: SupportEvent): Promise<SupportEvent>;
}

const AT_ONCE = 8;

/** Without a function of the caller everything passes as it is. */
export function createEnricher(given: Enrich | EnrichOptions | undefined): Enricher {
  const enrich = typeof given === 'object' ? cachedEnrich(given) : given;
  const metadataOf = async (ticket: TicketSnapshot, find: Enrich): Promise<TicketMetadata> => {
    const before = ticket.metadata ?? NO_METADATA;
    const known = Object.entries(await find(ticket)).filter(([, value]) => value !== undefined);
    const found: Partial<TicketMetadata> = Object.fromEntries(known);
    return { ...before, ...found, extra: { ...before.extra, ...found.extra } };
  };
  const ticket = async (whole: HubTicket): Promise<HubTicket> => {
    if (enrich === undefined) return whole;
    // Safe: the same fields; only the value types of custom fields are not known here.
    const snapshot = whole as TicketSnapshot;
    return { ...whole, metadata: await metadataOf(snapshot, enrich) };
  };
  return {
    ticket,
    tickets: (tickets) => mapConcurrently(tickets, AT_ONCE, ticket),
    async event(event) {
      if (enrich === undefined || !('ticket' in event)) return event;
      const metadata = await metadataOf(event.ticket, enrich);
      return { ...event, ticket: { ...event.ticket, metadata } };
    },
  };
}
