import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { runtimeProgram } from '../test/runtimes/install.ts';

// npx tsx bench/workerd.ts: row W5 of the performance targets. A runtime without eval, where clocks stand
// still while code runs: so whole runs are timed from outside, and what starting takes is taken off.

const FOLDER = fileURLToPath(new URL('../node_modules/.cache/bench/workerd/', import.meta.url));
const CALLS = 20_000;
const ROUNDS = 5;

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "2025-06-01",
);
`;

/** How long a worker takes that does so many calls, in milliseconds. */
async function timed(program: string, way: 'floor' | 'ours', calls: number): Promise<number> {
  await build({
    entryPoints: [fileURLToPath(new URL('./support/workerd-worker.ts', import.meta.url))],
    outfile: join(FOLDER, 'worker.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    define: { WAY: JSON.stringify(way), CALLS: String(calls) },
    logLevel: 'error',
  });
  const start = process.hrtime.bigint();
  execFileSync(program, ['test', 'config.capnp'], { cwd: FOLDER, stdio: 'pipe' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;

mkdirSync(FOLDER, { recursive: true });
writeFileSync(join(FOLDER, 'config.capnp'), CONFIG);
const program = runtimeProgram(
  '@cloudflare/workerd-linux-64',
  '@cloudflare/workerd-linux-64/bin/workerd',
);
const times = { floor: [] as number[], ours: [] as number[] };
for (let round = 0; round < ROUNDS; round += 1) {
  for (const way of ['floor', 'ours'] as const) {
    const empty = await timed(program, way, 0);
    times[way].push((((await timed(program, way, CALLS)) - empty) * 1000) / CALLS);
  }
}
const [floor, ours] = [median(times.floor), median(times.ours)];
const ratio = floor / ours;
console.log(
  `W5 ${ratio.toFixed(2)} of subtle HMAC + JSON.parse in workerd (target 0.55) ` +
    `${ratio >= 0.55 ? 'met' : 'MISSED'} | floor ${floor.toFixed(1)} us | receiveWebhook ${ours.toFixed(1)} us`,
);
