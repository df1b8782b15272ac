import { InvalidArgumentError } from 'commander';

/**
 * A parser for options that take a whole number.
 *
 * @example wholeNumber({ from: 0, to: 65_535 })('8080') //=> 8080
 */
export function wholeNumber(bounds: {
  readonly from: number;
  readonly to: number;
}): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= bounds.from && value <= bounds.to) return value;
    throw new InvalidArgumentError(
      `It must be a whole number from ${bounds.from} to ${bounds.to}.`,
    );
  };
}
