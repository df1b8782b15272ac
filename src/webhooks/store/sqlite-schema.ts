import { ConfigurationError } from '../../errors/classes.ts';
import type { SqlDatabase } from '../../storage/sqlite.ts';

/** An entry's state as it is stored: 0 waiting, 1 running, 2 done, 3 dead. What is open sorts first. */
export const WAITING = 0;

const VERSION = 1;

// `due_at` of a running entry is the end of its lease: both are when somebody may claim it.
const SCHEMA = `
CREATE TABLE IF NOT EXISTS polydesk_entries (
  seq INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  stream TEXT NOT NULL,
  desk TEXT NOT NULL,
  state INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  token TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  place INTEGER NOT NULL,
  body TEXT,
  headers TEXT,
  received_at INTEGER NOT NULL,
  failure TEXT,
  ended_at INTEGER
);
CREATE INDEX IF NOT EXISTS polydesk_due ON polydesk_entries (due_at) WHERE state < 2;
CREATE INDEX IF NOT EXISTS polydesk_streams ON polydesk_entries (stream) WHERE state < 2;
CREATE INDEX IF NOT EXISTS polydesk_ended ON polydesk_entries (state, ended_at) WHERE state > 1;
CREATE TABLE IF NOT EXISTS polydesk_records (
  stream TEXT PRIMARY KEY, json TEXT NOT NULL, written_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS polydesk_marks (
  word TEXT PRIMARY KEY, until INTEGER NOT NULL
) WITHOUT ROWID;
`;

/**
 * Makes the tables, or checks that they are of this version.
 *
 * @throws {ConfigurationError} for a file that a newer version of this library wrote.
 */
export function prepareSchema(database: SqlDatabase, synchronous: 'normal' | 'full'): void {
  database.exec('PRAGMA busy_timeout = 10000');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  database.exec('BEGIN IMMEDIATE');
  try {
    // Safe: the pragma answers one row with this column.
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (row.user_version > VERSION) {
      throw new ConfigurationError(
        `The file of the webhook store has version ${row.user_version}; this release knows ${VERSION}. ` +
          'Update polydesk, or use another file.',
      );
    }
    database.exec(SCHEMA);
    database.exec(`PRAGMA user_version = ${VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
