import { readNativeId } from '../../../src/adapter/event-values.ts';
import type { FieldChange, SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import { channelOf, PRIORITY_TO_UNIFIED } from '../enums.ts';
import { entryOf, withZone } from '../to-unified/common.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import { ticketWire } from '../wire/tickets.ts';
import {
  changeBy,
  type FieldRule,
  isMasked,
  type NativeChanges,
  nativeChangesOf,
  withNewValues,
} from './changes.ts';
import {
  type EventFrame,
  type JsonRecord,
  type ParserContext,
  pathOfCustomField,
} from './context.ts';
import { statusChanges } from './happenings.ts';
import { type FieldSources, presentPart } from './present.ts';

/** What each unified field is read from. Fields that events never carry are not here. */
const SOURCES: FieldSources<TicketSnapshot> = {
  subject: ['subject'],
  description: ['description_text'],
  descriptionHtml: ['description'],
  status: ['status'],
  statusDetail: ['status'],
  nativeStatus: ['status'],
  priority: ['priority'],
  nativePriority: ['priority'],
  category: ['type'],
  tags: ['tags'],
  requester: ['requester_id'],
  assignee: ['responder_id', 'group_id'],
  groupId: ['group_id'],
  organizationId: ['company_id'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  version: ['updated_at'],
  dueAt: ['due_by'],
  channel: ['source'],
  productId: ['product_id'],
  formId: ['form_id'],
  participants: ['cc_emails', 'reply_cc_emails'],
  customFields: ['custom_fields'],
  sla: ['due_by', 'fr_due_by'],
  isSpam: ['spam'],
  isDeleted: ['deleted'],
  number: ['id'],
  url: ['id'],
};

/** The category and the caller's key may be custom fields. */
const sourcesOf = ({ maps }: ParserContext): FieldSources<TicketSnapshot> => ({
  ...SOURCES,
  ...(maps.categoryField === null ? {} : { category: ['custom_fields'] }),
  ...(maps.callerKeyField === null ? {} : { callerKey: ['custom_fields'] }),
});

/** Texts above about 10 KB are cut, and say so: a part of a text would pass for the whole. */
const CUT: Readonly<Record<string, string>> = {
  is_description_truncated: 'description',
  is_description_text_truncated: 'description_text',
};

/** What a ticket's payload says of it; its id alone where the rest is not of the known form. */
export function ticketSnapshot(json: JsonRecord, context: ParserContext): TicketSnapshot {
  const externalId = String(json['id']);
  const identity = { id: context.ids.of(externalId), externalId };
  if (!ticketWire.safeParse(json).success) return identity;
  const cut = Object.entries(CUT).flatMap(([flag, key]) => (json[flag] === true ? [key] : []));
  const whole = Object.fromEntries(Object.entries(json).filter(([key]) => !cut.includes(key)));
  // Safe: the translator's open record of custom fields is what a snapshot holds.
  const ticket = ticketToUnified(json, context.translation).value as TicketSnapshot;
  return { ...presentPart(ticket, whole, sourcesOf(context)), ...identity };
}

const fieldRules = ({ ids, maps }: ParserContext): Readonly<Record<string, FieldRule>> => {
  const asIs = (value: unknown) => value ?? null;
  const date = (value: unknown) => {
    const time = typeof value === 'string' ? new Date(withZone(value)) : null;
    return time === null || Number.isNaN(time.getTime()) ? null : time;
  };
  return {
    subject: { field: 'subject', read: asIs },
    description: { field: 'descriptionHtml', read: asIs },
    description_text: { field: 'description', read: asIs },
    priority: {
      field: 'priority',
      read: (value) =>
        maps.priorityMap.get(String(value)) ??
        entryOf(PRIORITY_TO_UNIFIED, String(value)) ??
        'normal',
    },
    type: { field: 'category', read: asIs },
    ticket_type: { field: 'category', read: asIs },
    tags: { field: 'tags', read: asIs },
    source: {
      field: 'channel.kind',
      read: (value) => channelOf(typeof value === 'number' ? value : null).kind,
    },
    responder_id: { field: 'assignee.id', read: ids.read },
    group_id: { field: 'groupId', read: ids.read },
    requester_id: { field: 'requester.id', read: ids.read },
    company_id: { field: 'organizationId', read: ids.read },
    product_id: { field: 'productId', read: readNativeId },
    due_by: { field: 'dueAt', read: date },
    spam: { field: 'isSpam', read: (value) => value === true },
    deleted: { field: 'isDeleted', read: (value) => value === true },
  };
};

/** Which event tells of a change; whatever is not here is an update. */
const EVENT_OF: Readonly<Record<string, 'status' | 'assigned' | 'sla' | 'life'>> = {
  status: 'status',
  responder_id: 'assigned',
  group_id: 'assigned',
  is_escalated: 'sla',
  fr_escalated: 'sla',
  nr_escalated: 'sla',
  fr_due_by: 'sla',
  nr_due_by: 'sla',
  deleted: 'life',
};

const nativeWord = (value: unknown): string | null =>
  typeof value === 'number' || typeof value === 'string' ? String(value) : null;

function fieldChangesOf(
  name: string,
  change: readonly [unknown, unknown],
  context: ParserContext,
): readonly FieldChange[] {
  if (name === 'status' && !isMasked(change)) {
    return statusChanges({ from: nativeWord(change[0]), to: nativeWord(change[1]) }, context);
  }
  const { maps } = context;
  if (name.startsWith('cf_') || name === maps.callerKeyField || name === maps.categoryField) {
    const rule = { field: pathOfCustomField(name, maps) };
    return [changeBy({ ...rule, read: (value) => value ?? null }, name, change)];
  }
  const rule = entryOf(fieldRules(context), name);
  // Where a field of the account's own is the category, the type is not.
  const isOther = rule?.field === 'category' && maps.categoryField !== null;
  return [changeBy(isOther ? undefined : rule, name, change)];
}

type Group = 'status' | 'assigned' | 'sla' | 'life' | 'updated';

function grouped(
  changes: NativeChanges,
  context: ParserContext,
): ReadonlyMap<Group, readonly FieldChange[]> {
  const groups = new Map<Group, FieldChange[]>();
  for (const [name, change] of changes) {
    const group = entryOf(EVENT_OF, name) ?? 'updated';
    groups.set(group, [...(groups.get(group) ?? []), ...fieldChangesOf(name, change, context)]);
  }
  return groups;
}

/** `onTicketCreate`. */
export function ticketCreated(
  ticket: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  return [
    { type: 'ticket.created', ...frame, ticket: ticketSnapshot(ticket, context), changes: [] },
  ];
}

/**
 * `onTicketUpdate`: one event for each kind of change, since one update may move the status, the
 * assignee and more. A soft delete, and its undoing, are updates too.
 */
export function ticketUpdated(
  data: JsonRecord,
  ticket: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  const native = nativeChangesOf(data, ticket);
  const snapshot = ticketSnapshot(withNewValues(ticket, native), context);
  const groups = grouped(native, context);
  const events: SupportEvent[] = [];
  const base = (group: Group) => ({
    ...frame,
    id: `${frame.id}.${group}`,
    ticket: snapshot,
    changes: groups.get(group) ?? [],
  });
  if (groups.has('life')) {
    const isDeleted = native.get('deleted')?.[1] === true;
    const life = { ...base('life'), ticket: { ...snapshot, isDeleted } };
    events.push(
      isDeleted
        ? { type: 'ticket.deleted', ...life, permanent: false }
        : { type: 'ticket.restored', ...life },
    );
  }
  if (groups.has('status')) events.push({ type: 'ticket.status_changed', ...base('status') });
  if (groups.has('assigned')) events.push({ type: 'ticket.assigned', ...base('assigned') });
  if (groups.has('sla')) events.push({ type: 'sla.changed', ...base('sla') });
  if (groups.has('updated') || events.length === 0) {
    events.push({ type: 'ticket.updated', ...base('updated') });
  }
  return events;
}

/**
 * `onTicketDelete`: for good. It names the ticket by an internal number that no API knows (sheet
 * section 21), and no id is made of that: without the ticket's own id the event is `unknown`.
 */
export function ticketDeleted(
  ticket: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  if (readNativeId(ticket['id']) === null) return [{ type: 'unknown', ...frame }];
  const snapshot = { ...ticketSnapshot(ticket, context), isDeleted: true };
  return [{ type: 'ticket.deleted', ...frame, ticket: snapshot, changes: [], permanent: true }];
}
