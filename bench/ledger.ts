import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createFileLedger, type Ledger, type PlannedItem } from '../src/migration/ledger/index.ts';
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
  raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768');
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

await asPublished(import.meta.url, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-bench-'));
  const path = join(folder, 'ours.sqlite');
  const ledger = createFileLedger({ path, driver: 'better-sqlite3' });
  try {
    const { id: runId } = await ledger.startRun('run', 0);
    const raw = rawInserts(join(folder, 'raw.sqlite'));
    let rawNext = 0;
    let next = 0;
    const results = await measure(
      [
        {
          name: 'raw: 2 inserts',
          run() {
            raw((rawNext += BATCH));
          },
        },
        { name: 'plan + claim + confirm', run: () => carry(ledger, runId, (next += BATCH)) },
      ],
      { rounds: 15, calls: 20 },
    );
    const perTicket = results.map((result) => ({
      ...result,
      microseconds: result.microseconds / BATCH,
    }));
    const limit = named(perTicket, 'raw: 2 inserts');
    const ours = named(perTicket, 'plan + claim + confirm');
    console.log(describeTarget({ id: 'M1', limit, ours, atLeast: 0.5 }));
    console.log(`   ${Math.round(1e6 / (ours?.microseconds ?? 1))} tickets/s`);

    const start = performance.now();
    while (next < MILLION) await carry(ledger, runId, (next += BATCH));
    console.log(`   up to ${next} tickets: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    globalThis.gc?.();
    console.log(`   RSS at ${next} tickets: ${mebibytes(process.memoryUsage.rss())}`);
    console.log(`   counts(): ${await timed(() => ledger.counts())}`);
    const verify = { limit: 100, runId, now: next, until: next + 1, before: next };
    console.log(`   claimForVerify of 100: ${await timed(() => ledger.claimForVerify(verify))}`);
    console.log(`   item(): ${await timed(() => ledger.item('ticket', 'zendesk:acme:ticket:77'))}`);
  } finally {
    await ledger.close();
    rmSync(folder, { recursive: true });
  }
});
