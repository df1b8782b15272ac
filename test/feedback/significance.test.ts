import {
  benjaminiHochberg,
  compareRates,
  compareShares,
  detectTrends,
  dispersionOf,
  fisherExact,
} from 'polydesk/feedback';
import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../src/errors/index.ts';
import { logFactorial, lowerGamma, poissonTail, upperGamma } from '../../src/numbers/gamma.ts';
import { chiSquareTail } from '../../src/feedback/statistics/tests.ts';
import { deepFreeze, describeWorked } from '../support/worked.ts';

const rising = { now: { count: 70, total: 1_100 }, base: { count: 40, total: 1_000 } };
const few = { now: { count: 9, total: 520 }, base: { count: 3, total: 500 } };

describe('I.3 and I.4: comparing shares', () => {
  it('70 of 1,100 against 40 of 1,000: ratio 1.5909, z 2.4281, G² 5.9855, p .0144', () => {
    const { ratio, z, g2, p, test } = compareShares(rising.now, rising.base);
    expect(ratio).toBeCloseTo(1.5909, 4);
    expect(z).toBeCloseTo(2.4281, 4);
    expect(g2).toBeCloseTo(5.9855, 4);
    expect(p).toBeCloseTo(0.0144, 4);
    expect(test).toBe('likelihood_ratio');
    expect(fisherExact(rising.now, rising.base)).toBeCloseTo(0.018_26, 5);
  });
  it('9 of 520 against 3 of 500: ratio 2.885, G² 2.942, Fisher .1446', () => {
    const { ratio, g2 } = compareShares(few.now, few.base);
    expect(ratio).toBeCloseTo(2.885, 3);
    expect(g2).toBeCloseTo(2.942, 3);
    expect(fisherExact(few.now, few.base)).toBeCloseTo(0.1446, 4);
  });
  it('is exact where an expected count is below 5', () => {
    // 8 marked of 1,020 in all, about half of them expected here: 4.
    const small = compareShares({ count: 6, total: 520 }, { count: 2, total: 500 });
    expect(small.test).toBe('fisher_exact');
    expect(small.reasons.map(({ code }) => code)).toEqual(['fisher_exact']);
    // The lady tasting tea: 3 of 4 against 1 of 4 is 34 ÷ 70, two-sided.
    expect(fisherExact({ count: 3, total: 4 }, { count: 1, total: 4 })).toBeCloseTo(34 / 70, 9);
  });
  it('divides G² by a dispersion above 1.5, and by no smaller one', () => {
    const calm = compareShares(rising.now, rising.base, { dispersion: 1.5 });
    const clumped = compareShares(rising.now, rising.base, { dispersion: 2 });
    expect(calm.p).toBe(compareShares(rising.now, rising.base).p);
    // χ² of 5.9855 ÷ 2 = 2.9928: p .0836.
    expect(clumped.p).toBeCloseTo(0.0836, 4);
    expect(clumped.reasons.map(({ code }) => code)).toEqual(['likelihood_ratio', 'over_dispersed']);
  });
  it('knows nothing of nothing', () => {
    const none = { count: 0, total: 0 };
    expect(compareShares(none, none)).toMatchObject({ share: null, ratio: null, z: null, p: 1 });
    expect(compareShares({ count: 5, total: 5 }, none)).toMatchObject({ baseShare: null, p: 1 });
    expect(compareShares({ count: 5, total: 9 }, { count: 0, total: 9 }).ratio).toBeNull();
  });
  it('refuses counts that are none', () => {
    expect(() => compareShares({ count: 2, total: 1 }, few.base)).toThrow('now.count');
    expect(() => compareShares(few.now, { count: 2, total: 1 })).toThrow('base.count');
    expect(() => compareShares({ count: 1.5, total: 2 }, few.base)).toThrow(ValidationError);
    expect(() => compareShares(few.now, few.base, { dispersion: -1 })).toThrow(ValidationError);
  });
});

describe('I.3: rates per customer', () => {
  it('is the binomial test with customers as exposure', () => {
    // 8 of 10 with a half each: (45 + 10 + 1) × 2 ÷ 1,024.
    const { ratio, p } = compareRates({ count: 8, exposure: 50 }, { count: 2, exposure: 50 });
    expect(ratio).toBe(4);
    expect(p).toBeCloseTo(112 / 1_024, 9);
    expect(compareRates({ count: 3, exposure: 1 }, { count: 0, exposure: 1 }).ratio).toBeNull();
    expect(() => compareRates({ count: 1, exposure: 0 }, { count: 1, exposure: 1 })).toThrow(
      ValidationError,
    );
  });
});

describe('I.3: many topics', () => {
  it('I.4: Benjamini–Hochberg of ten values', () => {
    const p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216];
    const q = benjaminiHochberg(deepFreeze(p));
    const printed = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057, 0.216, 0.216, 0.216];
    q.forEach((value, index) => expect(value).toBeCloseTo(printed[index]!, 4));
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.04, 0.01])).toEqual([0.04, 0.02]);
    expect(() => benjaminiHochberg([1.1])).toThrow('pValues.0');
    expect(() => benjaminiHochberg([-0.1])).toThrow(ValidationError);
  });
  it('a trend needs q ≤ .05, 5 tickets and a ratio of 1.25, or .8 for a fall', () => {
    const verdicts = detectTrends(
      deepFreeze([
        { topic: 'rise', ...rising },
        { topic: 'fall', now: { count: 20, total: 1_000 }, base: { count: 60, total: 1_000 } },
        { topic: 'few', now: { count: 4, total: 1_000 }, base: { count: 0, total: 1_000 } },
        { topic: 'new', now: { count: 12, total: 1_000 }, base: { count: 0, total: 1_000 } },
        { topic: 'flat', now: { count: 102, total: 1_000 }, base: { count: 100, total: 1_000 } },
        { topic: 'chance', ...few },
      ]),
    );
    expect(
      verdicts.map(({ topic, direction, significant, reasons }) => [
        topic,
        direction,
        significant,
        reasons[0]?.code,
      ]),
    ).toEqual([
      ['rise', 'rise', true, 'significant_rise'],
      ['fall', 'fall', true, 'significant_fall'],
      ['few', 'new', false, 'too_few_tickets'],
      ['new', 'new', true, 'new_topic'],
      ['flat', 'steady', false, 'change_too_small'],
      ['chance', 'rise', false, 'not_significant'],
    ]);
  });
  it('a topic that nobody brings up is steady', () => {
    const none = { count: 0, total: 10 };
    expect(detectTrends([{ topic: 'a', now: none, base: none }])[0]?.direction).toBe('steady');
    expect(() => detectTrends([], { level: 0 })).toThrow(ValidationError);
  });
});

describe('I.3: dispersion', () => {
  it('of one group is variance ÷ mean', () => {
    expect(dispersionOf([[2, 4, 6]])).toBe(1);
    // Mean 3, squares 9 + 9 = 18, variance 18.
    expect(dispersionOf([[0, 6]])).toBe(6);
  });
  it('takes each group around its own mean', () => {
    expect(
      dispersionOf([
        [2, 4, 6],
        [0, 6],
        [0, 0],
      ]),
    ).toBeCloseTo((2 + 6) / 3, 9);
    expect(
      dispersionOf([
        [5, 5],
        [50, 50],
      ]),
    ).toBe(0);
    expect(dispersionOf([])).toBeNull();
    expect(dispersionOf([[0, 0], [3]])).toBeNull();
    expect(() => dispersionOf([[-1]])).toThrow(ValidationError);
  });
});

describe('distributions', () => {
  it('χ²: 3.841 is 5 %, 6.635 is 1 %', () => {
    expect(chiSquareTail(3.841_459)).toBeCloseTo(0.05, 7);
    expect(chiSquareTail(6.634_897)).toBeCloseTo(0.01, 7);
    expect(chiSquareTail(0)).toBe(1);
    expect(chiSquareTail(0.5)).toBeCloseTo(0.4795, 4);
  });
  it('Poisson: five or more of .5 are .000172, none or more are certain', () => {
    const below = [1, 0.5, 0.125, 0.5 ** 3 / 6, 0.5 ** 4 / 24].reduce((sum, one) => sum + one, 0);
    expect(poissonTail(5, 0.5)).toBeCloseTo(1 - below * Math.exp(-0.5), 12);
    expect(poissonTail(0, 3)).toBe(1);
    // One or more of 2 is 1 − e^−2.
    expect(poissonTail(1, 20)).toBeCloseTo(1 - Math.exp(-20), 12);
  });
  it('gamma functions: 10! and the two halves', () => {
    expect(Math.exp(logFactorial(10))).toBeCloseTo(3_628_800, 4);
    expect(logFactorial(0)).toBeCloseTo(0, 12);
    expect(lowerGamma(3, 2) + upperGamma(3, 2)).toBeCloseTo(1, 12);
    expect(lowerGamma(3, 9) + upperGamma(3, 9)).toBeCloseTo(1, 12);
    expect(lowerGamma(3, 0)).toBe(0);
  });
});

interface Worked {
  readonly trend: readonly {
    readonly now: readonly [number, number];
    readonly base: readonly [number, number];
    readonly expected: { ratio: number; z: number; g2: number; fisherP: number };
  }[];
  readonly benjaminiHochberg: { readonly p: readonly number[]; readonly expectedQ: number[] };
}

describeWorked<Worked>('worked trend examples', (read) => {
  it('I.4: all agree to six decimals', () => {
    const { trend } = read();
    expect(trend).toHaveLength(2);
    for (const { now, base, expected } of trend) {
      const shareOf = ([count, total]: readonly [number, number]) => ({ count, total });
      const found = compareShares(shareOf(now), shareOf(base));
      expect(found.ratio).toBeCloseTo(expected.ratio, 6);
      expect(found.z).toBeCloseTo(expected.z, 6);
      expect(found.g2).toBeCloseTo(expected.g2, 6);
      expect(fisherExact(shareOf(now), shareOf(base))).toBeCloseTo(expected.fisherP, 6);
    }
  });
  it('I.4: Benjamini–Hochberg agrees', () => {
    const { p, expectedQ } = read().benjaminiHochberg;
    benjaminiHochberg(p).forEach((q, index) => expect(q).toBeCloseTo(expectedQ[index]!, 6));
  });
});
