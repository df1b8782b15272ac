import { type Connection, read } from './connect.ts';
import { type Rooms, since } from './tour-furniture.ts';

/** Contacts, companies, teammates and teams. */
export function peopleTour(
  { desk, adminId }: Connection,
  { customer, lead, company, team }: Rooms,
) {
  const made = async (name: string) => {
    const { value } = await desk.contacts.create({ name, email: `${name}@example.org` });
    return value.id;
  };
  return {
    contacts: {
      get: () => desk.contacts.get(customer.id),
      list: async () => [
        await read(desk.contacts.list()),
        await read(desk.contacts.list({ organizationId: company.id })),
      ],
      find: async () => [
        await desk.contacts.find({ email: 'cy@example.org' }),
        await desk.contacts.find({ callerKey: 'c-1' }),
        await desk.contacts.find({ phone: '+15550100' }),
      ],
      create: () =>
        desk.contacts.create({
          name: 'Ed',
          email: 'ed@example.org',
          callerKey: 'c-2',
          role: 'user',
          locale: 'de',
          organizationId: company.id,
          tags: ['vip'],
        }),
      update: () => desk.contacts.update(lead.id, { phone: '+15550100', isBlocked: true }),
      upsert: () =>
        desk.contacts.upsert({ name: 'Edwin', email: 'ed@example.org', callerKey: 'c-2' }),
      delete: async () => desk.contacts.delete(await made('flo')),
      restore: async () => {
        const id = await made('gus');
        await desk.contacts.delete(id);
        await desk.contacts.restore(id);
      },
      purge: async () => desk.contacts.purge(await made('hal')),
      merge: async () => {
        const { value } = await desk.contacts.create({ name: 'Ida', role: 'lead' });
        return desk.contacts.merge(customer.id, value.id);
      },
      changes: () => read(desk.contacts.changes({ since })),
    },
    organizations: {
      get: () => desk.organizations.get(company.id),
      list: () => read(desk.organizations.list()),
      find: async () => [
        await desk.organizations.find({ name: 'Initech' }),
        await desk.organizations.find({ callerKey: 'o-1' }),
      ],
      create: () => desk.organizations.create({ name: 'Umbrella', callerKey: 'o-2' }),
      update: () =>
        desk.organizations.update(company.id, {
          name: 'Initech Ltd',
          tags: ['gold'],
          providerOptions: { intercom: { plan: 'Pro', monthly_spend: 100 } },
        }),
      upsert: () => desk.organizations.upsert({ name: 'Initech', callerKey: 'o-1' }),
      delete: async () => {
        const { value } = await desk.organizations.create({ name: 'Gone', callerKey: 'o-3' });
        await desk.organizations.delete(value.id);
      },
    },
    agents: {
      get: () => desk.agents.get(adminId),
      list: () => read(desk.agents.list()),
      me: () => desk.agents.me(),
    },
    groups: {
      get: () => desk.groups.get(team.id),
      list: () => read(desk.groups.list()),
      members: () => read(desk.groups.members(team.id)),
    },
  };
}
