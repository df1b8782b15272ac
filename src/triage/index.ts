export { branchOf } from './branch-of.ts';
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
