import * as z from 'zod/mini';
import {
  AUTHOR_KINDS,
  LINK_KINDS,
  PARTICIPANT_ROLES,
  SLA_CLOCK_STATES,
  SLA_METRICS,
  SLA_RISKS,
  STATUS_DETAILS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from './enums.ts';
import {
  channel,
  customFields,
  date,
  maybeDate,
  maybeFlag,
  maybeNumber,
  maybeText,
  optionalText,
  provenanceSchema,
  raw,
  revived,
  text,
  texts,
} from './schema-parts.ts';

const native = z.nullable(z.object({ id: maybeText, label: maybeText, category: maybeText }));
const requester = z.object({
  id: maybeText,
  email: maybeText,
  name: maybeText,
  phone: optionalText,
  callerKey: optionalText,
  organizationId: optionalText,
  locale: optionalText,
  timezone: optionalText,
  avatarUrl: optionalText,
});

const assignee = z.object({
  id: text,
  name: maybeText,
  group: maybeText,
  email: optionalText,
  groupId: optionalText,
  type: z.enum(['agent', 'team', 'bot']),
});

const participant = z.object({
  id: maybeText,
  role: z.enum(PARTICIPANT_ROLES),
  kind: z.enum(AUTHOR_KINDS),
  email: maybeText,
  name: maybeText,
});

/** What a customer thought of the service. */
export const satisfactionSchema = z.object({
  score: maybeNumber,
  native: z.object({
    scale: text,
    value: z.nullable(z.union([text, z.number()])),
    label: maybeText,
  }),
  comment: maybeText,
  ratedAt: maybeDate,
  agentId: maybeText,
  ticketId: maybeText,
  surveyId: maybeText,
  status: z.enum(['offered', 'received', 'none']),
  raw,
});

const clock = z.object({
  metric: z.enum(SLA_METRICS),
  cycle: z.number(),
  state: z.enum(SLA_CLOCK_STATES),
  risk: z.enum(SLA_RISKS),
  targetMinutes: maybeNumber,
  elapsedMinutes: maybeNumber,
  startedAt: maybeDate,
  dueAt: maybeDate,
  pausedAt: maybeDate,
  stoppedAt: maybeDate,
  breachedAt: maybeDate,
});

/** Where a ticket stands against its SLA. */
export const slaStateSchema = z.object({
  source: z.enum(['native', 'computed']),
  policy: z.nullable(z.object({ id: maybeText, name: maybeText })),
  clocks: z.readonly(z.array(clock)),
});

const metadata = z.object({
  plan: maybeText,
  accountAge: maybeNumber,
  mrr: maybeNumber,
  previousTickets: maybeNumber,
  extra: z.record(text, revived),
});

const link = z.object({ kind: z.enum(LINK_KINDS), ticketId: maybeText, url: maybeText });

/**
 * A stored ticket.
 *
 * @example ticketSchema.parse(JSON.parse(column)).createdAt instanceof Date //=> true
 */
export const ticketSchema = z.object({
  id: text,
  externalId: text,
  callerKey: maybeText,
  subject: maybeText,
  description: maybeText,
  descriptionHtml: maybeText,
  status: z.enum(TICKET_STATUSES),
  statusDetail: z.nullable(z.enum(STATUS_DETAILS)),
  nativeStatus: native,
  priority: z.enum(TICKET_PRIORITIES),
  nativePriority: native,
  category: maybeText,
  tags: texts,
  requester,
  assignee: z.nullable(assignee),
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
  participants: z.readonly(z.array(participant)),
  customFields,
  satisfaction: z.nullable(satisfactionSchema),
  sla: z.nullable(slaStateSchema),
  links: z.readonly(z.array(link)),
  attachmentsCount: maybeNumber,
  messagesCount: maybeNumber,
  threadComplete: maybeFlag,
  isSpam: z.boolean(),
  isDeleted: z.boolean(),
  isPrivate: maybeFlag,
  language: maybeText,
  sentiment: maybeNumber,
  version: z.object({ at: date, sequence: maybeNumber }),
  provenance: provenanceSchema,
  raw,
});
