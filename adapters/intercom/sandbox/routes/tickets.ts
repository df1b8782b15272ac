import { ProblemError, type Reply } from '../../../../src/sandbox/kit/messages.ts';
import { viewOf } from '../../../../src/sandbox/kit/table.ts';
import { type Call, conversationOf, idText, type IntercomRoute, ok, ticketOf } from '../call.ts';
import { problems } from '../errors.ts';
import { presentJob, startJob } from '../jobs.ts';
import { bodyInput, compareRows, cursorPage } from '../paging/cursor.ts';
import { presentConversation } from '../present/conversations.ts';
import { presentTicket, presentTicketPart } from '../present/tickets.ts';
import type { ConversationRow } from '../records/conversations.ts';
import { ticketFields } from '../search/fields.ts';
import { search } from '../search/run.ts';
import { convertConversation } from '../tickets/convert.ts';
import { createTicket, link, planTicket, unlink } from '../tickets/new-ticket.ts';
import { addPart } from '../tickets/parts.ts';
import { reply } from '../tickets/reply.ts';
import { changeType, updateTicket } from '../tickets/update-ticket.ts';
import { conversationChanged, ticketTypeOf, type World } from '../world.ts';
import { byUpdate, conversationSizes, deleteConversation } from './conversations.ts';
import { since } from './versions.ts';

const answer = (call: Call, row: ConversationRow): Reply => ok(presentTicket(call, row));

const show = (call: Call): Reply => answer(call, ticketOf(call));
const create = (call: Call): Reply => answer(call, createTicket(call, planTicket(call)));

/** The ticket is there at once; the job names it only when it is done, and fails where it failed. */
function enqueue(call: Call): Reply {
  const plan = planTicket(call);
  const job = startJob(call.world, attempt(call, plan));
  return ok(presentJob(call, job));
}

function attempt(call: Call, plan: ReturnType<typeof planTicket>): string | null {
  try {
    return createTicket(call, plan).id;
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

function showJob(call: Call): Reply {
  const job = call.world.state.jobs.rows.get(call.params['id'] ?? '');
  if (job === undefined) throw problems.notFound('Job Not Found', 'job_not_found');
  job.polls += 1;
  return ok(presentJob(call, job));
}

function update(call: Call): Reply {
  const row = ticketOf(call);
  updateTicket(call, row);
  return answer(call, row);
}

function destroy(call: Call): Reply {
  const row = ticketOf(call);
  deleteConversation(call, row);
  return ok({ id: row.id, object: 'ticket', deleted: true });
}

function allTickets(world: World): readonly ConversationRow[] {
  return viewOf(world.state.conversations, 'tickets by update', (rows) =>
    rows.filter((row) => row.ticket !== null).sort(compareRows(byUpdate)),
  );
}

/** With their parts, unlike conversations (section 6). */
function searchAll(call: Call): Reply {
  const found = search(call, allTickets(call.world), {
    fieldOf: ticketFields(call.world),
    order: byUpdate,
  });
  const page = cursorPage(found.rows, found.order, bodyInput(call), conversationSizes);
  const tickets = page.rows.map((row) => presentTicket(call, row));
  return ok({ type: 'ticket.list', tickets, ...page.envelope });
}

/** Answers the part alone (trap 7). Nobody outside writes on the team's own tickets (section 4). */
function replyTo(call: Call): Reply {
  const row = ticketOf(call);
  if (call.body['type'] === 'user' && ticketTypeOf(call.world, row)?.category === 'Back-office') {
    throw problems.list(
      400,
      'parameter_mismatch',
      'User replies are not allowed on Backoffice tickets',
    );
  }
  const part = reply(call, row);
  if (call.body['cross_post'] === true && part.part_type === 'note') crossPost(call.world, row);
  return ok(presentTicketPart(call, part));
}

/** A note that is written on every linked conversation as well (section 11). */
function crossPost(world: World, row: ConversationRow): void {
  const note = row.parts.at(-1);
  if (note === undefined) return;
  for (const id of row.linked_ids) {
    const linked = world.state.conversations.rows.get(id);
    const { part_type, author, body } = note;
    if (linked !== undefined) addPart(world, linked, { part_type, author, body });
  }
}

function convert(call: Call): Reply {
  const row = conversationOf(call);
  convertConversation(call, row);
  return answer(call, row);
}

function change(call: Call): Reply {
  const row = ticketOf(call);
  changeType(call, row);
  return answer(call, row);
}

/** Tracker tickets alone, and a conversation has at most one of them (section 4). */
const maxLinks = 2500;

function trackerOf(call: Call, verb: string): ConversationRow {
  const row = ticketOf(call);
  if (ticketTypeOf(call.world, row)?.category !== 'Tracker') {
    throw problems.list(
      400,
      'invalid_ticket_type',
      `Only tracker tickets support ${verb} conversations`,
    );
  }
  return row;
}

function linkConversation(call: Call): Reply {
  const { world } = call;
  const tracker = trackerOf(call, 'linking');
  const id = idText(call.body['conversation_id']);
  if (id === null) throw problems.list(400, 'parameter_not_found', 'conversation_id not specified');
  const row = world.state.conversations.rows.get(id);
  if (row === undefined)
    throw problems.notFound('Conversation not found', 'conversation_not_found');
  const tracked = row.linked_ids.some((linked) => {
    const other = world.state.conversations.rows.get(linked);
    return other !== undefined && ticketTypeOf(world, other)?.category === 'Tracker';
  });
  if (tracked) {
    throw problems.list(
      400,
      'already_linked_to_tracker',
      'A conversation can only have one tracker ticket',
    );
  }
  if (tracker.linked_ids.length >= maxLinks) {
    throw problems.list(
      400,
      'linked_conversation_limit_exceeded',
      'Ticket has reached the maximum number of conversations that can be linked',
    );
  }
  link(tracker, row);
  conversationChanged(world, row);
  return ok(presentConversation(call, row, { parts: 'all' }));
}

function unlinkConversation(call: Call): Reply {
  const { world } = call;
  const tracker = trackerOf(call, 'unlinking');
  const row = world.state.conversations.rows.get(call.params['conversation_id'] ?? '');
  if (row === undefined || !tracker.linked_ids.includes(row.id)) {
    throw problems.notFound('Conversation is not linked to this ticket', 'conversation_not_found');
  }
  unlink(tracker, row);
  conversationChanged(world, row);
  return ok(presentConversation(call, row, { parts: 'all' }));
}

export const ticketRoutes: readonly IntercomRoute[] = [
  ['POST', '/tickets', create],
  ['POST', '/tickets/enqueue', since(14, enqueue)],
  ['GET', '/jobs/status/{id}', since(14, showJob)],
  ['POST', '/tickets/search', searchAll],
  ['GET', '/tickets/{id}', show],
  ['PUT', '/tickets/{id}', update],
  ['DELETE', '/tickets/{id}', since(13, destroy)],
  ['POST', '/tickets/{id}/reply', replyTo],
  ['POST', '/tickets/{id}/change_type', since(16, change)],
  ['POST', '/tickets/{id}/linked_conversations', since(16, linkConversation)],
  ['DELETE', '/tickets/{id}/linked_conversations/{conversation_id}', since(16, unlinkConversation)],
  ['POST', '/conversations/{id}/convert', convert],
];
