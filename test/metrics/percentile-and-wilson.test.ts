import { computeMetrics, percentile, wilson } from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { NOW, ticket } from './support.ts';

describe('E.2: percentiles and intervals', () => {
  const values = [240, 15, 18, 25, 30, 1440, 45, 60, 90, 12];
  it('type 7: p50 37.5, p90 360, p95 900', () => {
    expect(percentile(deepFreeze(values), 50)).toBe(37.5);
    expect(percentile(values, 90)).toBeCloseTo(360, 9);
    expect(percentile(values, 95)).toBeCloseTo(900, 9);
    expect(percentile(values, 0)).toBe(12);
    expect(percentile(values, 100)).toBe(1440);
    expect(percentile([], 50)).toBeNull();
    expect(() => percentile(values, 101)).toThrow(ValidationError);
    expect(() => percentile([Number.NaN], 50)).toThrow('values.0');
  });
  it('in any unit: the largest and the smallest numbers, and moments', () => {
    expect(percentile([1e300], 50)).toBe(1e300);
    expect(percentile([1e300, 3e300], 50)).toBe(2e300);
    expect(percentile([-Number.MAX_VALUE, Number.MAX_VALUE], 50)).toBe(0);
    expect(percentile([3e-10, 3e-10], 50)).toBe(3e-10);
    expect(percentile([4e-10, 6e-10], 50)).toBe(5e-10);
    expect(percentile([1e-300, 1e-300], 50)).toBe(1e-300);
    expect(percentile([0, 0], 50)).toBe(0);
    expect(percentile([1_780_000_000_123, 1_780_000_000_124], 25)).toBe(1_780_000_000_123.25);
    // What binary fractions add is rounded off at every size.
    expect(percentile([0.1, 0.2, 0.4], 95)).toBe(0.38);
    expect(percentile([1e-7, 2e-7, 4e-7], 95)).toBe(3.8e-7);
    expect(percentile(values, 90)).toBe(360);
  });
  it('Wilson: 170 of 200 is 79.4 to 89.3 %', () => {
    const interval = wilson({ successes: 170, trials: 200 });
    expect(interval?.low).toBeCloseTo(0.794, 3);
    expect(interval?.high).toBeCloseTo(0.893, 3);
    expect(wilson({ successes: 0, trials: 0 })).toBeNull();
    expect(wilson({ successes: 0, trials: 10 })?.low).toBe(0);
    expect(wilson({ successes: 10, trials: 10 })?.high).toBe(1);
    expect(() => wilson({ successes: 2, trials: 1 })).toThrow(ValidationError);
    expect(wilson({ successes: 5, trials: 10 }, { z: 1 })?.low).toBeGreaterThan(0.34);
  });
  it('leaves the tickets alone', () => {
    const frozen = deepFreeze([ticket({ nextReplyMinutes: [3, 1, 2] })]);
    expect(computeMetrics(frozen, deepFreeze({ now: NOW })).nextReply.median).toBe(2);
  });
});
