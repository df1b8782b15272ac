import type { Json } from '../../../src/adapter/answers.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { FieldChange, SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { authorOf } from '../to-unified/people.ts';
import { saysSomething, threadIn } from '../to-unified/thread.ts';
import { facetOf, isBackOfficeOf } from '../to-unified/ticket-facet.ts';
import { type IntercomPart, type IntercomSource, partWire, sourceWire } from '../wire/messages.ts';
import { embeddedTicketSchema } from '../wire/tickets.ts';
import { assignmentChange, attributeChanges, priorityChange, statusNow } from './changes.ts';
import { type EventContext, type EventRule, type EventRules, unknownEvent } from './context.ts';
import { modernConversation } from './legacy.ts';
import { type About, firstMessage, messageChanged, partEvents } from './message-rules.ts';
import { bareTicket, completed, ticketSnapshot } from './ticket-snapshot.ts';
import { idIn, listIn, membershipChange, objectIn } from './values.ts';

type ChangeType = 'ticket.created' | 'ticket.updated' | 'ticket.status_changed' | 'ticket.assigned';

/** A case and the parts that a notification is about. */
interface Told extends About {
  readonly parts: readonly IntercomPart[];
  readonly item: Json;
}

const partOf = (json: unknown): IntercomPart =>
  parseWire(partWire, json, { provider: PROVIDER, what: 'part of a notification' });

/** A conversation; its parts are those that caused the event, and no others (sheet 18.2). */
function conversationTold({ item: given, reading }: EventContext): Told {
  const item = modernConversation(given);
  const parts = listIn(objectIn(item, 'conversation_parts'), 'conversation_parts');
  return {
    item,
    ticket: ticketSnapshot(item, reading),
    parts: parts.map(partOf),
    createdAt: momentIn(item),
    isBackOffice: isBackOfficeIn(objectIn(item, 'ticket')),
  };
}

/** Whether customers never see a case, from its ticket; a conversation without one is theirs. */
const isBackOfficeIn = (ticket: Json | null): boolean | null =>
  isBackOfficeOf(
    ticket === null
      ? null
      : facetOf(parseWire(embeddedTicketSchema, ticket, { provider: PROVIDER, what: 'ticket' })),
  );

const momentIn = (item: Json): number | string | null => {
  const value = item['created_at'];
  return typeof value === 'number' || typeof value === 'string' ? value : null;
};

/** A ticket, bare or with the part that caused the event beside it (sheet 18.2). */
function ticketTold({ item, reading }: EventContext): Told {
  const ticket = objectIn(item, 'ticket') ?? item;
  const part = objectIn(item, 'ticket_part');
  return {
    item: ticket,
    ticket: ticketSnapshot({ type: 'ticket', ...ticket }, reading),
    parts: part === null ? [] : [partOf(part)],
    createdAt: momentIn(ticket),
    isBackOffice: isBackOfficeIn(ticket),
  };
}

/**
 * A ticket that came bare because of its state. It holds its whole thread, whose last close or last
 * change of state is what it is told for: several topics tell of one such change (sheet section 2).
 */
function ticketStateTold(context: EventContext): Told {
  const told = ticketTold(context);
  if (told.parts.length > 0) return told;
  const isCause = (part: Json): boolean =>
    told.item['open'] === false
      ? part['part_type'] === 'close'
      : typeof part['ticket_state'] === 'string';
  const thread = listIn(objectIn(told.item, 'ticket_parts'), 'ticket_parts');
  return { ...told, parts: thread.filter(isCause).slice(-1).map(partOf) };
}

type Changes = (told: Told, context: EventContext) => readonly FieldChange[];

const nothing: Changes = () => [];

function ticketEvent(
  type: ChangeType,
  told: Told,
  changes: readonly FieldChange[],
  { frame, reading }: EventContext,
): SupportEvent {
  const author = told.parts[0]?.author;
  const actor = author ? authorOf(author, reading) : frame.actor;
  return { type, ...frame, actor, ticket: told.ticket, changes };
}

/**
 * What happened to a case, whatever else its parts say. The event that the topic is named for comes
 * first, also where the part that should tell of it is missing.
 */
const about =
  (
    tell: (context: EventContext) => Told,
    type: ChangeType,
    changes: Changes = nothing,
  ): EventRule =>
  (context) => {
    const told = tell(context);
    const events = told.parts.flatMap((part) => partEvents(part, told, context));
    const named = events.filter((event) => event.type === type);
    const main =
      named.length > 0 && type !== 'ticket.updated'
        ? named
        : [ticketEvent(type, told, changes(told, context), context)];
    return [...main, ...events.filter((event) => event.type !== type)];
  };

/** Somebody wrote something. Who may see it is said by the part, not by the topic. */
const written =
  (tell: (context: EventContext) => Told): EventRule =>
  (context) => {
    const told = tell(context);
    const events = told.parts.flatMap((part) => partEvents(part, told, context));
    return events.length > 0 ? events : [ticketEvent('ticket.updated', told, [], context)];
  };

const sourceIn = ({ item }: Told): IntercomSource | null => {
  const source = objectIn(item, 'source');
  return source === null
    ? null
    : parseWire(sourceWire, source, { provider: PROVIDER, what: 'conversation source' });
};

/** A conversation began: its first message stands in `source` and comes with no other event. */
const begun: EventRule = (context) => {
  const told = conversationTold(context);
  const source = sourceIn(told);
  const first =
    source !== null && saysSomething(source, context.reading)
      ? [firstMessage(source, told, context)]
      : [];
  const actor = first[0]?.actor ?? context.frame.actor;
  return [
    { type: 'ticket.created', ...context.frame, actor, ticket: told.ticket, changes: [] },
    ...first,
    ...told.parts.flatMap((part) => partEvents(part, told, context)),
  ];
};

/**
 * A ticket was made. Its first message comes with no other event: its description, which stands in
 * no part yet, also where the notification leaves the parts out.
 */
const made: EventRule = (context) => {
  const told = ticketTold(context);
  const none = { ticket_parts: [], total_count: 0 };
  const { source, description } = threadIn(
    completed({ type: 'ticket', ticket_parts: none, ...told.item }),
    context.reading,
  );
  const first = source === null ? [] : [firstMessage(source, { ...told, description }, context)];
  return [...about(ticketTold, 'ticket.created')(context), ...first];
};

/** A conversation is gone for good; the notification has nothing but its id, in a key of its own. */
const deleted: EventRule = (context) => {
  const nativeId = idIn(context.item, 'conversation_id') ?? idIn(context.item, 'id');
  if (nativeId === null) return unknownEvent(context);
  const ticket: TicketSnapshot = { ...bareTicket(nativeId, context), isDeleted: true };
  return [{ type: 'ticket.deleted', ...context.frame, ticket, changes: [], permanent: true }];
};

/** Participants come and go in a form of their own, without a type and with numbers for ids. */
const attached =
  (key: 'conversation' | 'ticket', came: boolean): EventRule =>
  (context) => {
    const record = objectIn(context.item, key);
    const contact = objectIn(context.item, 'contact');
    const nativeId =
      record === null
        ? null
        : (idIn(objectIn(record, 'model') ?? record, 'id') ?? idIn(record, 'id'));
    if (nativeId === null) return unknownEvent(context);
    const contactId = contact === null ? null : idIn(contact, 'id');
    const person = {
      id: contactId === null ? null : context.reading.idPrefix + contactId,
      role: 'cc',
    };
    return [
      {
        type: 'ticket.updated',
        ...context.frame,
        ticket: bareTicket(nativeId, context),
        changes: contactId === null ? [] : [membershipChange('participants', person, came)],
      },
    ];
  };

const rated =
  (tell: (context: EventContext) => Told): EventRule =>
  (context) => {
    const { ticket } = tell(context);
    const rating = ticket.satisfaction ?? null;
    return [{ type: 'rating.received', ...context.frame, ticket, rating }];
  };

const changedMessages =
  (
    tell: (context: EventContext) => Told,
    type: 'message.updated' | 'message.redacted',
  ): EventRule =>
  (context) => {
    const told = tell(context);
    const source = told.parts.length === 0 ? sourceIn(told) : null;
    // The first message is no part: it was blacked out itself when no part was.
    if (type === 'message.redacted' && source?.redacted === true) {
      return [messageChanged(type, source, { about: told, context })];
    }
    if (told.parts.length === 0) return unknownEvent(context);
    return told.parts.map((part) => messageChanged(type, part, { about: told, context }));
  };

/** `tags` are those of the conversation; those that came are beside them. */
const tagsAdded: Changes = ({ ticket }, { item }) => {
  const added = listIn(objectIn(item, 'tags_added'), 'tags').flatMap(({ name }) =>
    typeof name === 'string' ? name : [],
  );
  const before = (ticket.tags ?? []).filter((tag) => !added.includes(tag));
  return [{ field: 'tags', from: before, to: [...before, ...added] }];
};

const status: Changes = ({ ticket }) => statusNow(ticket);

const assignment: Changes = ({ ticket, parts }, { reading }) =>
  assignmentChange(parts[0] ?? null, ticket, reading);
const priority: Changes = ({ ticket, parts }, { reading }) =>
  priorityChange(parts[0] ?? null, ticket, reading);
const attributes: Changes = ({ parts }, { reading }) =>
  parts.flatMap((part) => attributeChanges(part, reading));
const company: Changes = ({ ticket }) => [
  { field: 'organizationId', to: ticket.organizationId ?? null },
];

/** Every topic about conversations of the sheet's section 18.1. */
export const CONVERSATION_RULES: EventRules = {
  'conversation.user.created': begun,
  'conversation.admin.single.created': begun,
  'conversation.user.replied': written(conversationTold),
  'conversation.admin.replied': written(conversationTold),
  'conversation.operator.replied': written(conversationTold),
  'conversation.admin.noted': written(conversationTold),
  'conversation.admin.replied.translated': changedMessages(conversationTold, 'message.updated'),
  'conversation.admin.assigned': about(conversationTold, 'ticket.assigned', assignment),
  'conversation.admin.open.assigned': about(conversationTold, 'ticket.assigned', assignment),
  'conversation.admin.closed': about(conversationTold, 'ticket.status_changed', status),
  'conversation.admin.opened': about(conversationTold, 'ticket.status_changed', status),
  'conversation.admin.snoozed': about(conversationTold, 'ticket.status_changed', status),
  'conversation.admin.unsnoozed': about(conversationTold, 'ticket.status_changed', status),
  'conversation.priority.updated': about(conversationTold, 'ticket.updated', priority),
  'conversation.company.updated': about(conversationTold, 'ticket.updated', company),
  'conversation.read': about(conversationTold, 'ticket.updated', () => [
    { field: 'native.read', to: true },
  ]),
  'conversation.rating.added': rated(conversationTold),
  'conversation.contact.attached': attached('conversation', true),
  'conversation.contact.detached': attached('conversation', false),
  'conversation.deleted': deleted,
  'conversation_part.tag.created': about(conversationTold, 'ticket.updated', tagsAdded),
  'conversation_part.redacted': changedMessages(conversationTold, 'message.redacted'),
};

/** Every topic about tickets of the sheet's section 18.1. */
export const TICKET_RULES: EventRules = {
  'ticket.created': made,
  'ticket.state.updated': about(ticketStateTold, 'ticket.status_changed', status),
  'ticket.closed': about(ticketStateTold, 'ticket.status_changed', status),
  'ticket.resolved': about(ticketStateTold, 'ticket.status_changed', status),
  'ticket.admin.snoozed': about(ticketTold, 'ticket.status_changed', status),
  'ticket.admin.unsnoozed': about(ticketTold, 'ticket.status_changed', status),
  'ticket.admin.assigned': about(ticketTold, 'ticket.assigned', assignment),
  'ticket.team.assigned': about(ticketTold, 'ticket.assigned', assignment),
  'ticket.attribute.updated': about(ticketTold, 'ticket.updated', attributes),
  'ticket.note.created': written(ticketTold),
  'ticket.admin.replied': written(ticketTold),
  'ticket.contact.replied': written(ticketTold),
  'ticket.admin.replied.translated': changedMessages(ticketTold, 'message.updated'),
  'ticket.rating.provided': rated(ticketTold),
  'ticket.contact.attached': attached('ticket', true),
  'ticket.contact.detached': attached('ticket', false),
};
