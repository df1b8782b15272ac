import { requireInstant, type Instant } from '../numbers/instant.ts';
import { checkNumbers } from '../numbers/check-numbers.ts';
import { ascending } from '../numbers/quantile.ts';
import { sumOf } from '../numbers/rounding.ts';
import { type CountedTicket, populationOf } from './population.ts';
import type { AgeBucket, Backlog, MetricTicket } from './types.ts';

const DAY = 86_400_000;
const EDGES = [0, 1, 3, 7, 14, 30] as const;

/** What is left now, as the tickets themselves say it. */
export function backlogOf(tickets: readonly CountedTicket[], now: number): Backlog {
  const unresolved = tickets.filter(({ isDone }) => !isDone);
  const agesDays = ascending(unresolved.map(({ created }) => (now - created) / DAY));
  const byStatus: Record<string, number> = {};
  for (const { ticket } of unresolved) {
    const name = ticket.status ?? 'unknown';
    byStatus[name] = (byStatus[name] ?? 0) + 1;
  }
  return {
    unresolved: unresolved.length,
    notClosed: tickets.filter(({ isClosed }) => !isClosed).length,
    byStatus,
    ageing: ageBucketsOf(agesDays),
    agesDays,
  };
}

/** How many ages lie in each bucket. */
export function ageBucketsOf(agesDays: readonly number[]): readonly AgeBucket[] {
  return EDGES.map((fromDays, index) => {
    const toDays = EDGES[index + 1] ?? null;
    const count = agesDays.filter(
      (age) => age >= fromDays && (toDays === null || age < toDays),
    ).length;
    return { fromDays, toDays, count };
  });
}

/** The backlog at one moment. */
export interface BacklogSnapshot {
  readonly at: Date;
  readonly unresolved: number;
  readonly notClosed: number;
}

/** How the backlog went: one snapshot a day, and the slope of a straight line through them. */
export interface BacklogTrend {
  /** Oldest first. */
  readonly snapshots: readonly BacklogSnapshot[];
  /** Tickets a day by which the unresolved grow (above 0) or fall. */
  readonly slopePerDay: number;
}

/**
 * The backlog 24 hours apart up to now, and its trend (least squares). A ticket that was reopened
 * counts as unresolved until its last resolution, the only one that is known for certain.
 *
 * @throws ValidationError for tickets or a `now` that are not usable, or fewer than 2 days.
 * @example
 * backlogTrend([{ id: '1', createdAt: Date.UTC(2026, 2, 1) }],
 *   { now: Date.UTC(2026, 2, 2, 12), days: 3 }).snapshots.map(({ unresolved }) => unresolved)
 *   //=> [0, 1, 1]
 */
export function backlogTrend(
  tickets: readonly MetricTicket[],
  options: { readonly now: Instant; readonly days?: number },
): BacklogTrend {
  const { days = 14 } = options;
  checkNumbers('The trend', { days: [days - 1, 'positiveCount'] });
  const now = requireInstant('now', options.now);
  const { all } = populationOf(tickets, { now });
  const snapshots = Array.from({ length: days }, (_, index) =>
    snapshotAt(all, now - (days - 1 - index) * DAY),
  );
  return { snapshots, slopePerDay: slopeOf(snapshots.map(({ unresolved }) => unresolved)) };
}

/** Whether a ticket can be placed, and was there and not done at a moment. */
export const isUnresolvedAt = (ticket: CountedTicket, at: number): boolean =>
  isPlaced(ticket) &&
  ticket.created <= at &&
  isAfter(ticket.resolved, at) &&
  isAfter(ticket.closed, at);

/** A ticket that was done at an unknown moment cannot be placed. */
export const isPlaced = ({ isDone, resolved, closed }: CountedTicket): boolean =>
  !isDone || resolved !== null || closed !== null;

const isAfter = (end: number | null, at: number): boolean => end === null || end > at;

/** How much there was at a moment. */
export function snapshotAt(tickets: readonly CountedTicket[], at: number): BacklogSnapshot {
  const there = tickets.filter((ticket) => isPlaced(ticket) && ticket.created <= at);
  return {
    at: new Date(at),
    unresolved: there.filter((ticket) => isUnresolvedAt(ticket, at)).length,
    notClosed: there.filter(({ closed }) => isAfter(closed, at)).length,
  };
}

/** Of values one apart, the slope of the straight line through them (least squares). */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = sumOf(values.map((_, index) => (index - middle) ** 2));
  return sumOf(values.map((value, index) => (index - middle) * value)) / spread;
}
