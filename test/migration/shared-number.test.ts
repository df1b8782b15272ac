import { describe, expect, it } from 'vitest';
import { compareRequester } from '../../src/migration/verify/compare-requester.ts';
import {
  giveTicket,
  openSmallWorld,
  type SmallWorld,
  ticketsOf,
  whole,
} from './support/small-world.ts';
import type { PlayedDesk, Provider } from './support/worlds.ts';

const OFFICE = '+493012345678';
const ALICE = { name: 'Alice', email: 'alice@one.example', phone: OFFICE };
const BOB = { name: 'Bob', email: 'bob@other.example', phone: OFFICE };

interface Person {
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
}

const contactOf = async ({ adapter }: PlayedDesk, person: Person): Promise<string> =>
  (await adapter.contacts?.create?.(person))?.value.id ?? '';

const bare = (id: string): string => id.split(':').at(-1) ?? '';

/** A ticket of each, the later ones later. */
async function askAs({ source, advance }: SmallWorld, people: readonly Person[]) {
  const ids: string[] = [];
  for (const person of people) {
    const id = await contactOf(source, person);
    ids.push(id);
    advance(60_000);
    const createdAt = new Date(Date.UTC(2026, 2, ids.length));
    const subject = `From ${person.name}`;
    await giveTicket(source, { subject, requester: { id: bare(id) }, createdAt });
  }
  advance(3_600_000);
  return ids;
}

/** The subject of each ticket, and the addresses of whom it belongs to. */
async function holders({ target }: SmallWorld): Promise<Readonly<Record<string, string>>> {
  const tickets = await ticketsOf(target);
  const named = tickets.map(async ({ subject, requester }) => {
    const person = await target.adapter.contacts?.get?.(requester.id ?? '');
    const addresses = person?.emails.map(({ address }) => address) ?? [];
    return [subject ?? '', `${person?.name} ${addresses.join(' ')}`.trim()] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

const PAIRS: readonly (readonly [Provider, Provider])[] = [
  ['zendesk', 'freshdesk'],
  ['freshdesk', 'intercom'],
  ['intercom', 'freshdesk'],
  ['zendesk', 'intercom'],
];

describe.each(PAIRS)('people who share a phone number (%s to %s)', (from, to) => {
  it('stay two, and the report names the other as a candidate', async () => {
    const world = await openSmallWorld(from, to);
    await askAs(world, [ALICE]);
    await whole(world.migrate().run());
    world.advance(3_600_000);
    const [bob = ''] = await askAs(world, [BOB]);
    await whole(world.migrate().delta());
    world.advance(3_600_000);
    expect(await holders(world)).toEqual({
      'From Alice': 'Alice alice@one.example',
      'From Bob': 'Bob bob@other.example',
    });
    const { people } = await world.migrate().report();
    const alices = (await ticketsOf(world.target)).find(({ subject }) => subject === 'From Alice');
    expect(people?.conflicts.items).toEqual([
      {
        role: 'contact',
        source: bob,
        candidates: [alices?.requester.id],
        reason:
          'A contact of the target has the same phone number, and is not known to be the same person.',
        decision: 'A contact of its own was made.',
      },
    ]);
    const last = await whole(world.migrate().verify());
    expect(last?.counts.ticket).toEqual({ verified: 2 });
  });
});

describe('a contact of the target that has a number and no address', () => {
  it('becomes one person of the source, and not a second', async () => {
    const world = await openSmallWorld('zendesk', 'freshdesk');
    await contactOf(world.target, { name: 'Front desk', phone: OFFICE });
    world.advance(3_600_000);
    const desk = { name: 'Front desk', phone: OFFICE };
    await askAs(world, [desk, BOB, desk]);
    await whole(world.migrate().run());
    expect(await holders(world)).toEqual({
      'From Front desk': 'Front desk',
      'From Bob': 'Bob bob@other.example',
    });
    const { items } = await world.ledger.items({ kind: 'contact', limit: 10, cursor: null });
    const made = items.map(({ detail }) => detail['created'] === true);
    expect(made.filter(Boolean)).toHaveLength(2);
    expect(new Set(items.map(({ target }) => target)).size).toBe(3);
  });

  it('does not become somebody of whom only the number is known, where it has an address', async () => {
    const world = await openSmallWorld('zendesk', 'freshdesk');
    await contactOf(world.target, ALICE);
    world.advance(3_600_000);
    await askAs(world, [{ name: 'Caller', phone: OFFICE }]);
    await whole(world.migrate().run());
    expect(await holders(world)).toEqual({ 'From Caller': 'Caller' });
  });
});

it('verify finds a ticket that belongs to somebody else at the target', async () => {
  const world = await openSmallWorld('zendesk', 'freshdesk');
  await askAs(world, [ALICE]);
  const migration = world.migrate();
  await whole(migration.run());
  const [ticket] = await ticketsOf(world.target);
  // Whoever edits contacts there gives the record to another person.
  await world.target.adapter.request({
    method: 'PUT',
    path: `/api/v2/contacts/${bare(ticket?.requester.id ?? '')}`,
    body: { email: BOB.email, unique_external_id: 'somebody-else' },
  });
  const { adapter } = world.target;
  const person = await adapter.contacts?.get?.(ticket?.requester.id ?? '');
  expect(person?.emails.map(({ address }) => address)).not.toContain(ALICE.email);
  await whole(migration.verify());
  const { items } = await world.ledger.items({ kind: 'ticket', limit: 10, cursor: null });
  expect(items.map(({ state, differences }) => ({ state, differences }))).toEqual([
    {
      state: 'confirmed',
      differences: [
        {
          field: 'requester',
          expected: 'the same person',
          actual: 'another key and other addresses',
        },
      ],
    },
  ]);
  expect(JSON.stringify(items)).not.toContain('bob@');
});

it('what verify knows of people stays small, however many there are', async () => {
  const world = await openSmallWorld('zendesk', 'freshdesk');
  const { source, target } = world;
  const adapter = { ...source.adapter, contacts: undefined };
  const work = { from: adapter, to: target.adapter, signal: new AbortController().signal };
  const compared = new Map<string, Promise<boolean>>();
  await askAs(world, [ALICE]);
  const [ticket] = await ticketsOf(source);
  if (ticket === undefined) throw new Error('there is no ticket');
  for (let number = 0; number < 25_000; number += 1) {
    const asked = { ...ticket, requester: { ...ticket.requester, id: `zendesk:acme:${number}` } };
    expect(await compareRequester({ ...work, compared }, asked, ticket)).toEqual([]);
  }
  expect(compared.size).toBeLessThanOrEqual(10_000);
});
