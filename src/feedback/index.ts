export {
  type ClusterOptions,
  clusterTopics,
  type TextTopic,
  type TopicDocument,
} from './clusters/cluster-topics.ts';
export { type DenseGroupOptions, findDenseGroups } from './clusters/dense-groups.ts';
export { compareShares, type ShareComparison } from './compare-shares.ts';
export { countTopics, type TopicCount, type TopicOptions } from './count-topics.ts';
export {
  type Burst,
  type BurstEvent,
  type BurstOptions,
  detectBursts,
} from './detect-bursts.ts';
export {
  detectTrends,
  type TopicCounts,
  type TopicTrend,
  type TrendOptions,
} from './detect-trends.ts';
export {
  type ProductReport,
  type ProductReportOptions,
  productReport,
  type TopicReport,
} from './product-report.ts';
export {
  type ProcessFeedback,
  type ResolutionFeedback,
  resolutionFeedback,
} from './resolution-feedback.ts';
export {
  benjaminiHochberg,
  compareRates,
  dispersionOf,
  type ExposedCount,
  fisherExact,
  type Share,
} from './statistics/tests.ts';
export {
  FEEDBACK_REASON_CODES,
  type FeedbackReason,
  type FeedbackReasonCode,
  type FeedbackTicket,
} from './types.ts';
