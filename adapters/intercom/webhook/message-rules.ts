import type { Mapped } from '../../../src/adapter/mapping.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { FieldChange, SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import type { Message } from '../../../src/model/message.ts';
import { PART_TO_EVENT_KIND, STATE_AFTER_PART } from '../enums.ts';
import { entryOf, idOf } from '../to-unified/common.ts';
import {
  isMessagePart,
  type MessageContext,
  messageToUnified,
  sourceToUnified,
} from '../to-unified/messages.ts';
import { authorOf } from '../to-unified/people.ts';
import type { IntercomPart, IntercomSource } from '../wire/messages.ts';
import { assignmentChange, attributeChanges, categoryChange, statusNow } from './changes.ts';
import type { EventContext } from './context.ts';

/** What the messages of a notification belong to. */
export interface About {
  readonly ticket: TicketSnapshot;
  /** Whether customers never see the case; `null` where the notification does not say. */
  readonly isBackOffice: boolean | null;
  /** Who sees the first message where it is a ticket's description. */
  readonly description?: Visibility | null;
  /** When the case began, as Intercom writes it. */
  readonly createdAt?: number | string | null;
}

const readingOf = (about: About, context: EventContext): MessageContext => ({
  ...context.reading,
  keepRaw: false,
  ticketId: about.ticket.externalId,
  channel: about.ticket.channel,
  createdAt: about.createdAt ?? null,
  isBackOffice: about.isBackOffice,
  description: about.description ?? null,
});

/** A message without where it was read. */
type Spoken = Omit<Message, 'provenance' | 'raw'>;

function spokenOf({ value }: Mapped<Message>): Spoken {
  const { provenance: _provenance, ...message } = value;
  return message;
}

const messageOf = (part: IntercomPart, about: About, context: EventContext): Spoken =>
  spokenOf(messageToUnified(part, readingOf(about, context)));

/**
 * The id of what a part tells. Several topics can tell of one part (assigned, and opened by being
 * assigned), each in a notification with an id of its own; what happened is still one event.
 */
const partEventId = (partId: string | number, type: SupportEvent['type'], context: EventContext) =>
  idOf<'event'>(context.reading, `${partId}.${type}`);

/** A message that came: a note unless everybody may see it. */
function messageCreated(message: Spoken, about: About, context: EventContext): SupportEvent {
  const type = message.visibility === 'public' ? 'message.created' : 'note.created';
  return {
    type,
    ...context.frame,
    id: partEventId(message.externalId, type, context),
    actor: message.author,
    ticket: about.ticket,
    message,
  };
}

/** The message that a conversation began with. */
export const firstMessage = (
  source: IntercomSource,
  about: About,
  context: EventContext,
): SupportEvent =>
  messageCreated(spokenOf(sourceToUnified(source, readingOf(about, context))), about, context);

/** A message that was there before, and is another now. */
export function messageChanged(
  type: 'message.updated' | 'message.redacted',
  part: IntercomPart | IntercomSource,
  { about, context }: { readonly about: About; readonly context: EventContext },
): SupportEvent {
  const reading = readingOf(about, context);
  const message = spokenOf(
    'part_type' in part ? messageToUnified(part, reading) : sourceToUnified(part, reading),
  );
  const isRedacted = message.isRedacted || type === 'message.redacted';
  return {
    type,
    ...context.frame,
    // Whoever took a message back is not named; the part names its author.
    actor: type === 'message.redacted' ? context.frame.actor : message.author,
    ticket: about.ticket,
    message: { ...message, isRedacted },
  };
}

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
  const changed = (
    type: 'ticket.assigned' | 'ticket.status_changed' | 'ticket.updated',
    changes: readonly FieldChange[],
  ): SupportEvent => ({
    type,
    ...frame,
    id: partEventId(part.id, type, context),
    actor: part.author ? authorOf(part.author, reading) : frame.actor,
    ticket,
    changes,
  });
  const kind = entryOf<string>(PART_TO_EVENT_KIND, part.part_type);
  const events: SupportEvent[] = [];
  if (kind === 'assigned') {
    events.push(changed('ticket.assigned', assignmentChange(part, ticket, reading)));
  }
  if (part.ticket_state) {
    events.push(changed('ticket.status_changed', categoryChange(part, ticket, reading)));
  } else if (entryOf<string>(STATE_AFTER_PART, part.part_type) !== undefined) {
    events.push(changed('ticket.status_changed', statusNow(ticket)));
  }
  if (kind === 'field_changed') {
    events.push(changed('ticket.updated', attributeChanges(part, reading)));
  }
  return events;
}
