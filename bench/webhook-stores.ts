import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import {
  createFileStore,
  createMemoryStore,
  type EventEntry,
  type WebhookStore,
} from '../src/webhooks/index.ts';
import { asPublished } from './support/as-published.ts';
import { deliveriesOf, PROVIDERS } from './support/deliveries.ts';
import { describeTarget, measure, named } from './support/ratio.ts';

// npx tsx bench/webhook-stores.ts: row M2 of the performance targets. The limit is one raw INSERT of what a
// store has to keep of a delivery (its key, body and headers), a transaction of its own, in a file with the
// same settings. Ours checks the key as well, and claims the event for this process.

const DESK = 'zendesk:acme';
const POOL = 200;

function entriesOf(name: string): () => EventEntry {
  const [provider] = PROVIDERS;
  const pool = provider === undefined ? [] : deliveriesOf(provider, 2048, POOL);
  let number = 0;
  return () => {
    number += 1;
    const { rawBody, headers } = pool[number % POOL] ?? { rawBody: '', headers: {} };
    const body = rawBody.toString();
    const delivery = { desk: DESK, body, headers, receivedAt: number };
    return { key: `${name}-${number}`, stream: `${DESK}:${number % 500}`, delivery, index: 0 };
  };
}

/** Takes an event in and ends it at once, as a receiver does. */
function handling(store: WebhookStore, next: () => EventEntry, ends: boolean) {
  let now = 0;
  return async () => {
    now += 1;
    const [admission] = await store.add([next()], { now, claimUntil: now + 60_000 });
    if (ends && admission?.result === 'claimed') {
      await store.complete(admission.claim, { now, record: null, writes: [] });
    }
  };
}

await asPublished(import.meta.url, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-bench-'));
  const raw = new Database(join(folder, 'raw.sqlite'));
  raw.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  raw.exec('CREATE TABLE seen (key TEXT PRIMARY KEY, body TEXT, headers TEXT, at INTEGER)');
  const insert = raw.prepare('INSERT INTO seen VALUES (?, ?, ?, ?)');
  const rawNext = entriesOf('raw');
  const file = createFileStore({ path: join(folder, 'ours.sqlite'), driver: 'better-sqlite3' });
  const known = entriesOf('ours')();
  try {
    const results = await measure(
      [
        {
          name: 'raw insert',
          run() {
            const { key, delivery } = rawNext();
            const headers = JSON.stringify(delivery.headers);
            return insert.run(key, delivery.body, headers, delivery.receivedAt).changes;
          },
        },
        { name: 'file: add', run: handling(file, entriesOf('added'), false) },
        { name: 'file: add + end', run: handling(file, entriesOf('ended'), true) },
        { name: 'file: known key', run: handling(file, () => known, false) },
        { name: 'memory: add + end', run: handling(createMemoryStore(), entriesOf('m'), true) },
      ],
      { rounds: 21, calls: 500 },
    );
    const limit = named(results, 'raw insert');
    const row = (id: string, name: string, atLeast?: number) =>
      console.log(
        describeTarget({
          id,
          limit,
          ours: named(results, name),
          ...(atLeast === undefined ? {} : { atLeast }),
        }),
      );
    row('M2', 'file: add', 0.8);
    row('   known', 'file: known key');
    row('   end', 'file: add + end');
    row('   memory', 'memory: add + end');
  } finally {
    await file.close();
    raw.close();
    rmSync(folder, { recursive: true });
  }
});
