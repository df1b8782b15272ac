import { ConfigurationError } from '../../errors/classes.ts';
import { type PgPool, transact } from '../../storage/postgres.ts';

/** The names of the tables, ready to stand in a statement. */
export interface PgTables {
  readonly entries: string;
  readonly records: string;
  readonly marks: string;
}

const PLAIN = /^[a-z_][a-z0-9_]{0,40}$/;

/** @throws {ConfigurationError} for names that would have to be quoted. */
export function tablesOf(schema: string, prefix: string): PgTables {
  for (const [name, value] of Object.entries({ schema, prefix })) {
    if (PLAIN.test(value)) continue;
    throw new ConfigurationError(
      `${name} must be lower-case letters, digits and underscores, at most 41, not beginning with a digit.`,
    );
  }
  const table = (name: string): string => `${schema}.${prefix}_${name}`;
  return { entries: table('entries'), records: table('records'), marks: table('marks') };
}

// Any number, the same for everybody who makes these tables.
const LOCK = 715_517_026;

/**
 * Makes the tables where they are missing, also when several processes do so at the same time. That one
 * entry of a stream runs at a time is an index: nothing that a receiver does can break it.
 */
export function makeTables(
  pool: PgPool,
  { entries, records, marks }: PgTables,
  prefix: string,
): Promise<void> {
  return transact(pool, async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(${LOCK})`);
    await client.query(`CREATE TABLE IF NOT EXISTS ${entries} (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      key text NOT NULL UNIQUE,
      stream text NOT NULL,
      desk text NOT NULL,
      state smallint NOT NULL,
      due_at bigint NOT NULL,
      token text NOT NULL,
      attempts integer NOT NULL,
      place integer NOT NULL,
      body text,
      headers text,
      received_at bigint NOT NULL,
      failure text,
      ended_at bigint
    )`);
    await client.query(
      `CREATE UNIQUE INDEX IF NOT EXISTS ${prefix}_one_running ON ${entries} (stream) WHERE state = 1`,
    );
    await client.query(
      `CREATE INDEX IF NOT EXISTS ${prefix}_due ON ${entries} (due_at) WHERE state < 2`,
    );
    await client.query(
      `CREATE INDEX IF NOT EXISTS ${prefix}_open ON ${entries} (stream, seq) WHERE state < 2`,
    );
    await client.query(
      `CREATE INDEX IF NOT EXISTS ${prefix}_ended ON ${entries} (state, ended_at) WHERE state > 1`,
    );
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${records} (stream text PRIMARY KEY, json text NOT NULL, written_at bigint NOT NULL)`,
    );
    await client.query(
      `CREATE TABLE IF NOT EXISTS ${marks} (word text PRIMARY KEY, until bigint NOT NULL)`,
    );
  });
}
