import { ConfigurationError } from '../../errors/classes.ts';
import { type SqlDatabase, type SqlValue, within } from '../../storage/sqlite.ts';
import { createTidy } from './retention.ts';
import { prepareSchema, WAITING } from './sqlite-schema.ts';
import { type Statements, statementsOf } from './sqlite-statements.ts';
import { claimOf, type EntryRow, letterOf, STATES, stateOf } from './entry-rows.ts';
import type { Admission, Claim, EventEntry, WebhookStore } from './types.ts';

/** What handlers write with, in the transaction that ends the event. Everything is synchronous. */
export interface SqlTransaction {
  run(sql: string, ...values: readonly SqlValue[]): void;
  get(sql: string, ...values: readonly SqlValue[]): unknown;
  all(sql: string, ...values: readonly SqlValue[]): readonly unknown[];
}

/** How a database is used. */
export interface SqliteStoreOptions {
  readonly keepDoneMs: number;
  readonly keepRecordsMs: number;
  readonly synchronous: 'normal' | 'full';
}

interface Parts {
  readonly database: SqlDatabase;
  readonly sql: Statements;
  readonly tidy: (now: number) => void;
}

/** A store in one file, shared by processes of one machine. */
export function createSqliteStore(
  database: SqlDatabase,
  options: SqliteStoreOptions,
): WebhookStore<SqlTransaction> {
  prepareSchema(database, options.synchronous);
  const sql = statementsOf(database);
  const tidy = createTidy(options, ([done, records, words]) => {
    sql.forgetDone.run(done);
    sql.forgetRecords.run(records);
    sql.forgetMarks.run(words);
  });
  const parts: Parts = { database, sql, tidy };
  return {
    durable: true,
    ...handlingOf(parts),
    ...deadOf(parts),
    ...rememberedOf(parts),
    async close() {
      database.close();
    },
  };
}

type Store = WebhookStore<SqlTransaction>;

/** From the arrival of an entry to its end. */
function handlingOf(
  parts: Parts,
): Pick<Store, 'add' | 'claim' | 'extend' | 'complete' | 'fail' | 'nextDueAt'> {
  const { database, sql } = parts;
  return {
    async add(entries, { now, claimUntil }) {
      parts.tidy(now);
      const [only] = entries;
      // One statement is a transaction of its own.
      if (only !== undefined && entries.length === 1) return [addOne(parts, only, now, claimUntil)];
      return within(database, () => entries.map((entry) => addOne(parts, entry, now, claimUntil)));
    },
    claim: async (claimOptions) => within(database, () => claimDue(parts, claimOptions)),
    extend: async ({ entry, token }, claimUntil, now) =>
      sql.extend.run(claimUntil, entry.key, token, now).changes > 0,
    async complete({ entry, token }, { now, record, writes }) {
      const end = (): boolean => sql.finish.run(now, entry.key, token, now).changes > 0;
      if (writes.length === 0 && record === null) return end();
      return within(database, () => {
        if (!end()) return false;
        const transaction = transactionOf(database);
        for (const write of writes) refusePromise(write(transaction));
        if (record !== null) sql.remember.run(entry.stream, record, now);
        return true;
      });
    },
    async fail({ entry, token }, { now, retryAt, failure }) {
      const note = JSON.stringify(failure);
      const { changes } =
        retryAt === null
          ? sql.bury.run(note, now, entry.key, token, now)
          : sql.putBack.run(note, retryAt, entry.key, token, now);
      return changes > 0;
    },
    async nextDueAt(desks) {
      // Safe: the statement answers one row with this column.
      const row = sql.nextDue.get(JSON.stringify(desks)) as { due_at: number | null } | undefined;
      return row?.due_at ?? null;
    },
  };
}

/** The dead. */
function deadOf({ database, sql }: Parts): Pick<Store, 'bury' | 'dead' | 'revive' | 'discard'> {
  return {
    async bury(entries, { now, failure }) {
      const note = JSON.stringify(failure);
      within(database, () => {
        for (const entry of entries)
          sql.addDead.run(...Object.values(namesOf(entry)), now, note, now);
      });
    },
    async dead({ desks, limit, after }) {
      const rows = sql.dead.all(JSON.stringify(desks), after, after, limit);
      // Safe: the statement answers rows of the entries' table.
      return rows.map((row) => letterOf(row as EntryRow));
    },
    revive: async (keys, now) =>
      within(database, () => countChanges(keys, (key) => sql.revive.run(now, key))),
    discard: async (keys, now) =>
      within(database, () => countChanges(keys, (key) => sql.discard.run(now, key))),
  };
}

/** What is known of entries, records and words. */
function rememberedOf(
  parts: Parts,
): Pick<Store, 'states' | 'records' | 'mark' | 'marked' | 'counts'> {
  const { database, sql } = parts;
  return {
    async states(keys) {
      return new Map(
        keys.flatMap((key) => {
          const state = stateOf(sql.state.get(key));
          return state === null ? [] : [[key, state] as const];
        }),
      );
    },
    async records(streams) {
      return new Map(
        streams.flatMap((stream) => {
          const json = recordOf(parts, stream);
          return json === null ? [] : [[stream, json] as const];
        }),
      );
    },
    async mark(words, until) {
      within(database, () => {
        for (const word of words) sql.mark.run(word, until);
      });
    },
    async marked(words, now) {
      return new Set(words.filter((word) => sql.marked.get(word, now) !== undefined));
    },
    async counts(desks) {
      const counts = { waiting: 0, running: 0, done: 0, dead: 0 };
      for (const row of sql.counts.all(JSON.stringify(desks))) {
        // Safe: the statement answers these two columns.
        const { state, count } = row as { state: number; count: number };
        const name = STATES[state];
        if (name !== undefined) counts[name] = count;
      }
      return counts;
    },
  };
}

const namesOf = ({ key, stream, index, delivery }: EventEntry) => ({
  key,
  stream,
  desk: delivery.desk,
  place: index,
  body: delivery.body,
  headers: JSON.stringify(delivery.headers),
  received: delivery.receivedAt,
});

function addOne(
  parts: Parts,
  entry: EventEntry,
  now: number,
  claimUntil: number | null,
): Admission {
  const { key, stream } = entry;
  const { sql } = parts;
  const token = globalThis.crypto.randomUUID();
  const row =
    claimUntil === null
      ? sql.add.get(...Object.values(namesOf(entry)), now)
      : sql.addClaimed.get({ ...namesOf(entry), now, claimUntil, token });
  if (row === undefined || row === null) {
    return { key, result: 'known', state: stateOf(sql.state.get(key)) ?? 'done' };
  }
  // Safe: the statement answers the state that it wrote.
  if ((row as { state: number }).state === WAITING) return { key, result: 'kept' };
  const record = recordOf(parts, stream);
  return { key, result: 'claimed', claim: { entry, token, attempt: 1, record } };
}

function recordOf({ sql }: Parts, stream: string): string | null {
  // Safe: the statement answers this column.
  const row = sql.record.get(stream) as { json: string } | undefined | null;
  return row?.json ?? null;
}

function claimDue(
  parts: Parts,
  { desks, keys, limit, now, claimUntil }: Parameters<WebhookStore['claim']>[0],
): readonly Claim[] {
  const { sql } = parts;
  const wanted = keys === undefined ? null : JSON.stringify(keys);
  const rows = sql.due.all({ now, desks: JSON.stringify(desks), keys: wanted, limit });
  return rows.map((row) => {
    const token = globalThis.crypto.randomUUID();
    // Safe: the statement answers rows of the entries' table.
    const entry = row as EntryRow;
    sql.take.run(claimUntil, token, entry.seq);
    return claimOf(entry, { token, record: recordOf(parts, entry.stream) });
  });
}

function transactionOf(database: SqlDatabase): SqlTransaction {
  return {
    run: (text, ...values) => void database.prepare(text).run(...values),
    get: (text, ...values) => database.prepare(text).get(...values),
    all: (text, ...values) => database.prepare(text).all(...values),
  };
}

function refusePromise(result: unknown): void {
  if (!(result instanceof Promise)) return;
  // It goes on outside the transaction; its failure is nobody's.
  result.catch(() => undefined);
  throw new ConfigurationError(
    'A write given to commitWith returned a promise. SQLite writes are synchronous: use the transaction’s run, and nothing that waits.',
  );
}

const countChanges = (
  keys: readonly string[],
  change: (key: string) => { readonly changes: number | bigint },
): number => keys.filter((key) => change(key).changes > 0).length;
