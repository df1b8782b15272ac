import { numberAt } from '../../numbers/rounding.ts';
/** Demand for each interval, and what each kind of shift covers and costs. */
export interface CoverProblem {
  readonly demand: readonly number[];
  readonly covers: readonly (readonly number[])[];
  readonly costs: readonly number[];
}

/** What is still missing in each interval; below 0 where there is more than enough. */
export function missingOf(
  { demand, covers }: CoverProblem,
  counts: readonly number[],
): readonly number[] {
  const missing = [...demand];
  covers.forEach((intervals, shift) => {
    for (const interval of intervals)
      missing[interval] = numberAt(missing, interval) - numberAt(counts, shift);
  });
  return missing.slice(0, demand.length);
}

/** What a number of agents on each shift costs. */
export const costOf = ({ costs }: CoverProblem, counts: readonly number[]): number =>
  counts.reduce((total, count, shift) => total + count * numberAt(costs, shift), 0);
