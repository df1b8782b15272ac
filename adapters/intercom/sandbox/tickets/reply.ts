import { asList, asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { actorOf, type Call, contactById, idText, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { firePart } from '../events.ts';
import { contactByEmail, contactByExternalId } from '../people.ts';
import type { ConversationRow, PartRow } from '../records/conversations.ts';
import type { ContactRow } from '../records/people.ts';
import { adminAuthor, contactAuthor, contactOf, secondsNow } from '../world.ts';
import { takeAttachments } from './attachments.ts';
import { fromPlainText, fromStaffText } from './bodies.ts';
import { notify } from './notify.ts';
import { addPart } from './parts.ts';
import { countAdminReply, countContactMessage } from './statistics.ts';

const adminTypes = ['comment', 'note', 'quick_reply'] as const;

/** A reply of a teammate or a contact, told apart by `type` (section 7.1). */
export function reply(call: Call, row: ConversationRow): PartRow {
  const type = asText(call.body['type']);
  if (type === 'admin') return replyAsAdmin(call, row);
  if (type === 'user') return replyAsContact(call, row);
  throw type === null ? problems.required('type') : problems.invalid('type is invalid');
}

function replyAsAdmin(call: Call, row: ConversationRow): PartRow {
  const { world, body } = call;
  const admin = actorOf(call);
  const kind = adminTypes.find((known) => known === body['message_type']);
  if (kind === undefined) throw problems.invalid('message_type is invalid');
  const attachment_ids = attachmentsOf(call, row, 'admin');
  const text = asText(body['body']) ?? '';
  if (kind !== 'quick_reply') refuseEmpty(text, attachment_ids);
  const metadata = quickReplies(call);
  const at = secondsOf(body['created_at'], 'created_at') ?? secondsNow(world);
  wake(call, row);
  if (kind !== 'note') {
    countAdminReply(row, at);
    // Recorded: it clears the wait and leaves `read` as it was (section 7.1).
    row.waiting_since = null;
  }
  const part = addPart(world, row, {
    part_type: kind,
    body: text === '' ? null : fromStaffText(text),
    author: adminAuthor(admin),
    attachment_ids,
    created_at: at,
    metadata,
  });
  if (kind === 'note') {
    firePart(world, row, part, {
      conversation: 'conversation.admin.noted',
      ticket: 'ticket.note.created',
    });
    return part;
  }
  for (const id of row.contact_ids) {
    const contact = contactOf(world, id);
    if (contact !== null) contact.last_contacted_at = at;
  }
  const skip = body['skip_notifications'] === true && mayBeSilent(call, row);
  notify(world, row, row.ticket === null ? 'reply' : 'ticket_reply', part, { skip });
  firePart(world, row, part, {
    conversation: 'conversation.admin.replied',
    ticket: 'ticket.admin.replied',
  });
  return part;
}

/** On conversations the flag came with 2.15, on tickets with 2.13 (section 2). */
function mayBeSilent(call: Call, row: ConversationRow): boolean {
  return call.version >= (row.ticket === null ? 15 : 13);
}

function replyAsContact(call: Call, row: ConversationRow): PartRow {
  const { world, body } = call;
  const contact = writerOf(call);
  const quick = body['message_type'] === 'quick_reply';
  if (body['message_type'] !== 'comment' && !quick)
    throw problems.invalid('message_type is invalid');
  const attachment_ids = attachmentsOf(call, row, 'contact');
  const text = quick ? chosenTexts(body).join(', ') : (asText(body['body']) ?? '');
  refuseEmpty(text, attachment_ids);
  const at = secondsOf(body['created_at'], 'created_at') ?? secondsNow(world);
  // The customer's text arrives as `open` where it opens the conversation again (trap 5).
  const opens = row.state !== 'open';
  if (row.state === 'closed') row.statistics.count_reopens += 1;
  row.state = 'open';
  row.snoozed_until = null;
  row.waiting_since ??= at;
  row.read = false;
  row.first_contact_reply ??= { created_at: at, url: null };
  contact.last_replied_at = at;
  countContactMessage(row, at);
  const part = addPart(world, row, {
    part_type: opens ? 'open' : quick ? 'quick_reply' : 'comment',
    body: text === '' ? null : fromPlainText(text),
    author: contactAuthor(contact, 'part'),
    attachment_ids,
    created_at: at,
    metadata: quick ? { quick_reply_uuid: chosenUuid(body) } : {},
  });
  firePart(world, row, part, {
    conversation: 'conversation.user.replied',
    ticket: 'ticket.contact.replied',
  });
  return part;
}

/** Replies and notes wake a snoozed conversation without a part of their own (section 7.1). */
function wake(call: Call, row: ConversationRow): void {
  if (row.state !== 'snoozed') return;
  if (call.version === 100 && call.body['skip_unsnooze'] === true) return;
  row.state = 'open';
  row.snoozed_until = null;
}

/** Who writes as `type: user`: by Intercom's id, the caller's own or the address. */
function writerOf(call: Call): ContactRow {
  const { world, body } = call;
  const id = idText(body['intercom_user_id']);
  if (id !== null) return contactById(world, id);
  const externalId = idText(body['user_id']);
  const email = idText(body['email']);
  if (externalId === null && email === null) throw problems.required('intercom_user_id');
  const found =
    externalId === null
      ? contactByEmail(world, email ?? '')
      : contactByExternalId(world, externalId);
  if (found === null) throw problems.userNotFound();
  return found;
}

/**
 * Files in base64 and by address (section 10): files win on ticket replies, where teammates may
 * send them since 2.16 and contacts never.
 */
function attachmentsOf(
  call: Call,
  row: ConversationRow,
  writer: 'admin' | 'contact',
): readonly string[] {
  const ticket = row.ticket !== null && call.route.startsWith('POST /tickets/');
  const files = !ticket || (writer === 'admin' && call.version >= 16);
  return takeAttachments(call.world, call.body, { files, filesWin: ticket });
}

function refuseEmpty(text: string, files: readonly string[]): void {
  if (text.trim() === '' && files.length === 0) throw problems.invalid('Body is required');
}

function quickReplies(call: Call): Readonly<Record<string, unknown>> {
  if (call.body['message_type'] !== 'quick_reply') return {};
  const options = asList(call.body['reply_options']).filter(isRecord);
  if (options.length === 0) throw problems.required('reply_options');
  return {
    quick_reply_options: options.map(({ text, uuid }) => ({ text, uuid })),
  };
}

const chosenTexts = (body: JsonRecord): string[] =>
  asList(body['reply_options'])
    .filter(isRecord)
    .flatMap(({ text }) => asText(text) ?? []);

const chosenUuid = (body: JsonRecord): string | null =>
  asText(asList(body['reply_options']).filter(isRecord)[0]?.['uuid']);

/** The contact's last conversation, for `POST /conversations/last/reply` (section 7). */
export function lastConversationOf(call: Call): ConversationRow {
  const contact = writerOf(call);
  const own = [...call.world.state.conversations.rows.values()].filter((row) =>
    row.contact_ids.includes(contact.id),
  );
  const last = own.sort((one, two) => two.updated_at - one.updated_at)[0];
  if (last === undefined) throw problems.notFound();
  return last;
}
