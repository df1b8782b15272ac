import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileLedger } from 'polydesk/migration';
import { createFileStore } from 'polydesk/webhooks';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** An application whose better-sqlite3 came without its program, as `npm install --ignore-scripts` leaves it. */
const application = mkdtempSync(join(tmpdir(), 'polydesk-no-binary-'));
const installed = join(application, 'node_modules/better-sqlite3');
mkdirSync(installed, { recursive: true });
writeFileSync(
  join(installed, 'index.js'),
  "module.exports = class { constructor() { throw new Error('Could not locate the bindings file.'); } };",
);
afterAll(() => rmSync(application, { recursive: true }));

const subject = { from: 'zendesk:acme', to: 'intercom:acme' };
const NOT_THERE = {
  code: 'configuration_invalid',
  message:
    'better-sqlite3 is not installed in this application, or not built for this runtime. ' +
    'Run npm install better-sqlite3, or npm rebuild better-sqlite3, or leave `driver` out.',
};

beforeEach(() => {
  const builtIn = process.getBuiltinModule;
  vi.spyOn(process, 'cwd').mockReturnValue(application);
  // As on Node 20, wherever this runs.
  vi.spyOn(process, 'getBuiltinModule').mockImplementation((name: string) =>
    name === 'node:sqlite' ? undefined : builtIn(name),
  );
});
afterEach(() => vi.restoreAllMocks());

describe('a better-sqlite3 that cannot open anything', () => {
  it('is passed over: the ledger is a journal', async () => {
    const path = join(application, 'ledger');
    const ledger = createFileLedger({ path });
    await ledger.open(subject);
    await ledger.close();
    expect(readFileSync(path, 'utf8')).toMatch(/^\{.*\}\n/);
  });

  it('is passed over: the store of deliveries is a journal', async () => {
    const path = join(application, 'store');
    const store = createFileStore({ path });
    await store.mark(['a word'], 2, 1);
    await store.close();
    expect(readFileSync(path, 'utf8')).toBe('["mark","a word",2,1]\n');
  });

  it('is told to whoever asks for it by name', () => {
    const path = join(application, 'named');
    const driver = 'better-sqlite3';
    expect(() => createFileLedger({ path, driver })).toThrow(expect.objectContaining(NOT_THERE));
    expect(() => createFileStore({ path, driver })).toThrow(expect.objectContaining(NOT_THERE));
  });
});
