import { describe } from 'vitest';
import { describeAdvance, describeClaims } from './contract-claims.ts';
import { describeChanges, describePlanning } from './contract-planning.ts';
import { describeReading } from './contract-reading.ts';
import { describeRuns, describeVerification } from './contract-runs.ts';
import { ledgersOf, type LedgerUnderTest } from './support.ts';

/** The rules of `Ledger`, one by one. */
export function describeLedger(name: string, subject: LedgerUnderTest): void {
  describe(name, () => {
    const start = ledgersOf(subject);
    describePlanning(start);
    describeClaims(start);
    describeAdvance(start);
    describeVerification(start);
    describeRuns(start);
    describeReading(start);
    describeChanges(start);
  });
}
