import {
  activeCustomers,
  calculateHealthScore,
  type HealthInput,
  healthAlert,
} from 'polydesk/health';
import { describe, expect, it } from 'vitest';

const coreFeatures = ['A', 'B', 'C', 'D', 'E'];
const failing: HealthInput = {
  loginDaysLast30: 2,
  featuresUsed: ['A', 'B'],
  ticketsLast90Days: 5,
  resolvedTicketsLast90Days: 1,
  currentMonthUsage: 50,
  previousMonthUsage: 100,
  failedPaymentsLast90Days: 3,
};
const critical = calculateHealthScore(failing, { coreFeatures });
const atRisk = calculateHealthScore(
  { ...failing, loginDaysLast30: 20, ticketsLast90Days: 0 },
  { coreFeatures },
);

describe('H9: the alert for the success manager', () => {
  it('fires for a critical customer from 1000 a month on', () => {
    expect(critical.status).toBe('critical');
    expect(healthAlert(critical, { id: 'acme', mrr: 1000 })).toMatchObject({
      key: 'critical_health:acme',
      kind: 'critical_health',
      customer: { id: 'acme', mrr: 1000 },
      score: critical.score,
    });
  });

  it.each([[999.99], [0], [null], [Number.NaN]])('stays quiet at %s a month', (mrr) => {
    expect(healthAlert(critical, { id: 'acme', mrr })).toBeNull();
  });

  it('stays quiet for a customer at risk', () => {
    expect(atRisk.status).toBe('at-risk');
    expect(healthAlert(atRisk, { id: 'acme', mrr: 9000 })).toBeNull();
  });

  it('stays quiet when too little is known', () => {
    const unknown = calculateHealthScore(
      { ...failing, loginDaysLast30: null, featuresUsed: null, ticketsLast90Days: null },
      { coreFeatures },
    );
    expect(unknown.status).toBe('unknown');
    expect(healthAlert(unknown, { id: 'acme', mrr: 9000 })).toBeNull();
  });

  it('names the signals below 40, lowest first, and not those at 40', () => {
    const alert = healthAlert(critical, { id: 'acme', mrr: 1000 });
    expect(alert?.signals.map(({ signal, score }) => [signal, score])).toEqual([
      ['product_usage', 10],
      ['expansion_signals', 10],
      ['support_sentiment', 20],
      ['payment_health', 20],
    ]);
    expect(critical.signals[1]?.score).toBe(40);
  });

  it('the revenue from which it fires can be set', () => {
    expect(healthAlert(critical, { id: 'acme', mrr: 500 }, { minimumMrr: 500 })).not.toBeNull();
  });
});

describe('H8: only active subscriptions are scored by a scheduled job', () => {
  it('keeps active ones, in order, as they are', () => {
    const customers = ['active', 'canceled', 'trialing', null, 'active'].map(
      (subscriptionStatus, index) => Object.freeze({ id: index, subscriptionStatus }),
    );
    const active = activeCustomers(Object.freeze(customers));
    expect(active.map(({ id }) => id)).toEqual([0, 4]);
    expect(active[0]).toBe(customers[0]);
  });
});
