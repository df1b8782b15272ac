import type { zendeskCapabilities } from 'polydesk/zendesk';
import { type Connection, connect } from './connect.ts';

type Resources = (typeof zendeskCapabilities)['resources'];

/** One call of every operation that the manifest names: the compiler finds what is missing. */
export type Tour = {
  readonly [Resource in keyof Resources]: {
    readonly [Operation in keyof Resources[Resource]['operations']]: () => Promise<unknown>;
  };
};

const limit = 5;
const since = new Date('2026-01-01T00:00:00Z');
const text = (body: string) => ({ body: { text: body } });
const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

/** A furnished account and the calls, in an order in which each finds what it needs. */
export function tourOfOperations(): { readonly tour: Tour; readonly connection: Connection } {
  const connection = connect({ sandbox: { rateLimits: false } });
  const rooms = furnish(connection);
  const ofTickets = ticketTour(connection, rooms);
  return {
    connection,
    tour: { ...ofTickets, ...peopleTour(connection, rooms), ...restTour(connection, rooms) },
  };
}

function furnish({ sandbox, desk }: Connection) {
  const { seed } = sandbox;
  const customer = seed.user({ name: 'Cy', email: 'cy@example.org', external_id: 'c-1' });
  const other = seed.user({ name: 'Di', email: 'di@example.org' });
  const agent = seed.agent({ name: 'Bo', email: 'bo@example.org' });
  const organization = seed.organization({ name: 'Initech', external_id: 'o-1' });
  const tickets = seed.tickets(12, { requesterId: customer.id }).map(({ id }) => String(id));
  const group = seed.group({ name: 'Tier 2', members: [agent.id] });
  const article = seed.article({ title: 'Reset', body: '<p>How</p>' });
  seed.slaPolicy({ title: 'Gold', filter: { all: [], any: [] }, policy_metrics: [] });
  const schedule = seed.schedule({ name: 'Week', time_zone: 'London', intervals: [] });
  seed.holiday({
    schedule_id: schedule.id,
    name: 'Day',
    start_date: '2026-05-01',
    end_date: '2026-05-01',
  });
  const draft = {
    subject: 'New',
    requester: { id: String(customer.id) },
    message: { ...text('Hello'), visibility: 'public' },
  } as const;
  const history = {
    subject: 'Old',
    requester: { id: String(customer.id) },
    messages: [{ ...text('Hi'), visibility: 'public', createdAt: since }],
    createdAt: since,
  } as const;
  const macro = seed.macro({
    title: 'Close',
    actions: [{ field: 'comment_value', value: 'Closing this.' }],
  });
  return {
    ...{ desk, customer, other, agent, organization, tickets },
    ...{ group, article, draft, history, macro },
  };
}

type Rooms = ReturnType<typeof furnish>;

function ticketTour(
  { desk, sandbox }: Connection,
  { tickets, agent, customer, draft, ...rooms }: Rooms,
) {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = ''] = tickets;
  const imported = rooms.history;
  let conversation = '';
  const commentOf = async (ticket: string, index: number) =>
    (await read(desk.messages.list(ticket)))[index]?.id ?? '';
  return {
    tickets: {
      get: () => desk.tickets.get(a),
      getMany: () => desk.tickets.getMany([a, b]),
      list: async () => [
        await desk.tickets.list({ pageSize: 2 }).toArray({ limit }),
        await desk.tickets.list({ requesterId: String(customer.id) }).toArray({ limit }),
        await desk.tickets
          .list({ organizationId: String(rooms.organization.id) })
          .toArray({ limit }),
        await desk.tickets
          .list({
            status: ['open'],
            priority: ['high'],
            tags: ['vip'],
            assigneeId: String(agent.id),
            groupId: String(rooms.group.id),
            createdSince: since,
            updatedSince: since,
          })
          .toArray({ limit }),
        await desk.tickets.list({ callerKey: 'crm-1' }).toArray({ limit }),
        await desk.tickets.list({ order: 'recently_updated' }).toArray({ limit }),
      ],
      create: () => desk.tickets.create(draft, { idempotencyKey: 'tour-1' }),
      update: () =>
        desk.tickets.update(a, { priority: 'high', tags: { add: ['vip'], remove: ['old'] } }),
      createMany: () => desk.tickets.createMany([draft, draft]),
      updateMany: () => desk.tickets.updateMany([b, c], { priority: 'low', tags: { add: ['x'] } }),
      deleteMany: () => desk.tickets.deleteMany([d, e]),
      merge: () =>
        desk.tickets.merge(f, [g], { targetComment: { text: 'Merged', visibility: 'internal' } }),
      delete: () => desk.tickets.delete(h),
      restore: () => desk.tickets.restore(h),
      purge: async () => {
        await desk.tickets.delete(i);
        await desk.tickets.purge(i);
      },
      markAsSpam: () => {
        const spammer = sandbox.seed.user({ name: 'Mo', email: 'mo@example.org' });
        return desk.tickets.markAsSpam(String(sandbox.seed.ticket({ requesterId: spammer.id }).id));
      },
      changes: () => read(desk.tickets.changes({ since })),
      metrics: () => desk.tickets.metrics(a),
    },
    messages: {
      list: () => read(desk.messages.list(a)),
      create: () => desk.messages.create(a, { ...text('Both'), visibility: 'internal' }),
      reply: () => desk.messages.reply(a, { ...text('Reply'), cc: ['cc@example.org'] }),
      note: () => desk.messages.note(a, { ...text('Note'), authorId: String(agent.id) }),
      makeInternal: async () => desk.messages.makeInternal(a, await commentOf(a, 0)),
      redact: async () => desk.messages.redact(a, await commentOf(a, 0), 'help'),
    },
    tags: {
      add: () => desk.tags.add(b, ['one', 'two']),
      remove: () => desk.tags.remove(b, ['one']),
      overwrite: () => desk.tags.overwrite(b, ['three']),
      list: () => read(desk.tags.list()),
    },
    events: { list: () => read(desk.events.list(a)) },
    imports: {
      ticket: () => desk.imports.ticket({ ...imported, status: 'closed', archive: true }),
      tickets: () => desk.imports.tickets([imported, imported]),
    },
    sideConversations: {
      create: async () => {
        const made = await desk.sideConversations.create(j, {
          subject: 'Parts',
          body: { text: 'Have you any?' },
          to: ['supplier@example.org'],
        });
        conversation = made.id;
      },
      list: () => read(desk.sideConversations.list(j)),
      get: () => desk.sideConversations.get(j, conversation),
      reply: () => desk.sideConversations.reply(j, conversation, { text: 'And now?' }),
    },
    macros: {
      list: () => read(desk.macros.list()),
      get: () => desk.macros.get(String(rooms.macro.id)),
    },
    products: { list: () => desk.products.list() },
  };
}

function peopleTour({ desk }: Connection, { customer, other, agent, group, organization }: Rooms) {
  return {
    contacts: {
      get: () => desk.contacts.get(String(customer.id)),
      list: async () => [
        await read(desk.contacts.list()),
        await read(desk.contacts.list({ organizationId: String(organization.id) })),
      ],
      find: async () => [
        await desk.contacts.find({ email: 'cy@example.org' }),
        await desk.contacts.find({ callerKey: 'c-1' }),
        await desk.contacts.find({ phone: '+15550100' }),
      ],
      create: () => desk.contacts.create({ name: 'Ed', email: 'ed@example.org', tags: ['vip'] }),
      update: () => desk.contacts.update(String(other.id), { phone: '+15550100' }),
      upsert: () => desk.contacts.upsert({ name: 'Ed', email: 'ed@example.org', callerKey: 'c-2' }),
      merge: () => desk.contacts.merge(String(customer.id), String(other.id)),
      purge: async () => {
        const { value } = await desk.contacts.create({ name: 'Gus', email: 'gus@example.org' });
        await desk.contacts.delete(value.id);
        await desk.contacts.purge(value.id);
      },
      delete: async () => {
        const { value } = await desk.contacts.create({ name: 'Flo', email: 'flo@example.org' });
        await desk.contacts.delete(value.id);
      },
      changes: () => read(desk.contacts.changes({ since })),
    },
    organizations: {
      get: () => desk.organizations.get(String(organization.id)),
      list: () => read(desk.organizations.list()),
      find: async () => [
        await desk.organizations.find({ name: 'Initech' }),
        await desk.organizations.find({ callerKey: 'o-1' }),
      ],
      create: () => desk.organizations.create({ name: 'Umbrella', domains: ['umbrella.example'] }),
      update: () => desk.organizations.update(String(organization.id), { tags: ['gold'] }),
      upsert: () => desk.organizations.upsert({ name: 'Initech', callerKey: 'o-1' }),
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

function restTour({ desk, sandbox }: Connection, { article, customer, tickets }: Rooms) {
  const id = String(article.id);
  let [category, shelf] = ['', ''];
  const sectionId = String(article.section_id);
  const categoryId = String([...sandbox.state.categories.rows.keys()][0]);
  let upload: Awaited<ReturnType<typeof desk.attachments.upload>>;
  let hook = '';
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
      upload: async () => {
        const data = new TextEncoder().encode('text');
        upload = await desk.attachments.upload({
          fileName: 'a.txt',
          contentType: 'text/plain',
          data,
        });
        await desk.messages.note(ticket, { ...text('See file'), attachments: [upload] });
      },
      get: async () => desk.attachments.get((await fileOf()).id ?? ''),
      download: async () => desk.attachments.download(await fileOf()),
    },
    ratings: { list: () => read(desk.ratings.list({ since })) },
    slaPolicies: {
      list: () => desk.slaPolicies.list(),
      schedules: () => desk.slaPolicies.schedules(),
    },
    articles: {
      get: () => desk.articles.get(id, { locale: 'en-us' }),
      list: async () => [
        await read(desk.articles.list({ locale: 'en-us', sectionId })),
        await read(desk.articles.list({ categoryId, updatedSince: since })),
      ],
      search: () => read(desk.articles.search({ query: 'reset', locale: 'en-us' })),
      create: () =>
        desk.articles.create({
          title: 'New',
          bodyHtml: '<p>b</p>',
          locale: 'en-us',
          sectionId,
          state: 'published',
          providerOptions: { zendesk: { permission_group_id: 1, user_segment_id: null } },
        }),
      update: () => desk.articles.update(id, { title: 'Reset it', labels: ['password'] }),
      translate: () =>
        desk.articles.translate(id, { locale: 'de', title: 'Neu', bodyHtml: '<p>d</p>' }),
      translations: () => desk.articles.translations(id),
      sections: () => read(desk.articles.sections()),
      categories: () => read(desk.articles.categories()),
      archive: () => desk.articles.archive(id),
      createCategory: async () => {
        const { value } = await desk.articles.createCategory({ name: 'Billing' });
        category = value.id;
      },
      createSection: async () => {
        const { value } = await desk.articles.createSection({
          name: 'Bills',
          categoryId: category,
        });
        shelf = value.id;
      },
      deleteSection: () => desk.articles.deleteSection(shelf),
      deleteCategory: () => desk.articles.deleteCategory(category),
      locales: () => desk.articles.locales(),
    },
    subscriptions: {
      create: async () => {
        const made = await desk.subscriptions.create({
          name: 'Hook',
          url: 'https://hooks.example/zendesk',
          events: ['ticket.created'],
        });
        hook = made.id;
      },
      list: () => read(desk.subscriptions.list()),
      get: () => desk.subscriptions.get(hook),
      update: () => desk.subscriptions.update(hook, { active: false }),
      secret: () => desk.subscriptions.secret(hook),
      rotateSecret: () => desk.subscriptions.rotateSecret(hook),
      delete: () => desk.subscriptions.delete(hook),
    },
    search: {
      tickets: () => read(desk.search.tickets({ query: `requester:${customer.id}` })),
      contacts: () => read(desk.search.contacts({ query: 'Cy' })),
      organizations: () => read(desk.search.organizations({ query: 'Initech' })),
      count: () => desk.search.count('type:ticket'),
    },
  };
}
