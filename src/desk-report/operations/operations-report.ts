import { classifyReport, type MetricsReport, TARGET_METRICS } from '../../metrics/index.ts';
import { reportOf } from '../../metrics/compute-metrics.ts';
import { type Instant, requireInstant } from '../../numbers/instant.ts';
import { meanOf } from '../../numbers/rounding.ts';
import { comparedPeriods, type ComparedPeriods, lastDays } from '../period.ts';
import { backlogSection } from './backlog.ts';
import { checkReportInput } from './check-input.ts';
import { healthOf } from './customers.ts';
import { firstReplyBreakdown, resolutionBreakdown } from './durations.ts';
import { type BusinessMinutes, figuresOf, measure } from './figures.ts';
import { readPopulation, type ReportPopulation } from './population.ts';
import { slaOf } from './sla.ts';
import type { ReportTicket } from './ticket.ts';
import { trendOf } from './trend.ts';
import { triageOf } from './triage-quality.ts';
import {
  OPERATIONS_REPORT_VERSION,
  type OperationsReport,
  type ReportNote,
  type SatisfactionSection,
  type TargetRow,
} from './types.ts';
import type { ReportCustomer } from './quality-types.ts';
import { volumeOf } from './volume.ts';

/** What a report is about. */
export interface OperationsInput {
  /** All that are known: also those created before the period, for the backlog and the comparison. */
  readonly tickets: readonly ReportTicket[];
  /** @default none: the health table says that it is missing */
  readonly customers?: readonly ReportCustomer[];
}

/** When, where and how. */
export interface OperationsOptions {
  /** The moment as of which the tickets stand. */
  readonly now: Instant;
  /** The desk or desks, such as `zendesk:acme`. */
  readonly subject: string;
  /** IANA zone of days, hours and the period. @default 'UTC' */
  readonly timeZone?: string;
  /** `from` included, `to` excluded. @default the last seven whole days before `now` */
  readonly period?: { readonly from: Instant; readonly to: Instant };
  /** Open minutes between two moments: adds first replies in business hours. */
  readonly businessMinutes?: BusinessMinutes;
  /** Names subjects and customers; without it there are only ids. @default false */
  readonly customerText?: boolean;
  /** What stands above parts of the report, such as where the SLA policies come from. */
  readonly remarks?: OperationsReport['remarks'];
}

/** Days of the period where none is named. */
export const DEFAULT_DAYS = 7;

/**
 * How a desk did in a period, compared with as many days before: SLA attainment, percentiles of first
 * reply and resolution, backlog by age, volume by hour of the week, triage quality, customer health and
 * trends. Every figure says what it rests on and what was left out. Plain JSON; `operationsReportHtml`
 * shows it.
 *
 * @throws ValidationError naming each field that is not usable; ConfigurationError for a time zone that
 *   is not known.
 * @example
 * operationsReport({ tickets: [{ id: '1', createdAt: Date.UTC(2026, 4, 5) }] },
 *   { now: Date.UTC(2026, 4, 11, 8), subject: 'zendesk:acme' }).tickets.counted //=> 1
 */
export function operationsReport(
  { tickets, customers }: OperationsInput,
  options: OperationsOptions,
): OperationsReport {
  const { subject, timeZone = 'UTC', customerText = false, remarks = {} } = options;
  const now = requireInstant('now', options.now);
  checkReportInput(tickets);
  const period = options.period ?? lastDays(DEFAULT_DAYS, { now, timeZone });
  const periods = comparedPeriods(period, timeZone);
  const population = readPopulation(tickets, now);
  const current = population.during(periods.current);
  const previous = population.during(periods.previous);
  const metrics = reportOf(current, { now });
  const before = reportOf(previous, { now });
  const { businessMinutes } = options;
  const trend = trendOf(current, periods, timeZone);
  return {
    kind: 'operations',
    version: OPERATIONS_REPORT_VERSION,
    subject,
    now,
    timeZone,
    period: periods.current,
    previous: periods.previous,
    containsCustomerText: customerText,
    ...ticketsOf(tickets.length, population, { current, previous, periods }),
    figures: figuresOf(
      measure(current, metrics, businessMinutes),
      measure(previous, before, businessMinutes),
    ),
    targets: targetsOf(metrics),
    firstReply: firstReplyBreakdown(current, previous),
    resolution: resolutionBreakdown(current, previous),
    sla: slaOf(current, previous),
    backlog: backlogSection(current, {
      previous: periods.previous,
      trend: trend.rows,
      days: trend.days,
      customerText,
    }),
    volume: volumeOf(current, previous, timeZone),
    satisfaction: ratingsOf(current, previous),
    triage: triageOf(current),
    health: healthOf(customers, current, customerText),
    trend,
    notes: metrics.notes.map(noteOf),
    remarks,
  };
}

function ticketsOf(
  read: number,
  { all, excluded }: ReturnType<typeof readPopulation>,
  {
    current,
    previous,
    periods,
  }: {
    readonly current: ReportPopulation;
    readonly previous: ReportPopulation;
    readonly periods: ComparedPeriods;
  },
): Pick<OperationsReport, 'tickets' | 'previousCovered'> {
  const oldest = all.reduce<number | null>(
    (least, { created }) => (least === null || created < least ? created : least),
    null,
  );
  return {
    tickets: {
      read,
      counted: current.counted.length,
      previous: previous.counted.length,
      outside: all.length - current.counted.length - previous.counted.length,
      excluded,
      oldest,
    },
    previousCovered: oldest !== null && oldest < periods.previous.from,
  };
}

/** Figures that rest on the tickets alone; the other targets need numbers that a desk does not hold. */
const TARGETS = TARGET_METRICS.filter(
  (metric) =>
    metric !== 'nps' &&
    metric !== 'ticketsPer100Customers' &&
    metric !== 'deflection' &&
    metric !== 'utilization',
);

function targetsOf(metrics: MetricsReport): readonly TargetRow[] {
  const classified = classifyReport(metrics);
  return TARGETS.map((metric) => {
    const { value, n, status, lowSample = false } = classified[metric];
    return { metric, value, n, status, few: lowSample };
  });
}

function ratingsOf(current: ReportPopulation, previous: ReportPopulation): SatisfactionSection {
  const ratings = ratingsIn(current);
  const before = ratingsIn(previous);
  const countOf = (values: readonly number[], score: number) =>
    values.filter((value) => Math.round(value) === score).length;
  return {
    ratings: ratings.length,
    mean: meanOf(ratings),
    scores: [1, 2, 3, 4, 5].map((score) => ({
      score,
      count: countOf(ratings, score),
      previous: countOf(before, score),
    })),
  };
}

/** A rating belongs to the moment of the last resolution, as in `computeMetrics`. */
const ratingsIn = ({ all, includes }: ReportPopulation): readonly number[] =>
  all.flatMap(({ ticket, created, resolved, firstResolved }) =>
    ticket.csat != null && includes(resolved ?? firstResolved ?? created) ? [ticket.csat] : [],
  );

const MOST_IDS = 20;

const noteOf = ({
  code,
  message,
  evidence,
  ticketIds,
}: MetricsReport['notes'][number]): ReportNote => ({
  code,
  message,
  count: evidence.numerator,
  of: evidence.denominator,
  ticketIds: ticketIds.slice(0, MOST_IDS),
});
