import { htmlToText } from '../../../src/adapter/html-text.ts';
import { type Building, readNativeId, readText } from '../../../src/adapter/event-values.ts';
import { fingerprint } from '../../../src/adapter/fingerprint.ts';
import type {
  FieldChange,
  MessageSnapshot,
  SupportEvent,
  TicketSnapshot,
} from '../../../src/model/event.ts';
import { readLatestComment } from './comments.ts';
import { type EventFrame, frameOf, type JsonRecord, type ParserContext } from './context.ts';
import { changesOfHappening } from './happenings.ts';
import { AUTOMATION_EVENTS, type FreshdeskAutomationEvent } from './template.ts';
import { type Happening, readTriggeredEvent } from './triggered-event.ts';
import { channelOfWord, priorityOfWord, statusOfWord } from './words.ts';

type Parts = ReadonlyMap<string, string | null>;

const nameOf = (key: string): string => key.toLowerCase().replace(/[^a-z0-9]/g, '');

/**
 * Administrators choose the keys of Advanced content, and Freshdesk itself has two spellings of
 * some: compared without case, punctuation and the `ticket_` before them they are one.
 */
function partsOf(fields: JsonRecord): Parts {
  const parts = new Map<string, string | null>();
  for (const [key, value] of Object.entries(fields)) {
    const name = nameOf(key);
    if (typeof value === 'string') parts.set(name, value);
    else if (typeof value === 'number' || typeof value === 'boolean') {
      parts.set(name, String(value));
    } else if (value === null) parts.set(name, null);
  }
  return parts;
}

/** The first of several spellings that has a value. */
function pick(parts: Parts, ...names: readonly string[]): string | null {
  for (const name of names) {
    const value = readText(parts.get(`ticket${name}`)) ?? readText(parts.get(name));
    if (value !== null) return value;
  }
  return null;
}

function addWords(ticket: Building<TicketSnapshot>, parts: Parts, { maps }: ParserContext): void {
  const status = pick(parts, 'status');
  if (status !== null) {
    const { id, mapping } = statusOfWord(status, maps);
    if (mapping !== null) {
      ticket.status = mapping.status;
      ticket.statusDetail = mapping.statusDetail;
    }
    ticket.nativeStatus = { id, label: status, category: null };
  }
  const priority = pick(parts, 'priority');
  if (priority !== null) {
    const { id, priority: mapped } = priorityOfWord(priority, maps);
    if (mapped !== null) ticket.priority = mapped;
    ticket.nativePriority = { id, label: priority, category: null };
  }
  const source = pick(parts, 'source');
  // Templates say where they come from with the same word.
  if (source !== null && source.toLowerCase() !== 'freshdesk') {
    ticket.channel = channelOfWord(source);
  }
}

function addTexts(
  ticket: Building<TicketSnapshot>,
  parts: Parts,
  { maps: { categoryField, callerKeyField } }: ParserContext,
): void {
  const subject = pick(parts, 'subject');
  if (subject !== null) ticket.subject = subject;
  const html = pick(parts, 'description');
  if (html !== null) {
    ticket.descriptionHtml = html;
    ticket.description = htmlToText(html);
  }
  const category =
    categoryField === null ? pick(parts, 'type', 'tickettype') : pick(parts, nameOf(categoryField));
  if (category !== null) ticket.category = category;
  const callerKey = callerKeyField === null ? null : pick(parts, nameOf(callerKeyField));
  if (callerKey !== null) ticket.callerKey = callerKey;
  const url = pick(parts, 'url');
  if (url !== null) ticket.url = url;
  const tags = parts.get('tickettags') ?? parts.get('tags');
  if (typeof tags === 'string') {
    ticket.tags = tags.split(',').flatMap((tag) => readText(tag.trim()) ?? []);
  }
}

/** The requester by his name and address: rules do not send ids of people. */
function addRequester(ticket: Building<TicketSnapshot>, parts: Parts): void {
  const of = (part: string): string | null => pick(parts, `contact${part}`, `requester${part}`);
  const email = of('email');
  const name = of('name');
  const callerKey = of('uniqueexternalid');
  if (email === null && name === null && callerKey === null) return;
  const phone = of('phone') ?? of('mobile');
  ticket.requester = { id: null, email, name, phone, callerKey };
}

/**
 * What a rule tells of a ticket. Custom fields stay in `raw`: rules send their values as text,
 * whatever their type. So does the agent, who comes without an id.
 */
function snapshotOf(externalId: string, parts: Parts, context: ParserContext): TicketSnapshot {
  const id = context.ids.of(externalId);
  const ticket: Building<TicketSnapshot> = { id, externalId, number: externalId };
  addTexts(ticket, parts, context);
  addWords(ticket, parts, context);
  addRequester(ticket, parts);
  return ticket;
}

/** The newest comment of a kind; it has no id, and no direction. */
function messageOf(
  kind: 'public' | 'private',
  ticket: TicketSnapshot,
  parts: Parts,
): MessageSnapshot {
  const message: Building<MessageSnapshot> = {
    externalId: null,
    ticketId: ticket.id,
    visibility: kind === 'public' ? 'public' : 'internal',
  };
  const text = pick(parts, `latest${kind}comment`);
  if (text === null) return message;
  const { authorName, html } = readLatestComment(text);
  message.author = { id: null, kind: 'unknown', name: authorName, email: null };
  message.bodyHtml = html;
  message.bodyText = htmlToText(html);
  return message;
}

interface Told {
  readonly frame: EventFrame;
  readonly ticket: TicketSnapshot;
  readonly parts: Parts;
  readonly changes: readonly FieldChange[];
}

const withMessage = (kind: 'public' | 'private', { frame, ticket, parts }: Told): SupportEvent => ({
  type: kind === 'public' ? 'message.created' : 'note.created',
  ...frame,
  ticket,
  message: messageOf(kind, ticket, parts),
});

const deleted = ({ frame, ticket }: Told): SupportEvent => ({
  type: 'ticket.deleted',
  ...frame,
  ticket: { ...ticket, isDeleted: true },
  changes: [],
  permanent: false,
});

/**
 * The word of a happening, in lower case: accounts write names and words as they like. `null`
 * without it, an empty word where it is there and says something else than a word.
 */
function wordOf(happening: Happening, wanted: string): string | null {
  for (const [name, value] of happening) {
    if (name.toLowerCase() === wanted) return typeof value === 'string' ? value.toLowerCase() : '';
  }
  return null;
}

/** What a rule tells, by the first word of `triggered_event`; `null` for a word of no known kind. */
function eventOfHappening(happening: Happening, told: Told): SupportEvent | null {
  const { frame, ticket, changes } = told;
  const action = wordOf(happening, 'ticket_action');
  if (action === 'created') return { type: 'ticket.created', ...frame, ticket, changes: [] };
  if (action === 'deleted') return deleted(told);
  const note = wordOf(happening, 'note_type');
  // A note of a type that nobody knows stays among staff: showing one cannot be undone.
  if (note !== null) return withMessage(note === 'public' ? 'public' : 'private', told);
  if (wordOf(happening, 'reply_sent') !== null) return withMessage('public', told);
  const fields = changes.map(({ field }) => field);
  if (fields.includes('nativeStatus.id'))
    return { type: 'ticket.status_changed', ...frame, ticket, changes };
  if (fields.includes('assignee.id') || fields.includes('groupId')) {
    return { type: 'ticket.assigned', ...frame, ticket, changes };
  }
  return changes.length === 0 ? null : { type: 'ticket.updated', ...frame, ticket, changes };
}

/** What the template of a rule says that the rule is for. */
function eventOfTemplate(event: FreshdeskAutomationEvent | undefined, told: Told): SupportEvent {
  const { frame, ticket, changes } = told;
  if (event === 'message.created') return withMessage('public', told);
  if (event === 'note.created') return withMessage('private', told);
  return { type: event ?? 'ticket.updated', ...frame, ticket, changes };
}

/** A name for the event in Freshdesk's own words: never a value that a person typed. */
function nativeTypeOf(happening: Happening, declared: string | undefined): string {
  const [first] = happening;
  if (first === undefined) return declared ?? 'automation';
  const [name, value] = first;
  const isWord = name === 'ticket_action' || name === 'note_type' || name === 'reply_sent';
  return isWord && typeof value === 'string' ? `${name}:${value}` : name;
}

/**
 * Reads the body of an automation rule: what `triggered_event` says, else what the template says
 * that its rule is for, else that something about the ticket changed. A body without a ticket's id
 * is an `unknown` event.
 */
export function readAutomation(
  fields: JsonRecord,
  raw: JsonRecord,
  context: ParserContext,
): SupportEvent {
  const parts = partsOf(fields);
  // Advanced bodies may call it `event`, as this library's template of other desks does.
  const event = readText(parts.get('event'));
  const happening = readTriggeredEvent(readText(parts.get('triggeredevent')) ?? event ?? '');
  const declared = AUTOMATION_EVENTS.find((name) => name === event);
  const frame = frameOf(context, {
    id: `automation-${fingerprint(Object.fromEntries(parts))}`,
    nativeType: nativeTypeOf(happening, declared),
    raw,
  });
  const externalId = readNativeId(readText(parts.get('ticketid')) ?? readText(parts.get('id')));
  // An id with anything but digits is a placeholder that was not filled in.
  if (externalId === null || !/^\d+$/.test(externalId)) return { type: 'unknown', ...frame };
  const told: Told = {
    frame,
    ticket: snapshotOf(externalId, parts, context),
    parts,
    changes: changesOfHappening(happening, context),
  };
  return eventOfHappening(happening, told) ?? eventOfTemplate(declared, told);
}
