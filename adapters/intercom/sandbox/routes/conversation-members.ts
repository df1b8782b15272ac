import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, conversationOf, idText, type IntercomRoute, ok, ticketOf } from '../call.ts';
import { problems } from '../errors.ts';
import { fireConversation } from '../events.ts';
import { presentConversation } from '../present/conversations.ts';
import { presentAppliedTag } from '../present/people.ts';
import type { ConversationRow, PartRow } from '../records/conversations.ts';
import { redactedBody } from '../tickets/bodies.ts';
import { attachContact, detachContact } from '../tickets/participants.ts';
import { tagConversation, untagConversation } from '../tickets/tags.ts';
import { conversationChanged, secondsNow } from '../world.ts';

/** Says "Conversation not found" here (section 4). */
function taggable(call: Call): ConversationRow {
  const row = call.world.state.conversations.rows.get(call.params['id'] ?? '');
  if (row === undefined) throw problems.notFound('Conversation not found');
  return row;
}

const tag =
  (find: (call: Call) => ConversationRow) =>
  (call: Call): Reply =>
    ok(presentAppliedTag(call.world, tagConversation(call, find(call))));

/** Recorded: the tag with nulls where it was applied (section 7). */
const untag =
  (find: (call: Call) => ConversationRow) =>
  (call: Call): Reply => {
    const { id, name } = untagConversation(call, find(call));
    return ok({ type: 'tag', id, name, applied_at: null, applied_by: null });
  };

function attach(call: Call): Reply {
  const row = conversationOf(call);
  attachContact(call, row);
  return ok(presentConversation(call, row, { parts: 'all' }));
}

function detach(call: Call): Reply {
  const row = conversationOf(call);
  detachContact(call, row, call.params['contact_id'] ?? '');
  return ok(presentConversation(call, row, { parts: 'all' }));
}

const nothingToRedact = () =>
  problems.notFound(
    'Conversation part or message not found',
    'conversation_part_or_message_not_found',
  );

/** Takes the text and the files of a part, or of the source (section 7). */
function redact(call: Call): Reply {
  const { world, body } = call;
  const row = world.state.conversations.rows.get(idText(body['conversation_id']) ?? '');
  if (row === undefined) throw nothingToRedact();
  const parts: PartRow[] = [];
  if (body['type'] === 'source') redactSource(row, idText(body['source_id']));
  else if (body['type'] === 'conversation_part')
    parts.push(redactPart(call, row, idText(body['conversation_part_id'])));
  else throw problems.invalid('type is invalid');
  row.updated_at = Math.max(row.updated_at, secondsNow(world));
  conversationChanged(world, row);
  fireConversation(world, 'conversation_part.redacted', row, parts);
  return ok(presentConversation(call, row, { parts: 'all' }));
}

/** The source has a message id, of another space than parts (section 8.2). */
function redactSource(row: ConversationRow, id: string | null): void {
  if (row.source === null || row.source.id !== id) throw nothingToRedact();
  Object.assign(row.source, { body: redactedBody, redacted: true, attachment_ids: [] });
}

function redactPart(call: Call, row: ConversationRow, id: string | null): PartRow {
  const part = row.parts.find((candidate) => candidate.id === id);
  if (part === undefined) throw nothingToRedact();
  // The status of this one is not known for certain (section 4).
  if (part.body === null && part.attachment_ids.length === 0)
    throw problems.list(
      422,
      'conversation_part_not_redactable',
      'Conversation part cannot be redacted',
    );
  part.body = redactedBody;
  part.redacted = true;
  part.attachment_ids = [];
  part.updated_at = secondsNow(call.world);
  return part;
}

export const conversationMemberRoutes: readonly IntercomRoute[] = [
  ['POST', '/conversations/{id}/tags', tag(taggable)],
  ['DELETE', '/conversations/{id}/tags/{tag_id}', untag(taggable)],
  ['POST', '/tickets/{id}/tags', tag(ticketOf)],
  ['DELETE', '/tickets/{id}/tags/{tag_id}', untag(ticketOf)],
  ['POST', '/conversations/{id}/customers', attach],
  ['DELETE', '/conversations/{id}/customers/{contact_id}', detach],
  ['POST', '/conversations/redact', redact],
];
