import {
  type AuthorKind,
  type Contact,
  createWarningLog,
  formatId,
  type Mapped,
  mapEnum,
  type Message,
  type Organization,
  parseWire,
  type Provenance,
  type SupportTicket,
  type WarningLog,
} from 'polydesk';
import { STATE_TO_DETAIL, STATE_TO_STATUS, URGENCY_TO_PRIORITY } from './enums.ts';
import {
  caseSchema,
  companySchema,
  customerSchema,
  entrySchema,
  type PaperdeskCase,
  type PaperdeskCompany,
  type PaperdeskCustomer,
  type PaperdeskEntry,
} from './wire.ts';

/** What every translation needs to know. */
export interface Scope {
  readonly account: string;
  readonly keepRaw: boolean;
  /** When the record was read; `null` in the pure translators. */
  readonly fetchedAt: Date | null;
}

const PROVIDER = 'paperdesk';

/** The id under which polydesk knows a record of this account. */
export const idOf = (account: string, nativeId: string | number): string =>
  formatId({ provider: PROVIDER, account, nativeId: String(nativeId) });

const provenanceOf = (nativeId: number, log: WarningLog, scope: Scope): Provenance => ({
  provider: PROVIDER,
  account: scope.account,
  nativeId: String(nativeId),
  fetchedAt: scope.fetchedAt,
  apiVersion: 'v1',
  warnings: log.list(),
});

const rawOf = <Raw>(raw: Raw, { keepRaw }: Scope): { readonly raw?: Raw } =>
  keepRaw ? { raw } : {};

/** A case becomes a ticket. */
export function toTicket(json: unknown, scope: Scope): Mapped<SupportTicket<PaperdeskCase>> {
  const wire = parseWire(caseSchema, json, { provider: PROVIDER, what: 'case' });
  const log = createWarningLog();
  const updatedAt = new Date(wire.changed_at);
  const status = mapEnum(wire.state, STATE_TO_STATUS, { field: 'status', fallback: 'open', log });
  const urgency = typeof wire.urgency === 'number' ? String(wire.urgency) : null;
  const priority = mapEnum(urgency, URGENCY_TO_PRIORITY, {
    field: 'priority',
    fallback: 'normal',
    log,
  });
  const value: SupportTicket<PaperdeskCase> = {
    ...NOT_IN_PAPERDESK,
    id: idOf(scope.account, wire.id),
    externalId: String(wire.id),
    callerKey: wire.reference ?? null,
    subject: wire.title ?? null,
    status,
    statusDetail: Object.hasOwn(STATE_TO_DETAIL, wire.state ?? '')
      ? (STATE_TO_DETAIL[wire.state ?? ''] ?? null)
      : null,
    nativeStatus: { id: wire.state ?? null, label: wire.state ?? null, category: null },
    priority,
    nativePriority: { id: urgency, label: urgency, category: null },
    tags: wire.labels ?? [],
    requester: {
      id: wire.customer ? idOf(scope.account, wire.customer.id) : null,
      email: wire.customer?.email ?? null,
      name: wire.customer?.name ?? null,
    },
    createdAt: new Date(wire.opened_at),
    updatedAt,
    version: { at: updatedAt, sequence: null },
    provenance: provenanceOf(wire.id, log, scope),
    ...rawOf(wire, scope),
  };
  return { value, warnings: log.list() };
}

/** Fields that Paperdesk does not have; the manifest says `none` for them. */
const NOT_IN_PAPERDESK = {
  description: null,
  descriptionHtml: null,
  category: null,
  assignee: null,
  groupId: null,
  organizationId: null,
  metadata: { plan: null, accountAge: null, mrr: null, previousTickets: null, extra: {} },
  firstResponseAt: null,
  resolvedAt: null,
  closedAt: null,
  dueAt: null,
  snoozedUntil: null,
  firstAssignedAt: null,
  lastCustomerReplyAt: null,
  lastStaffReplyAt: null,
  reopenCount: null,
  replyCount: null,
  number: null,
  url: null,
  channel: { kind: 'other', native: null },
  brandId: null,
  productId: null,
  departmentId: null,
  formId: null,
  ticketTypeId: null,
  participants: [],
  customFields: {},
  satisfaction: null,
  sla: null,
  links: [],
  attachmentsCount: null,
  messagesCount: null,
  threadComplete: null,
  isSpam: false,
  isDeleted: false,
  isPrivate: null,
  language: null,
  sentiment: null,
} as const satisfies Partial<SupportTicket>;

const AUTHORS = { customer: 'customer', staff: 'agent' } as const satisfies Record<
  string,
  AuthorKind
>;

/** An entry becomes a message. */
export function toMessage(
  json: unknown,
  ticketId: string,
  scope: Scope,
): Mapped<Message<PaperdeskEntry>> {
  const wire = parseWire(entrySchema, json, { provider: PROVIDER, what: 'entry' });
  const log = createWarningLog();
  const { by } = wire;
  const value: Message<PaperdeskEntry> = {
    id: idOf(scope.account, wire.id),
    externalId: String(wire.id),
    ticketId: idOf(scope.account, ticketId),
    visibility: wire.private ? 'internal' : 'public',
    author: {
      id: by ? idOf(scope.account, by.id) : null,
      kind: mapEnum(by?.role, AUTHORS, { field: 'author.kind', fallback: 'unknown', log }),
      name: by?.name ?? null,
      email: by?.email ?? null,
    },
    bodyText: wire.text ?? null,
    bodyHtml: null,
    strippedText: null,
    attachments: [],
    channel: { kind: 'other', native: null },
    createdAt: new Date(wire.at),
    updatedAt: null,
    to: [],
    cc: [],
    bcc: [],
    inReplyTo: null,
    isFirst: false,
    isRedacted: false,
    deliveryStatus: null,
    nativeType: null,
    provenance: provenanceOf(wire.id, log, scope),
    ...rawOf(wire, scope),
  };
  return { value, warnings: log.list() };
}

/** A customer becomes a contact. */
export function toContact(json: unknown, scope: Scope): Mapped<Contact<PaperdeskCustomer>> {
  const wire = parseWire(customerSchema, json, { provider: PROVIDER, what: 'customer' });
  const log = createWarningLog();
  const { email, joined_at: joinedAt } = wire;
  const value: Contact<PaperdeskCustomer> = {
    id: idOf(scope.account, wire.id),
    externalId: String(wire.id),
    callerKey: null,
    name: wire.name ?? null,
    emails: email ? [{ address: email, verified: null, primary: true }] : [],
    phones: [],
    organizationIds: [],
    role: 'contact',
    locale: null,
    timezone: null,
    avatarUrl: null,
    tags: [],
    customFields: {},
    isBlocked: false,
    isDeleted: false,
    mergedIntoId: null,
    createdAt: joinedAt ? new Date(joinedAt) : null,
    updatedAt: null,
    lastSeenAt: null,
    provenance: provenanceOf(wire.id, log, scope),
    ...rawOf(wire, scope),
  };
  return { value, warnings: log.list() };
}

/** A company becomes an organization. */
export function toOrganization(
  json: unknown,
  scope: Scope,
): Mapped<Organization<PaperdeskCompany>> {
  const wire = parseWire(companySchema, json, { provider: PROVIDER, what: 'company' });
  const log = createWarningLog();
  const value: Organization<PaperdeskCompany> = {
    id: idOf(scope.account, wire.id),
    externalId: String(wire.id),
    callerKey: null,
    name: wire.name ?? null,
    domains: [],
    tags: [],
    customFields: {},
    plan: null,
    mrr: null,
    health: null,
    createdAt: null,
    updatedAt: null,
    isDeleted: false,
    provenance: provenanceOf(wire.id, log, scope),
    ...rawOf(wire, scope),
  };
  return { value, warnings: log.list() };
}
