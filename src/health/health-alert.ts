import { ALERT_MINIMUM_MRR, ALERT_SIGNAL_BELOW } from './defaults.ts';
import type { HealthAlert, HealthAlertCustomer, HealthScore } from './types.ts';

/**
 * The alert for the customer's success manager, or `null`: raised when the status is `critical` and
 * the customer brings `minimumMrr` or more a month. A customer whose revenue is not known raises
 * none. The alert names the signals below 40.
 *
 * @example healthAlert(score, { id: 'acme', mrr: 999.99 }) //=> null
 */
export function healthAlert<Customer extends HealthAlertCustomer>(
  health: HealthScore,
  customer: Customer,
  options: { readonly minimumMrr?: number } = {},
): HealthAlert<Customer> | null {
  const minimumMrr = options.minimumMrr ?? ALERT_MINIMUM_MRR;
  if (health.status !== 'critical' || health.score === null) return null;
  if (customer.mrr === null || !(customer.mrr >= minimumMrr)) return null;
  const signals = health.signals
    .filter(({ score }) => score !== null && score < ALERT_SIGNAL_BELOW)
    .sort((a, b) => (a.score ?? 0) - (b.score ?? 0));
  return {
    key: `critical_health:${customer.id}`,
    kind: 'critical_health',
    customer,
    score: health.score,
    signals,
    reasons: [
      {
        code: 'critical_with_revenue',
        message: 'The customer is critical and brings enough revenue to call at once.',
        evidence: { score: health.score, mrr: customer.mrr, minimumMrr },
      },
      ...signals.flatMap((signal) => signal.reasons),
    ],
  };
}
