import { asList } from '../../../../src/sandbox/kit/json.ts';
import { problems } from '../errors.ts';
import type { TicketRow } from '../records/tickets.ts';
import type { World } from '../world.ts';

const parent = 1;
const child = 2;
const tracker = 3;
const related = 4;

/** The tickets a tracker is to follow; 400 where one of them cannot be (section 4.4, last row). */
export function relatedTickets(world: World, given: unknown): readonly TicketRow[] {
  const rows = asList(given).map((id) => world.state.tickets.rows.get(Number(id)));
  const usable = rows.flatMap((row) =>
    row === undefined || row.deleted || row.association_type !== null ? [] : [row],
  );
  if (usable.length === rows.length) return usable;
  throw problems.condition(
    'cannot_create_tracker',
    "Tracker ticket can't be created as related_ticket_ids are invalid",
  );
}

/** Makes a ticket the tracker of others: each names the other side (section 7). */
export function trackTickets(ticket: TicketRow, others: readonly TicketRow[]): void {
  if (others.length === 0) return;
  ticket.association_type = tracker;
  ticket.associated_tickets_list = others.map((other) => other.id);
  for (const other of others) {
    other.association_type = related;
    other.associated_tickets_list = [ticket.id];
  }
}

export function adoptChild(ticket: TicketRow, parentTicket: TicketRow): void {
  ticket.association_type = child;
  ticket.associated_tickets_list = [parentTicket.id];
  parentTicket.association_type = parent;
  parentTicket.associated_tickets_list = [...parentTicket.associated_tickets_list, ticket.id];
}

/** Only parents and trackers have several associated tickets; the others have one prime ticket. */
export const isPrime = (ticket: TicketRow): boolean =>
  ticket.association_type === parent || ticket.association_type === tracker;
