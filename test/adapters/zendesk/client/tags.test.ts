import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

function withTags(...tags: readonly string[]) {
  const account = connect();
  const { id } = account.sandbox.seed.ticket({ properties: { tags } });
  const stored = () => account.sandbox.state.tickets.rows.get(id)?.tags.toSorted();
  return { ...account, ticketId: String(id), stored };
}

describe('tags of a ticket', () => {
  it('are added with PUT, which keeps the others', async () => {
    const { desk, ticketId, sent, stored } = withTags('vip');
    const tags = await desk.tags.add(ticketId, ['export']);
    expect(tags.toSorted()).toEqual(['export', 'vip']);
    expect(stored()).toEqual(['export', 'vip']);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({
      method: 'PUT',
      path: `/api/v2/tickets/${ticketId}/tags`,
      body: { tags: ['export'] },
    });
  });

  it('are removed with DELETE and a body, which keeps the others', async () => {
    const { desk, ticketId, sent, stored } = withTags('vip', 'old', 'export');
    const tags = await desk.tags.remove(ticketId, ['old', 'never-there']);
    expect(tags.toSorted()).toEqual(['export', 'vip']);
    expect(stored()).toEqual(['export', 'vip']);
    // The answer to the removal is empty, so the rest is read.
    expect(sent().map(({ method, status, body }) => [method, status, body])).toEqual([
      ['DELETE', 204, { tags: ['old', 'never-there'] }],
      ['GET', 200, undefined],
    ]);
  });

  it('are known without a second call when the removal answers with the rest', async () => {
    const { desk, ticketId, sent, sandbox } = withTags('vip', 'old');
    sandbox.faults.inject({
      method: 'DELETE',
      fault: { kind: 'status', status: 200, body: { tags: ['vip'] } },
    });
    expect(await desk.tags.remove(ticketId, ['old'])).toEqual(['vip']);
    expect(sent()).toHaveLength(1);
  });

  it('are all replaced by the operation that says so', async () => {
    const { desk, ticketId, sent, stored } = withTags('vip', 'old');
    expect(await desk.tags.overwrite(ticketId, ['fresh'])).toEqual(['fresh']);
    expect(stored()).toEqual(['fresh']);
    expect(sent()).toMatchObject([{ method: 'POST', body: { tags: ['fresh'] }, status: 201 }]);
  });

  it('can all be taken away', async () => {
    const { desk, ticketId, stored } = withTags('vip', 'old');
    expect(await desk.tags.overwrite(ticketId, [])).toEqual([]);
    expect(stored()).toEqual([]);
  });

  it('are set again when the answer was lost: saying it twice does no harm', async () => {
    const { desk, ticketId, sandbox, stored } = withTags('vip');
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    expect(await desk.tags.overwrite(ticketId, ['fresh'])).toEqual(['fresh']);
    expect(stored()).toEqual(['fresh']);
  });

  it('go out as Zendesk keeps them, with a warning: a space would make two of one', async () => {
    const { desk, ticketId, sent, stored } = withTags();
    const heard: unknown[] = [];
    desk.on('warning', (event) => heard.push(event));
    await desk.tags.add(ticketId, ['Big Customer', 'big customer']);
    expect(sent()[0]?.body).toEqual({ tags: ['big_customer'] });
    expect(stored()).toEqual(['big_customer']);
    expect(heard).toMatchObject([{ warnings: [{ type: 'coerced', field: 'tags' }] }]);
  });

  it('cannot be changed on a closed ticket', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ properties: { status: 'closed', tags: ['vip'] } });
    await expect(desk.tags.add(String(id), ['late'])).rejects.toMatchObject({
      code: 'validation_failed',
      status: 422,
    });
    expect(sandbox.state.tickets.rows.get(id)?.tags).toEqual(['vip']);
  });
});

describe('tags in use', () => {
  it('come with how often, page by page', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(3, { properties: { tags: ['common'] } });
    sandbox.seed.ticket({ properties: { tags: ['common', 'rare'] } });
    const tags = await desk.tags.list({ pageSize: 1 }).toArray({ limit: 10 });
    expect(tags).toEqual([
      { name: 'common', count: 4 },
      { name: 'rare', count: 1 },
    ]);
    expect(sent().every(({ query }) => query.get('page[size]') === '1')).toBe(true);
  });
});
