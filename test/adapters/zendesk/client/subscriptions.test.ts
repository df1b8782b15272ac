import { NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const draft = {
  name: 'Tickets to the warehouse',
  url: 'https://hooks.example/zendesk',
  events: ['ticket.created', 'zen:event-type:ticket.status_changed'],
};

describe('subscriptions', () => {
  it('are created as active JSON webhooks on event names with their prefix', async () => {
    const { desk, sandbox, sent } = connect();
    const made = await desk.subscriptions.create(draft);
    expect(sent()).toMatchObject([{ method: 'POST', path: '/api/v2/webhooks', status: 201 }]);
    expect(sent()[0]?.body).toEqual({
      webhook: {
        name: draft.name,
        endpoint: draft.url,
        status: 'active',
        subscriptions: ['zen:event-type:ticket.created', 'zen:event-type:ticket.status_changed'],
        http_method: 'POST',
        request_format: 'json',
      },
    });
    expect(made).toMatchObject({ name: draft.name, url: draft.url, active: true });
    expect(sandbox.state.webhooks.get(made.id)).toMatchObject({ status: 'active' });
  });

  it('take the trigger kind as it is', async () => {
    const { desk, sent } = connect();
    await desk.subscriptions.create({ ...draft, events: ['conditional_ticket_events'] });
    expect(sent()[0]?.body).toMatchObject({
      webhook: { subscriptions: ['conditional_ticket_events'] },
    });
  });

  it('are listed to the end although their pages may leave the cursor out', async () => {
    const { desk, sandbox } = connect();
    const seeded = Array.from({ length: 3 }, (_item, index) =>
      sandbox.seed.webhook({
        name: `Hook ${index}`,
        endpoint: 'https://hooks.example/x',
        subscriptions: ['zen:event-type:ticket.created'],
      }),
    );
    const found = await desk.subscriptions.list({ pageSize: 2 }).toArray({ limit: 10 });
    expect(found.map(({ id }) => id).sort()).toEqual(seeded.map(({ id }) => id).sort());
  });

  it('change what is named, although Zendesk answers with nothing', async () => {
    const { desk, sent } = connect();
    const made = await desk.subscriptions.create(draft);
    const changed = await desk.subscriptions.update(made.id, { active: false });
    expect(changed).toMatchObject({ id: made.id, name: draft.name, active: false });
    expect(sent()[1]).toMatchObject({
      method: 'PATCH',
      path: `/api/v2/webhooks/${made.id}`,
      body: { webhook: { status: 'inactive' } },
      status: 204,
    });
  });

  it('repeat a change whose answer was lost', async () => {
    const { desk, sandbox } = connect();
    const made = await desk.subscriptions.create(draft);
    sandbox.faults.inject({ method: 'PATCH', fault: { kind: 'commit-then-drop' } });
    await expect(desk.subscriptions.update(made.id, { name: 'New' })).resolves.toMatchObject({
      name: 'New',
    });
  });

  it('tell the secret that signs, and a new one after a rotation', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = await desk.subscriptions.create(draft);
    const secret = await desk.subscriptions.secret(id);
    expect(secret).toBe(sandbox.state.webhooks.get(id)?.secret);
    const rotated = await desk.subscriptions.rotateSecret(id);
    expect(rotated).not.toBe(secret);
    expect(rotated).toBe(sandbox.state.webhooks.get(id)?.secret);
    expect(
      sent()
        .slice(1)
        .map(({ method, path }) => [method, path]),
    ).toEqual([
      ['GET', `/api/v2/webhooks/${id}/signing_secret`],
      ['POST', `/api/v2/webhooks/${id}/signing_secret`],
    ]);
  });

  it('are not rotated twice when the answer was lost', async () => {
    const { desk, sandbox } = connect();
    const { id } = await desk.subscriptions.create(draft);
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.subscriptions.rotateSecret(id)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.faults.hits).toHaveLength(1);
  });

  it('are gone after a delete', async () => {
    const { desk, sandbox } = connect();
    const { id } = await desk.subscriptions.create(draft);
    await desk.subscriptions.delete(id);
    expect(sandbox.state.webhooks.has(id)).toBe(false);
    await expect(desk.subscriptions.get(id)).rejects.toBeInstanceOf(NotFoundError);
  });

  it('keep an id that is no path: it cannot reach another resource', async () => {
    const { desk, sent } = connect();
    await expect(desk.subscriptions.delete('../tickets/1')).rejects.toBeInstanceOf(NotFoundError);
    expect(sent()[0]?.path).toBe('/api/v2/webhooks/..%2Ftickets%2F1');
  });
});
