import type { FieldChange, SupportEvent } from '../../model/event.ts';
import {
  textOf,
  wordOfField,
  wordOfMessage,
  wordOfSubject,
  wordOfTag,
  wordOfText,
  wordOfTicket,
} from './words-of-writes.ts';

/** Any of these words would do. */
type Group = readonly string[];

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** A change of tags is an echo when each tag of it is. */
function groupsOfTags(ticketId: string, { from, to }: FieldChange): readonly Group[] {
  const [before, after] = [listOf(from), listOf(to)];
  return [
    ...after.filter((tag) => !before.includes(tag)).map((tag) => [wordOfTag(ticketId, '+', tag)]),
    ...before.filter((tag) => !after.includes(tag)).map((tag) => [wordOfTag(ticketId, '-', tag)]),
  ];
}

function groupsOfChange(ticketId: string, change: FieldChange): readonly Group[] {
  const { field, to } = change;
  if (field === 'tags') return groupsOfTags(ticketId, change);
  return [[wordOfField(ticketId, field, to), wordOfField(ticketId, field, '*')]];
}

/**
 * What must have been written here for an event to be an echo: of each group one word. Without a group
 * it cannot be one.
 */
export function groupsOfEvent(event: SupportEvent): readonly Group[] {
  const desk = `${event.provider}:${event.account}`;
  switch (event.type) {
    case 'message.created':
    case 'note.created': {
      const { message, ticket } = event;
      const visibility = event.type === 'note.created' ? 'internal' : 'public';
      const text = textOf({ text: message.bodyText ?? null, html: message.bodyHtml ?? null });
      const { externalId } = message;
      const group = [
        ...(externalId === null ? [] : [wordOfMessage(ticket.id, externalId)]),
        ...(text === null
          ? []
          : [wordOfText(ticket.id, visibility, text), wordOfText(desk, visibility, text)]),
      ];
      return group.length === 0 ? [] : [group];
    }
    case 'ticket.created': {
      const { id, subject } = event.ticket;
      const about = subject === null || subject === undefined ? [] : [wordOfSubject(desk, subject)];
      return [[wordOfTicket(id), ...about]];
    }
    case 'ticket.updated':
    case 'ticket.status_changed':
    case 'ticket.assigned':
      return event.changes.flatMap((change) => groupsOfChange(event.ticket.id, change));
    default:
      return [];
  }
}
