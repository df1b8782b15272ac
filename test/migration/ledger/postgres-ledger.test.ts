import { afterAll, describe, expect, it } from 'vitest';
import { createPostgresLedger, type Ledger } from '../../../src/migration/index.ts';
import { findPostgres, NO_POSTGRES, POSTGRES_URL } from '../../support/services.ts';
import { describeLedger } from './contract.ts';
import { type LedgerUnderTest, runOf, ticket, to } from './support.ts';
import { describeDurableLedger } from './durable.ts';

const postgres = await findPostgres();
const schemas: string[] = [];
afterAll(async () => {
  for (const schema of schemas)
    await postgres?.pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
  await postgres?.close();
});

if (postgres === null) {
  describe('the PostgreSQL ledger', () => {
    it.skip(`is not tried: ${NO_POSTGRES}`, () => undefined);
  });
} else {
  const { pool } = postgres;
  const nextSchema = (): string => {
    const schema = `${postgres.schema}_${schemas.length}`;
    schemas.push(schema);
    return schema;
  };
  /** A pool in which the schema of a ledger is there when it is first used. */
  const clientOf = (schema: string) => ({
    query: (text: string, values?: unknown[]) => pool.query(text, values),
    async connect() {
      const client = await pool.connect();
      await client.query('SELECT pg_advisory_lock(1)');
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
      await client.query('SELECT pg_advisory_unlock(1)');
      return client;
    },
  });
  let schema = nextSchema();
  const open = (): Ledger => createPostgresLedger({ client: clientOf(schema), schema });
  const subject: LedgerUnderTest = {
    isShared: true,
    open,
    fresh() {
      schema = nextSchema();
    },
  };
  describeLedger('the PostgreSQL ledger', subject);
  describeDurableLedger('the PostgreSQL ledger', subject);

  describe('the PostgreSQL ledger, on its own', () => {
    it('makes its tables once, however many open it', async () => {
      schema = nextSchema();
      const ledgers = Array.from({ length: 6 }, open);
      await Promise.all(ledgers.map((one) => one.open({ from: 'a:a', to: 'b:b' })));
      expect(await ledgers[0]?.counts()).toEqual({});
    });

    it('refuses tables of a newer version', async () => {
      schema = nextSchema();
      await open().open({ from: 'a:a', to: 'b:b' });
      await pool.query(
        `UPDATE ${schema}.polydesk_ledger_meta SET value = '9' WHERE name = 'version'`,
      );
      const again = open().counts();
      await expect(again).rejects.toMatchObject({ code: 'configuration_invalid' });
      await expect(open().runs()).rejects.toThrow('has version 9; this release knows 1');
    });

    it('takes an address instead of a client, and ends what it made', async () => {
      schema = nextSchema();
      await open().open({ from: 'a:a', to: 'b:b' });
      const ledger = createPostgresLedger({ connection: POSTGRES_URL, schema });
      await ledger.open({ from: 'a:a', to: 'b:b' });
      await ledger.close();
      await ledger.close();
      await expect(ledger.counts()).rejects.toThrow('end');
    });

    it('adds its counts up when they came in many parts', async () => {
      schema = nextSchema();
      const ledger = open();
      for (let index = 0; index < 60; index += 1) {
        await ledger.plan(
          (['ticket', 'link', 'contact', 'article'] as const).map((kind) =>
            ticket(index, { kind }),
          ),
          0,
        );
        await Promise.all([
          runOf(ledger).then(({ claim }) =>
            claim(9, 0, 100, ['ticket', 'link', 'contact', 'article']).then((claims) =>
              ledger.advance(
                claims.map((one) => to(one, 'skipped')),
                1,
              ),
            ),
          ),
        ]);
      }
      const counts = {
        ticket: { skipped: 60 },
        link: { skipped: 60 },
        contact: { skipped: 60 },
        article: { skipped: 60 },
      };
      const parts = async () => {
        const { rows } = await pool.query(
          `SELECT count(*)::int AS parts FROM ${schema}.polydesk_ledger_counts`,
        );
        return Number(rows[0]['parts']);
      };
      expect(await parts()).toBeGreaterThan(1000);
      expect(await Promise.all([1, 2, 3].map(() => ledger.counts()))).toEqual([
        counts,
        counts,
        counts,
      ]);
      expect(await parts()).toBeLessThan(50);
      expect(await ledger.counts()).toEqual(counts);
    });

    it('refuses names that would have to be quoted, and no client', () => {
      expect(() => createPostgresLedger({ client: pool, schema: 'a-b' })).toThrow('schema must be');
      // Safe: this is what is proven to be refused.
      expect(() => createPostgresLedger({} as never)).toThrow('needs `client`');
    });
  });
}
