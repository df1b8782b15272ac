import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createFileLedger, createMigration, type Ledger } from 'polydesk/migration';
import { type Fault, serve } from 'polydesk/sandbox';
import { createRandom, type Random } from '../../../examples/data/random.ts';
import { createClocks, PAIRS, playDesk, type PlayedDesk, seedAwkward } from '../support/worlds.ts';
import { makeMessy } from '../support/messy.ts';
import { furnish, libraryOf } from '../articles/furnish.ts';
import type { CarryConfig } from './config.ts';
import { connectDesk } from './connect.ts';

const SPEED = 20;
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/chaos/', import.meta.url));

/** What is to go wrong. */
export interface ChaosPlan {
  readonly seed: number;
  readonly tickets: number;
  readonly kills: number;
  readonly faults: number;
  /** Processes that carry at the same time. @default 1 */
  readonly processes?: number;
  /** Where they keep what they have done. A file of its own when left out. */
  readonly ledger?: { readonly config: CarryConfig['ledger']; open(): Ledger };
}

/** What came of it. Every list and count that should be empty or zero is told as it is. */
export interface ChaosReport {
  readonly pair: string;
  readonly kills: number;
  readonly faultsHit: number;
  readonly restarts: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** People who are there twice. */
  readonly doubledContacts: readonly string[];
  readonly strangers: readonly string[];
  readonly unverified: readonly unknown[];
  /** Tickets whose texts lead to where other tickets were. */
  readonly unlinked: readonly string[];
  readonly notifications: number;
}

let bundle: Promise<string> | null = null;

/** The carrying process in one file, so that it starts in a moment. */
async function program(): Promise<string> {
  mkdirSync(CACHE, { recursive: true });
  const outfile = join(CACHE, 'carry-process.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('./carry-process.ts', import.meta.url))],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return outfile;
}

const WRITES = /^(?:POST|PUT|PATCH)$/;

/** Arms faults at random calls of both desks; whatever is written may be written and not be answered. */
function arm(desk: PlayedDesk, count: number, random: Random): void {
  for (let index = 0; index < count; index += 1) {
    const isWrite = random.next() < 0.6;
    const faults: readonly Fault[] = isWrite
      ? [
          { kind: 'commit-then-drop' },
          { kind: 'commit-then-status', status: 503 },
          { kind: 'truncated', keepBytes: random.between(0, 60) },
          { kind: 'status', status: 500 },
          { kind: 'dropped' },
        ]
      : [
          { kind: 'status', status: 503 },
          { kind: 'dropped' },
          { kind: 'truncated', keepBytes: random.between(0, 200) },
          { kind: 'rate-limited', retryAfterSeconds: 1 },
        ];
    desk.sandbox.faults.inject({
      fault: random.pick(faults),
      after: random.between(0, 25),
      when: ({ method }) => WRITES.test(method) === isWrite,
    });
  }
}

const accessOf = ({ provider, sandbox }: PlayedDesk, url: string): CarryConfig['from'] => {
  // Safe: every sandbox has the credentials of its provider.
  const { credentials } = sandbox as unknown as { credentials: Record<string, string> };
  return { provider, url, credentials };
};

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Serves a desk at one port, also after it was restarted. */
async function serveDesk(desk: PlayedDesk) {
  let server = await serve(desk.sandbox);
  const { url } = server;
  return {
    url,
    async restart() {
      await server.close();
      await pause(60);
      server = await serve(desk.sandbox, { port: Number(new URL(url).port) });
    },
    close: () => server.close(),
  };
}

/** Carries a migration through kills, faults and a restart, and compares everything at the end. */
export async function runChaos(plan: ChaosPlan): Promise<ChaosReport> {
  const random = createRandom(plan.seed);
  const { from, to } = random.pick(PAIRS);
  const { clock, patient } = createClocks();
  const [source, target] = [
    await playDesk(from, clock),
    await playDesk(to, clock, { empty: true }),
  ];
  const seeded = await seedAwkward(source, { count: plan.tickets, seed: plan.seed });
  const { added } = await makeMessy({ desk: source, ids: seeded });
  const ids = [...seeded, ...added];
  await furnish(source);
  clock.advance(3_600_000);
  const sent = target.outbox();
  const [fromServer, toServer] = [await serveDesk(source), await serveDesk(target)];
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-chaos-'));
  const path = join(folder, 'ledger.sqlite');
  const ledger = plan.ledger?.config ?? ({ kind: 'file', path } as const);
  const config: CarryConfig = {
    from: accessOf(source, fromServer.url),
    to: accessOf(target, toServer.url),
    ledger,
    origin: Date.now(),
    speed: SPEED,
  };
  const ticking = setInterval(() => clock.advance(10 * SPEED), 10);
  arm(source, plan.faults, random);
  arm(target, plan.faults, random);
  try {
    bundle ??= program();
    const file = await bundle;
    const done = await carryThrough({ file, config, plan, random, restart: toServer.restart });
    source.sandbox.faults.clear();
    target.sandbox.faults.clear();
    const opened = plan.ledger?.open() ?? createFileLedger({ path });
    const addresses = { from: fromServer.url, to: toServer.url };
    const report = await compare({ source, target, ids, ledger: opened, patient, addresses });
    await opened.close();
    const faultsHit = source.sandbox.faults.hits.length + target.sandbox.faults.hits.length;
    const notifications = target.outbox() - sent;
    return { pair: `${from} to ${to}`, ...done, faultsHit, notifications, ...report };
  } finally {
    clearInterval(ticking);
    await Promise.all([fromServer.close(), toServer.close()]);
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Carrying {
  readonly file: string;
  readonly config: CarryConfig;
  readonly plan: ChaosPlan;
  readonly random: Random;
  readonly restart: () => Promise<void>;
}

/** Starts processes, kills them, starts others, until one ends by itself. */
async function carryThrough({ file, config, plan, random, restart }: Carrying) {
  let [kills, restarts] = [0, 0];
  const carry = async (): Promise<void> => {
    for (;;) {
      const child = spawn(process.execPath, [file, JSON.stringify(config)], {
        stdio: ['ignore', process.env['CHAOS_VERBOSE'] === '1' ? 'inherit' : 'ignore', 'inherit'],
      });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      if (kills < plan.kills) {
        kills += 1;
        await Promise.race([ended, pause(random.between(150, 1200))]);
        child.kill('SIGKILL');
      }
      if ((await within(ended, 90_000, child)) === 0) return;
      if (restarts === 0) {
        restarts += 1;
        await restart();
      }
    }
  };
  await Promise.all(Array.from({ length: plan.processes ?? 1 }, carry));
  return { kills, restarts };
}

async function within(
  ended: Promise<number | null>,
  ms: number,
  child: ChildProcess,
): Promise<number | null> {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  const code = await ended;
  clearTimeout(timer);
  return code;
}

const twice = (keys: readonly string[]): readonly string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index);

/** Looks at the target itself: what is there, how often, and whether it is as it was. */
async function compare({
  source,
  target,
  ids,
  ledger,
  patient,
  addresses,
}: {
  readonly source: PlayedDesk;
  readonly target: PlayedDesk;
  readonly ids: readonly string[];
  readonly ledger: Ledger;
  readonly patient: ReturnType<typeof createClocks>['patient'];
  readonly addresses: { readonly from: string; readonly to: string };
}) {
  // Where the run has read them: what a desk answers has its own address in it.
  const open = (desk: PlayedDesk, baseUrl: string) =>
    connectDesk(accessOf(desk, baseUrl), {
      baseUrl,
      clock: { now: () => patient.now(), sleep: (ms) => patient.sleep(Math.min(ms, 4000)) },
    });
  const connected = { from: open(source, addresses.from), to: open(target, addresses.to) };
  const migration = createMigration({ ...connected, ledger, clock: patient, silence: 'confirmed' });
  for await (const { handled } of migration.verify()) if (handled < 0) throw new Error('no');
  const { items } = await ledger.items({ limit: 10_000, cursor: null });
  const there = await connected.to.tickets.list().toArray({ limit: 10_000 });
  const [theirs, ours] = [await namesIn(connected.from), await namesIn(connected.to)];
  const keys = [...there.map(({ callerKey, id }) => callerKey ?? id), ...ours];
  const wanted = [...ids, ...theirs];
  const people = (await connected.to.contacts?.list?.().toArray({ limit: 10_000 })) ?? [];
  const isCompared = (kind: string): boolean => kind === 'ticket' || kind === 'article';
  return {
    lost: wanted.filter((id) => !keys.includes(id)),
    doubled: twice(keys),
    doubledContacts: twice(people.flatMap(({ emails }) => emails.map(({ address }) => address))),
    unlinked: items
      .filter(({ losses }) => losses.some(({ reason }) => reason.startsWith('A link in the text')))
      .map(({ source: id }) => id),
    strangers: keys.filter((key) => !wanted.includes(key)),
    unverified: items
      .filter(
        ({ kind, state }) => state !== 'verified' && (isCompared(kind) || state !== 'confirmed'),
      )
      .map(({ source: id, state, error, differences }) => ({ id, state, error, differences })),
  };
}

/** What a knowledge base consists of, by name: everything in it has another one. */
async function namesIn(desk: Parameters<typeof libraryOf>[0]): Promise<readonly string[]> {
  const library = libraryOf(desk);
  const all = { limit: 1000 };
  const articles = await library.list().toArray(all);
  const sections = await library.sections().toArray(all);
  const categories = await library.categories().toArray(all);
  return [
    ...articles.map(({ title }) => `article ${title}`),
    ...[...sections, ...categories].map(({ name }) => `section ${name}`),
  ];
}
