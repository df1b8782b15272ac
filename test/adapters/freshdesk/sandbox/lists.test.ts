import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const idsOf = (rows: readonly { readonly id: number }[]) => rows.map((row) => row.id);
const everything = 'updated_since=1970-01-01T00:00:00Z';

describe('the list of tickets', () => {
  it('shows what was created in the last thirty days, newest first', async () => {
    const { sandbox, get } = createClient();
    const at = (moment: string) => sandbox.seed.ticket({ createdAt: new Date(moment) });
    at('2026-01-31T08:59:59Z');
    at('2026-01-31T09:00:00Z');
    at('2026-02-20T00:00:00Z');
    expect(idsOf((await get('/tickets')).body)).toEqual([3, 2]);
    expect(idsOf((await get(`/tickets?${everything}`)).body)).toEqual([3, 2, 1]);
  });

  it('keeps the window under a filter by requester, unless the account is set so', async () => {
    const old = { createdAt: new Date('2025-06-01T00:00:00Z') };
    const strict = createClient();
    const { requester_id } = strict.sandbox.seed.ticket(old);
    expect((await strict.get(`/tickets?requester_id=${requester_id}`)).body).toEqual([]);
    const lifted = createClient({ unconfirmed: { filtersLiftWindow: true } });
    const same = lifted.sandbox.seed.ticket(old).requester_id;
    expect(idsOf((await lifted.get(`/tickets?requester_id=${same}`)).body)).toEqual([1]);
  });

  it('hides spam and trash until they are asked for', async () => {
    const { sandbox, get, delete: remove } = createClient();
    sandbox.seed.tickets(3);
    sandbox.actors.agentMarksSpam(1);
    await remove('/tickets/2');
    expect(idsOf((await get('/tickets')).body)).toEqual([3]);
    const spam = (await get('/tickets?filter=spam')).body;
    expect([idsOf(spam), spam[0].spam]).toEqual([[1], true]);
    const trash = (await get('/tickets?filter=deleted')).body;
    expect([idsOf(trash), trash[0].deleted]).toEqual([[2], true]);
  });

  it('takes updated_since as the first moment shown', async () => {
    const { sandbox, get } = createClient();
    const at = (moment: string) =>
      sandbox.seed.ticket({
        createdAt: new Date('2026-01-01T00:00:00Z'),
        updatedAt: new Date(moment),
      });
    at('2026-02-01T10:00:00Z');
    at('2026-02-01T10:00:01Z');
    at('2026-02-01T10:00:02Z');
    const since = (moment: string) =>
      get(
        `/tickets?updated_since=${encodeURIComponent(moment)}&order_by=updated_at&order_type=asc`,
      );
    expect(idsOf((await since('2026-02-01T10:00:01Z')).body)).toEqual([2, 3]);
    expect(idsOf((await since('2026-02-01T11:00:02+01:00')).body)).toEqual([3]);
    expect(idsOf((await since('2026-02-01')).body)).toEqual([1, 2, 3]);
    expect((await since('yesterday')).status).toBe(400);
  });

  it('is ordered as asked', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(1, { properties: { priority: 1, status: 4 } });
    sandbox.seed.tickets(1, { properties: { priority: 4 } });
    sandbox.seed.tickets(1, { properties: { priority: 2, status: 3 } });
    expect(idsOf((await get('/tickets?order_by=due_by&order_type=asc')).body)).toEqual([2, 3, 1]);
    expect(idsOf((await get('/tickets?order_by=status')).body)).toEqual([1, 3, 2]);
    expect(idsOf((await get('/tickets?order_by=created_at&order_type=asc')).body)).toEqual([
      1, 2, 3,
    ]);
  });

  it('filters by my open tickets, by what I watch, by company and by address', async () => {
    const { sandbox, get, post } = createClient();
    const me = (await get('/agents/me')).body.id;
    const bo = sandbox.seed.agent({ name: 'Bo' });
    const company = sandbox.seed.company({ name: 'Globex' });
    const cy = sandbox.seed.contact({
      name: 'Cy',
      email: 'cy+a@example.org',
      company_id: company.id,
    });
    sandbox.seed.ticket({ properties: { responder_id: me } });
    sandbox.seed.ticket({ properties: { responder_id: bo.id }, requesterId: cy.id });
    sandbox.seed.ticket();
    await post('/tickets/2/watch', { user_id: me });
    const list = async (query: string) =>
      idsOf((await get(`/tickets?order_type=asc&${query}`)).body);
    expect(await list('filter=new_and_my_open')).toEqual([1, 3]);
    expect(await list('filter=watching')).toEqual([2]);
    expect(await list(`company_id=${company.id}`)).toEqual([2]);
    expect(await list('email=cy%2Ba@example.org')).toEqual([2]);
    expect(await list('email=nobody@example.org')).toEqual([]);
  });

  it('refuses filters it does not have, in the recorded words', async () => {
    const { get } = createClient();
    const errorOf = async (query: string) => (await get(`/tickets?${query}`)).body.errors[0];
    expect(await errorOf('filter=all_tickets')).toEqual({
      field: 'filter',
      message: "It should be one of these values: 'new_and_my_open,watching,spam,deleted'",
      code: 'invalid_value',
    });
    expect(await errorOf('status=2')).toMatchObject({ field: 'status', code: 'invalid_field' });
    expect(await errorOf('company_id=5')).toEqual({
      field: 'company_id',
      message: 'There is no company matching the given company_id',
      code: 'invalid_value',
    });
    expect(await errorOf('include=company')).toMatchObject({ field: 'include' });
    expect(await errorOf('order_by=priority')).toMatchObject({ field: 'order_by' });
    expect(await errorOf('per_page=101')).toMatchObject({
      field: 'per_page',
      code: 'invalid_value',
    });
    expect(await errorOf('page=0')).toMatchObject({ field: 'page' });
  });

  it('links to the next page only while there is one', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(5);
    const first = await get('/tickets?per_page=2&order_type=asc');
    const link = /^<([^>]+)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(link).toMatch(/^https:\/\/acme\.freshdesk\.com\/api\/v2\/tickets\?/);
    const second = await get(link);
    expect(idsOf(second.body)).toEqual([3, 4]);
    const last = await get('/tickets?per_page=2&order_type=asc&page=3');
    expect([idsOf(last.body), last.headers.get('link')]).toEqual([[5], null]);
    expect((await get('/tickets?per_page=2&page=4')).body).toEqual([]);
  });

  it('ends at page 300 with the recorded sentence, which other lists do not', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(302);
    expect((await get(`/tickets?${everything}&per_page=1&page=300`)).body).toHaveLength(1);
    const { status, body } = await get(`/tickets?${everything}&per_page=1&page=301`);
    expect([status, body]).toEqual([
      400,
      {
        description: 'Validation failed',
        errors: [
          {
            field: 'page',
            message:
              'You cannot access tickets beyond the 300th page. Please provide a smaller page number.',
            code: 'invalid_value',
          },
        ],
      },
    ]);
    expect((await get('/contacts?per_page=1&page=301')).status).toBe(200);
  });

  it('embeds what is asked for, and nothing else', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket({ description: 'Long story' });
    const plain = (await get('/tickets')).body[0];
    for (const key of ['description', 'description_text', 'attachments', 'requester', 'stats'])
      expect(plain).not.toHaveProperty(key);
    const full = (await get('/tickets?include=description,requester,stats')).body[0];
    expect(full).toMatchObject({
      description_text: 'Long story',
      requester: { email: 'customer@example.org', phone: null },
      stats: { first_responded_at: null },
    });
  });
});

describe('one ticket', () => {
  it('embeds the oldest ten conversations, requester, company and stats', async () => {
    const { sandbox, get } = createClient();
    const company = sandbox.seed.company({ name: 'Globex' });
    const cy = sandbox.seed.contact({ name: 'Cy', company_id: company.id });
    const conversations = Array.from({ length: 12 }, (_item, index) => ({ body: `m${index}` }));
    sandbox.seed.ticket({ conversations, requesterId: cy.id });
    sandbox.seed.ticket();
    const { body } = await get('/tickets/1?include=conversations,requester,company,stats');
    expect(body.conversations.map((item: { body_text: string }) => item.body_text)).toEqual(
      conversations.slice(0, 10).map((item) => item.body),
    );
    expect(body.company).toEqual({ id: company.id, name: 'Globex' });
    expect((await get('/tickets/2?include=company')).body.company).toEqual({});
    expect((await get('/tickets/2?include=colour')).status).toBe(400);
  });

  it('in the trash says so, or is missing where the account is set so', async () => {
    const shown = createClient();
    shown.sandbox.seed.ticket();
    await shown.delete('/tickets/1');
    expect((await shown.get('/tickets/1')).body.deleted).toBe(true);
    const hidden = createClient({ unconfirmed: { trashedTicket: 'missing' } });
    hidden.sandbox.seed.ticket();
    await hidden.delete('/tickets/1');
    expect((await hidden.get('/tickets/1')).status).toBe(404);
  });
});

describe('the archive', () => {
  const dayMs = 86_400_000;

  it('takes closed tickets after 120 days, out of lists and search, to a path of their own', async () => {
    const { sandbox, get, put, post, delete: remove } = createClient();
    sandbox.seed.ticket({ conversations: [{ body: 'one' }] });
    await put('/tickets/1', { status: 5 });
    sandbox.clock.advance(120 * dayMs - 1);
    expect((await get('/tickets/1')).status).toBe(200);
    sandbox.clock.advance(1);
    expect((await get('/tickets/1')).status).toBe(404);
    expect((await get(`/tickets?${everything}`)).body).toEqual([]);
    const query = encodeURIComponent('"status:5"');
    expect((await get(`/search/tickets?query=${query}`)).body.total).toBe(0);
    const archived = await get('/tickets/archived/1');
    expect(archived.body).toMatchObject({ id: 1, archived: true, status: 5 });
    const messages = await get('/tickets/archived/1/conversations');
    expect(messages.body).toMatchObject([{ body_text: 'one' }]);
    expect((await put('/tickets/1', { status: 2 })).status).toBe(404);
    expect((await post('/tickets/1/reply', { body: 'x' })).status).toBe(404);
    expect((await remove('/tickets/archived/1')).status).toBe(204);
    expect((await get('/tickets/archived/1')).status).toBe(404);
  });

  it('is not where live tickets are, and may be reached by a redirect', async () => {
    const { sandbox, get } = createClient({ unconfirmed: { archivedTicket: 'redirected' } });
    sandbox.seed.tickets(2);
    sandbox.actors.archive(1);
    expect((await get('/tickets/archived/2')).status).toBe(404);
    const moved = await get('/tickets/1');
    expect([moved.status, moved.headers.get('location')]).toEqual([
      301,
      'https://acme.freshdesk.com/api/v2/tickets/archived/1',
    ]);
  });
});
