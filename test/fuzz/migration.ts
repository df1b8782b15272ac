// npm run chaos:migration -- [--runs 200] [--seed 1] [--only 17] [--processes 4]
// Migrations between random pairs of desks, through SIGKILL, lost answers, 5xx, 429, cut bodies and a restarted
// desk. Every run must end with nothing lost, nothing doubled, nothing told to customers. Prints each seed.
// Several processes share a ledger in PostgreSQL.
import { parseArgs } from 'node:util';
import { runChaos } from '../migration/chaos/run-chaos.ts';
import { openSharedLedger } from '../migration/chaos/shared-ledger.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    processes: { type: 'string', default: '1' },
  },
});
const first = Number(values.only ?? values.seed);
const processes = Number(values.processes);
const runs = values.only === undefined ? Number(values.runs) : 1;
const sums = { runs: 0, kills: 0, faults: 0, restarts: 0, failed: 0 };

for (let seed = first; seed < first + runs; seed += 1) {
  const plan = {
    seed,
    tickets: 10 * processes,
    kills: 1 + (seed % 4),
    faults: seed % 8,
    processes,
  };
  const shared = processes > 1 ? await openSharedLedger() : null;
  if (processes > 1 && shared === null) throw new Error('Several processes need a PostgreSQL.');
  const ledger = shared === null ? {} : { ledger: shared.ledger };
  const { pair, kills, faultsHit, restarts, ...found } = await runChaos({ ...plan, ...ledger });
  await shared?.close();
  const isRight =
    found.lost.length + found.doubled.length + found.doubledContacts.length === 0 &&
    found.strangers.length === 0 &&
    found.unverified.length === 0 &&
    found.unlinked.length === 0 &&
    found.notifications === 0;
  sums.runs += 1;
  sums.kills += kills;
  sums.faults += faultsHit;
  sums.restarts += restarts;
  if (!isRight) sums.failed += 1;
  const ended = isRight ? 'right' : `WRONG ${JSON.stringify(found)}`;
  console.log(`seed ${seed} ${pair}: ${kills} kills, ${faultsHit} faults, ${ended}`);
}
console.log(JSON.stringify(sums));
process.exitCode = sums.failed === 0 ? 0 : 1;
