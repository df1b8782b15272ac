import fc from 'fast-check';
import {
  classifyMetric,
  computeMetrics,
  metricSeries,
  type MetricTicket,
  percentile,
  rollUp,
  splitMetrics,
  TARGET_METRICS,
  volumeHeatMap,
  wilson,
} from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../support/worked.ts';
import { DAY, MINUTE, NOW, START } from './support.ts';

const later = (from: number) => fc.nat(20 * 1440).map((minutes) => from + minutes * MINUTE);
const anyTicket: fc.Arbitrary<MetricTicket> = fc
  .record({
    createdAt: later(START - 10 * DAY),
    reply: fc.option(fc.nat(3_000)),
    resolution: fc.option(fc.nat(9_000)),
    humanReplies: fc.option(fc.nat(5)),
    reopens: fc.option(fc.nat(2)),
    escalated: fc.option(fc.boolean()),
    csat: fc.option(fc.integer({ min: 1, max: 5 })),
    handleMinutes: fc.option(fc.nat(90)),
    channel: fc.option(fc.constantFrom('email', 'chat', 'phone')),
    excludedAs: fc.constantFrom(null, null, null, 'spam' as const),
  })
  .map(({ reply, resolution, ...one }) => ({
    ...one,
    id: 'any',
    firstHumanReplyAt: reply === null ? null : one.createdAt + reply * MINUTE,
    resolvedAt: resolution === null ? null : one.createdAt + resolution * MINUTE,
  }));
const lists = fc.array(anyTicket, { maxLength: 30 });

describe('for any tickets', () => {
  it('roll-ups of groups are the figures of all', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const whole = computeMetrics(list, { now: NOW });
        const groups = splitMetrics(list, { now: NOW, by: 'channel' });
        const sum = rollUp(groups.map(({ report }) => report));
        expect(sum.tickets).toBe(whole.tickets);
        for (const name of ['oneTouch', 'reopened', 'escalated', 'levelOne'] as const)
          expect(sum[name]).toEqual(whole[name]);
        expect(sum.fcr).toEqual(whole.fcr.standard);
        expect(sum.csat).toMatchObject({
          numerator: whole.csat.numerator,
          denominator: whole.csat.denominator,
          mean: whole.csat.mean,
        });
        expect(sum.timeToResolution.n).toBe(whole.timeToResolution.full.n);
        expect(sum.timeToResolution.sumMinutes).toBeCloseTo(
          whole.timeToResolution.full.sumMinutes,
          6,
        );
        expect(sum.backlog.unresolved).toBe(whole.backlog.unresolved);
      }),
    );
  });

  it('the order of tickets does not matter, and nothing is changed', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const whole = computeMetrics(deepFreeze(list), deepFreeze({ now: NOW }));
        const reversed = computeMetrics(list.toReversed(), { now: NOW });
        expect({ ...reversed, notes: whole.notes }).toEqual(whole);
      }),
    );
  });

  it('shares lie between 0 and 100 and are null exactly without data', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { csat, fcr, reopened, escalated, oneTouch } = computeMetrics(list, { now: NOW });
        for (const { percent, numerator, denominator } of [
          csat,
          csat.responseRate,
          fcr.standard,
          reopened,
          escalated,
          oneTouch,
        ]) {
          expect(numerator).toBeLessThanOrEqual(denominator);
          if (denominator === 0) expect(percent).toBeNull();
          else expect(percent).toBeCloseTo((100 * numerator) / denominator, 9);
        }
      }),
    );
  });

  it('every ticket is in one hour of the week and one bucket of a series', () => {
    const zones = ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Africa/Cairo'];
    fc.assert(
      fc.property(lists, fc.constantFrom(...zones), (list, timeZone) => {
        const now = START + 365 * DAY;
        const { tickets } = computeMetrics(list, { now });
        const { rows } = volumeHeatMap(list, { now, timeZone });
        const cells = rows.flatMap(({ hours }) => hours);
        expect(cells.reduce((sum, count) => sum + count, 0)).toBe(tickets);
        const { series } = metricSeries(list, { now, bucket: 'week', timeZone });
        const counts = series.find(({ name }) => name === 'tickets')?.values ?? [];
        expect(counts.reduce<number>((sum, count) => sum + (count ?? 0), 0)).toBe(tickets);
      }),
    );
  });
});

describe('for any numbers', () => {
  const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  it('percentiles rise with the percent and lie within the values', () => {
    fc.assert(
      fc.property(
        fc.array(finite, { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (values, a, b) => {
          const low = percentile(values, Math.min(a, b))!;
          const high = percentile(values, Math.max(a, b))!;
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-8);
          expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-8);
        },
      ),
    );
  });
  it('the interval holds the share', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (successes, failures) => {
        const trials = successes + failures;
        const interval = wilson({ successes, trials });
        if (trials === 0) expect(interval).toBeNull();
        else {
          expect(interval!.low).toBeLessThanOrEqual(successes / trials + 1e-9);
          expect(interval!.high).toBeGreaterThanOrEqual(successes / trials - 1e-9);
        }
      }),
    );
  });
  it('a better value never has a worse status', () => {
    const rank = { on_target: 0, off_target: 1, warning: 2 } as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...TARGET_METRICS.filter((metric) => metric !== 'utilization')),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        (metric, a, b) => {
          const higher = ['csat', 'fcr', 'nps', 'deflection'].includes(metric);
          const status = (value: number) => rank[classifyMetric(metric, { value, n: 9 }).status!];
          const [worse, better] = higher
            ? [Math.min(a, b), Math.max(a, b)]
            : [Math.max(a, b), Math.min(a, b)];
          expect(status(better)).toBeLessThanOrEqual(status(worse));
        },
      ),
    );
  });
});
