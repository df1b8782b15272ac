import type { AnyFields } from '../../adapter/contract.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Loss } from '../ledger/types.ts';
import { markOf } from '../carry/mark-of.ts';
import { linkName } from '../translate/translate-links.ts';
import type { ExpectedTicket } from '../translate/types.ts';

type Ticket = SupportTicket<unknown, AnyFields>;
type Value = string | readonly string[] | null;

/**
 * What a ticket was when it was written, where that is less than what was wanted: by field. Of what customers or staff
 * have written it is a mark only, since a ledger holds no text of theirs.
 */
export type AsWritten = Readonly<Record<string, Value>>;

const isText = (field: string): boolean =>
  field === 'subject' || field === 'cc' || field.startsWith('customFields.');

/** Names under which adapters declare the loss of a field that is compared. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  status: ['status', 'statusDetail', 'nativeStatusId', 'snoozedUntil'],
  assigneeId: ['assigneeId', 'assignee'],
  groupId: ['groupId', 'assignee', 'assigneeId'],
  requester: ['requester', 'contact'],
};

/** Names under which the loss of a field can be declared. */
export const namesOf = (field: string): readonly string[] => ALSO[field] ?? [field];

/** As most desks keep times: whole seconds. */
export const seconds = (date: Date): string =>
  new Date(Math.floor(date.getTime() / 1000) * 1000).toISOString();

const plainValue = (value: unknown): Value => {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (Array.isArray(value)) return [...value].map(String).sort();
  return value === null || value === undefined ? null : String(value);
};

/** The fields of a ticket that are compared, but for its thread and its date. */
export function fieldsOf(ticket: Ticket, keys: readonly string[]): Readonly<Record<string, Value>> {
  return {
    subject: ticket.subject,
    status: ticket.status,
    priority: ticket.priority,
    category: ticket.category,
    assigneeId: ticket.assignee?.type === 'team' ? null : (ticket.assignee?.id ?? null),
    groupId: ticket.groupId,
    requester: ticket.requester.id,
    organizationId: ticket.organizationId,
    dueAt: ticket.dueAt === null ? null : seconds(ticket.dueAt),
    tags: [...ticket.tags].sort(),
    cc: ticket.participants
      .flatMap(({ role, email }) => (role === 'cc' && email !== null ? [email.toLowerCase()] : []))
      .sort(),
    links: ticket.links.map(({ kind, ticketId }) => linkName(kind, ticketId)).sort(),
    ...Object.fromEntries(
      keys.map((key) => [`customFields.${key}`, plainValue(ticket.customFields[key]?.value)]),
    ),
  };
}

/** What is wanted of these fields. What was not set need not stay empty: desks have defaults of their own. */
export function wantedOf(expected: ExpectedTicket): Readonly<Record<string, Value>> {
  const { createdAt: _createdAt, dueAt = null, ...fields } = expected.fields;
  const custom = Object.entries(expected.customFields).map(
    ([key, value]): readonly [string, Value] => [`customFields.${key}`, plainValue(value)],
  );
  const all: Readonly<Record<string, Value>> = {
    ...fields,
    dueAt: dueAt === null ? null : seconds(new Date(dueAt)),
    tags: expected.tags,
    cc: expected.cc,
    links: expected.links,
    ...Object.fromEntries(custom),
  };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null && value.length > 0),
  );
}

/** Whether a field is as it is wanted. Of a list, what only the target has is its own affair. */
export const isAs = (wanted: Value, there: Value): boolean =>
  Array.isArray(wanted) && Array.isArray(there)
    ? wanted.every((item) => there.includes(item))
    : JSON.stringify(wanted) === JSON.stringify(there);

/** Whether a field is as it was when it was written, where that was less than what was wanted. */
export const isAsWritten = (field: string, written: Value, there: Value): boolean =>
  isText(field) ? written === markOf(there) : isAs(written, there);

/**
 * What a written ticket is in those fields whose loss was declared: from then on that is what is wanted of it.
 * So one coerced tag does not excuse the loss of all.
 */
export function asWritten(
  expected: ExpectedTicket,
  ticket: Ticket,
  losses: readonly Pick<Loss, 'field'>[],
): AsWritten {
  const declared = new Set(losses.map(({ field }) => field));
  const there = fieldsOf(ticket, Object.keys(expected.customFields));
  const less = Object.entries(wantedOf(expected)).flatMap(
    ([field, wanted]): readonly (readonly [string, Value])[] => {
      const isDeclared = namesOf(field).some((name) => declared.has(name));
      const value = there[field] ?? null;
      if (!isDeclared || isAs(wanted, value)) return [];
      return [[field, isText(field) ? markOf(value) : value]];
    },
  );
  return Object.fromEntries(less);
}
