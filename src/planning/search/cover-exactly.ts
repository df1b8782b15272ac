import { listAt, numberAt, roundToNine } from '../../numbers/rounding.ts';
import { type CoverProblem, costOf } from './cover-problem.ts';

/** The best cover found, and whether the search came to its end. */
export interface ExactCover {
  readonly counts: readonly number[];
  readonly proven: boolean;
}

/**
 * Branch and bound over the kinds of shift, one after the other: each count from what only this
 * shift can still cover up to what it could at most be needed for. The bound is a solution of the
 * dual of the linear relaxation, found by raising one interval's price after the other; states that
 * were reached at no higher cost before are left alone.
 */
export function coverExactly(
  problem: CoverProblem,
  start: readonly number[],
  maxSteps: number,
): ExactCover {
  const { demand, covers, costs } = merged(problem);
  const order = branchingOrder(covers);
  const wholeCosts = costs.every((cost) => Number.isInteger(cost));
  let best = start;
  let bestCost = costOf(problem, start);
  let steps = 0;
  const reached = new Map<string, number>();
  const counts: number[] = costs.map(() => 0);

  const search = (depth: number, missing: readonly number[], cost: number): void => {
    steps += 1;
    if (steps > maxSteps) return;
    if (missing.every((needed) => needed <= 0)) {
      if (cost < bestCost - 1e-9) {
        best = [...counts];
        bestCost = cost;
      }
      return;
    }
    const left = order.slice(depth);
    const raw = roundToNine(cost + dualBound(missing, left, covers, costs));
    const bound = wholeCosts ? Math.ceil(raw - 1e-6) : raw;
    if (bound >= bestCost - 1e-9) return;
    const key = `${depth}:${missing.map((needed) => Math.max(0, needed)).join()}`;
    if ((reached.get(key) ?? Number.POSITIVE_INFINITY) <= cost) return;
    reached.set(key, cost);
    const [shift] = left;
    if (shift === undefined) return;
    const own = listAt(covers, shift);
    const later = new Set(left.slice(1).flatMap((other) => listAt(covers, other)));
    const most = Math.max(0, ...own.map((interval) => numberAt(missing, interval)));
    const least = Math.max(
      0,
      ...own.map((interval) => (later.has(interval) ? 0 : numberAt(missing, interval))),
    );
    for (let count = least; count <= most; count += 1) {
      counts[shift] = count;
      const next = [...missing];
      for (const interval of own) next[interval] = numberAt(next, interval) - count;
      search(depth + 1, next, cost + count * numberAt(costs, shift));
    }
    counts[shift] = 0;
  };

  search(0, demand, 0);
  return { counts: best, proven: steps <= maxSteps };
}

/** Intervals that the same shifts cover are one, with the highest of their demands. */
function merged({ demand, covers, costs }: CoverProblem): CoverProblem {
  const groups = new Map<string, { readonly shifts: readonly number[]; readonly needed: number }>();
  demand.forEach((needed, interval) => {
    if (needed === 0) return;
    const shifts = covers.flatMap((own, shift) => (own.includes(interval) ? [shift] : []));
    const key = shifts.join();
    const known = groups.get(key)?.needed ?? 0;
    groups.set(key, { shifts, needed: Math.max(known, needed) });
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

/** Shifts in the order of their first interval, so that what only they cover comes up early. */
function branchingOrder(covers: readonly (readonly number[])[]): readonly number[] {
  const firstOf = (shift: number) => covers[shift]?.[0] ?? Number.POSITIVE_INFINITY;
  return covers
    .map((_, shift) => shift)
    .sort((a, b) => (firstOf(a) === firstOf(b) ? a - b : firstOf(a) - firstOf(b)));
}

/** No cover of what is missing costs less than this; infinite when there is none. */
function dualBound(
  missing: readonly number[],
  shifts: readonly number[],
  covers: readonly (readonly number[])[],
  costs: readonly number[],
): number {
  const slack = [...costs];
  let bound = 0;
  for (const [interval, needed] of missing.entries()) {
    if (needed <= 0) continue;
    const covering = shifts.filter((shift) => listAt(covers, shift).includes(interval));
    const price = Math.min(...covering.map((shift) => numberAt(slack, shift)));
    if (price === Number.POSITIVE_INFINITY) return price;
    bound += price * needed;
    for (const shift of covering) slack[shift] = numberAt(slack, shift) - price;
  }
  return bound;
}
