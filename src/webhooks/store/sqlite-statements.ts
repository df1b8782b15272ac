import type { SqlDatabase, SqlStatement } from '../../storage/sqlite.ts';

// Lists come as JSON, so that a statement is prepared once, however long they are.
const AMONG = '(SELECT value FROM json_each(?))';
const HELD = 'WHERE key = ? AND token = ? AND state = 1 AND due_at > ?';
const NEW_ENTRY = '(key, stream, desk, place, body, headers, received_at';
const FORGET = 'LIMIT 5000)';

/** Everything that a store asks its database. A function: a bundler keeps texts that are put together. */
const texts = () =>
  ({
    add: `INSERT INTO polydesk_entries ${NEW_ENTRY}, due_at, state, token, attempts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0) ON CONFLICT (key) DO NOTHING RETURNING state`,
    // Claimed at once unless something of its stream is open.
    addClaimed: `INSERT INTO polydesk_entries ${NEW_ENTRY}, state, due_at, token, attempts)
    SELECT @key, @stream, @desk, @place, @body, @headers, @received, NOT busy, iif(busy, @now, @claimUntil), iif(busy, '', @token), NOT busy
    FROM (SELECT EXISTS (SELECT 1 FROM polydesk_entries WHERE stream = @stream AND state < 2) AS busy)
    WHERE true ON CONFLICT (key) DO NOTHING RETURNING state`,
    addDead: `INSERT INTO polydesk_entries ${NEW_ENTRY}, due_at, failure, ended_at, state, token, attempts)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 3, '', 0) ON CONFLICT (key) DO NOTHING`,
    state: 'SELECT state FROM polydesk_entries WHERE key = ?',
    record: 'SELECT json FROM polydesk_records WHERE stream = ?',
    // Of a stream that nothing runs of, the one that came first.
    due: `SELECT * FROM polydesk_entries AS entry
    WHERE state < 2 AND due_at <= @now AND desk IN (SELECT value FROM json_each(@desks))
      AND (@keys IS NULL OR key IN (SELECT value FROM json_each(@keys)))
      AND NOT EXISTS (
        SELECT 1 FROM polydesk_entries AS other
        WHERE other.stream = entry.stream AND other.state < 2 AND other.seq <> entry.seq
          AND CASE WHEN other.state = 1 AND other.due_at > @now THEN true
            ELSE other.due_at <= @now AND other.seq < entry.seq
              AND (@keys IS NULL OR other.key IN (SELECT value FROM json_each(@keys))) END)
    ORDER BY seq LIMIT @limit`,
    take: `UPDATE polydesk_entries SET state = 1, due_at = ?, token = ?, attempts = attempts + 1
    WHERE seq = ?`,
    extend: `UPDATE polydesk_entries SET due_at = ? ${HELD}`,
    // What customers wrote goes with the end of the handling.
    finish: `UPDATE polydesk_entries
    SET state = 2, ended_at = ?, body = NULL, headers = NULL, failure = NULL, token = '' ${HELD}`,
    remember: `INSERT INTO polydesk_records (stream, json, written_at) VALUES (?, ?, ?)
    ON CONFLICT (stream) DO UPDATE SET json = excluded.json, written_at = excluded.written_at`,
    bury: `UPDATE polydesk_entries SET state = 3, token = '', failure = ?, ended_at = ? ${HELD}`,
    putBack: `UPDATE polydesk_entries SET state = 0, token = '', failure = ?, due_at = ? ${HELD}`,
    nextDue: `SELECT min(due_at) AS due_at FROM polydesk_entries WHERE state < 2 AND desk IN ${AMONG}`,
    dead: `SELECT * FROM polydesk_entries WHERE state = 3 AND desk IN ${AMONG}
      AND (? IS NULL OR (ended_at, seq) >
        (SELECT ended_at, seq FROM polydesk_entries WHERE key = ?))
    ORDER BY ended_at, seq LIMIT ?`,
    revive: `UPDATE polydesk_entries SET state = 0, due_at = ?, attempts = 0, ended_at = NULL
    WHERE key = ? AND state = 3`,
    discard: `UPDATE polydesk_entries SET state = 2, ended_at = ?, body = NULL, headers = NULL, failure = NULL
    WHERE key = ? AND state = 3`,
    mark: `INSERT INTO polydesk_marks (word, until) VALUES (?, ?)
    ON CONFLICT (word) DO UPDATE SET until = max(until, excluded.until)`,
    marked: 'SELECT 1 FROM polydesk_marks WHERE word = ? AND until > ?',
    counts: `SELECT state, count(*) AS count FROM polydesk_entries WHERE desk IN ${AMONG} GROUP BY state`,
    forgetDone: `DELETE FROM polydesk_entries WHERE seq IN
    (SELECT seq FROM polydesk_entries WHERE state = 2 AND ended_at <= ? ORDER BY ended_at ${FORGET}`,
    forgetRecords: `DELETE FROM polydesk_records WHERE stream IN
    (SELECT stream FROM polydesk_records WHERE written_at <= ? ${FORGET}`,
    forgetMarks: `DELETE FROM polydesk_marks WHERE word IN
    (SELECT word FROM polydesk_marks WHERE until <= ? ${FORGET}`,
  }) as const;

/** The statements of a store, prepared. */
export type Statements = Readonly<Record<keyof ReturnType<typeof texts>, SqlStatement>>;

/** Prepares them all. */
export function statementsOf(database: SqlDatabase): Statements {
  const entries = Object.entries(texts()).map(([name, text]) => [name, database.prepare(text)]);
  // Safe: the same keys.
  return Object.fromEntries(entries) as Statements;
}
