import { type Issue, ValidationError } from '../errors/index.ts';
import { numberIssues } from '../numbers/check-numbers.ts';
import { instantIssues, requireInstant, toMs, toMsOrNull } from '../numbers/instant.ts';
import type { Exclusion, MetricsOptions, MetricTicket } from './types.ts';

/** A ticket, and its moments in milliseconds. */
export interface CountedTicket {
  readonly ticket: MetricTicket;
  readonly created: number;
  readonly replied: number | null;
  readonly resolved: number | null;
  readonly firstResolved: number | null;
  readonly closed: number | null;
  /** Resolved or closed, also where it is not known since when. */
  readonly isDone: boolean;
  readonly isClosed: boolean;
}

export interface Population {
  readonly now: number;
  /** Created in the period and counted. */
  readonly counted: readonly CountedTicket[];
  /** Counted whenever they were created: backlog and repeat contacts look beyond the period. */
  readonly all: readonly CountedTicket[];
  /** Whether something at a moment belongs to the period. */
  readonly includes: (at: number) => boolean;
  readonly excluded: Readonly<Record<Exclusion, number>>;
  /** Excluded as merged, for the check whether they were resolved before. */
  readonly merged: readonly { readonly ticket: MetricTicket }[];
}

const MOMENTS = [
  'firstHumanReplyAt',
  'firstResolvedAt',
  'resolvedAt',
  'closedAt',
  'mergedAt',
  'reopenedAt',
] as const satisfies readonly (keyof MetricTicket)[];

const AMOUNTS = [
  'humanReplies',
  'reopens',
  'groupChanges',
  'handleMinutes',
  'requesterWaitMinutes',
  'agentWorkMinutes',
] as const satisfies readonly (keyof MetricTicket)[];

/** Whom the figures are about. @throws ValidationError naming each field that is not usable. */
export function populationOf(
  tickets: readonly MetricTicket[],
  options: Pick<MetricsOptions, 'now' | 'period'>,
): Population {
  const now = requireInstant('now', options.now);
  const includes = periodOf(options.period);
  checkTickets(tickets);
  const excluded = { spam: 0, merged: 0, test: 0, created_later: 0 };
  const merged: { readonly ticket: MetricTicket }[] = [];
  const all: CountedTicket[] = [];
  for (const ticket of tickets) {
    const created = toMs(ticket.createdAt);
    const exclusion = ticket.excludedAs ?? (created > now ? 'created_later' : null);
    if (exclusion === null) all.push(countedTicket(ticket, created));
    else if (includes(created)) excluded[exclusion] += 1;
    if (exclusion === 'merged' && includes(created)) merged.push({ ticket });
  }
  const counted = all.filter(({ created }) => includes(created));
  return { now, counted, all, includes, excluded, merged };
}

function countedTicket(ticket: MetricTicket, created: number): CountedTicket {
  const resolved = toMsOrNull(ticket.resolvedAt);
  const closed = toMsOrNull(ticket.closedAt);
  const isClosed = closed !== null || ticket.status === 'closed';
  return {
    ticket,
    created,
    resolved,
    replied: toMsOrNull(ticket.firstHumanReplyAt),
    firstResolved: toMsOrNull(ticket.firstResolvedAt) ?? resolved,
    closed,
    isClosed,
    isDone: isClosed || resolved !== null || ticket.status === 'resolved',
  };
}

function periodOf(period: MetricsOptions['period']): (at: number) => boolean {
  if (period === undefined) return () => true;
  const from = requireInstant('period.from', period.from);
  const to = requireInstant('period.to', period.to);
  return (at) => at >= from && at < to;
}

function checkTickets(tickets: readonly MetricTicket[]): void {
  const issues = tickets.flatMap((ticket, index) =>
    issuesOf(ticket).map(({ path, message }) => ({ path: `tickets.${index}.${path}`, message })),
  );
  if (issues.length > 0) throw new ValidationError('The tickets are not usable.', { issues });
}

function issuesOf(ticket: MetricTicket): readonly Issue[] {
  const moments = MOMENTS.filter((name) => ticket[name] != null);
  const amounts = AMOUNTS.filter((name) => ticket[name] != null);
  return [
    ...instantIssues('createdAt', ticket.createdAt),
    ...moments.flatMap((name) => instantIssues(name, ticket[name])),
    ...amounts.flatMap((name) => numberIssues(name, ticket[name], 'notNegative')),
    ...(ticket.nextReplyMinutes ?? []).flatMap((minutes, index) =>
      numberIssues(`nextReplyMinutes.${index}`, minutes, 'notNegative'),
    ),
    ...scaleIssues('csat', ticket.csat, 5),
    ...scaleIssues('effort', ticket.effort, 7),
  ];
}

const isOnScale = (value: number | null | undefined, top: number): boolean =>
  value == null || (value >= 1 && value <= top);

const scaleIssues = (path: string, value: number | null | undefined, top: number) =>
  isOnScale(value, top) ? [] : [{ path, message: `must lie between 1 and ${top}` }];
