import { checkSeries, refuse } from '../../numbers/check-numbers.ts';
import { meanOf, numberAt } from '../../numbers/rounding.ts';
import type { FittedModel, ForecastAccuracy, Series } from './types.ts';

/**
 * Symmetric mean absolute percentage error: the mean of 200·|actual − forecast| ÷ (|actual| +
 * |forecast|), 0 where both are 0. From 0 to 200; `null` of nothing.
 *
 * @throws ValidationError for lists of unequal length or values that are not finite.
 * @example smape([100, 0], [110, 0]) //=> 4.761904761904762
 */
export function smape(actual: readonly number[], forecast: readonly number[]): number | null {
  checkPair(actual, forecast);
  return meanOf(
    actual.map((value, index) => {
      const other = numberAt(forecast, index);
      const scale = Math.abs(value) + Math.abs(other);
      return scale === 0 ? 0 : (200 * Math.abs(value - other)) / scale;
    }),
  );
}

/**
 * Mean absolute scaled error (Hyndman and Koehler 2006): the mean absolute error ÷ that of "the same
 * as one season before" over the history. Below 1 is better than that. `null` when the history
 * repeats itself exactly or is too short.
 *
 * @throws ValidationError for lists of unequal length or values that are not finite.
 * @example
 * mase([12, 14], [11, 15], { history: [10, 10, 12, 12], season: 2 }) //=> 0.5
 */
export function mase(
  actual: readonly number[],
  forecast: readonly number[],
  options: { readonly history: Series; readonly season: number },
): number | null {
  checkPair(actual, forecast);
  const scale = naiveError(options.history, options.season);
  const error = meanOf(actual.map((value, index) => Math.abs(value - numberAt(forecast, index))));
  return scale === null || scale === 0 || error === null ? null : error / scale;
}

/** Mean absolute difference of points one season apart. */
export function naiveError(history: Series, season: number): number | null {
  return meanOf(
    history.flatMap((value, index) => {
      const earlier = history[index - season];
      return value === null || earlier == null ? [] : [Math.abs(value - earlier)];
    }),
  );
}

function checkPair(actual: readonly number[], forecast: readonly number[]): void {
  checkSeries('The comparison', 'actual', actual, 'finite');
  checkSeries('The comparison', 'forecast', forecast, 'finite');
  refuse(
    'The comparison',
    actual.length === forecast.length
      ? []
      : [{ path: 'forecast', message: 'must have one value for each of `actual`' }],
  );
}

/** Past origins that are tried, one season apart, latest first. */
const MOST_ORIGINS = 8;

/**
 * Rolling origin: the model is fitted to what was known at each past origin, and its next season is
 * compared with what came.
 */
export function rollingAccuracy(
  history: Series,
  season: number,
  fit: (known: Series, season: number) => FittedModel,
): ForecastAccuracy {
  const origins = originsOf(history.length, season);
  const actual: number[] = [];
  const forecast: number[] = [];
  const scaled: number[] = [];
  for (const origin of origins) {
    const known = history.slice(0, origin);
    const coming = history.slice(origin, origin + season);
    const said = fit(known, season).forecastFrom(origin, coming.length);
    const scale = naiveError(known, season);
    coming.forEach((value, step) => {
      if (value === null) return;
      const guess = Math.max(0, numberAt(said, step));
      actual.push(value);
      forecast.push(guess);
      if (scale !== null && scale > 0) scaled.push(Math.abs(value - guess) / scale);
    });
  }
  const mae = meanOf(actual.map((value, index) => Math.abs(value - numberAt(forecast, index))));
  return { mase: meanOf(scaled), smape: smape(actual, forecast), mae, origins: origins.length };
}

/** Each leaves two seasons to fit on; the last has a whole season to come if there is one. */
function originsOf(length: number, season: number): readonly number[] {
  const origins: number[] = [];
  const earliest = 2 * season;
  for (let origin = length - season; origin >= earliest; origin -= season) origins.push(origin);
  if (origins.length === 0 && length > earliest) return [earliest];
  return origins.slice(0, MOST_ORIGINS);
}
