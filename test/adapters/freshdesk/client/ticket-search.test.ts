import { describe, expect, it } from 'vitest';
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
    expect(searches.slice(1).every((text) => text.startsWith('(priority:4) AND created_at:'))).toBe(
      true,
    );
    expect(callsOf(connection)).not.toContain('GET /tickets');
    // Freshdesk answers 400 beyond the tenth page.
    expect(connection.sent().every(({ status }) => status === 200)).toBe(true);
  }, 30_000);

  it('gives all, though the caller takes what he finds out of the search', async () => {
    const { desk, sandbox } = connect({ sandbox: { rateLimits: false } });
    const tickets = sandbox.seed.tickets(90);
    const handled: string[] = [];
    for await (const ticket of desk.tickets.list({ status: ['open'] })) {
      handled.push(ticket.externalId);
      await desk.tickets.update(ticket.id, { status: 'closed' });
    }
    expect([...handled].sort()).toEqual(tickets.map(({ id }) => String(id)).sort());
  }, 30_000);

  it('reads again what somebody else changed between two pages', async () => {
    const { desk, sandbox, intercept } = connect({ sandbox: { rateLimits: false } });
    const tickets = sandbox.seed.tickets(50, { properties: { tags: ['vip'] } });
    let searches = 0;
    intercept(({ path }) => {
      searches += path.endsWith('/search/tickets') ? 1 : 0;
      // Five of the first page are gone before the second one is asked for.
      if (searches === 2) {
        for (const { id } of [...tickets].reverse().slice(0, 5)) {
          sandbox.actors.agentMarksSpam(id);
        }
        searches += 1;
      }
      return undefined;
    });
    const found = await desk.tickets.list({ tags: ['vip'] }).toArray(ALL);
    const all = tickets.map(({ id }) => String(id));
    expect([...idsOf(found)].sort()).toEqual([...all].sort());
  });

  it('finds tickets that are older than Freshdesk', async () => {
    const { desk, sandbox } = connect({ sandbox: { rateLimits: false } });
    const tickets = Array.from({ length: 310 }, (_, index) => {
      const createdAt = new Date(Date.UTC(1969, 5, 1) + index * 40 * DAY_MS);
      return sandbox.seed.ticket({ createdAt, properties: { tags: ['old'] } });
    });
    const found = await desk.tickets.list({ tags: ['old'] }).toArray(ALL);
    expect([...idsOf(found)].sort()).toEqual(tickets.map(({ id }) => String(id)).sort());
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
