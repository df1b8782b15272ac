import type { PgTables } from './postgres-schema.ts';

const HELD = 'WHERE key = $1 AND token = $2 AND state = 1 AND due_at > $3';
const COLUMNS = 'key, stream, desk, place, body, headers, received_at';
// Numbers of 64 bits come as text otherwise.
const ROW = `seq::float8, key, stream, desk, attempts, place, body, headers,
  received_at::float8, failure, ended_at::float8`;

/** Everything that a store asks PostgreSQL. */
export function pgStatements({ entries, records, marks }: PgTables) {
  return {
    /** Claimed at once unless something of its stream is open. */
    addClaimed: `INSERT INTO ${entries} (${COLUMNS}, state, due_at, token, attempts)
      SELECT $1, $2, $3, $4, $5, $6, $7, 1, $8, $9, 1
      WHERE NOT EXISTS (SELECT 1 FROM ${entries} WHERE stream = $2 AND state < 2)
      ON CONFLICT DO NOTHING RETURNING key`,
    add: `INSERT INTO ${entries} (${COLUMNS}, state, due_at, token, attempts)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, '', 0) ON CONFLICT (key) DO NOTHING RETURNING key`,
    addDead: `INSERT INTO ${entries} (${COLUMNS}, state, due_at, token, attempts, failure, ended_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, 3, $8, '', 0, $9, $8) ON CONFLICT (key) DO NOTHING`,
    states: `SELECT key, state FROM ${entries} WHERE key = ANY($1)`,
    records: `SELECT stream, json FROM ${records} WHERE stream = ANY($1)`,
    /** Of a stream that nothing runs of, the one that came first; a lease that ended is one that waits. */
    claim: `UPDATE ${entries} AS taken
      SET state = 1, due_at = $1, token = $2, attempts = attempts + 1
      WHERE seq IN (
        SELECT seq FROM ${entries} AS entry
        WHERE state < 2 AND due_at <= $3 AND desk = ANY($4) AND ($5::text[] IS NULL OR key = ANY($5))
          AND NOT EXISTS (
            SELECT 1 FROM ${entries} AS other
            WHERE other.stream = entry.stream AND other.state < 2 AND other.seq <> entry.seq
              AND (other.state = 1 OR (entry.state = 0 AND other.due_at <= $3
                AND other.seq < entry.seq AND ($5::text[] IS NULL OR other.key = ANY($5)))))
        ORDER BY seq LIMIT $6 FOR UPDATE SKIP LOCKED)
        AND state < 2 AND due_at <= $3
      RETURNING ${ROW}`,
    extend: `UPDATE ${entries} SET due_at = $4 ${HELD}`,
    /** What customers wrote goes with the end of the handling. */
    finish: `UPDATE ${entries} SET state = 2, ended_at = $3, body = NULL, headers = NULL,
      failure = NULL, token = '' ${HELD}`,
    remember: `INSERT INTO ${records} (stream, json, written_at) VALUES ($1, $2, $3)
      ON CONFLICT (stream) DO UPDATE SET json = excluded.json, written_at = excluded.written_at`,
    bury: `UPDATE ${entries} SET state = 3, token = '', failure = $4, ended_at = $3 ${HELD}`,
    putBack: `UPDATE ${entries} SET state = 0, token = '', failure = $4, due_at = $5 ${HELD}`,
    nextDue: `SELECT min(due_at)::float8 AS due_at FROM ${entries} WHERE state < 2 AND desk = ANY($1)`,
    dead: `SELECT ${ROW} FROM ${entries} WHERE state = 3 AND desk = ANY($1)
      AND ($2::text IS NULL OR (ended_at, seq) > (SELECT ended_at, seq FROM ${entries} WHERE key = $2))
      ORDER BY ended_at, seq LIMIT $3`,
    revive: `UPDATE ${entries} SET state = 0, due_at = $2, attempts = 0, ended_at = NULL
      WHERE key = ANY($1) AND state = 3`,
    discard: `UPDATE ${entries} SET state = 2, ended_at = $2, body = NULL, headers = NULL, failure = NULL
      WHERE key = ANY($1) AND state = 3`,
    mark: `INSERT INTO ${marks} (word, until) SELECT word, $2 FROM unnest($1::text[]) AS word
      ON CONFLICT (word) DO UPDATE SET until = greatest(${marks}.until, excluded.until)`,
    marked: `SELECT word FROM ${marks} WHERE word = ANY($1) AND until > $2`,
    counts: `SELECT state, count(*)::float8 AS count FROM ${entries} WHERE desk = ANY($1) GROUP BY state`,
    forget: [
      `DELETE FROM ${entries} WHERE seq IN (SELECT seq FROM ${entries}
        WHERE state = 2 AND ended_at <= $1 ORDER BY ended_at LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
      `DELETE FROM ${records} WHERE stream IN (SELECT stream FROM ${records}
        WHERE written_at <= $1 LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
      `DELETE FROM ${marks} WHERE word IN (SELECT word FROM ${marks}
        WHERE until <= $1 LIMIT 5000 FOR UPDATE SKIP LOCKED)`,
    ],
  } as const;
}

/** Those of one store. */
export type PgStatements = ReturnType<typeof pgStatements>;
