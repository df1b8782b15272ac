import fc from 'fast-check';
import {
  calculateHealthScore,
  customerStage,
  HEALTH_PRESETS,
  healthHistoryEntry,
  type HealthHistoryEntry,
  type HealthScore,
  healthSegmentOf,
  type HealthStatus,
  healthTrend,
  steadyHealthStatus,
} from 'polydesk/health';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { coreFeatures, input, score } from './support.ts';

const now = new Date('2026-03-31T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const entry = (
  days: number,
  raw: number | null,
  status: HealthStatus = 'healthy',
): HealthHistoryEntry => ({ at: daysAgo(days), raw, status, signals: {}, version: '1' });
const trend = (...points: readonly (readonly [number, number | null])[]) =>
  healthTrend(
    points.map(([days, raw]) => entry(days, raw)),
    { now },
  );

describe('D.4: the trend', () => {
  it.each([
    ['falling', -5, [80, 75, 70, 65]],
    ['steady', -4.9, [79.7, 74.8, 69.9, 65]],
    ['rising', 5, [60, 65, 70, 75]],
    ['steady', 0, [70, 70, 70, 70]],
    ['sharp_fall', -15, [95, 80, 65, 50]],
  ] as const)('%s: %d in 30 days', (label, slope, [a, b, c, d]) => {
    const result = trend([90, a], [60, b], [30, c], [0, d]);
    expect(result).toMatchObject({ label, slopePer30Days: slope, points: 4 });
    expect(result.changeIn30Days).toBeCloseTo(d - c, 9);
    expect(result.reasons.map(({ code }) => code)).toEqual(['trend_slope', 'change_in_30_days']);
  });

  it('is not known below 4 points, nor when they are of one time', () => {
    expect(trend([60, 80], [30, 70], [0, 60])).toMatchObject({
      label: 'unknown',
      slopePer30Days: null,
      changeIn30Days: -10,
    });
    expect(trend([5, 1], [5, 2], [5, 3], [5, 4]).slopePer30Days).toBeNull();
    expect(trend()).toMatchObject({ label: 'unknown', changeIn30Days: null, points: 0 });
    expect(trend([40, 70]).changeIn30Days).toBeNull();
    expect(trend().reasons).toEqual([
      expect.objectContaining({
        code: 'too_few_points',
        evidence: { points: 0, minimumPoints: 4 },
      }),
    ]);
  });

  it('a sudden fall is sharp, also after a rise or with two points', () => {
    expect(trend([90, 50], [60, 70], [31, 90], [10, 90], [0, 75]).label).toBe('sharp_fall');
    expect(trend([30, 80], [0, 65]).label).toBe('sharp_fall');
    expect(trend([30, 80], [0, 65.1]).label).toBe('unknown');
  });

  it('only the last 90 days with a score count, in any order', () => {
    const points = [
      [0, 65],
      [91, 0],
      [60, 75],
      [-1, 100],
      [30, 70],
      [20, null],
      [90, 80],
    ] as const;
    const expected = { label: 'falling', slopePer30Days: -5, changeIn30Days: -5, points: 4 };
    expect(trend(...points)).toMatchObject(expected);
    expect(trend(...[...points].reverse())).toMatchObject(expected);
    expect(() => healthTrend([], { now: Number.NaN })).toThrow(
      new ValidationError('`now` is not usable.', {
        issues: [{ path: 'now', message: 'must be a valid Date or milliseconds since 1970' }],
      }),
    );
  });

  it('moving a whole history up or back in time changes nothing', () => {
    const history = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 85 }), fc.integer({ min: 20, max: 80 })),
      { minLength: 4, maxLength: 20 },
    );
    fc.assert(
      fc.property(history, fc.integer({ min: -20, max: 20 }), (points, up) => {
        const entries = Object.freeze(points.map(([days, raw]) => Object.freeze(entry(days, raw))));
        const first = healthTrend(entries, { now });
        const moved = healthTrend(
          points.map(([days, raw]) => entry(days, raw + up)),
          { now },
        );
        expect(moved.label).toBe(first.label);
        if (first.slopePer30Days !== null)
          expect(moved.slopePer30Days).toBeCloseTo(first.slopePer30Days, 5);
        const mirrored = healthTrend(
          points.map(([days, raw]) => entry(days, 100 - raw)),
          { now },
        );
        if (first.slopePer30Days !== null)
          expect(mirrored.slopePer30Days).toBeCloseTo(-first.slopePer30Days, 5);
      }),
    );
  });
});

describe('D.4: the status does not flicker', () => {
  const { seed } = HEALTH_PRESETS;
  const statusFor = (raw: number): HealthStatus =>
    raw >= 70 ? 'healthy' : raw >= 40 ? 'at-risk' : 'critical';
  const health = (rawScore: number | null): HealthScore => ({
    ...score(),
    rawScore,
    score: rawScore,
    status: rawScore === null ? 'unknown' : statusFor(rawScore),
  });
  const steady = (raw: number | null, history: readonly HealthHistoryEntry[], options = {}) =>
    steadyHealthStatus(health(raw), history, { model: seed, ...options });

  it.each([
    // raw now, raw before, shown before, shown now
    [69, 72, 'healthy', 'healthy'],
    [69, 69, 'healthy', 'at-risk'],
    [65, 72, 'healthy', 'at-risk'],
    [65.1, 72, 'healthy', 'healthy'],
    [72, 69, 'at-risk', 'at-risk'],
    [75, 69, 'at-risk', 'healthy'],
    [74.9, 69, 'at-risk', 'at-risk'],
    [72, 71, 'at-risk', 'healthy'],
    [38, 41, 'at-risk', 'at-risk'],
    [35, 41, 'at-risk', 'critical'],
    [38, 72, 'healthy', 'critical'],
  ] as const)('%d after %d (%s) shows %s', (raw, before, shown, expected) => {
    const { status, reasons } = steady(raw, [entry(1, before, shown)]);
    expect(status).toBe(expected);
    expect(reasons.map(({ code }) => code)).toEqual(
      expected === shown && expected !== statusFor(raw) ? ['status_held'] : [],
    );
  });

  it('shows at once what is first, the same, or goes from and to unknown', () => {
    expect(steady(69, []).status).toBe('at-risk');
    expect(steady(72, [entry(1, 72)]).status).toBe('healthy');
    expect(steady(69, [entry(1, null, 'unknown')]).status).toBe('at-risk');
    expect(steady(null, [entry(1, 72)]).status).toBe('unknown');
    const doubtful: HealthScore = { ...health(72), status: 'unknown' };
    expect(steadyHealthStatus(doubtful, [entry(1, 72)], { model: seed })).toEqual({
      status: 'unknown',
      reasons: [],
    });
    // 69 was held at healthy; 72 is healthy by itself.
    expect(steady(72, [entry(1, 69)])).toEqual({ status: 'healthy', reasons: [] });
    expect(steady(69, [])).toEqual({ status: 'at-risk', reasons: [] });
  });

  it('takes other numbers of evaluations and margins', () => {
    const held = [entry(2, 72), entry(1, 69)];
    expect(steady(69, held, { evaluations: 3 }).status).toBe('healthy');
    expect(steady(69, [entry(2, 69), entry(1, 69)], { evaluations: 3 }).status).toBe('at-risk');
    expect(steady(69, [entry(1, 69)], { evaluations: 3 }).status).toBe('healthy');
    expect(steady(69, [entry(1, 72)], { evaluations: 1 }).status).toBe('at-risk');
    expect(steady(69, [entry(1, 72)], { margin: 1 }).status).toBe('at-risk');
  });
});

describe('D.6: history entries', () => {
  it('hold score, status, signals and the version of the model', () => {
    const health = calculateHealthScore(input({ loginDaysLast30: null }), { coreFeatures });
    const kept = healthHistoryEntry(health, { at: now, version: 'seed-1' });
    expect(kept).toEqual({
      at: now,
      raw: health.rawScore,
      status: 'healthy',
      signals: {
        product_usage: null,
        feature_adoption: 80,
        support_sentiment: 75,
        expansion_signals: 100,
        payment_health: 100,
      },
      version: 'seed-1',
    });
    expect(healthHistoryEntry(health, { at: 0, version: '1', status: 'at-risk' }).status).toBe(
      'at-risk',
    );
  });
});

describe('D.5: segments', () => {
  const stage = (accountAge: number | null, renewalInDays: number | null) =>
    customerStage(
      {
        plan: null,
        accountAge,
        renewalDate: renewalInDays === null ? null : daysAgo(-renewalInDays),
      },
      { now },
    );

  it.each([
    [10, null, 'onboarding'],
    [89, 91, 'onboarding'],
    [90, null, 'adopted'],
    [null, null, 'adopted'],
    [400, 90, 'renewal'],
    [400, 0, 'renewal'],
    [400, -1, 'adopted'],
    [10, 30, 'renewal'],
  ] as const)('%s days old, renewal in %s: %s', (age, renewal, expected) => {
    expect(stage(age, renewal)).toBe(expected);
  });

  it('the first one that fits gives model and features', () => {
    const segment = { coreFeatures: ['sso'], model: HEALTH_PRESETS.improved };
    const segments = [
      { ...segment, name: 'new', stages: ['onboarding' as const] },
      { ...segment, name: 'enterprise', plans: ['Enterprise', 'enterprise-plus'] },
      { ...segment, name: 'rest', plans: ['pro'] },
    ];
    const of = (plan: string | null, accountAge: number) =>
      healthSegmentOf({ plan, accountAge, renewalDate: null }, segments, { now });
    expect(of('pro', 3)?.name).toBe('new');
    expect(of('enterprise', 300)).toEqual({ ...segment, name: 'enterprise' });
    expect(of('enterprise-plus', 300)?.name).toBe('enterprise');
    expect(of('PRO', 300)?.name).toBe('rest');
    expect(of(null, 300)).toBeNull();
  });
});
