import type { TicketQuery } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const filterOf = ({ sent }: Connection): unknown => {
  const search = sent().find(({ path }) => path.endsWith('/search'));
  // Safe: the body of a search is an object with a query.
  return (search?.body as { readonly query: unknown } | undefined)?.query;
};

describe('the plain list of conversations', () => {
  it('is read page by page, by a cursor that is never empty', async () => {
    const { desk, sandbox, sent } = connect();
    const seeded = sandbox.seed.conversations(5).map(({ id }) => id);
    const found = await read(desk.tickets.list({ pageSize: 2 }));
    expect(new Set(found.map(({ externalId }) => externalId))).toEqual(new Set(seeded));
    expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual(
      Array.from({ length: 3 }, () => 'GET /conversations'),
    );
    expect(sent().map(({ query }) => [query.get('per_page'), query.has('starting_after')])).toEqual(
      [
        ['2', false],
        ['2', true],
        ['2', true],
      ],
    );
    expect(sent().every(({ query }) => query.get('starting_after') !== '')).toBe(true);
  });

  it('asks for the largest page that Intercom gives', async () => {
    const { desk, sent } = connect();
    await read(desk.tickets.list());
    expect(sent()[0]?.query.get('per_page')).toBe('150');
    expect(() => desk.tickets.list({ pageSize: 151 })).toThrow('pageSize');
  });

  it('gives no case twice although the list moves while it is read', async () => {
    const { desk, sandbox } = connect();
    const rows = sandbox.seed.conversations(6);
    const ids: string[] = [];
    for await (const { externalId } of desk.tickets.list({ pageSize: 2 })) {
      ids.push(externalId);
      // Whatever is updated moves to the front, and the rest moves back.
      const oldest = rows[0]?.id ?? '';
      if (ids.length === 2) {
        sandbox.clock.advance(1_000);
        await desk.tickets.update(oldest, { subject: 'Moved' });
      }
    }
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('ends when a cursor comes back', async () => {
    const page = {
      type: 'conversation.list',
      pages: { type: 'pages', next: { page: 2, starting_after: 'again' }, page: 1 },
      conversations: [{ id: '1', state: 'open', created_at: 1, updated_at: 1 }],
    };
    let calls = 0;
    const desk = connect().another({
      fetch: async () => {
        calls += 1;
        return Response.json(page);
      },
    });
    expect(await read(desk.tickets.list())).toHaveLength(1);
    expect(calls).toBe(2);
  });

  it.each([{ next: null }, { next: {} }, { next: { starting_after: '' } }, {}])(
    'ends on pages of %j',
    async (pages) => {
      const desk = connect().another({
        fetch: async () => Response.json({ pages: { type: 'pages', ...pages }, conversations: [] }),
      });
      expect(await read(desk.tickets.list().pages())).toEqual([{ items: [], nextCursor: null }]);
    },
  );
});

describe('a filtered list', () => {
  it.each<[TicketQuery, unknown]>([
    [{ assigneeId: '7' }, { field: 'admin_assignee_id', operator: '=', value: '7' }],
    [{ groupId: 'intercom:abc123de:9' }, { field: 'team_assignee_id', operator: '=', value: '9' }],
    [{ requesterId: 'abc' }, { field: 'contact_ids', operator: '=', value: 'abc' }],
    [
      { createdSince: new Date('2026-01-05T09:00:00.700Z') },
      { field: 'created_at', operator: '>', value: 1_767_603_599 },
    ],
    [
      { updatedSince: new Date('2026-01-05T09:00:00Z') },
      { field: 'updated_at', operator: '>', value: 1_767_603_599 },
    ],
    [{ status: ['open'] }, { field: 'state', operator: '=', value: 'open' }],
    [
      // Open conversations stand where their tickets stand.
      { status: ['resolved'] },
      {
        operator: 'OR',
        value: [
          { field: 'state', operator: '=', value: 'open' },
          { field: 'state', operator: '=', value: 'closed' },
        ],
      },
    ],
    [{ priority: ['urgent'] }, { field: 'priority', operator: '=', value: 'urgent' }],
    [
      { priority: ['normal'] },
      {
        operator: 'OR',
        value: [
          { field: 'priority', operator: '=', value: 'none' },
          { field: 'priority', operator: '=', value: 'medium' },
        ],
      },
    ],
    [
      { assigneeId: '7', groupId: '9' },
      {
        operator: 'AND',
        value: [
          { field: 'admin_assignee_id', operator: '=', value: '7' },
          { field: 'team_assignee_id', operator: '=', value: '9' },
        ],
      },
    ],
  ])('%j is a search', async (query, filter) => {
    const connection = connect();
    await read(connection.desk.tickets.list(query));
    expect(connection.calls()).toEqual(['POST /conversations/search']);
    expect(filterOf(connection)).toEqual(filter);
  });

  it('keeps the bound of a time inside, and nothing before it', async () => {
    const { desk, sandbox } = connect();
    const at = (second: number) => new Date(Date.UTC(2026, 1, 1, 9, 0, second));
    const [, on, after] = [0, 1, 2].map((second) =>
      sandbox.seed.conversation({ createdAt: at(second) }),
    );
    const found = await read(desk.tickets.list({ createdSince: at(1) }));
    expect(found.map(({ externalId }) => externalId).sort()).toEqual([on?.id, after?.id].sort());
  });

  it('pages with the cursor inside the body', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.conversations(3);
    expect(await read(desk.tickets.list({ status: ['open'], pageSize: 2 }))).toHaveLength(3);
    expect(sent().map(({ body }) => body)).toMatchObject([
      { pagination: { per_page: 2 } },
      { pagination: { per_page: 2, starting_after: expect.stringMatching(/^W/) } },
    ]);
    expect(sent()[0]?.body).not.toHaveProperty('pagination.starting_after');
  });

  it('looks at each case itself: the index can be behind, and says less than the case', async () => {
    const { desk, sandbox } = connect();
    const [open, typed] = [
      sandbox.seed.conversation(),
      sandbox.seed.ticket({ state: 'in_progress' }),
    ];
    const found = async (query: TicketQuery) =>
      (await read(desk.tickets.list(query))).map(({ externalId }) => externalId);
    expect(await found({ status: ['in_progress'] })).toEqual([typed.id]);
    expect(await found({ status: ['open'] })).toEqual([open.id]);
    expect(await found({ status: ['closed'] })).toEqual([]);
  });

  it('takes the requester for the requester, and not for anybody who takes part', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = [sandbox.seed.contact(), sandbox.seed.contact()];
    const mine = sandbox.seed.conversation({ contactId: two.id });
    sandbox.seed.conversation({
      contactId: one.id,
      properties: { contact_ids: [one.id, two.id] },
    });
    const found = await read(desk.tickets.list({ requesterId: two.id }));
    expect(found.map(({ externalId }) => externalId)).toEqual([mine.id]);
  });

  it('speaks the priorities of older versions', async () => {
    const connection = connect({ desk: { apiVersion: '2.15' } });
    const { desk, sandbox } = connection;
    const high = sandbox.seed.conversation({ properties: { priority: 'high' } });
    sandbox.seed.conversation();
    const found = await read(desk.tickets.list({ priority: ['high'] }));
    expect(found.map(({ externalId }) => externalId)).toEqual([high.id]);
    expect(filterOf(connection)).toEqual({ field: 'priority', operator: '=', value: 'priority' });
  });

  it('goes by the account’s own table', async () => {
    const connection = connect({ desk: { statusMap: { closed: 'closed' } } });
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation({ properties: { state: 'closed' } });
    const found = await read(desk.tickets.list({ status: ['closed'] }));
    expect(found.map(({ externalId, status }) => [externalId, status])).toEqual([[id, 'closed']]);
    expect(filterOf(connection)).toEqual({ field: 'state', operator: '=', value: 'closed' });
  });

  it('reads every conversation where an attribute holds the priority', async () => {
    const connection = connect({ desk: { priorityAttribute: 'Urgency' } });
    const { desk, sandbox } = connection;
    const custom_attributes = { Urgency: 'urgent' };
    const { id } = sandbox.seed.conversation({ properties: { custom_attributes } });
    sandbox.seed.conversation();
    const found = await read(desk.tickets.list({ priority: ['urgent'] }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(connection.calls()).toEqual(['GET /conversations']);
  });
});

describe('a list by tags', () => {
  it('looks the tags up and wants all of them', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation({ tags: ['vip', 'export'] });
    sandbox.seed.conversation({ tags: ['vip'] });
    const found = await read(desk.tickets.list({ tags: ['VIP', 'export'] }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(connection.calls()).toEqual(['GET /tags', 'POST /conversations/search']);
    const ids = [...sandbox.state.tags.rows.values()].map((tag) => tag.id);
    expect(filterOf(connection)).toEqual({
      operator: 'AND',
      value: ids.map((value) => ({ field: 'tag_ids', operator: '=', value })),
    });
  });

  it('is empty for a tag that does not exist', async () => {
    const { desk, sandbox, calls } = connect();
    sandbox.seed.conversation({ tags: ['vip'] });
    expect(await read(desk.tickets.list({ tags: ['vip', 'nobody has it'] }))).toEqual([]);
    expect(calls()).toEqual(['GET /tags']);
  });

  it('splits more filters than one group holds, and refuses more than all groups hold', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const names = Array.from({ length: 20 }, (_item, index) => `tag ${index}`);
    const { id } = sandbox.seed.conversation({ tags: names });
    const found = await read(desk.tickets.list({ tags: names, status: ['open'] }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(filterOf(connection)).toMatchObject({
      operator: 'AND',
      value: [
        { operator: 'AND', value: { length: 15 } },
        { operator: 'AND', value: { length: 6 } },
      ],
    });
    for (let index = 20; index < 240; index += 1) sandbox.seed.tag(`tag ${index}`);
    const many = Array.from({ length: 240 }, (_item, index) => `tag ${index}`);
    await expect(read(desk.tickets.list({ tags: many }))).rejects.toMatchObject({
      code: 'limit_exceeded',
    });
  });
});

describe('a list of tickets of ticket types', () => {
  it('is a search that leaves nothing out', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    const { id } = sandbox.seed.ticket();
    sandbox.seed.conversation();
    const found = await read(another({ read: 'tickets' }).tickets.list());
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(filterOf(connection)).toEqual({ field: 'created_at', operator: '>', value: 0 });
  });

  it.each([
    [['open'], { field: 'open', operator: '=', value: true }],
    [['open', 'resolved'], { field: 'created_at', operator: '>', value: 0 }],
  ] as const)('narrows %j down by whether they are closed', async (status, filter) => {
    const connection = connect();
    await read(connection.another({ read: 'tickets' }).tickets.list({ status }));
    expect(filterOf(connection)).toEqual(filter);
  });

  it('refuses tags, which their search does not know', () => {
    const desk = connect().another({ read: 'tickets' });
    expect(() => desk.tickets.list({ tags: ['vip'] })).toThrow('knows no tags');
  });
});
