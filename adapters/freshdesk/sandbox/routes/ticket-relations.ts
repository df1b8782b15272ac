import { asIntegers, asList, asRecord, asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  bodyOf,
  type Call,
  checkedBody,
  type FreshdeskRoute,
  noContent,
  ok,
} from '../call.ts';
import { problems } from '../errors.ts';
import { presentNote } from '../present/conversations.ts';
import { presentReduced } from '../present/tickets.ts';
import type { TicketRow } from '../records/tickets.ts';
import { ticketOf, writableTicket } from '../tickets/access.ts';
import { isPrime } from '../tickets/associations.ts';
import { newConversation } from '../tickets/conversations.ts';
import { numberOf } from '../tickets/create.ts';
import { agentRule, text } from '../tickets/fields.ts';

const others = (call: Call, ticket: TicketRow) =>
  ticket.associated_tickets_list.flatMap((id) => call.world.state.tickets.rows.get(id) ?? []);

/** What hangs on a parent or tracker (section 8). */
function associated(call: Call): Reply {
  const ticket = ticketOf(call);
  if (!isPrime(ticket)) throw problems.notFound();
  return ok({ tickets: others(call, ticket).map((row) => presentReduced(call.world, row)) });
}

/** The parent or tracker of a ticket. */
function prime(call: Call): Reply {
  const ticket = ticketOf(call);
  const [first] = isPrime(ticket) ? [] : others(call, ticket);
  if (first === undefined) throw problems.notFound();
  return ok(presentReduced(call.world, first));
}

function watch(ticket: TicketRow, id: number): void {
  ticket.watcher_ids = [...new Set([...ticket.watcher_ids, id])];
}

function unwatch(ticket: TicketRow, id: number): void {
  ticket.watcher_ids = ticket.watcher_ids.filter((watcher) => watcher !== id);
}

/** Tickets named by a body's `ids`; one that is not there makes the call a 404. */
function ticketsIn(call: Call, ids: unknown): readonly TicketRow[] {
  return asIntegers(ids).map((id) => {
    const ticket = call.world.state.tickets.rows.get(id);
    if (ticket === undefined || ticket.deleted || ticket.archived) throw problems.notFound();
    return ticket;
  });
}

function watchOne(call: Call): Reply {
  const ticket = writableTicket(call);
  const { values } = checkedBody(call, { user_id: { ...agentRule, required: true } });
  watch(ticket, numberOf(values['user_id']) ?? 0);
  return noContent;
}

/** Acts on the key's own user (section 8). */
function unwatchOne(call: Call): Reply {
  unwatch(writableTicket(call), actorOf(call).id);
  return noContent;
}

function bulkWatch(call: Call): Reply {
  const { values } = checkedBody(call, {
    ids: { type: 'Array', required: true },
    user_id: { ...agentRule, required: true },
  });
  for (const ticket of ticketsIn(call, values['ids']))
    watch(ticket, numberOf(values['user_id']) ?? 0);
  return noContent;
}

function bulkUnwatch(call: Call): Reply {
  const { values } = checkedBody(call, { ids: { type: 'Array', required: true } });
  for (const ticket of ticketsIn(call, values['ids'])) unwatch(ticket, actorOf(call).id);
  return noContent;
}

/** One summary a ticket, shaped like a note (section 8). */
function viewSummary(call: Call): Reply {
  const { summary } = ticketOf(call);
  if (summary === null) throw problems.notFound();
  return ok(presentNote(call, summary));
}

function writeSummary(call: Call): Reply {
  const ticket = writableTicket(call);
  const { values } = checkedBody(call, { body: { ...text, required: true } });
  ticket.summary = newConversation(call.world, ticket.id, {
    body: asText(values['body']) ?? '',
    source: 2,
    private: true,
    user_id: actorOf(call).id,
  });
  return ok(presentNote(call, ticket.summary));
}

function deleteSummary(call: Call): Reply {
  writableTicket(call).summary = null;
  return noContent;
}

const presentAccesses = (ticket: TicketRow): Reply => ok({ user_ids: ticket.access_ids });

function addAccesses(call: Call): Reply {
  const ticket = writableTicket(call);
  const { values } = checkedBody(call, { user_ids: { type: 'Array', required: true } });
  ticket.access_ids = [...new Set([...ticket.access_ids, ...asIntegers(values['user_ids'])])];
  return presentAccesses(ticket);
}

/** Takes `[{id, deleted}]` (section 8); whether the list has a name around it is not on record. */
function changeAccesses(call: Call): Reply {
  const ticket = writableTicket(call);
  const { input } = bodyOf(call);
  for (const item of asList(input['user_ids'] ?? input['accesses']).map(asRecord)) {
    const id = numberOf(item['id']);
    const rest = ticket.access_ids.filter((own) => own !== id);
    ticket.access_ids = item['deleted'] === true || id === null ? rest : [...rest, id];
  }
  return presentAccesses(ticket);
}

function removeAccesses(call: Call): Reply {
  writableTicket(call).access_ids = [];
  return noContent;
}

export const ticketRelationRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/tickets/{ticket_id}/associated_tickets', associated],
  ['GET', '/api/v2/tickets/{ticket_id}/prime_association', prime],
  [
    'GET',
    '/api/v2/tickets/{ticket_id}/watchers',
    (call) => ok({ watcher_ids: ticketOf(call).watcher_ids }),
  ],
  ['POST', '/api/v2/tickets/{ticket_id}/watch', watchOne],
  ['PUT', '/api/v2/tickets/{ticket_id}/unwatch', unwatchOne],
  ['PUT', '/api/v2/tickets/bulk_watch', bulkWatch],
  ['PUT', '/api/v2/tickets/bulk_unwatch', bulkUnwatch],
  ['GET', '/api/v2/tickets/{ticket_id}/summary', viewSummary],
  ['PUT', '/api/v2/tickets/{ticket_id}/summary', writeSummary],
  ['DELETE', '/api/v2/tickets/{ticket_id}/summary', deleteSummary],
  ['GET', '/api/v2/tickets/{ticket_id}/accesses', (call) => presentAccesses(ticketOf(call))],
  ['POST', '/api/v2/tickets/{ticket_id}/accesses', addAccesses],
  ['PATCH', '/api/v2/tickets/{ticket_id}/accesses', changeAccesses],
  ['DELETE', '/api/v2/tickets/{ticket_id}/accesses', removeAccesses],
];
