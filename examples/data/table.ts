/** A row of a written table: every cell by its column. */
export interface TableRow {
  text(column: string): string;
  /** `null` for a cell that holds `-`. */
  number(column: string): number | null;
  /** Cells of several words; `null` for `-`. */
  words(column: string): readonly string[] | null;
}

const splitCells = (line: string): readonly string[] => line.split('|').map((cell) => cell.trim());

/**
 * Reads a table that is written one row a line, cells apart by `|`, the names of the columns first.
 *
 * @example parseTable('key | mrr\nlumen | 49')[0]?.number('mrr') //=> 49
 */
export function parseTable(source: string): readonly TableRow[] {
  const [header, ...lines] = source.trim().split('\n');
  const columns = splitCells(header ?? '');
  return lines.map((line) => readRow(columns, splitCells(line)));
}

function readRow(columns: readonly string[], cells: readonly string[]): TableRow {
  const text = (column: string): string => {
    const cell = cells[columns.indexOf(column)];
    if (cell === undefined) throw new Error(`The row "${cells[0]}" has no column "${column}".`);
    return cell;
  };
  return {
    text,
    number: (column) => (text(column) === '-' ? null : Number(text(column))),
    words: (column) => (text(column) === '-' ? null : text(column).split(' ').filter(Boolean)),
  };
}
