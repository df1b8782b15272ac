import { ConfigurationError } from '../../errors/classes.ts';
import { type PgPool, type PgResult, transact } from '../../storage/postgres.ts';
import { requirePackage } from '../../storage/require-package.ts';
import {
  countsOf,
  itemOf,
  type ItemRow,
  KIND_CODES,
  pageOf,
  runOf,
  type RunRow,
  STATE_CODES,
} from './item-rows.ts';
import { claimingOf } from './postgres-claims.ts';
import type { LedgerDatabase } from './postgres-database.ts';
import { prepareTables, tablesOf } from './postgres-schema.ts';
import { ledgerStatements } from './postgres-statements.ts';
import { checkLimit, otherSubject, readCursor } from './rules.ts';
import type { ItemQuery, Ledger, PlannedItem } from './types.ts';

/** Which database, and where in it. */
export type PostgresLedgerOptions = {
  /** An existing schema; each ledger needs its own. @default 'public' */
  readonly schema?: string;
} & (
  | {
      /** A `pg.Pool`, or what looks like one. It stays the application's: the ledger does not end it. */
      readonly client: PgPool;
    }
  | {
      /** For a pool of the ledger's own, which `close` ends; the package pg has to be installed. */
      readonly connection: string;
    }
);

/**
 * Keeps a ledger in PostgreSQL (12 or later), shared by processes of any number of machines. It makes
 * its tables with the first call.
 *
 * @throws {ConfigurationError} for a schema that would have to be quoted, without a client or connection,
 * or with a connection where pg is not installed.
 * @example
 * const ledger = createPostgresLedger({ client: new pg.Pool(), schema: 'migration' });
 * await ledger.open({ from: 'zendesk:acme', to: 'intercom:acme' });
 * await ledger.counts(); //=> {}
 */
export function createPostgresLedger(options: PostgresLedgerOptions): Ledger {
  const tables = tablesOf(options.schema ?? 'public');
  const { pool, end } = poolOf(options);
  const sql = ledgerStatements(tables);
  const ready = once(() => prepareTables(pool, tables));
  const database: LedgerDatabase = {
    sql,
    async ask(text, values = []) {
      await ready();
      return pool.query(text, values);
    },
    async change(work) {
      await ready();
      return retried(() => transact(pool, work));
    },
  };
  return {
    durable: true,
    ...runsOf(database),
    ...planningOf(database),
    ...claimingOf(database),
    ...readingOf(database),
    close: once(end),
  };
}

interface OwnPool extends PgPool {
  end(): Promise<void>;
  on(event: 'error', listener: () => void): unknown;
}

function poolOf(options: PostgresLedgerOptions): {
  readonly pool: PgPool;
  readonly end: () => Promise<void>;
} {
  if ('client' in options && typeof options.client?.connect === 'function') {
    return { pool: options.client, end: async () => undefined };
  }
  if (!('connection' in options) || typeof options.connection !== 'string') {
    throw new ConfigurationError(
      'createPostgresLedger needs `client`, a Pool of the package pg, or `connection`, an address.',
    );
  }
  // Safe: the package has this class in every release.
  const pg = requirePackage('pg') as
    | { readonly Pool: new (options: object) => OwnPool }
    | undefined;
  if (pg === undefined) {
    throw new ConfigurationError(
      'The package pg is not installed in this application. Run npm install pg.',
    );
  }
  const pool = new pg.Pool({ connectionString: options.connection, max: 4 });
  // A connection that breaks while nobody uses it is replaced; a query that fails says so itself.
  pool.on('error', () => undefined);
  return { pool, end: () => pool.end() };
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

// Two transactions waited for each other, or one cannot be put in a line with the others.
const IN_THE_WAY: readonly unknown[] = ['40P01', '40001'];
const ATTEMPTS = 5;

async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (attempt === ATTEMPTS || !IN_THE_WAY.includes(code)) throw error;
    }
  }
}

const changed = ({ rowCount }: PgResult): number => rowCount ?? 0;

// Safe: the statements that are read with it answer rows of the items' table.
const itemRows = ({ rows }: PgResult): readonly ItemRow[] => rows as unknown as readonly ItemRow[];

function runsOf({
  sql,
  ask,
}: LedgerDatabase): Pick<Ledger, 'open' | 'startRun' | 'heartbeat' | 'endRun' | 'runs'> {
  return {
    async open({ from, to }) {
      const subject = JSON.stringify([from, to]);
      await ask(sql.bind, [subject]);
      const { rows } = await ask(sql.subject);
      if (rows[0]?.['value'] !== subject) throw otherSubject();
    },
    async startRun(phase, now) {
      const id = globalThis.crypto.randomUUID();
      await ask(sql.startRun, [id, phase, now]);
      return { id, phase, startedAt: now, heartbeatAt: now, endedAt: null, outcome: null };
    },
    heartbeat: async (runId, now, until) =>
      changed(await ask(sql.heartbeat, [runId, now, until])) > 0,
    async endRun(runId, outcome, now) {
      await ask(sql.endRun, [runId, outcome, now]);
    },
    async runs() {
      const { rows } = await ask(sql.runs);
      // Safe: the statement answers rows of the runs' table.
      return rows.map((row) => runOf(row as unknown as RunRow));
    },
  };
}

const askedOf = ({ kind, states, differing = false }: ItemQuery): unknown[] => [
  kind === undefined ? null : KIND_CODES[kind],
  states === undefined ? null : states.map((state) => STATE_CODES[state]),
  differing,
];

/** Lists in which no item is twice: one statement changes a row once. Most often it is one list. */
function layersOf(items: readonly PlannedItem[]): readonly (readonly PlannedItem[])[] {
  const layers: PlannedItem[][] = [];
  const seen = new Map<string, number>();
  for (const item of items) {
    const key = `${item.kind}\n${item.source}`;
    const times = seen.get(key) ?? 0;
    seen.set(key, times + 1);
    const layer = layers[times] ?? [];
    layer.push(item);
    layers[times] = layer;
  }
  return layers;
}

function planningOf({
  sql,
  ask,
  change,
}: LedgerDatabase): Pick<Ledger, 'plan' | 'reset' | 'remove' | 'checkpoint' | 'saveCheckpoint'> {
  return {
    plan: (items, now, checkpoint) =>
      change(async (client) => {
        await client.query(sql.lockPlanning);
        let [added, raised] = [0, 0];
        for (const found of layersOf(items)) {
          const kinds = found.map(({ kind }) => KIND_CODES[kind]);
          const sources = found.map(({ source }) => source);
          const orders = found.map(({ order }) => order);
          const versions = found.map(({ sourceVersion }) => sourceVersion);
          await client.query(sql.lockKnown, [kinds, sources, versions]);
          const known = await client.query(sql.replan, [kinds, sources, versions, now]);
          raised += changed(known);
          added += changed(await client.query(sql.insert, [kinds, sources, orders, versions, now]));
        }
        if (checkpoint !== undefined) {
          await client.query(sql.saveCheckpoint, [checkpoint.name, checkpoint.value]);
        }
        return { added, changed: raised };
      }),
    reset: (query, to, now) =>
      change(async (client) => {
        const values = [...askedOf(query), STATE_CODES[to.state], to.reason, now];
        return changed(await client.query(sql.reset, values));
      }),
    remove: (kind, sources) =>
      change(async (client) => {
        await client.query(sql.remove, [KIND_CODES[kind], sources]);
      }),
    async checkpoint(name) {
      const { rows } = await ask(sql.checkpoint, [name]);
      const value = rows[0]?.['value'];
      return typeof value === 'string' ? value : null;
    },
    async saveCheckpoint(name, value) {
      await ask(sql.saveCheckpoint, [name, value]);
    },
  };
}

// Adding up fewer rows than these costs nothing that anybody would notice.
const MANY_PARTS = 1000;

function readingOf({
  sql,
  ask,
}: LedgerDatabase): Pick<Ledger, 'item' | 'targets' | 'items' | 'counts'> {
  return {
    async item(kind, source) {
      const [row] = itemRows(await ask(sql.item, [KIND_CODES[kind], source]));
      return row === undefined ? null : itemOf(row);
    },
    async targets(kind, sources) {
      const { rows } = await ask(sql.targets, [KIND_CODES[kind], sources]);
      return new Map(rows.map((row) => [String(row['source']), String(row['target'])]));
    },
    async items({ limit, cursor, ...query }) {
      const values = [...askedOf(query), readCursor(cursor), checkLimit(limit) + 1];
      return pageOf(itemRows(await ask(sql.page, values)), limit);
    },
    async counts() {
      const { rows } = await ask(sql.counts);
      // Safe: the statement answers these columns.
      const parts = rows as unknown as readonly (Parameters<typeof countsOf>[0][number] & {
        readonly parts: number;
      })[];
      if (parts.reduce((sum, row) => sum + row.parts, 0) > MANY_PARTS) await ask(sql.sumUp);
      return countsOf(parts);
    },
  };
}
