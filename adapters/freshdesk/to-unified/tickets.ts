import type { NativeTicketMetrics } from '../../../src/adapter/resources.ts';
import {
  addUntold,
  createWarningLog,
  type Mapped,
  mapEnum,
  type WarningLog,
} from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { CustomFieldValue } from '../../../src/model/custom-fields.ts';
import type { TicketPriority, TicketStatus } from '../../../src/model/enums.ts';
import type { SupportTicket } from '../../../src/model/ticket.ts';
import { channelOf, PRIORITY_TO_UNIFIED } from '../enums.ts';
import { type FreshdeskTicket, ticketWire } from '../wire/tickets.ts';
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
import { namedFields } from './custom-fields.ts';
import { assigneeOf, linksOf, participantsOf, requesterOf } from './ticket-people.ts';
import { slaOf } from './ticket-sla.ts';
import { nativeStatusOf, statusOf } from './ticket-status.ts';

type Fields = Readonly<Record<string, CustomFieldValue>>;

const NO_STATS =
  'This answer of Freshdesk’s comes without its stats; tickets.get and tickets.getMany bring them.';

/** What only the stats tell. */
const untoldOf = (status: TicketStatus): readonly string[] => [
  'firstResponseAt',
  'lastCustomerReplyAt',
  'lastStaffReplyAt',
  ...(status === 'resolved' || status === 'closed' ? ['resolvedAt'] : []),
  ...(status === 'closed' ? ['closedAt'] : []),
];

/**
 * A Freshdesk ticket as a SupportTicket, from whichever endpoint it came.
 *
 * @throws {WireFormatError} when the payload lacks what every ticket has.
 */
export function ticketToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<SupportTicket<FreshdeskTicket, Fields>> {
  const wire = parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' });
  const log = createWarningLog();
  const { status, statusDetail } = statusOf(wire, context, log);
  const requester = requesterOf(wire, context);
  const updatedAt = dateOf(wire.updated_at, 'updated_at');
  const done = status === 'resolved' || status === 'closed';
  const { stats } = wire;
  if (stats === undefined || stats === null) addUntold(log, untoldOf(status), NO_STATS);
  const value: SupportTicket<FreshdeskTicket, Fields> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: context.callerKeyField === null ? null : fieldText(wire, context.callerKeyField),
    subject: emptyToNull(wire.subject),
    description: emptyToNull(wire.description_text),
    descriptionHtml: emptyToNull(wire.description),
    status,
    statusDetail,
    nativeStatus: nativeStatusOf(wire, context),
    priority: priorityOf(wire, context, log),
    nativePriority:
      wire.priority == null ? null : { id: String(wire.priority), label: null, category: null },
    category: categoryOf(wire, context),
    tags: wire.tags ?? [],
    requester,
    assignee: assigneeOf(wire, context),
    groupId: optionalIdOf(context, wire.group_id),
    organizationId: optionalIdOf(context, wire.company_id),
    metadata: NO_METADATA,
    createdAt: dateOf(wire.created_at, 'created_at'),
    updatedAt,
    firstResponseAt: optionalDateOf(stats?.first_responded_at, 'stats.first_responded_at'),
    // A reopened ticket keeps the dates of its earlier end.
    resolvedAt: done ? optionalDateOf(stats?.resolved_at, 'stats.resolved_at') : null,
    closedAt: status === 'closed' ? optionalDateOf(stats?.closed_at, 'stats.closed_at') : null,
    dueAt: optionalDateOf(wire.due_by, 'due_by'),
    snoozedUntil: null,
    firstAssignedAt: null,
    lastCustomerReplyAt: optionalDateOf(
      stats?.requester_responded_at,
      'stats.requester_responded_at',
    ),
    lastStaffReplyAt: optionalDateOf(stats?.agent_responded_at, 'stats.agent_responded_at'),
    reopenCount: null,
    replyCount: null,
    number: String(wire.id),
    url: `${context.origin}/a/tickets/${wire.id}`,
    channel: channelOf(wire.source, log),
    brandId: null,
    productId: nativeText(wire.product_id),
    departmentId: null,
    formId: nativeText(wire.form_id),
    ticketTypeId: null,
    participants: participantsOf(wire, requester, context),
    customFields: context.fields.readAll(namedFields(wire.custom_fields), log),
    satisfaction: null,
    sla: slaOf(wire, done),
    links: linksOf(wire, context, log),
    // A view's attachments are those of the description alone.
    attachmentsCount: null,
    messagesCount: null,
    threadComplete: null,
    isSpam: wire.spam ?? false,
    isDeleted: wire.deleted ?? false,
    isPrivate: null,
    language: null,
    sentiment: sentimentOf(wire, log),
    version: { at: updatedAt, sequence: null },
    // Stands last on purpose: whatever logs a warning has run by now.
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

function priorityOf(
  wire: FreshdeskTicket,
  context: TranslationContext,
  log: WarningLog,
): TicketPriority {
  const native = nativeText(wire.priority);
  const override = native === null ? undefined : context.priorityMap.get(native);
  if (override !== undefined) return override;
  return mapEnum<TicketPriority>(native, PRIORITY_TO_UNIFIED, {
    field: 'priority',
    fallback: 'normal',
    log,
  });
}

function categoryOf(wire: FreshdeskTicket, { categoryField }: TranslationContext): string | null {
  return categoryField === null ? emptyToNull(wire.type) : fieldText(wire, categoryField);
}

/** The text of a custom field; a number, which a field for keys may hold, as text. */
function fieldText(wire: FreshdeskTicket, name: string): string | null {
  const value = wire.custom_fields?.[name];
  return typeof value === 'string' || typeof value === 'number' ? nativeText(value) : null;
}

/** A score of an add-on whose scale is nowhere documented. */
function sentimentOf({ sentiment_score: score }: FreshdeskTicket, log: WarningLog): null {
  if (score !== null && score !== undefined) {
    const reason = 'The scale of Freshdesk’s sentiment score is not documented; see raw.';
    log.add({ type: 'dropped', field: 'sentiment', reason, from: score });
  }
  return null;
}

/**
 * What Freshdesk measured of a ticket, from `include=stats`. It keeps dates, not durations: these
 * are the calendar seconds from creation.
 *
 * @throws {WireFormatError} when the payload is not a ticket.
 */
export function metricsToUnified(json: unknown, context: TranslationContext): NativeTicketMetrics {
  const wire = parseWire(ticketWire, json, { provider: PROVIDER, what: 'ticket' });
  const createdAt = dateOf(wire.created_at, 'created_at').getTime();
  const solvedAt = optionalDateOf(wire.stats?.resolved_at, 'stats.resolved_at');
  const repliedAt = optionalDateOf(wire.stats?.first_responded_at, 'stats.first_responded_at');
  const secondsTo = (date: Date | null) =>
    date === null ? null : (date.getTime() - createdAt) / 1000;
  return {
    firstReplySeconds: secondsTo(repliedAt),
    // Of several resolutions only the last is kept.
    firstResolutionSeconds: wire.stats?.reopened_at ? null : secondsTo(solvedAt),
    fullResolutionSeconds: secondsTo(solvedAt),
    requesterWaitSeconds: null,
    agentWaitSeconds: null,
    onHoldSeconds: null,
    reopens: null,
    replies: null,
    solvedAt,
    ...rawOf<unknown>(context, wire.stats ?? null),
  };
}
