import { listAt, numberAt } from '../../numbers/rounding.ts';
import { type CoverProblem, costOf, missingOf } from './cover-problem.ts';

/**
 * A cover that is good: always the shift that fills most missing agents for its cost (Chvátal 1979),
 * then exchanges of one shift for another, and of two for one, for as long as that saves.
 */
export function coverGreedily(problem: CoverProblem): readonly number[] {
  let counts = withoutNeedless(problem, byRatio(problem));
  for (;;) {
    const cheaper = firstExchange(problem, counts);
    if (cheaper === null) return counts;
    counts = cheaper;
  }
}

function byRatio(problem: CoverProblem): readonly number[] {
  const counts = problem.covers.map(() => 0);
  for (;;) {
    const missing = missingOf(problem, counts);
    const ratios = problem.covers.map(
      (intervals, shift) =>
        intervals.filter((interval) => numberAt(missing, interval) > 0).length /
        (problem.costs[shift] ?? 1),
    );
    const best = ratios.reduce(
      (found, ratio, shift) => (ratio > numberAt(ratios, found) ? shift : found),
      0,
    );
    if (!(numberAt(ratios, best) > 0)) return counts;
    counts[best] = numberAt(counts, best) + 1;
  }
}

/** Takes agents off, the dearest shifts first, for as long as every interval has enough. */
function withoutNeedless(problem: CoverProblem, counts: readonly number[]): readonly number[] {
  const dearestFirst = problem.costs.map((_, shift) => shift);
  dearestFirst.sort((a, b) => numberAt(problem.costs, b) - numberAt(problem.costs, a) || a - b);
  return dearestFirst.reduce((kept, shift) => {
    const missing = missingOf(problem, kept);
    const spare = listAt(problem.covers, shift).map(
      (interval) => -(missing[interval] ?? -Infinity),
    );
    const removable = Math.min(numberAt(kept, shift), ...spare);
    return removable > 0 ? changed(kept, shift, -removable) : kept;
  }, counts);
}

const changed = (counts: readonly number[], shift: number, by: number): readonly number[] =>
  counts.map((count, index) => (index === shift ? count + by : count));

/** Puts one agent on a shift, takes off what is then needless, and keeps it when that is cheaper. */
function firstExchange(problem: CoverProblem, counts: readonly number[]): readonly number[] | null {
  const cost = costOf(problem, counts);
  for (const shift of counts.keys()) {
    const other = withoutNeedless(problem, changed(counts, shift, 1));
    if (costOf(problem, other) < cost - 1e-9) return other;
    for (const dropped of counts.keys()) {
      if (dropped === shift || numberAt(counts, dropped) === 0) continue;
      const repaired = repair(problem, changed(changed(counts, shift, 1), dropped, -1));
      if (costOf(problem, repaired) < cost - 1e-9) return repaired;
    }
  }
  return null;
}

/** Fills what is missing by the best ratio, on top of what is there. */
function repair(problem: CoverProblem, counts: readonly number[]): readonly number[] {
  const missing = missingOf(problem, counts).map((value) => Math.max(0, value));
  const added = byRatio({ ...problem, demand: missing });
  return withoutNeedless(
    problem,
    counts.map((count, shift) => count + numberAt(added, shift)),
  );
}
