import type { SupportTicket } from '../../model/ticket.ts';

/** What addresses of one desk's tickets look like: they differ by the ticket's own id only. */
export interface AddressPattern {
  readonly before: string;
  readonly after: string;
  /** What the polydesk ids of these tickets begin with. */
  readonly idPrefix: string;
}

/** Recognises addresses of the source's tickets, and knows those of the target's. */
export interface LinkBook {
  /** Learns what addresses of tickets look like. */
  learn(side: 'from' | 'to', ticket: Pick<SupportTicket, 'id' | 'externalId' | 'url'>): void;
  /** The source id of the ticket that an address belongs to. */
  sourceAt(address: string): string | null;
  /** Whether addresses of both sides are known. */
  isComplete(): boolean;
  /** Where a ticket of the target is; `null` as long as no address of the target was seen. */
  addressOf(targetId: string): string | null;
  /** What was learnt so far. */
  patterns(): AddressPatterns;
}

/** Those of both desks; `null` as long as no address was seen. */
export interface AddressPatterns {
  readonly from: AddressPattern | null;
  readonly to: AddressPattern | null;
}

/** The address of a ticket; `null` where that is not known. */
export const addressAt = (pattern: AddressPattern | null, id: string): string | null =>
  pattern !== null && id.startsWith(pattern.idPrefix)
    ? pattern.before + id.slice(pattern.idPrefix.length) + pattern.after
    : null;

/** Addresses differ by the ticket's own id only, wherever it stands in them. */
function patternOf({
  id,
  externalId,
  url,
}: Pick<SupportTicket, 'id' | 'externalId' | 'url'>): AddressPattern | null {
  const at = url === null ? -1 : url.lastIndexOf(externalId);
  if (url === null || at < 0 || externalId === '' || !id.endsWith(externalId)) return null;
  return {
    before: url.slice(0, at),
    after: url.slice(at + externalId.length),
    idPrefix: id.slice(0, id.length - externalId.length),
  };
}

/** An empty one. */
export function createLinkBook(): LinkBook {
  const known: { from: AddressPattern | null; to: AddressPattern | null } = {
    from: null,
    to: null,
  };
  return {
    learn(side, ticket) {
      known[side] ??= patternOf(ticket);
    },
    isComplete: () => known.from !== null && known.to !== null,
    sourceAt(address) {
      const { from } = known;
      const begins = address.slice(0, from?.before.length ?? 0);
      // Hosts have no case.
      if (from === null || begins.toLowerCase() !== from.before.toLowerCase()) return null;
      const id = /^[\w-]+/.exec(address.slice(from.before.length))?.[0];
      if (id === undefined) return null;
      const rest = address.slice(from.before.length + id.length);
      // Behind the address there can be a part of the ticket, a query, a fragment.
      return rest.startsWith(from.after) ? from.idPrefix + id : null;
    },
    addressOf: (targetId) => addressAt(known.to, targetId),
    patterns: () => ({ ...known }),
  };
}
