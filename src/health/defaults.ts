import type { HealthModel } from './types.ts';

const weights = Object.freeze({
  product_usage: 0.3,
  feature_adoption: 0.2,
  support_sentiment: 0.15,
  expansion_signals: 0.15,
  payment_health: 0.2,
});

const thresholds = Object.freeze({ healthy: 70, atRisk: 40 });

const seed: HealthModel = Object.freeze({
  weights,
  thresholds,
  noUsageInBothMonths: 'score',
  minimumConfidence: 0.5,
});

const improved: HealthModel = Object.freeze({ ...seed, noUsageInBothMonths: 'missing' });

/**
 * Ready-made models. They differ in one point: a customer without usage in both months scores 10
 * for expansion in `seed`, and has no expansion signal in `improved`.
 *
 * @example HEALTH_PRESETS.seed.weights.product_usage //=> 0.3
 */
export const HEALTH_PRESETS: { readonly seed: HealthModel; readonly improved: HealthModel } =
  Object.freeze({ seed, improved });

/** From this monthly revenue on, a critical customer raises an alert. */
export const ALERT_MINIMUM_MRR = 1000;

/** A signal below this score is named in an alert. */
export const ALERT_SIGNAL_BELOW = 40;

/** A customer whose renewal is this near is worth a call at any revenue. */
export const RENEWAL_ALERT_DAYS = 90;

/** A fall by this much in 30 days is sharp. */
export const SHARP_FALL = 15;

/** How long the same alert is not raised again. */
export const ALERT_COOLDOWN_DAYS = 14;
