export {
  type BacklogSnapshot,
  type BacklogTrend,
  backlogTrend,
} from './backlog.ts';
export {
  classifyMetric,
  METRIC_TARGETS,
  type MetricClassification,
  type MetricTarget,
  TARGET_METRICS,
  type TargetMetric,
} from './classify-metric.ts';
export { classifyReport } from './classify-report.ts';
export { computeMetrics } from './compute-metrics.ts';
export {
  type MetricSeries,
  type MetricSeriesOptions,
  metricSeries,
  type SeriesName,
} from './metric-series.ts';
export {
  type CaseRecord,
  type MetricSource,
  metricTicketOf,
  type StatusChange,
} from './metric-ticket-of.ts';
export { percentile } from './percentile.ts';
export {
  REPORT_LEVELS,
  type ReportLevel,
  type ReportViews,
  reportView,
} from './report-views.ts';
export { type MetricsRollUp, type RolledDuration, rollUp } from './roll-up.ts';
export { netPromoterScore } from './satisfaction.ts';
export {
  longestProblemTypes,
  type MetricsGroup,
  type ProblemType,
  SPLITS,
  type Split,
  type SplitOptions,
  splitMetrics,
} from './split-metrics.ts';
export {
  type AgeBucket,
  type Backlog,
  type DurationSummary,
  type EffortSummary,
  EXCLUSIONS,
  type Exclusion,
  METRIC_NOTE_CODES,
  type MetricNote,
  type MetricNoteCode,
  type MetricSlaClock,
  type MetricsOptions,
  type MetricsReport,
  type MetricTicket,
  type Rate,
  type Ratio,
  type RecommendationSummary,
  type SatisfactionSummary,
  type SelfServiceSession,
  type SlaAttainment,
  type UnansweredTickets,
} from './types.ts';
export {
  type HourOfWeek,
  type VolumeHeatMap,
  volumeHeatMap,
  WEEKDAYS,
  type Weekday,
} from './volume-heat-map.ts';
export { wilson } from './wilson.ts';
