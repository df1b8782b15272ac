import { meanOf, numberAt } from '../../numbers/rounding.ts';
import type { FittedModel, Series, SteppingModel } from './types.ts';

/**
 * The last season again. A point that was left out is taken from the season before.
 */
export function seasonalNaive(history: Series, season: number): SteppingModel {
  const carried: (number | null)[] = [];
  const meanBefore: number[] = [0];
  let [sum, count] = [0, 0];
  history.forEach((value, index) => {
    carried.push(value ?? carried[index - season] ?? null);
    if (value !== null) {
      sum += value;
      count += 1;
    }
    meanBefore.push(count === 0 ? 0 : sum / count);
  });
  const guess = (origin: number, step: number): number =>
    carried[origin - season + (step % season)] ?? numberAt(meanBefore, origin);
  return {
    guess,
    forecastFrom: (origin, steps) =>
      Array.from({ length: steps }, (_, step) => guess(origin, step)),
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
