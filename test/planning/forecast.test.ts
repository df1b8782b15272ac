import { forecastVolume, mase, smape } from 'polydesk/planning';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { createRandom } from '../../src/numbers/random.ts';
import { deepFreeze } from '../support/worked.ts';

const SEASON = [30, 20, 10, 0, 10, -30, -40];
const exact = (day: number) => 100 + 2 * day + (SEASON[day % 7] ?? 0);
const days = <T>(count: number, value: (day: number) => T) =>
  Array.from({ length: count }, (_, day) => value(day));
const codes = (reasons: readonly { readonly code: string }[]) => reasons.map(({ code }) => code);

describe('F.6: forecast', () => {
  it('is exact on a line plus a season without noise', () => {
    const { model, points, holtWinters, seasonalNaive } = forecastVolume(
      deepFreeze(days(42, exact)),
      { horizon: 14 },
    );
    expect(model).toBe('holt_winters');
    for (const { step, value, low, high } of points) {
      expect(value).toBeCloseTo(exact(41 + step), 6);
      expect(high - low).toBeCloseTo(0, 6);
    }
    expect(holtWinters?.mase).toBeCloseTo(0, 6);
    // The same day a week before is always 14 less, which is the naive error in sample too.
    expect(seasonalNaive?.mase).toBeCloseTo(1, 9);
  });

  it('is exact on a growing multiplicative season, too, once it has seen it', () => {
    const factors = [1.5, 1.2, 1, 1, 0.9, 0.8, 0.6];
    const value = (day: number) => 100 * (factors[day % 7] ?? 1);
    const { points } = forecastVolume(days(35, value), { horizon: 7 });
    for (const { step, value: said } of points) expect(said).toBeCloseTo(value(34 + step), 6);
  });

  it('keeps the seasonal naive yardstick where Holt–Winters is not closer', () => {
    const { model, seasonalNaive, reasons, points } = forecastVolume(
      days(35, (day) => SEASON[day % 7]! + 50),
    );
    expect(model).toBe('seasonal_naive');
    // A history that repeats itself leaves nothing to scale with.
    expect(seasonalNaive).toMatchObject({ mase: null, mae: 0, smape: 0, origins: 3 });
    expect(codes(reasons)).toEqual(['model_chosen']);
    expect(points.map(({ value }) => value)).toEqual([80, 70, 60, 50, 60, 20, 10]);
  });

  it('uses the mean of each weekday below two full seasons', () => {
    const { model, points, seasonalNaive, reasons } = forecastVolume(
      [10, 20, 30, 40, 50, 60, 70, 20, 40],
      { horizon: 7 },
    );
    expect(model).toBe('mean_by_phase');
    // The tenth day is phase 2.
    expect(points.map(({ value }) => value)).toEqual([30, 40, 50, 60, 70, 15, 30]);
    expect(seasonalNaive).toBeNull();
    expect(codes(reasons)).toEqual(['too_few_seasons']);
    expect(forecastVolume([], { horizon: 1 }).points).toEqual([
      { step: 1, value: 0, low: 0, high: 0 },
    ]);
    expect(forecastVolume([8, 4], { horizon: 1 }).points[0]?.value).toBe(6);
  });

  it('with exactly two seasons there is no origin to compare at', () => {
    const { model, seasonalNaive } = forecastVolume(days(14, exact));
    expect(model).toBe('seasonal_naive');
    expect(seasonalNaive).toEqual({ mase: null, smape: null, mae: null, origins: 0 });
  });

  it('tries a last origin with less than a season to come', () => {
    expect(forecastVolume(days(16, exact)).seasonalNaive?.origins).toBe(1);
  });

  it('leaves holidays out of the fitting', () => {
    const disturbed = days(42, (day) => (day === 20 || day === 3 ? 0 : exact(day)));
    const { points, reasons } = forecastVolume(disturbed, { holidays: [3, 20], horizon: 7 });
    for (const { step, value } of points) expect(value).toBeCloseTo(exact(41 + step), 6);
    expect(codes(reasons)).toEqual(['model_chosen', 'points_left_out']);
    const missing = disturbed.map((value, day) => (day === 20 || day === 3 ? null : value));
    expect(forecastVolume(missing, { horizon: 7 }).points).toEqual(points);
  });

  it('takes a weekday that was always a holiday from what else is known', () => {
    const sundays = days(28, exact).map((value, day) => (day % 7 === 6 ? null : value));
    const { points } = forecastVolume(sundays);
    expect(points).toHaveLength(7);
    for (const { value } of points) expect(Number.isFinite(value)).toBe(true);
    const none = forecastVolume(
      days(21, () => 5),
      { holidays: days(21, (day) => day) },
    );
    expect(none.points.every(({ value }) => value === 0)).toBe(true);
    const one = [null, 3, ...days(5, () => 0)];
    expect(forecastVolume(one, { horizon: 1 }).points[0]?.value).toBe(0.5);
  });

  it('is never negative', () => {
    const falling = days(35, (day) => Math.max(0, 70 - 2 * day));
    for (const { value, low } of forecastVolume(falling, { horizon: 28 }).points) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(low).toBeGreaterThanOrEqual(0);
    }
  });

  it('its intervals hold about as often as they say', () => {
    const random = createRandom(7);
    const noise = () => (random() + random() + random() - 1.5) * 40;
    const series = days(7 * 60, (day) => Math.max(0, Math.round(exact(day % 70) + noise())));
    const level = 0.8;
    let held = 0;
    let tried = 0;
    for (let origin = 7 * 30; origin + 7 <= series.length; origin += 7) {
      const { points } = forecastVolume(series.slice(Math.max(0, origin - 210), origin), { level });
      for (const { step, low, high } of points) {
        const value = series[origin + step - 1]!;
        tried += 1;
        if (value >= low && value <= high) held += 1;
      }
    }
    expect(held / tried).toBeGreaterThan(0.65);
    expect(held / tried).toBeLessThan(0.95);
  });

  it('forecasts hours of a week, dead hours included', () => {
    const hourly = days(168 * 3, (hour) => (hour % 24 < 8 ? 0 : 10 + (hour % 24)));
    const { points } = forecastVolume(hourly, { season: 168, horizon: 24 });
    expect(points[0]?.value).toBeCloseTo(0, 6);
    expect(points[12]?.value).toBeCloseTo(22, 6);
  });

  it.each([{ season: 0 }, { horizon: 0 }, { level: 1 }, { level: 0 }, { holidays: [-1] }])(
    'refuses %j',
    (options) => {
      expect(() => forecastVolume([1, 2, 3], options)).toThrow(ValidationError);
    },
  );

  it('refuses counts that are none, and holes', () => {
    const sparse = days(16, exact);
    delete sparse[2];
    // Safe: what a program without types would pass.
    const odd = [1, -2, undefined as unknown as null, Number.NaN, Number.MAX_VALUE, 2 ** 53, null];
    const issue = (index: number) => ({
      path: `history.${index}`,
      message: 'must be a number from 0 to 9007199254740991, or null',
    });
    expect(() => forecastVolume(odd, { season: 2 })).toThrow(
      new ValidationError('The forecast is not usable.', {
        issues: [issue(1), issue(2), issue(3), issue(4), issue(5)],
      }),
    );
    expect(() => forecastVolume(sparse)).toThrow(
      new ValidationError('The forecast is not usable.', { issues: [issue(2)] }),
    );
  });

  it('takes years of hours in its stride, however far it looks', () => {
    const hourly = days(17_520, (hour) =>
      hour % 168 > 160 ? null : 50 + (hour % 24) + ((hour * 7919) % 13) + hour / 100,
    );
    const { points } = forecastVolume(hourly, { season: 168, horizon: 1_000 });
    expect(points).toHaveLength(1_000);
    for (const { low, value, high } of points) {
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  }, 20_000);
});

describe('F.6: accuracy', () => {
  it('sMAPE: 100 against 110 is 200·10/210, and 0 against 0 is 0', () => {
    expect(smape([100], [110])).toBeCloseTo(9.523_81, 5);
    expect(smape([100, 0], [110, 0])).toBeCloseTo(4.761_905, 5);
    expect(smape([5], [0])).toBe(200);
    expect(smape([], [])).toBeNull();
  });
  it('MASE: an error of 1 where the season moved by 2 is .5', () => {
    const options = { history: [10, 10, 12, 12], season: 2 };
    expect(mase([12, 14], [11, 15], options)).toBe(0.5);
    expect(mase([], [], options)).toBeNull();
    expect(mase([1], [1], { history: [1, 1, 1], season: 1 })).toBeNull();
    expect(mase([1], [1], { history: [1], season: 1 })).toBeNull();
    expect(() => mase([1], [1, 2], options)).toThrow(ValidationError);
    expect(() => smape([Number.NaN], [1])).toThrow(ValidationError);
  });
});
