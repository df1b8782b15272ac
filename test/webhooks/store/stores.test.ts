import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileStore, createMemoryStore, type WebhookStore } from 'polydesk/webhooks';
import { afterAll, describe, it } from 'vitest';
import { createNaiveStore } from '../support/naive-store.ts';
import { describeDurable, describeStore, type StoreUnderTest } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-stores-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One store until another is asked for. */
function inMemory(create: () => WebhookStore<undefined>): StoreUnderTest {
  let store = create();
  return {
    isShared: false,
    // Safe: the suite writes nothing that looks at the transaction.
    open: async () => store,
    async fresh() {
      store = create();
    },
  };
}

let files = 0;

function inFile(driver: 'node:sqlite' | 'better-sqlite3' | 'journal'): StoreUnderTest {
  let path = join(folder, `${driver.replace(':', '-')}-${(files += 1)}`);
  return {
    isShared: driver !== 'journal',
    // Safe: the suite writes nothing that looks at the transaction.
    open: async () => createFileStore({ path, driver }),
    async fresh() {
      path = join(folder, `${driver.replace(':', '-')}-${(files += 1)}`);
    },
  };
}

describeStore(
  'the plain words of the rules',
  inMemory(() => createNaiveStore()),
);
describeStore(
  'the memory store',
  inMemory(() => createMemoryStore()),
);
describeStore('the journal', inFile('journal'));
describeStore('the file store with better-sqlite3', inFile('better-sqlite3'));
describeDurable('the journal', inFile('journal'));
describeDurable('the file store with better-sqlite3', inFile('better-sqlite3'));

const builtIn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined;
if (builtIn) {
  describeStore('the file store with node:sqlite', inFile('node:sqlite'));
  describeDurable('the file store with node:sqlite', inFile('node:sqlite'));
} else {
  describe('the file store with node:sqlite', () => {
    it.skip(`is not tried: Node ${process.version} has no node:sqlite`, () => undefined);
  });
}
