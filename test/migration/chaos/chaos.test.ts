import { describe, expect, it } from 'vitest';
import { NO_POSTGRES } from '../../support/services.ts';
import { type ChaosReport, runChaos } from './run-chaos.ts';
import { openSharedLedger } from './shared-ledger.ts';

function expectNothingWrong(report: ChaosReport): void {
  expect(report).toMatchObject({
    lost: [],
    doubled: [],
    doubledContacts: [],
    strangers: [],
    unverified: [],
    unlinked: [],
    notifications: 0,
  });
}

// Processes killed with SIGKILL, answers lost after the effect, truncated bodies, 5xx, 429, a restarted desk.
// `npm run chaos:migration` does 200 of these.
it.each([1, 2, 3])(
  'loses nothing and doubles nothing (seed %s)',
  async (seed) => {
    const report = await runChaos({ seed, tickets: 10, kills: 2, faults: 4 });
    expectNothingWrong(report);
    expect(report.kills).toBe(2);
    expect(report.faultsHit).toBeGreaterThan(0);
  },
  120_000,
);

const shared = await openSharedLedger();
describe('processes that share a PostgreSQL ledger', () => {
  if (shared === null) {
    it.skip(`are not tried: ${NO_POSTGRES}`, () => undefined);
    return;
  }
  const { ledger, close } = shared;
  it('carry one migration together, also when one of them is killed', async () => {
    const report = await runChaos({
      seed: 4,
      tickets: 20,
      kills: 1,
      faults: 3,
      processes: 2,
      ledger,
    });
    await close();
    expectNothingWrong(report);
  }, 120_000);
});
