import { meanOf } from '../../numbers/rounding.ts';
import { present } from './simple-models.ts';
import type { FittedModel, HoltWintersParameters, Series } from './types.ts';

const ALPHAS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.8];
const BETAS = [0, 0.01, 0.05, 0.1, 0.3];
const GAMMAS = [0, 0.05, 0.1, 0.3, 0.6];

/** The smallest divisor of a multiplicative season, so that a dead hour divides nothing by 0. */
const FLOOR = 1e-9;

type Form = HoltWintersParameters['form'];

/** Level and trend before the first point, and the season as it was then. */
interface Start {
  readonly level: number;
  readonly trend: number;
  readonly seasonal: readonly number[];
}

interface State {
  level: number;
  trend: number;
  /** Ring: what belongs to index i is at i modulo the season. */
  readonly seasonal: Float64Array;
}

export interface HoltWinters extends FittedModel {
  readonly parameters: HoltWintersParameters;
}

/**
 * Triple exponential smoothing (Holt 1957, Winters 1960) with the parameters of the smallest
 * squared one-step error on a grid. Multiplicative seasons are tried when all values are above 0.
 * A point that was left out moves the level by the trend and teaches nothing. Exact on a line plus a
 * season without noise.
 */
export function fitHoltWinters(history: Series, season: number): HoltWinters {
  const forms: readonly Form[] = present(history).every((value) => value > 0)
    ? ['additive', 'multiplicative']
    : ['additive'];
  const values = valuesOf(history);
  let best: HoltWintersParameters = { form: 'additive', alpha: 0.2, beta: 0, gamma: 0.1 };
  let smallest = Number.POSITIVE_INFINITY;
  for (const form of forms) {
    const start = startOf(history, season, form);
    for (const alpha of ALPHAS)
      for (const beta of BETAS)
        for (const gamma of GAMMAS) {
          const parameters = { form, alpha, beta, gamma };
          // A relative margin, so that of equal fits the calmest is taken on every machine.
          const limit = smallest * (1 - 1e-9) - 1e-12;
          const error = squaredError(values, season, start, { ...parameters, limit });
          if (error < limit) {
            smallest = error;
            best = parameters;
          }
        }
  }
  return {
    parameters: best,
    forecastFrom: (origin, steps) => {
      const state = initial(startOf(history, season, best.form));
      for (let index = 0; index < origin; index += 1)
        advance(state, valueAt(values, index), index % season, best);
      return Array.from({ length: steps }, (_, step) =>
        project(state, origin, step, season, best.form),
      );
    },
  };
}

/**
 * What the model would have said at each origin, in one pass over the history. A guess is to be asked for
 * during the visit.
 */
export function forecastsAt(
  history: Series,
  season: number,
  parameters: HoltWintersParameters,
  visit: (origin: number, guess: (step: number) => number) => void,
): void {
  const state = initial(startOf(history, season, parameters.form));
  valuesOf(history).forEach((value, index) => {
    visit(index, (step) => project(state, index, step, season, parameters.form));
    advance(state, value, index % season, parameters);
  });
}

function project(state: State, origin: number, step: number, season: number, form: Form): number {
  const base = state.level + (step + 1) * state.trend;
  return combine(base, valueAt(state.seasonal, (origin + step) % season), form);
}

/** As a typed list, which the inner loop reads many times as fast; NaN where a point is left out. */
const valuesOf = (history: Series): Float64Array =>
  Float64Array.from(history, (value) => value ?? Number.NaN);

// Safe: the loops end at the length of the list, and phases are below the season.
const valueAt = (list: Float64Array, index: number): number => list[index] as number;

const combine = (base: number, seasonal: number, form: Form): number =>
  form === 'additive' ? base + seasonal : base * seasonal;

const initial = ({ level, trend, seasonal }: Start): State => ({
  level,
  trend,
  seasonal: Float64Array.from(seasonal),
});

/** Stops once it can only be above the limit. */
function squaredError(
  values: Float64Array,
  season: number,
  start: Start,
  parameters: HoltWintersParameters & { readonly limit: number },
): number {
  const state = initial(start);
  let total = 0;
  for (let index = 0; index < values.length && !(total >= parameters.limit); index += 1) {
    const value = valueAt(values, index);
    const phase = index % season;
    if (!Number.isNaN(value)) {
      const seasonal = valueAt(state.seasonal, phase);
      total += (value - combine(state.level + state.trend, seasonal, parameters.form)) ** 2;
    }
    advance(state, value, phase, parameters);
  }
  return total;
}

/* eslint-disable no-param-reassign -- the state is this file's own, and moved in the inner loop */
function advance(
  state: State,
  value: number,
  phase: number,
  { form, alpha, beta, gamma }: HoltWintersParameters,
): void {
  const before = state.level + state.trend;
  if (Number.isNaN(value)) {
    state.level = before;
    return;
  }
  const seasonal = valueAt(state.seasonal, phase);
  const additive = form === 'additive';
  const observed = additive ? value - seasonal : value / Math.max(seasonal, FLOOR);
  const level = alpha * observed + (1 - alpha) * before;
  state.trend = beta * (level - state.level) + (1 - beta) * state.trend;
  state.level = level;
  const now = additive ? value - level : value / Math.max(level, FLOOR);
  state.seasonal[phase] = gamma * now + (1 - gamma) * seasonal;
}
/* eslint-enable no-param-reassign */

/**
 * Where to start: the trend from points one season apart, the season from the first two seasons
 * with that trend taken out.
 */
function startOf(history: Series, season: number, form: Form): Start {
  const head = history.slice(0, 2 * season);
  const trend = trendOf(head, season) ?? trendOf(history, season) ?? 0;
  const flat = (index: number, value: number) => value - trend * (index + 1);
  const phases = Array.from(
    { length: season },
    (_, phase) => phaseMean(head, phase, season, flat) ?? phaseMean(history, phase, season, flat),
  );
  const level = meanOf(present(phases)) ?? 0;
  if (form === 'additive')
    return { level, trend, seasonal: phases.map((mean) => (mean === null ? 0 : mean - level)) };
  const ratio = (index: number, value: number) =>
    value / Math.max(level + trend * (index + 1), FLOOR);
  const seasonal = phases.map(
    (_, phase) =>
      phaseMean(head, phase, season, ratio) ?? phaseMean(history, phase, season, ratio) ?? 1,
  );
  return { level, trend, seasonal };
}

function trendOf(history: Series, season: number): number | null {
  const changes = history.flatMap((value, index) => {
    const later = history[index + season];
    return value === null || later == null ? [] : [(later - value) / season];
  });
  return meanOf(changes);
}

function phaseMean(
  history: Series,
  phase: number,
  season: number,
  adjust: (index: number, value: number) => number,
): number | null {
  return meanOf(
    history.flatMap((value, index) =>
      value === null || index % season !== phase ? [] : [adjust(index, value)],
    ),
  );
}
