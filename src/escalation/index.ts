export {
  checkEscalation,
  type CheckEscalationOptions,
  type EscalationCase,
  type EscalationDecision,
} from './check-escalation.ts';
export {
  SEVERITY_RULES,
  TIER_AGE_LIMITS,
  type TierAgeLimits,
  VIP_MINIMUM_MRR,
} from './defaults.ts';
export {
  escalationDueAt,
  escalationPath,
  type EscalationPath,
  type EscalationPathOptions,
  type EscalationStep,
} from './escalation-path.ts';
export {
  buildHandoff,
  type BuildHandoffOptions,
  handoffCompleteness,
} from './handoff/build-handoff.ts';
export {
  REDACTION_KINDS,
  type RedactedText,
  type RedactionCount,
  type RedactionKind,
  redactText,
} from './handoff/redact-text.ts';
export { renderHandoff, type RenderHandoffOptions } from './handoff/render-handoff.ts';
export {
  type AttemptedSolution,
  type Handoff,
  HANDOFF_PARTS,
  type HandoffAttachment,
  type HandoffClock,
  type HandoffCompleteness,
  type HandoffCustomer,
  type HandoffInput,
  type HandoffMessage,
  type HandoffPart,
  type HandoffRedaction,
  type HandoffTicket,
  type TimelineEntry,
} from './handoff/types.ts';
export {
  AUTO_CLOSE_MINUTES,
  LIFECYCLE_LIMITS,
  LIFECYCLE_STATE_OWNERS,
  LIFECYCLE_TABLE,
  type LifecycleTable,
  REOPEN_WINDOW_MINUTES,
} from './lifecycle/defaults.ts';
export { lifecycleOf, type LifecycleTicket, statusOfLifecycle } from './lifecycle/lifecycle-of.ts';
export {
  type LifecycleFact,
  type LifecycleStep,
  replayLifecycle,
  type ReplayOptions,
} from './lifecycle/replay-lifecycle.ts';
export { TransitionError } from './lifecycle/transition-error.ts';
export { allowedEvents, transition } from './lifecycle/transition.ts';
export {
  CLOSE_REASONS,
  type CloseReason,
  LIFECYCLE_EVENTS,
  LIFECYCLE_OWNERS,
  LIFECYCLE_STATES,
  type LifecycleContext,
  type LifecycleEffect,
  type LifecycleEvent,
  type LifecycleLimits,
  type LifecycleOwner,
  type LifecycleReason,
  type LifecycleState,
  type Transition,
} from './lifecycle/types.ts';
export {
  type EscalationMove,
  type EscalationState,
  recordEscalation,
} from './record-escalation.ts';
export { priorityOfSeverity, severityOfPriority } from './severity-levels.ts';
export { type Incident, severityOf, type SeverityResult } from './severity-of.ts';
export {
  type MappedStatus,
  mapPriority,
  mapStatus,
  type MapStatusOptions,
  nativePriorityOf,
  nativeStatusOf,
  type NativeStatusWrite,
} from './statuses/map-status.ts';
export {
  PRIORITY_TABLES,
  PRIORITY_VOCABULARIES,
  type PriorityVocabulary,
  STATUS_TABLES,
} from './statuses/tables.ts';
export {
  type PriorityTable,
  STATUS_VOCABULARIES,
  type StatusEvidence,
  type StatusMapReason,
  type StatusTable,
  type StatusVocabulary,
  type UnifiedStatus,
} from './statuses/types.ts';
export {
  CUSTOMER_UPDATES,
  type CustomerUpdate,
  ESCALATION_AUDIENCES,
  ESCALATION_REASON_CODES,
  ESCALATION_TIERS,
  type EscalationAudience,
  type EscalationReason,
  type EscalationReasonCode,
  type EscalationTier,
  SEVERITIES,
  type Severity,
  type SeverityRule,
} from './types.ts';
