import { describe, expect, it } from 'vitest';
import type { Change, ChangeFeed } from '../../../../src/adapter/changes.ts';
import { type Connection, connect } from '../support/connect.ts';

const MINUTE_MS = 60_000;
const START = new Date('2026-02-01T00:00:00Z');

async function readFeed<T>(feed: ChangeFeed<T>) {
  const changes: Change<T>[] = [];
  let cursor = '';
  let pages = 0;
  for await (const page of feed.pages()) {
    changes.push(...page.changes);
    cursor = page.cursor;
    pages += 1;
    expect(page.cursor).not.toBe('');
  }
  return { changes, cursor, pages };
}

const told = (changes: readonly Change<{ readonly externalId: string }>[]) =>
  changes.map((change) =>
    change.kind === 'upsert' ? `+${change.record.externalId}` : `-${change.externalId}`,
  );

describe('what changed among tickets', () => {
  it('is told with what is gone: the trash and spam come as tombstones', async () => {
    const { sandbox, desk } = connect();
    const [a, b, c] = sandbox.seed.tickets(3).map(({ id }) => id);
    await desk.tickets.delete(String(b));
    sandbox.actors.agentMarksSpam(c ?? 0);
    const { changes } = await readFeed(desk.tickets.changes({ since: START }));
    expect(told(changes)).toEqual([`+${a}`, `-${b}`, `-${c}`]);
    expect(changes[1]).toEqual({
      kind: 'deleted',
      id: `freshdesk:acme:${b}`,
      externalId: String(b),
      at: new Date(sandbox.clock.now()),
      permanent: false,
    });
  });

  it('asks for the live list, the trash and spam, each from its own date', async () => {
    const connection = connect();
    await readFeed(connection.desk.tickets.changes({ since: START }));
    expect(
      connection.sent().map(({ query }) => [query.get('filter'), query.get('updated_since')]),
    ).toEqual([
      [null, '2026-02-01T00:00:00Z'],
      ['deleted', '2026-02-01T00:00:00Z'],
      ['spam', '2026-02-01T00:00:00Z'],
    ]);
  });

  it('begins with everything without a date', async () => {
    const connection = connect();
    await readFeed(connection.desk.tickets.changes({}));
    expect(connection.sent()[0]?.query.get('updated_since')).toBe('1970-01-01T00:00:00Z');
  });

  it('goes on from a stored cursor, and a poll without news tells nothing', async () => {
    const { sandbox, desk } = connect();
    const [a, b] = sandbox.seed.tickets(2).map(({ id }) => id);
    const first = await readFeed(desk.tickets.changes({ since: START }));
    expect(told(first.changes)).toEqual([`+${a}`, `+${b}`]);
    sandbox.clock.advance(10 * MINUTE_MS);
    const second = await readFeed(desk.tickets.changes({ cursor: first.cursor }));
    expect(second.changes).toEqual([]);
    await desk.tickets.update(String(a), { priority: 'urgent' });
    await desk.tickets.delete(String(b));
    sandbox.clock.advance(MINUTE_MS);
    const third = await readFeed(desk.tickets.changes({ cursor: second.cursor }));
    expect(told(third.changes)).toEqual([`+${a}`, `-${b}`]);
    const fourth = await readFeed(desk.tickets.changes({ cursor: third.cursor }));
    expect(fourth.changes).toEqual([]);
  });

  it('tells a ticket that comes back out of the trash', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    const { cursor } = await readFeed(desk.tickets.changes({ since: START }));
    sandbox.clock.advance(5 * MINUTE_MS);
    await desk.tickets.restore(String(id));
    const { changes } = await readFeed(desk.tickets.changes({ cursor }));
    expect(told(changes)).toEqual([`+${id}`]);
  });

  it('looks again at the last two minutes, since lists lag behind writes, and tells nobody twice', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ids = sandbox.seed.tickets(3).map(({ id }) => id);
    const [a, b, late] = ids;
    await desk.tickets.update(String(a), { priority: 'high' });
    sandbox.clock.advance(1_000);
    await desk.tickets.update(String(late), { priority: 'high' });
    sandbox.clock.advance(1_000);
    await desk.tickets.update(String(b), { priority: 'high' });
    // What is read in the seconds of its change is told again on purpose.
    sandbox.clock.advance(10_000);
    const now = new Date(sandbox.clock.now());
    // The list does not know the middle one yet.
    const hide = async (request: Request) => {
      const response = await sandbox.fetch(request);
      // Safe: the sandbox answers lists of tickets with arrays of objects.
      const items = (await response.json()) as readonly { readonly id: number }[];
      return Response.json(items.filter(({ id }) => id !== late));
    };
    const blind = connect({
      desk: {
        credentials: sandbox.credentials,
        fetch: (input, init) => hide(new Request(input, init)),
        clock: { now: () => sandbox.clock.now(), sleep: async () => {} },
      },
    });
    const since = new Date(now.getTime() - 30_000);
    const first = await readFeed(blind.desk.tickets.changes({ since }));
    expect(told(first.changes)).toEqual([`+${a}`, `+${b}`]);
    const second = await readFeed(desk.tickets.changes({ cursor: first.cursor }));
    expect(told(second.changes)).toEqual([`+${late}`]);
  });

  it('tells a second change within the same second: dates have no parts of seconds', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.update(String(id), { priority: 'high' });
    const first = await readFeed(desk.tickets.changes({ since: START }));
    expect(told(first.changes)).toEqual([`+${id}`]);
    // The clock stands: the same updated_at again, and another priority.
    await desk.tickets.update(String(id), { priority: 'urgent' });
    sandbox.clock.advance(MINUTE_MS);
    const second = await readFeed(desk.tickets.changes({ cursor: first.cursor }));
    expect(second.changes).toMatchObject([{ record: { priority: 'urgent' } }]);
    sandbox.clock.advance(MINUTE_MS);
    const third = await readFeed(desk.tickets.changes({ cursor: second.cursor }));
    expect(third.changes).toEqual([]);
  });

  it('tells the tickets of one crowded second once, and all of them', async () => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const at = new Date(sandbox.clock.now() - 60 * MINUTE_MS);
    const ids = Array.from({ length: 250 }, () =>
      sandbox.seed.ticket({ createdAt: at, updatedAt: at }),
    ).map(({ id }) => `+${id}`);
    const first = await readFeed(desk.tickets.changes({ since: START }));
    expect([...told(first.changes)].sort()).toEqual([...ids].sort());
    sandbox.clock.advance(10 * MINUTE_MS);
    const second = await readFeed(desk.tickets.changes({ cursor: first.cursor }));
    expect(second.changes).toEqual([]);
  });

  it('walks a large account in windows, page after page, and can stop at any', async () => {
    const connection = connect({ sandbox: { rateLimits: false } });
    const { sandbox, desk } = connection;
    const ids = sandbox.seed.tickets(250).map(({ id }) => `+${id}`);
    let cursor: string | undefined;
    const found: string[] = [];
    for (let round = 0; round < 50; round += 1) {
      const feed = desk.tickets.changes(cursor === undefined ? { since: START } : { cursor });
      let upToDate = false;
      for await (const page of feed.pages()) {
        found.push(...told(page.changes));
        ({ cursor, upToDate } = page);
        break;
      }
      if (upToDate) break;
    }
    expect(found).toEqual(ids);
  });

  it.each(['', 'live', 'live|x|y|z', 'trash|2026-01-05T09:00:00Z~1~', '12345'])(
    'refuses the cursor "%s" of another feed',
    async (cursor) => {
      const { desk, sent } = connect();
      await expect(readFeed(desk.tickets.changes({ cursor }))).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
      expect(sent()).toEqual([]);
    },
  );
});

describe('what changed among people', () => {
  const aDesk = (): Connection => connect();

  it('reads contacts in three states, with tombstones for the deleted', async () => {
    const connection = aDesk();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const bob = sandbox.seed.contact({ name: 'Bob', email: 'bob@example.org' });
    const eve = sandbox.seed.contact({ name: 'Eve', email: 'eve@example.org', blocked: true });
    await desk.contacts.delete(String(bob.id));
    connection.forget();
    const { changes } = await readFeed(desk.contacts.changes({ since: START }));
    expect(told(changes)).toEqual([`+${ada.id}`, `-${bob.id}`, `+${eve.id}`]);
    expect(changes[2]).toMatchObject({ record: { isBlocked: true } });
    expect(connection.sent().map(({ query }) => query.get('state'))).toEqual([
      null,
      'deleted',
      'blocked',
    ]);
  });

  it('goes on from a little before the last round began, and tells nobody twice', async () => {
    const connection = aDesk();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    await desk.contacts.update(String(ada.id), { phone: '+15550100' });
    sandbox.clock.advance(10_000);
    const first = await readFeed(desk.contacts.changes({ since: START }));
    expect(told(first.changes)).toEqual([`+${ada.id}`]);
    sandbox.clock.advance(30_000);
    connection.forget();
    const second = await readFeed(desk.contacts.changes({ cursor: first.cursor }));
    expect(second.changes).toEqual([]);
    // The sandbox stood at 09:00:10 when the round began.
    expect(connection.sent()[0]?.query.get('updated_since')).toBe('2026-03-02T08:58:10Z');
    await desk.contacts.update(String(ada.id), { phone: '+15550101' });
    const third = await readFeed(desk.contacts.changes({ cursor: second.cursor }));
    expect(told(third.changes)).toEqual([`+${ada.id}`]);
  });

  it('tells a second change of a contact within the same second', async () => {
    const { sandbox, desk } = aDesk();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const first = await readFeed(desk.contacts.changes({ since: START }));
    expect(told(first.changes)).toEqual([`+${ada.id}`]);
    await desk.contacts.update(String(ada.id), { name: 'Ada Byron' });
    sandbox.clock.advance(10 * MINUTE_MS);
    const second = await readFeed(desk.contacts.changes({ cursor: first.cursor }));
    expect(second.changes).toMatchObject([{ record: { name: 'Ada Byron' } }]);
  });

  it('reads all pages of a round, also from a cursor in between', async () => {
    const { sandbox, desk } = aDesk();
    const ids = Array.from({ length: 7 }, (_, index) =>
      sandbox.seed.contact({ name: `Contact ${index}`, email: `c${index}@example.org` }),
    ).map(({ id }) => `+${id}`);
    const found: string[] = [];
    let cursor: string | undefined;
    for (let round = 0; round < 20; round += 1) {
      const query = cursor === undefined ? { since: START } : { cursor };
      let upToDate = false;
      for await (const page of desk.contacts.changes({ ...query, pageSize: 2 }).pages()) {
        found.push(...told(page.changes));
        ({ cursor, upToDate } = page);
        break;
      }
      if (upToDate) break;
    }
    expect(found).toEqual(ids);
  });

  it.each([1, 2, 3, 100])('misses nobody when others leave meanwhile, %i a page', async (size) => {
    const { sandbox, desk } = connect({ sandbox: { rateLimits: false } });
    const people = Array.from({ length: 130 }, (_, index) =>
      sandbox.seed.contact({
        name: `Contact ${String(index).padStart(3, '0')}`,
        email: `c${index}@example.org`,
      }),
    );
    sandbox.clock.advance(MINUTE_MS);
    const found = new Set<string>();
    let gone = 0;
    for await (const page of desk.contacts.changes({ since: START, pageSize: size }).pages()) {
      for (const change of told(page.changes)) found.add(change);
      // One at a time that was told already, from the front of the list.
      const { id } = people[gone] ?? {};
      if (found.has(`+${id}`)) {
        await desk.contacts.delete(String(id));
        gone += 1;
      }
    }
    expect(gone).toBeGreaterThan(0);
    expect(people.filter(({ id }) => !found.has(`+${id}`))).toEqual([]);
  });

  it('begins again when nothing is left of what it read last, or it moved', async () => {
    const { sandbox, desk } = aDesk();
    const people = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].map((name) =>
      sandbox.seed.contact({ name, email: `${name}@example.org` }),
    );
    sandbox.clock.advance(MINUTE_MS);
    const found = new Set<string>();
    let pages = 0;
    for await (const page of desk.contacts.changes({ since: START, pageSize: 3 }).pages()) {
      for (const change of told(page.changes)) found.add(change);
      pages += 1;
      if (pages > 1) continue;
      await desk.contacts.delete(String(people[0]?.id));
      await desk.contacts.delete(String(people[1]?.id));
      // It is on the next page now, behind others that were not read yet.
      await desk.contacts.update(String(people[2]?.id), { name: 'Zoe' });
    }
    expect(people.filter(({ id }) => !found.has(`+${id}`))).toEqual([]);
  });

  it('reads companies, of which nobody tells that they are gone', async () => {
    const { sandbox, desk } = aDesk();
    const company = sandbox.seed.company({ name: 'Initech' });
    const first = await readFeed(desk.organizations.changes({ since: START }));
    expect(told(first.changes)).toEqual([`+${company.id}`]);
    await desk.organizations.delete(String(company.id));
    const second = await readFeed(desk.organizations.changes({ cursor: first.cursor }));
    expect(second.changes).toEqual([]);
  });

  it.each([
    '',
    'live|0|2026-01-05T09:00:00Z||',
    'live|1|yesterday||',
    'spam|1|2026-01-05T09:00:00Z||',
  ])('refuses the cursor "%s" of another feed', async (cursor) => {
    const { desk, sent } = aDesk();
    await expect(readFeed(desk.contacts.changes({ cursor }))).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
    expect(sent()).toEqual([]);
  });
});
