import type { SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import type { EventFrame, NativeMaps } from './context.ts';
import { TRIGGER_EVENTS, type ZendeskTriggerEvent } from './template.ts';
import { lowerWord, priorityOf, statusOf } from './ticket-snapshot.ts';
import { type AccountIds, type Building, readNativeId, readText } from './values.ts';

type Part = string | number | null;
type Parts = ReadonlyMap<string, Part>;

/**
 * Administrators choose the keys, and spell them in every way: `ticket_id`, `ticketID`,
 * `ticket: { id }`. Compared without case and punctuation they are one.
 */
function partsOf(body: Readonly<Record<string, unknown>>): Parts {
  const parts = new Map<string, Part>();
  const add = (prefix: string, record: Readonly<Record<string, unknown>>): void => {
    for (const [key, value] of Object.entries(record)) {
      const name = prefix + key.toLowerCase().replace(/[^a-z]/g, '');
      if (typeof value === 'string' || typeof value === 'number' || value === null) {
        if (!parts.has(name)) parts.set(name, value);
      } else if (name === 'ticket' && typeof value === 'object' && !Array.isArray(value)) {
        // Safe: just found to be an object; its values are looked at one by one.
        add('ticket', value as Readonly<Record<string, unknown>>);
      }
    }
  };
  add('', body);
  return parts;
}

const pick = (parts: Parts, ...names: readonly string[]): Part | undefined => {
  for (const name of names) {
    const value = parts.get(name) ?? parts.get(`ticket${name}`);
    if (value !== undefined) return value;
  }
  return undefined;
};

/** Display strings are in the account's language: a word that no table has says nothing. */
function addWords(ticket: Building<TicketSnapshot>, parts: Parts, maps: NativeMaps): void {
  const status = readText(pick(parts, 'status'));
  if (status !== null) {
    const mapped = statusOf(lowerWord(status), maps);
    if (mapped !== null) {
      ticket.status = mapped.status;
      ticket.statusDetail = mapped.statusDetail;
    }
    ticket.nativeStatus = { id: null, label: status, category: null };
  }
  const priority = pick(parts, 'priority');
  if (priority === undefined) return;
  const label = readText(priority);
  const mapped = label === null ? 'normal' : priorityOf(lowerWord(label), maps);
  if (mapped !== null) ticket.priority = mapped;
  ticket.nativePriority = label === null ? null : { id: null, label, category: null };
}

function addPeople(ticket: Building<TicketSnapshot>, parts: Parts, ids: AccountIds): void {
  const groupId = ids.read(pick(parts, 'groupid'));
  if (groupId !== null) ticket.groupId = groupId;
  const assigneeId = ids.read(pick(parts, 'assigneeid'));
  if (assigneeId !== null) {
    const name = readText(pick(parts, 'assigneename'));
    const email = readText(pick(parts, 'assigneeemail'));
    ticket.assignee = { id: assigneeId, name, group: null, email, groupId, type: 'agent' };
  }
  const requesterId = ids.read(pick(parts, 'requesterid'));
  const email = readText(pick(parts, 'requesteremail'));
  if (requesterId !== null || email !== null) {
    const name = readText(pick(parts, 'requestername'));
    ticket.requester = { id: requesterId, email, name };
  }
}

function snapshotOf(externalId: string, parts: Parts, context: TriggerContext): TicketSnapshot {
  const { ids, maps } = context;
  const ticket: Building<TicketSnapshot> = { id: ids.of(externalId), externalId };
  const subject = readText(pick(parts, 'subject', 'title'));
  if (subject !== null) ticket.subject = subject;
  addWords(ticket, parts, maps);
  addPeople(ticket, parts, ids);
  const tags = pick(parts, 'tags');
  if (typeof tags === 'string') ticket.tags = tags.split(' ').filter((tag) => tag !== '');
  const callerKey = readText(pick(parts, 'externalid'));
  if (callerKey !== null) ticket.callerKey = callerKey;
  return ticket;
}

/** What a trigger's body is read with. */
export interface TriggerContext {
  readonly frame: Omit<EventFrame, 'nativeType' | 'raw'>;
  readonly ids: AccountIds;
  readonly maps: NativeMaps;
  /** `{ raw }` or nothing, as `keepRaw` says. */
  readonly raw: Pick<EventFrame, 'raw'>;
}

const isTriggerEvent = (word: string): word is ZendeskTriggerEvent =>
  TRIGGER_EVENTS.some((event) => event === word);

/**
 * Reads the body of a trigger webhook: our template, or any other that names a ticket's id. A body
 * without one is an `unknown` event.
 */
export function readTrigger(
  body: Readonly<Record<string, unknown>>,
  context: TriggerContext,
): SupportEvent {
  const parts = partsOf(body);
  const word = readText(pick(parts, 'event', 'type')) ?? 'trigger';
  const frame = { ...context.frame, nativeType: word, ...context.raw };
  const externalId = readNativeId(pick(parts, 'ticketid'));
  // An id with anything but digits is a placeholder that was not filled in.
  if (externalId === null || !/^\d+$/.test(externalId)) return { type: 'unknown', ...frame };
  return {
    type: isTriggerEvent(word) ? word : 'ticket.updated',
    ...frame,
    ticket: snapshotOf(externalId, parts, context),
    changes: [],
  };
}
