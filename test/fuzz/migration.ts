// npm run chaos:migration -- [--runs 200] [--seed 1] [--only 17]
// Migrations between random pairs of desks, through SIGKILL, lost answers, 5xx, 429, cut bodies and a restarted
// desk. Every run must end with nothing lost, nothing doubled, nothing told to customers. Prints each seed.
import { parseArgs } from 'node:util';
import { runChaos } from '../migration/chaos/run-chaos.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const first = Number(values.only ?? values.seed);
const runs = values.only === undefined ? Number(values.runs) : 1;
const sums = { runs: 0, kills: 0, faults: 0, restarts: 0, failed: 0 };

for (let seed = first; seed < first + runs; seed += 1) {
  const plan = { seed, tickets: 8, kills: 1 + (seed % 4), faults: seed % 8 };
  const { pair, kills, faultsHit, restarts, ...found } = await runChaos(plan);
  const isRight =
    found.lost.length + found.doubled.length + found.strangers.length === 0 &&
    found.unverified.length === 0 &&
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
