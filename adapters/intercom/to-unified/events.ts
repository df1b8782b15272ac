import { parseWire } from '../../../src/adapter/wire.ts';
import type { TicketEventKind } from '../../../src/model/enums.ts';
import type { TicketEvent } from '../../../src/model/event.ts';
import { PART_TO_EVENT_KIND } from '../enums.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { type IntercomPart, partWire } from '../wire/messages.ts';
import { dateOf, entryOf, idOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';
import { changesOf } from './event-changes.ts';
import { isMessagePart, type MessageContext, sourceIdOf, visibilityOf } from './messages.ts';
import { authorOf } from './people.ts';
import { threadIn } from './thread.ts';

type Event = TicketEvent<IntercomRaw['event']>;

/** What the history of a part depends on beside the part. */
export type EventContext = TranslationContext & Pick<MessageContext, 'ticketId' | 'isBackOffice'>;

/**
 * The history of a conversation or a ticket, oldest first: that it began, and what every part tells.
 * Intercom keeps no history apart from the thread, so a thread that was cut short has less of it.
 *
 * @throws {WireFormatError} when the payload is neither.
 */
export function historyToUnified(json: unknown, context: TranslationContext): readonly Event[] {
  const { ticketId, createdAt, source, description, parts, isBackOffice } = threadIn(json, context);
  const id = idOf<'event'>(context, `${ticketId}.created`);
  const created: Event = {
    id,
    ticketId: idOf(context, ticketId),
    kind: 'created',
    actor: source === null || description !== null ? null : authorOf(source.author, context),
    at: dateOf(createdAt, 'created_at'),
    changes: [],
    messageId: source === null ? null : idOf(context, sourceIdOf(source, ticketId)),
    nativeType: 'created',
    dedupeKey: id,
    sequence: null,
    // Safe: the thread was read from it, so it is a conversation or a ticket.
    ...rawOf(context, json as IntercomRaw['event']),
  };
  const about = { ...context, ticketId, isBackOffice };
  return [created, ...(parts ?? []).flatMap((part) => partToEvents(part, about))];
}

/**
 * What a part tells: that somebody wrote something, that the case changed, or both. Values are
 * Intercom's own words; kinds of parts that polydesk does not know are kept as `other`.
 *
 * @throws {WireFormatError} when the payload is not a part.
 */
export function partToEvents(json: unknown, context: EventContext): readonly Event[] {
  const wire = parseWire(partWire, json, { provider: PROVIDER, what: 'conversation part' });
  const isMessage = isMessagePart(wire, context);
  const kind = entryOf<TicketEventKind>(PART_TO_EVENT_KIND, wire.part_type);
  const written = isMessage ? [eventOf(wire, context, messageKindOf(wire, context))] : [];
  if (kind === undefined && isMessage) return written;
  return [...written, eventOf(wire, context, kind ?? 'other')];
}

const messageKindOf = (wire: IntercomPart, context: EventContext): TicketEventKind =>
  visibilityOf(wire, context) === 'public' ? 'message_added' : 'note_added';

function eventOf(wire: IntercomPart, context: EventContext, kind: TicketEventKind): Event {
  const isMessage = kind === 'message_added' || kind === 'note_added';
  const id = idOf<'event'>(context, isMessage ? `${wire.id}.message` : String(wire.id));
  return {
    id,
    ticketId: idOf(context, context.ticketId),
    kind,
    actor: wire.author ? authorOf(wire.author, context) : null,
    at: dateOf(wire.created_at, 'created_at'),
    changes: isMessage ? [] : changesOf(wire, context),
    messageId: isMessage ? idOf(context, wire.id) : null,
    nativeType: wire.part_type,
    dedupeKey: id,
    sequence: null,
    ...rawOf<IntercomRaw['event']>(context, wire),
  };
}
