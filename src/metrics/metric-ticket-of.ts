import type { TicketStatus } from '../model/enums.ts';
import type { Message } from '../model/message.ts';
import type { SupportTicket } from '../model/ticket.ts';
import type { WorkLog } from '../model/work-log.ts';
import { type Instant, minutesBetween, toMs } from '../numbers/instant.ts';
import { sumOf } from '../numbers/rounding.ts';
import type { MetricTicket } from './types.ts';

/** A change of the status, as events, polling or a provider's history tell it. */
export interface StatusChange {
  readonly at: Instant;
  readonly to: TicketStatus;
}

/** What is known of a case beside the ticket itself. What is left out is not known. */
export interface CaseRecord {
  /** The whole thread, any order. */
  readonly messages?: readonly Pick<Message, 'visibility' | 'author' | 'createdAt'>[];
  /** All changes of the status since the creation, any order. */
  readonly statusChanges?: readonly StatusChange[];
  /** All changes of the group after the first assignment. */
  readonly groupChanges?: number;
  readonly workLogs?: readonly Pick<WorkLog, 'minutes'>[];
  readonly escalated?: boolean;
  /** The last rating from 1 to 5, where it does not come with the ticket. */
  readonly csat?: number | null;
  readonly productLine?: string | null;
  readonly segment?: string | null;
}

/** The fields of a ticket that are read. */
export type MetricSource = Pick<
  SupportTicket,
  | 'id'
  | 'status'
  | 'statusDetail'
  | 'createdAt'
  | 'firstResponseAt'
  | 'resolvedAt'
  | 'closedAt'
  | 'reopenCount'
  | 'replyCount'
  | 'satisfaction'
  | 'isSpam'
  | 'links'
  | 'requester'
  | 'category'
  | 'channel'
  | 'assignee'
  | 'productId'
  | 'metadata'
>;

const isDone = (status: TicketStatus): boolean => status === 'resolved' || status === 'closed';

/**
 * What the metrics need, read from the record of a case by one rule for all providers: replies from
 * the thread, resolutions and reopens from the changes of the status. Only where a part of the
 * record is left out, the ticket's own field is taken, which each provider counts in its own way.
 *
 * @example
 * metricTicketOf(ticket, { messages: await desk.messages.list(ticket.id).toArray({ limit: 500 }) })
 *   .humanReplies //=> 2
 */
export function metricTicketOf(ticket: MetricSource, record: CaseRecord = {}): MetricTicket {
  const created = ticket.createdAt.getTime();
  const { workLogs, csat = csatOf(ticket) } = record;
  return {
    id: ticket.id,
    createdAt: created,
    status: ticket.status,
    ...repliesOf(ticket, record),
    ...resolutionsOf(ticket, record),
    escalated: record.escalated ?? null,
    groupChanges: record.groupChanges ?? null,
    handleMinutes: workLogs === undefined ? null : sumOf(workLogs.map(({ minutes }) => minutes)),
    csat,
    surveySent: surveyOf(ticket),
    excludedAs: exclusionOf(ticket),
    requesterId: ticket.requester.id ?? ticket.requester.email,
    category: ticket.category,
    channel: ticket.channel.kind,
    agent: ticket.assignee?.type === 'agent' ? ticket.assignee.id : null,
    productLine: record.productLine ?? ticket.productId,
    segment: record.segment ?? ticket.metadata.plan,
  };
}

/** The unified score lies between 0 and 1; the scale of the metrics is 1 to 5. */
const csatOf = ({ satisfaction }: MetricSource): number | null =>
  satisfaction?.score == null ? null : 1 + 4 * satisfaction.score;

const surveyOf = ({ satisfaction }: MetricSource): boolean | null =>
  satisfaction === null ? null : satisfaction.status !== 'none';

function exclusionOf({ isSpam, statusDetail, links }: MetricSource): 'spam' | 'merged' | null {
  if (isSpam || statusDetail === 'spam') return 'spam';
  const merged = statusDetail === 'merged' || links.some(({ kind }) => kind === 'merged_into');
  return merged ? 'merged' : null;
}

type Replies = Pick<
  MetricTicket,
  'createdByAgent' | 'firstHumanReplyAt' | 'humanReplies' | 'nextReplyMinutes' | 'solvedByBot'
>;

function repliesOf(ticket: MetricSource, { messages }: CaseRecord): Replies {
  if (messages === undefined)
    return { firstHumanReplyAt: ticket.firstResponseAt, humanReplies: ticket.replyCount };
  const thread = messages
    .filter(({ visibility }) => visibility === 'public')
    .map(({ author, createdAt }) => ({ kind: author.kind, at: createdAt.getTime() }))
    .sort((a, b) => a.at - b.at);
  const createdByAgent = thread[0]?.kind === 'agent';
  const replies = (createdByAgent ? thread.slice(1) : thread).filter(
    ({ kind }) => kind === 'agent',
  );
  const bots = thread.some(({ kind }) => kind === 'bot');
  return {
    createdByAgent,
    firstHumanReplyAt: createdByAgent ? null : (replies[0]?.at ?? null),
    humanReplies: replies.length,
    nextReplyMinutes: nextRepliesOf(thread),
    solvedByBot: bots && replies.length === 0 && isDone(ticket.status),
  };
}

/** From the oldest customer message that waits to the next answer, once an agent has written. */
function nextRepliesOf(
  thread: readonly { readonly kind: string; readonly at: number }[],
): readonly number[] {
  const waits: number[] = [];
  let hasWritten = false;
  let waitingSince: number | null = null;
  for (const { kind, at } of thread) {
    if (kind === 'customer' && hasWritten) waitingSince ??= at;
    if (kind !== 'agent') continue;
    if (waitingSince !== null) waits.push(minutesBetween(waitingSince, at));
    hasWritten = true;
    waitingSince = null;
  }
  return waits;
}

type Resolutions = Pick<
  MetricTicket,
  'firstResolvedAt' | 'resolvedAt' | 'closedAt' | 'reopens' | 'reopenedAt'
>;

function resolutionsOf(ticket: MetricSource, { statusChanges }: CaseRecord): Resolutions {
  if (statusChanges === undefined)
    return {
      resolvedAt: ticket.resolvedAt,
      closedAt: ticket.closedAt,
      reopens: ticket.reopenCount,
    };
  const changes = statusChanges
    .map(({ at, to }) => ({ at: toMs(at), to }))
    .sort((a, b) => a.at - b.at);
  const resolutions: number[] = [];
  const reopenings: number[] = [];
  let done = false;
  for (const { at, to } of changes) {
    if (isDone(to) && !done) resolutions.push(at);
    if (!isDone(to) && done) reopenings.push(at);
    done = isDone(to);
  }
  const last = changes.at(-1);
  return {
    firstResolvedAt: resolutions[0] ?? null,
    resolvedAt: done ? (resolutions.at(-1) ?? null) : null,
    closedAt: last?.to === 'closed' ? last.at : null,
    reopens: reopenings.length,
    reopenedAt: reopenings[0] ?? null,
  };
}
