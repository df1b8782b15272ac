import { checkNumbers, checkSeries } from '../numbers/check-numbers.ts';
import { ascending, quantileOfSorted } from '../numbers/quantile.ts';

/**
 * The value below which so many percent of the values lie, by linear interpolation between order
 * statistics (type 7 of Hyndman and Fan 1996, as in spreadsheets). `null` without values.
 *
 * @param values any order, any unit
 * @param percent 0 to 100
 * @throws ValidationError for values that are not finite, or a percent out of range.
 * @example percentile([12, 15, 18, 25, 30, 45, 60, 90, 240, 1440], 90) //=> 360
 */
export function percentile(values: readonly number[], percent: number): number | null {
  checkSeries('The list', 'values', values, 'finite');
  checkNumbers('The list', {
    percent: [percent, 'notNegative'],
    percentLeft: [100 - percent, 'notNegative'],
  });
  return quantileOfSorted(ascending(values), percent / 100);
}
