import { cutToWidth, displayWidth, padToWidth } from './display-width.ts';
import type { Look, Paint } from './paint.ts';

/** A cell of a table: text, and the look it gets. */
export type Cell = string | { readonly text: string; readonly look: Look | null };

/** A column of a table. */
export interface Column {
  readonly title: string;
  /** Longer cells are cut. */
  readonly maxWidth?: number;
  /** @default 'left' */
  readonly align?: 'left' | 'right';
}

const textOf = (cell: Cell | undefined): string =>
  // Line breaks of customers' text would tear the table apart.
  (typeof cell === 'string' ? cell : (cell?.text ?? '')).replace(/\s+/g, ' ');

/**
 * Lines of a table whose columns are as wide as they need to be.
 *
 * @example
 * formatTable([{ title: 'topic' }, { title: 'n', align: 'right' }], [['billing', '12']], paint)
 * //=> ['topic     n', 'billing  12']
 */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  paint: Paint,
): readonly string[] {
  const shown = rows.map((row) =>
    columns.map((column, index) => cutToWidth(textOf(row[index]), column.maxWidth ?? 200)),
  );
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...shown.map((row) => displayWidth(row[index] ?? ''))),
  );
  const pad = (text: string, index: number): string =>
    padToWidth(text, widths[index] ?? 0, columns[index]?.align ?? 'left');
  const header = columns.map((column, index) => paint('dim', pad(column.title, index))).join('  ');
  const lines = shown.map((row, rowIndex) =>
    row
      .map((text, index) => {
        const cell = rows[rowIndex]?.[index];
        const look = cell === undefined || typeof cell === 'string' ? null : cell.look;
        return look === null ? pad(text, index) : paint(look, pad(text, index));
      })
      .join('  ')
      .trimEnd(),
  );
  return [header.trimEnd(), ...lines];
}
