import { hasCode } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { whole } from './support/small-world.ts';
import { createClocks, playDesk } from './support/worlds.ts';

/** A Freshdesk whose adapter has no field for keys: an import whose answer is lost could not be found again. */
async function open() {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = createFreshdeskSandbox({ subdomain: 'acme', seed: 3, clock });
  const to = createFreshdesk({
    subdomain: 'acme',
    credentials: { apiKey: target.credentials.apiKey },
    fetch: target.fetch,
    clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
  });
  const ledger = createMemoryLedger();
  const migration = createMigration({
    ...{ from: source.adapter, to, ledger, clock: patient, silence: 'confirmed' },
  });
  const writes = () => target.requests.filter(({ method }) => method !== 'GET');
  return { migration, writes };
}

const MESSAGE =
  'Freshdesk gives no way to find a ticket again whose creation was not answered. If its adapter has an option that ' +
  'names a field for keys (callerKeyField), give it that.';

it('a target without a field for keys is known before anything is written', async () => {
  const { migration, writes } = await open();
  const finding = { severity: 'error', code: 'no_marker', message: MESSAGE };
  expect((await migration.plan()).findings).toContainEqual(finding);
  const preflight = await migration.preflight();
  expect(preflight).toMatchObject({ ok: false, canary: null });
  expect(preflight.findings).toContainEqual(finding);
  for (const phase of [() => migration.run(), () => migration.delta()]) {
    const error: unknown = await whole(phase()).catch((thrown: unknown) => thrown);
    expect(hasCode(error, 'migration_failed')).toBe(true);
    expect(error).toMatchObject({ message: MESSAGE, refused: true });
  }
  expect(writes()).toEqual([]);
});
