import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createFileLedger, createMigration } from '../src/migration/index.ts';
import { asPublished } from './support/as-published.ts';
import { type BenchProvider, type DeskConfig, DESKS } from './support/migration/desks.ts';
import { createScaledClock } from './support/migration/scaled-clock.ts';
import { runDesk } from './support/migration/run-desk.ts';
import { type DeskProcess, startDesk } from './support/migration/start-desk.ts';
import { describeTraffic, type Marks } from './support/migration/describe-traffic.ts';

// npm run bench:migration [-- --tickets 100000 --pair freshdesk:zendesk --speed 60]: a whole migration
// between two desks in processes of their own, over HTTP. Rate windows are scaled: see `createScaledClock`.

const { values } = parseArgs({
  strict: false,
  options: {
    tickets: { type: 'string', default: '20000' },
    pair: { type: 'string', default: '' },
    speed: { type: 'string', default: '60' },
    concurrency: { type: 'string', default: '' },
  },
});

const isKnown = (name: string | undefined): name is BenchProvider =>
  name !== undefined && Object.hasOwn(DESKS, name);

const speed = Number(values.speed);
const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

interface Pair {
  readonly from: BenchProvider;
  readonly to: BenchProvider;
  readonly tickets: number;
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

const program = fileURLToPath(import.meta.url);

async function carry({ from, to, tickets }: Pair): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-bench-'));
  const begin = Date.now();
  const config = { begin, speed };
  const [source, target] = await Promise.all([
    startDesk(program, { ...config, provider: from, tickets }),
    startDesk(program, { ...config, provider: to, tickets: 0 }),
  ]);
  try {
    await measure({ from, to, tickets }, { source, target, folder, begin });
  } finally {
    source.stop();
    target.stop();
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  { from, to, tickets }: Pair,
  {
    source,
    target,
    folder,
    begin,
  }: {
    readonly source: DeskProcess;
    readonly target: DeskProcess;
    readonly folder: string;
    readonly begin: number;
  },
): Promise<void> {
  const clock = createScaledClock(begin, speed);
  const connection = (url: string) => ({ baseUrl: url, clock });
  const ledger = createFileLedger({
    path: join(folder, 'ledger.sqlite'),
    driver: 'better-sqlite3',
  });
  const desks = {
    from: DESKS[from].connect(source.credentials, connection(source.url)),
    to: DESKS[to].connect(target.credentials, connection(target.url)),
  };
  const migration = createMigration({
    ...desks,
    ledger,
    clock,
    silence: 'confirmed',
    ...(values.concurrency === '' ? {} : { concurrency: Number(values.concurrency) }),
  });
  console.log(`\n${from} to ${to}, ${tickets} tickets, time ×${speed}, load ${load()}`);
  const [planStart, planCpu] = [performance.now(), cpuMs()];
  await migration.plan();
  console.log(
    `   plan: ${seconds(planStart)}, ${perTicket(cpuMs() - planCpu, tickets)}, RSS ${mebibytes(process.memoryUsage.rss())}`,
  );
  const marks: Marks = { start: clock.now(), steadyFrom: 0, steadyUntil: 0 };
  const steps = [0.1, 0.5, 1].map((share) => Math.floor(tickets * share));
  const runStart = performance.now();
  let last = { cpu: cpuMs(), done: 0 };
  const memory = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 500);
  let peak = 0;
  for await (const { counts } of migration.run()) {
    const carried = endedOf(counts.ticket);
    if (marks.steadyFrom === 0 && carried >= tickets * 0.1) marks.steadyFrom = clock.now();
    if (carried < tickets * 0.9) marks.steadyUntil = clock.now();
    const [step] = steps;
    if (step === undefined || carried < step) continue;
    steps.shift();
    const cpu = cpuMs();
    const { rss, heapUsed } = process.memoryUsage();
    console.log(
      `   ${carried} carried: RSS ${mebibytes(rss)}, heap ${mebibytes(heapUsed)}, ` +
        `${perTicket(cpu - last.cpu, carried - last.done)} since the last line, load ${load()}`,
    );
    last = { cpu, done: carried };
  }
  clearInterval(memory);
  const { counts } = await migration.status();
  console.log(
    `   run: ${seconds(runStart)}, RSS at most ${mebibytes(peak)}, ${JSON.stringify(counts)}`,
  );
  for (const [side, desk, provider] of [
    ['source', source, from],
    ['target', target, to],
  ] as const) {
    const { perMinute, unit } = DESKS[provider];
    const { traffic, rss } = await desk.traffic();
    console.log(
      `   ${describeTraffic(traffic, marks, { name: `${side} ${provider}`, perMinute, unit })}`,
    );
    console.log(`      its own RSS ${mebibytes(rss)}`);
  }
  await ledger.close();
  await Promise.all([desks.from.close(), desks.to.close()]);
}

const endedOf = (states: Readonly<Record<string, number>> = {}): number =>
  ['confirmed', 'failed', 'skipped'].reduce((sum, state) => sum + (states[state] ?? 0), 0);

const load = (): string => loadavg()[0]?.toFixed(1) ?? '?';
const seconds = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const perTicket = (ms: number, count: number): string =>
  `${(ms / count).toFixed(2)} ms CPU a ticket`;

await asPublished(import.meta.url, async () => {
  const [mode, text = ''] = process.argv.slice(2);
  // Safe: this program wrote both texts.
  if (mode === 'desk') return runDesk(JSON.parse(text) as DeskConfig);
  if (mode === 'carry') return carry(JSON.parse(text) as Pair);
  const tickets = Number(values.tickets);
  const [from, to] = String(values.pair).split(':');
  const pairs: readonly Pair[] =
    isKnown(from) && isKnown(to)
      ? [{ from, to, tickets }]
      : [
          { from: 'freshdesk', to: 'zendesk', tickets },
          { from: 'zendesk', to: 'freshdesk', tickets: Math.ceil(tickets / 10) },
        ];
  for (const pair of pairs) {
    // A process that holds nothing else.
    const words = [program, 'carry', JSON.stringify(pair), ...process.argv.slice(2)];
    spawnSync(process.execPath, words, { stdio: 'inherit' });
  }
});
