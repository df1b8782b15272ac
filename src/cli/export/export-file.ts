import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../../errors/index.ts';
import type { LineCounts, LinesPage } from './ticket-lines.ts';

/** What an export is of; another one does not go on with the same file. */
export interface ExportSubject {
  readonly desk: string;
  /** ISO 8601. */
  readonly since: string | null;
  /** With the tickets' histories. */
  readonly histories: boolean;
}

/** How far an export has come. */
export interface ExportMark extends ExportSubject, LineCounts {
  readonly cursor: string | null;
  /** Bytes of the file that are whole pages. */
  readonly bytes: number;
}

/** A file that grows by whole pages. */
export interface ExportFile {
  /** Where to go on. */
  readonly mark: ExportMark;
  /** Adds a page, and remembers where the next one begins. */
  append(page: LinesPage): Promise<void>;
  /** The export is complete. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/** Before the first page. */
export const NOTHING: LineCounts = { tickets: 0, messages: 0, events: 0, gone: 0 };

/** Both together. */
export const added = (left: LineCounts, right: LineCounts): LineCounts => ({
  tickets: left.tickets + right.tickets,
  messages: left.messages + right.messages,
  events: left.events + right.events,
  gone: left.gone + right.gone,
});

const sizeOf = async (path: string): Promise<number> =>
  existsSync(path) ? (await stat(path)).size : 0;

/**
 * Opens the file of an export. Beside it, in `.cursor`, stands how far it has come: a process that is killed
 * leaves whole lines, and what came after the last whole page is cut off by the next one.
 *
 * @throws {ConfigurationError} when the file is there and is no unfinished export of the same desk.
 */
export async function openExportFile(
  path: string,
  subject: ExportSubject,
  { force }: { readonly force: boolean },
): Promise<ExportFile> {
  const cursorPath = `${path}.cursor`;
  const known = force ? null : await readMark(cursorPath, subject);
  if (known === null && !force && existsSync(path)) {
    throw new ConfigurationError(`${path} is there already. --force writes it anew.`);
  }
  const mark = known ?? { ...subject, ...NOTHING, cursor: null, bytes: 0 };
  // What is missing would be filled up with zeros.
  if (known !== null && (await sizeOf(path)) < mark.bytes) {
    throw new ConfigurationError(
      `${path} is shorter than ${cursorPath} says: somebody has changed it. --force begins anew.`,
    );
  }
  await saveMark(cursorPath, mark);
  const file = await open(path, known === null ? 'w' : 'a');
  await file.truncate(mark.bytes);
  return exportFile(file, cursorPath, mark);
}

function exportFile(file: FileHandle, cursorPath: string, start: ExportMark): ExportFile {
  let current = start;
  return {
    get mark() {
      return current;
    },
    async append(page) {
      const { text, nextCursor } = page;
      await file.appendFile(text);
      await file.datasync();
      current = {
        ...current,
        ...added(current, page),
        cursor: nextCursor,
        bytes: current.bytes + Buffer.byteLength(text),
      };
      // The last page has no next one: `finish` follows, and a kill before it writes that page again.
      if (nextCursor !== null) await saveMark(cursorPath, current);
    },
    finish: () => rm(cursorPath),
    close: () => file.close(),
  };
}

async function saveMark(path: string, mark: ExportMark): Promise<void> {
  await writeFile(`${path}.new`, JSON.stringify(mark));
  await rename(`${path}.new`, path);
}

async function readMark(path: string, subject: ExportSubject): Promise<ExportMark | null> {
  if (!existsSync(path)) return null;
  const mark = parsed(await readFile(path, 'utf8'));
  if (mark === null) {
    throw new ConfigurationError(`${path} is not the mark of an export. --force begins anew.`);
  }
  const { desk, since, histories } = mark;
  const isSame = (['desk', 'since', 'histories'] as const).every(
    (key) => mark[key] === subject[key],
  );
  if (isSame) return mark;
  const flags = [
    ...(since === null ? [] : [`--since ${since}`]),
    ...(histories ? ['--events'] : []),
  ];
  const how = flags.length === 0 ? ' without --since and --events' : ` with ${flags.join(' and ')}`;
  throw new ConfigurationError(
    `${path} belongs to an unfinished export of ${desk}${how}. Finish that one, or --force begins anew.`,
  );
}

function parsed(text: string): ExportMark | null {
  try {
    const value: unknown = JSON.parse(text);
    const isMark =
      typeof value === 'object' &&
      value !== null &&
      'desk' in value &&
      'histories' in value &&
      'bytes' in value &&
      typeof value.bytes === 'number';
    // Safe: only `saveMark` writes this file, as a whole.
    return isMark ? (value as ExportMark) : null;
  } catch {
    return null;
  }
}
