import { describe, expect, it } from 'vitest';
import type { FreshdeskTicket } from '../../../../adapters/freshdesk/wire/tickets.ts';
import { callsOf, type Connection, connect } from '../support/connect.ts';

const DAY_MS = 24 * 60 * 60_000;
const ALL = { limit: 100_000 };

const idsOf = (tickets: readonly { readonly externalId: string }[]): readonly string[] =>
  tickets.map(({ externalId }) => externalId);

const queryOf = ({ sent }: Connection, index = 0): Readonly<Record<string, string>> =>
  Object.fromEntries(sent()[index]?.query ?? []);

describe('the list of tickets', () => {
  it('asks for everything, oldest change first, with what comes along', async () => {
    const connection = connect();
    const [ticket] = connection.sandbox.seed.tickets(1);
    const [found] = await connection.desk.tickets.list().toArray(ALL);
    expect(queryOf(connection)).toEqual({
      updated_since: '1970-01-01T00:00:00Z',
      order_by: 'updated_at',
      order_type: 'asc',
      include: 'requester,stats,description',
      per_page: '100',
      page: '1',
    });
    expect(found).toMatchObject({
      externalId: String(ticket?.id),
      requester: { name: 'Casey Customer', email: 'customer@example.org' },
    });
    expect(found?.description).toContain('Hello');
  });

  it('finds tickets that are older than the thirty days which Freshdesk shows unasked', async () => {
    const { sandbox, desk } = connect();
    const now = sandbox.clock.now();
    const old = sandbox.seed.ticket({ createdAt: new Date(now - 400 * DAY_MS) });
    const recent = sandbox.seed.ticket({ createdAt: new Date(now - DAY_MS) });
    // The sandbox hides it as Freshdesk does.
    const { data } = await desk.request<readonly { id: number }[]>({
      method: 'GET',
      path: '/api/v2/tickets',
    });
    expect(data.map(({ id }) => id)).toEqual([recent.id]);
    expect(idsOf(await desk.tickets.list().toArray(ALL))).toEqual([
      String(old.id),
      String(recent.id),
    ]);
  });

  it('reads past the 300th page, each ticket once', async () => {
    const connection = connect({ sandbox: { rateLimits: false } });
    const { sandbox, desk } = connection;
    const tickets = sandbox.seed.tickets(310);
    // One a page: a walk by page numbers would end at the 300th ticket with this refusal.
    const beyond = { method: 'GET', path: '/api/v2/tickets' } as const;
    await expect(
      desk.request({ ...beyond, query: { page: 301, per_page: 1 } }),
    ).rejects.toMatchObject({ code: 'validation_failed' });
    connection.forget();
    const found = await desk.tickets.list({ pageSize: 1 }).toArray(ALL);
    expect(idsOf(found)).toEqual(tickets.map(({ id }) => String(id)));
    const pages = connection.sent().map(({ query }) => query.get('page'));
    expect(new Set(pages)).toEqual(new Set(['1']));
    // One more than tickets: the last page is as full as the others.
    expect(connection.sent().length).toBeLessThanOrEqual(311);
  });

  it('reads a second that holds more tickets than a page', async () => {
    const connection = connect({ sandbox: { rateLimits: false } });
    const { sandbox, desk } = connection;
    const at = new Date(sandbox.clock.now() - DAY_MS);
    const same = { createdAt: at, updatedAt: at };
    const before = sandbox.seed.ticket({ createdAt: new Date(at.getTime() - DAY_MS) });
    const tickets = Array.from({ length: 250 }, () => sandbox.seed.ticket(same));
    const after = sandbox.seed.ticket({ createdAt: new Date(at.getTime() + 60_000) });
    const found = await desk.tickets.list().toArray(ALL);
    const ids = idsOf(found);
    expect([ids.at(0), ids.at(-1)]).toEqual([String(before.id), String(after.id)]);
    expect([...ids.slice(1, -1)].sort()).toEqual(tickets.map(({ id }) => String(id)).sort());
    const pages = connection.sent().map(({ query }) => query.get('page'));
    expect(pages).toContain('2');
  });

  it('misses nobody of such a second when some leave it while its pages are read', async () => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const at = new Date(sandbox.clock.now() - DAY_MS);
    const tickets = Array.from({ length: 250 }, () =>
      sandbox.seed.ticket({ createdAt: at, updatedAt: at }),
    );
    const found: string[] = [];
    let page = 0;
    for await (const { items } of desk.tickets.list().pages()) {
      found.push(...idsOf(items));
      // Two of the first page change after each page: all behind them move up.
      for (const { id } of tickets.slice(2 * page, 2 * page + 2)) {
        sandbox.clock.advance(1_000);
        await desk.tickets.update(String(id), { priority: 'urgent' });
      }
      page += 1;
    }
    expect([...found].sort()).toEqual(tickets.map(({ id }) => String(id)).sort());
  }, 30_000);

  it('gives no page larger than asked for while tickets of one second fit into one', async () => {
    const { sandbox, desk } = connect();
    const at = new Date(sandbox.clock.now() - DAY_MS);
    for (let index = 0; index < 17; index += 1) {
      sandbox.seed.ticket({ createdAt: at, updatedAt: at });
    }
    const sizes: number[] = [];
    for await (const { items } of desk.tickets.list({ pageSize: 3 }).pages()) {
      sizes.push(items.length);
    }
    expect(sizes).toEqual([3, 3, 3, 3, 3, 2]);
  });

  it('misses nobody when tickets that were read change while it reads', async () => {
    const { sandbox, desk } = connect();
    const tickets = sandbox.seed.tickets(9);
    const found: string[] = [];
    for await (const { items } of desk.tickets.list({ pageSize: 3 }).pages()) {
      found.push(...idsOf(items));
      // Whatever was read moves to the end; by page numbers the following three would be skipped.
      sandbox.clock.advance(60_000);
      if (found.length <= 3) {
        for (const id of found) await desk.tickets.update(id, { priority: 'high' });
      }
    }
    expect([...found].sort()).toEqual(tickets.map(({ id }) => String(id)).sort());
  });

  it('goes on from a cursor in another process', async () => {
    const { sandbox, desk } = connect();
    const tickets = sandbox.seed.tickets(7);
    for await (const { nextCursor } of desk.tickets.list({ pageSize: 3 }).pages()) {
      const again = connect({ desk: { fetch: (input, init) => sandbox.fetch(input, init) } });
      const rest = again.desk.tickets.list({ pageSize: 3, cursor: nextCursor ?? '' });
      const key = sandbox.credentials.apiKey;
      expect(key).toBe(again.sandbox.credentials.apiKey);
      expect(idsOf(await rest.toArray(ALL))).toEqual(tickets.slice(3).map(({ id }) => String(id)));
      break;
    }
  });

  it.each(['nonsense', '2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z~0~', '2~1~', 'a~1~b~c'])(
    'refuses the cursor %s of another list',
    async (cursor) => {
      const { desk, sent } = connect();
      await expect(desk.tickets.list({ cursor }).toArray(ALL)).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
      expect(sent()).toEqual([]);
    },
  );

  it('leaves out nothing silently when a second holds more than 300 pages', async () => {
    const connection = connect({ sandbox: { rateLimits: false } });
    const at = '2026-01-05T09:00:00Z';
    const warnings: unknown[] = [];
    connection.desk.on('warning', (event) => warnings.push(event));
    // The far side of an account in which 100 tickets a page never end within that second.
    connection.intercept(({ query }) => {
      const page = Number(query.get('page'));
      if ((query.get('updated_since') ?? '') > at) return Response.json([]);
      if (page > 300) return Response.json({ code: 'invalid_value' }, { status: 400 });
      const items = Array.from({ length: 100 }, (_, index) => {
        const id = (page - 1) * 100 + index + 1;
        return { id, status: 2, priority: 1, created_at: at, updated_at: at };
      });
      return Response.json(items, { headers: { link: '<https://x>; rel="next"' } });
    });
    let count = 0;
    for await (const { items } of connection.desk.tickets
      .list({ updatedSince: new Date(at) })
      .pages()) {
      count += items.length;
    }
    expect(count).toBe(30_000);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ warnings: [{ type: 'dropped', field: 'tickets' }] });
    expect(connection.sent().at(-1)?.query.get('updated_since')).toBe('2026-01-05T09:00:01Z');
  });
});

describe('what the list itself can filter by', () => {
  it.each([
    [{ requesterId: '7' }, { requester_id: '7' }],
    [{ organizationId: 'freshdesk:acme:9' }, { company_id: '9' }],
    [{ scope: 'spam' }, { filter: 'spam' }],
    [{ scope: 'deleted' }, { filter: 'deleted' }],
    [
      { updatedSince: new Date('2026-02-01T10:00:00.500Z') },
      { updated_since: '2026-02-01T10:00:00Z' },
    ],
    [{ order: 'newest' }, { order_by: 'created_at', order_type: 'desc' }],
    [{ order: 'oldest' }, { order_by: 'created_at', order_type: 'asc' }],
    [{ order: 'recently_updated' }, { order_by: 'updated_at', order_type: 'desc' }],
    [{ order: 'least_recently_updated' }, { order_by: 'updated_at', order_type: 'asc' }],
  ] as const)('%o is asked for as %o', async (query, expected) => {
    const connection = connect();
    connection.intercept(() => Response.json([]));
    await connection.desk.tickets.list(query).toArray(ALL);
    expect(callsOf(connection)).toEqual(['GET /tickets']);
    expect(queryOf(connection)).toMatchObject(expected);
    // The thirty days are lifted whatever else is asked for.
    const since = 'updated_since' in expected ? expected.updated_since : '1970-01-01T00:00:00Z';
    expect(queryOf(connection)['updated_since']).toBe(since);
  });

  it('finds spam and the trash, which no other list shows', async () => {
    const { sandbox, desk } = connect();
    const [live, spam, deleted] = sandbox.seed.tickets(3);
    sandbox.actors.agentMarksSpam(spam?.id ?? 0);
    await desk.tickets.delete(String(deleted?.id));
    const list = async (scope: 'live' | 'spam' | 'deleted') =>
      idsOf(await desk.tickets.list({ scope }).toArray(ALL));
    expect(await list('live')).toEqual([String(live?.id)]);
    expect(await list('spam')).toEqual([String(spam?.id)]);
    expect(await list('deleted')).toEqual([String(deleted?.id)]);
  });

  it('ends an ordered list at the 300th page with an error, not with silence', async () => {
    const connection = connect({ sandbox: { rateLimits: false } });
    connection.sandbox.seed.tickets(302);
    const read: string[] = [];
    const walk = async () => {
      for await (const ticket of connection.desk.tickets.list({ order: 'newest', pageSize: 1 })) {
        read.push(ticket.externalId);
      }
    };
    await expect(walk()).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringContaining('least_recently_updated'),
    });
    expect(read).toHaveLength(300);
  });

  it('reads the list and looks through it when people and other filters meet', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const open = sandbox.seed.ticket({ requesterId: ada.id });
    sandbox.seed.ticket({ requesterId: ada.id, properties: { status: 4 } });
    sandbox.seed.ticket({});
    const found = await desk.tickets
      .list({ requesterId: String(ada.id), status: ['open'] })
      .toArray(ALL);
    expect(idsOf(found)).toEqual([String(open.id)]);
    expect(callsOf(connection)).toEqual(['GET /tickets']);
  });

  it('refuses ids of other accounts before anything is sent', () => {
    const { desk, sent } = connect();
    expect(() => desk.tickets.list({ requesterId: 'zendesk:acme:7' })).toThrow(
      expect.objectContaining({ code: 'id_mismatch' }),
    );
    expect(sent()).toEqual([]);
  });
});

describe('a list behind proxies', () => {
  const page = (count: number, first: number) =>
    Array.from({ length: count }, (_, index): Partial<FreshdeskTicket> => {
      const second = String(first + index).padStart(2, '0');
      const at = `2026-01-05T09:00:${second}Z`;
      return { id: first + index, status: 2, priority: 1, created_at: at, updated_at: at };
    });

  it('asks for another page after a full one whose Link header got lost', async () => {
    const connection = connect();
    connection.intercept(({ query }) =>
      Response.json(
        query.get('updated_since')?.startsWith('1970') === true ? page(2, 1) : page(1, 2),
      ),
    );
    const found = await connection.desk.tickets.list({ pageSize: 2 }).toArray(ALL);
    expect(idsOf(found)).toEqual(['1', '2']);
  });

  it('takes the documented header with a blank after the bracket', async () => {
    const connection = connect();
    connection.intercept(({ query }) =>
      query.get('updated_since')?.startsWith('1970') === true
        ? Response.json(page(1, 1), {
            headers: { link: '< https://acme.freshdesk.com/api/v2/tickets?page=2>;rel="next"' },
          })
        : Response.json(page(2, 1)),
    );
    // A page that is not full, as restricted agents get them, is no end where the header says so.
    const found = await connection.desk.tickets.list({ pageSize: 5 }).toArray(ALL);
    expect(idsOf(found)).toEqual(['1', '2']);
  });
});
