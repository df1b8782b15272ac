import { refuse } from '../numbers/check-numbers.ts';
import { type Instant, requireInstant, toMs } from '../numbers/instant.ts';
import { ascending, quantileOfSorted } from '../numbers/quantile.ts';
import { sumOf } from '../numbers/rounding.ts';
import { createZonedClock } from '../numbers/zoned-clock.ts';
import {
  compareNames,
  groupByTopic,
  type TopicOptions,
  type TopicTicket,
  withTopics,
} from './count-topics.ts';
import { detectTrends, type TopicTrend, type TrendOptions } from './detect-trends.ts';
import { dispersionOf } from './statistics/tests.ts';
import { ticketIssues } from './ticket-issues.ts';
import type { FeedbackReason, FeedbackTicket } from './types.ts';

/** Which month, compared with what. */
export interface ProductReportOptions extends TopicOptions, TrendOptions {
  readonly now: Instant;
  /** `2026-03`. @default the last full month before `now` */
  readonly month?: string;
  /** IANA zone whose calendar the months follow. @default 'UTC' */
  readonly timeZone?: string;
  /** What the month is compared with: the one before, or the three before together. @default 1 */
  readonly baseMonths?: 1 | 3;
  /** Who looks after a topic; else the team with most of its tickets. */
  readonly owners?: Readonly<Record<string, string>>;
}

/** One topic of the report. */
export interface TopicReport extends TopicTrend {
  /** Share now minus share before, in percentage points. */
  readonly changePoints: number;
  readonly customers: number;
  /** Of the customers affected, each once; `null` where no revenue is known. */
  readonly mrr: number | null;
  readonly medianHandleMinutes: number | null;
  readonly csat: { readonly percent: number | null; readonly responses: number };
  readonly slaMisses: number;
  readonly suggestedOwner: string | null;
  /** Share gain × revenue, or × count where no revenue is known. */
  readonly impact: number;
  /** Up to three tickets to read. */
  readonly examples: readonly string[];
}

/** What customers brought up in a month. */
export interface ProductReport {
  readonly month: string;
  readonly baseMonths: readonly string[];
  readonly tickets: number;
  readonly baseTickets: number;
  /** The highest impact first. */
  readonly topics: readonly TopicReport[];
  /** Of the topics that were raised in the month that of the highest impact. */
  readonly nextCandidate: {
    readonly topic: string;
    readonly reasons: readonly FeedbackReason[];
  } | null;
  readonly mostCommon: string | null;
}

/**
 * The monthly report to product: what customers bring up, how that has changed and whether the change
 * is more than chance, whom it concerns and what it costs. Sorted by impact; the first topic that
 * was raised in the month is the next candidate for an improvement.
 *
 * @throws ValidationError for a `now`, a month, or a date or number of a ticket that is not usable;
 *   ConfigurationError for a time zone that is not known.
 * @example
 * productReport([{ id: '1', createdAt: Date.UTC(2026, 2, 9), tags: ['export'] }],
 *   { now: Date.UTC(2026, 3, 1) }).nextCandidate?.topic //=> 'export'
 */
export function productReport(
  tickets: readonly FeedbackTicket[],
  options: ProductReportOptions,
): ProductReport {
  const { timeZone = 'UTC', baseMonths: span = 1 } = options;
  const now = requireInstant('now', options.now);
  const clock = createZonedClock(timeZone);
  const month = options.month ?? monthsBefore(clock(now).date.slice(0, 7), 1);
  checkReport(tickets, month);
  const baseMonths = Array.from({ length: span }, (_, index) => monthsBefore(month, span - index));
  const dated = withTopics(tickets, options).map((one) => ({
    ...one,
    date: clock(toMs(one.ticket.createdAt)).date,
  }));
  const current = dated.filter(({ date }) => date.startsWith(month));
  const base = dated.filter(({ date }) => baseMonths.includes(date.slice(0, 7)));
  const topics = reportsOf(current, base, [...baseMonths, month], options);
  // Where shares fell, one that is gone has the highest impact: none.
  const candidate = topics.find(({ count }) => count > 0);
  return {
    month,
    baseMonths,
    tickets: current.length,
    baseTickets: base.length,
    topics,
    nextCandidate: candidate === undefined ? null : candidateOf(candidate),
    mostCommon: mostCommonOf(topics),
  };
}

interface DatedTicket extends TopicTicket {
  readonly date: string;
}

function reportsOf(
  current: readonly DatedTicket[],
  base: readonly DatedTicket[],
  months: readonly string[],
  options: ProductReportOptions,
): readonly TopicReport[] {
  const groups = groupByTopic(current);
  const before = groupByTopic(base);
  const names = [...new Set([...groups.keys(), ...before.keys()])].sort(compareNames);
  const daily = dailyCounts([...base, ...current], months);
  const trends = detectTrends(
    names.map((topic) => ({
      topic,
      now: { count: groups.get(topic)?.length ?? 0, total: current.length },
      base: { count: before.get(topic)?.length ?? 0, total: base.length },
      // There are always days enough: the topic has a ticket in one of these months.
      dispersion: Number(dispersionOf(daily(topic))),
    })),
    options,
  );
  return trends
    .map((trend) => topicReport(trend, groups.get(trend.topic) ?? [], options))
    .sort((a, b) => b.impact - a.impact || b.count - a.count);
}

/** For each topic its counts by day, also of days without a ticket: one list for each month. */
function dailyCounts(
  tickets: readonly DatedTicket[],
  months: readonly string[],
): (topic: string) => readonly (readonly number[])[] {
  const counts = new Map<string, number>();
  for (const { date, topics } of tickets)
    for (const topic of topics)
      counts.set(`${date} ${topic}`, (counts.get(`${date} ${topic}`) ?? 0) + 1);
  const days = months.map(daysOf);
  return (topic) => days.map((dates) => dates.map((date) => counts.get(`${date} ${topic}`) ?? 0));
}

function daysOf(month: string): readonly string[] {
  const [year, number] = month.split('-').map(Number);
  const last = new Date(Date.UTC(Number(year), Number(number), 0)).getUTCDate();
  return Array.from(
    { length: last },
    (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`,
  );
}

function topicReport(
  trend: TopicTrend,
  tickets: readonly FeedbackTicket[],
  { owners = {} }: ProductReportOptions,
): TopicReport {
  const gain = (trend.share ?? 0) - (trend.baseShare ?? 0);
  const customers = revenueByCustomer(tickets);
  const revenues = [...customers.values()].filter((mrr) => mrr !== null);
  const mrr = revenues.length === 0 ? null : sumOf(revenues);
  const handled = tickets.flatMap(({ handleMinutes }) => handleMinutes ?? []);
  const ratings = tickets.flatMap(({ csat }) => csat ?? []);
  return {
    ...trend,
    changePoints: gain * 100,
    customers: customers.size,
    mrr,
    medianHandleMinutes: quantileOfSorted(ascending(handled), 0.5),
    csat: {
      percent:
        ratings.length === 0
          ? null
          : (100 * ratings.filter((score) => score >= 4).length) / ratings.length,
      responses: ratings.length,
    },
    slaMisses: tickets.filter(({ slaMissed }) => slaMissed === true).length,
    // A topic may be called `constructor`.
    suggestedOwner:
      (Object.hasOwn(owners, trend.topic) ? owners[trend.topic] : null) ?? busiestTeam(tickets),
    // A topic that is gone has none, rather than -0.
    impact: gain * (mrr ?? trend.count) + 0,
    examples: tickets.slice(0, 3).map(({ id }) => id),
  };
}

/** What is known of a customer from one ticket is not forgotten for another that does not say. */
function revenueByCustomer(tickets: readonly FeedbackTicket[]): ReadonlyMap<string, number | null> {
  const revenues = new Map<string, number | null>();
  for (const { customerId, mrr } of tickets)
    if (customerId != null) revenues.set(customerId, mrr ?? revenues.get(customerId) ?? null);
  return revenues;
}

function busiestTeam(tickets: readonly FeedbackTicket[]): string | null {
  const counts = new Map<string, number>();
  for (const { team } of tickets) if (team != null) counts.set(team, (counts.get(team) ?? 0) + 1);
  const [busiest] = [...counts].sort(([a, x], [b, y]) => y - x || compareNames(a, b));
  return busiest?.[0] ?? null;
}

const candidateOf = (first: TopicReport): NonNullable<ProductReport['nextCandidate']> => ({
  topic: first.topic,
  reasons: [
    {
      code: 'highest_impact',
      message:
        'No other topic of the month has gained as much, weighed by the revenue or tickets behind it.',
      evidence: { impact: first.impact, count: first.count, mrr: first.mrr },
    },
    ...first.reasons,
  ],
});

function mostCommonOf(topics: readonly TopicReport[]): string | null {
  const [first] = [...topics].sort((a, b) => b.count - a.count);
  return first === undefined || first.count === 0 ? null : first.topic;
}

function monthsBefore(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(Number(year), Number(number) - 1 - count, 1)).toISOString().slice(0, 7);
}

function checkReport(tickets: readonly FeedbackTicket[], month: string): void {
  refuse('The report', [
    ...(/^\d{4}-(0[1-9]|1[0-2])$/.test(month)
      ? []
      : [{ path: 'month', message: 'must look like 2026-03' }]),
    ...ticketIssues(tickets),
  ]);
}
