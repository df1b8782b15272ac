import {
  addUntold,
  createWarningLog,
  type Mapped,
  mapEnum,
  type WarningLog,
} from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { CustomFieldValue } from '../../../src/model/custom-fields.ts';
import type { TicketPriority } from '../../../src/model/enums.ts';
import type { SatisfactionRating } from '../../../src/model/satisfaction.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { channelOf, PRIORITY_TO_UNIFIED } from '../enums.ts';
import { type ZendeskMetricSet, type ZendeskTicket, ticketWire } from '../wire/tickets.ts';
import {
  dateOf,
  emptyToNull,
  idOf,
  NO_METADATA,
  nativeText,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { assigneeOf, linksOf, participantsOf, requesterOf } from './ticket-people.ts';
import { slaOf } from './ticket-sla.ts';
import { nativeStatusOf, statusOf } from './ticket-status.ts';

type Fields = Readonly<Record<string, CustomFieldValue>>;

const MEASURED = ['firstResponseAt', 'firstAssignedAt', 'reopenCount', 'replyCount'] as const;
const UNMEASURED =
  'This answer of Zendesk’s comes without its measurements; tickets.get and tickets.getMany bring them.';

/**
 * A Zendesk ticket as a SupportTicket.
 *
 * @throws {WireFormatError} when the payload lacks what every ticket has.
 */
export function ticketToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<SupportTicket<ZendeskTicket, Fields>> {
  const wire = parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' });
  const log = createWarningLog();
  const { status, statusDetail } = statusOf(wire, context, log);
  const metrics = wire.metric_set ?? context.lookups.metricSet(String(wire.id));
  const createdAt = dateOf(wire.created_at, 'created_at');
  const updatedAt = dateOf(wire.updated_at, 'updated_at');
  const done = status === 'resolved' || status === 'closed';
  if (metrics === undefined || metrics === null) {
    addUntold(log, done ? [...MEASURED, 'resolvedAt'] : MEASURED, UNMEASURED);
  }
  const value: SupportTicket<ZendeskTicket, Fields> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: emptyToNull(wire.external_id),
    subject: emptyToNull(wire.subject ?? wire.raw_subject),
    description: descriptionOf(wire, log),
    descriptionHtml: null,
    status,
    statusDetail,
    nativeStatus: nativeStatusOf(wire, context),
    priority: priorityOf(wire, context, log),
    nativePriority:
      wire.priority === null || wire.priority === undefined
        ? null
        : { id: wire.priority, label: null, category: null },
    category: categoryOf(wire, context),
    tags: wire.tags ?? [],
    requester: requesterOf(wire, context),
    assignee: assigneeOf(wire, context),
    groupId: optionalIdOf(context, wire.group_id),
    organizationId: optionalIdOf(context, wire.organization_id),
    metadata: NO_METADATA,
    createdAt,
    updatedAt,
    firstResponseAt: firstResponseOf(metrics, createdAt, log),
    resolvedAt: done ? optionalDateOf(metrics?.solved_at, 'metric_set.solved_at') : null,
    closedAt: null,
    dueAt: optionalDateOf(wire.due_at, 'due_at'),
    snoozedUntil: null,
    firstAssignedAt: optionalDateOf(
      metrics?.initially_assigned_at,
      'metric_set.initially_assigned_at',
    ),
    lastCustomerReplyAt: null,
    lastStaffReplyAt: null,
    reopenCount: metrics?.reopens ?? null,
    replyCount: metrics?.replies ?? null,
    number: String(wire.id),
    url: `${context.origin}/agent/tickets/${wire.id}`,
    channel: channelOf(wire.via?.channel, log),
    brandId: nativeText(wire.brand_id),
    productId: null,
    departmentId: null,
    formId: nativeText(wire.ticket_form_id),
    ticketTypeId: null,
    participants: participantsOf(wire, context),
    customFields: context.fields.readAll(wire.custom_fields ?? [], log),
    satisfaction: satisfactionOf(wire, context, log),
    sla: slaOf(wire, log),
    links: linksOf(wire, context),
    attachmentsCount: null,
    messagesCount: wire.comment_count ?? null,
    threadComplete: null,
    isSpam: false,
    isDeleted: wire.status === 'deleted' || wire.status === 'scrubbed',
    isPrivate: wire.is_public === null || wire.is_public === undefined ? null : !wire.is_public,
    language: null,
    sentiment: null,
    version: { at: updatedAt, sequence: wire.generated_timestamp || null },
    // Stands last on purpose: whatever logs a warning has run by now.
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** The description repeats the first comment; on a ticket without public comments that is a note. */
function descriptionOf(wire: ZendeskTicket, log: WarningLog): string | null {
  if (wire.is_public !== false) return emptyToNull(wire.description);
  if (emptyToNull(wire.description) !== null) {
    log.add({
      type: 'dropped',
      field: 'description',
      reason: 'The ticket has no public message; its first comment is an internal note.',
    });
  }
  return null;
}

function priorityOf(
  wire: ZendeskTicket,
  context: TranslationContext,
  log: WarningLog,
): TicketPriority {
  const override = context.priorityMap.get(wire.priority ?? '');
  if (override !== undefined) return override;
  return mapEnum<TicketPriority>(wire.priority, PRIORITY_TO_UNIFIED, {
    field: 'priority',
    fallback: 'normal',
    log,
  });
}

function categoryOf(wire: ZendeskTicket, context: TranslationContext): string | null {
  const { categoryFieldId } = context;
  if (categoryFieldId === null) return emptyToNull(wire.type);
  const entry = wire.custom_fields?.find((field) => String(field.id) === categoryFieldId);
  return typeof entry?.value === 'string' ? emptyToNull(entry.value) : null;
}

function firstResponseOf(
  metrics: ZendeskMetricSet | null | undefined,
  createdAt: Date,
  log: WarningLog,
): Date | null {
  const seconds = metrics?.reply_time_in_seconds?.calendar;
  const minutes = metrics?.reply_time_in_minutes?.calendar;
  const elapsedMs = seconds != null ? seconds * 1000 : minutes != null ? minutes * 60_000 : null;
  if (elapsedMs === null) return null;
  log.add({
    type: 'derived',
    field: 'firstResponseAt',
    reason:
      'Worked out from Zendesk’s reply time; Zendesk may count automatic replies. Read the thread for the exact time.',
  });
  return new Date(createdAt.getTime() + elapsedMs);
}

const SCORES = { good: 1, bad: 0 } as const;

function satisfactionOf(
  wire: ZendeskTicket,
  context: TranslationContext,
  log: WarningLog,
): SatisfactionRating | null {
  const rating = wire.satisfaction_rating;
  if (rating === null || rating === undefined || !rating.score || rating.score === 'unoffered') {
    return null;
  }
  const word = rating.score;
  const score = word === 'good' || word === 'bad' ? SCORES[word] : null;
  if (score === null && word !== 'offered') {
    log.add({
      type: 'dropped',
      field: 'satisfaction.score',
      reason: 'Zendesk gives a rating that polydesk does not know; see satisfaction.native.',
      from: word,
    });
  }
  return {
    score,
    native: { scale: 'good_bad', value: word, label: null },
    comment: emptyToNull(rating.comment),
    ratedAt: null,
    agentId: optionalIdOf(context, wire.assignee_id),
    ticketId: idOf(context, wire.id),
    surveyId: null,
    status: word === 'offered' ? 'offered' : 'received',
  };
}
