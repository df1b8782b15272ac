import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createFileLedger, createMemoryLedger, type Ledger } from '../../../src/migration/index.ts';
import { describeLedger } from './contract.ts';
import { type LedgerUnderTest, runOf, ticket, to } from './support.ts';
import { describeDurableLedger } from './durable.ts';

const folder = mkdtempSync(join(tmpdir(), 'polydesk-ledgers-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const nextPath = (): string => join(folder, `ledger-${(files += 1)}`);

function inMemory(): LedgerUnderTest {
  let ledger = createMemoryLedger();
  return {
    isShared: false,
    open: () => ledger,
    fresh() {
      ledger = createMemoryLedger();
    },
  };
}

function inFile(driver: 'node:sqlite' | 'better-sqlite3' | 'journal'): LedgerUnderTest {
  let path = nextPath();
  return {
    isShared: driver !== 'journal',
    open: (): Ledger => createFileLedger({ path, driver }),
    fresh() {
      path = nextPath();
    },
  };
}

describeLedger('the memory ledger', inMemory());
describeLedger('the journal', inFile('journal'));
describeLedger('the file ledger with better-sqlite3', inFile('better-sqlite3'));
describeDurableLedger('the journal', inFile('journal'));
describeDurableLedger('the file ledger with better-sqlite3', inFile('better-sqlite3'));

describe('the memory ledger, when items are carried again and again', () => {
  it('forgets the places that they had', async () => {
    const ledger = createMemoryLedger();
    const { claimFirst, runId } = await runOf(ledger);
    const versions = Array.from({ length: 2500 }, (_version, index) => index);
    for (const sourceVersion of versions) {
      await ledger.plan([ticket('a', { sourceVersion })], sourceVersion);
      const claim = await claimFirst(sourceVersion, 9999);
      await ledger.advance([to(claim, 'confirmed', { writtenVersion: sourceVersion })], 0);
    }
    const request = { limit: 9, runId, now: 3000, until: 9999, before: 3000 };
    const claims = await ledger.claimForVerify(request);
    expect(claims.map(({ item }) => item.attempts)).toEqual([2501]);
  });
});

const builtIn = process.getBuiltinModule('node:sqlite' as 'node:fs') !== undefined;
if (builtIn) {
  describeLedger('the file ledger with node:sqlite', inFile('node:sqlite'));
  describeDurableLedger('the file ledger with node:sqlite', inFile('node:sqlite'));
} else {
  describe('the file ledger with node:sqlite', () => {
    it.skip(`is not tried: Node ${process.version} has no node:sqlite`, () => undefined);
  });
}
