import type { FieldChange, TicketSnapshot } from './event.ts';

/** Fields whose value is compared as a whole, under their own name. */
const PLAIN = [
  'callerKey',
  'subject',
  'description',
  'status',
  'statusDetail',
  'priority',
  'category',
  'groupId',
  'organizationId',
  'resolvedAt',
  'closedAt',
  'dueAt',
  'snoozedUntil',
  'brandId',
  'productId',
  'departmentId',
  'formId',
  'ticketTypeId',
  'isSpam',
  'isDeleted',
  'isPrivate',
  'language',
] as const satisfies readonly (keyof TicketSnapshot)[];

type Paths = Readonly<Record<string, unknown>>;

/** What can move of a ticket, by its path in the model. Times of reading and counters cannot. */
export function ticketPaths(ticket: TicketSnapshot): Paths {
  const paths: Record<string, unknown> = {};
  for (const name of PLAIN) if (ticket[name] !== undefined) paths[name] = ticket[name];
  const { nativeStatus, requester, assignee, satisfaction, tags, customFields } = ticket;
  if (nativeStatus !== undefined) paths['nativeStatus.id'] = nativeStatus?.id ?? null;
  if (requester !== undefined) paths['requester.id'] = requester.id;
  if (assignee !== undefined) paths['assignee.id'] = assignee?.id ?? null;
  if (satisfaction !== undefined) paths['satisfaction.score'] = satisfaction?.score ?? null;
  if (tags !== undefined) paths['tags'] = tags;
  for (const [key, field] of Object.entries(customFields ?? {})) {
    paths[`customFields.${key}`] = field?.value ?? null;
  }
  return paths;
}

const sameSet = (left: readonly unknown[], right: readonly unknown[]): boolean => {
  const members = new Set(left);
  return members.size === new Set(right).size && right.every((item) => members.has(item));
};

/** Lists in this model are sets (tags, choices), and dates are compared by their instant. */
function isSame(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) return sameSet(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  return Object.is(left, right);
}

/**
 * The fields that differ between two states of one ticket, by their path in the unified model.
 * Fields that either side does not tell are left out: what is not known has not moved. A custom
 * field that one side lacks counts as empty there, as long as that side tells of custom fields.
 *
 * @example
 * diffTickets(
 *   { id: 'zendesk:acme:1', externalId: '1', status: 'open', tags: ['vip'] },
 *   { id: 'zendesk:acme:1', externalId: '1', status: 'pending', priority: 'high' },
 * )
 * //=> [{ field: 'status', from: 'open', to: 'pending' }]
 */
export function diffTickets(before: TicketSnapshot, after: TicketSnapshot): readonly FieldChange[] {
  const from = ticketPaths(before);
  const to = ticketPaths(after);
  const bothTellFields = before.customFields !== undefined && after.customFields !== undefined;
  const changes: FieldChange[] = [];
  for (const field of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const isCustom = field.startsWith('customFields.');
    const told = field in from && field in to;
    if (!told && !(isCustom && bothTellFields)) continue;
    const change = { field, from: from[field] ?? null, to: to[field] ?? null };
    if (!isSame(change.from, change.to)) changes.push(change);
  }
  return changes;
}
