import { describe, expect, it } from 'vitest';
import {
  giveTicket,
  openSmallWorld,
  type SmallWorld,
  ticketsOf,
  whole,
} from './support/small-world.ts';

const bare = (id: string): string => id.split(':').at(-1) ?? '';

/** A ticket of somebody of this organization; the later ones later. */
async function askFrom({ source, advance }: SmallWorld, who: string, callerKey?: string) {
  const key = callerKey === undefined ? {} : { callerKey };
  const { adapter } = source;
  const made = await adapter.organizations?.create?.({ name: 'Acme', ...key });
  const organizationId = made?.value.id ?? '';
  const email = `${who}@${who}.example`;
  const person = await adapter.contacts?.create?.({ name: who, email, organizationId });
  advance(60_000);
  await giveTicket(source, { subject: who, requester: { id: bare(person?.value.id ?? '') } });
  advance(3_600_000);
}

/** The organization's name and id of each ticket's requester, by subject. */
async function organizationsOf({ target }: SmallWorld) {
  const { adapter } = target;
  const found: Record<string, readonly [name: string | null, id: string]> = {};
  for (const { subject, requester } of await ticketsOf(target)) {
    const person = await adapter.contacts?.get?.(requester.id ?? '');
    const [id = ''] = person?.organizationIds ?? [];
    const organization = await adapter.organizations?.get?.(id);
    found[subject ?? ''] = [organization?.name ?? null, id];
  }
  return found;
}

describe.each(['zendesk', 'freshdesk'] as const)('two organizations of one name, into %s', (to) => {
  it('stay two', async () => {
    const world = await openSmallWorld('intercom', to);
    await askFrom(world, 'alice', 'c1');
    await whole(world.migrate().run());
    world.advance(600_000);
    await askFrom(world, 'bob', 'c2');
    await whole(world.migrate().delta());
    world.advance(600_000);
    const { alice, bob } = await organizationsOf(world);
    expect(alice?.[0]).toBe('Acme');
    expect(bob?.[0]).toBe('Acme (2)');
    expect(alice?.[1]).not.toBe(bob?.[1]);
    const { items } = await world.ledger.items({ kind: 'organization', limit: 9, cursor: null });
    expect(items.map(({ losses }) => losses.filter(({ field }) => field === 'name'))).toEqual([
      [],
      [
        {
          type: 'coerced',
          field: 'name',
          reason: 'Another organization has this name: a number is behind it.',
          message: null,
        },
      ],
    ]);
    // Whoever comes again is known.
    await askFrom(world, 'carol', 'c3');
    await whole(world.migrate().delta());
    world.advance(600_000);
    expect((await organizationsOf(world))['carol']?.[0]).toBe('Acme (3)');
  });

  it('that are there already take one', async () => {
    const world = await openSmallWorld('intercom', to);
    const there = await world.target.adapter.organizations?.create?.({ name: 'Acme' });
    world.advance(600_000);
    await askFrom(world, 'alice', 'c1');
    await whole(world.migrate().run());
    world.advance(600_000);
    await askFrom(world, 'bob', 'c2');
    await whole(world.migrate().delta());
    world.advance(600_000);
    expect(await organizationsOf(world)).toMatchObject({
      alice: ['Acme', there?.value.id],
      bob: ['Acme (2)', expect.not.stringMatching(`^${there?.value.id}$`)],
    });
  });
});
