import type { StatusDetail } from '../../model/enums.ts';
import type { Instant } from '../../numbers/instant.ts';

/** What counting and highlighting read of a ticket. A `SupportTicket` fits as it is. */
export interface CountedTicket {
  readonly id: string;
  readonly category: string | null;
  readonly createdAt: Instant;
  readonly statusDetail: StatusDetail | null;
  readonly isSpam?: boolean;
  readonly isDeleted?: boolean;
  readonly links?: readonly { readonly kind: string }[];
  readonly organizationId?: string | null;
  readonly requester: { readonly id: string | null };
}

/** The account behind a ticket: the organization, else the person. An address is no account. */
export const accountOf = (ticket: CountedTicket): string | null =>
  ticket.organizationId ?? ticket.requester.id;

/** Spam, and what was merged into another ticket, is not one more request. */
export function isOwnRequest(ticket: CountedTicket): boolean {
  if (ticket.isSpam === true || ticket.isDeleted === true) return false;
  if (ticket.statusDetail === 'spam' || ticket.statusDetail === 'merged') return false;
  return !(ticket.links ?? []).some(({ kind }) => kind === 'merged_into');
}

/** Each ticket once, as it came last: pages of a list that changes meanwhile overlap. */
export const onceEach = <Ticket extends CountedTicket>(
  tickets: readonly Ticket[],
): readonly Ticket[] => [...new Map(tickets.map((ticket) => [ticket.id, ticket])).values()];
