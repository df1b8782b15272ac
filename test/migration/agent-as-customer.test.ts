import { describe, expect, it } from 'vitest';
import { giveTicket, openSmallWorld, ticketsOf, whole } from './support/small-world.ts';
import type { PlayedDesk, Provider } from './support/worlds.ts';

interface Seed {
  agent(agent: { readonly name: string; readonly email: string }): unknown;
}

const EMAIL = 'lee@acme.example';
const bare = (id: string): string => id.split(':').at(-1) ?? '';

function seedAgent({ sandbox }: PlayedDesk): void {
  // Safe: every sandbox of Freshdesk has this.
  const { seed } = sandbox as PlayedDesk['sandbox'] & { readonly seed: Seed };
  seed.agent({ name: 'Lee', email: EMAIL });
}

/** A ticket of a customer whose address is that of an agent of the target. */
async function ask(from: Provider) {
  const world = await openSmallWorld(from, 'freshdesk');
  seedAgent(world.target);
  const { adapter } = world.source;
  const person = await adapter.contacts?.create?.({ name: 'Lee at home', email: EMAIL });
  const contact = person?.value.id ?? '';
  world.advance(60_000);
  const ticket = await giveTicket(world.source, {
    subject: 'Asked by a colleague',
    requester: { id: bare(contact) },
  });
  world.advance(3_600_000);
  const agents = (await world.target.adapter.agents?.list?.().toArray({ limit: 100 })) ?? [];
  const agent = agents.find(({ email }) => email === EMAIL)?.id ?? '';
  return { world, contact, ticket, agent };
}

describe('a customer whose address is an agent’s at Freshdesk', () => {
  it('is that agent, who stays when all is taken back', async () => {
    const { world, contact, ticket, agent } = await ask('intercom');
    const migration = world.migrate();
    await whole(migration.run());
    world.advance(60_000);
    await whole(migration.verify());
    expect(await world.ticket(ticket)).toMatchObject({ state: 'verified', error: null });
    const person = await world.ledger.item('contact', contact);
    expect(person).toMatchObject({ target: agent, error: null, differences: [] });
    expect(person?.losses).toContainEqual({
      type: 'coerced',
      field: 'contact',
      reason: 'An agent of the target has this address, and stands for the contact.',
      message: null,
    });
    const [carried] = await ticketsOf(world.target);
    expect(carried?.requester.id).toBe(agent);

    const confirm = await migration.createdRecords();
    await whole(migration.rollback({ confirm }));
    expect(await ticketsOf(world.target)).toEqual([]);
    const agents = await world.target.adapter.agents?.list?.().toArray({ limit: 100 });
    expect(agents?.find(({ id }) => id === agent)).toMatchObject({ name: 'Lee', email: EMAIL });
  });

  it('is somebody else as long as the source has not verified the address', async () => {
    const { world, contact, ticket, agent } = await ask('zendesk');
    const migration = world.migrate();
    await whole(migration.run());
    world.advance(60_000);
    await whole(migration.verify());
    expect(await world.ticket(ticket)).toMatchObject({ state: 'verified', error: null });
    const { target, losses } = (await world.ledger.item('contact', contact)) ?? {};
    expect(target).not.toBe(agent);
    expect(losses?.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      'emails: An agent of the target has this address, which the source has not verified.',
    );
    const [carried] = await ticketsOf(world.target);
    expect(carried?.requester).toMatchObject({ id: target, name: 'Lee at home', email: null });
  });
});
