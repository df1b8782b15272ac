import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { createClocks, playDesk, seedAwkward } from './support/worlds.ts';

// Intercom's API gives the newest 500 parts of a conversation: what is older is written, and cannot be read back.
const LONG = 520;

it('carries a thread that Intercom does not give back whole, and compares what it gives', async () => {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = await playDesk('intercom', clock, { empty: true });
  await seedAwkward(source, { count: 1, long: LONG });
  clock.advance(3_600_000);
  const ledger = createMemoryLedger();
  const desks = { from: source.adapter, to: target.adapter };
  const migration = createMigration({ ...desks, ledger, clock: patient, silence: 'confirmed' });
  const only = async () => {
    const [item] = (await ledger.items({ kind: 'ticket', limit: 2, cursor: null })).items;
    if (item?.target == null) throw new Error('no ticket was carried');
    return { ...item, target: item.target };
  };
  for await (const { phase } of migration.run()) expect(phase).toBe('run');
  for await (const { phase } of migration.verify()) expect(phase).toBe('verify');

  const carried = await only();
  expect(carried.state).toBe('verified');
  expect(carried.losses).toContainEqual({
    type: 'coerced',
    field: 'messages',
    reason: 'Written whole; the target gives only the newest part of so long a thread back.',
    message: null,
  });

  // What can be read is compared: one of the newest messages, changed afterwards, is found.
  const there = await target.adapter.messages.list(carried.target).toArray({ limit: 1000 });
  expect(there.length).toBeLessThan(LONG);
  const victim = there.at(-5);
  if (victim === undefined) throw new Error('no message');
  clock.advance(60_000);
  await target.adapter.messages.erase?.(carried.target, victim.id);
  for await (const { phase } of migration.verify()) expect(phase).toBe('verify');
  const { differences, state } = await only();
  expect(state).toBe('confirmed');
  expect(differences.map(({ field }) => field.replace(/\d+/, 'n'))).toContain('messages[n].body');
  expect(differences.length).toBeLessThanOrEqual(2);
});
