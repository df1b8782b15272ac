import { meanOf } from '../../numbers/rounding.ts';
import type { FittedModel, Series } from './types.ts';

/**
 * The last season again. A point that was left out is taken from the season before.
 */
export function seasonalNaive(history: Series, season: number): FittedModel {
  const last = (origin: number, phase: number): number => {
    for (let index = origin - season + phase; index >= 0; index -= season) {
      const value = history[index];
      if (value != null) return value;
    }
    return meanOf(present(history.slice(0, origin))) ?? 0;
  };
  return {
    forecastFrom: (origin, steps) =>
      Array.from({ length: steps }, (_, step) => last(origin, step % season)),
  };
}

/** The mean of each phase of the season, for histories too short for anything else. */
export function meanByPhase(history: Series, season: number): FittedModel {
  const overall = meanOf(present(history)) ?? 0;
  const means = Array.from(
    { length: season },
    (_, phase) =>
      meanOf(present(history.filter((_value, index) => index % season === phase))) ?? overall,
  );
  return {
    forecastFrom: (origin, steps) =>
      Array.from({ length: steps }, (_, step) => means[(origin + step) % season] ?? overall),
  };
}

/** The values that are there. */
export const present = (history: Series): readonly number[] =>
  history.filter((value) => value !== null);
