import { float64At, integerAt, itemAt } from '../classifier/places.ts';
/**
 * The assignment of rows to columns with the least total cost (Hungarian method with potentials,
 * Kuhn 1955, Munkres 1957; O(rows² × columns)). Needs at least as many columns as rows.
 *
 * @returns the column of each row.
 */
export function solveAssignment(cost: readonly (readonly number[])[]): readonly number[] {
  const rows = cost.length;
  const columns = cost[0]?.length ?? 0;
  const at = (row: number, column: number) => itemAt(itemAt(cost, row - 1), column - 1);
  // Rows and columns count from 1; 0 is the row that looks for a place.
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  const rowOf = new Int32Array(columns + 1);
  const cameFrom = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(columns + 1);
    do {
      used[column] = 1;
      const current = integerAt(rowOf, column);
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= columns; other += 1) {
        if (used[other] === 1) continue;
        const reduced =
          at(current, other) - float64At(rowPotential, current) - float64At(columnPotential, other);
        if (reduced < float64At(least, other)) {
          least[other] = reduced;
          cameFrom[other] = column;
        }
        if (float64At(least, other) < delta) {
          delta = float64At(least, other);
          next = other;
        }
      }
      for (let other = 0; other <= columns; other += 1)
        if (used[other] === 1) {
          const owner = integerAt(rowOf, other);
          rowPotential[owner] = float64At(rowPotential, owner) + delta;
          columnPotential[other] = float64At(columnPotential, other) - delta;
        } else least[other] = float64At(least, other) - delta;
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = integerAt(cameFrom, column);
      rowOf[column] = integerAt(rowOf, previous);
      column = previous;
    }
  }
  const columnOf = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column += 1) {
    const row = integerAt(rowOf, column);
    if (row > 0) columnOf[row - 1] = column - 1;
  }
  return columnOf;
}
