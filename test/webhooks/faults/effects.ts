import type { PgClient, SqlTransaction } from '../../../src/webhooks/index.ts';

/** What handling an event does: a line of a ledger, and the state of a ticket as it is told. */
export interface Effect {
  readonly key: string;
  readonly desk: string;
  readonly ticketId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}

const merged = (known: unknown, fields: Effect['fields']): string =>
  JSON.stringify({ ...(JSON.parse(String(known ?? '{}')) as object), ...fields });

/** Without any constraint: an event that is handled twice is there twice. */
export const FILE_TABLES = `
CREATE TABLE IF NOT EXISTS effects (key TEXT NOT NULL, desk TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS states (ticket TEXT PRIMARY KEY, json TEXT NOT NULL);
`;

export function applyToFile(sql: SqlTransaction, { key, desk, ticketId, fields }: Effect): void {
  sql.run('INSERT INTO effects (key, desk) VALUES (?, ?)', key, desk);
  if (ticketId === null) return;
  // Safe: the statement answers this column.
  const row = sql.get('SELECT json FROM states WHERE ticket = ?', ticketId) as
    | { json: string }
    | undefined;
  sql.run(
    'INSERT OR REPLACE INTO states (ticket, json) VALUES (?, ?)',
    ticketId,
    merged(row?.json, fields),
  );
}

export const pgTables = (schema: string): string => `
CREATE TABLE IF NOT EXISTS ${schema}.effects (key text NOT NULL, desk text NOT NULL);
CREATE TABLE IF NOT EXISTS ${schema}.states (ticket text PRIMARY KEY, json text NOT NULL);
`;

export async function applyToPostgres(
  client: PgClient,
  schema: string,
  { key, desk, ticketId, fields }: Effect,
): Promise<void> {
  await client.query(`INSERT INTO ${schema}.effects (key, desk) VALUES ($1, $2)`, [key, desk]);
  if (ticketId === null) return;
  const { rows } = await client.query(`SELECT json FROM ${schema}.states WHERE ticket = $1`, [
    ticketId,
  ]);
  await client.query(
    `INSERT INTO ${schema}.states (ticket, json) VALUES ($1, $2)
      ON CONFLICT (ticket) DO UPDATE SET json = excluded.json`,
    [ticketId, merged(rows[0]?.['json'], fields)],
  );
}
