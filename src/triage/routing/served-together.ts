/**
 * Which rows, in their order, can each have a column of their own: a row is taken whenever those before it
 * keep theirs, or find others. So nothing that comes later is served in place of what came first (the
 * greedy basis of a transversal matroid, Edmonds and Fulkerson 1965).
 *
 * @param columnsOf the columns of a row; asked only while a column is free
 */
export function servedTogether(
  rows: number,
  columns: number,
  columnsOf: (row: number) => readonly number[],
): readonly number[] {
  const served: number[] = [];
  const choices = new Map<number, readonly number[]>();
  const ownerOf = new Map<number, number>();
  // Columns from which no free one can be reached, now or later.
  const closed = new Set<number>();
  for (let row = 0; row < rows && ownerOf.size < columns; row += 1) {
    choices.set(row, columnsOf(row));
    const path = pathToFree(row, { choices, ownerOf, closed });
    for (const [column, owner] of path) ownerOf.set(column, owner);
    if (path.length > 0) served.push(row);
  }
  return served;
}

interface Matching {
  readonly choices: ReadonlyMap<number, readonly number[]>;
  readonly ownerOf: ReadonlyMap<number, number>;
  readonly closed: Set<number>;
}

/** Who takes which column so that this row gets one too; nothing when there is no way. */
function pathToFree(
  row: number,
  { choices, ownerOf, closed }: Matching,
): readonly (readonly [column: number, owner: number])[] {
  const askedBy = new Map<number, number>();
  const columnOf = new Map<number, number>();
  const asking = [row];
  for (const owner of asking)
    for (const column of choices.get(owner) ?? []) {
      if (askedBy.has(column) || closed.has(column)) continue;
      askedBy.set(column, owner);
      const next = ownerOf.get(column);
      if (next === undefined) return back(column, row, askedBy, columnOf);
      columnOf.set(next, column);
      asking.push(next);
    }
  for (const column of askedBy.keys()) closed.add(column);
  return [];
}

/** From a free column to the row that looked for one. */
function back(
  free: number,
  row: number,
  askedBy: ReadonlyMap<number, number>,
  columnOf: ReadonlyMap<number, number>,
): readonly (readonly [column: number, owner: number])[] {
  const path: (readonly [number, number])[] = [];
  let column: number | undefined = free;
  while (column !== undefined) {
    const owner: number | undefined = askedBy.get(column);
    if (owner === undefined) break;
    path.push([column, owner]);
    column = owner === row ? undefined : columnOf.get(owner);
  }
  return path;
}
