import { ConfigurationError } from '../errors/index.ts';
import type { ReportFormat } from './format.ts';
import { html, type HtmlValue, type SafeHtml } from './html.ts';

/** One column of a table. */
export interface TableColumn {
  readonly title: string;
  /** `number` aligns to the end, with figures of equal width. Default `text`. */
  readonly kind?: 'text' | 'number';
}

/** A table and what it says about itself. */
export interface TableOptions {
  /** Unique on the page: lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  /** One value for each column. Strings and markup as they are; format numbers first. */
  readonly rows: readonly (readonly HtmlValue[])[];
  /** A last row with sums, one value for each column. */
  readonly footer?: readonly HtmlValue[];
  /** How many rows are shown. Default 200. */
  readonly maxRows?: number;
  /** How many rows there are in truth, where `rows` was cut before. Default `rows.length`. */
  readonly total?: number;
  /** What is said instead of a table without rows. Default `None.` */
  readonly empty?: string;
  /** True where the first cell of a row names the row. Default true. */
  readonly rowHeaders?: boolean;
  /** Scrolls inside a box instead of growing down the page; prints in full. */
  readonly tall?: boolean;
  readonly format: ReportFormat;
}

/** What a cell says where nothing is known. */
export const UNKNOWN = '–';

/** Rows that a table shows unless it is told otherwise. */
export const DEFAULT_MAX_ROWS = 200;

/**
 * A table with a caption and headers. Rows beyond `maxRows` are left out, and a sentence says how
 * many there are.
 *
 * @throws {ConfigurationError} for an id that cannot be one, and for a row that does not have one
 *   value for each column.
 * @example
 * table({ id: 'desks', caption: 'Desks', columns: [{ title: 'Desk' }, { title: 'Calls', kind: 'number' }],
 *   rows: [['zendesk', '12']], format: createFormat() })
 */
export function table(options: TableOptions): SafeHtml {
  const { id, caption, columns, rows, footer, rowHeaders = true, tall = false } = options;
  const { maxRows = DEFAULT_MAX_ROWS, empty = 'None.' } = options;
  checkId(id);
  for (const row of footer === undefined ? rows : [...rows, footer]) {
    if (row.length !== columns.length) {
      throw new ConfigurationError(`A row of the table "${id}" does not fit its columns.`);
    }
  }
  if (rows.length === 0) return html`<p class="empty" id="${id}">${caption}: ${empty}</p>`;
  const cells = (row: readonly HtmlValue[], asHeader: boolean) =>
    row.map((value, index) =>
      cell(value, columns[index]?.kind === 'number', asHeader && index === 0),
    );
  const heads = columns.map(
    ({ title, kind }) => html`<th scope="col"${kind === 'number' && NUMERIC}>${title}</th>`,
  );
  return html`<div class="scroll${tall ? ' tall' : ''}" role="group" aria-labelledby="${id}-caption" tabindex="0">
<table id="${id}"${columns.length > DENSE_FROM && DENSE}><caption id="${id}-caption">${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>${rows.slice(0, maxRows).map(
    (row) => html`<tr>${cells(row, rowHeaders)}</tr>
`,
  )}</tbody>
${
  footer &&
  html`<tfoot><tr>${cells(footer, true)}</tr></tfoot>
`
}</table></div>
${cutNote({ ...options, maxRows })}`;
}

/** Columns from which on they stand closer together. */
const DENSE_FROM = 12;
const DENSE = html` class="dense"`;
const NUMERIC = html` class="number"`;
const ZERO = html` class="number zero"`;

function cell(value: HtmlValue, isNumber: boolean, isHeader: boolean): SafeHtml {
  const shown = value === null || value === undefined || value === '' ? UNKNOWN : value;
  if (isHeader) return html`<th scope="row">${shown}</th>`;
  // Zeros step back, so that the other figures are found at a glance.
  const look = shown === '0' ? ZERO : NUMERIC;
  return html`<td${isNumber && look}>${shown}</td>`;
}

function cutNote({
  rows,
  maxRows = 0,
  total = rows.length,
  format,
}: TableOptions): SafeHtml | null {
  const shown = Math.min(rows.length, maxRows);
  if (shown >= total) return null;
  return html`<p class="cut">Showing ${format.number(shown)} of ${format.number(total)} rows.</p>
`;
}

/** @throws {ConfigurationError} for an id that could not be linked to. */
export function checkId(id: string): void {
  if (!/^[a-z][a-z0-9-]*$/.test(id)) {
    throw new ConfigurationError(
      'An id in a report starts with a letter and has lower-case letters, digits and hyphens.',
    );
  }
}
