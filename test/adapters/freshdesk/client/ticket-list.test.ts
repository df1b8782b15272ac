import { describe, expect, it } from 'vitest';
import type { FreshdeskTicket } from '../../../../adapters/freshdesk/wire/tickets.ts';
import { callsOf, type Connection, connect, type Sent } from '../support/connect.ts';

const DAY_MS = 24 * 60 * 60_000;
const ALL = { limit: 100_000 };

const idsOf = (tickets: readonly { readonly externalId: string }[]): readonly string[] =>
  tickets.map(({ externalId }) => externalId);

const queryOf = ({ sent }: Connection, index = 0): Readonly<Record<string, string>> =>
  Object.fromEntries(sent()[index]?.query ?? []);

/** The search text of each request, without its quotes. */
const searchesOf = ({ sent }: Connection): readonly string[] =>
  sent()
    .filter(({ path }) => path.endsWith('/search/tickets'))
    .map(({ query }) => (query.get('query') ?? '').replace(/^"|"$/g, ''));

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
    expect(idsOf(found)).toEqual([before, ...tickets, after].map(({ id }) => String(id)));
    const pages = connection.sent().map(({ query }) => query.get('page'));
    expect(pages).toContain('2');
  });

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
    let next = 0;
    connection.intercept(({ query }) => {
      const page = Number(query.get('page'));
      if ((query.get('updated_since') ?? '') > at) return Response.json([]);
      if (page > 300) return Response.json({ code: 'invalid_value' }, { status: 400 });
      const items = Array.from({ length: 100 }, () => {
        next += 1;
        return { id: next, status: 2, priority: 1, created_at: at, updated_at: at };
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
    expect(queryOf(connection)['updated_since']).toBeDefined();
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

describe('what is searched for', () => {
  it('asks for the account’s statuses first, then for those that read as wanted', async () => {
    const connection = connect({ desk: { statusMap: { '8': 'in_progress' } } });
    const { sandbox, desk } = connection;
    sandbox.seed.status({ label: 'At work' });
    sandbox.seed.status({ label: 'In the lab' });
    const wanted = sandbox.seed.ticket({ properties: { status: 8 } });
    sandbox.seed.ticket({ properties: { status: 9 } });
    sandbox.seed.ticket({});
    const found = await desk.tickets.list({ status: ['in_progress'] }).toArray(ALL);
    expect(idsOf(found)).toEqual([String(wanted.id)]);
    expect(callsOf(connection)).toEqual(['GET /ticket_fields', 'GET /search/tickets']);
    expect(queryOf(connection)).toEqual({ type: 'default_status' });
    expect(searchesOf(connection)).toEqual(['status:8']);
    connection.forget();
    // A status that no map names reads as open, so a search for open ones looks for it, too.
    const open = await desk.tickets.list({ status: ['open'] }).toArray(ALL);
    expect(open.map(({ nativeStatus }) => nativeStatus?.id).sort()).toEqual(['2', '9']);
    expect(searchesOf(connection)).toEqual(['(status:2 OR status:9)']);
  });

  it('never searches for a status that the account has not: Freshdesk refuses those', async () => {
    const connection = connect({ sandbox: { waitingStatuses: false } });
    await connection.desk.tickets.list({ status: ['pending'] }).toArray(ALL);
    expect(searchesOf(connection)).toEqual(['status:3']);
  });

  it('answers nothing without a search when no status reads as wanted', async () => {
    const connection = connect();
    expect(await connection.desk.tickets.list({ status: ['in_progress'] }).toArray(ALL)).toEqual(
      [],
    );
    expect(callsOf(connection)).toEqual(['GET /ticket_fields']);
  });

  it('writes every filter in the search language, days with a day to spare', async () => {
    const connection = connect({ desk: { callerKeyField: 'cf_key' } });
    connection.sandbox.seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
    await connection.desk.tickets
      .list({
        priority: ['low', 'urgent'],
        tags: ['vip', 'big deal'],
        assigneeId: '11',
        groupId: '12',
        callerKey: 'crm-1',
        createdSince: new Date('2026-02-10T08:00:00Z'),
        updatedSince: new Date('2026-02-20T08:00:00Z'),
      })
      .toArray(ALL);
    expect(searchesOf(connection)).toEqual([
      '(priority:1 OR priority:4) AND agent_id:11 AND group_id:12' +
        " AND created_at:>'2026-02-09' AND updated_at:>'2026-02-19' AND cf_key:'crm-1'" +
        " AND tag:'vip' AND tag:'big deal'",
    ]);
  });

  it('looks at every ticket that the search finds: days are coarse, and the index is old', async () => {
    const { sandbox, desk } = connect();
    const now = sandbox.clock.now();
    const since = new Date(now - 3_600_000);
    sandbox.seed.ticket({ createdAt: new Date(now - 7_200_000), properties: { tags: ['VIP'] } });
    const wanted = sandbox.seed.ticket({
      createdAt: new Date(now - 1_800_000),
      properties: { tags: ['VIP'] },
    });
    const found = await desk.tickets.list({ tags: ['vip'], createdSince: since }).toArray(ALL);
    expect(idsOf(found)).toEqual([String(wanted.id)]);
  });

  it('reads the list instead when a text cannot be quoted', async () => {
    const connection = connect();
    const wanted = connection.sandbox.seed.ticket({ properties: { tags: ["o'hara"] } });
    connection.sandbox.seed.ticket({});
    const found = await connection.desk.tickets.list({ tags: ["o'hara"] }).toArray(ALL);
    expect(idsOf(found)).toEqual([String(wanted.id)]);
    expect(callsOf(connection)).toEqual(['GET /tickets']);
  });

  it('reads the list instead when the key may not read the statuses', async () => {
    const connection = connect();
    const [ticket] = connection.sandbox.seed.tickets(1);
    const refuse = ({ path }: Sent) =>
      path.endsWith('/ticket_fields')
        ? Response.json({ code: 'access_denied', message: 'No' }, { status: 403 })
        : undefined;
    connection.intercept(refuse);
    const found = await connection.desk.tickets.list({ status: ['open'] }).toArray(ALL);
    expect(idsOf(found)).toEqual([String(ticket?.id)]);
    expect(callsOf(connection)).toEqual(['GET /ticket_fields', 'GET /tickets']);
  });

  it('says that there is no caller key to look for without callerKeyField', () => {
    const { desk } = connect();
    expect(() => desk.tickets.list({ callerKey: 'crm-1' })).toThrow(/callerKeyField/);
  });
});

describe('more results than a search gives', () => {
  const furnish = (count: number, perDay: number) => {
    const connection = connect({ sandbox: { rateLimits: false } });
    const { sandbox } = connection;
    const today = Math.floor(sandbox.clock.now() / DAY_MS) * DAY_MS;
    const tickets = Array.from({ length: count }, (_, index) => {
      const createdAt = new Date(today - Math.floor(index / perDay) * DAY_MS - 3_600_000);
      return sandbox.seed.ticket({ createdAt, updatedAt: createdAt, properties: { priority: 4 } });
    });
    sandbox.seed.ticket({ properties: { priority: 1 } });
    return { connection, ids: tickets.map(({ id }) => String(id)).sort() };
  };

  it('splits them into days of creation and gives each once', async () => {
    const { connection, ids } = furnish(700, 100);
    const found = await connection.desk.tickets.list({ priority: ['urgent'] }).toArray(ALL);
    expect([...idsOf(found)].sort()).toEqual(ids);
    const searches = searchesOf(connection);
    expect(searches[0]).toBe('priority:4');
    expect(
      searches.slice(1).every((text) => text.startsWith("(priority:4) AND created_at:>'")),
    ).toBe(true);
    expect(callsOf(connection)).not.toContain('GET /tickets');
    // Freshdesk answers 400 beyond the tenth page.
    expect(connection.sent().every(({ status }) => status === 200)).toBe(true);
  }, 30_000);

  it('reads the list from a day on that holds too many for a search', async () => {
    const { connection, ids } = furnish(420, 400);
    const found = await connection.desk.tickets.list({ priority: ['urgent'] }).toArray(ALL);
    expect([...idsOf(found)].sort()).toEqual(ids);
    expect(callsOf(connection).filter((call) => call === 'GET /tickets').length).toBeGreaterThan(3);
  }, 30_000);

  it('goes on from any cursor on the way', async () => {
    const { connection, ids } = furnish(420, 400);
    const list = (cursor?: string) =>
      connection.desk.tickets.list({
        priority: ['urgent'],
        ...(cursor === undefined ? {} : { cursor }),
      });
    const found = new Set<string>();
    let cursor: string | null | undefined;
    while (cursor !== null) {
      for await (const page of list(cursor).pages()) {
        for (const { externalId } of page.items) found.add(externalId);
        cursor = page.nextCursor;
        break;
      }
    }
    expect([...found].sort()).toEqual(ids);
  }, 30_000);
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
