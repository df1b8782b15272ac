import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { createFileStore } from 'polydesk/webhooks';
import { afterAll, describe, expect, it } from 'vitest';
import { entry } from './contract-entry.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-kill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CHILD = fileURLToPath(new URL('./kill-child.ts', import.meta.url));
const RUNS = process.env['POLYDESK_DEEP'] === '1' ? 40 : 2;

/** What the child said before it was killed; a line that was cut off does not count. */
function runUntilKilled(path: string, driver: string, run: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const words = ['--import', 'tsx', CHILD, path, driver, String(run)];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      if (text === '') setTimeout(() => child.kill('SIGKILL'), 20 + ((run * 37) % 80));
      text += chunk.toString();
    });
    child.on('close', () => resolve(text.split('\n').slice(0, -1)));
  });
}

const keysAfter = (lines: readonly string[], word: string): readonly string[] =>
  lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));

describe.each(['better-sqlite3', 'journal'] as const)('a %s file, after SIGKILL', (driver) => {
  it('has everything that was said to be there, and each effect once', async () => {
    const path = join(folder, driver);
    const added: string[] = [];
    const ended: string[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const lines = await runUntilKilled(path, driver, run);
      added.push(...keysAfter(lines, 'added'));
      ended.push(...keysAfter(lines, 'ended'));
      const store = createFileStore({ path, driver });
      const states = await store.states(added);
      await store.close();
      expect(states.size).toBe(added.length);
      expect(ended.filter((key) => states.get(key) !== 'done')).toEqual([]);
    }
    expect(ended.length).toBeGreaterThan(RUNS);
    if (driver === 'journal') return;
    const database = new Database(path, { readonly: true });
    // Safe: the child wrote this one column.
    const effects = database.prepare('SELECT key FROM effects').all() as { key: string }[];
    const done = database.prepare('SELECT key FROM polydesk_entries WHERE state = 2').all() as {
      key: string;
    }[];
    database.close();
    const sorted = (rows: { key: string }[]) => rows.map(({ key }) => key).sort();
    expect(sorted(effects)).toEqual(sorted(done));
    expect(new Set(sorted(effects)).size).toBe(effects.length);
  }, 60_000);
});

describe('a journal that was cut off', () => {
  it('at any byte of its end, has all lines before', async () => {
    const path = join(folder, 'whole');
    const store = createFileStore({ path, driver: 'journal' });
    for (const key of ['a', 'b', 'c']) {
      await store.add([entry(key)], { now: 0, claimUntil: null });
    }
    await store.close();
    const text = readFileSync(path, 'utf8');
    const ends = [...text].flatMap((letter, index) => (letter === '\n' ? [index + 1] : []));
    for (let length = 0; length <= text.length; length += 1) {
      const cut = join(folder, `cut-${length}`);
      copyFileSync(path, cut);
      truncateSync(cut, length);
      const again = createFileStore({ path: cut, driver: 'journal' });
      const whole = ends.filter((end) => end <= length).length;
      expect((await again.states(['a', 'b', 'c'])).size).toBe(whole);
      await again.add([entry('d')], { now: 0, claimUntil: null });
      await again.close();
      const third = createFileStore({ path: cut, driver: 'journal' });
      expect((await third.states(['d'])).size).toBe(1);
      await third.close();
    }
  });

  it('in the middle, is refused', async () => {
    const path = join(folder, 'broken');
    const store = createFileStore({ path, driver: 'journal' });
    for (const key of ['a', 'b']) await store.add([entry(key)], { now: 0, claimUntil: null });
    await store.close();
    const { writeFileSync } = await import('node:fs');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"add"', '"add'));
    expect(() => createFileStore({ path, driver: 'journal' })).toThrow('Line 1 of the journal');
  });

  it('that another process has open, is refused', async () => {
    const path = join(folder, 'locked');
    const store = createFileStore({ path, driver: 'journal' });
    expect(() => createFileStore({ path, driver: 'journal' })).toThrow('Another process');
    await store.close();
    await createFileStore({ path, driver: 'journal' }).close();
  });

  it('that is mostly history, is written anew', async () => {
    const path = join(folder, 'history');
    const store = createFileStore({ path, driver: 'journal', keepDoneMs: 10 });
    for (let now = 0; now < 60; now += 1) {
      const entries = Array.from({ length: 100 }, (_entry, index) => entry(`k${now}-${index}`));
      const admissions = await store.add(entries, { now, claimUntil: now + 5 });
      const completion = { now, record: null, writes: [] };
      const claims = admissions.flatMap((one) => (one.result === 'claimed' ? [one.claim] : []));
      await Promise.all(claims.map((claim) => store.complete(claim, completion)));
    }
    await store.close();
    expect(readFileSync(path, 'utf8').split('\n').length).toBeLessThan(10_001);
  });
});

describe('a file', () => {
  it('of a newer version is refused', async () => {
    const path = join(folder, 'newer');
    await createFileStore({ path, driver: 'better-sqlite3' }).close();
    const database = new Database(path);
    database.pragma('user_version = 99');
    database.close();
    expect(() => createFileStore({ path, driver: 'better-sqlite3' })).toThrow('has version 99');
  });

  it('in a folder that is not there is refused, without its path', () => {
    const path = join(folder, 'no-such-folder', 'store');
    expect(() => createFileStore({ path, driver: 'better-sqlite3' })).toThrow('cannot be opened');
    expect(() => createFileStore({ path: '' })).toThrow('needs `path`');
  });

  it('refuses writes that wait, and undoes what was written before them', async () => {
    const path = join(folder, 'promises');
    const store = createFileStore({ path, driver: 'better-sqlite3' });
    const [admission] = await store.add([entry('a')], { now: 0, claimUntil: 100 });
    if (admission?.result !== 'claimed') return expect.unreachable();
    const writes = [() => Promise.resolve()];
    const ending = store.complete(admission.claim, { now: 1, record: '{}', writes });
    await expect(ending).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect(await store.states(['a'])).toEqual(new Map([['a', 'running']]));
    await store.close();
  });
});
