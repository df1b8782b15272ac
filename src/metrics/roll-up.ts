import { sumOf } from '../numbers/rounding.ts';
import { rateOf, ratioOf } from './summaries.ts';
import type { DurationSummary, MetricsReport, Rate, Ratio } from './types.ts';

/** Figures of several groups together. */
export interface MetricsRollUp {
  readonly tickets: number;
  readonly csat: Rate & { readonly mean: number | null };
  readonly firstReply: RolledDuration;
  readonly timeToResolution: RolledDuration;
  readonly aht: Ratio;
  readonly fcr: Rate;
  readonly oneTouch: Rate;
  readonly reopened: Rate;
  readonly escalated: Rate;
  readonly levelOne: Rate;
  readonly slaAttainment: Rate;
  readonly unanswered: number;
  readonly backlog: { readonly unresolved: number; readonly notClosed: number };
}

/** Sums add up; medians and percentiles do not: compute those from the tickets. */
export type RolledDuration = Pick<DurationSummary, 'n' | 'sumMinutes' | 'mean'>;

const addRates = (rates: readonly Rate[]): Rate =>
  rateOf(
    sumOf(rates.map(({ numerator }) => numerator)),
    sumOf(rates.map(({ denominator }) => denominator)),
  );

function addDurations(durations: readonly DurationSummary[]): RolledDuration {
  const n = sumOf(durations.map((one) => one.n));
  const sumMinutes = sumOf(durations.map((one) => one.sumMinutes));
  return { n, sumMinutes, mean: n === 0 ? null : sumMinutes / n };
}

/**
 * Adds reports of groups that have no ticket in common: numerators and denominators are added, since
 * a mean of ratios is not the ratio of the sums.
 *
 * @example
 * rollUp(splitMetrics([{ id: '1', createdAt: 0, agent: 'ada', resolvedAt: 60_000 },
 *   { id: '2', createdAt: 0, agent: 'bob', resolvedAt: 180_000 }], { now: 200_000, by: 'agent' })
 *   .map(({ report }) => report)).timeToResolution.mean //=> 2
 */
export function rollUp(reports: readonly MetricsReport[]): MetricsRollUp {
  const total = (valueOf: (report: MetricsReport) => number) => sumOf(reports.map(valueOf));
  const rate = (rateIn: (report: MetricsReport) => Rate) => addRates(reports.map(rateIn));
  const responses = total(({ csat }) => csat.responses);
  const scoreSum = total(({ csat }) => csat.scoreSum);
  return {
    tickets: total(({ tickets }) => tickets),
    csat: {
      ...rate(({ csat }) => csat),
      mean: responses === 0 ? null : scoreSum / responses,
    },
    firstReply: addDurations(reports.map(({ firstReply }) => firstReply.calendar)),
    timeToResolution: addDurations(reports.map((report) => report.timeToResolution.full)),
    aht: ratioOf(
      total(({ aht }) => aht.numerator),
      total(({ aht }) => aht.denominator),
    ),
    fcr: rate(({ fcr }) => fcr.standard),
    oneTouch: rate(({ oneTouch }) => oneTouch),
    reopened: rate(({ reopened }) => reopened),
    escalated: rate(({ escalated }) => escalated),
    levelOne: rate(({ levelOne }) => levelOne),
    slaAttainment: rate(({ slaAttainment }) => slaAttainment),
    unanswered: total(({ firstReply }) => firstReply.unanswered.count),
    backlog: {
      unresolved: total(({ backlog }) => backlog.unresolved),
      notClosed: total(({ backlog }) => backlog.notClosed),
    },
  };
}
