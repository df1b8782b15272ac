import type { Json } from '../../../src/adapter/answers.ts';
import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { MessageSnapshot, SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import type { Author, Message } from '../../../src/model/message.ts';
import { PART_TO_EVENT_KIND, STATE_AFTER_PART } from '../enums.ts';
import { entryOf } from '../to-unified/common.ts';
import {
  isMessagePart,
  type MessageContext,
  messageToUnified,
  sourceToUnified,
} from '../to-unified/messages.ts';
import { authorOf } from '../to-unified/people.ts';
import type { IntercomPart } from '../wire/messages.ts';
import { assignmentChange, attributeChanges, categoryChange, statusNow } from './changes.ts';
import type { EventContext } from './context.ts';

/** What the messages of a notification belong to. */
export interface About {
  readonly ticket: TicketSnapshot;
  readonly isBackOffice?: boolean;
  /** When the case began, as Intercom writes it. */
  readonly createdAt?: number | string | null;
}

const readingOf = (about: About, context: EventContext): MessageContext => ({
  ...context.reading,
  keepRaw: false,
  ticketId: about.ticket.externalId,
  channel: about.ticket.channel,
  createdAt: about.createdAt ?? null,
  isBackOffice: about.isBackOffice ?? false,
});

/** A message as a snapshot, which says nothing of where it was read. */
function snapshotOf({ value }: Mapped<Message>): MessageSnapshot {
  const { provenance: _provenance, ...message } = value;
  return message;
}

const messageOf = (part: IntercomPart, about: About, context: EventContext): MessageSnapshot =>
  snapshotOf(messageToUnified(part, readingOf(about, context)));

/** A message that came: a note unless everybody may see it. */
function messageCreated(
  message: MessageSnapshot,
  about: About,
  context: EventContext,
): SupportEvent {
  return {
    type: message.visibility === 'public' ? 'message.created' : 'note.created',
    ...context.frame,
    actor: actorOf(message.author, context),
    ticket: about.ticket,
    message,
  };
}

/** The message that a conversation began with. */
export const firstMessage = (source: Json, about: About, context: EventContext): SupportEvent =>
  messageCreated(snapshotOf(sourceToUnified(source, readingOf(about, context))), about, context);

/** A message that was there before, and is another now. */
export function messageChanged(
  type: 'message.updated' | 'message.redacted',
  part: IntercomPart,
  { about, context }: { readonly about: About; readonly context: EventContext },
): SupportEvent {
  const message = messageOf(part, about, context);
  const isRedacted = message.isRedacted === true || type === 'message.redacted';
  return {
    type,
    ...context.frame,
    actor: type === 'message.redacted' ? context.frame.actor : actorOf(message.author, context),
    ticket: about.ticket,
    message: { ...message, isRedacted },
  };
}

const actorOf = (author: Message['author'] | undefined, { frame }: EventContext): Author | null =>
  author ?? frame.actor;

/**
 * Everything that a part says: a text, a new state, another assignee. One part can say all three: a
 * customer's answer to a closed conversation opens it, a teammate types a text while assigning.
 */
export function partEvents(
  part: IntercomPart,
  about: About,
  context: EventContext,
): readonly SupportEvent[] {
  const written = isMessagePart(part, context.reading)
    ? [messageCreated(messageOf(part, about, context), about, context)]
    : [];
  return [...written, ...changeEvents(part, about, context)];
}

function changeEvents(
  part: IntercomPart,
  { ticket }: About,
  context: EventContext,
): readonly SupportEvent[] {
  const { frame, reading } = context;
  const common = {
    ...frame,
    actor: part.author ? authorOf(part.author, reading) : frame.actor,
    ticket,
  };
  const kind = entryOf<string>(PART_TO_EVENT_KIND, part.part_type);
  const events: SupportEvent[] = [];
  if (kind === 'assigned') {
    const changes = assignmentChange(part, ticket, reading);
    events.push({ type: 'ticket.assigned', ...common, changes });
  }
  if (part.ticket_state) {
    const changes = categoryChange(part, ticket, reading);
    events.push({ type: 'ticket.status_changed', ...common, changes });
  } else if (entryOf<string>(STATE_AFTER_PART, part.part_type) !== undefined) {
    events.push({ type: 'ticket.status_changed', ...common, changes: statusNow(ticket) });
  }
  if (kind === 'field_changed') {
    const changes = attributeChanges(part, reading);
    events.push({ type: 'ticket.updated', ...common, changes });
  }
  return events;
}
