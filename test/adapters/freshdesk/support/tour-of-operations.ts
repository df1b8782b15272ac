import type { freshdeskCapabilities } from 'polydesk/freshdesk';
import { articleTour } from './tour-of-articles.ts';
import { type Connection, connect } from './connect.ts';

type Resources = (typeof freshdeskCapabilities)['resources'];

/** One call of every operation that the manifest names: the compiler finds what is missing. */
export type Tour = {
  readonly [Resource in keyof Resources]: {
    readonly [Operation in keyof Resources[Resource]['operations']]: () => Promise<unknown>;
  };
};

const limit = 5;
const since = new Date('2026-01-01T00:00:00Z');
const text = (body: string) => ({ body: { text: body } });
const file = (fileName: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode('text of the file'),
});
const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

/** A furnished account and the calls, in an order in which each finds what it needs. */
export function tourOfOperations(): { readonly tour: Tour; readonly connection: Connection } {
  const connection = connect({
    sandbox: { rateLimits: false, features: { ticketForms: true } },
    desk: { callerKeyField: 'cf_key' },
  });
  const rooms = furnish(connection);
  return {
    connection,
    tour: {
      ...ticketTour(connection, rooms),
      ...peopleTour(connection, rooms),
      ...restTour(connection, rooms),
    },
  };
}

function furnish({ sandbox }: Connection) {
  const { seed } = sandbox;
  seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
  seed.field({ name: 'cf_plan', label: 'Plan', type: 'custom_text' });
  seed.ticketForm({ title: 'Default' });
  const company = seed.company({ name: 'Initech', domains: ['initech.example'] });
  const customer = seed.contact({
    name: 'Cy',
    email: 'cy@example.org',
    unique_external_id: 'c-1',
    company_id: company.id,
  });
  const other = seed.contact({ name: 'Di', email: 'di@example.org' });
  const agent = seed.agent({ name: 'Bo', email: 'bo@example.org' });
  const group = seed.group({ name: 'Tier 2', members: [agent.id] });
  const product = seed.product({ name: 'Rocket', description: 'Goes up' });
  const article = seed.article({ title: 'Reset', description: '<p>How</p>' });
  const folder = seed.cannedFolder({ name: 'Greetings', personal: false });
  const canned = seed.cannedResponse({ title: 'Hello', content: 'Hi', folder_id: folder.id });
  const tickets = seed.tickets(12, { requesterId: customer.id }).map(({ id }) => String(id));
  const draft = {
    subject: 'New',
    requester: { id: String(customer.id) },
    message: { ...text('Hello'), visibility: 'public' },
  } as const;
  return {
    ...{ company, customer, other, agent, group, product },
    ...{ article, folder, canned, tickets, draft },
  };
}

type Rooms = ReturnType<typeof furnish>;

function ticketTour({ desk, sandbox }: Connection, rooms: Rooms) {
  const { agent, customer, draft, tickets, company, group } = rooms;
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = tickets;
  const list = (query: Parameters<typeof desk.tickets.list>[0]) =>
    desk.tickets.list(query).toArray({ limit });
  let noteId = '';
  return {
    tickets: {
      get: async () => {
        await desk.tickets.get(a);
        const old = sandbox.seed.ticket({ requesterId: customer.id });
        sandbox.actors.archive(old.id);
        await desk.tickets.get(String(old.id));
      },
      getMany: () => desk.tickets.getMany([a, b]),
      list: async () => [
        await list({ pageSize: 2 }),
        await list({ requesterId: String(customer.id), status: ['open'] }),
        await list({ organizationId: String(company.id), order: 'newest' }),
        await list({ scope: 'spam' }),
        await list({
          status: ['open'],
          priority: ['low', 'high'],
          tags: ['vip'],
          assigneeId: String(agent.id),
          groupId: String(group.id),
          createdSince: since,
          updatedSince: since,
        }),
        await list({ callerKey: 'crm-1' }),
        await list({ order: 'recently_updated', updatedSince: since }),
      ],
      create: async () => {
        await desk.tickets.create({
          ...draft,
          status: 'pending',
          priority: 'high',
          category: 'Problem',
          assigneeId: String(agent.id),
          groupId: String(group.id),
          organizationId: String(company.id),
          callerKey: 'crm-1',
          dueAt: new Date('2026-12-01T00:00:00Z'),
          customFields: { cf_plan: 'annual' },
          tags: ['vip'],
          cc: ['chief@example.org'],
          providerOptions: { freshdesk: { product_id: rooms.product.id, source: 3 } },
        });
        await desk.tickets.create({
          ...draft,
          requester: { email: 'new@example.org', name: 'New' },
          tags: ['vip', 'file'],
          customFields: { cf_plan: 'monthly' },
          message: { ...draft.message, attachments: [file('a.txt')] },
        });
      },
      update: () =>
        desk.tickets.update(a, { priority: 'high', tags: { add: ['vip'], remove: ['old'] } }),
      updateMany: async () => [
        await desk.tickets.updateMany([b, c], { priority: 'low' }),
        await desk.tickets.updateMany([b, c], { tags: { add: ['bulk'] } }),
      ],
      deleteMany: () => desk.tickets.deleteMany([d, e]),
      merge: () =>
        desk.tickets.merge(f, [g], { targetComment: { text: 'Merged', visibility: 'internal' } }),
      delete: () => desk.tickets.delete(h),
      restore: () => desk.tickets.restore(h),
      changes: () => read(desk.tickets.changes({ since })),
      metrics: () => desk.tickets.metrics(a),
    },
    messages: {
      create: () =>
        desk.messages.create(a, { ...text('Asked'), visibility: 'public', authorKind: 'customer' }),
      reply: () =>
        desk.messages.reply(a, {
          ...text('Reply'),
          cc: ['cc@example.org'],
          attachments: [file('b.txt')],
        }),
      note: async () => {
        const made = await desk.messages.note(a, { ...text('Note'), authorId: String(agent.id) });
        noteId = made.value.id;
      },
      list: () => read(desk.messages.list(a, { pageSize: 2 })),
      update: () => desk.messages.update(a, noteId, text('Noted')),
      delete: () => desk.messages.delete(a, noteId),
    },
    tags: {
      add: () => desk.tags.add(b, ['one', 'two']),
      remove: () => desk.tags.remove(b, ['one']),
      overwrite: () => desk.tags.overwrite(b, ['three']),
    },
    imports: {
      ticket: () =>
        desk.imports.ticket({
          subject: 'Old',
          requester: { id: String(customer.id) },
          callerKey: 'old-1',
          status: 'closed',
          tags: ['imported'],
          createdAt: since,
          messages: [
            { ...text('Hi'), visibility: 'public', createdAt: since },
            {
              ...text('Hm'),
              visibility: 'internal',
              createdAt: since,
              authorId: String(agent.id),
              attachments: [file('c.txt')],
            },
          ],
        }),
    },
    workLogs: workLogTour(desk, a, String(agent.id)),
    macros: {
      list: () => read(desk.macros.list()),
      get: () => desk.macros.get(String(rooms.canned.id)),
    },
    products: { list: () => desk.products.list() },
  };
}

function workLogTour(desk: Connection['desk'], ticketId: string, agentId: string) {
  let id = '';
  return {
    create: async () => {
      const entry = await desk.workLogs.create(ticketId, {
        ...{ minutes: 90, agentId, billable: false, at: since, note: 'Looked into it' },
      });
      id = entry.id;
    },
    list: () => read(desk.workLogs.list(ticketId)),
    update: () => desk.workLogs.update(id, { minutes: 15 }),
    delete: () => desk.workLogs.delete(id),
  };
}

function peopleTour({ desk, sandbox }: Connection, rooms: Rooms) {
  const { customer, other, agent, group, company } = rooms;
  const someone = (name: string) =>
    String(sandbox.seed.contact({ name, email: `${name.toLowerCase()}@example.org` }).id);
  return {
    contacts: {
      get: () => desk.contacts.get(String(customer.id)),
      list: async () => [
        await read(desk.contacts.list()),
        await read(desk.contacts.list({ organizationId: String(company.id) })),
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
          phone: '+15550101',
          callerKey: 'c-9',
          organizationId: String(company.id),
          locale: 'de',
          tags: ['vip'],
          providerOptions: { freshdesk: { mobile: '+15550102', job_title: 'Chief' } },
        }),
      update: () => desk.contacts.update(String(other.id), { phone: '+15550100' }),
      upsert: () => desk.contacts.upsert({ name: 'Ed', email: 'ed@example.org', callerKey: 'c-2' }),
      merge: () => desk.contacts.merge(String(customer.id), String(other.id)),
      delete: () => desk.contacts.delete(someone('Flo')),
      restore: async () => {
        const id = someone('Gus');
        await desk.contacts.delete(id);
        await desk.contacts.restore(id);
      },
      purge: async () => {
        const id = someone('Hal');
        await desk.contacts.delete(id);
        await desk.contacts.purge(id);
      },
      changes: () => read(desk.contacts.changes({ since })),
    },
    organizations: {
      get: () => desk.organizations.get(String(company.id)),
      list: () => read(desk.organizations.list()),
      find: () => desk.organizations.find({ name: 'Initech' }),
      create: () => desk.organizations.create({ name: 'Umbrella', domains: ['umbrella.example'] }),
      update: () =>
        desk.organizations.update(String(company.id), {
          providerOptions: { freshdesk: { health_score: 'At risk' } },
        }),
      upsert: () => desk.organizations.upsert({ name: 'initech', domains: ['initech.example'] }),
      delete: async () => {
        const { value } = await desk.organizations.create({ name: 'Gone' });
        await desk.organizations.delete(value.id);
      },
      changes: () => read(desk.organizations.changes({ since })),
    },
    agents: {
      get: () => desk.agents.get(String(agent.id)),
      list: () => read(desk.agents.list()),
      me: () => desk.agents.me(),
    },
    groups: {
      get: () => desk.groups.get(String(group.id)),
      list: () => read(desk.groups.list()),
      members: () => read(desk.groups.members(String(group.id))),
    },
  };
}

function restTour({ desk }: Connection, { article, tickets }: Rooms) {
  const id = String(article.id);
  const sectionId = String(article.folder_id);
  const [ticket = ''] = tickets;
  const fileOf = async () => {
    const messages = await read(desk.messages.list(ticket));
    const found = messages.flatMap(({ attachments }) => attachments)[0];
    if (found === undefined) throw new Error('There is no file on the ticket.');
    return found;
  };
  return {
    fields: { list: () => desk.fields.list(), forms: () => desk.fields.forms() },
    statuses: { list: () => desk.statuses.list() },
    attachments: {
      download: async () => desk.attachments.download(await fileOf()),
      delete: async () => desk.attachments.delete((await fileOf()).id ?? ''),
    },
    ratings: { list: () => read(desk.ratings.list({ since })) },
    slaPolicies: {
      list: () => desk.slaPolicies.list(),
      schedules: () => desk.slaPolicies.schedules(),
    },
    articles: articleTour(desk, { id, sectionId }),
    search: {
      tickets: () => read(desk.search.tickets({ query: 'priority:1' })),
      contacts: () => read(desk.search.contacts({ query: 'active:true' })),
      organizations: () => read(desk.search.organizations({ query: "domain:'initech.example'" })),
      count: () => desk.search.count('priority:1'),
    },
  };
}
