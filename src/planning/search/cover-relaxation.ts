import { listAt, numberAt } from '../../numbers/rounding.ts';
import type { CoverProblem } from './cover-problem.ts';

const TINY = 1e-9;

/** The cheapest cover with parts of agents allowed: no whole one costs less. */
export interface Relaxation {
  readonly cost: number;
  readonly counts: readonly number[];
}

/**
 * Linear relaxation of a shift cover with bounds on the counts. Its dual starts from a solution that
 * is always allowed (prices of 0), so the plain simplex method (Dantzig 1951) on the dual is enough;
 * the counts are the reduced costs of its slack columns. Infinite cost when nothing covers the demand.
 */
export function relaxedCover(
  { demand, covers, costs }: CoverProblem,
  lower: readonly number[],
  upper: readonly number[],
): Relaxation {
  const needed = demand.map(
    (value, interval) =>
      value -
      covers.reduce(
        (sum, own, shift) => sum + (own.includes(interval) ? numberAt(lower, shift) : 0),
        0,
      ),
  );
  const room = upper.map((value, shift) => value - numberAt(lower, shift));
  const prices = [...needed, ...room.map((value) => -value)];
  const rows = costs.map((cost, shift) =>
    Float64Array.from([
      ...demand.map((_, interval) => Number(listAt(covers, shift).includes(interval))),
      ...costs.map((_, other) => (other === shift ? -1 : 0)),
      ...costs.map((_, other) => (other === shift ? 1 : 0)),
      cost,
    ]),
  );
  const objective = Float64Array.from([
    ...prices.map((value) => (Number.isFinite(value) ? -value : 0)),
    ...costs.map(() => 0),
    0,
  ]);
  // A shift without an upper bound has no price for one.
  upper.forEach((value, shift) => {
    if (value === Number.POSITIVE_INFINITY) for (const row of rows) row[demand.length + shift] = 0;
  });
  if (!maximize(rows, objective)) return { cost: Number.POSITIVE_INFINITY, counts: [] };
  const fixed = costs.reduce((sum, cost, shift) => sum + cost * numberAt(lower, shift), 0);
  return {
    cost: fixed + numberAt(objective, objective.length - 1),
    counts: costs.map(
      (_, shift) => numberAt(lower, shift) + numberAt(objective, prices.length + shift),
    ),
  };
}

/**
 * Simplex on a tableau with a feasible start, in place, by Bland's rule (1977), which cannot go round
 * in circles: the first column that gains, of equal rows that of the first variable. False when there
 * is no end to the gain.
 */
function maximize(rows: readonly Float64Array[], objective: Float64Array): boolean {
  const firstSlack = objective.length - 1 - rows.length;
  const basis = rows.map((_, at) => firstSlack + at);
  for (;;) {
    const column = objective.subarray(0, -1).findIndex((value) => value < -TINY);
    if (column < 0) return true;
    const leaving = leavingRow(rows, basis, column);
    const row = rows[leaving];
    if (row === undefined) return false;
    basis[leaving] = column;
    const pivot = numberAt(row, column);
    row.forEach((value, at) => {
      row[at] = value / pivot;
    });
    for (const other of [...rows, objective]) {
      const factor = numberAt(other, column);
      if (other === row || factor === 0) continue;
      row.forEach((value, at) => {
        other[at] = numberAt(other, at) - factor * value;
      });
    }
  }
}

function leavingRow(
  rows: readonly Float64Array[],
  basis: readonly number[],
  column: number,
): number {
  const ratios = rows.map((row) => {
    const value = numberAt(row, column);
    return value > TINY ? numberAt(row, row.length - 1) / value : Number.POSITIVE_INFINITY;
  });
  const smallest = Math.min(...ratios);
  if (smallest === Number.POSITIVE_INFINITY) return -1;
  const equal = [...ratios.keys()].filter((at) => numberAt(ratios, at) <= smallest + TINY);
  return equal.reduce((a, b) => (numberAt(basis, b) < numberAt(basis, a) ? b : a));
}
