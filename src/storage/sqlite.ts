import { ConfigurationError } from '../errors/classes.ts';
import { builtinModule, requirePackage } from './require-package.ts';

/** What a column can hold. */
export type SqlValue = string | number | null;

/** Values for `?`, in their order, or one object with values for `@name`. */
export type SqlParameters = readonly SqlValue[] | readonly [Readonly<Record<string, SqlValue>>];

/** A prepared statement. */
export interface SqlStatement {
  run(...values: SqlParameters): { readonly changes: number | bigint };
  get(...values: SqlParameters): unknown;
  all(...values: SqlParameters): readonly unknown[];
}

/** An open database: what `node:sqlite` and better-sqlite3 have in common. */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqlStatement;
  close(): unknown;
}

/** The libraries that a file can be opened with. */
export const SQLITE_DRIVERS = ['node:sqlite', 'better-sqlite3'] as const;
/** One of them. */
export type SqliteDriver = (typeof SQLITE_DRIVERS)[number];

type OpenFile = (path: string) => SqlDatabase;

/** How to open a file with each library, where it is there. */
const OPENERS: Readonly<Record<SqliteDriver, () => OpenFile | null>> = {
  'node:sqlite'() {
    // Safe: the built-in module of that name has this class wherever it exists.
    const sqlite = builtinModule('node:sqlite') as
      | { readonly DatabaseSync: new (path: string) => SqlDatabase }
      | undefined;
    return sqlite === undefined ? null : (path) => new sqlite.DatabaseSync(path);
  },
  'better-sqlite3'() {
    const Database = requirePackage('better-sqlite3');
    // Safe: the package exports one class that opens files.
    return typeof Database === 'function'
      ? (path) => new (Database as new (path: string) => SqlDatabase)(path)
      : null;
  },
};

/** Whether it opens anything: better-sqlite3 loads its program only now, and may have none for this runtime. */
function works(open: OpenFile): boolean {
  try {
    open(':memory:').close();
    return true;
  } catch {
    return false;
  }
}

/** Whether a file can be opened with any of them. */
export const hasSqlite = (): boolean =>
  SQLITE_DRIVERS.some((driver) => {
    const open = OPENERS[driver]();
    return open !== null && works(open);
  });

/**
 * Opens a file with the first library that is there; `null` when none is.
 *
 * @throws {ConfigurationError} when the file cannot be opened.
 * @example openSqlite('./webhooks.sqlite', SQLITE_DRIVERS)?.driver //=> 'node:sqlite'
 */
export function openSqlite(
  path: string,
  drivers: readonly SqliteDriver[],
): { readonly database: SqlDatabase; readonly driver: SqliteDriver } | null {
  for (const driver of drivers) {
    const open = OPENERS[driver]();
    if (open === null) continue;
    try {
      return { database: open(path), driver };
    } catch (error) {
      if (!works(open)) continue;
      throw new ConfigurationError(
        `The database file cannot be opened with ${driver}. Does its folder exist, and may this process write there?`,
        { cause: error instanceof Error ? error.name : undefined },
      );
    }
  }
  return null;
}

/**
 * Runs work in a transaction that is undone when the work throws or answers false.
 *
 * @example within(database, () => insert.run('a').changes === 1)
 */
export function within<T>(database: SqlDatabase, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec(result === false ? 'ROLLBACK' : 'COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
