/** What a query answers. */
export interface PgResult {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly rowCount: number | null;
}

/** The part of a client of `pg` that is used; also what handlers write with. */
export interface PgClient {
  query(text: string, values?: unknown[]): Promise<PgResult>;
}

/** The part of a `pg.Pool` that is used. */
export interface PgPool extends PgClient {
  connect(): Promise<PgClient & { release(error?: boolean): void }>;
}

/** Runs work in a transaction that is undone when the work throws or answers false. */
export async function transact<T>(
  pool: PgPool,
  work: (client: PgClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = true;
  try {
    await client.query('BEGIN');
    try {
      const result = await work(client);
      await client.query(result === false ? 'ROLLBACK' : 'COMMIT');
      broken = false;
      return result;
    } catch (error) {
      await client.query('ROLLBACK');
      broken = false;
      throw error;
    }
  } finally {
    // A connection that could not even be rolled back is thrown away.
    client.release(broken);
  }
}
