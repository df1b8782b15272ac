import { ageBucketsOf, isPlaced, isUnresolvedAt, slopeOf } from '../../metrics/backlog.ts';
import { DAY_MS } from '../../numbers/time-zone.ts';
import type { ReportPeriod } from '../period.ts';
import { PRIORITY_KEYS } from './durations.ts';
import { groupBy, type ReportedTicket, type ReportPopulation } from './population.ts';
import type { BacklogSection, OldTicket, TrendRow } from './types.ts';

/** The oldest tickets that are named. */
const OLDEST = 10;

/** What was not resolved at the end of the period, and how old it was. */
export function backlogSection(
  { all, now, period }: ReportPopulation,
  options: {
    readonly previous: ReportPeriod;
    readonly trend: readonly TrendRow[];
    readonly days: number;
    readonly customerText: boolean;
  },
): BacklogSection {
  const at = Math.min(period.to, now);
  const open = unresolvedAt(all, at);
  const before = unresolvedAt(all, options.previous.to);
  const ages = ageingOf(open, at);
  const earlier = ageingOf(before, options.previous.to);
  const byPriority = groupBy(open, ({ ticket }) => ticket.priority ?? null);
  const priorities = PRIORITY_KEYS.map((key) => ({
    key,
    ageing: ageingOf(byPriority.get(key) ?? [], at),
  }));
  const sizes = options.trend.flatMap((row) =>
    row.period === 'current' && row.backlog !== null ? [row.backlog] : [],
  );
  return {
    at,
    unresolved: open.length,
    previousUnresolved: before.length,
    notClosed: all.filter(
      (ticket) =>
        isPlaced(ticket) && ticket.created <= at && (ticket.closed === null || ticket.closed > at),
    ).length,
    unplaced: all.filter((ticket) => !isPlaced(ticket)).length,
    ageing: ages.map((bucket, index) => ({
      ...bucket,
      previous: earlier[index]?.count ?? 0,
      byPriority: priorities.map(({ key, ageing }) => ({ key, count: ageing[index]?.count ?? 0 })),
    })),
    slopePerDay: sizes.length < 2 ? null : slopeOf(sizes) / options.days,
    oldest: oldestOf(open, at, options.customerText),
  };
}

const unresolvedAt = (all: readonly ReportedTicket[], at: number) =>
  all.filter((ticket) => isUnresolvedAt(ticket, at));

const ageDays = ({ created }: ReportedTicket, at: number): number => (at - created) / DAY_MS;

const ageingOf = (tickets: readonly ReportedTicket[], at: number) =>
  ageBucketsOf(tickets.map((ticket) => ageDays(ticket, at)));

const oldestOf = (
  open: readonly ReportedTicket[],
  at: number,
  customerText: boolean,
): readonly OldTicket[] =>
  open
    .toSorted((a, b) => a.created - b.created)
    .slice(0, OLDEST)
    .map((one) => ({
      id: one.ticket.id,
      ageDays: ageDays(one, at),
      priority: one.ticket.priority ?? null,
      group: one.ticket.group ?? null,
      status: one.ticket.status ?? null,
      subject: customerText ? (one.ticket.subject ?? null) : null,
    }));
