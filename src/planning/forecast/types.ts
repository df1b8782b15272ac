import type { PlanningReason } from '../types.ts';

/** How a forecast is made. */
export const FORECAST_MODELS = ['seasonal_naive', 'holt_winters', 'mean_by_phase'] as const;
/** How a forecast is made. */
export type ForecastModel = (typeof FORECAST_MODELS)[number];

/** Season, horizon and what to leave out. */
export interface ForecastOptions {
  /**
   * Points in a season: 7 for days of a week, 168 for hours of a week. @default 7
   */
  readonly season?: number;
  /** Points to forecast. @default one season */
  readonly horizon?: number;
  /** Indices of points that are no example of the rest, such as holidays. */
  readonly holidays?: readonly number[];
  /** How often a value should fall into its interval. @default 0.8 */
  readonly level?: number;
}

/** A value to come, and where it will lie `level` of the time. */
export interface ForecastPoint {
  /** 1 is the first point after the history. */
  readonly step: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How far forecasts were off, made as if each past origin had been today. */
export interface ForecastAccuracy {
  /** Mean absolute error ÷ that of the seasonal naive forecast in sample; `null` if that is 0. */
  readonly mase: number | null;
  /** Symmetric mean absolute percentage error, 0 to 200. */
  readonly smape: number | null;
  /** Mean absolute error. */
  readonly mae: number | null;
  /** How many past origins were tried. */
  readonly origins: number;
}

/** The parameters that fitted best. */
export interface HoltWintersParameters {
  readonly form: 'additive' | 'multiplicative';
  /** How fast the level follows. */
  readonly alpha: number;
  /** How fast the trend follows. */
  readonly beta: number;
  /** How fast the season follows. */
  readonly gamma: number;
}

/** Values to come, how they were made, and how good that was before. */
export interface Forecast {
  readonly model: ForecastModel;
  readonly points: readonly ForecastPoint[];
  /** The yardstick, always told; `null` for less than two seasons of history. */
  readonly seasonalNaive: ForecastAccuracy | null;
  readonly holtWinters: ForecastAccuracy | null;
  /** Set when Holt–Winters was chosen. */
  readonly parameters: HoltWintersParameters | null;
  readonly reasons: readonly PlanningReason[];
}

/** A history: `null` where a point is left out. */
export type Series = readonly (number | null)[];

/** A fitted model: what it would have said after the first `origin` points. */
export interface FittedModel {
  forecastFrom(origin: number, steps: number): readonly number[];
}

/** One whose guesses can be asked for one by one. */
export interface SteppingModel extends FittedModel {
  guess(origin: number, step: number): number;
}
