/** Rounds to 9 decimals, so that binary fractions do not move a value across a threshold. */
export const roundToNine = (value: number): number => Math.round(value * 1e9) / 1e9;

/** Rounds a count up; what binary fractions add does not make it one more. */
export const ceilCount = (value: number): number => Math.ceil(value - 1e-9) + 0;

/** The sum of a list. */
export const sumOf = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/** The mean of a list, `null` of none. */
export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : sumOf(values) / values.length;

/** The number at an index, 0 beyond the end. */
export const numberAt = (
  values: { readonly [index: number]: number | undefined },
  index: number,
): number => values[index] ?? 0;

/** The list at an index, empty beyond the end. */
export const listAt = <T>(lists: readonly (readonly T[])[], index: number): readonly T[] =>
  lists[index] ?? [];

/** The element at an index that was taken from this list, or from one of the same length. */
export const elementAt = <T>(list: readonly T[], index: number): T =>
  // Safe: the callers hold the index from walking the list.
  list[index] as T;
