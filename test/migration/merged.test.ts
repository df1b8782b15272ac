import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { createClocks, playDesk, seedAwkward } from './support/worlds.ts';

it.each(['zendesk', 'intercom'] as const)(
  'tickets of %s that were merged into others are left out where the mapping says so',
  async (from) => {
    const { clock, patient } = createClocks();
    const source = await playDesk(from, clock);
    const target = await playDesk('freshdesk', clock, { empty: true });
    const ids = await seedAwkward(source, { count: 3 });
    const [into = '', merged = '', other = ''] = ids;
    await source.adapter.tickets.merge?.(into, [merged]);
    await source.adapter.tickets.update?.(into, { status: 'resolved' });
    clock.advance(3_600_000);
    const ledger = createMemoryLedger();
    const migration = createMigration({
      from: source.adapter,
      to: target.adapter,
      ledger,
      mapping: { merged: 'skip' },
      clock: patient,
      silence: 'confirmed',
      scope: { articles: 'none' },
    });
    for await (const { phase } of migration.run()) expect(phase).toBe('run');
    expect(await ledger.item('ticket', merged)).toMatchObject({
      state: 'skipped',
      reason: 'It was merged into another ticket.',
    });
    for (const id of [into, other]) {
      expect((await ledger.item('ticket', id))?.state).toBe('confirmed');
    }
  },
);
