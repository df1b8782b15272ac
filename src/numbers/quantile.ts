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
  const part = position - below;
  // The gap between the smallest and the largest numbers is none that a number can hold.
  const between = Number.isFinite(high - low)
    ? low + (high - low) * part
    : low * (1 - part) + high * part;
  return rounded(between, Math.max(Math.abs(low), Math.abs(high)));
}

/**
 * To 9 decimals, so that the p90 of ten values is what a person computes; of values below 1 to 9 digits
 * and more.
 */
function rounded(value: number, size: number): number {
  const decimals = size > 0 && size < 1 ? 9 - Math.floor(Math.log10(size)) : 9;
  // `toFixed` goes no further; what is so small stays as it is.
  return decimals > 100 ? value : Number(value.toFixed(decimals)) + 0;
}

/** A sorted copy. */
export const ascending = (values: readonly number[]): readonly number[] =>
  [...values].sort((a, b) => a - b);
