import { asText } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { remove, viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  contactById,
  conversationOf,
  idText,
  type IntercomRoute,
  ok,
  secondsOf,
} from '../call.ts';
import { problems } from '../errors.ts';
import { fireConversationDeleted } from '../events.ts';
import { bodyInput, compareRows, cursorPage, type Order, queryInput } from '../paging/cursor.ts';
import { numberedPage } from '../paging/pages.ts';
import { presentConversation } from '../present/conversations.ts';
import type { ConversationRow } from '../records/conversations.ts';
import { conversationFields } from '../search/fields.ts';
import { search } from '../search/run.ts';
import { takeAttachments } from '../tickets/attachments.ts';
import { manage } from '../tickets/manage.ts';
import { mergeConversation } from '../tickets/merge.ts';
import { startByContact } from '../tickets/new-conversation.ts';
import { lastConversationOf, reply } from '../tickets/reply.ts';
import { updateConversation } from '../tickets/update-conversation.ts';
import { secondsNow, ticketTypeOf, type World } from '../world.ts';
import { since } from './versions.ts';

/** By last update, newest first: an order that moves while the workspace lives (section 5). */
export const byUpdate: Order<ConversationRow> = {
  value: (row) => row.updated_at,
  descending: true,
};

/** Pages of conversations; the largest size is that of searches (section 5). */
export const conversationSizes = { fallback: 20, largest: 150 };

/** Customer tickets are in here as well (section 19); the other kinds are the team's own. */
const isConversation = (world: World) => (row: ConversationRow) =>
  row.ticket === null || ticketTypeOf(world, row)?.category === 'Customer';

export function listed(world: World): readonly ConversationRow[] {
  return viewOf(world.state.conversations, 'conversations by update', (rows) =>
    rows.filter(isConversation(world)).sort(compareRows(byUpdate)),
  );
}

const inList = (call: Call) => (row: ConversationRow) =>
  presentConversation(call, row, { parts: 'none' });

function list(call: Call): Reply {
  const page = cursorPage(listed(call.world), byUpdate, queryInput(call), conversationSizes);
  const { pages, total_count } = page.envelope;
  // Recorded here alone: `per_page` comes back as the text it was (trap 25).
  const per_page = call.query.get('per_page');
  return ok({
    type: 'conversation.list',
    pages: per_page === null ? pages : { ...pages, per_page },
    total_count,
    conversations: page.rows.map(inList(call)),
  });
}

function searchAll(call: Call): Reply {
  const found = search(call, listed(call.world), {
    fieldOf: conversationFields(call),
    order: byUpdate,
  });
  const page = cursorPage(found.rows, found.order, bodyInput(call), conversationSizes);
  return ok({
    type: 'conversation.list',
    ...page.envelope,
    conversations: page.rows.map(inList(call)),
  });
}

/** Answers a message; what one needs is its `conversation_id` (trap 6). */
function create(call: Call): Reply {
  const { world, body } = call;
  const from = fromOf(call);
  const text = asText(body['body']) ?? '';
  if (text === '') throw problems.invalid('Body is required');
  const createdAt = secondsOf(body['created_at'], 'created_at') ?? secondsNow(world);
  const row = startByContact(world, {
    contact: from,
    text,
    subject: asText(body['subject']) ?? '',
    attachmentIds: takeAttachments(world, body, { files: false }),
    createdAt,
  });
  return ok({
    type: 'user_message',
    id: row.source?.id,
    created_at: createdAt,
    body: text,
    message_type: 'inapp',
    conversation_id: row.id,
  });
}

function fromOf(call: Call) {
  const { from } = call.body;
  // Whatever stands there is read by name; anything but an object has none.
  const { type, id } = (from ?? {}) as { type?: unknown; id?: unknown };
  if (!['user', 'lead', 'contact'].includes(String(type)))
    throw problems.invalid('from.type is invalid');
  return contactById(call.world, idText(id));
}

function retrieve(call: Call): Reply {
  return ok(presentConversation(call, conversationOf(call), { parts: 'all' }));
}

function update(call: Call): Reply {
  const row = conversationOf(call);
  updateConversation(call, row);
  return ok(presentConversation(call, row, { parts: 'all' }));
}

/** The whole conversation with the new part, beside figures from before it (section 7.2). */
function written(
  change: (call: Call, row: ConversationRow) => unknown,
  find: (call: Call) => ConversationRow = conversationOf,
) {
  return (call: Call): Reply => {
    const row = find(call);
    const statistics = { ...row.statistics };
    change(call, row);
    return ok(presentConversation(call, row, { parts: 'all', statistics }));
  };
}

export function deleteConversation(call: Call, row: ConversationRow): void {
  const { state } = call.world;
  remove(state.conversations, row.id);
  state.deletedConversations.push({
    id: row.id,
    metrics_retained: call.query.get('retain_metrics') === 'true',
    deleted_at: secondsNow(call.world),
  });
  fireConversationDeleted(call.world, row.id);
}

function destroy(call: Call): Reply {
  const row = conversationOf(call);
  deleteConversation(call, row);
  return ok({ id: row.id, object: 'conversation', deleted: true });
}

/** Its type is a plural of its own (section 7). */
function deleted(call: Call): Reply {
  const all = call.world.state.deletedConversations;
  const rows = call.query.get('order') === 'asc' ? all : [...all].reverse();
  const page = numberedPage(call, rows, conversationSizes);
  return ok({
    type: 'conversations.list',
    ...page.envelope,
    conversations: page.rows.map((row) => ({ type: 'conversation', ...row })),
  });
}

function merge(call: Call): Reply {
  const primary = mergeConversation(call, conversationOf(call));
  return ok(presentConversation(call, primary, { parts: 'all' }));
}

/** Nobody pauses here: the lists are there and empty (section 7). */
function handlingEvents(call: Call): Reply {
  conversationOf(call);
  return ok({ handling_events: [] });
}

function sideConversations(call: Call): Reply {
  conversationOf(call);
  const page = numberedPage(call, [], { fallback: 25, largest: 50 });
  return ok({ type: 'side_conversation.list', side_conversations: [], ...page.envelope });
}

export const conversationRoutes: readonly IntercomRoute[] = [
  ['GET', '/conversations', list],
  ['POST', '/conversations', create],
  ['POST', '/conversations/search', searchAll],
  ['GET', '/conversations/deleted', since(16, deleted)],
  ['GET', '/conversations/{id}', retrieve],
  ['PUT', '/conversations/{id}', update],
  ['DELETE', '/conversations/{id}', since(13, destroy)],
  ['POST', '/conversations/last/reply', written(reply, lastConversationOf)],
  ['POST', '/conversations/{id}/reply', written(reply)],
  ['POST', '/conversations/{id}/parts', written(manage)],
  ['POST', '/conversations/{id}/merge', since(16, merge)],
  ['GET', '/conversations/{id}/handling_events', handlingEvents],
  ['GET', '/conversations/{id}/side_conversations', sideConversations],
];
