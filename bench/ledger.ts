import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { createFileLedger, type Ledger, type PlannedItem } from '../src/migration/index.ts';
import { asPublished } from './support/as-published.ts';
import { describeTarget, measure, named } from './support/ratio.ts';

// npx tsx bench/ledger.ts: row M1 of the performance targets. The limit is a raw batch insert, in a file
// with the same settings and the same batches, of the two rows that a ticket needs at least: one when it
// is found, one when it is at the target, both with a unique key. Ours plans, claims and confirms each
// ticket, which an index keeps in order for the next claim and for the verification.

const BATCH = 500;
const MILLION = 1_000_000;

const ticketsFrom = (start: number): PlannedItem[] =>
  Array.from({ length: BATCH }, (_item, index) => ({
    kind: 'ticket',
    source: `zendesk:acme:ticket:${start + index}`,
    order: start + index,
    sourceVersion: 1_790_000_000_000 + start + index,
  }));

/** Plans, claims and confirms one batch of tickets. */
async function carry(ledger: Ledger, runId: string, start: number): Promise<void> {
  const now = 1_790_000_000_000 + start;
  await ledger.plan(ticketsFrom(start), now, { name: 'tickets', value: String(start) });
  const request = { kinds: ['ticket'] as const, limit: BATCH, runId, now, until: now + 60_000 };
  const claims = await ledger.claim(request);
  const answers = await ledger.advance(
    claims.map(({ item, token }) => ({
      kind: item.kind,
      source: item.source,
      token,
      state: 'confirmed',
      target: `intercom:acme:ticket:${start}`,
      writtenVersion: item.sourceVersion,
    })),
    now,
  );
  if (answers.filter(Boolean).length !== BATCH) throw new Error('a claim was lost');
}

/** Two inserts a ticket, a batch of each in one transaction. */
function rawInserts(path: string): (start: number) => void {
  const raw = new Database(path);
  raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384');
  raw.exec(`CREATE TABLE rows (
    seq INTEGER PRIMARY KEY, kind INTEGER, source TEXT, state INTEGER, position INTEGER, version INTEGER,
    written INTEGER, updated_at INTEGER, target TEXT, UNIQUE (kind, source, state))`);
  const insert = raw.prepare(
    `INSERT INTO rows (kind, source, state, position, version, written, updated_at, target)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const batch = raw.transaction((items: readonly PlannedItem[], state: number) => {
    for (const { source, order, sourceVersion } of items) {
      const target = state === 0 ? null : `intercom:acme:ticket:${order}`;
      insert.run(2, source, state, order, sourceVersion, sourceVersion, order, target);
    }
  });
  return (start) => {
    const items = ticketsFrom(start);
    batch(items, 0);
    batch(items, 3);
  };
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

const timed = async (work: () => Promise<unknown>): Promise<string> => {
  const start = performance.now();
  await work();
  return `${(performance.now() - start).toFixed(2)} ms`;
};

/** Row M1, per ticket. */
async function compare(folder: string): Promise<void> {
  const ledger = createFileLedger({ path: join(folder, 'ours.sqlite'), driver: 'better-sqlite3' });
  const { id: runId } = await ledger.startRun('run', 0);
  const raw = rawInserts(join(folder, 'raw.sqlite'));
  const cpu = { raw: 0, ours: 0 };
  const spent = (before: NodeJS.CpuUsage): number => {
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  let rawNext = 0;
  let next = 0;
  const results = await measure(
    [
      {
        name: 'raw: 2 inserts',
        run() {
          const before = process.cpuUsage();
          raw((rawNext += BATCH));
          cpu.raw += spent(before);
        },
      },
      {
        name: 'plan + claim + confirm',
        async run() {
          const before = process.cpuUsage();
          await carry(ledger, runId, (next += BATCH));
          cpu.ours += spent(before);
        },
      },
    ],
    { rounds: 15, calls: 20 },
  );
  const perTicket = results.map((one) => ({ ...one, microseconds: one.microseconds / BATCH }));
  const limit = named(perTicket, 'raw: 2 inserts');
  const ours = named(perTicket, 'plan + claim + confirm');
  console.log(describeTarget({ id: 'M1', limit, ours, atLeast: 0.5 }));
  const share = (cpu.raw / cpu.ours).toFixed(3);
  const each = [cpu.raw / rawNext, cpu.ours / next]
    .map((one) => `${one.toFixed(2)} us`)
    .join(' and ');
  // On a machine that others use too, this says more than the time that passed.
  console.log(`   ${share} of the limit by processor time: ${each} a ticket`);
  await ledger.close();
}

/** A million tickets, in a process that holds nothing else. */
async function carryMillion(folder: string): Promise<void> {
  const ledger = createFileLedger({ path: join(folder, 'ours.sqlite'), driver: 'better-sqlite3' });
  const { id: runId } = await ledger.startRun('run', 0);
  const start = performance.now();
  for (let next = 0; next < MILLION; next += BATCH) await carry(ledger, runId, next);
  console.log(`   1,000,000 tickets: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  console.log(`   RSS then: ${mebibytes(process.memoryUsage.rss())} (target 150 MiB)`);
  const request = { limit: 100, runId, now: MILLION, until: 2 * MILLION };
  await ledger.plan(ticketsFrom(MILLION), MILLION);
  console.log(
    `   claim of 100: ${await timed(() => ledger.claim({ ...request, kinds: ['ticket'] }))}`,
  );
  const verify = () => ledger.claimForVerify({ ...request, before: MILLION });
  console.log(`   claimForVerify of 100: ${await timed(verify)}`);
  console.log(`   counts(): ${await timed(() => ledger.counts())}`);
  console.log(`   item(): ${await timed(() => ledger.item('ticket', 'zendesk:acme:ticket:77'))}`);
  const differing = () => ledger.items({ differing: true, limit: 10, cursor: null });
  console.log(`   items() that differ, of which there are none: ${await timed(differing)}`);
  await ledger.close();
}

await asPublished(import.meta.url, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-bench-'));
  try {
    if (process.argv[2] === 'million') return await carryMillion(folder);
    await compare(folder);
    const program = fileURLToPath(import.meta.url);
    spawnSync(process.execPath, [program, 'million'], { stdio: 'inherit' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
