export { createHub } from './create-hub.ts';
export type {
  CloseOptions,
  DeskNamed,
  Enrich,
  EnrichOptions,
  Hub,
  HubEvent,
  HubEventContext,
  HubEventHandler,
  HubEventName,
  HubListOptions,
  HubOptions,
  HubStage,
  HubTicket,
  PollOptions,
  Received,
  SkippedDesk,
  StageTools,
} from './types.ts';
export {
  describePlan,
  type DeskSubscriptionPlan,
  type EnsuredSubscription,
  type EnsureOptions,
  ensureSubscriptions,
  type PlanOptions,
  planSubscriptions,
  type SubscriptionStep,
  type SubscriptionWish,
} from './subscriptions/index.ts';
export {
  routeByHeader,
  routeByPath,
  type RoutedDelivery,
  type WebhookRoute,
} from './gateway/routes.ts';
export type { HubWebhookOptions, HubWebhooks } from './gateway/types.ts';
export {
  type CustomerSignals,
  healthAlertStage,
  type HealthAlertStageOptions,
} from './stages/health-alert-stage.ts';
export { slaWatchStage, type SlaWatchOptions } from './stages/sla-watch-stage.ts';
export type { TargetAtRisk } from './stages/sla-moments.ts';
export { type TriageOutcome, triageStage, type TriageStageOptions } from './stages/triage-stage.ts';
export {
  createWriteLog,
  type WriteLog,
  type WriteLogOptions,
} from './write-log/create-write-log.ts';
