import {
  anything,
  type Codec,
  date,
  decodeUnknown,
  encodeUnknown,
  flag,
  list,
  nullable,
  number,
  object,
  record,
  text,
  word,
} from './codec.ts';
import type { CustomField, CustomFieldValue } from './custom-fields.ts';
import {
  AUTHOR_KINDS,
  CHANNEL_KINDS,
  CUSTOM_FIELD_TYPES,
  LINK_KINDS,
  PARTICIPANT_ROLES,
  SLA_CLOCK_STATES,
  SLA_METRICS,
  SLA_RISKS,
  STATUS_DETAILS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
  VISIBILITIES,
} from './enums.ts';
import type { Attachment, Author, Channel, Message } from './message.ts';
import type { MappingWarning, Provenance } from './provenance.ts';
import type { SatisfactionRating } from './satisfaction.ts';
import type { SlaClock, SlaState } from './sla.ts';
import type {
  Assignee,
  NativeValue,
  Participant,
  Requester,
  SupportTicket,
  TicketLink,
  TicketMetadata,
  TicketVersion,
} from './ticket.ts';

const maybeText = nullable(text);
const maybeDate = nullable(date);
const maybeNumber = nullable(number);
const maybeFlag = nullable(flag);
const texts = list(text);

const scalar: Codec<string | number | boolean | null> = {
  encode: (value) => value,
  decode: (json, path, issues) => {
    if (json === null || typeof json === 'string' || typeof json === 'boolean') return json;
    return number.decode(json, path, issues);
  },
};

const warning = object<MappingWarning>(
  { type: word(['dropped', 'coerced', 'defaulted', 'derived']), field: text, reason: text },
  { from: scalar, to: scalar },
);

const provenance = object<Provenance>(
  {
    provider: text,
    account: text,
    nativeId: text,
    fetchedAt: maybeDate,
    apiVersion: maybeText,
    warnings: list(warning),
  },
  {},
);

const customValue: Codec<CustomFieldValue> = {
  encode: encodeUnknown,
  decode: (json, path, issues) => {
    const value = decodeUnknown(json);
    if (value instanceof Date || typeof value === 'boolean' || typeof value === 'string')
      return value;
    if (Array.isArray(value)) return texts.decode(value, path, issues);
    return number.decode(value, path, issues);
  },
};

const customField = object<CustomField>(
  {
    value: nullable(customValue),
    nativeId: text,
    label: maybeText,
    type: word(CUSTOM_FIELD_TYPES),
  },
  {},
);

const channel = object<Channel>({ kind: word(CHANNEL_KINDS), native: maybeText }, {});

const native = nullable(
  object<NativeValue>({ id: maybeText, label: maybeText, category: maybeText }, {}),
);

const requester = object<Requester>(
  { id: maybeText, email: maybeText, name: maybeText },
  {
    phone: maybeText,
    callerKey: maybeText,
    organizationId: maybeText,
    locale: maybeText,
    timezone: maybeText,
    avatarUrl: maybeText,
  },
);

const assignee = object<Assignee>(
  { id: text, name: maybeText, group: maybeText, type: word(['agent', 'team', 'bot']) },
  { email: maybeText, groupId: maybeText },
);

const participant = object<Participant>(
  {
    id: maybeText,
    role: word(PARTICIPANT_ROLES),
    kind: word(AUTHOR_KINDS),
    email: maybeText,
    name: maybeText,
  },
  {},
);

const metadata = object<TicketMetadata>(
  {
    plan: maybeText,
    accountAge: maybeNumber,
    mrr: maybeNumber,
    previousTickets: maybeNumber,
    extra: record(anything),
  },
  {},
);

const nativeRating: Codec<string | number | null> = {
  encode: (value) => value,
  decode: (json, path, issues) =>
    json === null || typeof json === 'string' ? json : number.decode(json, path, issues),
};

const satisfaction = object<SatisfactionRating>(
  {
    score: maybeNumber,
    native: object({ scale: text, value: nativeRating, label: maybeText }, {}),
    comment: maybeText,
    ratedAt: maybeDate,
    agentId: maybeText,
    ticketId: maybeText,
    surveyId: maybeText,
    status: word(['offered', 'received', 'none']),
  },
  { raw: anything },
);

const clock = object<SlaClock>(
  {
    metric: word(SLA_METRICS),
    cycle: number,
    state: word(SLA_CLOCK_STATES),
    risk: word(SLA_RISKS),
    targetMinutes: maybeNumber,
    elapsedMinutes: maybeNumber,
    startedAt: maybeDate,
    dueAt: maybeDate,
    pausedAt: maybeDate,
    stoppedAt: maybeDate,
    breachedAt: maybeDate,
  },
  {},
);

const sla = object<SlaState>(
  {
    source: word(['native', 'computed']),
    policy: nullable(object({ id: maybeText, name: maybeText }, {})),
    clocks: list(clock),
  },
  {},
);

/** A ticket with any custom fields, as it is stored. */
export type StoredTicket = SupportTicket<unknown, Readonly<Record<string, CustomFieldValue>>>;

/** Every field of a ticket. */
export const ticketCodec = object<StoredTicket>(
  {
    id: text,
    externalId: text,
    callerKey: maybeText,
    subject: maybeText,
    description: maybeText,
    descriptionHtml: maybeText,
    status: word(TICKET_STATUSES),
    statusDetail: nullable(word(STATUS_DETAILS)),
    nativeStatus: native,
    priority: word(TICKET_PRIORITIES),
    nativePriority: native,
    category: maybeText,
    tags: texts,
    requester,
    assignee: nullable(assignee),
    groupId: maybeText,
    organizationId: maybeText,
    metadata,
    createdAt: date,
    updatedAt: date,
    firstResponseAt: maybeDate,
    resolvedAt: maybeDate,
    closedAt: maybeDate,
    dueAt: maybeDate,
    snoozedUntil: maybeDate,
    firstAssignedAt: maybeDate,
    lastCustomerReplyAt: maybeDate,
    lastStaffReplyAt: maybeDate,
    reopenCount: maybeNumber,
    replyCount: maybeNumber,
    number: maybeText,
    url: maybeText,
    channel,
    brandId: maybeText,
    productId: maybeText,
    departmentId: maybeText,
    formId: maybeText,
    ticketTypeId: maybeText,
    participants: list(participant),
    customFields: record(customField),
    satisfaction: nullable(satisfaction),
    sla: nullable(sla),
    links: list(
      object<TicketLink>({ kind: word(LINK_KINDS), ticketId: maybeText, url: maybeText }, {}),
    ),
    attachmentsCount: maybeNumber,
    messagesCount: maybeNumber,
    threadComplete: maybeFlag,
    isSpam: flag,
    isDeleted: flag,
    isPrivate: maybeFlag,
    language: maybeText,
    sentiment: maybeNumber,
    version: object<TicketVersion>({ at: date, sequence: maybeNumber }, {}),
    provenance,
  },
  { raw: anything },
);

const attachment = object<Attachment>(
  {
    id: maybeText,
    externalId: maybeText,
    fileName: text,
    contentType: maybeText,
    size: maybeNumber,
    url: maybeText,
    urlExpiresAt: maybeDate,
    requiresAuth: flag,
    isInline: flag,
    contentId: maybeText,
    sha256: maybeText,
    malwareScan: nullable(word(['not_scanned', 'clean', 'infected', 'failed'])),
    messageId: maybeText,
  },
  {},
);

/** Every field of a message. */
export const messageCodec = object<Message>(
  {
    id: text,
    externalId: text,
    ticketId: text,
    visibility: word(VISIBILITIES),
    author: object<Author>(
      { id: maybeText, kind: word(AUTHOR_KINDS), name: maybeText, email: maybeText },
      {},
    ),
    bodyText: maybeText,
    bodyHtml: maybeText,
    strippedText: maybeText,
    attachments: list(attachment),
    channel,
    createdAt: date,
    updatedAt: maybeDate,
    to: texts,
    cc: texts,
    bcc: texts,
    inReplyTo: nullable(text),
    isFirst: flag,
    isRedacted: flag,
    deliveryStatus: nullable(word(['queued', 'sent', 'delivered', 'failed'])),
    nativeType: maybeText,
    provenance,
  },
  { raw: anything },
);
