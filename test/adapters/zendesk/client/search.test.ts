import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('search', () => {
  it('finds more than the 1,000 tickets that the plain search ends at, once each', async () => {
    const { desk, sandbox, sent } = connect({ sandbox: { rateLimits: false } });
    sandbox.seed.tickets(1_050, { properties: { tags: ['bulk'] } });
    const found = await read(desk.search.tickets({ query: 'tags:bulk' }));
    expect(new Set(found.map(({ id }) => id)).size).toBe(1_050);
    expect(found).toHaveLength(1_050);
    const searches = sent().filter(({ path }) => path.includes('search'));
    expect(new Set(searches.map(({ path }) => path))).toEqual(new Set(['/api/v2/search/export']));
    expect(searches[0]?.query.get('filter[type]')).toBe('ticket');
    expect(searches[0]?.query.get('query')).toBe('tags:bulk');
  });

  it('knows the people of the tickets that it finds', async () => {
    const { desk, sandbox } = connect();
    const ada = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    sandbox.seed.ticket({ requesterId: ada.id, properties: { tags: ['vip'] } });
    const [ticket] = await read(desk.search.tickets({ query: 'tags:vip' }));
    expect(ticket?.requester).toMatchObject({ name: 'Ada', email: 'ada@customer.example' });
  });

  it('reads no more pages than are asked for', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(10, { properties: { tags: ['bulk'] } });
    const list = desk.search.tickets({ query: 'tags:bulk', pageSize: 2 });
    expect(await list.toArray({ limit: 3 })).toHaveLength(3);
    expect(sent().filter(({ path }) => path.includes('search'))).toHaveLength(2);
  });

  it('finds customers and organizations, each by a search of their own', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.user({ name: 'Ada Lovelace' });
    sandbox.seed.agent({ name: 'Ada Agent' });
    sandbox.seed.organization({ name: 'Ada Ltd' });
    expect((await read(desk.search.contacts({ query: 'ada' }))).map(({ name }) => name)).toEqual([
      'Ada Lovelace',
    ]);
    expect(
      (await read(desk.search.organizations({ query: 'ada' }))).map(({ name }) => name),
    ).toEqual(['Ada Ltd']);
    expect(sent().map(({ query }) => query.get('filter[type]'))).toEqual(['user', 'organization']);
  });

  it('counts without reading', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(3, { properties: { tags: ['bulk'] } });
    expect(await desk.search.count('type:ticket tags:bulk')).toBe(3);
    expect(sent()).toMatchObject([{ path: '/api/v2/search/count', status: 200 }]);
  });

  it('refuses a query that Zendesk refuses, with its reason and without results', async () => {
    const { desk } = connect();
    await expect(read(desk.search.tickets({ query: ' ' }))).rejects.toMatchObject({ status: 422 });
  });
});
