import type { SqlDatabase, SqlStatement } from '../../storage/sqlite.ts';

const ITEMS = 'polydesk_ledger_items';
const RUNS = 'polydesk_ledger_runs';
const META = 'polydesk_ledger_meta';

// Of a run that is not there an item is never free, so that nothing that a snapshot misses is taken.
const FREE = `(item.run = 0 OR EXISTS (
    SELECT 1 FROM ${RUNS} AS held WHERE held.number = item.run
      AND (held.ended_at IS NOT NULL OR max(item.lease_until, held.lease_until) <= @now)))`;

// Lists come as JSON, so that a statement is prepared once, however long they are.
const ASKED = `(@kind IS NULL OR kind = @kind)
    AND (@states IS NULL OR state IN (SELECT value FROM json_each(@states)))
    AND (NOT @differing OR differences IS NOT NULL)`;

// In the order in which `readRows` reads them. Most items have none of the texts, and each column costs.
const COLUMNS = `seq, kind, source, state, target, position, source_version, written_version, attempts,
    updated_at, rank`;
const TEXTS = 'reason, error, losses, differences, detail';
const ROW = `CASE WHEN coalesce(${TEXTS}) IS NULL THEN json_array(${COLUMNS})
    ELSE json_array(${COLUMNS}, ${TEXTS}) END`;

const NO_CLAIM = 'run = 0, fence = 0, lease_until = 0, raised = 0';

const TAKE = `state = max(state, 1), run = ?, fence = ?, lease_until = ?, raised = 0,
    attempts = attempts + 1, updated_at = ?`;

/** So many new items go into one statement, which takes half the time of a statement for each. */
export const TOGETHER = 50;

const insertText = (rows: number): string =>
  `INSERT INTO ${ITEMS} (kind, source, state, queue, rank, position, source_version, updated_at)
    VALUES ${Array(rows).fill('(?, ?, 0, ?, ?, ?, ?, ?)').join(', ')} ON CONFLICT (kind, source) DO NOTHING`;

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
    // Items that were planned one after the other are most often claimed so: a range is found at once.
    takeRange: `UPDATE ${ITEMS} SET ${TAKE} WHERE seq BETWEEN ? AND ?`,
    isAlive: `SELECT 1 FROM ${RUNS} WHERE number = ? AND ended_at IS NULL`,
    aliveRun: `SELECT number FROM ${RUNS} WHERE id = ? AND ended_at IS NULL`,

    insert: insertText(1),
    insertTogether: insertText(TOGETHER),
    find: `SELECT * FROM ${ITEMS} WHERE kind = ? AND source = ?`,
    raise: `UPDATE ${ITEMS} SET source_version = ?, raised = fence > 0, updated_at = ? WHERE seq = ?`,
    again: `UPDATE ${ITEMS} SET state = 0, queue = kind, rank = position, source_version = ?,
      updated_at = ?, ${NO_CLAIM} WHERE seq = ?`,

    // One text for all rows costs less than half of an object for each.
    free: `SELECT '[' || coalesce(group_concat(${ROW}), '') || ']' AS rows FROM (
      SELECT * FROM ${ITEMS} AS item WHERE queue = @queue AND rank < @before AND ${FREE}
      ORDER BY rank, seq LIMIT @limit)`,
    freeOne: `SELECT * FROM ${ITEMS} AS item WHERE kind = @kind AND source = @source AND ${FREE}`,
    take: `UPDATE ${ITEMS} SET ${TAKE} WHERE seq IN (SELECT value FROM json_each(?))`,
    held: `SELECT seq, kind, source, run, fence, state, queue, position, raised, source_version, written_version
      FROM ${ITEMS} WHERE seq = ? AND fence > 0`,

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

/** Columns that an advance may mention, in the order in which their values come, one bit for each. */
export const TOLD = {
  target: 1,
  written_version: 2,
  reason: 4,
  error: 8,
  losses: 16,
  differences: 32,
  detail: 64,
} as const;

/** Which columns of one item an update writes besides its state, and of which row. */
export interface AdvanceShape {
  /** Bits of `TOLD`. */
  readonly told: number;
  readonly isMoved: boolean;
  readonly isReleased: boolean;
  /** Only while the claim holds and the item is as this process left it. */
  readonly isGuarded: boolean;
}

const advanceText = ({ told, isMoved, isReleased, isGuarded }: AdvanceShape): string => {
  const columns = Object.entries(TOLD).flatMap(([name, bit]) => ((told & bit) > 0 ? [name] : []));
  if (isMoved) columns.push('queue', 'rank');
  const set = ['state', 'updated_at', ...columns].map((column) => `${column} = ?`).join(', ');
  const guard = isGuarded ? ' AND fence = ? AND state = ? AND raised = 0' : '';
  return `UPDATE ${ITEMS} SET ${set}${isReleased ? `, ${NO_CLAIM}` : ''} WHERE seq = ?${guard}`;
};

/** Updates of these shapes, prepared when they are first asked for. */
export function createAdvances(database: SqlDatabase): (shape: AdvanceShape) => SqlStatement {
  const prepared = new Map<number, SqlStatement>();
  return (shape) => {
    const { told, isMoved, isReleased, isGuarded } = shape;
    const key = told | (isMoved ? 128 : 0) | (isReleased ? 256 : 0) | (isGuarded ? 512 : 0);
    const statement = prepared.get(key) ?? database.prepare(advanceText(shape));
    prepared.set(key, statement);
    return statement;
  };
}
