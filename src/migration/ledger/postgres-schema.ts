import { ConfigurationError } from '../../errors/classes.ts';
import { type PgClient, type PgPool, transact } from '../../storage/postgres.ts';
import { newerLedger } from './rules.ts';

const PLAIN = /^[a-z_][a-z0-9_]{0,40}$/;

/** The names of the tables, ready to stand in a statement. */
export interface LedgerTables {
  readonly schema: string;
  readonly items: string;
  readonly runs: string;
  readonly counts: string;
  readonly checkpoints: string;
  readonly meta: string;
  readonly fences: string;
}

/** @throws {ConfigurationError} for a schema that would have to be quoted. */
export function tablesOf(schema: string): LedgerTables {
  if (!PLAIN.test(schema)) {
    throw new ConfigurationError(
      'schema must be lower-case letters, digits and underscores, at most 41, not beginning with a digit.',
    );
  }
  const table = (name: string): string => `${schema}.polydesk_ledger_${name}`;
  return {
    schema,
    items: table('items'),
    runs: table('runs'),
    counts: table('counts'),
    checkpoints: table('checkpoints'),
    meta: table('meta'),
    fences: table('fences'),
  };
}

// Any numbers, the same for everybody who uses these tables.
const MAKING = 715_517_027;

/**
 * What makes the tables. Counts are kept by triggers: each statement adds how many more and fewer there
 * are, as rows of its own, so that no process waits for another one's; reading adds them up.
 */
const firstTables = ({
  schema,
  items,
  runs,
  counts,
  checkpoints,
  fences,
}: LedgerTables): string => `
CREATE SEQUENCE ${fences};
CREATE TABLE ${items} (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind smallint NOT NULL,
  source text NOT NULL,
  state smallint NOT NULL DEFAULT 0,
  queue smallint,
  rank float8 NOT NULL,
  position float8 NOT NULL,
  run integer NOT NULL DEFAULT 0,
  fence bigint NOT NULL DEFAULT 0,
  lease_until float8 NOT NULL DEFAULT 0,
  raised boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  source_version float8,
  written_version float8,
  updated_at float8 NOT NULL,
  target text,
  reason text,
  error text,
  losses text,
  differences text,
  detail text,
  UNIQUE (kind, source)
) WITH (fillfactor = 80);
CREATE INDEX polydesk_ledger_queues ON ${items} (queue, rank, seq) WHERE queue IS NOT NULL;
CREATE TABLE ${runs} (
  number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  id text NOT NULL UNIQUE,
  phase text NOT NULL,
  started_at float8 NOT NULL,
  heartbeat_at float8 NOT NULL,
  lease_until float8 NOT NULL,
  ended_at float8,
  outcome text
);
CREATE TABLE ${counts} (kind smallint NOT NULL, state smallint NOT NULL, number bigint NOT NULL);
CREATE TABLE ${checkpoints} (name text PRIMARY KEY, value text NOT NULL);
CREATE FUNCTION ${schema}.polydesk_ledger_count() RETURNS trigger LANGUAGE plpgsql AS $count$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO ${counts} SELECT kind, state, count(*) FROM after GROUP BY kind, state;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO ${counts} SELECT kind, state, -count(*) FROM before GROUP BY kind, state;
  ELSE
    INSERT INTO ${counts} SELECT kind, state, sum(change) FROM (
      SELECT kind, state, 1 AS change FROM after UNION ALL SELECT kind, state, -1 FROM before
    ) AS changes GROUP BY kind, state HAVING sum(change) <> 0;
  END IF;
  RETURN NULL;
END $count$;
CREATE TRIGGER polydesk_ledger_added AFTER INSERT ON ${items} REFERENCING NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.polydesk_ledger_count();
CREATE TRIGGER polydesk_ledger_changed AFTER UPDATE ON ${items}
  REFERENCING OLD TABLE AS before NEW TABLE AS after
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.polydesk_ledger_count();
CREATE TRIGGER polydesk_ledger_removed AFTER DELETE ON ${items} REFERENCING OLD TABLE AS before
  FOR EACH STATEMENT EXECUTE FUNCTION ${schema}.polydesk_ledger_count();
`;

/** What brings a ledger from each version to the next; the first begins with nothing. */
export const PG_MIGRATIONS: readonly ((tables: LedgerTables) => string)[] = [firstTables];

/**
 * Makes the tables, or brings them to this version, also when several processes do so at the same time.
 *
 * @throws {ConfigurationError} for tables that a newer release wrote.
 */
export function prepareTables(
  pool: PgPool,
  tables: LedgerTables,
  migrations = PG_MIGRATIONS,
): Promise<void> {
  const { meta } = tables;
  return transact(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${MAKING})`);
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${meta} (name text PRIMARY KEY, value text NOT NULL)`,
    );
    const version = await versionOf(client, meta);
    if (version > migrations.length) throw newerLedger(version, migrations.length);
    if (version === migrations.length) return;
    for (const step of migrations.slice(version)) await client.query(step(tables));
    await client.query(
      `INSERT INTO ${meta} (name, value) VALUES ('version', $1)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [String(migrations.length)],
    );
  });
}

async function versionOf(client: PgClient, meta: string): Promise<number> {
  const { rows } = await client.query(`SELECT value FROM ${meta} WHERE name = 'version'`);
  return Number(rows[0]?.['value'] ?? 0);
}
