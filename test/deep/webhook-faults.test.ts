import { afterAll, describe, expect, it } from 'vitest';
import { findPostgres, NO_POSTGRES } from '../support/services.ts';
import { proveAtFile, proveAtPostgres } from '../webhooks/faults/prove.ts';
import type { FaultReport } from '../webhooks/faults/run-faults.ts';

const PLAN = { seed: 20_261_126, deliveries: 10_500, kills: 25, receivers: 3, failPercent: 3 };

const postgres = await findPostgres();
afterAll(async () => postgres?.close());

function print(name: string, report: FaultReport): void {
  const { events, states, ...figures } = report;
  const distinct = [...events].map(([desk, ids]) => `${desk} ${ids.size}`).join(', ');
  console.log(name, JSON.stringify({ ...figures, distinct, tickets: states.size }));
}

describe('over 10,000 deliveries through kills and a failing network', () => {
  it('to receivers of one file', async () => {
    const report = await proveAtFile(PLAN);
    print('file', report);
    expect(report.deliveries).toBeGreaterThanOrEqual(10_000);
  }, 1_800_000);

  it.skipIf(postgres === null)(
    `to receivers of one PostgreSQL (else: ${NO_POSTGRES})`,
    async () => {
      if (postgres === null) return;
      const report = await proveAtPostgres({ ...PLAN, seed: 42 }, postgres);
      print('postgres', report);
      expect(report.deliveries).toBeGreaterThanOrEqual(10_000);
    },
    1_800_000,
  );
});
