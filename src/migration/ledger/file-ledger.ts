import { ConfigurationError } from '../../errors/classes.ts';
import {
  openSqlite,
  type SqlDatabase,
  SQLITE_DRIVERS,
  type SqliteDriver,
} from '../../storage/sqlite.ts';
import { createJournalLedger } from './journal-ledger.ts';
import { createSqliteLedger } from './sqlite-ledger.ts';
import type { Ledger } from './types.ts';

/** Where and how a file ledger keeps what it is given. */
export interface FileLedgerOptions {
  /** Its folder must exist. Files beside it, with the same beginning, belong to it. */
  readonly path: string;
  /**
   * What the file is written with. `auto`: `node:sqlite` where it is there, else better-sqlite3 if it is
   * installed, else a journal, which one process can use, for up to 200,000 items. @default 'auto'
   */
  readonly driver?: 'auto' | SqliteDriver | 'journal';
  /**
   * `normal` survives the end of the process at any moment, `full` also a loss of power, at the price
   * of a wait for the disk with each call that writes. A journal always waits. @default 'normal'
   */
  readonly synchronous?: 'normal' | 'full';
}

/**
 * Keeps a ledger in one file, which processes of one machine can share. A process that is killed at any
 * moment leaves each call behind as a whole or not at all.
 *
 * @throws {ConfigurationError} when the file cannot be opened, is something else, or is of a newer
 * version, or when the driver that was asked for is not there. Beyond 200,000 items a journal refuses
 * `plan` and `claimOne` with one, whose code is `limit_exceeded`.
 * @example
 * const ledger = createFileLedger({ path: './zendesk-to-intercom.ledger' });
 * await ledger.open({ from: 'zendesk:acme', to: 'intercom:acme' });
 * await ledger.plan([{ kind: 'ticket', source: 'zendesk:acme:ticket:1', order: 1, sourceVersion: null }], Date.now());
 * await ledger.counts(); //=> { ticket: { planned: 1 } }
 */
export function createFileLedger(options: FileLedgerOptions): Ledger {
  const { path, driver = 'auto', synchronous = 'normal' } = options;
  if (typeof path !== 'string' || path === '') {
    throw new ConfigurationError('createFileLedger needs `path`: the file to keep the ledger in.');
  }
  const drivers =
    driver === 'auto' ? SQLITE_DRIVERS : SQLITE_DRIVERS.filter((one) => one === driver);
  const opened = openSqlite(path, drivers);
  if (opened !== null) return openLedger(opened.database, synchronous);
  if (driver === 'auto' || driver === 'journal') return createJournalLedger(path);
  throw new ConfigurationError(
    driver === 'node:sqlite'
      ? 'This runtime has no node:sqlite: it needs Node.js 22.13. Install better-sqlite3, or leave `driver` out.'
      : 'better-sqlite3 is not installed in this application, or not built for this runtime. Run npm install better-sqlite3, or npm rebuild better-sqlite3, or leave `driver` out.',
  );
}

function openLedger(database: SqlDatabase, synchronous: 'normal' | 'full'): Ledger {
  try {
    return createSqliteLedger(database, { synchronous });
  } catch (error) {
    database.close();
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError(
      'The file is not a SQLite database, or cannot be written. A journal needs `driver: "journal"`.',
      { cause: error instanceof Error ? error.name : undefined },
    );
  }
}
