import { describe, expect, it } from 'vitest';
import { type Client, createClient, startConversation } from './client.ts';

const now = 1_772_442_000;

type Query = object;
const idsOf = (answer: { body: { conversations: { id: string }[] } }) =>
  answer.body.conversations.map((row) => row.id);
const find = async (client: Client, query: Query, more: object = {}) =>
  idsOf(await client.post('/conversations/search', { query, ...more }));
const findContacts = async (client: Client, query: Query, more: object = {}) =>
  (await client.post('/contacts/search', { query, ...more })).body.data.map(
    (row: { email: string }) => row.email,
  );
const filter = (field: string, operator: string, value: unknown) => ({ field, operator, value });

function tenConversations() {
  const client = createClient();
  const rows = client.sandbox.seed.conversations(10);
  return { client, rows, ids: rows.map((row) => row.id) };
}

describe('lists behind a cursor', () => {
  it('go by the last update, newest first, and leave the parts out', async () => {
    const { client, ids } = tenConversations();
    const { body } = await client.get('/conversations?per_page=4');
    expect(body.type).toBe('conversation.list');
    expect(body.conversations.map((row: { id: string }) => row.id)).toEqual(
      ids.slice(-4).reverse(),
    );
    expect(body.conversations[0]).not.toHaveProperty('conversation_parts');
    expect(body).toMatchObject({
      total_count: 10,
      pages: { type: 'pages', page: 1, per_page: '4', total_pages: 3 },
    });
  });

  it('carry a cursor of base64 JSON that leads to every row once', async () => {
    const { client, ids, rows } = tenConversations();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const more: string =
        cursor === undefined ? '' : `&starting_after=${encodeURIComponent(cursor)}`;
      const { body } = await client.get(`/conversations?per_page=4${more}`);
      seen.push(...body.conversations.map((row: { id: string }) => row.id));
      cursor = body.pages.next?.starting_after;
      if (seen.length === 4) {
        const last = rows[6]!;
        expect(body.pages.next).toEqual({
          page: 2,
          starting_after: btoa(JSON.stringify([last.updated_at * 1000, Number(last.id), 2])),
        });
      }
      if (cursor === undefined) expect(body.pages).not.toHaveProperty('next');
    } while (cursor !== undefined);
    expect(seen).toEqual([...ids].reverse());
  });

  it('move on while the workspace lives, so that a row can come twice', async () => {
    const { client, rows } = tenConversations();
    const first = await client.get('/conversations?per_page=5');
    await client.post(`/conversations/${rows[0]!.id}/reply`, {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'comment',
      body: 'up',
    });
    const cursor = first.body.pages.next.starting_after;
    const second = await client.get(`/conversations?per_page=5&starting_after=${cursor}`);
    expect(idsOf(second)).not.toContain(rows[0]!.id);
    expect(second.body.conversations).toHaveLength(4);
  });

  it('refuse large pages and foreign cursors, and fall over an empty one', async () => {
    const { client } = tenConversations();
    const large = await client.get('/conversations?per_page=151');
    expect([large.status, large.body.errors[0].message]).toEqual([400, 'Per Page is too big']);
    expect((await client.get('/conversations?per_page=150')).status).toBe(200);
    expect((await client.get('/conversations?starting_after=abc')).status).toBe(400);
    expect((await client.get('/conversations?starting_after=')).status).toBe(500);
    const search = await client.post('/conversations/search', {
      query: filter('open', '=', true),
      pagination: { starting_after: '' },
    });
    expect(search.status).toBe(500);
  });

  it('of contacts go from the oldest to the newest', async () => {
    const client = createClient();
    for (const [position, email] of ['a@x.org', 'b@x.org', 'c@x.org'].entries())
      client.sandbox.seed.contact({ email, created_at: now - 10 + position });
    const first = await client.get('/contacts?per_page=2');
    expect(first.body.data.map((row: { email: string }) => row.email)).toEqual([
      'a@x.org',
      'b@x.org',
    ]);
    expect(first.body.pages.per_page).toBe(2);
    const cursor = first.body.pages.next.starting_after;
    const last = await client.get(`/contacts?per_page=2&starting_after=${cursor}`);
    expect(last.body.data).toMatchObject([{ email: 'c@x.org' }]);
    expect(last.body.pages).not.toHaveProperty('next');
  });
});

describe('searching conversations', () => {
  it('compares times with their bounds inside, as numbers or texts', async () => {
    const { client, rows, ids } = tenConversations();
    const middle = rows[4]!.created_at;
    expect(await find(client, filter('created_at', '>', String(middle)))).toEqual(
      ids.slice(4).reverse(),
    );
    expect(await find(client, filter('created_at', '<', middle))).toEqual(
      ids.slice(0, 5).reverse(),
    );
    expect(await find(client, filter('created_at', '=', middle))).toEqual([ids[4]]);
  });

  it('joins filters with AND and OR, two levels deep', async () => {
    const { client, ids } = tenConversations();
    const query = {
      operator: 'AND',
      value: [
        filter('state', '=', 'open'),
        { operator: 'OR', value: [filter('id', '=', ids[1]), filter('id', '=', ids[3])] },
      ],
    };
    expect(await find(client, query)).toEqual([ids[3], ids[1]]);
  });

  it('refuses a third level, a sixteenth filter and lists where none belong', async () => {
    const { client } = tenConversations();
    const group = (value: object[]) => ({ operator: 'AND', value });
    const one = filter('open', '=', true);
    const status = async (query: object) =>
      (await client.post('/conversations/search', { query })).status;
    expect(await status(group([group([one])]))).toBe(200);
    expect(await status(group([group([group([one])])]))).toBe(400);
    expect(await status(group(Array.from({ length: 15 }, () => one)))).toBe(200);
    expect(await status(group(Array.from({ length: 16 }, () => one)))).toBe(400);
    expect(await status(filter('id', 'IN', '1'))).toBe(400);
    expect(await status(filter('id', '=', ['1']))).toBe(400);
    expect(await status(filter('id', 'LIKE', '1'))).toBe(400);
    expect(await status(filter('created_at', '>', 'yesterday'))).toBe(400);
    expect(await status(filter('open', '=', 'true'))).toBe(400);
    expect(await status(filter('colour', '=', 'red'))).toBe(400);
    expect((await client.post('/conversations/search', {})).status).toBe(400);
  });

  it('finds by list, by word, by what is missing, by people and by tags', async () => {
    const client = createClient();
    const { seed } = client.sandbox;
    const contact = seed.contact({ email: 'cy@example.org', name: 'Cy' });
    const printer = seed.conversation({
      contactId: contact.id,
      body: 'My printer is on fire',
      tags: ['VIP'],
    });
    const other = seed.conversation({
      body: 'Printers and fires',
      properties: { priority: 'high' },
    });
    const tagId = printer.tags[0]!.tag_id;
    expect(await find(client, filter('id', 'IN', [printer.id, '99']))).toEqual([printer.id]);
    expect(await find(client, filter('id', 'NIN', [printer.id]))).toEqual([other.id]);
    expect(await find(client, filter('source.body', '=', 'printer'))).toEqual([printer.id]);
    expect(await find(client, filter('source.body', '=', 'printer is'))).toEqual([]);
    expect(await find(client, filter('source.body', '~', 'printer'))).toHaveLength(2);
    expect(await find(client, filter('source.author.email', '=', 'CY@example.org'))).toEqual([
      printer.id,
    ]);
    expect(await find(client, filter('contact_ids', '=', contact.id))).toEqual([printer.id]);
    expect(await find(client, filter('tag_ids', 'IN', [tagId]))).toEqual([printer.id]);
    expect(await find(client, filter('admin_assignee_id', '=', '0'))).toHaveLength(2);
    expect(await find(client, filter('snoozed_until', '=', null))).toHaveLength(2);
    expect(await find(client, filter('priority', '=', 'high'))).toEqual([other.id]);
  });

  it('finds by figures and by custom attributes whose names hold dots', async () => {
    const client = createClient();
    const row = client.sandbox.seed.conversation({
      properties: { custom_attributes: { 'a.b: c': 'x' } },
      parts: [{ authorId: client.adminId, body: 'Hi' }],
    });
    client.sandbox.seed.conversation();
    expect(await find(client, filter('custom_attributes.a.b: c', '=', 'x'))).toEqual([row.id]);
    expect(await find(client, filter('statistics.first_admin_reply_at', '>', 0))).toEqual([row.id]);
    expect(await find(client, filter('statistics.count_conversation_parts', '>', 2))).toEqual([
      row.id,
    ]);
  });

  it('sorts by a field, and by id where that is asked', async () => {
    const { client, ids } = tenConversations();
    const query = filter('open', '=', true);
    const sorted = (field: string, order: string) =>
      find(client, query, { sort: { field, order }, pagination: { per_page: 2 } });
    expect(await sorted('id', 'ascending')).toEqual(ids.slice(0, 2));
    expect(await sorted('created_at', 'descending')).toEqual([ids[9], ids[8]]);
    const wrong = await client.post('/conversations/search', {
      query,
      sort: { field: 'id', order: 'desc' },
    });
    expect(wrong.body.errors[0]).toEqual({
      code: 'invalid_sort_order',
      message: "Invalid sort order 'desc'. Must be one of: ascending, descending",
    });
  });

  it('walks its pages by the cursor in the body, by id as well', async () => {
    const { client, ids } = tenConversations();
    const seen: string[] = [];
    let starting_after: string | undefined;
    do {
      const { body } = await client.post('/conversations/search', {
        query: filter('open', '=', true),
        sort: { field: 'id', order: 'ascending' },
        pagination: { per_page: 3, ...(starting_after === undefined ? {} : { starting_after }) },
      });
      seen.push(...body.conversations.map((row: { id: string }) => row.id));
      starting_after = body.pages.next?.starting_after;
    } while (starting_after !== undefined);
    expect(seen).toEqual(ids);
  });

  it('sees a new conversation only after the index has', async () => {
    const client = createClient({ searchLagMs: 3000 });
    const { id } = await startConversation(client);
    const query = filter('id', '=', id);
    expect(await find(client, query)).toEqual([]);
    expect(idsOf(await client.get('/conversations'))).toEqual([id]);
    client.sandbox.clock.advance(3000);
    expect(await find(client, query)).toEqual([id]);
  });
});

describe('searching tickets', () => {
  it('answers them with parts and spells categories in its own words', async () => {
    const client = createClient();
    const types = [...client.sandbox.state.ticketTypes.rows.values()];
    const attribute = client.sandbox.seed.ticketAttribute(types[0]!, {
      name: 'Order number',
      data_type: 'string',
    });
    const customer = client.sandbox.seed.ticket({
      title: 'Broken',
      attributes: { 'Order number': 'A-1' },
      state: 'in_progress',
    });
    const internal = client.sandbox.seed.ticket({ ticketTypeId: types[1]!.id });
    const ids = async (query: object) =>
      (await client.post('/tickets/search', { query })).body.tickets.map(
        (row: { id: string }) => row.id,
      );
    expect(await ids(filter('category', '=', 'request'))).toEqual([customer.id]);
    expect(await ids(filter('category', '=', 'task'))).toEqual([internal.id]);
    expect(await ids(filter('category', '=', 'Customer'))).toEqual([]);
    expect(await ids(filter(`ticket_attribute.${attribute.id}`, '=', 'A-1'))).toEqual([
      customer.id,
    ]);
    expect(await ids(filter('state', '=', 'in_progress'))).toEqual([customer.id]);
    expect(await ids(filter('title', '~', 'broke'))).toEqual([customer.id]);
    const unknown = await client.post('/tickets/search', {
      query: filter('ticket_attribute.Order', '=', 'x'),
    });
    expect(unknown.status).toBe(400);
    const all = await client.post('/tickets/search', { query: filter('open', '=', true) });
    expect(all.body).toMatchObject({ type: 'ticket.list', total_count: 2 });
    expect(all.body.tickets[0].ticket_parts.type).toBe('ticket_part.list');
  });
});

describe('searching contacts', () => {
  /** The workspace lives by Los Angeles: its days begin at 08:00 UTC in winter. */
  function threeDays() {
    const client = createClient();
    const at = (text: string) => Date.parse(text) / 1000;
    const days = [
      ['late@x.org', '2026-02-10T07:59:59Z'],
      ['first@x.org', '2026-02-10T08:00:00Z'],
      ['last@x.org', '2026-02-11T07:59:59Z'],
      ['next@x.org', '2026-02-11T08:00:00Z'],
    ] as const;
    for (const [email, time] of days) client.sandbox.seed.contact({ email, created_at: at(time) });
    return { client, noon: at('2026-02-10T20:00:00Z') };
  }

  it('goes by whole days of the workspace’s zone', async () => {
    const { client, noon } = threeDays();
    expect(await findContacts(client, filter('created_at', '=', noon))).toEqual([
      'last@x.org',
      'first@x.org',
    ]);
    expect(await findContacts(client, filter('created_at', '>', noon))).toEqual(['next@x.org']);
    expect(await findContacts(client, filter('created_at', '<', noon))).toEqual(['late@x.org']);
    const refused = await client.post('/contacts/search', {
      query: filter('created_at', '>=', noon),
    });
    expect(refused.status).toBe(400);
  });

  it('goes by seconds under Preview', async () => {
    const { client, noon } = threeDays();
    const { body } = await client.post(
      '/contacts/search',
      { query: filter('created_at', '<', noon) },
      { 'intercom-version': 'Preview' },
    );
    expect(body.data).toHaveLength(2);
  });

  it('finds by parts of texts, roles, tags and own attributes', async () => {
    const client = createClient();
    const { seed } = client.sandbox;
    seed.dataAttribute({ name: 'seats', model: 'contact', data_type: 'integer' });
    const tag = seed.tag('VIP');
    const cy = seed.contact({ email: 'cy@initech.org', custom_attributes: { seats: 9 } });
    cy.tags = [{ tag_id: tag.id, applied_at: now, applied_by: { type: 'admin', id: '1' } }];
    seed.lead({ email: 'di@acme.org' });
    seed.contact({ email: 'gone@acme.org', archived: true });
    expect(await findContacts(client, filter('email', '$', '@initech.org'))).toEqual([cy.email]);
    expect(await findContacts(client, filter('email', '^', 'DI@'))).toEqual(['di@acme.org']);
    expect(await findContacts(client, filter('email_domain', '=', 'acme.org'))).toEqual([
      'di@acme.org',
    ]);
    expect(await findContacts(client, filter('role', '=', 'lead'))).toEqual(['di@acme.org']);
    expect(await findContacts(client, filter('tag_id', '=', tag.id))).toEqual([cy.email]);
    expect(await findContacts(client, filter('custom_attributes.seats', '>', 8))).toEqual([
      cy.email,
    ]);
    const status = async (query: object) =>
      (await client.post('/contacts/search', { query })).status;
    expect(await status(filter('tag_id', 'IN', [tag.id]))).toBe(400);
    expect(await status(filter('custom_attributes.nope', '=', 'x'))).toBe(400);
  });
});
