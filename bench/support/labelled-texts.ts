import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';

/** One row of a public data set. */
export interface LabelledText {
  readonly text: string;
  readonly label: string;
  readonly split: string;
  readonly tags: string;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));
const directory = resolve(repository, process.env['POLYDESK_REFERENCE_DIR'] ?? '../shared', 'data');

/** `bitext_support_intents` or `clinc150` of the reference folder, or null when it is absent. */
export function readLabelledTexts(name: string): readonly LabelledText[] | null {
  const path = resolve(directory, `${name}.csv`);
  if (!existsSync(path)) return null;
  const [head = [], ...rows] = readCsv(readFileSync(path, 'utf8'));
  const at = (row: readonly string[], column: string) => row[head.indexOf(column)] ?? '';
  return rows.map((row) => ({
    text: at(row, 'text'),
    label: at(row, 'intent'),
    split: at(row, 'split'),
    tags: at(row, 'tags'),
  }));
}

/** RFC 4180: fields may be quoted, a quote inside is doubled. */
function readCsv(text: string): readonly (readonly string[])[] {
  const field = /(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/gy;
  const rows: string[][] = [];
  let row: string[] = [];
  for (let match = field.exec(text); match !== null; match = field.exec(text)) {
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] !== ',') {
      if (row.length > 1) rows.push(row);
      row = [];
    }
    if (field.lastIndex >= text.length) break;
  }
  return rows;
}
