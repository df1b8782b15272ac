import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  bodyOf,
  type Call,
  created,
  type FreshdeskRoute,
  idOf,
  includesOf,
  noContent,
  ok,
} from '../call.ts';
import { problems } from '../errors.ts';
import { presentViewed, presentWritten } from '../present/tickets.ts';
import { maySee, refuseLocked, ticketOf, writableTicket } from '../tickets/access.ts';
import { createTicket } from '../tickets/create.ts';
import { createOutboundEmail } from '../tickets/outbound.ts';
import { changeTicket, updateTicket } from '../tickets/update.ts';
import { agentActor } from '../world.ts';
import { listTickets } from './ticket-list.ts';

const viewIncludes = ['conversations', 'requester', 'company', 'stats'];

function view(call: Call): Reply {
  const includes = includesOf(call, viewIncludes);
  const { unconfirmed } = call.world.settings;
  const ticket = call.world.state.tickets.rows.get(idOf(call, 'ticket_id'));
  if (ticket?.archived === true && unconfirmed.archivedTicket === 'redirected') {
    const location = `${call.origin}/api/v2/tickets/archived/${ticket.id}`;
    return { status: 301, headers: { location } };
  }
  const found = ticketOf(call);
  if (found.deleted && unconfirmed.trashedTicket === 'missing') throw problems.notFound();
  return ok(presentViewed(call, found, includes));
}

function create(call: Call): Reply {
  const ticket = createTicket(call.world, agentActor(actorOf(call)), bodyOf(call));
  return created(call, presentWritten(call, ticket), `tickets/${ticket.id}`);
}

function outbound(call: Call): Reply {
  const ticket = createOutboundEmail(call.world, actorOf(call), bodyOf(call));
  return created(call, presentWritten(call, ticket), `tickets/${ticket.id}`);
}

function update(call: Call): Reply {
  const ticket = ticketOf(call);
  const actor = agentActor(actorOf(call));
  // Validation comes before the state (section 24 no. 1), except that neither may change anything.
  refuseLocked(ticket);
  return ok(presentWritten(call, updateTicket(call.world, actor, ticket, bodyOf(call))));
}

/** Into the trash; a second time is 405 (section 24 no. 10). */
function trash(call: Call): Reply {
  const ticket = writableTicket(call);
  changeTicket(call.world, agentActor(actorOf(call)), ticket, () => {
    ticket.deleted = true;
  });
  return noContent;
}

/** Out of the trash (section 8); for a ticket that is not in it 404, which is a guess. */
function restore(call: Call): Reply {
  const ticket = ticketOf(call);
  if (!ticket.deleted) throw problems.notFound();
  changeTicket(call.world, agentActor(actorOf(call)), ticket, () => {
    ticket.deleted = false;
  });
  return noContent;
}

/** An archived ticket can be read and deleted (section 8.8). */
function archived(call: Call) {
  const ticket = call.world.state.tickets.rows.get(idOf(call, 'ticket_id'));
  if (ticket?.archived !== true || ticket.deleted) throw problems.notFound();
  if (!maySee(actorOf(call), ticket)) throw problems.forbidden();
  return ticket;
}

function deleteArchived(call: Call): Reply {
  const ticket = archived(call);
  ticket.deleted = true;
  call.world.state.tickets.version += 1;
  return noContent;
}

export const ticketRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/tickets', listTickets],
  ['POST', '/api/v2/tickets', create],
  ['POST', '/api/v2/tickets/outbound_email', outbound],
  ['GET', '/api/v2/tickets/{ticket_id}', view],
  ['PUT', '/api/v2/tickets/{ticket_id}', update],
  ['DELETE', '/api/v2/tickets/{ticket_id}', trash],
  ['PUT', '/api/v2/tickets/{ticket_id}/restore', restore],
  [
    'GET',
    '/api/v2/tickets/archived/{ticket_id}',
    (call) => ok(presentViewed(call, archived(call), includesOf(call, viewIncludes))),
  ],
  ['DELETE', '/api/v2/tickets/archived/{ticket_id}', deleteArchived],
];
