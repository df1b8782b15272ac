import { type SqlDatabase, within } from '../../storage/sqlite.ts';
import { newerLedger } from './rules.ts';

// `queue` and `rank` say where an item waits; a claim changes neither, so that it costs no index. That
// an item is claimed is told by `run`: how long depends on its own lease and on its run's heartbeat.
const TABLES = `
CREATE TABLE polydesk_ledger_items (
  seq INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  source TEXT NOT NULL,
  state INTEGER NOT NULL,
  queue INTEGER,
  rank INTEGER NOT NULL,
  position INTEGER NOT NULL,
  run INTEGER NOT NULL DEFAULT 0,
  fence INTEGER NOT NULL DEFAULT 0,
  lease_until INTEGER NOT NULL DEFAULT 0,
  raised INTEGER NOT NULL DEFAULT 0,
  attempts INTEGER NOT NULL DEFAULT 0,
  source_version INTEGER,
  written_version INTEGER,
  updated_at INTEGER NOT NULL,
  target TEXT,
  reason TEXT,
  error TEXT,
  losses TEXT,
  differences TEXT,
  detail TEXT,
  UNIQUE (kind, source)
);
CREATE INDEX polydesk_ledger_queues ON polydesk_ledger_items (queue, rank) WHERE queue IS NOT NULL;
CREATE TABLE polydesk_ledger_counts (
  kind INTEGER NOT NULL, state INTEGER NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (kind, state)
) WITHOUT ROWID;
CREATE TABLE polydesk_ledger_runs (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  phase TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  heartbeat_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT
);
CREATE TABLE polydesk_ledger_checkpoints (
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) WITHOUT ROWID;
`;

/** What brings a file from each version to the next; the first begins with an empty one. */
export const MIGRATIONS: readonly string[] = [TABLES];

/**
 * Makes the tables, or brings them to this version, in one transaction. The version stands in a table:
 * the pragma for it belongs to the whole file, in which others may keep their tables too.
 *
 * @throws {ConfigurationError} for a file that a newer release wrote.
 */
export function prepareLedger(
  database: SqlDatabase,
  { synchronous }: { readonly synchronous: 'normal' | 'full' },
  migrations = MIGRATIONS,
): void {
  database.exec('PRAGMA busy_timeout = 30000');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`PRAGMA synchronous = ${synchronous}`);
  database.exec('PRAGMA cache_size = -16384');
  within(database, () => {
    database.exec(
      'CREATE TABLE IF NOT EXISTS polydesk_ledger_meta (name TEXT PRIMARY KEY, value NOT NULL) WITHOUT ROWID',
    );
    const version = versionOf(database);
    if (version > migrations.length) throw newerLedger(version, migrations.length);
    if (version === migrations.length) return;
    for (const step of migrations.slice(version)) database.exec(step);
    database
      .prepare(
        `INSERT INTO polydesk_ledger_meta (name, value) VALUES ('version', ?)
          ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      )
      .run(migrations.length);
  });
}

function versionOf(database: SqlDatabase): number {
  const text = "SELECT value FROM polydesk_ledger_meta WHERE name = 'version'";
  // Safe: the statement answers this column.
  const row = database.prepare(text).get() as { value: number } | undefined;
  return Number(row?.value ?? 0);
}
