import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileLedger, type Ledger } from '../../../src/migration/index.ts';
import { after, runChild } from './children.ts';
import { runOf, SUBJECT, ticket, to } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-ledger-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const isDeep = process.env['POLYDESK_DEEP'] === '1';
const RUNS = isDeep ? 40 : 2;
/** Writing waits for the disk, so that it is not tried after each byte. */
const GO_ON = isDeep ? 1 : 35;

async function everythingOf(ledger: Ledger) {
  const { items } = await ledger.items({ limit: 1_000_000, cursor: null });
  return new Map(items.map((item) => [item.source, item]));
}

describe.each(['better-sqlite3', 'journal'] as const)('a %s ledger, after SIGKILL', (driver) => {
  it('has what was told, pairs as a whole, and counts that are right', async () => {
    const where = join(folder, driver);
    const planned: string[] = [];
    const confirmed: string[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const killAfter = 20 + ((run * 37) % 80);
      const lines = await runChild({ where, driver, name: String(run), killAfter });
      planned.push(...after(lines, 'planned').map((name) => ticket(name).source));
      confirmed.push(...after(lines, 'confirmed'));
      const ledger = createFileLedger({ path: where, driver });
      await ledger.open(SUBJECT);
      const items = await everythingOf(ledger);
      expect(planned.filter((source) => !items.has(source))).toEqual([]);
      const wrong = confirmed.filter((source) => items.get(source)?.state !== 'confirmed');
      expect(wrong).toEqual([]);
      const names = [...items.keys()];
      expect(names.filter((name) => name.endsWith('-a'))).toHaveLength(names.length / 2);
      const round = Number(await ledger.checkpoint(String(run)));
      const last = names.filter((name) => name.startsWith(ticket(`${run}-`).source)).length / 2;
      expect(last).toBe(round + 1);
      const counted = Object.values((await ledger.counts()).ticket ?? {});
      expect(counted.reduce((sum, one) => sum + one, 0)).toBe(items.size);
      // Another run goes on where the killed one was: with all that it had.
      const [killed] = await ledger.runs();
      expect(killed).toMatchObject({ id: after(lines, 'run')[0], endedAt: null });
      await ledger.endRun(killed?.id ?? '', 'failed', 2e9);
      const { claim, runId } = await runOf(ledger, 2e9);
      const open = [...items.values()].filter(({ state }) => state !== 'confirmed');
      const claims = await claim(1_000_000, 2e9, 3e9);
      expect(claims).toHaveLength(open.length);
      await ledger.advance(
        claims.map((one) => to(one, 'confirmed')),
        2e9,
      );
      await ledger.endRun(runId, 'done', 2e9);
      await ledger.close();
    }
    expect(confirmed.length).toBeGreaterThan(RUNS);
  }, 60_000);
});

/** A journal in which the second line plans two items, and later ones change them. */
async function writeJournal(path: string): Promise<void> {
  const ledger = createFileLedger({ path, driver: 'journal' });
  await ledger.open(SUBJECT);
  await ledger.plan([ticket('ä'), ticket('b')], 0, { name: 'scan', value: 'page “2”' });
  const { claim } = await runOf(ledger);
  const claims = await claim(2, 0, 100);
  await ledger.advance(
    claims.map((one) => to(one, 'confirmed', { target: 'T' })),
    1,
  );
  await ledger.remove('ticket', [ticket('b').source]);
  await ledger.close();
}

describe('a journal that was cut off', () => {
  it('at any byte, has each change as a whole or not at all, and goes on', async () => {
    const path = join(folder, 'whole');
    await writeJournal(path);
    const bytes = readFileSync(path);
    const states = new Set<string>();
    const step = isDeep ? 1 : 5;
    for (let length = 0; length < bytes.length + step; length += step) {
      const cut = join(folder, 'cut');
      copyFileSync(path, cut);
      truncateSync(cut, Math.min(length, bytes.length));
      const ledger = createFileLedger({ path: cut, driver: 'journal' });
      const counts = await ledger.counts();
      const checkpoint = await ledger.checkpoint('scan');
      states.add(JSON.stringify(counts));
      expect(checkpoint !== null).toBe(Object.keys(counts).length > 0);
      if (length % GO_ON !== 0) {
        await ledger.close();
        continue;
      }
      await ledger.open(SUBJECT);
      await ledger.plan([ticket('new')], 9);
      await ledger.close();
      const again = createFileLedger({ path: cut, driver: 'journal' });
      expect(await again.item('ticket', ticket('new').source)).toMatchObject({ state: 'planned' });
      await again.close();
    }
    expect([...states]).toEqual([
      '{}',
      '{"ticket":{"planned":2}}',
      '{"ticket":{"reading":2}}',
      '{"ticket":{"confirmed":2}}',
      '{"ticket":{"confirmed":1}}',
    ]);
  });

  it('in the middle, or that is something else, is refused', async () => {
    const path = join(folder, 'broken');
    await writeJournal(path);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace('"rows"', '"rows'));
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow(
      'of the journal is not JSON',
    );
    writeFileSync(path, '["add",{"key":"a"}]\n');
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow('not a ledger');
    writeFileSync(path, text.replace('"version":1', '"version":2'));
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow('has version 2');
    writeFileSync(path, text);
    await createFileLedger({ path, driver: 'journal' }).close();
  });

  it('that another process has open, is refused', async () => {
    const path = join(folder, 'locked');
    const ledger = createFileLedger({ path, driver: 'journal' });
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow('Another process');
    await ledger.close();
  });

  it('that is mostly history, is written anew, and says the same', async () => {
    const path = join(folder, 'history');
    const ledger = createFileLedger({ path, driver: 'journal' });
    await ledger.open(SUBJECT);
    await ledger.plan(
      Array.from({ length: 1100 }, (_item, index) => ticket(index)),
      0,
    );
    const { claim, runId } = await runOf(ledger);
    for (let round = 0; round < 12; round += 1) {
      const claims = await claim(550, round, 100);
      const ends = claims.map((one) => to(one, 'planned', { release: true }));
      await Promise.all([ledger.advance(ends, round), ledger.heartbeat(runId, round, 0)]);
    }
    const before = [await everythingOf(ledger), await ledger.counts(), await ledger.runs()];
    await ledger.close();
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.length).toBeLessThan(30);
    const again = createFileLedger({ path, driver: 'journal' });
    expect([await everythingOf(again), await again.counts(), await again.runs()]).toEqual(before);
    await again.close();
  });
});
