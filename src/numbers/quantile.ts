import { roundToNine } from './rounding.ts';

/**
 * The quantile of values in ascending order: linear interpolation between order statistics, which
 * Hyndman and Fan (1996) call type 7. `null` of no values.
 */
export function quantileOfSorted(sorted: readonly number[], share: number): number | null {
  const position = (sorted.length - 1) * share;
  const below = Math.floor(position);
  const low = sorted[below];
  if (low === undefined) return null;
  const high = sorted[below + 1] ?? low;
  // Rounded, so that the p90 of ten values is what a person computes.
  return roundToNine(low + (high - low) * (position - below));
}

/** A sorted copy. */
export const ascending = (values: readonly number[]): readonly number[] =>
  [...values].sort((a, b) => a - b);
