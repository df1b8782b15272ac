import { ascending, quantileOfSorted } from '../numbers/quantile.ts';
import { meanOf, sumOf } from '../numbers/rounding.ts';
import type { DurationSummary, Rate, Ratio } from './types.ts';

/** A share in percent, with what it was made of. */
export const rateOf = (numerator: number, denominator: number): Rate => ({
  percent: denominator === 0 ? null : (100 * numerator) / denominator,
  numerator,
  denominator,
});

/** The share of items that pass. */
export const shareOf = <T>(items: readonly T[], passes: (item: T) => boolean): Rate =>
  rateOf(items.filter(passes).length, items.length);

/** A quotient times a factor. */
export const ratioOf = (numerator: number, denominator: number, factor = 1): Ratio => ({
  value: denominator === 0 ? null : (factor * numerator) / denominator,
  numerator,
  denominator,
});

/** Mean, median and p90 of minutes. */
export function summarize(minutes: readonly number[]): DurationSummary {
  const sorted = ascending(minutes);
  return {
    n: sorted.length,
    sumMinutes: sumOf(sorted),
    mean: meanOf(sorted),
    median: quantileOfSorted(sorted, 0.5),
    p90: quantileOfSorted(sorted, 0.9),
  };
}

/** What is there of a list. */
export const known = <T>(values: readonly (T | null | undefined)[]): readonly T[] =>
  values.filter((value): value is T => value != null);
