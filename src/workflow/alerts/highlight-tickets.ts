import type { TicketPriority, TicketStatus } from '../../model/enums.ts';
import { DAY_MS } from '../instants.ts';
import type { Instant } from '../../numbers/instant.ts';
import { accountOf, type CountedTicket, isOwnRequest, onceEach } from './customer-of.ts';
import { requireInstant } from '../../numbers/instant.ts';

/** Why a ticket can stand out. */
export const HIGHLIGHT_KINDS = ['high_value_urgent', 'renewal_at_risk'] as const;
/** One of `HIGHLIGHT_KINDS`. */
export type HighlightKind = (typeof HIGHLIGHT_KINDS)[number];

/** What highlighting reads of a ticket. A `SupportTicket` fits as it is. */
export interface HighlightTicket extends CountedTicket {
  readonly status: TicketStatus;
  readonly priority: TicketPriority;
  readonly metadata: { readonly mrr: number | null };
}

/** What the caller's systems know of a ticket's customer. */
export interface HighlightCustomer {
  readonly id: string;
  /** Monthly recurring revenue; the ticket's own where it is not known. */
  readonly mrr?: number | null;
  readonly renewalDate?: Instant | null;
}

/** The moment, the customers, and the limits. */
export interface HighlightOptions<Ticket extends HighlightTicket> {
  readonly now: Instant;
  /** @default the account, with the revenue that the ticket knows and no renewal */
  readonly customerOf?: (ticket: Ticket) => HighlightCustomer | null;
  /** Monthly revenue of a high-value customer. @default 5000 */
  readonly minimumMrr?: number;
  /** How near a renewal counts. @default 60 */
  readonly renewalDays?: number;
  /** Tickets that are frequent. @default 3 */
  readonly minimumTickets?: number;
  /** The days in which they count. @default 30 */
  readonly days?: number;
}

/** A ticket that should stand out. */
export interface TicketHighlight {
  readonly ticketId: string;
  readonly highlight: HighlightKind;
  /** Who should see it. */
  readonly visibleTo: readonly ('support' | 'sales')[];
  readonly reasons: readonly {
    readonly code: HighlightKind;
    readonly message: string;
    readonly evidence: Readonly<Record<string, number | string>>;
  }[];
}

const VISIBLE_TO = ['support', 'sales'] as const;

/**
 * The open tickets that support and sales should see first: an urgent one of a customer who brings 5000
 * or more a month, and those of a customer whose renewal is within 60 days and who wrote three times or
 * more in the last 30. All limits belong to it. Spam and merged tickets neither count nor stand out.
 *
 * @throws {ValidationError} for a time that is none.
 * @example
 * highlightTickets([urgentTicketOf5000], { now })[0]?.highlight //=> 'high_value_urgent'
 */
export function highlightTickets<Ticket extends HighlightTicket>(
  tickets: readonly Ticket[],
  options: HighlightOptions<Ticket>,
): readonly TicketHighlight[] {
  const { minimumMrr = 5000, renewalDays = 60, minimumTickets = 3, days = 30 } = options;
  const now = requireInstant('now', options.now);
  const own = onceEach(tickets)
    .filter(isOwnRequest)
    .map((ticket) => ({
      ticket,
      customer: (options.customerOf ?? defaultCustomer)(ticket),
    }));
  const recent = new Map<string, number>();
  for (const { ticket, customer } of own) {
    const at = requireInstant('createdAt', ticket.createdAt);
    if (customer === null || at > now || at < now - days * DAY_MS) continue;
    recent.set(customer.id, (recent.get(customer.id) ?? 0) + 1);
  }
  return own.flatMap(({ ticket, customer }) => {
    if (ticket.status === 'resolved' || ticket.status === 'closed') return [];
    const found: TicketHighlight[] = [];
    const mrr = customer?.mrr ?? ticket.metadata.mrr;
    if (ticket.priority === 'urgent' && mrr !== null && mrr >= minimumMrr)
      found.push(
        highlightOf(ticket.id, 'high_value_urgent', {
          message: 'It is urgent, and the customer brings much.',
          evidence: { mrr, minimumMrr },
        }),
      );
    const renewal = customer?.renewalDate ?? null;
    const daysToRenewal =
      renewal === null ? null : (requireInstant('renewalDate', renewal) - now) / DAY_MS;
    const count = customer === null ? 0 : (recent.get(customer.id) ?? 0);
    if (
      daysToRenewal !== null &&
      daysToRenewal >= 0 &&
      daysToRenewal <= renewalDays &&
      count >= minimumTickets
    )
      found.push(
        highlightOf(ticket.id, 'renewal_at_risk', {
          message: 'The renewal is near, and the customer writes often.',
          evidence: { daysToRenewal, renewalDays, tickets: count, days },
        }),
      );
    return found;
  });
}

const defaultCustomer = (ticket: HighlightTicket): HighlightCustomer | null => {
  const id = accountOf(ticket);
  return id === null ? null : { id };
};

const highlightOf = (
  ticketId: string,
  highlight: HighlightKind,
  reason: Omit<TicketHighlight['reasons'][number], 'code'>,
): TicketHighlight => ({
  ticketId,
  highlight,
  visibleTo: VISIBLE_TO,
  reasons: [{ code: highlight, ...reason }],
});
