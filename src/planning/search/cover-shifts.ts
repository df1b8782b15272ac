import { checkNumbers, checkSeries, refuse } from '../../numbers/check-numbers.ts';
import { listAt, numberAt, roundToNine, sumOf } from '../../numbers/rounding.ts';
import type { PlanningReason } from '../types.ts';
import { coverExactly } from './cover-exactly.ts';
import { coverGreedily } from './cover-greedily.ts';
import type { CoverProblem } from './cover-problem.ts';

/** A kind of shift that agents can be put on. */
export interface ShiftType {
  readonly id: string;
  /** Indices of the intervals that it covers; breaks are left out. */
  readonly covers: readonly number[];
  /** What one agent on it costs. @default the number of intervals covered, at least 1 */
  readonly cost?: number;
}

/** How long to search for the best cover. */
export interface CoverShiftsOptions {
  /** Up to so many kinds of shift the best cover is searched for. @default 12 */
  readonly exactUpTo?: number;
  /** Steps after which that search gives up. @default 20000 */
  readonly maxSteps?: number;
}

/** Agents on each kind of shift. */
export interface ShiftCover {
  /** Agents on each kind of shift, in the order given. */
  readonly shifts: readonly { readonly id: string; readonly agents: number }[];
  readonly cost: number;
  /** Agents present in each interval. */
  readonly coverage: readonly number[];
  /** Whether no cheaper cover exists. */
  readonly optimal: boolean;
  readonly reasons: readonly PlanningReason[];
}

/**
 * The cheapest number of agents on each kind of shift so that every interval has enough. With up to
 * 12 kinds of shift the answer is exact (branch and bound); with more it is good: the best ratio
 * first, then improved by exchange. Set covering is NP-hard, so a search may be cut short; `optimal`
 * says what was proven.
 *
 * @param demand agents needed in each interval, whole numbers
 * @throws ValidationError for numbers out of range, or an interval that no shift covers.
 * @example
 * coverShifts([1, 2, 2, 1], [
 *   { id: 'early', covers: [0, 1] }, { id: 'late', covers: [2, 3] }, { id: 'mid', covers: [1, 2] },
 * ]).shifts.map(({ agents }) => agents) //=> [1, 1, 1]
 */
export function coverShifts(
  demand: readonly number[],
  shifts: readonly ShiftType[],
  options: CoverShiftsOptions = {},
): ShiftCover {
  const { exactUpTo = 12, maxSteps = 20_000 } = options;
  check(demand, shifts, { exactUpTo, maxSteps });
  const covers = shifts.map((shift) => [...new Set(shift.covers)]);
  const problem: CoverProblem = {
    demand,
    covers,
    // A shift that covers nothing is no gain, but it is not free either: the search divides by costs.
    costs: shifts.map(({ cost }, index) => cost ?? Math.max(1, listAt(covers, index).length)),
  };
  const good = coverGreedily(problem);
  const exact = shifts.length <= exactUpTo ? coverExactly(problem, good, maxSteps) : null;
  const counts = exact?.counts ?? good;
  return {
    shifts: shifts.map(({ id }, index) => ({ id, agents: numberAt(counts, index) })),
    cost: roundToNine(sumOf(problem.costs.map((cost, index) => cost * numberAt(counts, index)))),
    coverage: demand.map((_, interval) =>
      sumOf(covers.map((own, index) => (own.includes(interval) ? numberAt(counts, index) : 0))),
    ),
    optimal: exact?.proven ?? false,
    reasons: [reasonOf(exact)],
  };
}

function reasonOf(exact: { readonly proven: boolean } | null): PlanningReason {
  if (exact === null)
    return {
      code: 'heuristic_search',
      message: 'Too many kinds of shift for an exact answer: greedy, then exchanges.',
    };
  return exact.proven
    ? { code: 'proven_optimal', message: 'No cheaper cover exists.' }
    : { code: 'search_cut_short', message: 'The exact search was cut short; this is its best.' };
}

function check(
  demand: readonly number[],
  shifts: readonly ShiftType[],
  options: Required<CoverShiftsOptions>,
): void {
  const subject = 'The shift plan';
  checkNumbers(subject, {
    exactUpTo: [options.exactUpTo, 'count'],
    maxSteps: [options.maxSteps, 'positiveCount'],
  });
  checkSeries(subject, 'demand', demand, 'count');
  shifts.forEach(({ covers, cost = 1 }, index) => {
    checkSeries(subject, `shifts.${index}.covers`, covers, 'count');
    checkNumbers(subject, { [`shifts.${index}.cost`]: [cost, 'positive'] });
  });
  const covered = new Set(shifts.flatMap(({ covers }) => covers));
  refuse(
    subject,
    demand.flatMap((needed, interval) =>
      needed > 0 && !covered.has(interval)
        ? [{ path: `demand.${interval}`, message: 'is not covered by any shift' }]
        : [],
    ),
  );
}
