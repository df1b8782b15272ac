import { AuthenticationError, UnsupportedError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};

describe('who the credentials belong to', () => {
  it('is never a customer, although Zendesk answers customers as well', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.user({ name: 'Cy', email: 'cy@customer.example' });
    const me = await desk.agents.me();
    const { raw } = me;
    sandbox.faults.inject({
      path: '/api/v2/users/me',
      fault: { kind: 'status', status: 200, body: { user: { ...raw, id, role: 'end-user' } } },
    });
    const failure = await desk.agents.me().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(AuthenticationError);
    expect(failure).toMatchObject({ code: 'authentication_failed', status: 200 });
  });

  it('comes without the session token that Zendesk sends along', async () => {
    const { desk, sandbox } = connect();
    const response = await sandbox.fetch(`${sandbox.url}/api/v2/users/me`, {
      headers: { authorization: sandbox.authorization.basic },
    });
    const { user } = (await response.json()) as { readonly user: Record<string, unknown> };
    const token = user['authenticity_token'];
    expect(typeof token).toBe('string');
    const me = await desk.agents.me();
    expect(me).toMatchObject({ role: 'admin', raw: { id: user['id'] } });
    expect(JSON.stringify(me)).not.toContain(String(token));
  });
});

describe('lists that Zendesk cannot filter or sort', () => {
  it('give only the articles that changed since, though the list itself ignores a start', async () => {
    const { desk, sandbox, sent } = connect();
    const before = sandbox.seed.article({ title: 'Before' });
    const after = sandbox.seed.article({ title: 'After' });
    before.updated_at = '2026-01-31T23:59:59Z';
    after.updated_at = '2026-02-01T00:00:00Z';
    const updatedSince = new Date('2026-02-01T00:00:00Z');
    const found = await read(desk.articles.list({ updatedSince }));
    expect(found.map(({ externalId }) => externalId)).toEqual([String(after.id)]);
    expect(sent().flatMap(({ query }) => [...query.keys()])).not.toContain('start_time');
  });

  it('refuse an order that the search export does not have, before anything is sent', async () => {
    const { desk, sent } = connect();
    for (const order of ['oldest', 'newest', 'recently_updated'] as const) {
      expect(() => desk.tickets.list({ status: ['open'], order })).toThrow(UnsupportedError);
    }
    expect(sent()).toEqual([]);
    await read(desk.tickets.list({ order: 'oldest' }));
    expect(sent().map(({ path, query }) => [path, query.get('sort')])).toEqual([
      ['/api/v2/tickets', 'id'],
    ]);
  });
});

describe('a guarded change whose answer is lost', () => {
  it('is not sent again: its own success would read as somebody else’s change', async () => {
    const { desk, sandbox, sent, forget } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['old'] } });
    for (const patch of [{ priority: 'low' }, { tags: { add: ['new'] } }] as const) {
      const { version } = await desk.tickets.get(String(id));
      sandbox.clock.advance(5_000);
      forget();
      sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
      await expect(
        desk.tickets.update(String(id), { ...patch, ifVersion: version }),
      ).rejects.toMatchObject({ code: 'outcome_unknown' });
      expect(sent().filter(({ method }) => method === 'PUT')).toHaveLength(1);
    }
    expect(sandbox.state.tickets.rows.get(id)).toMatchObject({
      priority: 'low',
      tags: ['old', 'new'],
    });
  });
});
