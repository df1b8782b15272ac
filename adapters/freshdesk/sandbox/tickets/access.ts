import { type Call, actorOf, idOf } from '../call.ts';
import { problems } from '../errors.ts';
import type { AgentUser } from '../records/people.ts';
import type { TicketRow } from '../records/tickets.ts';

/** Whether an agent's scope covers a ticket (section 1). */
export function maySee({ id, agent }: AgentUser, ticket: TicketRow): boolean {
  if (agent.ticket_scope === 1) return true;
  if (ticket.responder_id === id || ticket.access_ids.includes(id)) return true;
  const { group_id, internal_group_id } = ticket;
  const groups = [group_id, internal_group_id].filter((group) => group !== null);
  return agent.ticket_scope === 2 && groups.some((group) => agent.group_ids.includes(group));
}

/**
 * The ticket of a path: 404 where there is none or it lies in the archive, 403 outside the agent's
 * scope (section 1).
 */
export function ticketOf(call: Call): TicketRow {
  const ticket = call.world.state.tickets.rows.get(idOf(call, 'ticket_id'));
  if (ticket === undefined || ticket.archived) throw problems.notFound();
  if (!maySee(actorOf(call), ticket)) throw problems.forbidden();
  return ticket;
}

/** A ticket that may be written: spam and trash answer 405 (sections 4.1 and 8.5). */
export function writableTicket(call: Call): TicketRow {
  const ticket = ticketOf(call);
  refuseLocked(ticket);
  return ticket;
}

export function refuseLocked(ticket: TicketRow): void {
  if (ticket.deleted || ticket.spam) throw problems.methodNotAllowed('GET');
}
