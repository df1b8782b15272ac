export { checkSLABreaches } from './check-sla-breaches.ts';
export { SLA_PRESETS, SUPPORT_MATRIX } from './defaults.ts';
export { explainSlaBreach } from './explain-sla-breach.ts';
export { isDone } from './is-done.ts';
export { supportLevelOf } from './support-level-of.ts';
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
