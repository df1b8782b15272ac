import type { SqlDatabase, SqlStatement } from '../../storage/sqlite.ts';

const ITEMS = 'polydesk_ledger_items';
const RUNS = 'polydesk_ledger_runs';
const META = 'polydesk_ledger_meta';

const ALIVE = `EXISTS (SELECT 1 FROM ${RUNS} AS held WHERE held.number = item.run AND held.ended_at IS NULL)`;

// Of a run that is not there an item is never free, so that nothing that a snapshot misses is taken.
const FREE = `(item.run = 0 OR EXISTS (
    SELECT 1 FROM ${RUNS} AS held WHERE held.number = item.run
      AND (held.ended_at IS NOT NULL OR max(item.lease_until, held.lease_until) <= @now)))`;

// Lists come as JSON, so that a statement is prepared once, however long they are.
const ASKED = `(@kind IS NULL OR kind = @kind)
    AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
    AND (NOT @differing OR differences IS NOT NULL)`;

const OUTCOME = `state = ?, target = ?, written_version = ?, reason = ?, error = ?, losses = ?,
    differences = ?, detail = ?, updated_at = ?`;

const NO_CLAIM = 'run = 0, fence = 0, lease_until = 0, raised = 0';

/** Everything that a ledger asks its file. A function: a bundler keeps texts that are put together. */
const texts = () =>
  ({
    meta: `SELECT value FROM ${META} WHERE name = ?`,
    saveMeta: `INSERT INTO ${META} (name, value) VALUES (?, ?)`,
    nextFence: `INSERT INTO ${META} (name, value) VALUES ('fence', 1)
      ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value`,

    startRun: `INSERT INTO ${RUNS} (id, phase, started_at, heartbeat_at, lease_until)
      VALUES (?, ?, ?, ?, -9007199254740991)`,
    heartbeat: `UPDATE ${RUNS} SET heartbeat_at = ?, lease_until = max(lease_until, ?)
      WHERE id = ? AND ended_at IS NULL`,
    endRun: `UPDATE ${RUNS} SET ended_at = ?, outcome = ? WHERE id = ? AND ended_at IS NULL`,
    runs: `SELECT * FROM ${RUNS} ORDER BY number DESC`,
    aliveRun: `SELECT number FROM ${RUNS} WHERE id = ? AND ended_at IS NULL`,

    insert: `INSERT INTO ${ITEMS} (kind, source, state, queue, rank, position, source_version, updated_at)
      VALUES (?, ?, 0, ?, ?, ?, ?, ?) ON CONFLICT (kind, source) DO NOTHING`,
    find: `SELECT * FROM ${ITEMS} WHERE kind = ? AND source = ?`,
    raise: `UPDATE ${ITEMS} SET source_version = ?, raised = fence > 0, updated_at = ? WHERE seq = ?`,
    again: `UPDATE ${ITEMS} SET state = 0, queue = kind, rank = position, source_version = ?,
      updated_at = ?, ${NO_CLAIM} WHERE seq = ?`,

    free: `SELECT * FROM ${ITEMS} AS item WHERE queue = @queue AND rank < @before AND ${FREE}
      ORDER BY rank, seq LIMIT @limit`,
    freeOne: `SELECT * FROM ${ITEMS} AS item WHERE kind = @kind AND source = @source AND ${FREE}`,
    take: `UPDATE ${ITEMS} SET state = max(state, 1), run = ?, fence = ?, lease_until = ?, raised = 0,
      attempts = attempts + 1, updated_at = ? WHERE seq = ?`,
    held: `SELECT * FROM ${ITEMS} AS item
      WHERE seq = ? AND fence = ? AND kind = ? AND source = ? AND ${ALIVE}`,
    advance: `UPDATE ${ITEMS} SET ${OUTCOME} WHERE seq = ?`,
    move: `UPDATE ${ITEMS} SET ${OUTCOME}, queue = ?, rank = ? WHERE seq = ?`,
    release: `UPDATE ${ITEMS} SET ${OUTCOME}, queue = ?, rank = ?, ${NO_CLAIM} WHERE seq = ?`,

    target: `SELECT target FROM ${ITEMS} WHERE kind = ? AND source = ? AND target IS NOT NULL`,
    page: `SELECT * FROM ${ITEMS} WHERE seq > @after AND ${ASKED} ORDER BY seq LIMIT @limit`,
    asked: `SELECT kind, state, count(*) AS number FROM ${ITEMS} WHERE ${ASKED} GROUP BY kind, state`,
    reset: `UPDATE ${ITEMS} SET state = @state, reason = @reason, updated_at = @now,
      queue = iif(@state = 0, kind, NULL), rank = iif(@state = 0, position, 0), ${NO_CLAIM}
      WHERE ${ASKED}`,
    remove: `DELETE FROM ${ITEMS} WHERE seq = ?`,

    counts: 'SELECT kind, state, number FROM polydesk_ledger_counts',
    count: `INSERT INTO polydesk_ledger_counts (kind, state, number) VALUES (?, ?, ?)
      ON CONFLICT (kind, state) DO UPDATE SET number = number + excluded.number`,

    checkpoint: 'SELECT value FROM polydesk_ledger_checkpoints WHERE name = ?',
    saveCheckpoint: `INSERT INTO polydesk_ledger_checkpoints (name, value) VALUES (?, ?)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  }) as const;

/** The statements of a ledger, prepared. */
export type LedgerStatements = Readonly<Record<keyof ReturnType<typeof texts>, SqlStatement>>;

/** Prepares them all. */
export function statementsOf(database: SqlDatabase): LedgerStatements {
  const entries = Object.entries(texts()).map(([name, text]) => [name, database.prepare(text)]);
  // Safe: the same keys.
  return Object.fromEntries(entries) as LedgerStatements;
}
