import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileLedger } from '../../../src/migration/index.ts';
import { MIGRATIONS, prepareLedger } from '../../../src/migration/ledger/sqlite-schema.ts';
import { openSqlite } from '../../../src/storage/sqlite.ts';
import { SUBJECT, ticket } from './items.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-ledger-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

const driver = 'better-sqlite3';
const INVALID = { code: 'configuration_invalid' };

/** Brings a file up with other steps than those of this release. */
function prepare(path: string, migrations: readonly string[]): void {
  const opened = openSqlite(path, [driver]);
  if (opened === null) return expect.unreachable();
  try {
    prepareLedger(opened.database, { synchronous: 'normal' }, migrations);
  } finally {
    opened.database.close();
  }
}

describe('a ledger in a file', () => {
  it('needs a path, in a folder that is there', () => {
    expect(() => createFileLedger({ path: '' })).toThrow('needs `path`');
    const path = join(folder, 'no-such-folder', 'ledger');
    expect(() => createFileLedger({ path, driver })).toThrow('cannot be opened');
  });

  it('refuses a file that is something else, and lets go of it', () => {
    const path = join(folder, 'text');
    writeFileSync(path, 'This is no database. '.repeat(100));
    expect(() => createFileLedger({ path, driver })).toThrow('not a SQLite database');
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow('not a journal');
    expect(readFileSync(path, 'utf8')).toHaveLength(2100);
  });

  it('never takes a database for a journal, nor harms it', async () => {
    const path = join(folder, 'database');
    await createFileLedger({ path, driver }).close();
    const before = readFileSync(path);
    expect(() => createFileLedger({ path, driver: 'journal' })).toThrow('Something else wrote');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('shares its file with tables of others', async () => {
    const path = join(folder, 'shared');
    const others = new Database(path);
    others.exec('CREATE TABLE others (id INTEGER); PRAGMA user_version = 77');
    const ledger = createFileLedger({ path, driver, synchronous: 'full' });
    await ledger.open(SUBJECT);
    await ledger.close();
    expect(others.pragma('user_version', { simple: true })).toBe(77);
    others.close();
  });

  it('is found with the driver that is there', async () => {
    const path = join(folder, 'auto');
    const ledger = createFileLedger({ path });
    await ledger.open(SUBJECT);
    await ledger.plan([ticket('a')], 0);
    await ledger.close();
    const again = createFileLedger({ path });
    expect(await again.counts()).toEqual({ ticket: { planned: 1 } });
    await again.close();
  });

  it('says which driver is not there', () => {
    if (process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined) return;
    const path = join(folder, 'none');
    expect(() => createFileLedger({ path, driver: 'node:sqlite' })).toThrow('has no node:sqlite');
  });
});

describe('the version of a file', () => {
  it('is refused when it is newer, with nothing changed', async () => {
    const path = join(folder, 'newer');
    await createFileLedger({ path, driver }).close();
    const database = new Database(path);
    database.exec("UPDATE polydesk_ledger_meta SET value = 99 WHERE name = 'version'");
    expect(() => createFileLedger({ path, driver })).toThrow(
      'has version 99; this release knows 1',
    );
    expect(() => createFileLedger({ path, driver })).toThrow(expect.objectContaining(INVALID));
    database.close();
  });

  it('is brought up step by step, each step once, and what was there stays', async () => {
    const path = join(folder, 'older');
    const ledger = createFileLedger({ path, driver });
    await ledger.plan([ticket('a')], 0);
    await ledger.close();
    const database = new Database(path);
    const later = [
      ...MIGRATIONS,
      'ALTER TABLE polydesk_ledger_items ADD COLUMN colour TEXT',
      "UPDATE polydesk_ledger_items SET colour = 'red'",
    ];
    for (let time = 0; time < 2; time += 1) prepare(path, later);
    const rows = database.prepare('SELECT source, colour FROM polydesk_ledger_items').all();
    expect(rows).toEqual([{ source: ticket('a').source, colour: 'red' }]);
    expect(() => createFileLedger({ path, driver })).toThrow('has version 3');
    database.close();
  });

  it('stays as it was when a step fails', async () => {
    const path = join(folder, 'failing');
    await createFileLedger({ path, driver }).close();
    const database = new Database(path);
    const later = [...MIGRATIONS, 'CREATE TABLE half (id INTEGER)', 'nonsense'];
    expect(() => prepare(path, later)).toThrow('syntax error');
    const half = "SELECT name FROM sqlite_master WHERE name = 'half'";
    expect(database.prepare(half).all()).toEqual([]);
    database.close();
    await createFileLedger({ path, driver }).close();
  });
});

describe('a journal', () => {
  it('refuses more items than it can hold, with nothing changed', async () => {
    const ledger = createFileLedger({ path: join(folder, 'many'), driver: 'journal' });
    const many = Array.from({ length: 200_001 }, (_item, index) => ticket(index));
    const refused = ledger.plan(many, 0, { name: 'scan', value: 'x' });
    await expect(refused).rejects.toMatchObject({ code: 'limit_exceeded' });
    expect([await ledger.counts(), await ledger.checkpoint('scan')]).toEqual([{}, null]);
    expect(
      await ledger.plan(
        many.map(() => ticket('a')),
        0,
      ),
    ).toEqual({ added: 1, changed: 0 });
    await ledger.close();
  });
});
