/**
 * Rounds to 9 decimals, so that binary fractions do not move a value across a threshold: 20 of 30
 * days times 1.5 is 99.99999999999999 in binary, and 100 to everybody else.
 *
 * @example roundToNine(99.99999999999999) //=> 100
 */
export function roundToNine(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}
