import { createPostgresStore, type PgClient, type WebhookStore } from 'polydesk/webhooks';
import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, NO_POSTGRES } from '../../support/services.ts';
import { describeDurable, describeStore, entry, type StoreUnderTest } from './contract.ts';

const postgres = await findPostgres();
afterAll(async () => postgres?.close());

if (postgres === null) {
  describe('the PostgreSQL store', () => {
    it.skip(`is not tried: ${NO_POSTGRES}`, () => undefined);
  });
} else {
  const { pool, schema } = postgres;
  let stores = 0;
  const open = (): WebhookStore<PgClient> =>
    createPostgresStore({ client: pool, schema, prefix: `s${stores}` });
  const subject: StoreUnderTest = {
    isShared: true,
    open: async () => open(),
    async fresh() {
      stores += 1;
    },
  };
  describeStore('the PostgreSQL store', subject);
  describeDurable('the PostgreSQL store', subject);

  describe('the PostgreSQL store, with others at the same time', () => {
    it('never has two entries of a stream claimed', async () => {
      stores += 1;
      const [left, right] = [open(), open()];
      for (let round = 0; round < 20; round += 1) {
        const stream = `s${round}`;
        const added = await Promise.all(
          Array.from({ length: 8 }, (_entry, index) =>
            (index % 2 === 0 ? left : right).add([entry(`${stream}-${index}`, stream)], {
              now: 0,
              claimUntil: 1000,
            }),
          ),
        );
        const claims = added.flat().filter(({ result }) => result === 'claimed');
        const asked = { desks: ['zendesk:acme'], limit: 10, now: 1, claimUntil: 1000 };
        const more = await Promise.all([left, right, left].map((store) => store.claim(asked)));
        expect(claims.length + more.flat().length).toBe(1);
      }
    });

    it('hands each entry to one of many who ask', async () => {
      stores += 1;
      const [left, right] = [open(), open()];
      for (let index = 0; index < 50; index += 1) {
        await left.add([entry(`k${index}`)], { now: 0, claimUntil: null });
      }
      const asked = { desks: ['zendesk:acme'], limit: 7, now: 1, claimUntil: 1000 };
      const claimed: string[] = [];
      for (let round = 0; round < 10; round += 1) {
        const all = await Promise.all(
          [left, right, left, right].map((store) => store.claim(asked)),
        );
        claimed.push(...all.flat().map((claim) => claim.entry.key));
      }
      expect(claimed).toHaveLength(50);
      expect(new Set(claimed).size).toBe(50);
    });

    it('makes its tables once', async () => {
      stores += 1;
      const all = await Promise.all(
        Array.from({ length: 6 }, () => open().counts(['zendesk:acme'])),
      );
      expect(all).toHaveLength(6);
    });

    it('writes what handlers write in the same transaction as the end', async () => {
      stores += 1;
      const store = open();
      await pool.query(`CREATE TABLE ${schema}.effects (id text)`);
      const [admission] = await store.add([entry('a')], { now: 0, claimUntil: 100 });
      if (admission?.result !== 'claimed') return expect.unreachable();
      const insert = async (client: PgClient): Promise<void> => {
        await client.query(`INSERT INTO ${schema}.effects VALUES ($1)`, ['a']);
      };
      const fail = () => Promise.reject(new Error('no'));
      const { claim } = admission;
      await expect(
        store.complete(claim, { now: 1, record: null, writes: [insert, fail] }),
      ).rejects.toThrow('no');
      // The lease has ended.
      expect(await store.complete(claim, { now: 100, record: null, writes: [insert] })).toBe(false);
      expect(await store.complete(claim, { now: 2, record: null, writes: [insert] })).toBe(true);
      const { rows } = await pool.query(`SELECT id FROM ${schema}.effects`);
      expect(rows).toEqual([{ id: 'a' }]);
    });
  });

  it('refuses names that would have to be quoted', () => {
    expect(() => createPostgresStore({ client: pool, schema: 'a"; DROP' })).toThrow(
      'schema must be',
    );
    expect(() => createPostgresStore({ client: pool, prefix: '1st' })).toThrow('prefix must be');
    expect(() => createPostgresStore({ client: {} as never })).toThrow('needs `client`');
  });
}
