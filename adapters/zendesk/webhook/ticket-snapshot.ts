import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import type { TicketSnapshot } from '../../../src/model/event.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { channelOf, FINAL_STATUSES, PRIORITY_TO_UNIFIED, STATUS_TO_UNIFIED } from '../enums.ts';
import type { EventContext, NativeMaps } from './context.ts';
import { type AccountIds, type Building, readNativeId, readText, readTime } from './values.ts';
import type { ZendeskEvent } from './wire.ts';

/** A word of a Zendesk vocabulary with its own spelling, lower-cased: events shout, REST does not. */
export const lowerWord = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.toLowerCase() : null;

const STATUSES: Readonly<Record<string, StatusMapping>> = STATUS_TO_UNIFIED;
const PRIORITIES: Readonly<Record<string, SupportTicket['priority']>> = PRIORITY_TO_UNIFIED;

/** The unified status of a lower-case native word, or `null` for a word that is not a status. */
export function statusOf(word: string | null, { statusMap }: NativeMaps): StatusMapping | null {
  if (word === null) return null;
  return statusMap?.get(word) ?? (Object.hasOwn(STATUSES, word) ? (STATUSES[word] ?? null) : null);
}

/** The unified priority of a lower-case native word, or `null` for a word that is not one. */
export function priorityOf(
  word: string | null,
  { priorityMap }: NativeMaps,
): SupportTicket['priority'] | null {
  if (word === null) return null;
  return (
    priorityMap?.get(word) ?? (Object.hasOwn(PRIORITIES, word) ? (PRIORITIES[word] ?? null) : null)
  );
}

/** Whether a status word says that the record is gone. */
export const isGone = (word: string | null): boolean => word === 'deleted' || word === 'scrubbed';

type Detail = ZendeskEvent['detail'];

function addStatus(ticket: Building<TicketSnapshot>, detail: Detail, maps: NativeMaps): void {
  const word = lowerWord(detail.status);
  const customId = readNativeId(detail.custom_status);
  const isFinal = word !== null && FINAL_STATUSES.has(word);
  const configured = customId === null || isFinal ? undefined : maps.statusMap?.get(customId);
  const mapped = configured ?? statusOf(word, maps);
  ticket.status = mapped?.status ?? 'open';
  ticket.statusDetail = mapped?.statusDetail ?? null;
  ticket.nativeStatus = { id: customId ?? word, label: null, category: word };
  ticket.isDeleted = isGone(word);
}

function addPriority(ticket: Building<TicketSnapshot>, detail: Detail, maps: NativeMaps): void {
  const word = lowerWord(detail.priority);
  ticket.priority = priorityOf(word, maps) ?? 'normal';
  ticket.nativePriority = word === null ? null : { id: word, label: null, category: null };
}

function addTexts(ticket: Building<TicketSnapshot>, detail: Detail): void {
  if (detail.subject !== undefined) ticket.subject = readText(detail.subject);
  if (detail.description !== undefined) ticket.description = publicDescription(detail);
  if (detail.type !== undefined) ticket.category = lowerWord(detail.type);
  if (detail.external_id !== undefined) ticket.callerKey = readText(detail.external_id);
}

/** The description repeats the first comment, which is a note on a ticket that is not public. */
const publicDescription = (detail: Detail): string | null =>
  detail.is_public === false ? null : readText(detail.description);

function addPeople(ticket: Building<TicketSnapshot>, detail: Detail, ids: AccountIds): void {
  if (detail.requester_id !== undefined) {
    ticket.requester = { id: ids.read(detail.requester_id), email: null, name: null };
  }
  const groupId = ids.read(detail.group_id);
  if (detail.group_id !== undefined) ticket.groupId = groupId;
  if (detail.assignee_id !== undefined) {
    const id = ids.read(detail.assignee_id);
    if (id !== null) ticket.assignee = { id, name: null, group: null, groupId, type: 'agent' };
    else if (groupId !== null)
      ticket.assignee = { id: groupId, name: null, group: null, groupId, type: 'team' };
    else ticket.assignee = null;
  }
  if (detail.organization_id !== undefined) {
    ticket.organizationId = ids.read(detail.organization_id);
  }
}

function addTimes(ticket: Building<TicketSnapshot>, detail: Detail): void {
  const createdAt = readTime(detail.created_at);
  if (createdAt !== null) ticket.createdAt = createdAt;
  const updatedAt = readTime(detail.updated_at);
  if (updatedAt === null) return;
  ticket.updatedAt = updatedAt;
  ticket.version = { at: updatedAt, sequence: null };
}

/**
 * What an event's `detail` says of a ticket. Keys that it lacks stay out of the snapshot, and so
 * do custom fields and messages, which events never carry.
 */
export function ticketSnapshot({ wire, ids, maps }: EventContext): Building<TicketSnapshot> {
  const { detail } = wire;
  const externalId = String(detail.id);
  const ticket: Building<TicketSnapshot> = { id: ids.of(externalId), externalId };
  addTexts(ticket, detail);
  if (detail.status !== undefined) addStatus(ticket, detail, maps);
  if (detail.priority !== undefined) addPriority(ticket, detail, maps);
  addPeople(ticket, detail, ids);
  if (detail.brand_id !== undefined) ticket.brandId = readNativeId(detail.brand_id);
  if (detail.form_id !== undefined) ticket.formId = readNativeId(detail.form_id);
  if (detail.tags) ticket.tags = detail.tags;
  if (detail.via) ticket.channel = channelOf(detail.via.channel);
  if (typeof detail.is_public === 'boolean') ticket.isPrivate = !detail.is_public;
  addTimes(ticket, detail);
  return ticket;
}
