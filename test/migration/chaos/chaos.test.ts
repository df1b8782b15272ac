import { expect, it } from 'vitest';
import { runChaos } from './run-chaos.ts';

// Processes killed with SIGKILL, answers lost after the effect, truncated bodies, 5xx, 429, a restarted desk.
// `npm run chaos:migration` does 200 of these.
it.each([1, 2, 3])(
  'loses nothing and doubles nothing (seed %s)',
  async (seed) => {
    const report = await runChaos({ seed, tickets: 8, kills: 2, faults: 4 });
    expect(report).toMatchObject({
      lost: [],
      doubled: [],
      strangers: [],
      unverified: [],
      notifications: 0,
    });
    expect(report.kills).toBe(2);
    expect(report.faultsHit).toBeGreaterThan(0);
  },
  120_000,
);
