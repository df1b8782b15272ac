import { ConfigurationError, type TicketQuery } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';
import { unmeasured } from '../support/contexts.ts';

const at = (text: string) => new Date(text);

/** Six tickets that differ in everything a list can be narrowed by. */
function withTickets(settings: Parameters<typeof connect>[0] = {}) {
  const account = connect(settings);
  const { seed } = account.sandbox;
  const acme = seed.organization({ name: 'Acme Ltd' });
  const ada = seed.user({ name: 'Ada', email: 'ada@acme.example', organization_id: acme.id });
  const bob = seed.user({ name: 'Bob', email: 'bob@home.example' });
  const grace = seed.agent({ name: 'Grace', email: 'grace@desk.example' });
  const group = seed.group({ name: 'Tier 2', members: [grace.id] });
  const rows = [
    { subject: 'new', requesterId: ada.id, properties: { status: 'new', tags: ['export'] } },
    {
      subject: 'open',
      requesterId: ada.id,
      createdAt: at('2026-01-10T00:00:00Z'),
      properties: { status: 'open', priority: 'high', organization_id: acme.id },
    },
    {
      subject: 'pending',
      requesterId: bob.id,
      properties: { status: 'pending', priority: 'low', tags: ['export', 'vip'] },
    },
    {
      subject: 'hold',
      requesterId: bob.id,
      properties: { status: 'hold', priority: 'urgent', external_id: 'order-7' },
    },
    {
      subject: 'solved',
      requesterId: bob.id,
      properties: { status: 'solved', assignee_id: grace.id, group_id: group.id },
    },
    {
      subject: 'closed',
      requesterId: bob.id,
      createdAt: at('2026-01-10T00:00:00Z'),
      properties: { status: 'closed', priority: 'normal' },
      archived: true,
    },
  ];
  for (const row of rows) seed.ticket({ createdAt: at('2026-02-01T00:00:00Z'), ...row });
  return { ...account, acme, ada, bob, grace, group };
}

const subjects = async ({ desk }: Connection, query: TicketQuery): Promise<readonly string[]> =>
  (await desk.tickets.list(query).toArray({ limit: 100 }))
    .map(({ subject }) => subject ?? '')
    .sort();

describe('a list without filters', () => {
  it('is the plain list, page by page, with names and measurements', async () => {
    const { desk, sandbox, sent } = connect();
    const customer = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    const ids = sandbox.seed.tickets(25, { requesterId: customer.id }).map(({ id }) => String(id));
    const found = await desk.tickets.list({ pageSize: 10 }).toArray({ limit: 100 });
    expect(found.map(({ externalId }) => externalId)).toEqual(ids);
    expect(found.every(({ requester }) => requester.name === 'Ada')).toBe(true);
    expect(found.every(({ reopenCount }) => reopenCount === 0)).toBe(true);
    expect(sent().map(({ path }) => path)).toEqual(Array(3).fill('/api/v2/tickets'));
    expect(sent()[0]?.query.get('include')?.split(',').sort()).toEqual([
      'groups',
      'metric_sets',
      'users',
    ]);
  });

  it('ends by has_more, though the last page still has a cursor', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(20);
    expect(await desk.tickets.list({ pageSize: 10 }).toArray({ limit: 100 })).toHaveLength(20);
    expect(sent().length).toBeLessThanOrEqual(3);
  });

  it('goes on after an empty page that promises more', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tickets(2);
    const first = await desk.tickets.list({ pageSize: 1 }).pages()[Symbol.asyncIterator]().next();
    sandbox.faults.inject({
      fault: {
        kind: 'status',
        status: 200,
        body: { tickets: [], meta: { has_more: true, after_cursor: first.value?.nextCursor } },
      },
    });
    const found = await desk.tickets.list().toArray({ limit: 5 });
    expect(found.map(({ subject }) => subject)).toEqual(['Ticket 2']);
  });

  const orders = { newest: '-id', oldest: 'id', recently_updated: '-updated_at' } as const;
  for (const [order, sort] of Object.entries(orders)) {
    it(`is sorted by ${sort} for "${order}"`, async () => {
      const { desk, sandbox, sent } = connect();
      const [one, two] = sandbox.seed.tickets(2).map(({ id }) => String(id));
      // Safe: the keys of the table above.
      const query = { order: order as keyof typeof orders };
      const found = await desk.tickets.list(query).toArray({ limit: 5 });
      expect(sent()[0]?.query.get('sort')).toBe(sort);
      const oldestFirst = order === 'oldest';
      expect(found.map(({ externalId }) => externalId)).toEqual(
        oldestFirst ? [one, two] : [two, one],
      );
    });
  }

  it('refuses a page size that Zendesk does not know', async () => {
    const { desk, sent } = connect();
    for (const pageSize of [0, 101, 1.5]) {
      const reading = async () => desk.tickets.list({ pageSize }).toArray({ limit: 1 });
      await expect(reading()).rejects.toThrow(ConfigurationError);
    }
    expect(sent()).toEqual([]);
  });
});

describe('a list with one filter that has a list of its own', () => {
  it('reads the tickets that a customer requested', async () => {
    const account = withTickets();
    const requesterId = `zendesk:acme:${account.ada.id}`;
    expect(await subjects(account, { requesterId })).toEqual(['new', 'open']);
    expect(account.sent().map(({ path }) => path)).toEqual([
      `/api/v2/users/${account.ada.id}/tickets/requested`,
    ]);
  });

  it('reads the tickets of an organization', async () => {
    const account = withTickets();
    const organizationId = `zendesk:acme:${account.acme.id}`;
    expect(await subjects(account, { organizationId })).toContain('open');
    expect(account.sent()[0]?.path).toBe(`/api/v2/organizations/${account.acme.id}/tickets`);
  });

  it('finds the ticket with the application’s own key', async () => {
    const account = withTickets();
    expect(await subjects(account, { callerKey: 'order-7' })).toEqual(['hold']);
    expect(account.sent()[0]?.path).toBe('/api/v2/tickets');
    expect(account.sent()[0]?.query.get('external_id')).toBe('order-7');
  });
});

describe('a list with other filters', () => {
  type Case = readonly [
    name: string,
    query: (account: ReturnType<typeof withTickets>) => TicketQuery,
    search: (account: ReturnType<typeof withTickets>) => string,
    found: readonly string[],
  ];
  const cases: readonly Case[] = [
    [
      'open and new tickets by the status open',
      () => ({ status: ['open'] }),
      () => 'status<pending',
      ['new', 'open'],
    ],
    [
      'both waits by the status pending',
      () => ({ status: ['pending'] }),
      () => 'status>open status<solved',
      ['hold', 'pending'],
    ],
    [
      'archived tickets by the status closed',
      () => ({ status: ['closed'] }),
      () => 'status:closed',
      ['closed'],
    ],
    [
      'statuses that are no neighbours, and nothing between them',
      () => ({ status: ['open', 'resolved'] }),
      () => 'status<closed',
      ['new', 'open', 'solved'],
    ],
    [
      'tickets by priority',
      () => ({ priority: ['high', 'urgent'] }),
      () => 'priority>normal',
      ['hold', 'open'],
    ],
    [
      'tickets without a priority as normal ones, which no search would find',
      () => ({ priority: ['normal'] }),
      () => 'created>1970-01-01T00:00:00Z',
      ['closed', 'new', 'solved'],
    ],
    [
      'tickets that carry all of the tags',
      () => ({ tags: ['export', 'vip'] }),
      () => 'tags:"export" tags:"vip"',
      ['pending'],
    ],
    [
      'tickets by assignee',
      ({ grace }) => ({ assigneeId: `zendesk:acme:${grace.id}` }),
      ({ grace }) => `assignee:${grace.id}`,
      ['solved'],
    ],
    [
      'tickets by group',
      ({ group }) => ({ groupId: String(group.id) }),
      ({ group }) => `group:${group.id}`,
      ['solved'],
    ],
    [
      'tickets made since a moment',
      () => ({ createdSince: at('2026-01-15T12:00:00Z') }),
      () => 'created>=2026-01-15T12:00:00Z',
      ['hold', 'new', 'pending', 'solved'],
    ],
    [
      'tickets changed since a moment',
      () => ({ updatedSince: at('2026-01-15T12:00:00Z') }),
      () => 'updated>=2026-01-15T12:00:00Z',
      ['hold', 'new', 'pending', 'solved'],
    ],
    [
      'tickets for which several filters hold',
      ({ bob }) => ({ requesterId: String(bob.id), status: ['pending'], tags: ['export'] }),
      ({ bob }) => `status>open status<solved tags:"export" requester:${bob.id}`,
      ['pending'],
    ],
  ];
  for (const [name, query, search, found] of cases) {
    it(`finds ${name}`, async () => {
      const account = withTickets();
      expect(await subjects(account, query(account))).toEqual(found);
      const [first] = account.sent();
      expect(first?.path).toBe('/api/v2/search/export');
      expect(first?.query.get('query')).toBe(search(account));
      expect(first?.query.get('filter[type]')).toBe('ticket');
    });
  }

  it('reads the names and measurements of each page in one call', async () => {
    const { desk, sandbox, sent } = connect();
    const people = [1, 2, 3].map((n) => sandbox.seed.user({ name: `Customer ${n}` }));
    for (const { id } of [...people, ...people]) {
      sandbox.seed.ticket({ requesterId: id, properties: { tags: ['export'] } });
    }
    const found = await desk.tickets.list({ tags: ['export'], pageSize: 3 }).toArray({ limit: 9 });
    expect(found.map(({ requester }) => requester.name).sort()).toEqual(
      [...people, ...people].map(({ name }) => name).sort(),
    );
    expect(sent().map(({ path }) => path)).toEqual([
      '/api/v2/search/export',
      '/api/v2/tickets/show_many',
      '/api/v2/search/export',
      '/api/v2/tickets/show_many',
    ]);
    expect(found.map(({ replyCount }) => replyCount)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it('keeps what is found and cannot be read any more, with its names', async () => {
    const { desk, sandbox } = connect({
      desk: {
        fetch: async (input, init) => {
          const request = new Request(input, init);
          const isTickets = new URL(request.url).pathname === '/api/v2/tickets/show_many';
          return isTickets ? Response.json({ tickets: [] }) : sandbox.fetch(request);
        },
      },
    });
    const ada = sandbox.seed.user({ name: 'Ada' });
    sandbox.seed.ticket({ requesterId: ada.id, properties: { tags: ['export'] } });
    const [ticket] = await desk.tickets.list({ tags: ['export'] }).toArray({ limit: 9 });
    expect(ticket?.requester.name).toBe('Ada');
    expect(ticket?.provenance.warnings).toEqual(expect.arrayContaining(unmeasured()));
  });

  it('has no ceiling at a thousand results', async () => {
    const { desk, sandbox } = connect({ sandbox: { rateLimits: false } });
    sandbox.seed.tickets(1_150, { properties: { tags: ['export'] } });
    const found = await desk.tickets.list({ tags: ['export'] }).toArray({ limit: 5_000 });
    expect(new Set(found.map(({ id }) => id)).size).toBe(1_150);
  });

  it('follows the account’s own meaning of a status', async () => {
    const account = withTickets({ desk: { statusMap: { hold: 'in_progress' } } });
    expect(await subjects(account, { status: ['in_progress'] })).toEqual(['hold']);
    expect(account.sent()[0]?.query.get('query')).toBe('status:hold');
    expect(await subjects(account, { status: ['pending'] })).toEqual(['pending']);
  });

  it('cannot be widened by quotes in a tag', async () => {
    const account = withTickets();
    expect(await subjects(account, { tags: ['x" status<closed "'] })).toEqual([]);
    expect(account.sent()[0]?.query.get('query')).toBe('tags:"x  status<closed"');
  });
});
