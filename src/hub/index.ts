export { createHub } from './create-hub.ts';
export type {
  CloseOptions,
  DeskNamed,
  Enrich,
  Hub,
  HubEvent,
  HubEventContext,
  HubEventHandler,
  HubEventName,
  HubListOptions,
  HubOptions,
  HubTicket,
  PollOptions,
  Received,
  SkippedDesk,
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
