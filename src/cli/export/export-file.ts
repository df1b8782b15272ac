import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { ConfigurationError } from '../../errors/index.ts';

/** What an export is of; another one does not go on with the same file. */
export interface ExportSubject {
  readonly desk: string;
  /** ISO 8601. */
  readonly since: string | null;
}

/** How far an export has come. */
export interface ExportMark extends ExportSubject {
  readonly cursor: string | null;
  /** Bytes of the file that are whole pages. */
  readonly bytes: number;
  readonly tickets: number;
}

/** A file that grows by whole pages. */
export interface ExportFile {
  /** Where to go on. */
  readonly mark: ExportMark;
  /** Adds a page, and remembers where the next one begins. */
  append(text: string, tickets: number, nextCursor: string | null): Promise<void>;
  /** The export is complete. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

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
  const mark = known ?? { ...subject, cursor: null, bytes: 0, tickets: 0 };
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
    async append(text, tickets, nextCursor) {
      await file.appendFile(text);
      await file.datasync();
      current = {
        ...current,
        cursor: nextCursor,
        bytes: current.bytes + Buffer.byteLength(text),
        tickets: current.tickets + tickets,
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
  if (mark.desk === subject.desk && mark.since === subject.since) return mark;
  const since = mark.since === null ? '' : ` with --since ${mark.since}`;
  throw new ConfigurationError(
    `${path} belongs to an unfinished export of ${mark.desk}${since}. Finish that one, or --force begins anew.`,
  );
}

function parsed(text: string): ExportMark | null {
  try {
    const value: unknown = JSON.parse(text);
    const isMark =
      typeof value === 'object' &&
      value !== null &&
      'desk' in value &&
      'bytes' in value &&
      typeof value.bytes === 'number';
    // Safe: only `saveMark` writes this file, as a whole.
    return isMark ? (value as ExportMark) : null;
  } catch {
    return null;
  }
}
