import { ConfigurationError } from '../errors/classes.ts';

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

interface Host {
  readonly process?: {
    cwd(): string;
    getBuiltinModule?(name: string): unknown;
  };
}

type OpenFile = (path: string) => SqlDatabase;

const host: Host = globalThis;
const builtin = (name: string): unknown => host.process?.getBuiltinModule?.(name);

/** How to open a file with each library, where it is there. */
const OPENERS: Readonly<Record<SqliteDriver, () => OpenFile | null>> = {
  'node:sqlite'() {
    // Safe: the built-in module of that name has this class wherever it exists.
    const sqlite = builtin('node:sqlite') as
      | { readonly DatabaseSync: new (path: string) => SqlDatabase }
      | undefined;
    return sqlite === undefined ? null : (path) => new sqlite.DatabaseSync(path);
  },
  'better-sqlite3'() {
    const Database = requireFromApplication('better-sqlite3');
    // Safe: the package exports one class that opens files.
    return typeof Database === 'function'
      ? (path) => new (Database as new (path: string) => SqlDatabase)(path)
      : null;
  },
};

/** Found at run time, so that no bundler looks for it. */
function requireFromApplication(name: string): unknown {
  // Safe: the built-in module of that name has this function in every release.
  const module = builtin('node:module') as
    | { createRequire(path: string): (name: string) => unknown }
    | undefined;
  const folder = host.process?.cwd();
  if (module === undefined || folder === undefined) return undefined;
  try {
    return module.createRequire(`${folder}/polydesk`)(name);
  } catch {
    // Not installed, or built for another version of Node.
    return undefined;
  }
}

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
      throw new ConfigurationError(
        `The database file cannot be opened with ${driver}. Does its folder exist, and may this process write there?`,
        { cause: error instanceof Error ? error.name : undefined },
      );
    }
  }
  return null;
}
