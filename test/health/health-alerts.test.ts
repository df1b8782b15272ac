import fc from 'fast-check';
import {
  backtestHealth,
  calculateHealthScore,
  type HealthAlertsOptions,
  healthAlerts,
  type HealthAlertSubject,
  type HealthHistoryEntry,
  type HealthScore,
  type HealthStatus,
} from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { coreFeatures, input, score } from './support.ts';

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const entry = (
  days: number,
  raw: number | null,
  status: HealthStatus = 'healthy',
  payment: number | null = 100,
): HealthHistoryEntry => ({
  at: daysAgo(days),
  raw,
  status,
  signals: { payment_health: payment },
  version: '1',
});
const critical = score({
  loginDaysLast30: 2,
  featuresUsed: ['A'],
  ticketsLast90Days: 5,
  resolvedTicketsLast90Days: 1,
  currentMonthUsage: 50,
  failedPaymentsLast90Days: 3,
});
const healthy = score();
const report = (
  changes: Partial<HealthAlertSubject> = {},
  options: Partial<HealthAlertsOptions> = {},
) =>
  healthAlerts(
    { customer: { id: 'acme', mrr: 1000 }, health: critical, history: [], ...changes },
    { now, ...options },
  );
const kinds = (
  changes: Partial<HealthAlertSubject> = {},
  options: Partial<HealthAlertsOptions> = {},
) => report(changes, options).alerts.map(({ kind }) => kind);

describe('H9 and D.6: alerts', () => {
  it('critical from 1000 a month on, with what is below 40', () => {
    expect(critical.status).toBe('critical');
    const [alert, ...more] = report().alerts;
    expect(more).toEqual([]);
    expect(alert).toMatchObject({
      key: 'critical_health:acme',
      kind: 'critical_health',
      severity: 'critical',
      customerId: 'acme',
      status: 'critical',
      score: 16,
      createdAt: now,
      cooldownUntil: daysAgo(-14),
    });
    expect(alert?.reasons[0]?.code).toBe('critical_with_revenue');
    expect(kinds({ customer: { id: 'a', mrr: 999.99 } })).toEqual([]);
    expect(kinds({ customer: { id: 'a', mrr: 10 } }, { minimumMrr: 10 })).toHaveLength(1);
  });

  it('a fall by 15 in 30 days, with that revenue', () => {
    // 92.25 now.
    const fell = (raw: number, mrr: number | null = 1000) =>
      kinds({ health: healthy, history: [entry(30, raw)], customer: { id: 'a', mrr } });
    expect(fell(107.25)).toEqual(['sharp_fall']);
    expect(fell(107.24)).toEqual([]);
    expect(fell(110, 999)).toEqual([]);
    expect(fell(110, null)).toEqual([]);
    expect(kinds({ health: healthy, history: [entry(10, 110)] })).toEqual([]);
  });

  it('critical within 90 days of the renewal, at any revenue', () => {
    const renewing = (days: number, health: HealthScore = critical) =>
      kinds({ health, customer: { id: 'a', mrr: null, renewalDate: daysAgo(-days) } });
    expect(renewing(90)).toEqual(['critical_before_renewal']);
    expect(renewing(0)).toEqual(['critical_before_renewal']);
    expect(renewing(90.01)).toEqual([]);
    expect(renewing(-1)).toEqual([]);
    expect(renewing(10, healthy)).toEqual([]);
  });

  it('a first failed payment after a healthy streak', () => {
    const failed = score({ failedPaymentsLast90Days: 1 });
    const streak = [entry(60, 90), entry(30, 90), entry(1, 90)];
    expect(kinds({ health: failed, history: streak })).toEqual(['first_failed_payment']);
    expect(kinds({ health: healthy, history: streak })).toEqual([]);
    expect(kinds({ health: failed, history: streak.slice(1) })).toEqual([]);
    expect(kinds({ health: failed, history: streak.slice(1) }, { streak: 2 })).toHaveLength(1);
    const before = [...streak.slice(1), entry(1, 80, 'healthy', 60)];
    expect(kinds({ health: failed, history: before })).toEqual([]);
    const poor = [...streak.slice(1), entry(1, 80, 'at-risk')];
    expect(kinds({ health: failed, history: poor })).toEqual([]);
    // A failed payment further back than the streak does not count.
    const long = [entry(90, 50, 'critical', 20), ...streak];
    expect(kinds({ health: failed, history: long })).toContain('first_failed_payment');
    const unknown = score({ failedPaymentsLast90Days: null });
    expect(kinds({ health: unknown, history: streak })).toEqual([]);
  });

  it('cool down for 14 days, unless the status has become worse', () => {
    const key = 'critical_before_renewal:a';
    const customer = { id: 'a', mrr: null, renewalDate: daysAgo(-10) };
    const again = (days: number, status: HealthStatus) =>
      report({ customer }, { raised: [{ key, raisedAt: daysAgo(days), status, clearedAt: null }] });
    expect(again(13.9, 'critical')).toMatchObject({ alerts: [], suppressed: [key], cleared: [] });
    expect(again(14, 'critical').alerts).toHaveLength(1);
    expect(again(1, 'at-risk').alerts).toHaveLength(1);
    const other = report(
      { customer },
      { raised: [{ key: 'sharp_fall:a', raisedAt: now, status: 'critical', clearedAt: now }] },
    );
    expect(other).toMatchObject({ alerts: [{ key }], suppressed: [] });
    const always = [{ key, raisedAt: now, status: 'critical' as const, clearedAt: null }];
    expect(report({ customer }, { raised: always, cooldownDays: 0 }).alerts).toHaveLength(1);
    const short = report(
      { customer },
      {
        raised: [{ key, raisedAt: daysAgo(1), status: 'critical', clearedAt: null }],
        cooldownDays: 1,
      },
    );
    expect(short.alerts).toHaveLength(1);
    expect(() => report({}, { cooldownDays: -1 })).toThrow(ConfigurationError);
  });

  it('clear when the cause is gone, once', () => {
    const raised = (clearedAt: Date | null, key = 'critical_health:acme') => [
      { key, raisedAt: daysAgo(3), status: 'critical' as const, clearedAt },
    ];
    const cleared = (all: ReturnType<typeof raised>) =>
      report({ health: healthy }, { raised: all }).cleared;
    expect(cleared(raised(null))).toEqual(['critical_health:acme']);
    expect(cleared(raised(daysAgo(1)))).toEqual([]);
    expect(cleared(raised(null, 'critical_health:other'))).toEqual([]);
    expect(report({}, { raised: raised(null) }).cleared).toEqual([]);
  });

  it('D.2: where too little is known nothing fires, and nothing is cleared', () => {
    const health = calculateHealthScore(
      input({ loginDaysLast30: null, featuresUsed: null, ticketsLast90Days: null }),
      { coreFeatures },
    );
    expect(health.status).toBe('unknown');
    const raised = [
      { key: 'critical_health:acme', raisedAt: 0, status: 'critical' as const, clearedAt: null },
    ];
    expect(report({ health }, { raised })).toEqual({ alerts: [], suppressed: [], cleared: [] });
  });

  it('each key is raised, resting or cleared, and only one of them', () => {
    const histories = fc.array(
      fc
        .tuple(fc.integer({ min: 1, max: 89 }), fc.integer({ min: 0, max: 100 }))
        .map(([days, raw]) => entry(days, raw)),
      { maxLength: 6 },
    );
    const raised = fc.array(
      fc.record({
        key: fc.constantFrom('critical_health:acme', 'sharp_fall:acme'),
        raisedAt: fc.integer({ min: 0, max: 30 }).map(daysAgo),
        status: fc.constantFrom('healthy' as const, 'at-risk' as const, 'critical' as const),
        clearedAt: fc.constantFrom(null, daysAgo(0)),
      }),
      { maxLength: 2 },
    );
    fc.assert(
      fc.property(histories, raised, fc.constantFrom(critical, healthy), (history, old, health) => {
        const result = report(
          { health, history: Object.freeze(history) },
          { raised: Object.freeze(old) },
        );
        const keys = [
          ...result.alerts.map(({ key }) => key),
          ...result.suppressed,
          ...new Set(result.cleared),
        ];
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});

describe('D.7: the back-test', () => {
  const customer = (
    id: string,
    churnedAt: Date | null,
    ...points: readonly (readonly [number, number | null])[]
  ) => ({
    id,
    churnedAt,
    history: points.map(([days, raw]) =>
      entry(days, raw, raw !== null && raw < 40 ? 'critical' : 'healthy'),
    ),
  });

  it('counts the pairs in which who left scored lower', () => {
    // 30 and 60 left, 50 and 70 stayed: 3 of 4 pairs are in order.
    const result = backtestHealth([
      customer('a', now, [40, 30]),
      customer('b', now, [40, 60]),
      customer('c', null, [40, 50]),
      customer('d', null, [40, 70]),
    ]);
    expect(result).toMatchObject({
      auc: 0.75,
      topDecile: { precision: 1, churned: 1, customers: 1 },
      churned: 2,
      stayed: 2,
      skipped: [],
    });
  });

  it('a tie counts half', () => {
    expect(backtestHealth([customer('b', null, [40, 50])]).auc).toBeNull();
    expect(backtestHealth([customer('a', now, [40, 50]), customer('b', null, [40, 50])]).auc).toBe(
      0.5,
    );
  });

  it('looks only at scores that were early enough, and skips who had none', () => {
    const customers = [
      customer('a', now, [29, 10], [31, 90], [35, 20]),
      customer('b', null, [50, 10], [1, 80]),
      customer('c', now, [5, 10]),
      customer('d', null, [5, null]),
    ];
    expect(backtestHealth(customers)).toMatchObject({ auc: 0, skipped: ['c', 'd'] });
    expect(backtestHealth(customers, { leadDays: 0 }).auc).toBe(1);
    // Exactly early enough counts, and an evaluation without a score is passed over.
    const late = [
      customer('a', now, [40, 20], [35, null], [30, null]),
      customer('b', null, [1, 30]),
    ];
    expect(backtestHealth(late).auc).toBe(1);
    expect(backtestHealth([customer('a', now, [30, 20])]).skipped).toEqual([]);
  });

  it('tells how early the last critical run began', () => {
    const result = backtestHealth([
      customer('a', now, [100, 30], [80, 50], [60, 30], [40, 20]),
      customer('b', now, [50, 30]),
      customer('c', now, [90, 30], [40, 80]),
    ]);
    expect(result).toMatchObject({ leadTimeDays: 55, warned: 2, auc: null });
    expect(backtestHealth([customer('a', now, [70, 30], [60, 10])]).leadTimeDays).toBe(70);
    // The median of 100, 50 and 60; who stayed critical without leaving does not count.
    const odd = backtestHealth([
      customer('a', now, [100, 30]),
      customer('b', now, [50, 30]),
      customer('c', now, [60, 30]),
      customer('d', null, [300, 30]),
    ]);
    expect(odd).toMatchObject({ leadTimeDays: 60, warned: 3 });
  });

  it('takes the lowest tenth, by id where scores are equal', () => {
    const customers = Array.from({ length: 20 }, (_, index) =>
      customer(String.fromCharCode(97 + index), index < 2 ? now : null, [40, 50]),
    );
    const expected = { precision: 1, churned: 2, customers: 2 };
    expect(backtestHealth(customers).topDecile).toEqual(expected);
    expect(backtestHealth(customers.reverse()).topDecile).toEqual(expected);
    const stayed = customers.map((one) => (one.id === 'a' ? { ...one, churnedAt: null } : one));
    expect(backtestHealth(stayed).topDecile).toMatchObject({ precision: 0.5, churned: 1 });
  });

  it('has nothing to say without customers', () => {
    expect(backtestHealth([])).toEqual({
      auc: null,
      topDecile: { precision: null, churned: 0, customers: 0 },
      leadTimeDays: null,
      warned: 0,
      churned: 0,
      stayed: 0,
      skipped: [],
    });
  });

  it('agrees with counting every pair', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(scores, scores, (left, stayed) => {
        const customers = [
          ...left.map((raw, index) => customer(`l${index}`, now, [40, raw])),
          ...stayed.map((raw, index) => customer(`s${index}`, null, [40, raw])),
        ];
        const pairs = left.flatMap((a) =>
          stayed.map((b): number => (a < b ? 1 : a === b ? 0.5 : 0)),
        );
        const expected = pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
        expect(backtestHealth(customers).auc).toBeCloseTo(expected, 9);
      }),
    );
  });
});
