import type { Contact, Organization } from '../../model/people.ts';
import type { ItemKind, LedgerItem } from '../ledger/types.ts';
import type { SettledMapping } from '../mapping/settle-mapping.ts';
import { isOver } from '../translate/remainder.ts';
import { isWait } from '../translate/translate-fields.ts';
import type { SourceTicket } from '../translate/types.ts';

/** Fields of tickets whose values are counted. Positions are stored: add at the end only. */
const TICKET_FIELDS = [
  'subject',
  'status',
  'statusDetail',
  'priority',
  'category',
  'tags',
  'requester',
  'assigneeId',
  'groupId',
  'organizationId',
  'cc',
  'createdAt',
  'updatedAt',
  'resolvedAt',
  'dueAt',
  'snoozedUntil',
  'callerKey',
  'links',
  'satisfaction',
  'sla',
  'messages',
  'messages.body',
  'messages.author',
  'messages.createdAt',
  'messages.visibility',
  'messages.attachments',
  'messages.cc',
  'messages.bcc',
] as const;

const CONTACT_FIELDS = [
  'name',
  'emails',
  'phones',
  'callerKey',
  'locale',
  'organizationIds',
] as const;
const ORGANIZATION_FIELDS = ['name', 'domains', 'callerKey'] as const;

const FIELDS: Readonly<Partial<Record<ItemKind, readonly string[]>>> = {
  ticket: TICKET_FIELDS,
  contact: CONTACT_FIELDS,
  organization: ORGANIZATION_FIELDS,
};

/** What an item remembers for the report, in its `detail`: short, since there are millions, and no customer text. */
export interface ItemNotes {
  /**
   * Which fields had a value at the source, in the order of the kind's fields: 1, or in how many messages.
   * A list is one value, as losses are declared of the whole of it.
   */
  readonly values?: readonly number[];
  /** Keys of custom fields with a value at the source. */
  readonly customFields?: readonly string[];
  /** Ids of the agents that it names: those with a counterpart at the target, and those without. */
  readonly agents?: readonly [known: readonly string[], unknown: readonly string[]];
  /** Minutes since the epoch in which it was confirmed at the target: more than one when it was carried again. */
  readonly minutes?: readonly number[];
  /** Contacts of the target that all have a key of this one; of one that was made, those with its number. */
  readonly candidates?: readonly string[];
  /** It stands for somebody whom the source has deleted. */
  readonly isStandIn?: true;
}

const MINUTE_MS = 60_000;
/** Who is carried again more often than that loses the first times. */
const MOST_MINUTES = 50;

/** What an item remembers; nothing for one that was never written. */
export const notesOf = ({ detail }: Pick<LedgerItem, 'detail'>): ItemNotes =>
  // Safe: only `withNotes` writes this key.
  (detail['notes'] as ItemNotes | undefined) ?? {};

/** The part of an item's `detail` that keeps its notes, with the minute of this confirmation. */
export function withNotes(
  item: Pick<LedgerItem, 'detail'>,
  notes: ItemNotes,
  now: number,
): { readonly notes: ItemNotes } {
  const minutes = [...(notesOf(item).minutes ?? []), Math.floor(now / MINUTE_MS)];
  return { notes: { ...notes, minutes: minutes.slice(-MOST_MINUTES) } };
}

/** How many values each field of an item had at the source, a list being one; fields without any are left out. */
export function* valuesOf(
  kind: ItemKind,
  { values = [], customFields = [] }: ItemNotes,
): Generator<readonly [field: string, count: number]> {
  const fields = FIELDS[kind] ?? [];
  for (const [index, count] of values.entries()) {
    const field = fields[index];
    if (field !== undefined && count > 0) yield [field, count];
  }
  for (const key of customFields) yield [`customFields.${key}`, 1];
}

/** Zeros at the end say nothing. */
function packed<Field extends string>(
  fields: readonly Field[],
  counts: Readonly<Partial<Record<Field, number | boolean>>>,
): readonly number[] {
  const values = fields.map((field) => Number(counts[field] ?? 0));
  return values.slice(0, values.findLastIndex((count) => count > 0) + 1);
}

/** Notes of a ticket: what it carried, and which agents it named. */
export function ticketNotes(
  { ticket, messages }: SourceTicket,
  {
    mapping,
    ownFields,
  }: { readonly mapping: SettledMapping; readonly ownFields: ReadonlySet<string> },
): ItemNotes {
  const customFields = Object.entries(ticket.customFields).flatMap(([key, { value }]) =>
    hasValue(value) && !ownFields.has(key) ? [key] : [],
  );
  const agents = agentsOf({ ticket, messages }, mapping);
  return {
    values: packed(TICKET_FIELDS, { ...fieldCounts(ticket), ...threadCounts(messages) }),
    ...(customFields.length > 0 ? { customFields } : {}),
    ...(agents.some((ids) => ids.length > 0) ? { agents } : {}),
  };
}

type Counts = Partial<Record<(typeof TICKET_FIELDS)[number], number | boolean>>;

/** What a translation takes up: details that only the source's desk has, and clocks that still run, it leaves alone. */
const fieldCounts = (ticket: SourceTicket['ticket']): Counts => ({
  subject: (ticket.subject ?? '').trim() !== '',
  status: 1,
  statusDetail: isWait(ticket.statusDetail),
  priority: 1,
  category: ticket.category !== null,
  tags: ticket.tags.length > 0,
  requester: ticket.requester.id !== null,
  assigneeId: ticket.assignee !== null && ticket.assignee.type !== 'team',
  groupId: ticket.groupId !== null || ticket.assignee?.type === 'team',
  organizationId: ticket.organizationId !== null,
  cc: ticket.participants.some(({ role }) => role === 'cc'),
  createdAt: 1,
  updatedAt: 1,
  resolvedAt: ticket.resolvedAt !== null,
  dueAt: ticket.dueAt !== null,
  snoozedUntil: ticket.snoozedUntil !== null,
  callerKey: ticket.callerKey !== null,
  links: ticket.links.length > 0,
  satisfaction: ticket.satisfaction?.status === 'received',
  sla: isOver(ticket.status) && (ticket.sla?.clocks.length ?? 0) > 0,
});

function threadCounts(messages: SourceTicket['messages']): Counts {
  const { length } = messages;
  const withAny = (field: 'attachments' | 'cc' | 'bcc'): number =>
    messages.filter((message) => message[field].length > 0).length;
  return {
    messages: length,
    'messages.body': length,
    'messages.author': length,
    'messages.createdAt': length,
    'messages.visibility': length,
    'messages.attachments': withAny('attachments'),
    'messages.cc': withAny('cc'),
    'messages.bcc': withAny('bcc'),
  };
}

const hasValue = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && !value.length);

function agentsOf(
  { ticket, messages }: SourceTicket,
  mapping: SettledMapping,
): readonly [readonly string[], readonly string[]] {
  const known = new Set<string>();
  const unknown = new Set<string>();
  const note = (id: string | null, email: string | null): void => {
    if (id === null || known.has(id) || unknown.has(id)) return;
    (mapping.agent(id, email) == null ? unknown : known).add(id);
  };
  const { assignee } = ticket;
  if (assignee !== null && assignee.type === 'agent') note(assignee.id, assignee.email ?? null);
  for (const { author } of messages) {
    if (author.kind === 'agent') note(author.id, author.email);
  }
  return [[...known], [...unknown]];
}

/** Notes of a contact that is made at the target. */
export const contactNotes = (contact: Contact): ItemNotes => ({
  values: packed(CONTACT_FIELDS, {
    name: contact.name !== null,
    emails: contact.emails.length > 0,
    phones: contact.phones.length > 0,
    callerKey: contact.callerKey !== null,
    locale: contact.locale !== null,
    organizationIds: contact.organizationIds.length > 0,
  }),
});

/** The same of an organization. */
export const organizationNotes = (organization: Organization): ItemNotes => ({
  values: packed(ORGANIZATION_FIELDS, {
    name: organization.name !== null,
    domains: organization.domains.length > 0,
    callerKey: organization.callerKey !== null,
  }),
});
