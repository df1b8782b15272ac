import type { AnyFields } from '../adapter/contract.ts';
import type { FieldChange } from '../model/event.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { JsonValue } from './types.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

/** Fields whose changes are told, by their path in the unified model. */
const READERS: Readonly<Record<string, (ticket: Ticket) => unknown>> = {
  subject: (ticket) => ticket.subject,
  status: (ticket) => ticket.status,
  statusDetail: (ticket) => ticket.statusDetail,
  'nativeStatus.id': (ticket) => ticket.nativeStatus?.id,
  priority: (ticket) => ticket.priority,
  category: (ticket) => ticket.category,
  tags: (ticket) => ticket.tags,
  'requester.id': (ticket) => ticket.requester.id,
  'assignee.id': (ticket) => ticket.assignee?.id,
  groupId: (ticket) => ticket.groupId,
  organizationId: (ticket) => ticket.organizationId,
  callerKey: (ticket) => ticket.callerKey,
  dueAt: (ticket) => ticket.dueAt,
  snoozedUntil: (ticket) => ticket.snoozedUntil,
  brandId: (ticket) => ticket.brandId,
  productId: (ticket) => ticket.productId,
  departmentId: (ticket) => ticket.departmentId,
  formId: (ticket) => ticket.formId,
  ticketTypeId: (ticket) => ticket.ticketTypeId,
  isSpam: (ticket) => ticket.isSpam,
  isPrivate: (ticket) => ticket.isPrivate,
  'satisfaction.status': (ticket) => ticket.satisfaction?.status,
  'satisfaction.score': (ticket) => ticket.satisfaction?.score,
  'links.merged_into': (ticket) => mergedInto(ticket),
};

const CUSTOM = 'customFields.';

/** The ticket that this one was merged into, as far as the ticket tells. */
export const mergedInto = (ticket: Pick<Ticket, 'links'>): string | null =>
  ticket.links.find(({ kind }) => kind === 'merged_into')?.ticketId ?? null;

/** The values of a ticket that are compared, as JSON. */
export function trackedFields(ticket: Ticket): Readonly<Record<string, JsonValue>> {
  const fields = Object.entries(READERS).map(([path, read]) => [path, toJson(read(ticket))]);
  const custom = Object.entries(ticket.customFields).map(([key, field]) => [
    CUSTOM + key,
    toJson(field.value),
  ]);
  // Safe: both lists hold pairs of a path and a JSON value.
  return Object.fromEntries([...fields, ...custom]) as Readonly<Record<string, JsonValue>>;
}

/** What moved between two sets of tracked fields. A custom field that is not told is unset. */
export function changedFields(
  before: Readonly<Record<string, JsonValue>>,
  after: Readonly<Record<string, JsonValue>>,
): readonly FieldChange[] {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...paths].flatMap((field) => {
    const from = before[field] ?? null;
    const to = after[field] ?? null;
    const same = JSON.stringify(from) === JSON.stringify(to);
    return same ? [] : [{ field, from: fromJson(from), to: fromJson(to) }];
  });
}

/** Sets are sorted, since a provider may tell them in any order. */
function toJson(value: unknown): JsonValue {
  if (value === undefined || value === null) return null;
  if (value instanceof Date) return { date: value.toISOString() };
  if (Array.isArray(value)) return value.map(toJson).sort(compareJson);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  // Custom field values are scalars, dates and lists; anything else is compared as text.
  return JSON.stringify(value) ?? null;
}

const compareJson = (a: JsonValue, b: JsonValue): number => {
  const [left, right] = [JSON.stringify(a), JSON.stringify(b)];
  return left < right ? -1 : left > right ? 1 : 0;
};

function fromJson(value: JsonValue): unknown {
  if (typeof value !== 'object' || value === null || !('date' in value)) return value;
  return new Date(String(value.date));
}
