import { describe, expect, it } from 'vitest';
import {
  giveTicket,
  openSmallWorld,
  over,
  type SmallWorld,
  ticketsOf,
  whole,
} from './support/small-world.ts';
import type { Provider } from './support/worlds.ts';

const PAIRS: readonly (readonly [Provider, Provider])[] = [
  ['zendesk', 'freshdesk'],
  ['zendesk', 'intercom'],
  ['freshdesk', 'zendesk'],
];

const bare = (id: string): string => id.split(':').at(-1) ?? '';

/** Carries two tickets of two people; answers the first one's requester at the target. */
async function carryTwo(world: SmallWorld): Promise<string> {
  const [first = '', second = ''] = world.source.directory.contacts.values();
  await giveTicket(world.source, { subject: 'First', requester: { id: first } });
  await giveTicket(world.source, { subject: 'Second', requester: { id: second } });
  world.advance(3_600_000);
  await whole(world.migrate().run());
  world.advance(3_600_000);
  const ticket = (await ticketsOf(world.target)).find(({ subject }) => subject === 'First');
  return ticket?.requester.id ?? '';
}

describe.each(PAIRS)('a rollback (%s to %s)', (from, to) => {
  it('keeps a contact who has written since, and that ticket', async () => {
    const world = await openSmallWorld(from, to);
    const person = await carryTwo(world);
    await giveTicket(world.target, { subject: 'After go-live', requester: { id: bare(person) } });
    world.advance(3_600_000);
    const migration = world.migrate();
    await whole(migration.rollback({ confirm: await migration.createdRecords() }));
    const left = await ticketsOf(world.target);
    expect(left.map(({ subject, requester }) => [subject, requester.id])).toEqual([
      ['After go-live', person],
    ]);
    expect((await world.target.adapter.contacts?.get?.(person))?.isDeleted).toBe(false);
    // What stays is known, and nothing else is.
    const { items } = await world.ledger.items({ limit: 100, cursor: null });
    expect(items.map(({ kind, target }) => [kind, target])).toEqual([['contact', person]]);
    expect(await migration.createdRecords()).toBe(1);
  });

  it('takes the others away when one cannot be deleted, says which, and can be finished', async () => {
    const world = await openSmallWorld(from, to);
    const person = await carryTwo(world);
    let isRefused = true;
    const migration = world.migrate({
      to: over(world.target, ({ method, url }) =>
        isRefused && method === 'DELETE' && new URL(url).pathname.includes(bare(person))
          ? Promise.resolve(new Response('{}', { status: 422 }))
          : null,
      ),
    });
    const confirm = await migration.createdRecords();
    await expect(whole(migration.rollback({ confirm }))).rejects.toThrow(
      /1 record could not be deleted.*contact/,
    );
    expect(await ticketsOf(world.target)).toEqual([]);
    expect(await migration.createdRecords()).toBe(1);
    isRefused = false;
    await whole(migration.rollback({ confirm: 1 }));
    expect(await migration.createdRecords()).toBe(0);
  });
});
