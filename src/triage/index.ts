export { branchOf } from './branch-of.ts';
export {
  areaUnderCurve,
  expectedCalibrationError,
  type Judged,
} from './classifier/calibration.ts';
export {
  compareClassifiers,
  type ComparedAlgorithm,
  type CompareOptions,
  type TimeBudget,
} from './classifier/compare-classifiers.ts';
export type { DecisionTreeOptions } from './classifier/decision-tree.ts';
export {
  type ClassifierReport,
  evaluateClassifier,
  type EvaluateOptions,
  type OutOfScopeReport,
} from './classifier/evaluate-classifier.ts';
export type { AlgorithmOptions } from './classifier/fit-engine.ts';
export { loadClassifier } from './classifier/load-classifier.ts';
export type { LogisticOptions } from './classifier/logistic.ts';
export type { NaiveBayesOptions } from './classifier/naive-bayes.ts';
export type { NearestNeighboursOptions } from './classifier/nearest-neighbours.ts';
export {
  toTicketClassifier,
  type TicketClassifierOptions,
} from './classifier/to-ticket-classifier.ts';
export { trainClassifier, type TrainOptions } from './classifier/train-classifier.ts';
export {
  type Calibration,
  CLASSIFIER_ALGORITHMS,
  type ClassifierAlgorithm,
  type ClassifierData,
  type EngineData,
  type LabelProbability,
  type Prediction,
  PREDICTION_REASON_CODES,
  type PredictionEvidence,
  type PredictionReason,
  type PredictionReasonCode,
  type PredictOptions,
  type SerializeOptions,
  type TextClassifier,
  type TrainingExample,
  type UnlearnableLabel,
} from './classifier/types.ts';
export { containsCancellationIntent } from './contains-cancellation-intent.ts';
export {
  createKeywordClassifier,
  type KeywordClassifierOptions,
  type KeywordRule,
} from './create-keyword-classifier.ts';
export {
  CHURN_TAG,
  DEFAULT_TEAM_ROUTES,
  TRIAGE_CATEGORIES,
  TRIAGE_DEFAULTS,
  type TriageCategory,
} from './defaults.ts';
export { detectLanguage } from './detect-language.ts';
export { detectUrgency } from './detect-urgency.ts';
export { determineTeam } from './determine-team.ts';
export { elevatePriority } from './elevate-priority.ts';
export { findCancellationIntent } from './find-cancellation-intent.ts';
export { triageTicket } from './triage-ticket.ts';
export {
  type ArticleFinder,
  type ArticleQuery,
  AUTO_RESPONSE_MODES,
  type AutoResponse,
  type AutoResponseContext,
  type AutoResponseMode,
  type AutoResponseWriter,
  CANCELLATION_KINDS,
  type CallOptions,
  type CancellationIntent,
  type CancellationKind,
  type Classification,
  type ClassifierInput,
  type DetectedLanguage,
  type SuggestedArticle,
  type TeamDecision,
  type TeamFacts,
  type TeamOptions,
  type TeamRoute,
  type TicketClassifier,
  TRIAGE_REASON_CODES,
  type TriageOptions,
  type TriageReason,
  type TriageReasonCode,
  type TriageResult,
  type TriageTicket,
  URGENCY_CUES,
  type Urgency,
  type UrgencyCue,
} from './types.ts';
export { writeAutoResponse } from './write-auto-response.ts';
export { tokenize } from './text/tokenize.ts';
export {
  detectIncidents,
  type IncidentOptions,
  type SuggestedIncident,
} from './duplicates/detect-incident.ts';
export { type DuplicateOptions, findDuplicates } from './duplicates/find-duplicates.ts';
export {
  type ComparedTicket,
  DUPLICATE_KINDS,
  DUPLICATE_REASON_CODES,
  type DuplicateKind,
  type DuplicateReasonCode,
  type DuplicateTicket,
} from './duplicates/types.ts';
export { agentsFromPools, assignQueue, type AssignOptions } from './routing/assign-queue.ts';
export {
  decideTier,
  DEFAULT_CATEGORY_TIERS,
  SUPPORT_TIERS,
  type SupportTier,
  TIER_REASON_CODES,
  type TierDecision,
  type TierFacts,
  type TierOptions,
  type TierReasonCode,
} from './routing/decide-tier.ts';
export { orderQueue } from './routing/order-queue.ts';
export {
  type OrderOptions,
  type QueueAgent,
  type QueueAssignment,
  type QueueOutcome,
  type QueueTicket,
  type Relaxation,
  RELAXATIONS,
  ROUTING_REASON_CODES,
  type RoutingInstant,
  type RoutingReason,
  type RoutingReasonCode,
  type WaitingTicket,
} from './routing/types.ts';
export {
  detectSentiment,
  type Sentiment,
  SENTIMENT_LABELS,
  type SentimentLabel,
} from './detect-sentiment.ts';
export {
  type PreparedText,
  prepareText,
  REMOVED_PARTS,
  type RemovedPart,
} from './text/prepare-text.ts';
export type { ModelExample, ModelLabel } from './language-model/classifier-prompt.ts';
export {
  createModelClassifier,
  type ModelClassifierOptions,
  type ModelRequest,
} from './language-model/create-model-classifier.ts';
