import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import {
  type Claim,
  createFileLedger,
  createMemoryLedger,
  createPostgresLedger,
  ITEM_STATES,
  type Ledger,
  type LedgerItem,
  type PlannedItem,
} from '../../../src/migration/index.ts';
import { findPostgres } from '../../support/services.ts';
import { SUBJECT, to } from './support.ts';
import { createNaiveLedger } from './naive-ledger.ts';

/** A ledger, its claims and runs so far, and a clock. */
interface Playing {
  ledger: Ledger;
  readonly claims: Claim[];
  readonly runs: string[];
  /** Opens the same ledger again, where that is possible. */
  readonly again: (() => Promise<Ledger>) | null;
}

interface Model {
  now: number;
}

type Pair = { readonly ours: Playing; readonly naive: Playing };
type Play = (playing: Playing, now: number) => Promise<unknown>;

const withoutIds = (runs: Awaited<ReturnType<Ledger['runs']>>) =>
  runs.map(({ id: _id, ...run }) => run);

/** All that can be seen of a ledger. */
const seenOf = async ({ ledger }: Playing) => ({
  items: (await ledger.items({ limit: 100, cursor: null })).items,
  counts: await ledger.counts(),
  runs: withoutIds(await ledger.runs()),
  checkpoint: await ledger.checkpoint('scan'),
});

/** Does the same with both, and compares what they answer and what they hold then. */
class Step implements fc.AsyncCommand<Model, Pair> {
  readonly #name: string;
  readonly #play: Play;
  readonly #ms: number;

  constructor(name: string, play: Play, ms = 0) {
    this.#name = name;
    this.#play = play;
    this.#ms = ms;
  }

  check = (): boolean => true;

  async run(model: Model, { ours, naive }: Pair): Promise<void> {
    model.now += this.#ms;
    expect(await this.#play(ours, model.now)).toEqual(await this.#play(naive, model.now));
    expect(await seenOf(ours)).toEqual(await seenOf(naive));
  }

  toString = (): string => this.#name;
}

const kind = fc.constantFrom('ticket', 'link', 'contact');
const version = fc.option(fc.integer({ min: 1, max: 5 }));
const planned: fc.Arbitrary<PlannedItem> = fc.record({
  kind,
  source: fc.constantFrom('a', 'b', 'c', 'd'),
  order: fc.integer({ min: -1, max: 2 }),
  sourceVersion: version,
});
const state = fc.constantFrom(...ITEM_STATES);
const wait = fc.integer({ min: 1, max: 30 });
const which = fc.nat(30);
const limit = fc.integer({ min: 1, max: 3 });
const kinds = fc.uniqueArray(kind, { minLength: 1 });
const difference = { field: 'status', expected: 'open', actual: null };
const loss = { type: 'dropped', field: 'x', reason: 'y', message: null } as const;
const told = fc.record(
  {
    target: fc.option(fc.constantFrom('T1', 'T2')),
    writtenVersion: version,
    reason: fc.option(fc.string()),
    error: fc.option(fc.record({ code: fc.string(), message: fc.string() })),
    losses: fc.constantFrom([], [loss]),
    differences: fc.constantFrom([], [difference]),
    detail: fc.constantFrom({}, { page: 1, deep: [null, { a: 'ä' }] }),
    release: fc.boolean(),
  },
  { requiredKeys: [] },
);

const pick = <Value>(values: readonly Value[], index: number): Value | undefined =>
  values[index % Math.max(1, values.length)];
const keep = (playing: Playing, claims: readonly Claim[]): readonly LedgerItem[] => {
  playing.claims.push(...claims);
  return claims.map(({ item }) => item);
};
const step = <Value>(arbitrary: fc.Arbitrary<Value>, play: (value: Value) => Play, name: string) =>
  arbitrary.map((value) => new Step(`${name} ${fc.stringify(value)}`, play(value)));

const commands = [
  wait.map((ms) => new Step(`pass ${ms}`, async () => null, ms)),
  step(
    fc.constant(null),
    () =>
      async ({ ledger, runs }, now) => {
        runs.push((await ledger.startRun('run', now)).id);
      },
    'startRun',
  ),
  step(
    fc.record({ which, wait }),
    (one) =>
      ({ ledger, runs }, now) =>
        ledger.heartbeat(pick(runs, one.which) ?? 'none', now, now + one.wait),
    'heartbeat',
  ),
  step(
    which,
    (run) =>
      ({ ledger, runs }, now) =>
        ledger.endRun(pick(runs, run) ?? 'none', 'failed', now),
    'endRun',
  ),
  step(
    fc.array(planned, { maxLength: 6 }),
    (items) =>
      ({ ledger }, now) =>
        ledger.plan(items, now, { name: 'scan', value: String(now) }),
    'plan',
  ),
  step(
    fc.record({ kinds, limit, which, wait }),
    (one) => async (playing, now) =>
      keep(
        playing,
        await playing.ledger.claim({
          kinds: one.kinds,
          limit: one.limit,
          runId: pick(playing.runs, one.which) ?? 'none',
          now,
          until: now + one.wait,
        }),
      ),
    'claim',
  ),
  step(
    fc.record({ limit, which, wait, before: wait }),
    (one) => async (playing, now) =>
      keep(
        playing,
        await playing.ledger.claimForVerify({
          limit: one.limit,
          runId: pick(playing.runs, one.which) ?? 'none',
          now,
          until: now + one.wait,
          before: now - one.before + 15,
        }),
      ),
    'claimForVerify',
  ),
  step(
    fc.record({ planned, which, wait }),
    (one) => async (playing, now) => {
      const runId = pick(playing.runs, one.which) ?? 'none';
      const answer = await playing.ledger.claimOne(one.planned, {
        runId,
        now,
        until: now + one.wait,
      });
      if (answer === null || answer.token === null) return answer;
      return keep(playing, [answer]);
    },
    'claimOne',
  ),
  step(
    fc.array(fc.record({ which, state, told }), { minLength: 1, maxLength: 4 }),
    (changes) =>
      ({ ledger, claims }, now) =>
        ledger.advance(
          changes.flatMap((change) => {
            const claim = pick(claims, change.which);
            return claim === undefined ? [] : [to(claim, change.state, change.told)];
          }),
          now,
        ),
    'advance',
  ),
  step(
    fc.record({
      kind: fc.option(kind, { nil: undefined }),
      states: fc.uniqueArray(state),
      differing: fc.boolean(),
      skip: fc.boolean(),
    }),
    (one) =>
      ({ ledger }, now) => {
        const { kind: only, states, differing } = one;
        return ledger.reset(
          { ...(only === undefined ? {} : { kind: only }), states, differing },
          one.skip ? { state: 'skipped', reason: 'why' } : { state: 'planned', reason: null },
          now,
        );
      },
    'reset',
  ),
  step(
    planned,
    (one) =>
      ({ ledger }) =>
        ledger.remove(one.kind, [one.source]),
    'remove',
  ),
  step(
    kind,
    (one) =>
      ({ ledger }) =>
        ledger.targets(one, ['a', 'b', 'c', 'd']),
    'targets',
  ),
  step(
    fc.constant(null),
    () => async (playing) => {
      if (playing.again !== null) playing.ledger = await playing.again();
    },
    'open again',
  ),
];

const folder = mkdtempSync(join(tmpdir(), 'polydesk-ledger-model-'));
const postgres = await findPostgres();
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres?.close();
});

let number = 0;

function inFile(driver: 'journal' | 'better-sqlite3' | 'node:sqlite'): Playing {
  const path = join(folder, `ledger-${(number += 1)}`);
  const playing: Playing = {
    ledger: createFileLedger({ path, driver }),
    claims: [],
    runs: [],
    async again() {
      await playing.ledger.close();
      return createFileLedger({ path, driver });
    },
  };
  return playing;
}

const playingWith = (ledger: Ledger): Playing => ({ ledger, claims: [], runs: [], again: null });
const builtIn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined;
const FACTOR = process.env['POLYDESK_DEEP'] === '1' ? 25 : 1;

const subjects: readonly (readonly [string, () => Promise<Playing>, number])[] = [
  ['memory', async () => playingWith(createMemoryLedger()), 150],
  ['journal', async () => inFile('journal'), 15],
  ['better-sqlite3', async () => inFile('better-sqlite3'), 40],
  ...(builtIn ? ([['node:sqlite', async () => inFile('node:sqlite'), 40]] as const) : []),
  ...(postgres === null ? [] : ([['PostgreSQL', inPostgres, 10]] as const)),
];

async function inPostgres(): Promise<Playing> {
  if (postgres === null) throw new Error('there is none');
  const { pool, schema } = postgres;
  const ledger = createPostgresLedger({ client: pool, schema });
  await ledger.counts();
  const tables = ['items', 'runs', 'counts', 'checkpoints'];
  await pool.query(`TRUNCATE ${tables.map((name) => `${schema}.polydesk_ledger_${name}`).join()}`);
  return playingWith(ledger);
}

describe('a ledger does what the plain words of the rules say', () => {
  it.each(subjects)(
    '%s',
    async (_name, create, numRuns) => {
      await fc.assert(
        fc.asyncProperty(fc.commands(commands, { size: '+1', maxCommands: 60 }), async (some) => {
          const ours = await create();
          try {
            await ours.ledger.open(SUBJECT);
            const naive = playingWith(createNaiveLedger());
            await fc.asyncModelRun(() => ({ model: { now: 0 }, real: { ours, naive } }), some);
          } finally {
            await ours.ledger.close();
          }
        }),
        { numRuns: numRuns * FACTOR },
      );
    },
    600_000,
  );
});
