import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { scaleTo, timeTicks } from '../../src/report/chart/scale.ts';
import { bucketSeries, createFormat } from '../../src/report/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const format = createFormat();

describe('scaleTo', () => {
  it('ends at a round number, with ticks at round steps', () => {
    expect(scaleTo(87)).toEqual({ max: 100, ticks: [0, 20, 40, 60, 80, 100] });
    expect(scaleTo(100)).toEqual({ max: 100, ticks: [0, 20, 40, 60, 80, 100] });
    expect(scaleTo(12)).toEqual({ max: 12.5, ticks: [0, 2.5, 5, 7.5, 10, 12.5] });
    expect(scaleTo(3)).toEqual({ max: 3, ticks: [0, 1, 2, 3] });
    expect(scaleTo(41)).toEqual({ max: 50, ticks: [0, 10, 20, 30, 40, 50] });
  });

  it('has an axis for nothing, and one for the largest number there is', () => {
    expect(scaleTo(0)).toEqual({ max: 1, ticks: [0, 1] });
    expect(scaleTo(Number.MIN_VALUE)).toEqual({ max: 1, ticks: [0, 1] });
    expect(scaleTo(Number.MAX_VALUE)).toEqual({
      max: Number.MAX_VALUE,
      ticks: [0, Number.MAX_VALUE],
    });
  });

  it('reaches every value with three to seven ticks', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 1e307, noNaN: true }), (largest) => {
        const { max, ticks } = scaleTo(largest);
        expect(max).toBeGreaterThanOrEqual(largest * 0.999999);
        expect(max).toBeLessThanOrEqual(largest * 1.7);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.at(-1)).toBeCloseTo(max, 6);
      }),
    );
  });
});

describe('timeTicks', () => {
  const times = (from: number, to: number, zone = format) =>
    timeTicks(from, to, zone).map(({ time, day }) => [time, day]);

  it('stand at round times, and say the day where it begins', () => {
    const from = Date.UTC(2026, 10, 26, 22, 10);
    expect(times(from, from + 4 * HOUR)).toEqual([
      ['23:00', 'Nov 26'],
      ['00:00', 'Nov 27'],
      ['01:00', null],
      ['02:00', null],
    ]);
    expect(times(0, 6 * DAY)).toEqual(
      ['Jan 1', 'Jan 2', 'Jan 3', 'Jan 4', 'Jan 5', 'Jan 6', 'Jan 7'].map((day) => [null, day]),
    );
  });

  it('are round in the zone of the reader', () => {
    const kolkata = createFormat({ timeZone: 'Asia/Kolkata' });
    expect(times(0, 2 * HOUR, kolkata).map(([time]) => time)).toEqual([
      '05:30',
      '06:00',
      '06:30',
      '07:00',
      '07:30',
    ]);
    // Midnight in India is 18:30 UTC.
    expect(timeTicks(0, 3 * DAY, kolkata).map(({ at }) => at)[0]! % (12 * HOUR)).toBe(6.5 * HOUR);
  });

  it('are one for one moment, and few for any range', () => {
    expect(times(MINUTE, MINUTE)).toEqual([['00:01', 'Jan 1']]);
    // Less than any step, and no round time inside.
    expect(times(1_000, 2_000)).toEqual([]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 8e15 }),
        fc.integer({ min: 1, max: 6e14 }),
        (from, length) => {
          const ticks = timeTicks(from, from + length, format);
          expect(ticks.length).toBeLessThanOrEqual(8);
          for (const { at } of ticks) expect(at >= from && at <= from + length).toBe(true);
        },
      ),
    );
  });
});

describe('bucketSeries', () => {
  it('keeps minutes where they fit, and fills the gaps', () => {
    expect(
      bucketSeries([
        { at: 3 * MINUTE, count: 2 },
        { at: 0, count: 4 },
        { at: 10, count: 1 },
      ]),
    ).toEqual({
      width: MINUTE,
      points: [
        { at: 0, value: 5 },
        { at: MINUTE, value: 0 },
        { at: 2 * MINUTE, value: 0 },
        { at: 3 * MINUTE, value: 2 },
      ],
    });
  });

  it('makes rates per minute of wider buckets', () => {
    const counts = [
      { at: 0, count: 4 },
      { at: MINUTE, count: 2 },
      { at: 3 * MINUTE, count: 6 },
    ];
    expect(bucketSeries(counts, 2)).toEqual({
      width: 2 * MINUTE,
      points: [
        { at: 0, value: 3 },
        { at: 2 * MINUTE, value: 3 },
      ],
    });
  });

  it('has buckets of whole days for years', () => {
    const { width, points } = bucketSeries([
      { at: 0, count: 1 },
      { at: 3_650 * DAY, count: 1 },
    ]);
    expect(width % DAY).toBe(0);
    expect(points.length).toBeLessThanOrEqual(120);
  });

  it('has no bucket for nothing', () => {
    expect(bucketSeries([])).toEqual({ width: MINUTE, points: [] });
  });

  it('has one bucket where one is asked for, wherever the counts lie', () => {
    const counts = [606_324_873_600_000, 1_212_649_574_400_000].map((at) => ({ at, count: 3 }));
    const { width, points } = bucketSeries(counts, 1);
    expect(points).toHaveLength(1);
    expect(((points[0]?.value ?? 0) * width) / MINUTE).toBeCloseTo(6, 9);
  });

  it('loses nothing, and never has more buckets than asked for', () => {
    const count = fc.record({
      at: fc.oneof(fc.integer({ min: -1e15, max: 8e15 }), fc.integer({ min: 0, max: DAY })),
      count: fc.nat(1_000),
    });
    fc.assert(
      fc.property(
        fc.array(count, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 200 }),
        (counts, most) => {
          const straddles =
            Math.min(...counts.map(({ at }) => at)) < 0 &&
            Math.max(...counts.map(({ at }) => at)) >= 0;
          const { width, points } = bucketSeries(counts, most);
          // What lies on both sides of the epoch has no single bucket, however wide.
          expect(points.length).toBeLessThanOrEqual(straddles ? Math.max(2, most) : most);
          const sum = points.reduce((total, { value }) => total + (value * width) / MINUTE, 0);
          expect(sum).toBeCloseTo(
            counts.reduce((total, each) => total + each.count, 0),
            3,
          );
        },
      ),
    );
  });

  it('refuses what cannot be counted', () => {
    expect(() => bucketSeries([], 0)).toThrow(ConfigurationError);
    expect(() => bucketSeries([{ at: Number.NaN, count: 1 }])).toThrow(ValidationError);
    expect(() => bucketSeries([{ at: 0, count: Number.NaN }])).toThrow(ValidationError);
    expect(() => bucketSeries([{ at: 0, count: -1 }])).toThrow(ValidationError);
  });
});
