import type { HealthInput } from 'polydesk/health';
import { calculateHealthScore, HEALTH_PRESETS } from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { coreFeatures, input, score, signal } from './support.ts';

describe('H1: five signals and their weights', () => {
  it('weigh .3, .2, .15, .15 and .2', () => {
    expect(score().signals.map(({ signal: name, weight }) => [name, weight])).toEqual([
      ['product_usage', 0.3],
      ['feature_adoption', 0.2],
      ['support_sentiment', 0.15],
      ['expansion_signals', 0.15],
      ['payment_health', 0.2],
    ]);
  });
});

describe('H2: product usage', () => {
  it.each([
    [0, 0],
    [2, 10],
    [12, 60],
    [19, 95],
    [20, 100],
    [21, 100],
    [30, 100],
  ])('%i login days score %i', (loginDaysLast30, expected) => {
    expect(signal('product_usage', { loginDaysLast30 })).toBe(expected);
  });
});

describe('H3 and X7: feature adoption', () => {
  it('is the share of core features in use', () => {
    expect(signal('feature_adoption', { featuresUsed: ['A', 'B', 'C'] })).toBe(60);
  });
  it('counts a feature once and leaves features outside the core alone', () => {
    expect(signal('feature_adoption', { featuresUsed: ['A', 'A', 'Z'] })).toBe(20);
  });
  it('core features named twice count once', () => {
    const result = calculateHealthScore(input({ featuresUsed: ['A'] }), {
      coreFeatures: ['A', 'A'],
    });
    expect(result.signals[1]?.score).toBe(100);
  });
  it('is missing, not a division by zero, without core features', () => {
    const result = calculateHealthScore(input(), { coreFeatures: [] });
    expect(result.signals[1]).toMatchObject({ score: null, weight: 0 });
    expect(result.confidence).toBe(0.8);
    // (0.3·100 + 0.15·75 + 0.15·100 + 0.2·100) / 0.8
    expect(result.rawScore).toBe(95.3125);
  });
});

describe('H4, X7 and X8: support sentiment is a resolution rate', () => {
  it.each([
    [0, 0, 70],
    [5, 1, 20],
    [4, 3, 75],
    [2, 3, 100],
  ])('of %i tickets %i resolved score %i', (tickets, resolved, expected) => {
    expect(
      signal('support_sentiment', {
        ticketsLast90Days: tickets,
        resolvedTicketsLast90Days: resolved,
      }),
    ).toBe(expected);
  });
  it('says so when more were resolved than came in', () => {
    const { reasons } = score({ ticketsLast90Days: 2, resolvedTicketsLast90Days: 3 });
    expect(reasons.map(({ code }) => code)).toContain('value_clamped');
  });
});

describe('H5 and X7: expansion', () => {
  it.each([
    [121, 100, 100],
    [120, 100, 70],
    [101, 100, 70],
    [100, 100, 40],
    [81, 100, 40],
    [80, 100, 10],
    [0, 100, 10],
    [3, 0, 100],
    [2, 0, 100],
    [1, 0, 40],
    [0, 0, 10],
    [0.36, 0.3, 70],
  ])('usage of %d after %d scores %i', (current, previous, expected) => {
    expect(
      signal('expansion_signals', { currentMonthUsage: current, previousMonthUsage: previous }),
    ).toBe(expected);
  });
  it('no usage in both months is missing in the improved preset', () => {
    const changes = { currentMonthUsage: 0, previousMonthUsage: 0 };
    const { signals, confidence } = score(changes, HEALTH_PRESETS.improved);
    expect(signals[3]?.score).toBeNull();
    expect(confidence).toBe(0.85);
    expect(score({ currentMonthUsage: 0 }, HEALTH_PRESETS.improved).signals[3]?.score).toBe(10);
    expect(
      score({ currentMonthUsage: 3, previousMonthUsage: 0 }, HEALTH_PRESETS.improved).signals[3]
        ?.score,
    ).toBe(100);
  });
});

describe('H6: payments', () => {
  it.each([
    [0, 100],
    [1, 60],
    [2, 60],
    [3, 20],
  ])('%i failed payments score %i', (failedPaymentsLast90Days, expected) => {
    expect(signal('payment_health', { failedPaymentsLast90Days })).toBe(expected);
  });
});

describe('H7, X6 and D.1: the total', () => {
  // [logins, features, resolved, tickets, current, previous, failed]
  it.each([
    [20, 4, 3, 4, 130, 100, 0, 92.25, 92, 'healthy'],
    [2, 1, 1, 5, 50, 100, 3, 15.5, 16, 'critical'],
    [12, 3, 0, 0, 100, 100, 1, 58.5, 59, 'at-risk'],
    [12, 3, 9, 10, 90, 100, 0, 69.5, 70, 'at-risk'],
    [0, 0, 3, 3, 3, 0, 0, 50, 50, 'at-risk'],
    [20, 0, 0, 4, 90, 100, 3, 40, 40, 'at-risk'],
  ] as const)(
    '%i logins, %i features, %i of %i resolved, usage %i after %i, %i failed: %d, shown %i, %s',
    (logins, features, resolved, tickets, current, previous, failed, raw, shown, status) => {
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
      ).toMatchObject({ rawScore: raw, score: shown, status, confidence: 1 });
    },
  );

  it('exactly 70 is healthy', () => {
    const model = {
      ...HEALTH_PRESETS.seed,
      weights: {
        product_usage: 0,
        feature_adoption: 0,
        support_sentiment: 1,
        expansion_signals: 0,
        payment_health: 0,
      },
    };
    expect(score({ ticketsLast90Days: 0 }, model)).toMatchObject({
      rawScore: 70,
      status: 'healthy',
    });
  });
});

describe('D.2: missing is not zero', () => {
  it('leaves a missing signal out of the mean and lowers the confidence', () => {
    const result = score({ loginDaysLast30: null });
    // (0.2·80 + 0.15·75 + 0.15·100 + 0.2·100) / 0.7
    expect(result.rawScore).toBeCloseTo(62.25 / 0.7, 8);
    expect(result.confidence).toBe(0.7);
    expect(result.reasons.map(({ code }) => code)).toContain('signal_missing');
  });
  it.each([
    [{ currentMonthUsage: null }],
    [{ previousMonthUsage: null }],
    [{ currentMonthUsage: null, previousMonthUsage: null }],
  ])('growth needs the usage of both months: %j', (changes) => {
    expect(signal('expansion_signals', changes)).toBeNull();
  });
  it('tickets of which it is not known how many were resolved say nothing', () => {
    expect(signal('support_sentiment', { resolvedTicketsLast90Days: null })).toBeNull();
    expect(
      signal('support_sentiment', { ticketsLast90Days: 0, resolvedTicketsLast90Days: null }),
    ).toBe(70);
  });
  it('is unknown below half of the weights, and not at half', () => {
    const half = { loginDaysLast30: null, featuresUsed: null };
    expect(score(half)).toMatchObject({ confidence: 0.5, status: 'healthy' });
    expect(score({ ...half, failedPaymentsLast90Days: null })).toMatchObject({
      confidence: 0.3,
      status: 'unknown',
    });
  });
  it('knows nothing when nothing is known', () => {
    const nothing: HealthInput = {
      loginDaysLast30: null,
      featuresUsed: null,
      ticketsLast90Days: null,
      resolvedTicketsLast90Days: null,
      currentMonthUsage: null,
      previousMonthUsage: null,
      failedPaymentsLast90Days: null,
    };
    expect(calculateHealthScore(nothing, { coreFeatures })).toMatchObject({
      score: null,
      rawScore: null,
      status: 'unknown',
      confidence: 0,
    });
  });
  it('scales weights that do not add up to 1, and says so', () => {
    const weights = {
      product_usage: 3,
      feature_adoption: 2,
      support_sentiment: 1.5,
      expansion_signals: 1.5,
      payment_health: 2,
    };
    const result = score({}, { ...HEALTH_PRESETS.seed, weights });
    expect(result.rawScore).toBe(92.25);
    expect(result.reasons.map(({ code }) => code)).toContain('weights_normalized');
    expect(score().reasons.map(({ code }) => code)).not.toContain('weights_normalized');
  });
});

describe('D.5: the score explains itself', () => {
  it('contributions tell how far each signal pulls from 50', () => {
    const result = score();
    expect(result.signals.map(({ contribution }) => contribution)).toEqual([15, 6, 3.75, 7.5, 10]);
    expect(result.reasons[1]?.evidence).toEqual({ loginDaysLast30: 20 });
  });
});

describe('input that cannot be right', () => {
  it('names every bad count and never its value', () => {
    const bad = () => score({ loginDaysLast30: -7, currentMonthUsage: Number.NaN });
    expect(bad).toThrow(ValidationError);
    expect(bad).toThrow(
      expect.objectContaining({
        issues: [
          { path: 'loginDaysLast30', message: 'must be a finite number, 0 or more, or null' },
          { path: 'currentMonthUsage', message: 'must be a finite number, 0 or more, or null' },
        ],
      }),
    );
    expect(bad).not.toThrow(/-7/);
  });

  const { seed } = HEALTH_PRESETS;
  it.each([
    ['a negative weight', { ...seed, weights: { ...seed.weights, product_usage: -1 } }],
    [
      'no weight at all',
      {
        ...seed,
        weights: {
          product_usage: 0,
          feature_adoption: 0,
          support_sentiment: 0,
          expansion_signals: 0,
          payment_health: 0,
        },
      },
    ],
    ['thresholds the wrong way round', { ...seed, thresholds: { healthy: 30, atRisk: 60 } }],
    ['a confidence over 1', { ...seed, minimumConfidence: 1.5 }],
    ['a confidence below 0', { ...seed, minimumConfidence: -0.1 }],
  ])('%s is a configuration error', (_, model) => {
    expect(() => score({}, model)).toThrow(ConfigurationError);
  });

  it('limits may be equal, and as far out as they go', () => {
    const at = (changes: object) =>
      score({ loginDaysLast30: null }, { ...seed, ...changes }).status;
    // Confidence .7.
    expect(at({ thresholds: { healthy: 95, atRisk: 95 } })).toBe('critical');
    expect(at({ minimumConfidence: 0 })).toBe('healthy');
    expect(at({ minimumConfidence: 1 })).toBe('unknown');
  });
});
