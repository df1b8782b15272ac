import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const base = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

describe('a bulk job', () => {
  it('is accepted with an address, and in progress for as many polls as asked', async () => {
    const { sandbox, post, get } = createClient({
      jobPolls: 2,
      unconfirmed: { finishedJobStatus: 'SUCCESS' },
    });
    sandbox.seed.tickets(2);
    const { status, body } = await post('/tickets/bulk_update', {
      bulk_action: { ids: [1, 2, 99], properties: { status: 4, tags: ['x'] } },
    });
    expect(status).toBe(202);
    expect(body.href).toBe(`https://acme.freshdesk.com/api/v2/jobs/${body.job_id}`);
    const poll = async () => (await get(body.href)).body;
    expect(await poll()).toMatchObject({ id: body.job_id, status: 'IN PROGRESS' });
    expect((await poll()).status).toBe('IN PROGRESS');
    expect((await poll()).status).toBe('SUCCESS');
    expect((await get('/tickets/2')).body).toMatchObject({ status: 4, tags: ['x'] });
    expect((await get('/jobs/nothing')).status).toBe(404);
  });

  it('can keep quiet about a closure, and reply to everybody', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.tickets(2);
    const close = (ids: number[], more: object, reply?: object) =>
      post('/tickets/bulk_update', {
        bulk_action: { ids, properties: { status: 5, ...more }, reply },
      });
    await close([1], { skip_close_notification: true });
    expect(sandbox.state.outbox).toEqual([]);
    await close([2], {}, { body: 'Done' });
    expect(sandbox.state.outbox.map(({ kind }) => kind)).toEqual(['reply', 'closed']);
    const { conversations } = sandbox.state.tickets.rows.get(2) ?? { conversations: [] };
    expect(conversations).toMatchObject([{ body_text: 'Done', source: 0 }]);
  });

  it('checks its properties and ids before anything happens', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.tickets(1);
    const bulk = (bulk_action: object) => post('/tickets/bulk_update', { bulk_action });
    expect((await bulk({ ids: [1], properties: { priority: 9 } })).status).toBe(400);
    expect((await bulk({ ids: [], properties: { priority: 2 } })).status).toBe(400);
    const many = Array.from({ length: 101 }, (_item, index) => index + 1);
    expect((await bulk({ ids: many, properties: { priority: 2 } })).status).toBe(400);
    expect(sandbox.state.tickets.rows.get(1)?.priority).toBe(1);
  });

  it('trashes many', async () => {
    const { sandbox, post, get } = createClient();
    sandbox.seed.tickets(3);
    expect((await post('/tickets/bulk_delete', { bulk_action: { ids: [1, 3] } })).status).toBe(202);
    const listed = (await get('/tickets')).body.map((row: { id: number }) => row.id);
    expect(listed).toEqual([2]);
  });
});

describe('merging tickets', () => {
  it('closes the secondary ones, leaves notes on both sides, and tells nobody of a closure', async () => {
    const { sandbox, put, get } = createClient();
    const bob = sandbox.seed.contact({ name: 'Bob', email: 'bob@example.org' });
    sandbox.seed.ticket();
    sandbox.seed.ticket({ requesterId: bob.id });
    const { status } = await put('/tickets/merge', {
      primary_id: 1,
      ticket_ids: [1, 2],
      note_in_primary: { body: 'took over 2', private: true },
      note_in_secondary: { body: 'see 1', private: false },
      convert_recepients_to_cc: true,
    });
    expect(status).toBe(204);
    const primary = (await get('/tickets/1?include=conversations')).body;
    expect(primary).toMatchObject({ status: 2, cc_emails: ['bob@example.org'] });
    expect(primary.conversations).toMatchObject([{ body_text: 'took over 2', private: true }]);
    const secondary = (await get('/tickets/2?include=conversations')).body;
    expect(secondary).toMatchObject({ status: 5 });
    expect(secondary.conversations).toMatchObject([{ body_text: 'see 1', private: false }]);
    expect(sandbox.state.outbox.map(({ kind }) => kind)).not.toContain('closed');
  });

  it('refuses tickets that are not there', async () => {
    const { sandbox, put } = createClient();
    sandbox.seed.tickets(2);
    const merge = (primary_id: number, ticket_ids: number[]) =>
      put('/tickets/merge', { primary_id, ticket_ids });
    expect((await merge(9, [1])).body.errors[0].field).toBe('primary_id');
    expect((await merge(1, [9])).body.errors[0].field).toBe('ticket_ids');
    expect((await merge(1, [1])).status).toBe(400);
  });
});

describe('associations', () => {
  it('tie children to a parent, in both directions', async () => {
    const { post, get } = createClient();
    await post('/tickets', base);
    const child = await post('/tickets', { ...base, parent_id: 1 });
    expect(child.body).toMatchObject({ association_type: 2, associated_tickets_list: [1] });
    expect((await get('/tickets/1')).body).toMatchObject({
      association_type: 1,
      associated_tickets_list: [2],
    });
    const listed = (await get('/tickets?order_type=asc')).body;
    expect(
      listed.map((row: { associated_tickets_count: number }) => row.associated_tickets_count),
    ).toEqual([1, 1]);
    const below = await get('/tickets/1/associated_tickets');
    expect(below.body).toMatchObject({ tickets: [{ id: 2, subject: 'Broken' }] });
    expect(below.body.tickets[0]).not.toHaveProperty('tags');
    expect((await get('/tickets/2/prime_association')).body.id).toBe(1);
    expect((await get('/tickets/2/associated_tickets')).status).toBe(404);
  });

  it('let a tracker follow tickets, and refuse wrong ones with body B', async () => {
    const { post, get } = createClient();
    await post('/tickets', base);
    const refused = await post('/tickets', { ...base, related_ticket_ids: [99] });
    expect([refused.status, refused.body]).toEqual([
      400,
      {
        code: 'cannot_create_tracker',
        message: "Tracker ticket can't be created as related_ticket_ids are invalid",
      },
    ]);
    const tracker = await post('/tickets', { ...base, related_ticket_ids: [1] });
    expect(tracker.body).toMatchObject({ association_type: 3, associated_tickets_list: [1] });
    expect((await get('/tickets/1')).body).toMatchObject({
      association_type: 4,
      associated_tickets_list: [tracker.body.id],
    });
  });
});

describe('watchers and accesses', () => {
  it('are put on and taken off, one by one and in bulk', async () => {
    const { sandbox, get, post, put } = createClient();
    const me = (await get('/agents/me')).body.id;
    const bo = sandbox.seed.agent({ name: 'Bo' });
    sandbox.seed.tickets(2);
    const watchers = async (id: number) => (await get(`/tickets/${id}/watchers`)).body.watcher_ids;
    expect((await post('/tickets/1/watch', { user_id: bo.id })).status).toBe(204);
    expect((await put('/tickets/bulk_watch', { ids: [1, 2], user_id: me })).status).toBe(204);
    expect([await watchers(1), await watchers(2)]).toEqual([[bo.id, me], [me]]);
    // Unwatching acts on the key's own user.
    expect((await put('/tickets/1/unwatch')).status).toBe(204);
    expect((await put('/tickets/bulk_unwatch', { ids: [2] })).status).toBe(204);
    expect([await watchers(1), await watchers(2)]).toEqual([[bo.id], []]);
  });

  it('let an agent of narrow scope in', async () => {
    const { sandbox, get, post, call, as } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo', ticket_scope: 3 });
    sandbox.seed.ticket();
    const seen = async () => (await get('/tickets/1', as(bo.agent.api_key))).status;
    expect(await seen()).toBe(403);
    expect((await post('/tickets/1/accesses', { user_ids: [bo.id] })).body.user_ids).toEqual([
      bo.id,
    ]);
    expect(await seen()).toBe(200);
    await call('DELETE', '/tickets/1/accesses');
    expect(await seen()).toBe(403);
  });
});
