/** The five things a health score looks at. */
export const HEALTH_SIGNALS = [
  'product_usage',
  'feature_adoption',
  'support_sentiment',
  'expansion_signals',
  'payment_health',
] as const;
/** One of `HEALTH_SIGNALS`. */
export type HealthSignal = (typeof HEALTH_SIGNALS)[number];

/** What a customer can be, best first; `unknown` when too little is known. */
export const HEALTH_STATUSES = ['healthy', 'at-risk', 'critical', 'unknown'] as const;
/** One of `HEALTH_STATUSES`. */
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** What the caller's systems know of a customer. `null` is "not known", which is not 0. */
export interface HealthInput {
  /** Days with at least one login, of the last 30. */
  readonly loginDaysLast30: number | null;
  /** Names of the features in use; a name given twice counts once. */
  readonly featuresUsed: readonly string[] | null;
  readonly ticketsLast90Days: number | null;
  readonly resolvedTicketsLast90Days: number | null;
  /** Any measure of use, as long as both months are in the same unit. */
  readonly currentMonthUsage: number | null;
  readonly previousMonthUsage: number | null;
  readonly failedPaymentsLast90Days: number | null;
}

/** How much each signal weighs. Weights are normalised, so only their proportions matter. */
export type HealthWeights = Readonly<Record<HealthSignal, number>>;

/** From which raw score on a customer is healthy, and from which one merely at risk. */
export interface HealthThresholds {
  readonly healthy: number;
  readonly atRisk: number;
}

/** The rules of a health score, apart from the customer. */
export interface HealthModel {
  readonly weights: HealthWeights;
  readonly thresholds: HealthThresholds;
  /** What a customer who used nothing in either month tells: a bad sign, or no sign at all. */
  readonly noUsageInBothMonths: 'score' | 'missing';
  /** Below this share of the weights the status is `unknown`. */
  readonly minimumConfidence: number;
}

/** A point in time: a `Date` or epoch milliseconds. Never a local wall-clock time. */
export type Instant = Date | number;

/** One of the five, or a signal of your own. */
export type HealthSignalName = HealthSignal | (string & {});

/** A signal of your own beside the five. */
export interface CustomHealthSignal {
  readonly name: string;
  /** In proportion to the model's weights. */
  readonly weight: number;
  /** 0 to 100; `null` is not known. */
  readonly score: number | null;
  /** Said as the reason. @default a sentence with the score */
  readonly message?: string;
}

/** How old what is known is. */
export interface HealthFreshness {
  readonly now: Instant;
  /** When each signal was measured; a signal that is left out is fresh. */
  readonly measuredAt: Readonly<Record<string, Instant | null>>;
  /** A signal that is older fades towards 50, which says nothing. @default 30 */
  readonly halfLifeDays?: number;
}

/** How to score, apart from the customer. */
export interface HealthOptions {
  /** Features that matter for success with the product. Without any, adoption is not scored. */
  readonly coreFeatures: readonly string[];
  /** @default HEALTH_PRESETS.seed */
  readonly model?: HealthModel;
  /** @default none */
  readonly customSignals?: readonly CustomHealthSignal[];
  /** Without it every signal counts as fresh. */
  readonly freshness?: HealthFreshness;
}

/** All codes of reasons; they do not change their meaning. */
export const HEALTH_REASON_CODES = [
  'signal_scored',
  'signal_missing',
  'value_clamped',
  'weights_normalized',
  'status_from_raw_score',
  'confidence_too_low',
  'critical_with_revenue',
  'signal_decayed',
  'status_held',
  'trend_slope',
  'change_in_30_days',
  'too_few_points',
  'sharp_fall_with_revenue',
  'critical_before_renewal',
  'first_failed_payment',
] as const;
/** One of `HEALTH_REASON_CODES`. */
export type HealthReasonCode = (typeof HEALTH_REASON_CODES)[number];

/** Why a score is what it is. */
export interface HealthReason {
  readonly code: HealthReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, number | string | null>>;
}

/** One signal of a score. */
export interface HealthSignalResult {
  readonly signal: HealthSignalName;
  /** 0 to 100, after it has faded; `null` when nothing is known. */
  readonly score: number | null;
  /** Share of the total, after missing signals are left out; the weights of a score add up to 1. */
  readonly weight: number;
  /** `weight × score`: the points of the total that come from here. */
  readonly points: number;
  /** `weight × (score - 50)`: how far the signal pulls the total up or down. */
  readonly contribution: number;
  readonly reasons: readonly HealthReason[];
}

/** A health score that explains itself. */
export interface HealthScore {
  /** `rawScore` rounded half up, for people; `null` when no signal is known. */
  readonly score: number | null;
  /** 0 to 100, to 9 decimals; `status` follows from this one. */
  readonly rawScore: number | null;
  readonly status: HealthStatus;
  /** Share of the weights whose signal is known and fresh, 0 to 1. */
  readonly confidence: number;
  /** In the order of `HEALTH_SIGNALS`, then your own. */
  readonly signals: readonly HealthSignalResult[];
  readonly reasons: readonly HealthReason[];
}

/** The customer an alert is about. */
export interface HealthAlertCustomer {
  readonly id: string;
  /** Monthly recurring revenue. */
  readonly mrr: number | null;
}

/** A call to the customer's success manager. */
export interface HealthAlert<Customer extends HealthAlertCustomer = HealthAlertCustomer> {
  /** The same for the same cause, so that a store can hold one open alert for it. */
  readonly key: string;
  readonly kind: 'critical_health';
  readonly customer: Customer;
  readonly score: number;
  /** The signals that score below 40, lowest first. */
  readonly signals: readonly HealthSignalResult[];
  readonly reasons: readonly HealthReason[];
}
