import type { FreshdeskNotifications } from '../options.ts';
import type { OutboxRow } from '../records/settings.ts';
import type { TicketRow } from '../records/tickets.ts';
import { isoNow, userOf, type World } from '../world.ts';

/** Messages that leave whatever the admin has switched off: somebody sends them (section 23). */
export function send(
  world: World,
  kind: OutboxRow['kind'],
  to: readonly (string | null)[],
  about: { readonly ticketId: number | null; readonly conversationId?: number },
): void {
  const people = [...new Set(to.filter((email) => email !== null))];
  if (people.length === 0) return;
  world.state.outbox.push({
    at: isoNow(world),
    kind,
    ticket_id: about.ticketId,
    conversation_id: about.conversationId ?? null,
    to: people,
  });
}

const switches = {
  ticket_received: 'newTicket',
  public_note: 'publicNote',
  resolved: 'resolved',
  closed: 'closed',
} as const satisfies Partial<Record<OutboxRow['kind'], keyof FreshdeskNotifications>>;

/**
 * Messages that rules of the account send to the requester, and with a new ticket to the people in
 * copy, while the admin lets them (section 23). The exact rules are unconfirmed (section 27).
 */
export function notify(
  world: World,
  kind: keyof typeof switches,
  ticket: TicketRow,
  conversationId?: number,
): void {
  if (!world.state.account.notifications[switches[kind]]) return;
  const copies = kind === 'ticket_received' ? (ticket.cc_emails ?? []) : [];
  const requester = userOf(world, ticket.requester_id);
  const to = requester === null || requester.deleted ? null : requester.email;
  send(world, kind, [to, ...copies], {
    ticketId: ticket.id,
    ...(conversationId === undefined ? {} : { conversationId }),
  });
}
