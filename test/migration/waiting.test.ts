import { createMemoryLedger, createMigration, type Ledger } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { createClocks, playDesk, seedAwkward } from './support/worlds.ts';

it('a ticket that waits for another one is given up with everything else', async () => {
  const { clock, patient } = createClocks();
  const source = await playDesk('zendesk', clock);
  const target = await playDesk('freshdesk', clock, { empty: true });
  const [first = '', second = ''] = await seedAwkward(source, { count: 2 });
  const { url } = await source.adapter.tickets.get(second);
  await source.adapter.messages.note?.(first, { body: { text: `The same as ${url}` } });
  clock.advance(3_600_000);
  const stop = new AbortController();
  const memory = createMemoryLedger();
  const ledger: Ledger = {
    ...memory,
    async advance(changes, now) {
      const held = await memory.advance(changes, now);
      // As soon as a ticket waits, nothing more is begun.
      if (changes.some(({ state }) => state === 'skipped')) stop.abort();
      return held;
    },
  };
  const migration = createMigration({
    from: source.adapter,
    to: target.adapter,
    ledger,
    clock: patient,
    silence: 'confirmed',
    scope: { articles: 'none' },
  });
  for await (const { phase } of migration.run({ signal: stop.signal })) expect(phase).toBe('run');
  expect(await ledger.item('ticket', first)).toMatchObject({
    state: 'skipped',
    reason: 'It waits for the tickets that it leads to.',
  });
  expect(await migration.abandon('Not wanted.')).toBeGreaterThan(0);
  expect(await ledger.item('ticket', first)).toMatchObject({
    state: 'skipped',
    reason: 'Not wanted.',
  });
});
