import { checkNumbers, checkSeries, refuse } from '../../numbers/check-numbers.ts';
import { quantileOfSorted } from '../../numbers/quantile.ts';
import { listAt, numberAt, roundToNine } from '../../numbers/rounding.ts';
import type { PlanningReason } from '../types.ts';
import { rollingAccuracy } from './accuracy.ts';
import { fitHoltWinters, forecastsAt, type HoltWinters } from './holt-winters.ts';
import { meanByPhase, seasonalNaive } from './simple-models.ts';
import type {
  Forecast,
  ForecastAccuracy,
  ForecastModel,
  ForecastOptions,
  ForecastPoint,
  Series,
} from './types.ts';

/** Errors that a step must have of its own before its interval is taken from them. */
const FEWEST_ERRORS = 10;
/** Errors that are kept for all steps together, and at least for each: those of the latest points. */
const MOST_ERRORS = 2_000_000;
const LATEST_POINTS = 100;

interface Setting {
  readonly season: number;
  readonly horizon: number;
  readonly level: number;
}

/**
 * Ticket volumes to come. "The same as one season before" (seasonal naive) is the yardstick;
 * Holt–Winters is used only where it was closer (a smaller MASE over past origins). With less than
 * two seasons of history the mean of each weekday or hour is used. Intervals come from the quantiles
 * of past errors. Values are never negative.
 *
 * @param history counts per day or hour without gaps, oldest first; a point that is no example of
 *   the rest is `null` or named in `holidays`
 * @throws ValidationError for counts that are negative or not finite, or options out of range.
 * @example
 * const weeks = Array.from({ length: 28 }, (_, day) => 100 + day + (day % 7 < 5 ? 20 : -50));
 * forecastVolume(weeks, { horizon: 2 }).points.map(({ value }) => Math.round(value)) //=> [148, 149]
 */
export function forecastVolume(
  history: readonly (number | null)[],
  options: ForecastOptions = {},
): Forecast {
  const { season = 7, horizon = season, level = 0.8, holidays = [] } = options;
  const setting = { season, horizon, level };
  checkNumbers('The forecast', {
    season: [season, 'positiveCount'],
    horizon: [horizon, 'positiveCount'],
    level: [level, 'openShare'],
  });
  checkSeries('The forecast', 'holidays', holidays, 'count');
  checkHistory(history);
  const leftOut = new Set(holidays);
  const series = history.map((value, index) => (leftOut.has(index) ? null : value));
  const reasons = series.includes(null) ? [pointsLeftOut(series)] : [];
  if (series.length < 2 * season) return shortForecast(series, setting, reasons);
  return longForecast(series, setting, reasons);
}

/** Every place is looked at, also one where a list has a hole. */
function checkHistory(history: readonly (number | null)[]): void {
  const isCount = (value: number | null | undefined): boolean =>
    value === null || (value !== undefined && value >= 0 && value <= Number.MAX_SAFE_INTEGER);
  const message = `must be a number from 0 to ${Number.MAX_SAFE_INTEGER}, or null`;
  refuse(
    'The forecast',
    Array.from(history, (value, index) =>
      isCount(value) ? [] : [{ path: `history.${index}`, message }],
    ).flat(),
  );
}

function pointsLeftOut(series: Series): PlanningReason {
  const points = series.filter((value) => value === null).length;
  return {
    code: 'points_left_out',
    message: 'Holidays and missing points were left out of the fitting.',
    evidence: { points },
  };
}

function shortForecast(
  series: Series,
  setting: Setting,
  reasons: readonly PlanningReason[],
): Forecast {
  const { season, horizon } = setting;
  const model = meanByPhase(series, season);
  const fitted = model.forecastFrom(0, series.length);
  const errors = series.flatMap((value, index) =>
    value === null ? [] : [value - numberAt(fitted, index)],
  );
  return {
    model: 'mean_by_phase',
    points: pointsOf(model.forecastFrom(series.length, horizon), () => errors, setting.level),
    seasonalNaive: null,
    holtWinters: null,
    parameters: null,
    reasons: [
      {
        code: 'too_few_seasons',
        message: 'Less than two full seasons are known: the mean of each phase is used.',
        evidence: { points: series.length, season },
      },
      ...reasons,
    ],
  };
}

function longForecast(
  series: Series,
  setting: Setting,
  reasons: readonly PlanningReason[],
): Forecast {
  const { season, horizon, level } = setting;
  const yardstick = rollingAccuracy(series, season, seasonalNaive);
  const challenger = rollingAccuracy(series, season, fitHoltWinters);
  const better =
    yardstick.mase !== null &&
    challenger.mase !== null &&
    roundToNine(challenger.mase) < roundToNine(yardstick.mase);
  const fitted = seasonalNaive(series, season);
  const smoothed: HoltWinters | null = better ? fitHoltWinters(series, season) : null;
  const values = (smoothed ?? fitted).forecastFrom(series.length, horizon);
  const errors =
    smoothed === null
      ? errorsBySteps(series, horizon, (visit) => {
          for (let origin = season; origin < series.length; origin += 1)
            visit(origin, (step) => fitted.guess(origin, step));
        })
      : errorsBySteps(series, horizon, (visit) =>
          forecastsAt(series, season, smoothed.parameters, (origin, guess) => {
            if (origin >= season) visit(origin, guess);
          }),
        );
  return {
    model: smoothed === null ? 'seasonal_naive' : 'holt_winters',
    points: pointsOf(values, (step) => listAt(errors, step - 1), level),
    seasonalNaive: yardstick,
    holtWinters: challenger,
    parameters: smoothed?.parameters ?? null,
    reasons: [
      chosen(smoothed === null ? 'seasonal_naive' : 'holt_winters', yardstick, challenger),
    ].concat(reasons),
  };
}

function chosen(
  model: ForecastModel,
  yardstick: ForecastAccuracy,
  challenger: ForecastAccuracy,
): PlanningReason {
  return {
    code: 'model_chosen',
    message:
      model === 'holt_winters'
        ? 'Holt–Winters was closer than the same season before.'
        : 'Holt–Winters was not closer than the same season before.',
    evidence: {
      seasonalNaiveMase: yardstick.mase,
      holtWintersMase: challenger.mase,
      origins: yardstick.origins,
    },
  };
}

type Visit = (origin: number, guess: (step: number) => number) => void;

/**
 * What each step ahead was off by, over all past origins; of a long history and many steps, at its
 * latest points.
 */
function errorsBySteps(series: Series, horizon: number, each: (visit: Visit) => void) {
  const errors: number[][] = Array.from({ length: horizon }, () => []);
  const points = Math.max(LATEST_POINTS, Math.floor(MOST_ERRORS / horizon));
  each((origin, guess) => {
    const end = Math.min(horizon, series.length - origin);
    for (let step = Math.max(0, series.length - points - origin); step < end; step += 1) {
      const value = series[origin + step];
      if (value != null) errors[step]?.push(value - Math.max(0, guess(step)));
    }
  });
  return errors;
}

/** A sorted copy, by way of a typed list, which sorts numbers many times as fast. */
const ascending = (values: readonly number[]): readonly number[] =>
  Array.from(Float64Array.from(values).sort());

/** Points with their intervals; a step with few errors of its own uses all. */
function pointsOf(
  values: readonly number[],
  errorsOf: (step: number) => readonly number[],
  level: number,
): readonly ForecastPoint[] {
  const steps = values.map((_, index) => errorsOf(index + 1));
  let all: readonly number[] | null = null;
  const allErrors = () => {
    all ??= ascending(steps.flat());
    return all;
  };
  return values.map((raw, index) => {
    const own = listAt(steps, index);
    const errors = own.length >= FEWEST_ERRORS ? ascending(own) : allErrors();
    const value = Math.max(0, raw);
    const below = quantileOfSorted(errors, (1 - level) / 2) ?? 0;
    const above = quantileOfSorted(errors, (1 + level) / 2) ?? 0;
    return {
      step: index + 1,
      value,
      low: Math.max(0, value + Math.min(0, below)),
      high: value + Math.max(0, above),
    };
  });
}
