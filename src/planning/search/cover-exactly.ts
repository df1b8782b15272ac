import { numberAt } from '../../numbers/rounding.ts';
import { type CoverProblem, costOf } from './cover-problem.ts';
import { relaxedCover } from './cover-relaxation.ts';

/** The best cover found, and whether the search came to its end. */
export interface ExactCover {
  readonly counts: readonly number[];
  readonly proven: boolean;
}

const TINY = 1e-6;

interface Bounds {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/**
 * Branch and bound (Land and Doig 1960): where the linear relaxation asks for a part of an agent, one
 * branch has fewer, the other more. A branch whose relaxation is not cheaper than the best cover
 * known holds nothing better.
 */
export function coverExactly(
  problem: CoverProblem,
  start: readonly number[],
  maxSteps: number,
): ExactCover {
  const merged = mergedIntervals(problem);
  const wholeCosts = problem.costs.every((cost) => Number.isInteger(cost));
  let best = start;
  let bestCost = costOf(problem, start);
  const open: Bounds[] = [
    {
      lower: problem.costs.map(() => 0),
      upper: problem.costs.map(() => Number.POSITIVE_INFINITY),
    },
  ];
  let steps = 0;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    steps += 1;
    if (steps > maxSteps) return { counts: best, proven: false };
    const relaxed = relaxedCover(merged, node.lower, node.upper);
    const bound = wholeCosts ? Math.ceil(relaxed.cost - TINY) : relaxed.cost;
    if (bound >= bestCost - TINY) continue;
    const shift = mostFractional(relaxed.counts);
    if (shift < 0) {
      best = relaxed.counts.map((count) => Math.round(count));
      bestCost = costOf(problem, best);
      continue;
    }
    const whole = Math.floor(numberAt(relaxed.counts, shift));
    open.push({ ...node, upper: replaced(node.upper, shift, whole) });
    // The branch with more agents comes first: it is a cover sooner.
    open.push({ ...node, lower: replaced(node.lower, shift, whole + 1) });
  }
  return { counts: best, proven: true };
}

const replaced = (values: readonly number[], at: number, value: number): readonly number[] =>
  values.map((old, index) => (index === at ? value : old));

/** The count that is furthest from a whole number, or -1 when all are whole. */
function mostFractional(counts: readonly number[]): number {
  let found = -1;
  let furthest = TINY;
  counts.forEach((count, index) => {
    const distance = Math.abs(count - Math.round(count));
    if (distance > furthest) {
      found = index;
      furthest = distance;
    }
  });
  return found;
}

/** Intervals that the same shifts cover are one, with the highest of their demands. */
function mergedIntervals({ demand, covers, costs }: CoverProblem): CoverProblem {
  const groups = new Map<string, { readonly shifts: readonly number[]; readonly needed: number }>();
  demand.forEach((needed, interval) => {
    const shifts = covers.flatMap((own, shift) => (own.includes(interval) ? [shift] : []));
    const key = shifts.join();
    const known = groups.get(key)?.needed ?? 0;
    if (needed > known) groups.set(key, { shifts, needed });
  });
  const kept = [...groups.values()];
  return {
    demand: kept.map(({ needed }) => needed),
    covers: costs.map((_, shift) =>
      kept.flatMap(({ shifts }, interval) => (shifts.includes(shift) ? [interval] : [])),
    ),
    costs,
  };
}
