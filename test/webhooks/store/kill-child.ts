// Adds and ends entries as fast as it can, and says so, until it is killed.
import { createFileStore, type SqlTransaction } from '../../../src/webhooks/index.ts';
import { entry } from './contract-entry.ts';

const [path = '', driver = '', run = '0'] = process.argv.slice(2);
const store = createFileStore({
  path,
  driver: driver === 'journal' ? 'journal' : 'better-sqlite3',
});

const effect = (key: string) => (transaction: SqlTransaction) => {
  if (driver === 'journal') return;
  transaction.run('CREATE TABLE IF NOT EXISTS effects (key TEXT NOT NULL)');
  transaction.run('INSERT INTO effects (key) VALUES (?)', key);
};

for (let index = 0; ; index += 1) {
  const key = `${run}-${index}`;
  const now = index;
  const [admission] = await store.add([entry(key)], { now, claimUntil: now + 1_000_000 });
  process.stdout.write(`added ${key}\n`);
  if (admission?.result !== 'claimed' || index % 5 === 4) continue;
  const writes = [effect(key)];
  if (await store.complete(admission.claim, { now, record: '{}', writes })) {
    process.stdout.write(`ended ${key}\n`);
  }
}
