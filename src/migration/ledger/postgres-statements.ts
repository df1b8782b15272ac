import type { LedgerTables } from './postgres-schema.ts';

// Numbers of 64 bits come as text otherwise.
const COLUMNS = `item.seq::float8, item.kind, item.source, item.state, item.target, item.position,
  item.source_version, item.written_version, item.attempts, item.reason, item.error, item.losses,
  item.differences, item.detail, item.updated_at, item.queue, item.rank`;

const NO_CLAIM = 'run = 0, fence = 0, lease_until = 0, raised = false';

// Whoever plans waits for the others who do, so that none waits for another's keys the wrong way round.
const PLANNING = 715_517_028;

/** Of a run that this statement cannot see yet an item is not free. */
const freeAt = (now: string, { runs }: LedgerTables): string =>
  `(item.run = 0 OR EXISTS (
    SELECT 1 FROM ${runs} AS held WHERE held.number = item.run
      AND (held.ended_at IS NOT NULL OR greatest(item.lease_until, held.lease_until) <= ${now})))`;

const ASKED = `($1::smallint IS NULL OR item.kind = $1)
  AND ($2::smallint[] IS NULL OR item.state = ANY($2))
  AND (NOT $3::boolean OR item.differences IS NOT NULL)`;

const runStatements = ({ meta, runs }: LedgerTables) =>
  ({
    subject: `SELECT value FROM ${meta} WHERE name = 'subject'`,
    bind: `INSERT INTO ${meta} (name, value) VALUES ('subject', $1) ON CONFLICT (name) DO NOTHING`,

    startRun: `INSERT INTO ${runs} (id, phase, started_at, heartbeat_at, lease_until)
      VALUES ($1, $2, $3, $3, -9007199254740991)`,
    heartbeat: `UPDATE ${runs} SET heartbeat_at = $2, lease_until = greatest(lease_until, $3)
      WHERE id = $1 AND ended_at IS NULL`,
    endRun: `UPDATE ${runs} SET outcome = $2, ended_at = $3 WHERE id = $1 AND ended_at IS NULL`,
    runs: `SELECT * FROM ${runs} ORDER BY number DESC`,
    aliveRun: `SELECT number FROM ${runs} WHERE id = $1 AND ended_at IS NULL`,
  }) as const;

function planningStatements({ items }: LedgerTables) {
  // What `isSettled` says of the other ledgers.
  const settled = '(item.state IN (3, 4) OR (item.state = 6 AND item.written_version IS NOT NULL))';
  const found = `unnest($1::smallint[], $2::text[], $3::float8[]) AS found (kind, source, version)
      JOIN ${items} AS item USING (kind, source)`;
  return {
    lockPlanning: `SELECT pg_advisory_xact_lock(${PLANNING}, hashtext('${items}'))`,
    insert: `INSERT INTO ${items} (kind, source, queue, rank, position, source_version, updated_at)
      SELECT kind, source, kind, position, position, version, $5
      FROM unnest($1::smallint[], $2::text[], $3::float8[], $4::float8[])
        WITH ORDINALITY AS found (kind, source, position, version, place)
      ORDER BY place ON CONFLICT (kind, source) DO NOTHING`,
    /** A statement of its own: the next one sees what the items are when all are locked. */
    lockKnown: `SELECT item.seq FROM ${found} WHERE found.version > coalesce(item.source_version, '-Infinity')
        OR found.version > coalesce(item.written_version, '-Infinity')
      ORDER BY item.seq FOR UPDATE OF item`,
    replan: `WITH judged AS MATERIALIZED (
        SELECT item.seq, greatest(item.source_version, found.version) AS version,
          ${settled} AND found.version > coalesce(item.written_version, '-Infinity') AS again
        FROM ${found} WHERE found.version > coalesce(item.source_version, '-Infinity')
          OR (${settled} AND found.version > coalesce(item.written_version, '-Infinity')))
      UPDATE ${items} AS item SET source_version = judged.version, updated_at = $4,
        raised = NOT again AND item.fence > 0,
        state = CASE WHEN again THEN 0 ELSE item.state END,
        queue = CASE WHEN again THEN item.kind ELSE item.queue END,
        rank = CASE WHEN again THEN item.position ELSE item.rank END,
        run = CASE WHEN again THEN 0 ELSE item.run END,
        fence = CASE WHEN again THEN 0 ELSE item.fence END
      FROM judged WHERE item.seq = judged.seq`,

    reset: `WITH asked AS MATERIALIZED (
        SELECT item.seq FROM ${items} AS item WHERE ${ASKED} ORDER BY item.seq FOR UPDATE OF item)
      UPDATE ${items} AS item SET state = $4::smallint, reason = $5, updated_at = $6, ${NO_CLAIM},
        queue = CASE WHEN $4::smallint = 0 THEN item.kind END,
        rank = CASE WHEN $4::smallint = 0 THEN item.position ELSE 0 END
      FROM asked WHERE item.seq = asked.seq`,
    remove: `WITH asked AS MATERIALIZED (
        SELECT seq FROM ${items} WHERE kind = $1 AND source = ANY($2::text[]) ORDER BY seq FOR UPDATE)
      DELETE FROM ${items} AS item USING asked WHERE item.seq = asked.seq`,
  } as const;
}

function claimStatements(tables: LedgerTables) {
  const { items, runs, fences } = tables;
  const free = (now: string): string => freeAt(now, tables);
  const take = `state = greatest(item.state, 1), fence = nextval('${fences}'), raised = false,
    attempts = item.attempts + 1`;
  return {
    /** What is locked is being claimed, or changed, by somebody else. */
    claim: `WITH alive AS MATERIALIZED (
        SELECT number FROM ${runs} WHERE id = $1 AND ended_at IS NULL),
      free AS MATERIALIZED (
        SELECT item.seq FROM ${items} AS item
        WHERE item.queue = $2 AND item.rank < $3 AND ${free('$4')} AND EXISTS (SELECT 1 FROM alive)
        ORDER BY item.rank, item.seq LIMIT $6 FOR UPDATE OF item SKIP LOCKED)
      UPDATE ${items} AS item SET ${take}, run = (SELECT number FROM alive), lease_until = $5,
        updated_at = $4
      FROM free WHERE item.seq = free.seq RETURNING ${COLUMNS}, item.fence::float8`,
    heads: `SELECT head.queue FROM unnest($1::smallint[]) AS wanted (queue) CROSS JOIN LATERAL (
        SELECT item.queue, item.rank, item.seq FROM ${items} AS item
        WHERE item.queue = wanted.queue AND ${free('$2')} ORDER BY item.rank, item.seq LIMIT $3) AS head
      ORDER BY head.rank, head.seq LIMIT $3`,
    lockOne: `SELECT ${COLUMNS}, ${free('$3')} AS free FROM ${items} AS item
      WHERE item.kind = $1 AND item.source = $2 FOR UPDATE OF item`,
    takeOne: `UPDATE ${items} AS item SET ${take}, run = $2, lease_until = $3, updated_at = $4
      WHERE item.seq = $1 RETURNING ${COLUMNS}, item.fence::float8`,

    lockHeld: `SELECT ${COLUMNS}, item.fence::float8, item.raised FROM ${items} AS item
      WHERE item.seq = ANY($1::bigint[]) AND item.fence > 0 AND EXISTS (
        SELECT 1 FROM ${runs} AS held WHERE held.number = item.run AND held.ended_at IS NULL)
      ORDER BY item.seq FOR UPDATE OF item`,
    advance: `UPDATE ${items} AS item SET state = made.state, target = made.target,
        written_version = made.written_version, reason = made.reason, error = made.error,
        losses = made.losses, differences = made.differences, detail = made.detail,
        queue = made.queue, rank = made.rank, updated_at = $2,
        run = CASE WHEN made.released THEN 0 ELSE item.run END,
        fence = CASE WHEN made.released THEN 0 ELSE item.fence END,
        raised = item.raised AND NOT made.released
      FROM jsonb_to_recordset($1::jsonb) AS made (seq bigint, state smallint, target text,
        written_version float8, reason text, error text, losses text, differences text, detail text,
        queue smallint, rank float8, released boolean)
      WHERE item.seq = made.seq`,
  } as const;
}

const readingStatements = ({ items, counts, checkpoints }: LedgerTables) =>
  ({
    item: `SELECT ${COLUMNS} FROM ${items} AS item WHERE item.kind = $1 AND item.source = $2`,
    targets: `SELECT source, target FROM ${items}
      WHERE kind = $1 AND source = ANY($2::text[]) AND target IS NOT NULL`,
    page: `SELECT ${COLUMNS} FROM ${items} AS item WHERE ${ASKED} AND item.seq > $4
      ORDER BY item.seq LIMIT $5`,
    counts: `SELECT kind, state, sum(number)::float8 AS number, count(*)::float8 AS parts
      FROM ${counts} GROUP BY kind, state`,
    sumUp: `WITH parts AS (DELETE FROM ${counts} WHERE ctid IN (
        SELECT ctid FROM ${counts} FOR UPDATE SKIP LOCKED) RETURNING kind, state, number)
      INSERT INTO ${counts} SELECT kind, state, sum(number) FROM parts GROUP BY kind, state`,

    checkpoint: `SELECT value FROM ${checkpoints} WHERE name = $1`,
    saveCheckpoint: `INSERT INTO ${checkpoints} (name, value) VALUES ($1, $2)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  }) as const;

/** Everything that a ledger asks PostgreSQL. */
export const ledgerStatements = (tables: LedgerTables) => ({
  ...runStatements(tables),
  ...planningStatements(tables),
  ...claimStatements(tables),
  ...readingStatements(tables),
});

/** Those of one ledger. */
export type LedgerPgStatements = ReturnType<typeof ledgerStatements>;
