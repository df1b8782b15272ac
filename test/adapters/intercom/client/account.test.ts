import { describe, expect, it } from 'vitest';
import { connect, read } from '../support/connect.ts';

describe('fields', () => {
  it('are the attributes of conversations, ticket types, contacts and companies', async () => {
    const { desk, sandbox, calls } = connect();
    sandbox.seed.conversationAttribute({ name: 'Topic', data_type: 'list', options: ['Bug'] });
    const fields = await desk.fields.list();
    expect(fields).toContainEqual(
      expect.objectContaining({ nativeId: 'Topic', object: 'conversation', type: 'single_select' }),
    );
    expect(fields).toContainEqual(
      expect.objectContaining({ nativeId: '_default_title_', object: 'ticket', isSystem: true }),
    );
    expect(new Set(fields.map(({ object }) => object))).toEqual(
      new Set(['conversation', 'ticket', 'contact', 'organization']),
    );
    expect([...calls()].sort()).toEqual([
      'GET /conversations/attributes',
      'GET /data_attributes',
      'GET /data_attributes',
      'GET /ticket_types',
    ]);
  });

  it('of conversations stood among the others before 2.16', async () => {
    const { another, sent } = connect();
    await another({ apiVersion: '2.15' }).fields.list();
    const models = sent().map(({ query }) => query.get('model') ?? 'none');
    expect(models.sort()).toEqual(['company', 'contact', 'conversation', 'none']);
  });

  it('of a kind of ticket are its form', async () => {
    const { desk } = connect();
    expect(await desk.fields.forms()).toContainEqual(
      expect.objectContaining({ name: 'Tickets', visibleToCustomer: true }),
    );
  });
});

describe('statuses', () => {
  it('are the three of conversations and the states of tickets', async () => {
    const { desk, another, calls } = connect();
    const all = await desk.statuses.list();
    expect(all.map(({ label, status }) => [label, status])).toEqual([
      ['open', 'open'],
      ['snoozed', 'pending'],
      ['closed', 'resolved'],
      ['Submitted', 'open'],
      ['In progress', 'in_progress'],
      ['Waiting on customer', 'pending'],
      ['Resolved', 'resolved'],
    ]);
    expect(await another({ read: 'tickets' }).statuses.list()).toHaveLength(4);
    expect(await another({ apiVersion: '2.11' }).statuses.list()).toHaveLength(3);
    expect(calls()).toEqual(['GET /ticket_states', 'GET /ticket_states']);
  });
});

describe('ratings', () => {
  it('are found by when they were given, and those not given are left out', async () => {
    const { desk, sandbox, sent } = connect();
    const contact = sandbox.seed.contact();
    const rated = (second: number, rating: number | null) =>
      sandbox.seed.conversation({
        contactId: contact.id,
        properties: {
          rating: {
            rating,
            remark: rating === null ? null : 'Fine',
            created_at: second - 60,
            updated_at: second,
            contact_id: contact.id,
            teammate_id: null,
          },
        },
      });
    rated(1_767_603_599, 1);
    const { id } = rated(1_767_603_600, 5);
    rated(1_767_603_700, null);
    const found = await read(desk.ratings.list({ since: new Date(1_767_603_600_000) }));
    expect(found).toMatchObject([
      { ticketId: `intercom:abc123de:${id}`, score: 1, comment: 'Fine', status: 'received' },
    ]);
    expect(sent()[0]?.body).toMatchObject({
      query: { field: 'conversation_rating.replied_at', operator: '>', value: 1_767_603_599 },
    });
  });
});

describe('searching', () => {
  it('takes words, each of which must stand in the first message', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.conversation({ body: 'The export stops half way' });
    sandbox.seed.conversation({ body: 'The import stops' });
    const found = await read(desk.search.tickets({ query: ' export  stops ' }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(sent()[0]?.body).toMatchObject({
      query: {
        operator: 'AND',
        value: [
          { field: 'source.body', operator: '~', value: 'export' },
          { field: 'source.body', operator: '~', value: 'stops' },
        ],
      },
    });
  });

  it('takes a filter of Intercom’s own as it is', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.conversation({ properties: { state: 'closed' } });
    sandbox.seed.conversation();
    const query = '{"field":"state","operator":"=","value":"closed"}';
    const found = await read(desk.search.tickets({ query }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(sent()[0]?.body).toMatchObject({ query: JSON.parse(query) });
    expect(await desk.search.count(query)).toBe(1);
    expect(sent().at(-1)?.body).toMatchObject({ pagination: { per_page: 1 } });
  });

  it.each(['', '   ', '{"field":"state"}', '{broken', '{"operator":"AND"}'])(
    'refuses the query "%s" before anything is sent',
    async (query) => {
      const { desk, calls } = connect();
      await expect(read(desk.search.tickets({ query }))).rejects.toMatchObject({
        code: 'validation_failed',
      });
      expect(calls()).toEqual([]);
    },
  );

  it('finds contacts by parts of name and address', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact({ name: 'Ada Lovelace', email: 'ada@x.example' });
    sandbox.seed.contact({ name: 'Ada Other', email: 'b@y.example' });
    const found = await read(desk.search.contacts({ query: 'ada x.example' }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
  });

  it('finds tickets by title and description', async () => {
    const { another, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket({ title: 'Export', description: 'It stops' });
    const found = await read(another({ read: 'tickets' }).search.tickets({ query: 'It stops' }));
    expect(found.map(({ externalId }) => externalId)).toEqual([id]);
    expect(sent()[0]).toMatchObject({
      path: '/tickets/search',
      body: {
        query: {
          operator: 'AND',
          value: [
            { operator: 'OR', value: [{ field: 'title' }, { field: 'description' }] },
            { operator: 'OR' },
          ],
        },
      },
    });
  });
});

describe('macros', () => {
  it('are listed by cursor and read alone', async () => {
    const { desk, sandbox, calls } = connect();
    for (const name of ['A', 'B', 'C']) sandbox.seed.macro({ name, body: '<p>Hi</p>' });
    const all = await read(desk.macros.list({ pageSize: 2 }));
    expect(all.map(({ title }) => title).sort()).toEqual(['A', 'B', 'C']);
    expect((await desk.macros.get(all[0]?.id ?? '')).bodyHtml).toContain('Hi');
    expect(calls()).toHaveLength(3);
  });

  it('are refused before version 2.16, and nothing is sent', async () => {
    const { another, calls } = connect();
    const { macros } = another({ apiVersion: '2.15' });
    const refused = { code: 'unsupported_operation', operation: 'macros.list' };
    await expect(read(macros.list())).rejects.toMatchObject(refused);
    await expect(macros.get('1')).rejects.toMatchObject({ code: 'unsupported_operation' });
    expect(calls()).toEqual([]);
  });
});

describe('brands and threads beside a case', () => {
  it('are read from their lists', async () => {
    const asked: string[] = [];
    const desk = connect().another({
      async fetch(input) {
        const { pathname, search } = new URL(input instanceof Request ? input.url : input);
        asked.push(pathname + search);
        if (pathname === '/brands') {
          return Response.json({
            data: [{ type: 'brand', id: '10', name: 'Acme', is_default: true }],
          });
        }
        const part = {
          id: '7',
          part_type: 'comment',
          body: '<p>Parts?</p>',
          created_at: 1_767_603_600,
        };
        const one = (id: string) => ({ side_conversation_id: id, conversation_parts: [part] });
        // This list tells how many pages there are, and names no next one.
        const page = new URLSearchParams(search).get('page') ?? '';
        return Response.json({
          side_conversations: [one(`9${page}`)],
          pages: { page: Number(page), total_pages: 2 },
        });
      },
    });
    expect(await desk.products.list()).toMatchObject([
      { externalId: '10', name: 'Acme', isDefault: true },
    ]);
    const threads = await read(desk.sideConversations.list('5', { pageSize: 1 }));
    expect(threads.map(({ externalId, preview }) => [externalId, preview])).toEqual([
      ['91', 'Parts?'],
      ['92', 'Parts?'],
    ]);
    expect(asked).toEqual([
      '/brands',
      '/conversations/5/side_conversations?per_page=1&page=1',
      '/conversations/5/side_conversations?per_page=1&page=2',
    ]);
  });
});

describe('the history of a case', () => {
  it('is one call, whose entries are oldest first', async () => {
    const { desk, sandbox, adminId, calls } = connect();
    const { id } = sandbox.seed.conversation({
      parts: [
        { authorId: adminId, type: 'note', body: '<p>Known</p>' },
        { authorId: adminId, type: 'close' },
      ],
    });
    const events = await read(desk.events.list(id));
    expect(events.map(({ kind }) => kind)).toEqual(['created', 'note_added', 'status_changed']);
    expect(calls()).toEqual([`GET /conversations/${id}`]);
  });
});

describe('discovery', () => {
  it('reads names once, before the first translation', async () => {
    const { another, sandbox, adminId, calls } = connect();
    const team = sandbox.seed.team({ name: 'Tier 2' });
    sandbox.seed.conversationAttribute({ name: 'renews', data_type: 'datetime' });
    const { id } = sandbox.seed.conversation({
      properties: {
        admin_assignee_id: adminId,
        team_assignee_id: team.id,
        custom_attributes: { renews: 1_780_272_000 },
      },
    });
    const desk = another({ discover: true });
    await desk.tickets.get(id);
    const ticket = await desk.tickets.get(id);
    expect(ticket.assignee).toMatchObject({ name: 'Ada Admin', group: 'Tier 2' });
    expect(ticket.customFields['renews']).toMatchObject({ label: 'renews', type: 'datetime' });
    expect([...calls()].sort()).toEqual(
      [
        'GET /admins',
        'GET /conversations/attributes',
        'GET /tags',
        'GET /teams',
        'GET /ticket_types',
        `GET /conversations/${id}`,
        `GET /conversations/${id}`,
      ].sort(),
    );
  });

  it('lives with what the token may not read', async () => {
    const { another, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    const body = { type: 'error.list', errors: [{ code: 'forbidden', message: 'No.' }] };
    const fault = { kind: 'status', status: 403, body } as const;
    sandbox.faults.inject({ path: '/admins', fault });
    expect((await another({ discover: true }).tickets.get(id)).externalId).toBe(id);
  });
});
