import { ConfigurationError } from '../../errors/classes.ts';
import { openSqlite, SQLITE_DRIVERS, type SqliteDriver } from '../../storage/sqlite.ts';
import { createJournalStore } from './journal-store.ts';
import { RETENTION } from './retention.ts';
import { createSqliteStore, type SqlTransaction } from './sqlite-store.ts';
import type { RetentionOptions, WebhookStore } from './types.ts';

/** Where and how a file store keeps what it is given. */
export interface FileStoreOptions extends RetentionOptions {
  /** Its folder must exist. Files beside it, with the same beginning, belong to it. */
  readonly path: string;
  /**
   * What the file is written with. `auto`: `node:sqlite` where it is there, else better-sqlite3 if it is
   * installed, else a journal, which only one process can use. @default 'auto'
   */
  readonly driver?: 'auto' | SqliteDriver | 'journal';
  /**
   * `normal` survives the end of the process at any moment, `full` also a loss of power, at the price
   * of a wait for the disk with each event. @default 'normal'
   */
  readonly synchronous?: 'normal' | 'full';
}

/**
 * Keeps deliveries in one file, which processes of one machine can share. Writes that handlers give to
 * `commitWith` get a transaction of this file, when it is SQLite; with the journal they run when the
 * event ends, and get `undefined`.
 *
 * @throws {ConfigurationError} when the file cannot be opened, is of a newer version, or the driver
 * that was asked for is not there.
 * @example
 * const store = createFileStore({ path: './webhooks.sqlite' });
 * receiver.on('ticket.created', (event, { commitWith }) =>
 *   commitWith((sql) => sql.run('INSERT INTO seen (id) VALUES (?)', event.ticket.id)),
 * );
 */
export function createFileStore(options: FileStoreOptions): WebhookStore<SqlTransaction> {
  const { path, driver = 'auto', synchronous = 'normal' } = options;
  const { keepDoneMs, keepRecordsMs } = { ...RETENTION, ...options };
  if (typeof path !== 'string' || path === '') {
    throw new ConfigurationError('createFileStore needs `path`: the file to keep deliveries in.');
  }
  const drivers =
    driver === 'auto' ? SQLITE_DRIVERS : SQLITE_DRIVERS.filter((one) => one === driver);
  const opened = openSqlite(path, drivers);
  if (opened !== null) {
    return createSqliteStore(opened.database, { keepDoneMs, keepRecordsMs, synchronous });
  }
  if (driver === 'auto' || driver === 'journal') {
    // Safe: the journal has no transaction, which `commitWith` tells in its documentation.
    return createJournalStore({ path, keepDoneMs, keepRecordsMs }) as WebhookStore<never>;
  }
  throw new ConfigurationError(
    driver === 'node:sqlite'
      ? 'This runtime has no node:sqlite: it needs Node.js 22.13. Install better-sqlite3, or leave `driver` out.'
      : 'better-sqlite3 is not installed in this application, or not built for this runtime. Run npm install better-sqlite3, or npm rebuild better-sqlite3, or leave `driver` out.',
  );
}
