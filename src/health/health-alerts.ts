import { ConfigurationError } from '../errors/index.ts';
import {
  ALERT_COOLDOWN_DAYS,
  ALERT_MINIMUM_MRR,
  RENEWAL_ALERT_DAYS,
  SHARP_FALL,
} from './defaults.ts';
import { healthAlert } from './health-alert.ts';
import { type HealthHistoryEntry, rank } from './health-history.ts';
import { healthTrend } from './health-trend.ts';
import { DAY_MS } from './instants.ts';
import type {
  HealthAlertCustomer,
  HealthReason,
  HealthScore,
  HealthStatus,
  Instant,
} from './types.ts';
import { requireInstant } from '../numbers/instant.ts';

/** What an alert can be about. */
export const HEALTH_ALERT_KINDS = [
  'critical_health',
  'sharp_fall',
  'critical_before_renewal',
  'first_failed_payment',
] as const;
/** One of `HEALTH_ALERT_KINDS`. */
export type HealthAlertKind = (typeof HEALTH_ALERT_KINDS)[number];

/** A customer, now and before. */
export interface HealthAlertSubject {
  readonly customer: HealthAlertCustomer & { readonly renewalDate?: Instant | null };
  readonly health: HealthScore;
  /** Earlier evaluations in order of time, the newest last; without the one of now. */
  readonly history: readonly HealthHistoryEntry[];
}

/** An alert that was raised before. */
export interface RaisedHealthAlert {
  readonly key: string;
  readonly raisedAt: Instant;
  readonly status: HealthStatus;
  /** `null` while it is open. */
  readonly clearedAt: Instant | null;
}

/** The limits of alerts, and what was raised before. */
export interface HealthAlertsOptions {
  readonly now: Instant;
  /** What was raised for this customer, the newest of each key. @default nothing */
  readonly raised?: readonly RaisedHealthAlert[];
  /** @default 1000 */
  readonly minimumMrr?: number;
  /** @default 14 */
  readonly cooldownDays?: number;
  /** How many healthy evaluations without a failed payment make a streak. @default 3 */
  readonly streak?: number;
}

/** Something about a customer's health that somebody should act on. */
export interface HealthNotice {
  /** The same for the same cause. */
  readonly key: string;
  readonly kind: HealthAlertKind;
  readonly severity: 'warning' | 'critical';
  readonly customerId: string;
  readonly status: HealthStatus;
  readonly score: number;
  readonly reasons: readonly HealthReason[];
  readonly createdAt: Date;
  readonly cooldownUntil: Date;
}

/** What to raise, what rests, and what is over. */
export interface HealthAlertsReport {
  /** What to raise now. */
  readonly alerts: readonly HealthNotice[];
  /** Keys of what holds and was raised less than the cool-down ago. */
  readonly suppressed: readonly string[];
  /** Keys of open alerts whose cause is gone. */
  readonly cleared: readonly string[];
}

type Cause = readonly [HealthAlertKind, readonly HealthReason[]];

/**
 * The alerts of one customer: critical with 1000 or more a month; a fall by 15 or more in 30 days, with
 * that revenue; critical within 90 days of the renewal, at any revenue; and a first failed payment after a
 * healthy streak. An alert is not raised again for 14 days, unless the status has become worse since, and
 * it is cleared when its cause is gone. Where too little is known nothing is raised, and nothing cleared.
 *
 * @throws {ValidationError} for a time that is none.
 * @throws {ConfigurationError} for a cool-down below 0.
 * @example
 * healthAlerts({ customer, health, history }, { now }).alerts.map(({ kind }) => kind)
 * //=> ['critical_health', 'sharp_fall']
 */
export function healthAlerts(
  subject: HealthAlertSubject,
  options: HealthAlertsOptions,
): HealthAlertsReport {
  const { raised = [], cooldownDays = ALERT_COOLDOWN_DAYS } = options;
  const now = requireInstant('now', options.now);
  if (!(cooldownDays >= 0)) throw new ConfigurationError('`cooldownDays` must be 0 or more.');
  const { customer, health } = subject;
  const { status, score } = health;
  if (status === 'unknown' || score === null) return { alerts: [], suppressed: [], cleared: [] };
  const causes = causesOf(subject, options, now);
  const keyOf = (kind: HealthAlertKind): string => `${kind}:${customer.id}`;
  const rests = ([kind]: Cause): boolean =>
    raised.some(
      (one) =>
        one.key === keyOf(kind) &&
        now < requireInstant('raisedAt', one.raisedAt) + cooldownDays * DAY_MS &&
        rank(status) >= rank(one.status),
    );
  const holding = new Set(causes.map(([kind]) => keyOf(kind)));
  const own = new Set(HEALTH_ALERT_KINDS.map(keyOf));
  return {
    alerts: causes
      .filter((cause) => !rests(cause))
      .map(([kind, reasons]) => ({
        key: keyOf(kind),
        kind,
        severity: kind.startsWith('critical') ? 'critical' : 'warning',
        customerId: customer.id,
        status,
        score,
        reasons,
        createdAt: new Date(now),
        cooldownUntil: new Date(now + cooldownDays * DAY_MS),
      })),
    suppressed: causes.filter(rests).map(([kind]) => keyOf(kind)),
    cleared: raised
      .filter(({ key, clearedAt }) => clearedAt === null && own.has(key) && !holding.has(key))
      .map(({ key }) => key),
  };
}

function causesOf(
  { customer, health, history }: HealthAlertSubject,
  options: HealthAlertsOptions,
  now: number,
): readonly Cause[] {
  const { minimumMrr = ALERT_MINIMUM_MRR, streak = 3 } = options;
  const causes: Cause[] = [];
  const critical = healthAlert(health, customer, { minimumMrr });
  if (critical !== null) causes.push(['critical_health', critical.reasons]);
  const { changeIn30Days: change } = healthTrend(
    [...history, { at: new Date(now), raw: health.rawScore }],
    { now },
  );
  const { mrr } = customer;
  if (change !== null && change <= -SHARP_FALL && mrr !== null && mrr >= minimumMrr)
    causes.push([
      'sharp_fall',
      [
        {
          code: 'sharp_fall_with_revenue',
          message: 'The score fell sharply within 30 days.',
          evidence: { changeIn30Days: change, mrr, minimumMrr },
        },
      ],
    ]);
  const renewal = customer.renewalDate ?? null;
  const days = renewal === null ? null : (requireInstant('renewalDate', renewal) - now) / DAY_MS;
  if (health.status === 'critical' && days !== null && days >= 0 && days <= RENEWAL_ALERT_DAYS)
    causes.push([
      'critical_before_renewal',
      [
        {
          code: 'critical_before_renewal',
          message: 'The customer is critical, and the renewal is near.',
          evidence: { daysToRenewal: days, renewalDays: RENEWAL_ALERT_DAYS },
        },
      ],
    ]);
  const payment = health.signals.find(({ signal }) => signal === 'payment_health')?.score ?? null;
  const before = history.slice(-streak);
  const wasHealthy =
    before.length >= streak &&
    before.every(
      ({ status, signals }) => status === 'healthy' && signals['payment_health'] === PAID,
    );
  if (payment !== null && payment < PAID && wasHealthy)
    causes.push([
      'first_failed_payment',
      [
        {
          code: 'first_failed_payment',
          message: 'A payment failed after a healthy streak.',
          evidence: { paymentHealth: payment, streak },
        },
      ],
    ]);
  return causes;
}

/** The payment signal when nothing failed. */
const PAID = 100;
