import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createFileStore } from 'polydesk/webhooks';
import { expect } from 'vitest';
import type { Postgres } from '../../support/services.ts';
import { FILE_TABLES, pgTables } from './effects.ts';
import { type FaultPlan, type FaultReport, runFaults } from './run-faults.ts';

/** What the receivers left behind. */
interface Outcome {
  readonly effects: readonly { readonly key: string; readonly desk: string }[];
  readonly states: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
}

type Plan = Omit<FaultPlan, 'store' | 'settled'>;

const NAMES = ['zendesk:acme', 'intercom:abc123de', 'freshdesk:acme'];

const statesFrom = (rows: readonly unknown[]): Outcome['states'] =>
  new Map(
    rows.map((row) => {
      // Safe: the receivers wrote these columns.
      const { ticket, json } = row as { ticket: string; json: string };
      return [ticket, JSON.parse(json) as Readonly<Record<string, unknown>>];
    }),
  );

/** Runs a plan at one file that all receivers share, and proves what came of it. */
export async function proveAtFile(plan: Plan): Promise<FaultReport> {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-faults-'));
  const path = join(folder, 'webhooks.sqlite');
  const store = createFileStore({ path, driver: 'better-sqlite3' });
  const database = new Database(path);
  database.exec(FILE_TABLES);
  try {
    const report = await runFaults({
      ...plan,
      store: { kind: 'file', path },
      settled: async () => {
        const { waiting, running } = await store.counts(NAMES);
        return waiting + running === 0;
      },
    });
    // Safe: the receivers wrote these columns.
    const effects = database.prepare('SELECT key, desk FROM effects').all() as Outcome['effects'];
    const states = statesFrom(database.prepare('SELECT ticket, json FROM states').all());
    expect(await store.dead({ desks: NAMES, limit: 5, after: null })).toEqual([]);
    prove(report, { effects, states });
    return report;
  } finally {
    await store.close();
    database.close();
    rmSync(folder, { recursive: true });
  }
}

/** The same at PostgreSQL. */
export async function proveAtPostgres(
  plan: Plan,
  { pool, schema }: Postgres,
): Promise<FaultReport> {
  await pool.query(pgTables(schema));
  const url = process.env['POLYDESK_PG_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';
  const report = await runFaults({
    ...plan,
    store: { kind: 'postgres', url, schema },
    settled: async () => {
      const text = `SELECT count(*) AS count FROM ${schema}.polydesk_entries WHERE state < 2`;
      const { rows } = await pool.query<{ count: string }>(text);
      return rows[0]?.count === '0';
    },
  });
  const effects = await pool.query<{ key: string; desk: string }>(
    `SELECT key, desk FROM ${schema}.effects`,
  );
  const states = await pool.query(`SELECT ticket, json FROM ${schema}.states`);
  prove(report, { effects: effects.rows, states: statesFrom(states.rows) });
  return report;
}

/** Nothing lost, nothing handled twice, and the state that the desks have. */
function prove(report: FaultReport, { effects, states }: Outcome): void {
  for (const [provider, events] of report.events) {
    const own = effects.filter(({ desk }) => desk === provider).map(({ key }) => key);
    const handled = new Set(own);
    expect([...events].filter((key) => !handled.has(key))).toEqual([]);
    expect([...handled].filter((key) => !events.has(key))).toEqual([]);
    // What Freshdesk's rules send has no id: the same words in another minute are another event.
    if (provider !== 'freshdesk') expect(own.length).toBe(events.size);
  }
  const different = [...report.states].flatMap(([id, state]) => {
    const told = states.get(id) ?? {};
    // Intercom keeps priorities in an attribute, whose changes no topic tells.
    const fields = Object.keys(state).filter(
      (field) => field !== 'priority' || !id.startsWith('intercom:'),
    );
    const wrong = fields.filter(
      (field) => JSON.stringify(told[field]) !== JSON.stringify(state[field]),
    );
    return wrong.map((field) => ({ id, field, told: told[field], state: state[field] }));
  });
  expect(different).toEqual([]);
}
