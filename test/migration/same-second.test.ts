import { expect, it } from 'vitest';
import { giveTicket, openSmallWorld, whole } from './support/small-world.ts';

it('a change within the second in which a ticket was read is carried by the next delta', async () => {
  const world = await openSmallWorld('freshdesk', 'zendesk');
  const id = await giveTicket(world.source);
  world.advance(3_600_000);
  const { adapter } = world.source;
  await adapter.tickets.update?.(id, { priority: 'high' });
  const read = (await adapter.tickets.get(id)).version;
  const migration = world.migrate();
  await whole(migration.run());
  await adapter.messages.note?.(id, { body: { text: 'Said in the same second.' } });
  expect((await adapter.tickets.get(id)).version).toEqual(read);

  world.advance(3_600_000);
  await whole(migration.delta());
  expect((await world.ticket(id))?.attempts).toBe(2);
  const last = await whole(migration.verify());
  expect(last?.counts.ticket).toEqual({ verified: 1 });
  const { target } = (await world.ticket(id)) ?? { target: null };
  const thread = await world.target.adapter.messages.list(target ?? '').toArray({ limit: 10 });
  expect(thread.map(({ bodyText }) => bodyText)).toContain('Said in the same second.');
  // Then it is settled.
  world.advance(3_600_000);
  expect((await whole(migration.delta()))?.handled).toBe(0);
});

it('a ticket that was read in the second of its change is compared all the same', async () => {
  const world = await openSmallWorld('freshdesk', 'zendesk');
  const id = await giveTicket(world.source);
  world.advance(3_600_000);
  await world.source.adapter.tickets.update?.(id, { priority: 'high' });
  const migration = world.migrate();
  await whole(migration.run());
  const last = await whole(migration.verify());
  expect(last?.counts.ticket).toEqual({ verified: 1 });
});
