import fc from 'fast-check';
import { calculateHealthScore, explainHealth, HEALTH_PRESETS } from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { coreFeatures, input, score } from './support.ts';

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const aged = (measuredAt: Record<string, Date | null>, halfLifeDays?: number) =>
  calculateHealthScore(input(), {
    coreFeatures,
    freshness: { now, measuredAt, ...(halfLifeDays === undefined ? {} : { halfLifeDays }) },
  });

describe('D.1: the worked examples of the seed preset', () => {
  it.each([
    [20, 4, [3, 4], [130, 100], 0, 92.25, 92, 'healthy'],
    [2, 1, [1, 5], [50, 100], 3, 15.5, 16, 'critical'],
    [12, 3, [0, 0], [100, 100], 1, 58.5, 59, 'at-risk'],
    [12, 3, [9, 10], [90, 100], 0, 69.5, 70, 'at-risk'],
    [0, 0, [3, 3], [3, 0], 0, 50, 50, 'at-risk'],
    [20, 0, [0, 4], [90, 100], 3, 40, 40, 'at-risk'],
  ] as const)(
    '%i logins, %i features, %j, %j, %i failed: %d',
    (logins, features, [resolved, tickets], [current, previous], failed, raw, shown, status) => {
      expect(
        score({
          loginDaysLast30: logins,
          featuresUsed: coreFeatures.slice(0, features),
          ticketsLast90Days: tickets,
          resolvedTicketsLast90Days: resolved,
          currentMonthUsage: current,
          previousMonthUsage: previous,
          failedPaymentsLast90Days: failed,
        }),
      ).toMatchObject({ rawScore: raw, score: shown, status });
    },
  );
});

describe('D.2 and D.3: old signals fade towards 50', () => {
  it('not up to the half-life, by a half right after it, by 3/4 at two', () => {
    const usage = (days: number) => aged({ product_usage: daysAgo(days) }).signals[0];
    expect(usage(30)?.score).toBe(100);
    expect(usage(60)?.score).toBe(62.5);
    expect(usage(90)?.score).toBe(56.25);
    expect(usage(30.001)?.score).toBeCloseTo(75, 2);
    expect(usage(60)?.reasons.at(-1)).toMatchObject({
      code: 'signal_decayed',
      evidence: { ageDays: 60, halfLifeDays: 30, measured: 100 },
    });
  });

  it('lower the confidence, and below .5 the status is unknown', () => {
    // Usage weighs .3: a quarter of it is left.
    expect(aged({ product_usage: daysAgo(60) }).confidence).toBe(0.775);
    const old = daysAgo(60);
    const all = aged({
      product_usage: old,
      feature_adoption: old,
      support_sentiment: old,
      expansion_signals: old,
      payment_health: old,
    });
    expect(all).toMatchObject({ confidence: 0.25, status: 'unknown' });
  });

  it('the half-life can be set; what is not told is fresh', () => {
    expect(aged({ product_usage: daysAgo(10) }, 5).signals[0]?.score).toBe(62.5);
    expect(aged({ product_usage: null }).rawScore).toBe(92.25);
    const freshness = { now, measuredAt: { product_usage: daysAgo(99) } };
    const missing = calculateHealthScore(input({ loginDaysLast30: null }), {
      coreFeatures,
      freshness,
    });
    expect(missing.signals[0]).toMatchObject({ score: null });
    expect(() => aged({}, 0)).toThrow(ConfigurationError);
    expect(() => aged({ product_usage: new Date('x') })).toThrow('measuredAt.product_usage');
  });

  it('never move away from 50', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20 }),
        fc.integer({ min: 0, max: 400 }),
        (days, age) => {
          const options = {
            coreFeatures,
            freshness: { now, measuredAt: { product_usage: daysAgo(age) } },
          };
          const fresh = score({ loginDaysLast30: days }).signals[0]?.score ?? 0;
          const old =
            calculateHealthScore(input({ loginDaysLast30: days }), options).signals[0]?.score ?? 0;
          expect(Math.abs(old - 50)).toBeLessThanOrEqual(Math.abs(fresh - 50));
          expect((old - 50) * (fresh - 50)).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});

describe('signals of your own', () => {
  const own = (customSignals: Parameters<typeof calculateHealthScore>[1]['customSignals']) =>
    calculateHealthScore(input(), { coreFeatures, customSignals: customSignals ?? [] });

  it('take part by their weight, and say why', () => {
    // (92.25 × 1 + 50 × .25) / 1.25 = 83.8
    const result = own([{ name: 'nps', weight: 0.25, score: 50 }]);
    expect(result.rawScore).toBe(83.8);
    expect(result.signals[5]).toMatchObject({
      signal: 'nps',
      score: 50,
      weight: 0.2,
      contribution: 0,
      reasons: [{ code: 'signal_scored', message: 'nps scores 50.', evidence: { score: 50 } }],
    });
    expect(result.reasons.some(({ code }) => code === 'weights_normalized')).toBe(true);
    const said = own([{ name: 'nps', weight: 1, score: 50, message: 'Half would recommend.' }]);
    expect(said.signals[5]?.reasons[0]?.message).toBe('Half would recommend.');
  });

  it('lower the confidence when they are not known', () => {
    const result = own([{ name: 'nps', weight: 1, score: null }]);
    expect(result).toMatchObject({ rawScore: 92.25, confidence: 0.5, status: 'healthy' });
    expect(result.signals[5]?.reasons[0]?.code).toBe('signal_missing');
  });

  it('fade as the others do', () => {
    const result = calculateHealthScore(input(), {
      coreFeatures,
      customSignals: [{ name: 'nps', weight: 1, score: 90 }],
      freshness: { now, measuredAt: { nps: daysAgo(60) } },
    });
    expect(result.signals[5]?.score).toBe(60);
  });

  it.each([
    [{ name: 'product_usage', weight: 1, score: 1 }],
    [{ name: ' ', weight: 1, score: 1 }],
    [{ name: 'nps', weight: -1, score: 1 }],
    [{ name: 'nps', weight: Number.NaN, score: 1 }],
  ])('are refused: %j', (signal) => {
    expect(() => own([signal])).toThrow(ConfigurationError);
  });

  it.each([[-1], [101], [Number.NaN]])('must score between 0 and 100, not %d', (value) => {
    const refused = () => own([{ name: 'nps', weight: 1, score: value }]);
    expect(refused).toThrow(ValidationError);
    expect(refused).toThrow(
      expect.objectContaining({
        issues: [{ path: 'nps', message: 'must be between 0 and 100, or null' }],
      }),
    );
  });

  it('may score 0 or 100, and weigh nothing', () => {
    const points = (weight: number, value: number) =>
      own([{ name: 'nps', weight, score: value }]).rawScore;
    // (92.25 + 0) / 2 and (92.25 + 100) / 2
    expect(points(1, 0)).toBe(46.125);
    expect(points(1, 100)).toBe(96.125);
    expect(points(0, 0)).toBe(92.25);
  });
});

describe('D.5: what pulls, and what would make the customer healthy', () => {
  const { model } = { model: HEALTH_PRESETS.seed };
  it('the strongest pull first', () => {
    const { contributions } = explainHealth(score({ loginDaysLast30: 2 }), { model });
    // .3×(10-50) = -12; .2×50 = 10; .15×50 = 7.5; .2×30 = 6; .15×25 = 3.75
    expect(contributions.map(({ signal, contribution }) => [signal, contribution])).toEqual([
      ['product_usage', -12],
      ['payment_health', 10],
      ['expansion_signals', 7.5],
      ['feature_adoption', 6],
      ['support_sentiment', 3.75],
    ]);
  });

  it('the smallest move of one signal', () => {
    // 58.5, so 11.5 are missing: 38.33 of usage (.3) are the least; 57.5 of payments (.2) are too many.
    const health = score({
      loginDaysLast30: 12,
      featuresUsed: ['A', 'B', 'C'],
      ticketsLast90Days: 0,
      currentMonthUsage: 100,
      failedPaymentsLast90Days: 1,
    });
    expect(explainHealth(health, { model }).toHealthy).toEqual({
      signal: 'product_usage',
      from: 60,
      to: 98.333333333,
      by: 38.333333333,
    });
  });

  it('of equal moves the first, of others the smallest, up to 100 exactly', () => {
    const equal = { ...model, weights: { ...model.weights, product_usage: 0.2 } };
    // (.2×30 + .2×60 + .15×100 + .15×40 + .2×60) / .9 = 56.67: 13.33 × .9 / .2 = 60 are missing.
    const changes = {
      loginDaysLast30: 6,
      featuresUsed: ['A', 'B', 'C'],
      resolvedTicketsLast90Days: 4,
      currentMonthUsage: 100,
      failedPaymentsLast90Days: 1,
    };
    const first = explainHealth(score(changes, equal), { model }).toHealthy;
    expect(first?.signal).toBe('product_usage');
    expect(first?.to).toBeCloseTo(90, 6);
    const heavy = { ...model, weights: { ...model.weights, payment_health: 0.9 } };
    // (.3×30 + .2×60 + .15×100 + .15×40 + .9×60) / 1.7 = 56.47: 23 / .9 of payments are missing.
    expect(explainHealth(score(changes, heavy), { model }).toHealthy?.signal).toBe(
      'payment_health',
    );
    // 105 / 1.7 = 61.76: 3.24 are missing, 18.33 of usage or 6.11 of payments, which come later.
    const near = { thresholds: { healthy: 65, atRisk: 40 } };
    const two = explainHealth(score({ ...changes, loginDaysLast30: 12 }, heavy), { model: near });
    expect(two.toHealthy?.signal).toBe('payment_health');
    expect(two.toHealthy?.by).toBeCloseTo(5.5 / 0.9, 6);
    // .3×50 + .2×60 + .15×100 + .15×100 + .2×100 = 77: 8 points are missing, .2 × 40.
    const goal = { thresholds: { healthy: 85, atRisk: 40 } };
    const full = score({
      ...changes,
      loginDaysLast30: 10,
      currentMonthUsage: 130,
      failedPaymentsLast90Days: 0,
    });
    expect(explainHealth(full, { model: goal }).toHealthy).toMatchObject({ by: 26.666666667 });
    const noUsage = { ...full, signals: full.signals.slice(1) };
    expect(explainHealth(noUsage, { model: goal }).toHealthy).toEqual({
      signal: 'feature_adoption',
      from: 60,
      to: 100,
      by: 40,
    });
  });

  it('nothing when he is healthy, unknown, or too far', () => {
    const exactly = { thresholds: { healthy: 92.25, atRisk: 40 } };
    expect(explainHealth(score(), { model: exactly }).toHealthy).toBeNull();
    expect(explainHealth(score(), { model }).toHealthy).toBeNull();
    const lost = score({ loginDaysLast30: 0, featuresUsed: [], failedPaymentsLast90Days: 3 });
    expect(explainHealth(lost, { model }).toHealthy).toBeNull();
    const nothing = calculateHealthScore(
      {
        loginDaysLast30: null,
        featuresUsed: null,
        ticketsLast90Days: null,
        resolvedTicketsLast90Days: null,
        currentMonthUsage: null,
        previousMonthUsage: null,
        failedPaymentsLast90Days: null,
      },
      { coreFeatures },
    );
    expect(explainHealth(nothing, { model })).toEqual({ contributions: [], toHealthy: null });
    const weights = { ...model.weights, product_usage: 0 };
    const without = score({ loginDaysLast30: 0, featuresUsed: [] }, { ...model, weights });
    expect(explainHealth(without, { model }).toHealthy?.signal).not.toBe('product_usage');
  });
});
