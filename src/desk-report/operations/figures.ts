import { isPlaced, isUnresolvedAt } from '../../metrics/backlog.ts';
import { businessRepliesOf, firstRepliesOf, spans } from '../../metrics/durations.ts';
import { type MetricsReport, type Rate, wilson } from '../../metrics/index.ts';
import { minutesBetween } from '../../numbers/instant.ts';
import { ascending, quantileOfSorted } from '../../numbers/quantile.ts';
import { roundToNine } from '../../numbers/rounding.ts';
import { ENOUGH, ENOUGH_FOR_P90 } from '../few.ts';
import { FIGURE_TEXTS } from './figure-texts.ts';
import { doneAt, type ReportPopulation } from './population.ts';
import {
  type MeasuredFigure,
  OPERATIONS_FIGURES,
  type OperationsFigure,
  type OperationsFigureId,
} from './types.ts';
import type { LeftOut } from './quality-types.ts';

type Measured = Readonly<Record<OperationsFigureId, MeasuredFigure>>;

/** Open minutes between two moments. */
export type BusinessMinutes = (from: Date, to: Date) => number;

/** Every figure of a period beside that of the period before. */
export function figuresOf(current: Measured, previous: Measured): readonly OperationsFigure[] {
  return OPERATIONS_FIGURES.map((id) => {
    const [now, before] = [current[id], previous[id]];
    const change =
      now.value === null || before.value === null ? null : roundToNine(now.value - before.value);
    return { id, ...FIGURE_TEXTS[id], ...now, previous: before, change };
  });
}

/** All figures of one period. `report` is that of the same population. */
export function measure(
  population: ReportPopulation,
  report: MetricsReport,
  businessMinutes: BusinessMinutes | undefined,
): Measured {
  return {
    ...countsOf(population, report),
    ...repliesOf(population, businessMinutes),
    ...resolutionsOf(population),
    ...sharesOf(population, report),
  };
}

const leftOut = (
  ...entries: readonly (readonly [reason: string, count: number])[]
): readonly LeftOut[] =>
  entries.flatMap(([reason, count]) => (count > 0 ? [{ reason, count }] : []));

const counted = (value: number, left: readonly LeftOut[] = []): MeasuredFigure => ({
  value,
  n: value,
  few: false,
  leftOut: left,
  interval: null,
});

function countsOf(population: ReportPopulation, report: MetricsReport) {
  const { all, includes, period, now } = population;
  const end = Math.min(period.to, now);
  const unplaced = leftOut([
    'done at a moment that nobody tells',
    all.filter((ticket) => !isPlaced(ticket)).length,
  ]);
  const resolved = all.filter((ticket) => {
    const at = doneAt(ticket);
    return at !== null && includes(at);
  });
  const { unanswered, byStaff } = firstRepliesOf(population);
  return {
    created: counted(report.tickets),
    resolved: counted(resolved.length, unplaced),
    backlog: counted(all.filter((ticket) => isUnresolvedAt(ticket, end)).length, unplaced),
    waiting: counted(unanswered.length, leftOut(['opened by staff', byStaff])),
  };
}

/** A percentile of durations in minutes. */
function percentileOf(
  sorted: readonly number[],
  share: number,
  left: readonly LeftOut[],
): MeasuredFigure {
  return {
    value: quantileOfSorted(sorted, share),
    n: sorted.length,
    few: sorted.length < (share > 0.5 ? ENOUGH_FOR_P90 : ENOUGH),
    leftOut: left,
    interval: null,
  };
}

function repliesOf(population: ReportPopulation, businessMinutes: BusinessMinutes | undefined) {
  const { answered, unanswered, endedUnanswered, byStaff } = firstRepliesOf(population);
  const left = leftOut(
    ['still waiting', unanswered.length],
    ['ended without a reply', endedUnanswered.length],
    ['opened by staff', byStaff],
  );
  const calendar = ascending(
    answered.map(({ created, replied }) => minutesBetween(created, replied)),
  );
  const business =
    businessMinutes === undefined ? null : ascending(businessRepliesOf(answered, businessMinutes));
  const unknown = leftOut(['no business hours were given', answered.length]);
  return {
    firstReplyMedian: percentileOf(calendar, 0.5, left),
    firstReplyP90: percentileOf(calendar, 0.9, left),
    firstReplyBusinessMedian: percentileOf(business ?? [], 0.5, business ? left : unknown),
    firstReplyBusinessP90: percentileOf(business ?? [], 0.9, business ? left : unknown),
  };
}

function resolutionsOf({ counted: tickets }: ReportPopulation) {
  const minutes = ascending(spans(tickets, ({ resolved }) => resolved));
  const open = tickets.filter(({ isDone }) => !isDone).length;
  const left = leftOut(
    ['not resolved yet', open],
    ['resolved at a moment that nobody tells', tickets.length - open - minutes.length],
  );
  return {
    resolutionMedian: percentileOf(minutes, 0.5, left),
    resolutionP90: percentileOf(minutes, 0.9, left),
  };
}

/** A share with its 95 % interval. */
export function shareFigure(
  { percent, numerator, denominator }: Rate,
  left: readonly LeftOut[],
): MeasuredFigure {
  const interval = wilson({ successes: numerator, trials: denominator });
  return {
    value: percent,
    n: denominator,
    few: denominator < ENOUGH,
    leftOut: left,
    interval: interval && { low: 100 * interval.low, high: 100 * interval.high },
  };
}

function sharesOf({ counted: tickets }: ReportPopulation, report: MetricsReport) {
  const { slaAttainment, fcr, reopened, escalated, csat } = report;
  const clocks = tickets.flatMap(({ ticket }) => ticket.slaClocks ?? []);
  const without = tickets.filter(({ ticket }) => (ticket.slaClocks ?? []).length === 0).length;
  const rest = ({ denominator }: Rate) => tickets.length - denominator;
  return {
    slaAttainment: shareFigure(
      slaAttainment,
      leftOut(
        ['clocks open and in time', clocks.length - slaAttainment.denominator],
        ['tickets without a policy', without],
      ),
    ),
    fcr: shareFigure(
      fcr.standard,
      leftOut([
        'not resolved, solved by a bot, or replies, reopens or escalations not known',
        rest(fcr.standard),
      ]),
    ),
    reopened: shareFigure(
      reopened,
      leftOut(['never resolved, or reopens not known', rest(reopened)]),
    ),
    escalated: shareFigure(escalated, leftOut(['escalations not known', rest(escalated)])),
    csat: shareFigure(
      csat,
      leftOut(['asked or resolved, not rated', csat.responseRate.denominator - csat.responses]),
    ),
  };
}
