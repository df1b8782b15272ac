import fc from 'fast-check';
import {
  benjaminiHochberg,
  compareRates,
  compareShares,
  countTopics,
  detectBursts,
  fisherExact,
  productReport,
} from 'polydesk/feedback';
import { describe, expect, it } from 'vitest';
import { deepFreeze } from '../support/worked.ts';
import { DAY, HOUR } from './support.ts';

const share = fc
  .tuple(fc.nat(400), fc.nat(400))
  .map(([count, others]) => ({ count, total: count + others }));

describe('for any counts', () => {
  it('tests give probabilities, the same both ways round', () => {
    fc.assert(
      fc.property(share, share, (now, base) => {
        for (const [first, second] of [
          [compareShares(now, base).p, compareShares(base, now).p],
          [fisherExact(now, base), fisherExact(base, now)],
        ] as const) {
          expect(first).toBeGreaterThanOrEqual(0);
          expect(first).toBeLessThanOrEqual(1);
          expect(first).toBeCloseTo(second, 6);
        }
        expect(compareShares(now, base).g2).toBeGreaterThanOrEqual(0);
      }),
    );
  });
  it('equal shares are no change', () => {
    fc.assert(
      fc.property(share, (one) => {
        const { p, g2 } = compareShares(one, one);
        expect(g2).toBeCloseTo(0, 6);
        expect(p).toBeCloseTo(1, 3);
      }),
    );
  });
  it('equal rates are no change, and rates give probabilities', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 999 }), (a, b, exposure) => {
        const { p } = compareRates({ count: a, exposure }, { count: b, exposure });
        expect(p).toBeGreaterThanOrEqual(0);
        expect(p).toBeLessThanOrEqual(1);
        if (a === b) expect(p).toBeCloseTo(1, 6);
      }),
    );
  });
  it('q is never below p, never above 1, and keeps the order of p', () => {
    const list = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
    fc.assert(
      fc.property(list, (p) => {
        const q = benjaminiHochberg(deepFreeze(p));
        p.forEach((one, i) => {
          expect(q[i]!).toBeGreaterThanOrEqual(one - 1e-12);
          expect(q[i]!).toBeLessThanOrEqual(1);
          p.forEach((other, j) => {
            if (one <= other) expect(q[i]!).toBeLessThanOrEqual(q[j]!);
          });
        });
      }),
    );
  });
});

describe('for any tickets', () => {
  const ticket = fc.record({
    id: fc.uuid(),
    createdAt: fc.integer({ min: Date.UTC(2026, 1, 1), max: Date.UTC(2026, 2, 31) }),
    tags: fc.array(fc.constantFrom('a', 'b', 'c', 'product-feedback'), { maxLength: 3 }),
    customerId: fc.option(fc.constantFrom('x', 'y')),
    mrr: fc.option(fc.nat(9_999)),
  });
  const lists = fc.array(ticket, { maxLength: 40 });

  it('a report adds up and leaves its input alone', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const options = { now: Date.UTC(2026, 3, 1) };
        const report = productReport(deepFreeze(list), options);
        expect(productReport(list, options)).toEqual(report);
        const march = list.filter(({ createdAt }) => createdAt >= Date.UTC(2026, 2, 1));
        expect(report.tickets).toBe(march.length);
        const counted = new Map(countTopics(march).map(({ topic, count }) => [topic, count]));
        for (const { topic, count, q, p, significant } of report.topics) {
          expect(count).toBe(counted.get(topic) ?? 0);
          expect(q).toBeGreaterThanOrEqual(p - 1e-12);
          if (significant) expect(q).toBeLessThanOrEqual(0.05 + 1e-9);
        }
        const impacts = report.topics.map(({ impact }) => impact);
        expect(impacts).toEqual(impacts.toSorted((a, b) => b - a));
      }),
    );
  });

  it('more tickets in the last hour never end a burst', () => {
    const now = Date.UTC(2026, 2, 31, 9);
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(20), (count, more, weekly) => {
        const at = (moment: number, n: number) =>
          Array.from({ length: n }, () => ({ key: 'k', at: moment }));
        const before = at(now - 7 * DAY, weekly);
        const bursts = (n: number) =>
          detectBursts([...before, ...at(now - HOUR / 2, n)], { now }).length;
        expect(bursts(count + more)).toBeGreaterThanOrEqual(bursts(count));
      }),
    );
  });
});
