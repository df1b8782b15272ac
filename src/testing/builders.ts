import type { AnyFields } from '../adapter/contract.ts';
import type { Message } from '../model/message.ts';
import type { Contact } from '../model/people.ts';
import type { Provenance } from '../model/provenance.ts';
import type { SupportTicket, TicketDraft } from '../model/ticket.ts';

const CREATED_AT = Date.UTC(2026, 0, 5, 9, 0, 0);
const UPDATED_AT = Date.UTC(2026, 0, 5, 9, 30, 0);

const provenance = (nativeId: string): Provenance => ({
  provider: 'example',
  account: 'acme',
  nativeId,
  fetchedAt: null,
  apiVersion: null,
  warnings: [],
});

/**
 * A complete ticket for tests; name what matters and leave the rest.
 *
 * @example aTicket({ priority: 'urgent' }).priority //=> 'urgent'
 */
export function aTicket(
  overrides: Partial<SupportTicket<unknown, AnyFields>> = {},
): SupportTicket<unknown, AnyFields> {
  return { ...ticketTexts(), ...ticketTimes(), ...ticketContext(), ...overrides };
}

const ticketTexts = () => ({
  id: 'example:acme:42',
  externalId: '42',
  callerKey: null,
  subject: 'The export stops half way',
  description: 'The export stops after a thousand rows.',
  descriptionHtml: null,
  status: 'open' as const,
  statusDetail: null,
  nativeStatus: null,
  priority: 'normal' as const,
  nativePriority: null,
  category: null,
  tags: [],
  requester: { id: 'example:acme:7', email: 'ada@customer.example', name: 'Ada' },
  assignee: null,
  groupId: null,
  organizationId: null,
  metadata: { plan: null, accountAge: null, mrr: null, previousTickets: null, extra: {} },
});

const ticketTimes = () => ({
  createdAt: new Date(CREATED_AT),
  updatedAt: new Date(UPDATED_AT),
  firstResponseAt: null,
  resolvedAt: null,
  closedAt: null,
  dueAt: null,
  snoozedUntil: null,
  firstAssignedAt: null,
  lastCustomerReplyAt: null,
  lastStaffReplyAt: null,
  version: { at: new Date(UPDATED_AT), sequence: null },
});

const ticketContext = () => ({
  reopenCount: null,
  replyCount: null,
  number: null,
  url: null,
  channel: { kind: 'email' as const, native: null },
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
  provenance: provenance('42'),
});

/**
 * A public message of a customer.
 *
 * @example aMessage({ visibility: 'internal' }).visibility //=> 'internal'
 */
export function aMessage(overrides: Partial<Message> = {}): Message {
  return {
    id: 'example:acme:100',
    externalId: '100',
    ticketId: 'example:acme:42',
    visibility: 'public',
    author: { id: 'example:acme:7', kind: 'customer', name: 'Ada', email: 'ada@customer.example' },
    bodyText: 'The export stops after a thousand rows.',
    bodyHtml: null,
    strippedText: null,
    attachments: [],
    channel: { kind: 'email', native: null },
    createdAt: new Date(CREATED_AT),
    updatedAt: null,
    to: [],
    cc: [],
    bcc: [],
    inReplyTo: null,
    isFirst: false,
    isRedacted: false,
    deliveryStatus: null,
    nativeType: null,
    provenance: provenance('100'),
    ...overrides,
  };
}

/**
 * A customer with one verified address.
 *
 * @example aContact({ name: 'Grace' }).name //=> 'Grace'
 */
export function aContact(overrides: Partial<Contact> = {}): Contact {
  return {
    id: 'example:acme:7',
    externalId: '7',
    callerKey: null,
    name: 'Ada',
    emails: [{ address: 'ada@customer.example', verified: true, primary: true }],
    phones: [],
    organizationIds: [],
    role: 'user',
    locale: null,
    timezone: null,
    avatarUrl: null,
    tags: [],
    customFields: {},
    isBlocked: false,
    isDeleted: false,
    mergedIntoId: null,
    createdAt: new Date(CREATED_AT),
    updatedAt: new Date(UPDATED_AT),
    lastSeenAt: null,
    provenance: provenance('7'),
    ...overrides,
  };
}

/**
 * A new ticket with a public first message.
 *
 * @example aTicketDraft({ subject: 'Help' }).subject //=> 'Help'
 */
export function aTicketDraft(
  overrides: Partial<TicketDraft<AnyFields>> = {},
): TicketDraft<AnyFields> {
  return {
    subject: 'The export stops half way',
    requester: { email: 'ada@customer.example', name: 'Ada' },
    message: { body: { text: 'The export stops after a thousand rows.' }, visibility: 'public' },
    ...overrides,
  };
}
