import { ConfigurationError } from '../../errors/classes.ts';
import { makeTables, tablesOf } from './postgres-schema.ts';
import { type PgStatements, pgStatements } from './postgres-statements.ts';
import { type PgClient, type PgPool, type PgResult, transact } from '../../storage/postgres.ts';
import { claimOf, type EntryRow, letterOf, STATES, stateOf } from './entry-rows.ts';
import { createTidy, RETENTION } from './retention.ts';
import type { Admission, Claim, EventEntry, RetentionOptions, WebhookStore } from './types.ts';

/** Which database, and where in it. */
export interface PostgresStoreOptions extends RetentionOptions {
  /** A `pg.Pool`, or what looks like one. It stays the application's: the store does not end it. */
  readonly client: PgPool;
  /** An existing schema. @default 'public' */
  readonly schema?: string;
  /** What the names of the tables begin with. @default 'polydesk' */
  readonly prefix?: string;
}

interface Parts {
  readonly pool: PgPool;
  readonly sql: PgStatements;
  /** Resolves when the tables are there. */
  readonly ready: () => Promise<void>;
  readonly tidy: (now: number) => void;
}

/**
 * Keeps deliveries in PostgreSQL (12 or later), shared by receivers of any number of machines. It makes its
 * tables with the first call. Writes that handlers give to `commitWith` get the client of the
 * transaction that ends the event.
 *
 * @throws {ConfigurationError} for names that would have to be quoted, or without a client.
 * @example
 * const store = createPostgresStore({ client: new pg.Pool() });
 * receiver.on('ticket.created', (event, { commitWith }) =>
 *   commitWith(async (client) => {
 *     await client.query('INSERT INTO seen (id) VALUES ($1)', [event.ticket.id]);
 *   }),
 * );
 */
export function createPostgresStore(options: PostgresStoreOptions): WebhookStore<PgClient> {
  const { client: pool, schema = 'public', prefix = 'polydesk' } = options;
  if (typeof pool?.connect !== 'function') {
    throw new ConfigurationError('createPostgresStore needs `client`: a Pool of the package pg.');
  }
  const tables = tablesOf(schema, prefix);
  const sql = pgStatements(tables);
  const parts: Parts = {
    pool,
    sql,
    ready: once(() => makeTables(pool, tables, prefix)),
    tidy: createTidy({ ...RETENTION, ...options }, (limits) => {
      for (const [index, text] of sql.forget.entries()) {
        // It can wait for the next time.
        pool.query(text, [limits[index]]).catch(() => undefined);
      }
    }),
  };
  return {
    durable: true,
    ...handlingOf(parts),
    ...deadOf(parts),
    ...rememberedOf(parts),
    async close() {},
  };
}

/** Does something with the first call; again after it failed. */
function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = null;
      throw error;
    });
    return running;
  };
}

type Store = WebhookStore<PgClient>;

const ask = async ({ pool, ready }: Parts, text: string, values: unknown[]): Promise<PgResult> => {
  await ready();
  return pool.query(text, values);
};

const changed = ({ rowCount }: PgResult): number => rowCount ?? 0;

/** From the arrival of an entry to its end. */
function handlingOf(
  parts: Parts,
): Pick<Store, 'add' | 'claim' | 'extend' | 'complete' | 'fail' | 'nextDueAt'> {
  const { pool, sql, ready, tidy } = parts;
  return {
    async add(entries, { now, claimUntil }) {
      await ready();
      tidy(now);
      const [only] = entries;
      const addTo = (client: PgClient) => (entry: EventEntry) =>
        addOne({ client, sql }, entry, { now, claimUntil });
      // One statement is a transaction of its own, and two of them leave nothing half done.
      if (only !== undefined && entries.length === 1) return [await addTo(pool)(only)];
      return transact(pool, async (client) => {
        const admissions: Admission[] = [];
        for (const entry of entries) admissions.push(await addTo(client)(entry));
        return admissions;
      });
    },
    async claim(options) {
      await ready();
      return claimDue(parts, options);
    },
    extend: async ({ entry, token }, claimUntil, now) =>
      changed(await ask(parts, sql.extend, [entry.key, token, now, claimUntil])) > 0,
    async complete({ entry, token }, { now, record, writes }) {
      await ready();
      const held = [entry.key, token, now];
      if (writes.length === 0 && record === null) {
        return changed(await pool.query(sql.finish, held)) > 0;
      }
      return transact(pool, async (client) => {
        if (changed(await client.query(sql.finish, held)) === 0) return false;
        for (const write of writes) await write(client);
        if (record !== null) await client.query(sql.remember, [entry.stream, record, now]);
        return true;
      });
    },
    async fail({ entry, token }, { now, retryAt, failure }) {
      const held = [entry.key, token, now, JSON.stringify(failure)];
      const result =
        retryAt === null
          ? await ask(parts, sql.bury, held)
          : await ask(parts, sql.putBack, [...held, retryAt]);
      return changed(result) > 0;
    },
    async nextDueAt(desks) {
      const { rows } = await ask(parts, sql.nextDue, [desks]);
      const dueAt = rows[0]?.['due_at'];
      return typeof dueAt === 'number' ? dueAt : null;
    },
  };
}

/** The dead. */
function deadOf(parts: Parts): Pick<Store, 'bury' | 'dead' | 'revive' | 'discard'> {
  const { sql } = parts;
  return {
    async bury(entries, { now, failure }) {
      for (const entry of entries) {
        await ask(parts, sql.addDead, [...columnsOf(entry), now, JSON.stringify(failure)]);
      }
    },
    async dead({ desks, limit, after }) {
      const { rows } = await ask(parts, sql.dead, [desks, after, limit]);
      return rows.map((row) => letterOf(rowOf(row)));
    },
    revive: async (keys, now) => changed(await ask(parts, sql.revive, [keys, now])),
    discard: async (keys, now) => changed(await ask(parts, sql.discard, [keys, now])),
  };
}

/** What is known of entries, records and words. */
function rememberedOf(
  parts: Parts,
): Pick<Store, 'states' | 'records' | 'mark' | 'marked' | 'counts'> {
  const { sql } = parts;
  return {
    async states(keys) {
      const { rows } = await ask(parts, sql.states, [keys]);
      return new Map(
        rows.flatMap((row) => {
          const state = stateOf(row);
          return state === null ? [] : [[String(row['key']), state] as const];
        }),
      );
    },
    async records(streams) {
      const { rows } = await ask(parts, sql.records, [streams]);
      return new Map(rows.map((row) => [String(row['stream']), String(row['json'])]));
    },
    async mark(words, until) {
      // Several processes that mark the same words in another order would wait for each other.
      await ask(parts, sql.mark, [[...new Set(words)].sort(), until]);
    },
    async marked(words, now) {
      const { rows } = await ask(parts, sql.marked, [words, now]);
      return new Set(rows.map((row) => String(row['word'])));
    },
    async counts(desks) {
      const counts = { waiting: 0, running: 0, done: 0, dead: 0 };
      const { rows } = await ask(parts, sql.counts, [desks]);
      for (const row of rows) {
        const name = STATES[Number(row['state'])];
        if (name !== undefined) counts[name] = Number(row['count']);
      }
      return counts;
    },
  };
}

// Safe: the statements that are read with it answer rows of the entries' table.
const rowOf = (row: Readonly<Record<string, unknown>>): EntryRow => row as unknown as EntryRow;

const columnsOf = ({ key, stream, index, delivery }: EventEntry): unknown[] => [
  key,
  stream,
  delivery.desk,
  index,
  delivery.body,
  JSON.stringify(delivery.headers),
  delivery.receivedAt,
];

async function addOne(
  { client, sql }: { readonly client: PgClient; readonly sql: PgStatements },
  entry: EventEntry,
  { now, claimUntil }: { readonly now: number; readonly claimUntil: number | null },
): Promise<Admission> {
  const { key, stream } = entry;
  if (claimUntil !== null) {
    const token = globalThis.crypto.randomUUID();
    const values = [...columnsOf(entry), claimUntil, token];
    if (changed(await client.query(sql.addClaimed, values)) > 0) {
      const { rows } = await client.query(sql.records, [[stream]]);
      const record = rows[0] === undefined ? null : String(rows[0]['json']);
      return { key, result: 'claimed', claim: { entry, token, attempt: 1, record } };
    }
  }
  const added = await client.query(sql.add, [...columnsOf(entry), now]);
  if (changed(added) > 0) return { key, result: 'kept' };
  const { rows } = await client.query(sql.states, [[key]]);
  return { key, result: 'known', state: stateOf(rows[0]) ?? 'done' };
}

const UNIQUE_VIOLATION = '23505';

/** Somebody else claimed of the same stream in the same moment; the index refuses the second. */
const isRace = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;

async function claimDue(
  { pool, sql }: Parts,
  { desks, keys, limit, now, claimUntil }: Parameters<Store['claim']>[0],
): Promise<readonly Claim[]> {
  const token = globalThis.crypto.randomUUID();
  const claimAtMost = (count: number): Promise<PgResult> =>
    pool.query(sql.claim, [claimUntil, token, now, desks, keys ?? null, count]);
  // After a race, one at a time is less likely to meet another; what is left is claimed next time.
  const { rows } = await claimAtMost(limit).catch((error: unknown) => {
    if (!isRace(error)) throw error;
    return claimAtMost(1).catch((again: unknown): PgResult => {
      if (!isRace(again)) throw again;
      return { rows: [], rowCount: 0 };
    });
  });
  if (rows.length === 0) return [];
  const claimed = rows.map(rowOf).sort((left, right) => left.seq - right.seq);
  const streams = claimed.map(({ stream }) => stream);
  const known = await pool.query(sql.records, [streams]);
  const records = new Map(known.rows.map((row) => [row['stream'], String(row['json'])]));
  return claimed.map((row) => {
    // The statement answers the row as it is now: with this attempt counted.
    const before = { ...row, attempts: row.attempts - 1 };
    return claimOf(before, { token, record: records.get(row.stream) ?? null });
  });
}
