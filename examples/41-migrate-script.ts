// A whole migration as a script: plan, run, verify. Run it again after a kill, and it goes on.
import { createFileLedger, createMigration } from 'polydesk/migration';
import { newDesk, oldDesk } from './data/two-desks.ts';

const ledger = createFileLedger({ path: process.env['LEDGER'] ?? ':memory:' });
const migration = createMigration({ from: oldDesk(), to: newDesk(), ledger });

const { findings } = await migration.plan();
if (findings.some(({ severity }) => severity === 'error')) throw new Error('Not ready to run.');

for await (const { etaMs } of migration.run()) {
  if (etaMs !== null && etaMs > 60_000) console.log('minutes left:', Math.ceil(etaMs / 60_000));
}
for await (const { etaMs } of migration.verify()) {
  if (etaMs !== null && etaMs > 60_000) console.log('minutes left:', Math.ceil(etaMs / 60_000));
}

const { counts } = await migration.status();
console.log('verified:', counts.ticket?.verified, 'failed:', counts.ticket?.failed ?? 0);
await ledger.close();
