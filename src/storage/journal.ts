import { ConfigurationError } from '../errors/classes.ts';

/** A list of JSON values in a file, that only grows, and can be written anew. */
export interface Journal {
  /** Resolves when the values are on the disk. */
  append(values: readonly unknown[]): Promise<void>;
  /** Puts these values in the place of all before them; all of them or none. */
  replace(values: Iterable<unknown>): void;
  /** How many values the file holds. */
  readonly length: number;
  close(): Promise<void>;
}

interface Files {
  openSync(path: string, flags: string): number;
  closeSync(file: number): void;
  writeSync(file: number, text: string): number;
  fsyncSync(file: number): void;
  fdatasync(file: number, done: (error: Error | null) => void): void;
  readFileSync(path: string, encoding: 'utf8'): string;
  renameSync(from: string, to: string): void;
  truncateSync(path: string, length: number): void;
  unlinkSync(path: string): void;
  existsSync(path: string): boolean;
}

interface Host {
  readonly process?: {
    readonly pid: number;
    kill(pid: number, signal: 0): void;
    getBuiltinModule?(name: string): unknown;
  };
}

const host: Host = globalThis;

function fileSystem(): Files {
  const files = host.process?.getBuiltinModule?.('node:fs');
  if (files === undefined) {
    throw new ConfigurationError(
      'This runtime has no files. Use the memory store, or one of your own.',
    );
  }
  // Safe: the built-in module of that name has these functions in every release.
  return files as Files;
}

/**
 * Opens a journal, or begins one. One process at a time: the file beside it, `.lock`, says whose it is.
 * A last line that was cut off by a crash is dropped: nobody was told that it is there.
 *
 * @throws {ConfigurationError} while another process has it, or when a line in the middle is broken.
 * @example
 * const { journal, values } = openJournal('./webhooks.journal');
 * await journal.append([{ key: 'e1' }]);
 */
export function openJournal(path: string): {
  readonly journal: Journal;
  readonly values: readonly unknown[];
} {
  const files = fileSystem();
  const unlock = lock(files, `${path}.lock`);
  try {
    const values = readValues(files, path);
    return { journal: createJournal(files, path, { count: values.length, unlock }), values };
  } catch (error) {
    unlock();
    throw error;
  }
}

function lock(files: Files, path: string): () => void {
  const own = String(host.process?.pid ?? 0);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = files.openSync(path, 'wx');
      files.writeSync(file, own);
      files.closeSync(file);
      return () => files.unlinkSync(path);
    } catch {
      if (attempt === 0 && files.existsSync(path) && isDead(files.readFileSync(path, 'utf8'))) {
        files.unlinkSync(path);
        continue;
      }
      break;
    }
  }
  throw new ConfigurationError(
    'Another process has this journal open, or its folder cannot be written. A journal serves one ' +
      'process; install better-sqlite3, or use Node.js 22.13 or later, to share a file.',
  );
}

function isDead(pid: string): boolean {
  const number = Number(pid);
  if (!Number.isInteger(number) || number <= 0) return true;
  try {
    host.process?.kill(number, 0);
    return false;
  } catch (error) {
    // EPERM: it is there, and somebody else's.
    return !(error instanceof Error && 'code' in error && error.code === 'EPERM');
  }
}

function readValues(files: Files, path: string): readonly unknown[] {
  if (!files.existsSync(path)) return [];
  const text = files.readFileSync(path, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const values = lines.map((line, index) => {
    try {
      const value: unknown = JSON.parse(line);
      return value;
    } catch {
      throw new ConfigurationError(
        `Line ${index + 1} of the journal is not JSON. Something else wrote to this file.`,
      );
    }
  });
  if (end === text.length) return values;
  // Only the end of a journal is cut off: any other file stays as it is.
  if (!/^[[{]/.test(text)) {
    throw new ConfigurationError('The file is not a journal. Something else wrote to this file.');
  }
  files.truncateSync(path, new TextEncoder().encode(text.slice(0, end)).length);
  return values;
}

function createJournal(
  files: Files,
  path: string,
  { count, unlock }: { readonly count: number; readonly unlock: () => void },
): Journal {
  let file = files.openSync(path, 'a');
  let length = count;
  let syncing: Promise<void> | null = null;
  const lineOf = (value: unknown): string => `${JSON.stringify(value)}\n`;
  const sync = (): Promise<void> =>
    new Promise((resolve, reject) => {
      files.fdatasync(file, (error) => (error === null ? resolve() : reject(error)));
    });
  /** One wait for the disk serves everybody who came before it began. */
  const synced = async (): Promise<void> => {
    if (syncing !== null) await syncing.catch(() => undefined);
    syncing ??= sync().finally(() => {
      syncing = null;
    });
    await syncing;
  };
  return {
    get length() {
      return length;
    },
    async append(values) {
      files.writeSync(file, values.map(lineOf).join(''));
      length += values.length;
      await synced();
    },
    replace(values) {
      const fresh = `${path}.new`;
      const next = files.openSync(fresh, 'w');
      let lines = 0;
      for (const value of values) {
        files.writeSync(next, lineOf(value));
        lines += 1;
      }
      files.fsyncSync(next);
      files.renameSync(fresh, path);
      files.closeSync(file);
      file = next;
      length = lines;
    },
    async close() {
      // Nobody is waited for where nothing is on its way, so that the file is free at once.
      if (syncing !== null) await syncing.catch(() => undefined);
      files.closeSync(file);
      unlock();
    },
  };
}
