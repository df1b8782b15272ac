export { describePlan } from './describe-plan.ts';
export { ensureSubscriptions } from './ensure-subscriptions.ts';
export { planSubscriptions } from './plan-subscriptions.ts';
export type {
  DeskSubscriptionPlan,
  EnsuredSubscription,
  EnsureOptions,
  PlanOptions,
  SubscriptionStep,
  SubscriptionWish,
} from './types.ts';
