import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  type Claim,
  createFileStore,
  createMemoryStore,
  type EntryState,
  type FailureNote,
  type WebhookStore,
} from 'polydesk/webhooks';
import { afterAll, describe, expect, it } from 'vitest';
import { createNaiveStore } from '../support/naive-store.ts';
import { entry } from './contract.ts';

const DESKS = ['zendesk:acme'];
const NOTE: FailureNote = { name: 'Error', code: null, message: null };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const stream = fc.constantFrom('s', 't');
const wait = fc.integer({ min: 1, max: 30 });

const command = fc.oneof(
  fc.record({ kind: fc.constant('add'), key, stream, claim: fc.boolean(), wait }),
  fc.record({ kind: fc.constant('claim'), limit: fc.integer({ min: 1, max: 3 }), wait }),
  fc.record({ kind: fc.constant('complete'), which: fc.nat(20), record: fc.option(fc.string()) }),
  fc.record({ kind: fc.constant('fail'), which: fc.nat(20), retry: fc.option(wait) }),
  fc.record({ kind: fc.constant('extend'), which: fc.nat(20), wait }),
  fc.record({ kind: fc.constant('bury'), key }),
  fc.record({ kind: fc.constant('revive'), key }),
  fc.record({ kind: fc.constant('discard'), key }),
  fc.record({ kind: fc.constant('pass'), ms: fc.integer({ min: 1, max: 40 }) }),
);

type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;
type Values = Readonly<Record<string, never>>;

const seen = ({ entry: { key: name }, attempt, record }: Claim) => ({ name, attempt, record });

/** When a lease has ended, a store may notice at once or later that its entry waits again. */
const openOr = (state: EntryState): string =>
  state === 'waiting' || state === 'running' ? 'open' : state;

/** Does the same at a store, and answers what could be seen of it. */
async function play(store: WebhookStore<never>, commands: readonly Command[]): Promise<unknown[]> {
  const claims: Claim[] = [];
  const log: unknown[] = [];
  let now = 0;
  const held = (which: number): Claim | undefined => claims[which % Math.max(1, claims.length)];
  for (const one of commands) {
    // Safe: each branch reads the values of its own kind.
    const values = one as unknown as Values;
    const claim = held(values['which'] ?? 0);
    switch (one.kind) {
      case 'add': {
        const claimUntil = values['claim'] ? now + values['wait']! : null;
        const added = entry(values['key']!, values['stream']);
        const [admission] = await store.add([added], { now, claimUntil });
        if (admission?.result === 'claimed') claims.push(admission.claim);
        log.push(admission?.result, admission?.result === 'known' ? openOr(admission.state) : null);
        break;
      }
      case 'claim': {
        const asked = {
          desks: DESKS,
          limit: values['limit']!,
          now,
          claimUntil: now + values['wait']!,
        };
        const found = await store.claim(asked);
        claims.push(...found);
        log.push(found.map(seen));
        break;
      }
      case 'complete':
        if (claim === undefined) break;
        log.push(await store.complete(claim, { now, record: values['record']!, writes: [] }));
        break;
      case 'fail': {
        if (claim === undefined) break;
        const retry: number | null = values['retry'] ?? null;
        const retryAt = retry === null ? null : now + retry;
        log.push(await store.fail(claim, { now, retryAt, failure: NOTE }));
        break;
      }
      case 'extend':
        if (claim !== undefined) log.push(await store.extend(claim, now + values['wait']!, now));
        break;
      case 'bury':
        await store.bury([entry(values['key']!)], { now, failure: NOTE });
        break;
      case 'revive':
        log.push(await store.revive([values['key']!], now));
        break;
      case 'discard':
        log.push(await store.discard([values['key']!], now));
        break;
      default:
        now += values['ms']!;
    }
    const { waiting, running, done, dead } = await store.counts(DESKS);
    const states = await store.states(['a', 'b', 'c', 'd', 'e', 'f']);
    log.push({ open: waiting + running, done, dead });
    log.push([...states].map(([name, state]) => [name, openOr(state)]).sort());
  }
  const letters = await store.dead({ desks: DESKS, limit: 10, after: null });
  log.push(letters.map((letter) => letter.entry.key).sort(), await store.records(['s', 't']));
  return log;
}

describe('a store does what the plain words of the rules say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-model-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  let files = 0;
  const path = (): string => join(folder, `store-${(files += 1)}`);
  const stores: Readonly<Record<string, () => WebhookStore<never>>> = {
    // Safe: nothing here looks at a transaction.
    memory: () => createMemoryStore(),
    journal: () => createFileStore({ path: path(), driver: 'journal' }),
    'better-sqlite3': () => createFileStore({ path: path(), driver: 'better-sqlite3' }),
  };
  it.each(Object.entries(stores))('%s', async (name, create) => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const store = create();
        try {
          const naive = createNaiveStore() as WebhookStore<never>;
          expect(await play(store, commands)).toEqual(await play(naive, commands));
        } finally {
          await store.close();
        }
      }),
      { numRuns: name === 'memory' ? 300 : 40 },
    );
  });
});
