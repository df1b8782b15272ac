import pg from 'pg';

const REQUIRED = process.env['POLYDESK_REQUIRE_SERVICES'] === '1';
/** Where tests look for PostgreSQL. */
export const POSTGRES_URL =
  process.env['POLYDESK_PG_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

/** A schema of its own in a real PostgreSQL. */
export interface Postgres {
  readonly pool: pg.Pool;
  readonly schema: string;
  /** Drops the schema and lets go of the connections. */
  close(): Promise<void>;
}

/**
 * PostgreSQL, where there is one; `null` where there is none, so that its tests can skip with a reason.
 * `POLYDESK_REQUIRE_SERVICES=1` says that there must be one.
 */
export async function findPostgres(): Promise<Postgres | null> {
  const pool = new pg.Pool({
    connectionString: POSTGRES_URL,
    max: 8,
    connectionTimeoutMillis: 1500,
  });
  // Connections that break while idle are not this test's.
  pool.on('error', () => undefined);
  const schema = `polydesk_test_${process.pid}_${Math.floor(performance.now() * 1000)}`;
  try {
    await pool.query(`CREATE SCHEMA ${schema}`);
  } catch (error) {
    await pool.end();
    if (REQUIRED) throw error;
    return null;
  }
  return {
    pool,
    schema,
    async close() {
      await pool.query(`DROP SCHEMA ${schema} CASCADE`);
      await pool.end();
    },
  };
}

/** Why tests with PostgreSQL are skipped. */
export const NO_POSTGRES = 'no PostgreSQL answers at POLYDESK_PG_URL';
