import { checkNumbers, checkSeries } from '../../numbers/check-numbers.ts';
import { ascending, quantileOfSorted } from '../../numbers/quantile.ts';
import { listAt, numberAt, roundToNine } from '../../numbers/rounding.ts';
import type { PlanningReason } from '../types.ts';
import { rollingAccuracy } from './accuracy.ts';
import { fitHoltWinters, forecastsAt, type HoltWinters } from './holt-winters.ts';
import { meanByPhase, seasonalNaive } from './simple-models.ts';
import type {
  FittedModel,
  Forecast,
  ForecastAccuracy,
  ForecastModel,
  ForecastOptions,
  ForecastPoint,
  Series,
} from './types.ts';

/** Errors that a step must have of its own before its interval is taken from them. */
const FEWEST_ERRORS = 10;

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
  checkSeries(
    'The forecast',
    'history',
    history.map((value) => value ?? 0),
    'notNegative',
  );
  const leftOut = new Set(holidays);
  const series = history.map((value, index) => (leftOut.has(index) ? null : value));
  const reasons = series.includes(null) ? [pointsLeftOut(series)] : [];
  if (series.length < 2 * season) return shortForecast(series, setting, reasons);
  return longForecast(series, setting, reasons);
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
  const fitted: FittedModel = seasonalNaive(series, season);
  const smoothed: HoltWinters | null = better ? fitHoltWinters(series, season) : null;
  const values = (smoothed ?? fitted).forecastFrom(series.length, horizon);
  const errors =
    smoothed === null
      ? errorsBySteps(series, horizon, (visit) => {
          for (let origin = season; origin < series.length; origin += 1)
            visit(origin, fitted.forecastFrom(origin, horizon));
        })
      : errorsBySteps(series, horizon, (visit) =>
          forecastsAt(series, season, smoothed.parameters, horizon, (origin, forecast) => {
            if (origin >= season) visit(origin, forecast);
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

type Visit = (origin: number, forecast: readonly number[]) => void;

/** What each step ahead was off by, over all past origins. */
function errorsBySteps(series: Series, horizon: number, each: (visit: Visit) => void) {
  const errors: number[][] = Array.from({ length: horizon }, () => []);
  each((origin, forecast) => {
    forecast.forEach((guess, step) => {
      const value = series[origin + step];
      if (value != null) errors[step]?.push(value - Math.max(0, guess));
    });
  });
  return errors;
}

/** Points with their intervals; a step with few errors of its own uses all. */
function pointsOf(
  values: readonly number[],
  errorsOf: (step: number) => readonly number[],
  level: number,
): readonly ForecastPoint[] {
  const steps = values.map((_, index) => errorsOf(index + 1));
  const all = ascending(steps.flat());
  return values.map((raw, index) => {
    const own = listAt(steps, index);
    const errors = own.length >= FEWEST_ERRORS ? ascending(own) : all;
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
