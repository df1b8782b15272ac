import type { MessageSnapshot, SupportEvent } from '../../../src/model/event.ts';
import type { Attachment, Author } from '../../../src/model/message.ts';
import type { EventContext, EventRule, EventRules } from './context.ts';
import { ticketSnapshot } from './ticket-snapshot.ts';
import { type Building, readNativeId, readText } from './values.ts';

type Wire = EventContext['wire']['event'];
type Comment = NonNullable<Wire['comment']>;

function authorOf({ author }: Comment, { ids }: EventContext): Author {
  const id = readNativeId(author?.id);
  const name = author?.name ?? null;
  if (id === null || id === '-1') {
    return { id: null, kind: id === null ? 'unknown' : 'system', name, email: null };
  }
  const staff = author?.is_staff;
  const kind = typeof staff === 'boolean' ? (staff ? 'agent' : 'customer') : 'unknown';
  return { id: ids.of(id), kind, name, email: null };
}

const attachmentOf = (
  { id, filename, content_type, content_url }: NonNullable<Wire['attachment']>,
  { ids }: EventContext,
): Attachment => ({
  id: ids.read(id),
  externalId: readNativeId(id),
  fileName: filename ?? '',
  contentType: content_type ?? null,
  size: null,
  url: content_url ?? null,
  urlExpiresAt: null,
  requiresAuth: false,
  isInline: false,
  contentId: null,
  sha256: null,
  malwareScan: null,
  messageId: null,
});

function messageOf(comment: Comment, context: EventContext): Building<MessageSnapshot> {
  const { ids, wire } = context;
  const externalId = String(comment.id);
  const message: Building<MessageSnapshot> = {
    id: ids.of(externalId),
    externalId,
    ticketId: ids.of(wire.detail.id),
  };
  if (typeof comment.is_public === 'boolean') {
    message.visibility = comment.is_public ? 'public' : 'internal';
  }
  if (comment.author) message.author = authorOf(comment, context);
  if (typeof comment.body === 'string') message.bodyText = comment.body;
  const { attachment } = wire.event;
  if (attachment) {
    message.attachments = [{ ...attachmentOf(attachment, context), messageId: ids.of(externalId) }];
  }
  return message;
}

const unknownEvent = ({ frame }: EventContext): SupportEvent => ({ type: 'unknown', ...frame });

/** An event without the comment it is about says nothing that could be passed on. */
const withComment =
  (build: (comment: Comment, context: EventContext) => SupportEvent): EventRule =>
  (context) => {
    const { comment } = context.wire.event;
    return comment ? build(comment, context) : unknownEvent(context);
  };

/** A note unless Zendesk says that the comment is public: a private text must never pass as one. */
export const commentAdded: EventRule = withComment((comment, context) => {
  const { frame } = context;
  const isPublic = comment.is_public === true;
  const message = messageOf(comment, context);
  message.visibility = isPublic ? 'public' : 'internal';
  if (frame.occurredAt !== null) message.createdAt = frame.occurredAt;
  const { author } = message;
  // The comment knows more of its author than the ticket does of whoever acted.
  const actor = author && author.id === frame.actor?.id ? author : frame.actor;
  return {
    type: isPublic ? 'message.created' : 'note.created',
    ...frame,
    actor: actor ?? author ?? null,
    ticket: ticketSnapshot(context),
    message,
  };
});

const PRIVATE = 'zen:event-type:ticket.comment_made_private';

export const commentChanged: EventRule = withComment((comment, context) => {
  const { frame, wire } = context;
  const message = messageOf(comment, context);
  if (wire.type === PRIVATE) message.visibility = 'internal';
  return { type: 'message.updated', ...frame, ticket: ticketSnapshot(context), message };
});

export const commentRedacted: EventRule = withComment((comment, context) => {
  const { frame } = context;
  const message = messageOf(comment, context);
  message.isRedacted = true;
  return { type: 'message.redacted', ...frame, ticket: ticketSnapshot(context), message };
});

const ACTOR_KINDS: Readonly<Record<string, Author['kind']>> = {
  end_user: 'customer',
  agent: 'agent',
  trigger: 'system',
  system: 'system',
};

function messagingActor({ ids, wire }: EventContext): Author {
  const { id, name, type } = wire.event.actor ?? {};
  const isPerson = type === 'end_user' || type === 'agent';
  // The built-in bot counts as "system", but has an id of its own.
  const kind = id === 'zd:answerBot' ? 'bot' : (ACTOR_KINDS[type ?? ''] ?? 'unknown');
  return { id: isPerson ? ids.read(id) : null, kind, name: readText(name), email: null };
}

const messagingMessage: EventRule = (context) => {
  const { frame, ids, wire } = context;
  const externalId = readNativeId(wire.event.message?.id);
  if (externalId === null) return unknownEvent(context);
  const author = messagingActor(context);
  const ticketNativeId = String(wire.detail.id);
  const ticketId = ids.of(ticketNativeId);
  const message: Building<MessageSnapshot> = {
    id: ids.of(externalId),
    externalId,
    ticketId,
    visibility: 'public',
    author,
    bodyText: wire.event.message?.body ?? null,
    channel: { kind: 'messenger', native: 'native_messaging' },
  };
  if (frame.occurredAt !== null) message.createdAt = frame.occurredAt;
  return {
    type: 'message.created',
    ...frame,
    actor: author,
    ticket: { id: ticketId, externalId: ticketNativeId },
    message,
  };
};

/** Live conversations: `detail` holds only the ticket's id (sheet section 24). */
export const MESSAGING_RULES: EventRules = { message_added: messagingMessage };
