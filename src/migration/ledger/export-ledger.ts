import { ConfigurationError } from '../../errors/classes.ts';
import type { Ledger, LedgerItem } from './types.ts';

/** What a ledger can be written as. */
export type LedgerFormat = 'csv' | 'ndjson';

const COLUMNS = [
  'kind',
  'source',
  'state',
  'target',
  'order',
  'sourceVersion',
  'writtenVersion',
  'attempts',
  'reason',
  'error',
  'losses',
  'differences',
  'detail',
  'updatedAt',
] as const satisfies readonly (keyof LedgerItem)[];

const PAGE = 500;

/**
 * Writes every item of a ledger, a piece of text for each page of them, in the order in which they were
 * planned.
 *
 * - `csv`: RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): a header, lines that end in CR LF, quotes
 *   where they are needed. `error`, `losses`, `differences` and `detail` are JSON. Text that a spreadsheet
 *   would take for a formula begins with `'`, as OWASP advises
 *   (https://owasp.org/www-community/attacks/CSV_Injection).
 * - `ndjson`: one item as JSON on each line, nothing changed.
 *
 * Times and versions are milliseconds since the epoch.
 *
 * @throws {ConfigurationError} for another format.
 * @example
 * for await (const text of exportLedger(ledger, 'csv')) process.stdout.write(text);
 * // kind,source,state,target,order,…
 * // ticket,zendesk:acme:ticket:1,confirmed,intercom:acme:ticket:9,1,…
 */
export function exportLedger(ledger: Ledger, format: LedgerFormat): AsyncIterable<string> {
  if (format !== 'csv' && format !== 'ndjson') {
    throw new ConfigurationError('A ledger is written as `csv` or as `ndjson`.');
  }
  return pagesOf(ledger, format);
}

async function* pagesOf(ledger: Ledger, format: LedgerFormat): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  let cursor: string | null = null;
  do {
    const page = await ledger.items({ limit: PAGE, cursor });
    const lines = page.items.map(format === 'csv' ? csvLine : jsonLine);
    if (lines.length > 0) yield lines.join('');
    cursor = page.cursor;
  } while (cursor !== null);
}

const jsonLine = (item: LedgerItem): string => `${JSON.stringify(item)}\n`;

const csvLine = (item: LedgerItem): string =>
  `${COLUMNS.map((column) => cellOf(item[column])).join(',')}\r\n`;

// What Excel, LibreOffice and Google Sheets take for a formula, also behind spaces and in wide letters.
const FORMULA = /^[\s\u0000]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

function cellOf(value: LedgerItem[keyof LedgerItem]): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object') return isEmpty(value) ? '' : quoted(JSON.stringify(value));
  return quoted(FORMULA.test(value) ? `'${value}` : value);
}

const isEmpty = (value: object): boolean => Object.keys(value).length === 0;

const quoted = (text: string): string =>
  /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text;
