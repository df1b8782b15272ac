import {
  healthAlert,
  healthAlerts,
  type HealthHistoryEntry,
  HEALTH_PRESETS,
  type HealthReason,
  healthTrend,
  steadyHealthStatus,
} from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { score } from './support.ts';

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const entry = (days: number, raw: number): HealthHistoryEntry => ({
  at: daysAgo(days),
  raw,
  status: 'healthy',
  signals: { payment_health: 100 },
  version: '1',
});
const figures = (reasons: readonly HealthReason[] = []) =>
  reasons.map(({ code, evidence }) => [code, evidence]);
const critical = score({
  loginDaysLast30: 2,
  featuresUsed: ['A'],
  ticketsLast90Days: 5,
  resolvedTicketsLast90Days: 1,
  currentMonthUsage: 50,
  failedPaymentsLast90Days: 3,
});

describe('conventions: every decision gives its reasons and the figures behind them', () => {
  it('a score: the total, then the signals, the strongest pull first', () => {
    // 10, 20, 20, 10 and 20 of 100: -12, -6, -4.5, -6 and -6.
    expect(figures(critical.reasons)).toEqual([
      ['status_from_raw_score', { rawScore: 15.5, healthyFrom: 70, atRiskFrom: 40 }],
      ['signal_scored', { loginDaysLast30: 2 }],
      ['signal_scored', { usedCoreFeatures: 1, coreFeatures: 5 }],
      ['signal_scored', { currentMonthUsage: 50, previousMonthUsage: 100, growth: 0.5 }],
      ['signal_scored', { failedPaymentsLast90Days: 3 }],
      ['signal_scored', { tickets: 5, resolved: 1 }],
    ]);
    // Usage pulls by .3 × (2 × 5 - 50) = -12, all others upwards and less.
    const low = score({ loginDaysLast30: 10, currentMonthUsage: 50 });
    expect(figures(low.reasons)[1]).toEqual(['signal_scored', { failedPaymentsLast90Days: 0 }]);
  });

  it('no tickets, and more resolved than there were', () => {
    expect(figures(score({ ticketsLast90Days: 0 }).signals[2]?.reasons)).toEqual([
      ['signal_scored', { tickets: 0 }],
    ]);
    const more = score({ ticketsLast90Days: 2, resolvedTicketsLast90Days: 3 });
    expect(figures(more.signals[2]?.reasons)).toEqual([
      ['signal_scored', { tickets: 2, resolved: 3 }],
      ['value_clamped', { tickets: 2, resolved: 3 }],
    ]);
    const all = score({ ticketsLast90Days: 2, resolvedTicketsLast90Days: 2 });
    expect(figures(all.signals[2]?.reasons)).toHaveLength(1);
  });

  it('too little known, and weights that had to be scaled', () => {
    const { seed } = HEALTH_PRESETS;
    const half = { loginDaysLast30: null, featuresUsed: null, failedPaymentsLast90Days: null };
    expect(figures(score(half).reasons)[0]).toEqual([
      'confidence_too_low',
      { confidence: 0.3, minimumConfidence: 0.5 },
    ]);
    const weights = { ...seed.weights, product_usage: 1.3 };
    expect(figures(score({}, { ...seed, weights }).reasons)[1]).toEqual([
      'weights_normalized',
      { totalWeight: 2 },
    ]);
  });

  it('a status that is held', () => {
    const before = [entry(1, 72)];
    const health = { ...score(), rawScore: 69, status: 'at-risk' as const };
    const { reasons } = steadyHealthStatus(health, before, { model: HEALTH_PRESETS.seed });
    expect(figures(reasons)).toEqual([
      ['status_held', { rawScore: 69, evaluations: 2, margin: 5 }],
    ]);
  });

  it('a trend', () => {
    const history = [entry(90, 80), entry(60, 75), entry(30, 70), entry(0, 65)];
    expect(figures(healthTrend(history, { now }).reasons)).toEqual([
      ['trend_slope', { slopePer30Days: -5, points: 4 }],
      ['change_in_30_days', { changeIn30Days: -5 }],
    ]);
  });

  it('an alert: its cause, then the signals below 40, lowest first', () => {
    const alert = healthAlert(critical, { id: 'acme', mrr: 2000 });
    expect(figures(alert?.reasons)).toEqual([
      ['critical_with_revenue', { score: 16, mrr: 2000, minimumMrr: 1000 }],
      ['signal_scored', { loginDaysLast30: 2 }],
      ['signal_scored', { currentMonthUsage: 50, previousMonthUsage: 100, growth: 0.5 }],
      ['signal_scored', { usedCoreFeatures: 1, coreFeatures: 5 }],
      ['signal_scored', { tickets: 5, resolved: 1 }],
      ['signal_scored', { failedPaymentsLast90Days: 3 }],
    ]);
  });

  it('each kind of alert', () => {
    const customer = { id: 'acme', mrr: 2000, renewalDate: daysAgo(-10) };
    const { alerts } = healthAlerts(
      { customer, health: critical, history: [entry(60, 90), entry(30, 90), entry(1, 90)] },
      { now },
    );
    expect(
      alerts.map(({ kind, severity, reasons }) => [kind, severity, figures(reasons)[0]]),
    ).toEqual([
      [
        'critical_health',
        'critical',
        ['critical_with_revenue', { score: 16, mrr: 2000, minimumMrr: 1000 }],
      ],
      [
        'sharp_fall',
        'warning',
        ['sharp_fall_with_revenue', { changeIn30Days: -74.5, mrr: 2000, minimumMrr: 1000 }],
      ],
      [
        'critical_before_renewal',
        'critical',
        ['critical_before_renewal', { daysToRenewal: 10, renewalDays: 90 }],
      ],
      [
        'first_failed_payment',
        'warning',
        ['first_failed_payment', { paymentHealth: 20, streak: 3 }],
      ],
    ]);
  });
});
