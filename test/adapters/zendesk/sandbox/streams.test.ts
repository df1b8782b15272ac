import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const second = (moment: string) => Math.floor(Date.parse(moment) / 1000);
const idsOf = (rows: readonly { readonly id: number }[]) => rows.map((row) => row.id);

describe('incremental exports', () => {
  it('by time never split a second, always give next_page, and say where the stream ends', async () => {
    const { get, sandbox } = createClient();
    const at = (moment: string) => sandbox.seed.ticket({ createdAt: new Date(moment) });
    for (let index = 0; index < 3; index += 1) at('2026-01-01T00:00:00Z');
    at('2026-01-01T00:00:09Z');
    const first = await get('/api/v2/incremental/tickets?start_time=0&per_page=1');
    expect(idsOf(first.body.tickets)).toEqual([1, 2, 3]);
    expect(first.body).toMatchObject({
      count: 3,
      end_time: second('2026-01-01T00:00:00Z'),
      end_of_stream: false,
    });
    const again = await get(first.body.next_page);
    const last = await get(again.body.next_page);
    expect(idsOf(last.body.tickets)).toEqual([4]);
    expect(last.body.end_of_stream).toBe(true);
    expect(last.body.next_page).toContain('start_time=');
  });

  it('hide the last minute and refuse a start inside it', async () => {
    const { get, post, sandbox } = createClient();
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    const hidden = await get('/api/v2/incremental/tickets/cursor?start_time=0');
    expect(hidden.body.tickets).toEqual([]);
    sandbox.clock.advance(61_000);
    expect(
      (await get('/api/v2/incremental/tickets/cursor?start_time=0')).body.tickets,
    ).toHaveLength(1);
    const recent = await get(
      `/api/v2/incremental/tickets?start_time=${Math.floor(sandbox.clock.now() / 1000)}`,
    );
    expect(recent.status).toBe(400);
  });

  it('by cursor end with a null cursor when nothing is new, and go on from the kept one', async () => {
    const { get, post, sandbox } = createClient();
    sandbox.seed.tickets(3);
    const first = await get('/api/v2/incremental/tickets/cursor?start_time=0&per_page=2');
    expect(atob(first.body.after_cursor)).toMatch(/^\d+\.0\|\|2\|$/);
    const second = await get(first.body.after_url);
    expect([idsOf(second.body.tickets), second.body.end_of_stream]).toEqual([[3], true]);
    const nothing = await get(second.body.after_url);
    expect(nothing.body).toMatchObject({
      tickets: [],
      after_cursor: null,
      after_url: null,
      end_of_stream: true,
    });
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    sandbox.clock.advance(61_000);
    expect(idsOf((await get(second.body.after_url)).body.tickets)).toEqual([4]);
  });

  it('show deleted tickets as such, and deleted users with a key of their own', async () => {
    const { get, call, sandbox } = createClient();
    const user = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.ticket();
    await call('DELETE', '/api/v2/tickets/1');
    await call('DELETE', `/api/v2/users/${user.id}`);
    sandbox.clock.advance(61_000);
    const tickets = await get('/api/v2/incremental/tickets?start_time=0');
    expect(tickets.body.tickets[0].status).toBe('deleted');
    const without = await get('/api/v2/incremental/tickets?start_time=0&exclude_deleted=true');
    expect(without.body.tickets).toEqual([]);
    const { users } = (await get('/api/v2/incremental/users?start_time=0')).body;
    const gone = users.find((row: { id: number }) => row.id === user.id);
    expect(gone).toMatchObject({ active: false, email: null, permanently_deleted: false });
    expect(users[0]).not.toHaveProperty('permanently_deleted');
  });
});

describe('search', () => {
  it('sees a new ticket only when the index has caught up', async () => {
    const { get, post, sandbox } = createClient({ searchLagMs: 30_000 });
    await post('/api/v2/tickets', { ticket: { subject: 'printer', comment: { body: 'on fire' } } });
    const count = async () => (await get('/api/v2/search?query=type:ticket printer')).body.count;
    expect(await count()).toBe(0);
    sandbox.clock.advance(30_000);
    expect(await count()).toBe(1);
  });

  it('understands types, comparisons, people, tags, fields, phrases and negation', async () => {
    const { get, sandbox } = createClient({ searchLagMs: 0 });
    const cy = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    const field = sandbox.seed.ticketField({ type: 'text', title: 'Serial' });
    sandbox.seed.ticket({
      subject: 'one',
      requesterId: cy.id,
      createdAt: new Date('2025-05-05T05:05:05Z'),
      properties: {
        status: 'open',
        tags: ['vip'],
        external_id: 'X-1',
        custom_fields: [{ id: field.id, value: 's77' }],
      },
    });
    sandbox.seed.ticket({
      subject: 'two',
      properties: { status: 'solved', priority: 'high' },
      comments: [{ body: 'the printer is on fire' }],
    });
    const find = async (query: string) => {
      const { body } = await get(
        `/api/v2/search?query=${encodeURIComponent(`type:ticket ${query}`)}`,
      );
      return idsOf(body.results).sort();
    };
    expect(await find('status<solved')).toEqual([1]);
    expect(await find('status:solved')).toEqual([2]);
    expect(await find('created<2025-06-01')).toEqual([1]);
    expect(await find('created:2025-05-05')).toEqual([1]);
    expect(await find('requester:cy@example.org')).toEqual([1]);
    expect(await find(`requester:${cy.id}`)).toEqual([1]);
    expect(await find('tags:vip')).toEqual([1]);
    expect(await find('-tags:vip')).toEqual([2]);
    expect(await find('external_id:X-1')).toEqual([1]);
    expect(await find(`custom_field_${field.id}:s77`)).toEqual([1]);
    expect(await find('fieldvalue:s77')).toEqual([1]);
    expect(await find('priority>normal')).toEqual([2]);
    expect(await find('"printer is on"')).toEqual([2]);
    expect(await find('nothing-of-the-kind')).toEqual([]);
  });

  it('tells the true count, gives a thousand and answers 422 beyond', async () => {
    const { get, sandbox } = createClient();
    sandbox.seed.tickets(1001);
    const last = await get('/api/v2/search?query=type:ticket&page=10');
    expect([last.body.results.length, last.body.count]).toEqual([100, 1001]);
    const beyond = await get(last.body.next_page);
    expect(beyond.status).toBe(422);
    expect(beyond.body.description).toContain('Search Response Limits');
  });

  it('refuses cursor pages; its export takes them, without a type in the query', async () => {
    const { get, sandbox } = createClient();
    sandbox.seed.tickets(3);
    expect((await get('/api/v2/search?query=x&page[size]=2')).status).toBe(400);
    expect((await get('/api/v2/search/export?query=type:ticket&filter[type]=ticket')).status).toBe(
      422,
    );
    const first = await get('/api/v2/search/export?query=ticket&filter[type]=ticket&page[size]=2');
    expect(idsOf(first.body.results)).toEqual([3, 2]);
    expect(first.body).toMatchObject({ facets: null, links: { prev: null } });
    const next = await get(first.body.links.next);
    expect(idsOf(next.body.results)).toEqual([1]);
    sandbox.clock.advance(60 * 60_000);
    expect((await get(first.body.links.next)).status).toBe(400);
  });
});
