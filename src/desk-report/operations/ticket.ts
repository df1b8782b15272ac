import type { TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { FeedbackTicket } from '../../feedback/index.ts';
import {
  type CaseRecord,
  metricTicketOf,
  type MetricSlaClock,
  type MetricSource,
  type MetricTicket,
  type StatusChange,
} from '../../metrics/index.ts';
import type { Instant } from '../../numbers/instant.ts';
import { sumOf } from '../../numbers/rounding.ts';
import {
  evaluateSla,
  type Schedule,
  type SlaEvent,
  type SlaPolicy,
  type StatusWord,
  type TimelineHistoryEntry,
  type TimelineMessage,
  toTimeline,
} from '../../sla/index.ts';

/** What triage said of a ticket before people had a say. */
export interface TriagePrediction {
  readonly category: string | null;
  readonly priority: TicketPriority | null;
  /** 0 to 1, meant as the probability that the category is right; `null` where it is not known. */
  readonly confidence: number | null;
}

/**
 * What the reports need of a ticket: the facts of the metrics, and what the ticket is about. No text of
 * a customer is in it, except for the subject. `reportTicketOf` makes one of a `SupportTicket`.
 */
export interface ReportTicket extends MetricTicket {
  readonly priority?: TicketPriority | null;
  readonly status?: TicketStatus | null;
  /** The group that looks after it. */
  readonly group?: string | null;
  readonly tags?: readonly string[];
  /** The account behind the requester, else the requester. */
  readonly customerId?: string | null;
  /** Monthly recurring revenue of the customer. */
  readonly mrr?: number | null;
  /** Shown only in reports with customer text. */
  readonly subject?: string | null;
  readonly prediction?: TriagePrediction | null;
}

/** The fields of a ticket that are read. */
export type ReportSource = MetricSource &
  Pick<SupportTicket, 'priority' | 'subject' | 'updatedAt' | 'organizationId' | 'tags' | 'groupId'>;

/** What is known of a case beside the ticket itself. What is left out is not known. */
export interface ReportRecord
  extends Pick<CaseRecord, 'workLogs' | 'escalated' | 'csat' | 'productLine' | 'segment'> {
  /** The whole thread, any order. Without it the ticket's own first answer is taken. */
  readonly messages?: readonly TimelineMessage[];
  /** The desk's history, from `adapter.events.list`. Without it the ticket's own dates are taken. */
  readonly history?: readonly TimelineHistoryEntry[];
  readonly prediction?: TriagePrediction | null;
}

/** How tickets are judged. */
export interface ReportTicketOptions {
  /** The moment at which SLA clocks are read. */
  readonly now: Instant;
  /** @default none: no SLA clocks */
  readonly policies?: readonly SlaPolicy[];
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** What the account's own statuses mean, from `adapter.statuses.list`. */
  readonly statuses?: readonly StatusWord[];
}

/**
 * What the reports need, read from a ticket, its thread and its history. The result is small and holds
 * no message, so that a hundred thousand of them fit into memory.
 *
 * @throws ConfigurationError for policies and schedules that can not be meant.
 * @example
 * reportTicketOf(ticket, { messages }, { now, policies: [presetPolicy(SLA_PRESETS.standard)] })
 *   .slaClocks?.length //=> 2
 */
export function reportTicketOf(
  ticket: ReportSource,
  record: ReportRecord,
  options: ReportTicketOptions,
): ReportTicket {
  const { messages, history, prediction, ...rest } = record;
  const { policies = [], schedules, statuses } = options;
  const needsTimeline = policies.length > 0 || history !== undefined;
  const events = needsTimeline ? eventsOf(ticket, { messages, history, statuses }) : [];
  return {
    ...metricTicketOf(ticket, {
      ...rest,
      ...(messages === undefined ? {} : { messages }),
      ...(history === undefined ? {} : historyFacts(events)),
    }),
    ...(policies.length === 0
      ? {}
      : { slaClocks: clocksOf({ events, policies, schedules }, ticket.priority, options.now) }),
    priority: ticket.priority,
    group: groupOf(ticket),
    tags: ticket.tags,
    customerId: ticket.organizationId ?? ticket.requester.id ?? null,
    mrr: ticket.metadata.mrr,
    subject: ticket.subject,
    prediction: prediction ?? null,
  };
}

function eventsOf(
  ticket: ReportSource,
  {
    messages = [],
    history = [],
    statuses,
  }: {
    readonly messages: readonly TimelineMessage[] | undefined;
    readonly history: readonly TimelineHistoryEntry[] | undefined;
    readonly statuses: readonly StatusWord[] | undefined;
  },
): readonly SlaEvent[] {
  const words = statuses === undefined ? {} : { statuses };
  return toTimeline({ ticket, messages, history }, words).events;
}

/** What a history tells the metrics. */
function historyFacts(
  events: readonly SlaEvent[],
): Required<Pick<CaseRecord, 'statusChanges' | 'groupChanges'>> {
  const statusChanges = events.flatMap((event): readonly StatusChange[] =>
    event.type === 'status' ? [{ at: event.at, to: event.to }] : [],
  );
  const assigned = events.filter(({ type }) => type === 'assigned').length;
  const first = events[0];
  const hadGroup = first?.type === 'created' && first.group != null;
  // The first assignment of a ticket that had no group is no transfer.
  return { statusChanges, groupChanges: Math.max(0, assigned - (hadGroup ? 0 : 1)) };
}

function clocksOf(
  {
    events,
    policies,
    schedules,
  }: {
    readonly events: readonly SlaEvent[];
    readonly policies: readonly SlaPolicy[];
    readonly schedules: Readonly<Record<string, Schedule>> | undefined;
  },
  priority: TicketPriority,
  now: Instant,
): readonly MetricSlaClock[] {
  const input = { events, policies, ...(schedules === undefined ? {} : { schedules }) };
  return evaluateSla(input, { now }).clocks.map(({ metric, policyId, state, breached }) => ({
    metric,
    policy: policyId,
    priority,
    settled: state === 'fulfilled',
    breached,
  }));
}

const groupOf = ({ assignee, groupId }: ReportSource): string | null =>
  assignee?.group ?? (assignee?.type === 'team' ? assignee.name : null) ?? groupId;

/**
 * The part of a ticket that the product-feedback report reads.
 *
 * @example feedbackTicketOf(reportTicket).slaMissed //=> false
 */
export function feedbackTicketOf(ticket: ReportTicket): FeedbackTicket {
  const { id, createdAt, tags, category, customerId, mrr, handleMinutes, csat } = ticket;
  const decided = (ticket.slaClocks ?? []).filter(({ settled, breached }) => settled || breached);
  return {
    id,
    createdAt,
    ...(tags === undefined ? {} : { tags }),
    category: category ?? null,
    customerId: customerId ?? null,
    mrr: mrr ?? null,
    handleMinutes: handleMinutes ?? null,
    csat: csat ?? null,
    slaMissed: decided.length === 0 ? null : sumOf(decided.map((one) => Number(one.breached))) > 0,
    team: ticket.group ?? null,
  };
}
