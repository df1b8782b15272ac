import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import {
  createFileLedger,
  createPostgresLedger,
  type Ledger,
} from '../../../src/migration/index.ts';
import { findPostgres, NO_POSTGRES } from '../../support/services.ts';
import { after, runChild } from './children.ts';
import { runOf, SUBJECT, ticket } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-ledger-processes-'));
const postgres = await findPostgres();
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres?.close();
});

const ITEMS = process.env['POLYDESK_DEEP'] === '1' ? 5000 : 300;

/** Several processes empty one ledger; each item has to be claimed once, by one of them. */
async function emptyWith(
  ledger: Ledger,
  child: { readonly where: string; readonly driver: string },
  processes: number,
): Promise<void> {
  await ledger.open(SUBJECT);
  const items = Array.from({ length: ITEMS }, (_item, index) => ticket(`${processes}-${index}`));
  await ledger.plan(items, 0);
  const names = Array.from({ length: processes }, (_child, index) => `${processes}-${index}`);
  const said = await Promise.all(names.map((name) => runChild({ ...child, name, isFinite: true })));
  const claimed = said.flatMap((lines) => after(lines, 'claimed'));
  expect(claimed.toSorted()).toEqual(items.map(({ source }) => source).toSorted());
  const ends = said.flatMap((lines) => [...after(lines, 'confirmed'), ...after(lines, 'sent')]);
  expect(ends.toSorted()).toEqual(claimed.toSorted());
  const { runId, claim } = await runOf(ledger);
  const sent = said.flatMap((lines) => after(lines, 'sent'));
  expect((await ledger.counts()).ticket?.sent).toBe(sent.length);
  expect(await claim(ITEMS, 1, 2)).toEqual([]);
  for (const run of said.flatMap((lines) => after(lines, 'run'))) {
    await ledger.endRun(run, 'cancelled', 1);
  }
  expect(await claim(ITEMS, 1, 2)).toHaveLength(sent.length);
  await ledger.remove(
    'ticket',
    items.map(({ source }) => source),
  );
  await ledger.endRun(runId, 'done', 2);
  expect(await ledger.counts()).toEqual({});
}

describe('processes that share a file', () => {
  it.each([2, 4])(
    'claim no item twice, when they are %i',
    async (processes) => {
      const where = join(folder, `shared-${processes}`);
      const ledger = createFileLedger({ path: where, driver: 'better-sqlite3' });
      await emptyWith(ledger, { where, driver: 'better-sqlite3' }, processes);
      await ledger.close();
    },
    60_000,
  );
});

describe('processes that share a PostgreSQL ledger', () => {
  if (postgres === null) {
    it.skip(`are not tried: ${NO_POSTGRES}`, () => undefined);
    return;
  }
  const { pool, schema } = postgres;
  it.each([2, 4])(
    'claim no item twice, when they are %i',
    async (processes) => {
      const ledger = createPostgresLedger({ client: pool, schema });
      await emptyWith(ledger, { where: schema, driver: 'postgres' }, processes);
    },
    60_000,
  );

  it('find a killed one’s items again', async () => {
    const ledger = createPostgresLedger({ client: pool, schema });
    await ledger.open(SUBJECT);
    const child = { where: schema, driver: 'postgres', name: 'killed', killAfter: 60 };
    const lines = await runChild(child);
    const confirmed = new Set(after(lines, 'confirmed'));
    const { items } = await ledger.items({ limit: 1_000_000, cursor: null });
    const states = new Map(items.map(({ source, state }) => [source, state]));
    expect([...confirmed].filter((source) => states.get(source) !== 'confirmed')).toEqual([]);
    const names = [...states.keys()];
    expect(names.filter((name) => name.endsWith('-a'))).toHaveLength(names.length / 2);
    await ledger.endRun(after(lines, 'run')[0] ?? '', 'failed', 2e9);
    const { claim } = await runOf(ledger, 2e9);
    const open = items.filter(({ state }) => state !== 'confirmed');
    expect(await claim(1_000_000, 2e9, 3e9)).toHaveLength(open.length);
  }, 60_000);

  it('keep runs apart that claim, confirm, plan and reset at the same time', async () => {
    const ledgers = [1, 2, 3, 4].map(() => createPostgresLedger({ client: pool, schema }));
    const [first] = ledgers;
    if (first === undefined) return expect.unreachable();
    const kinds = ['ticket', 'link', 'contact'] as const;
    const items = Array.from({ length: 240 }, (_item, index) =>
      ticket(`busy-${index}`, { kind: kinds[index % 3] ?? 'ticket', order: -1, sourceVersion: 1 }),
    );
    await first.plan(items, 0);
    const holders = new Map<string, string>();
    const seen: string[] = [];
    await Promise.all(
      ledgers.map(async (ledger, index) => {
        const { runId } = await runOf(ledger);
        const request = { kinds, limit: 7, runId, now: 1, until: 1e9 };
        for (let round = 0; ; round += 1) {
          if (index === 0) await ledger.plan(items.toReversed(), 1);
          if (index === 1) {
            await ledger.reset({ states: ['failed'] }, { state: 'planned', reason: null }, 1);
          }
          const claims = (await ledger.claim(request)).filter(({ item }) => item.order === -1);
          if (claims.length === 0) break;
          for (const { item } of claims) {
            expect(holders.get(item.source) ?? 'nobody').toBe('nobody');
            holders.set(item.source, runId);
          }
          const changes = claims.toReversed().map(({ item, token }, place) => {
            const state = place === 0 && round % 5 === 4 ? 'failed' : 'confirmed';
            return {
              kind: item.kind,
              source: item.source,
              token,
              state,
              writtenVersion: 1,
            } as const;
          });
          // Given back before the ledger is told: once it knows, another one may have it at once.
          for (const { source } of changes) holders.delete(source);
          const answers = await ledger.advance(changes, 1);
          expect(answers.every(Boolean)).toBe(true);
          seen.push(
            ...changes.flatMap(({ state, source }) => (state === 'confirmed' ? [source] : [])),
          );
        }
      }),
    );
    await first.reset({ states: ['failed'] }, { state: 'skipped', reason: null }, 1);
    expect(new Set(seen).size).toBe(seen.length);
    const { items: all } = await first.items({ limit: 1_000_000, cursor: null });
    const tally: Record<string, Record<string, number>> = {};
    for (const { kind, state } of all) {
      tally[kind] = { ...tally[kind], [state]: (tally[kind]?.[state] ?? 0) + 1 };
    }
    expect(await first.counts()).toEqual(tally);
  }, 60_000);
});
