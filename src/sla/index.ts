export { businessTime, type BusinessTime } from './business-time/business-time.ts';
export { type OpenHours, openHoursOf } from './business-time/open-hours.ts';
export {
  type Holiday,
  type OpeningHours,
  type Schedule,
  type Weekday,
  WEEKDAYS,
} from './business-time/schedule.ts';
export { checkSLABreaches } from './check-sla-breaches.ts';
export { SLA_PRESETS, SUPPORT_MATRIX } from './defaults.ts';
export { evaluateSla } from './engine/evaluate-sla.ts';
export {
  SLA_STATUS_KEYS,
  type SlaAssignedEvent,
  type SlaAttributes,
  type SlaAttributesEvent,
  type SlaCreatedEvent,
  type SlaDueOverrideEvent,
  type SlaEvent,
  type SlaMessageEvent,
  type SlaPriorityEvent,
  type SlaStatusEvent,
  type SlaStatusKey,
} from './engine/event-types.ts';
export type {
  EvaluateSlaOptions,
  SlaBreachLogEntry,
  SlaClockResult,
  SlaEscalationDue,
  SlaEvaluation,
  SlaInput,
  SlaSettledBy,
} from './engine/result-types.ts';
export { explainSlaBreach } from './explain-sla-breach.ts';
export { explainSlaClock, type SlaClockReason } from './explain-sla-clock.ts';
export {
  firstResponseReminder,
  type FirstResponseReminder,
  type FirstResponseReminderOptions,
} from './first-response-reminder.ts';
export { isDone } from './is-done.ts';
export {
  compareWithNative,
  NATIVE_DIFFERENCES,
  type NativeClockComparison,
  type NativeComparison,
  type NativeDifference,
} from './native/compare-with-native.ts';
export { matchPolicy, type SlaPolicyMatch, type SlaPolicyReason } from './policies/match-policy.ts';
export type { SlaSubject } from './policies/matches-condition.ts';
export { SLA_PAUSES } from './policies/pauses.ts';
export {
  SLA_OPERATORS,
  type SlaCondition,
  type SlaEscalation,
  type SlaFieldCondition,
  type SlaHours,
  type SlaMetricTargets,
  type SlaOperator,
  type SlaPolicy,
} from './policies/policy-types.ts';

export { presetPolicy } from './policies/preset-policy.ts';
export { type SlaTier, tieredPolicies } from './policies/tiered-policies.ts';
export { supportLevelOf } from './support-level-of.ts';
export { checkTierMix, type TierCounts, type TierShare } from './tiers/check-tier-mix.ts';
export { type CategoryBreaches, countBreachesByCategory } from './tiers/count-breaches.ts';
export {
  SUPPORT_TIER_TARGETS,
  SUPPORT_TIERS,
  type SupportTier,
  type SupportTierTarget,
} from './tiers/support-tiers.ts';
export {
  type SlaTimeline,
  type StatusWord,
  TIMELINE_WARNINGS,
  type TimelineHistoryEntry,
  type TimelineMessage,
  type TimelineOptions,
  type TimelineSources,
  type TimelineTicket,
  type TimelineWarning,
} from './timeline/timeline-types.ts';
export { toTimeline } from './timeline/to-timeline.ts';
export {
  type CheckSlaBreachesOptions,
  type Instant,
  SLA_BREACH_TYPES,
  SLA_SKIP_REASONS,
  type SkippedTicket,
  type SlaBreach,
  type SlaBreachReport,
  type SlaBreachType,
  type SlaPolicySelector,
  type SlaPolicyTable,
  type SlaReason,
  type SlaSkipReason,
  type SlaTargets,
  type SlaTicket,
  SUPPORT_LEVELS,
  type SupportLevel,
  type SupportLevelDefinition,
} from './types.ts';
export { type SlaAlert, slaAlertsOf } from './watch/alerts-of.ts';
export type { SlaTimer } from './watch/create-scheduler.ts';
export { slaWatch, type SlaWatch, type SlaWatchSettings } from './watch/sla-watch.ts';
