import fc from 'fast-check';
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
} from '../../src/model/enums.ts';
import type { StoredTicket } from '../../src/model/json.ts';
import type { Message } from '../../src/model/message.ts';

const text = fc.string({ maxLength: 12 });
const maybe = <T>(inner: fc.Arbitrary<T>) => fc.option(inner, { nil: null });
const maybeText = maybe(text);
const date = fc.date({
  noInvalidDate: true,
  min: new Date('0001-01-01'),
  max: new Date('9999-12-31'),
});
const maybeDate = maybe(date);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const maybeNumber = maybe(number);
const flag = fc.boolean();
const texts = fc.array(text, { maxLength: 3 });
const of = <T extends string>(words: readonly T[]) => fc.constantFrom(...words);
const few = <T>(inner: fc.Arbitrary<T>) => fc.array(inner, { maxLength: 2 });

/** Keys that trip naive codecs. */
const key = fc.oneof(
  text.filter((word) => word !== '__proto__'),
  fc.constantFrom('$date', '$$date', '$', 'constructor', 'toString'),
);

const anything: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    flag,
    number,
    text,
    date,
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(key, tie('value'), { maxKeys: 2, noNullPrototype: true }),
  ),
})).value;

const provenance = fc.record({
  provider: text,
  account: text,
  nativeId: text,
  fetchedAt: maybeDate,
  apiVersion: maybeText,
  warnings: few(
    fc.record(
      {
        type: of(['dropped', 'coerced', 'defaulted', 'derived'] as const),
        field: text,
        reason: text,
        from: fc.oneof(text, number, flag, fc.constant(null)),
        to: fc.oneof(text, number, flag, fc.constant(null)),
      },
      { requiredKeys: ['type', 'field', 'reason'] },
    ),
  ),
});

const channel = fc.record({ kind: of(CHANNEL_KINDS), native: maybeText });
const native = maybe(fc.record({ id: maybeText, label: maybeText, category: maybeText }));

const customFields = fc.dictionary(
  key,
  fc.record({
    value: maybe(fc.oneof(text, number, flag, texts, date)),
    nativeId: text,
    label: maybeText,
    type: of(CUSTOM_FIELD_TYPES),
  }),
  { maxKeys: 3, noNullPrototype: true },
);

const satisfaction = fc.record({
  score: maybeNumber,
  native: fc.record({
    scale: text,
    value: fc.oneof(text, number, fc.constant(null)),
    label: maybeText,
  }),
  comment: maybeText,
  ratedAt: maybeDate,
  agentId: maybeText,
  ticketId: maybeText,
  surveyId: maybeText,
  status: of(['offered', 'received', 'none'] as const),
});

const sla = fc.record({
  source: of(['native', 'computed'] as const),
  policy: maybe(fc.record({ id: maybeText, name: maybeText })),
  clocks: few(
    fc.record({
      metric: of(SLA_METRICS),
      cycle: number,
      state: of(SLA_CLOCK_STATES),
      risk: of(SLA_RISKS),
      targetMinutes: maybeNumber,
      elapsedMinutes: maybeNumber,
      startedAt: maybeDate,
      dueAt: maybeDate,
      pausedAt: maybeDate,
      stoppedAt: maybeDate,
      breachedAt: maybeDate,
    }),
  ),
});

const requester = fc.record(
  {
    id: maybeText,
    email: maybeText,
    name: maybeText,
    phone: maybeText,
    callerKey: maybeText,
    organizationId: maybeText,
    locale: maybeText,
    timezone: maybeText,
    avatarUrl: maybeText,
  },
  { requiredKeys: ['id', 'email', 'name'] },
);

const assignee = fc.record(
  {
    id: text,
    name: maybeText,
    group: maybeText,
    email: maybeText,
    groupId: maybeText,
    type: of(['agent', 'team', 'bot'] as const),
  },
  { requiredKeys: ['id', 'name', 'group', 'type'] },
);

const maybeDates = [
  'firstResponseAt',
  'resolvedAt',
  'closedAt',
  'dueAt',
  'snoozedUntil',
  'firstAssignedAt',
  'lastCustomerReplyAt',
  'lastStaffReplyAt',
] as const;
const maybeTexts = [
  'callerKey',
  'subject',
  'description',
  'descriptionHtml',
  'category',
  'groupId',
  'organizationId',
  'number',
  'url',
  'brandId',
  'productId',
  'departmentId',
  'formId',
  'ticketTypeId',
  'language',
] as const;
const maybeNumbers = [
  'reopenCount',
  'replyCount',
  'attachmentsCount',
  'messagesCount',
  'sentiment',
] as const;

const all = <K extends string, T>(keys: readonly K[], inner: fc.Arbitrary<T>) =>
  // Safe: every key of the list gets the arbitrary.
  Object.fromEntries(keys.map((one) => [one, inner])) as Record<K, fc.Arbitrary<T>>;

const ticket: fc.Arbitrary<StoredTicket> = fc.record({
  id: text,
  externalId: text,
  ...all(maybeTexts, maybeText),
  ...all(maybeDates, maybeDate),
  ...all(maybeNumbers, maybeNumber),
  status: of(TICKET_STATUSES),
  statusDetail: maybe(of(STATUS_DETAILS)),
  nativeStatus: native,
  priority: of(TICKET_PRIORITIES),
  nativePriority: native,
  tags: texts,
  requester,
  assignee: maybe(assignee),
  metadata: fc.record({
    plan: maybeText,
    accountAge: maybeNumber,
    mrr: maybeNumber,
    previousTickets: maybeNumber,
    extra: fc.dictionary(
      text.filter((word) => word !== '__proto__'),
      anything,
      { maxKeys: 2, noNullPrototype: true },
    ),
  }),
  createdAt: date,
  updatedAt: date,
  channel,
  participants: few(
    fc.record({
      id: maybeText,
      role: of(PARTICIPANT_ROLES),
      kind: of(AUTHOR_KINDS),
      email: maybeText,
      name: maybeText,
    }),
  ),
  customFields,
  satisfaction: maybe(satisfaction),
  sla: maybe(sla),
  links: few(fc.record({ kind: of(LINK_KINDS), ticketId: maybeText, url: maybeText })),
  threadComplete: maybe(flag),
  isSpam: flag,
  isDeleted: flag,
  isPrivate: maybe(flag),
  version: fc.record({ at: date, sequence: maybeNumber }),
  provenance,
});

// fast-check gives some objects without a prototype; a clone has the usual one.

/** Any ticket without `raw`. */
export const anyTicket = ticket.map((value) => structuredClone(value));

/** Any value that `raw` can hold. */
export const anyRaw = anything.map((value) => structuredClone(value));

const message: fc.Arbitrary<Message> = fc.record({
  id: text,
  externalId: text,
  ticketId: text,
  visibility: of(VISIBILITIES),
  author: fc.record({ id: maybeText, kind: of(AUTHOR_KINDS), name: maybeText, email: maybeText }),
  bodyText: maybeText,
  bodyHtml: maybeText,
  strippedText: maybeText,
  attachments: few(
    fc.record({
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
      malwareScan: maybe(of(['not_scanned', 'clean', 'infected', 'failed'] as const)),
      messageId: maybeText,
    }),
  ),
  channel,
  createdAt: date,
  updatedAt: maybeDate,
  to: texts,
  cc: texts,
  bcc: texts,
  inReplyTo: maybeText,
  isFirst: flag,
  isRedacted: flag,
  deliveryStatus: maybe(of(['queued', 'sent', 'delivered', 'failed'] as const)),
  nativeType: maybeText,
  provenance,
});

/** Any message without `raw`. */
export const anyMessage = message.map((value) => structuredClone(value));
