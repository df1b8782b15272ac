import { checkNumbers, checkSeries, refuse } from '../../numbers/check-numbers.ts';
import { meanOf, sumOf } from '../../numbers/rounding.ts';
import { logFactorial, upperGamma } from '../../numbers/gamma.ts';

/** Relative tolerance for "not more likely than what was seen". */
const TIE = 1 + 1e-7;

/** P(X ≥ x) of a chi-squared variable with one degree of freedom. */
export const chiSquareTail = (x: number): number => upperGamma(0.5, x / 2);

/** So many of so many. */
export interface Share {
  readonly count: number;
  readonly total: number;
}

/** @throws ValidationError for a share that is none. */
export function checkShares(now: Share, base: Share): void {
  checkNumbers('The comparison', {
    'now.count': [now.count, 'count'],
    'now.total': [now.total, 'count'],
    'base.count': [base.count, 'count'],
    'base.total': [base.total, 'count'],
  });
  refuse(
    'The comparison',
    [now, base].flatMap(({ count, total }, index) =>
      count > total
        ? [{ path: index === 0 ? 'now.count' : 'base.count', message: 'must not exceed the total' }]
        : [],
    ),
  );
}

/**
 * Fisher's exact test of two shares, two-sided: the probability of all tables with the same sums
 * that are not more likely than this one.
 *
 * @throws ValidationError for counts that are not whole or exceed their totals.
 * @example fisherExact({ count: 9, total: 520 }, { count: 3, total: 500 }).toFixed(4) //=> '0.1446'
 */
export function fisherExact(now: Share, base: Share): number {
  checkShares(now, base);
  const marked = now.count + base.count;
  const all = now.total + base.total;
  const choose = (n: number, k: number) => logFactorial(n) - logFactorial(k) - logFactorial(n - k);
  const whole = choose(all, marked);
  const probability = (k: number) =>
    Math.exp(choose(now.total, k) + choose(base.total, marked - k) - whole);
  const seen = probability(now.count) * TIE;
  let sum = 0;
  const highest = Math.min(marked, now.total);
  for (let k = Math.max(0, marked - base.total); k <= highest; k += 1) {
    const likelihood = probability(k);
    if (likelihood <= seen) sum += likelihood;
  }
  return Math.min(1, sum);
}

/** Counts over an exposure, for example tickets over customers. */
export interface ExposedCount {
  readonly count: number;
  readonly exposure: number;
}

/**
 * Compares two rates, for example tickets per customer: given the sum of both counts, the first is
 * binomial with the first share of the exposure (Przyborowski and Wilenski 1940). Two-sided.
 *
 * @throws ValidationError for counts that are not whole, or exposures that are not above 0.
 * @example
 * compareRates({ count: 8, exposure: 50 }, { count: 2, exposure: 50 }).ratio //=> 4
 */
export function compareRates(
  now: ExposedCount,
  base: ExposedCount,
): { readonly ratio: number | null; readonly p: number } {
  checkNumbers('The comparison', {
    'now.count': [now.count, 'count'],
    'now.exposure': [now.exposure, 'positive'],
    'base.count': [base.count, 'count'],
    'base.exposure': [base.exposure, 'positive'],
  });
  const n = now.count + base.count;
  const share = now.exposure / (now.exposure + base.exposure);
  const probability = (k: number) =>
    Math.exp(
      logFactorial(n) -
        logFactorial(k) -
        logFactorial(n - k) +
        k * Math.log(share) +
        (n - k) * Math.log1p(-share),
    );
  const seen = probability(now.count) * TIE;
  let p = 0;
  for (let k = 0; k <= n; k += 1) {
    const likelihood = probability(k);
    if (likelihood <= seen) p += likelihood;
  }
  const ratio = base.count === 0 ? null : now.count / now.exposure / (base.count / base.exposure);
  return { ratio, p: Math.min(1, p) };
}

/**
 * Benjamini and Hochberg (1995): q-values that hold the share of false discoveries among all that
 * are called significant. In the order given.
 *
 * @throws ValidationError for values outside 0 to 1.
 * @example benjaminiHochberg([0.01, 0.04, 0.03]) //=> [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  checkSeries('The list', 'pValues', pValues, 'notNegative');
  refuse(
    'The list',
    pValues.flatMap((p, index) =>
      p > 1 ? [{ path: `pValues.${index}`, message: 'must be at most 1' }] : [],
    ),
  );
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const qValues = [...pValues];
  let lowest = 1;
  order.forEach(({ p, index }, position) => {
    lowest = Math.min(lowest, (p * pValues.length) / (pValues.length - position));
    qValues[index] = lowest;
  });
  return qValues;
}

/**
 * How much more counts vary than a Poisson process would: Pearson's χ² ÷ degrees of freedom, each
 * group around its own mean. 1 is Poisson; one group gives variance ÷ mean. `null` without counts.
 *
 * @throws ValidationError for counts that are negative or not finite.
 * @example dispersionOf([[2, 4, 6]]) //=> 1
 */
export function dispersionOf(groups: readonly (readonly number[])[]): number | null {
  groups.forEach((group, index) =>
    checkSeries('The counts', `groups.${index}`, group, 'notNegative'),
  );
  const used = groups.flatMap((group) => {
    const mean = meanOf(group);
    return mean === null || mean === 0 ? [] : [{ group, mean }];
  });
  const freedom = sumOf(used.map(({ group }) => group.length - 1));
  if (freedom === 0) return null;
  const pearson = used.map(
    ({ group, mean }) => sumOf(group.map((count) => (count - mean) ** 2)) / mean,
  );
  return sumOf(pearson) / freedom;
}
