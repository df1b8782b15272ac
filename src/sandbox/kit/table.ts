/** What a table keeps: providers count their records in numbers or name them in texts. */
interface Identified {
  readonly id: number | string;
}

/** Rows by id in the order they came, with a version that moves on every write. */
export interface Table<Row extends Identified> {
  rows: Map<Row['id'], Row>;
  version: number;
}

export function createTable<Row extends Identified>(): Table<Row> {
  return { rows: new Map(), version: 0 };
}

export function put<Row extends Identified>(table: Table<Row>, row: Row): Row {
  table.rows.set(row.id, row);
  table.version += 1;
  return row;
}

export function remove<Row extends Identified>(table: Table<Row>, id: Row['id']): void {
  if (table.rows.delete(id)) table.version += 1;
}

/** To call after changing a row in place, so that sorted views are made anew. */
export function touch<Row extends Identified>(table: Table<Row>): void {
  table.version += 1;
}

interface View {
  readonly version: number;
  readonly rows: readonly unknown[];
}

// Sorted views are caches beside the data: snapshots of a table never carry them.
const views = new WeakMap<object, Map<string, View>>();

/**
 * The rows that pass `keep`, sorted; computed once per version of the table and name, so that
 * walking thousands of pages sorts once. The name must say both the filter and the order.
 */
export function viewOf<Row extends Identified>(
  table: Table<Row>,
  name: string,
  make: (rows: Row[]) => Row[],
): readonly Row[] {
  const known = views.get(table) ?? new Map<string, View>();
  views.set(table, known);
  const cached = known.get(name);
  // A view is only ever written below, with this table's rows.
  if (cached?.version === table.version) return cached.rows as readonly Row[];
  const rows = make([...table.rows.values()]);
  known.set(name, { version: table.version, rows });
  return rows;
}

/** The first position whose row is not before the key; rows must be sorted by that comparison. */
export function lowerBound<Row>(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    // middle < rows.length, so the row exists.
    if (isBefore(rows[middle] as Row)) low = middle + 1;
    else high = middle;
  }
  return low;
}
