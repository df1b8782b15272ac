import { DAY_MS } from './instants.ts';
import type { HealthModel, HealthOptions, Instant } from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** Where a customer stands with the product. */
export const CUSTOMER_STAGES = ['onboarding', 'adopted', 'renewal'] as const;
/** One of `CUSTOMER_STAGES`. */
export type CustomerStage = (typeof CUSTOMER_STAGES)[number];

/** What is known of a customer to choose how to score him. */
export interface SegmentCustomer {
  readonly plan: string | null;
  /** Days since the account was opened. */
  readonly accountAge: number | null;
  readonly renewalDate: Instant | null;
}

/** Weights, thresholds and core features of some customers. */
export interface HealthSegment {
  readonly name: string;
  /** Compared without case. @default every plan */
  readonly plans?: readonly string[];
  /** @default every stage */
  readonly stages?: readonly CustomerStage[];
  readonly coreFeatures: readonly string[];
  readonly model: HealthModel;
}

/**
 * Where a customer stands: `renewal` in the 90 days before it, `onboarding` in the first 90 days, else
 * `adopted`. A renewal that has passed, and what is not known, say nothing.
 *
 * @throws {ValidationError} for a time that is none.
 * @example
 * customerStage({ plan: 'pro', accountAge: 10, renewalDate: null }, { now }) //=> 'onboarding'
 */
export function customerStage(
  customer: SegmentCustomer,
  options: {
    readonly now: Instant;
    /** @default 90 */
    readonly onboardingDays?: number;
    /** @default 90 */
    readonly renewalDays?: number;
  },
): CustomerStage {
  const { onboardingDays = 90, renewalDays = 90 } = options;
  const { accountAge, renewalDate } = customer;
  const now = requireInstant('now', options.now);
  const days =
    renewalDate === null ? null : (requireInstant('renewalDate', renewalDate) - now) / DAY_MS;
  if (days !== null && days >= 0 && days <= renewalDays) return 'renewal';
  return accountAge !== null && accountAge < onboardingDays ? 'onboarding' : 'adopted';
}

/**
 * The first segment that a customer falls into, as options of `calculateHealthScore`; `null` when he
 * falls into none.
 *
 * @throws {ValidationError} for a time that is none.
 * @example healthSegmentOf(customer, segments, { now })?.name //=> 'enterprise'
 */
export function healthSegmentOf(
  customer: SegmentCustomer,
  segments: readonly HealthSegment[],
  options: Parameters<typeof customerStage>[1],
): (Pick<HealthOptions, 'coreFeatures' | 'model'> & { readonly name: string }) | null {
  const stage = customerStage(customer, options);
  const plan = customer.plan?.toLowerCase() ?? null;
  const found = segments.find(
    ({ plans, stages }) =>
      (stages === undefined || stages.includes(stage)) &&
      (plans === undefined || plans.some((one) => one.toLowerCase() === plan)),
  );
  if (found === undefined) return null;
  const { name, coreFeatures, model } = found;
  return { name, coreFeatures, model };
}
