import {
  classifyMetric,
  type MetricClassification,
  TARGET_METRICS,
  type TargetMetric,
} from './classify-metric.ts';
import type { MetricsReport } from './types.ts';

interface Measured {
  readonly value: number | null;
  readonly n: number;
}

const hours = (minutes: number | null): number | null => (minutes === null ? null : minutes / 60);

/** What each target is measured by. The targets of durations are averages, so means stand here. */
const MEASURES: Readonly<Record<TargetMetric, (report: MetricsReport) => Measured>> = {
  csat: ({ csat }) => ({ value: csat.percent, n: csat.responses }),
  firstReplyHours: ({ firstReply: { calendar } }) => ({
    value: hours(calendar.mean),
    n: calendar.n,
  }),
  timeToResolutionHours: ({ timeToResolution: { full } }) => ({
    value: hours(full.mean),
    n: full.n,
  }),
  fcr: ({ fcr }) => ({ value: fcr.standard.percent, n: fcr.standard.denominator }),
  nps: ({ nps }) => ({ value: nps.score, n: nps.promoters + nps.passives + nps.detractors }),
  ticketsPer100Customers: ({ volumePer100 }) => ({
    value: volumePer100.value,
    n: volumePer100.numerator,
  }),
  deflection: ({ deflection }) => ({
    value: deflection.standard.percent,
    n: deflection.standard.denominator,
  }),
  escalation: ({ escalated }) => ({ value: escalated.percent, n: escalated.denominator }),
  reopen: ({ reopened }) => ({ value: reopened.percent, n: reopened.denominator }),
  utilization: ({ utilization, tickets }) => ({ value: utilization.percent, n: tickets }),
};

/**
 * Every figure of a report that has a target, against it.
 *
 * @example
 * classifyReport(computeMetrics([], { now: 0 })).csat.status //=> null
 */
export function classifyReport(
  report: MetricsReport,
): Readonly<Record<TargetMetric, MetricClassification>> {
  const entries = TARGET_METRICS.map(
    (metric) => [metric, classifyMetric(metric, MEASURES[metric](report))] as const,
  );
  // Safe: the entries are made from every one of the metrics.
  return Object.fromEntries(entries) as Record<TargetMetric, MetricClassification>;
}
