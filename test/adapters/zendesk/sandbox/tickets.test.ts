import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const newTicket = (more: Record<string, unknown> = {}) => ({
  ticket: { subject: 'Broken', comment: { body: 'It broke.', public: true }, ...more },
});

describe('creating a ticket', () => {
  it('answers 201 with a location, the ticket and an audit whose first event is the comment', async () => {
    const { post } = createClient();
    const answer = await post('/api/v2/tickets', newTicket({ priority: 'high' }));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('https://acme.zendesk.com/api/v2/tickets/1.json');
    expect(answer.body.ticket).toMatchObject({
      id: 1,
      status: 'new',
      priority: 'high',
      generated_timestamp: 0,
    });
    expect(answer.body.audit.events[0]).toMatchObject({
      type: 'Comment',
      body: 'It broke.',
      public: true,
    });
    expect(answer.body.audit.events).toContainEqual(
      expect.objectContaining({ type: 'Create', field_name: 'priority', value: 'high' }),
    );
  });

  it('makes the requester when the address is unknown, and asks for a name', async () => {
    const { post, get } = createClient();
    const unnamed = await post(
      '/api/v2/tickets',
      newTicket({ requester: { email: 'ann@example.org' } }),
    );
    expect(unnamed.status).toBe(422);
    expect(unnamed.body.details.requester[0].error).toBe('ValueTooShort');
    const named = await post(
      '/api/v2/tickets',
      newTicket({ requester: { email: 'ann@example.org', name: 'Ann' } }),
    );
    const user = await get(`/api/v2/users/${named.body.ticket.requester_id}.json`);
    expect(user.body.user).toMatchObject({
      name: 'Ann',
      email: 'ann@example.org',
      role: 'end-user',
    });
  });

  it('opens a new ticket that is assigned, and puts it into the group of the assignee', async () => {
    const { post, sandbox } = createClient();
    const agent = sandbox.seed.agent({ name: 'Bo' });
    const answer = await post('/api/v2/tickets', newTicket({ assignee_id: agent.id }));
    expect(answer.body.ticket).toMatchObject({ status: 'open', group_id: agent.default_group_id });
  });

  it('refuses a blank comment with shape B', async () => {
    const { post } = createClient();
    const answer = await post('/api/v2/tickets', {
      ticket: { subject: 'x', comment: { body: ' ' } },
    });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      error: 'RecordInvalid',
      details: { description: [{ error: 'BlankValue' }] },
    });
  });

  it('drops unknown keys with status 201 and names them in x-zendesk-api-warn', async () => {
    const { post } = createClient();
    const answer = await post(
      '/api/v2/tickets',
      newTicket({ colour: 'red', comments: [{ body: 'no' }] }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-zendesk-api-warn')).toBe(
      '{:allowed_parameters=>{:controller=>"tickets", :action=>"create", :unpermitted_keys=>["ticket.colour", "ticket.comments"], :invalid_values=>[]}}',
    );
  });
});

describe('an idempotency key', () => {
  it('misses, hits with the same answer, and refuses other parameters', async () => {
    const { post, get } = createClient();
    const key = { 'idempotency-key': 'k1' };
    const first = await post('/api/v2/tickets', newTicket(), key);
    const second = await post('/api/v2/tickets', newTicket(), key);
    const third = await post('/api/v2/tickets', newTicket({ subject: 'Other' }), key);
    expect(first.headers.get('x-idempotency-lookup')).toBe('miss');
    expect(second.headers.get('x-idempotency-lookup')).toBe('hit');
    expect(second.body).toEqual(first.body);
    expect(third.status).toBe(400);
    expect(third.body.error).toBe('IdempotentRequestError');
    expect((await get('/api/v2/tickets/count')).body.count.value).toBe(1);
  });

  it('is forgotten after two hours', async () => {
    const { post, sandbox } = createClient();
    const key = { 'idempotency-key': 'k1' };
    await post('/api/v2/tickets', newTicket(), key);
    sandbox.clock.advance(2 * 60 * 60_000);
    const again = await post('/api/v2/tickets', newTicket(), key);
    expect(again.headers.get('x-idempotency-lookup')).toBe('miss');
    expect(again.body.ticket.id).toBe(2);
  });
});

describe('updating a ticket', () => {
  it('adds a comment, records the changes and moves updated_at', async () => {
    const { post, put, sandbox } = createClient();
    await post('/api/v2/tickets', newTicket());
    sandbox.clock.advance(5000);
    const answer = await put('/api/v2/tickets/1', {
      ticket: { status: 'pending', comment: { body: 'Note', public: false } },
    });
    expect(answer.body.ticket).toMatchObject({
      status: 'pending',
      updated_at: '2026-03-02T09:00:05Z',
    });
    expect(answer.body.audit.events).toContainEqual(
      expect.objectContaining({
        type: 'Change',
        field_name: 'status',
        previous_value: 'new',
        value: 'pending',
      }),
    );
    expect(answer.body.audit.events[0]).toMatchObject({ type: 'Comment', public: false });
  });

  it('leaves a ticket that nothing changes without an audit', async () => {
    const { post, put, sandbox } = createClient();
    const { body } = await post('/api/v2/tickets', newTicket());
    sandbox.clock.advance(5000);
    const answer = await put('/api/v2/tickets/1', { ticket: { subject: 'Broken' } });
    expect(answer.body.audit).toBeNull();
    expect(answer.body.ticket.updated_at).toBe(body.ticket.updated_at);
  });

  it('refuses any write to a closed ticket', async () => {
    const { put, sandbox } = createClient();
    sandbox.seed.ticket({ properties: { status: 'closed' } });
    const answer = await put('/api/v2/tickets/1', { ticket: { priority: 'low' } });
    expect(answer.status).toBe(422);
    expect(answer.body.details.status[0].description).toBe('Status: closed prevents ticket update');
  });

  it('refuses a stale safe update with 409 and accepts a fresh one', async () => {
    const { put, sandbox } = createClient();
    const ticket = sandbox.seed.ticket();
    const update = (stamp: string) =>
      put('/api/v2/tickets/1', {
        ticket: { priority: 'low', safe_update: true, updated_stamp: stamp },
      });
    expect((await update('2020-01-01T00:00:00Z')).status).toBe(409);
    expect((await update(ticket.updated_at)).status).toBe(200);
  });

  it('names the required field that blocks solving', async () => {
    const { put, sandbox } = createClient();
    const field = sandbox.seed.ticketField({
      type: 'tagger',
      title: 'Category',
      required: true,
      options: [{ name: 'Bug', value: 'cat_bug' }],
    });
    sandbox.seed.ticket();
    const blocked = await put('/api/v2/tickets/1', { ticket: { status: 'solved' } });
    expect(blocked.status).toBe(422);
    expect(blocked.body.details.base[0]).toEqual({
      description: 'Category: is required when solving a ticket',
      error: null,
      ticket_field_id: field.id,
      ticket_field_type: 'FieldTagger',
    });
    const solved = await put('/api/v2/tickets/1', {
      ticket: { status: 'solved', custom_fields: [{ id: field.id, value: 'cat_bug' }] },
    });
    expect(solved.body.ticket).toMatchObject({ status: 'solved', tags: ['cat_bug'] });
  });

  it('drops a dropdown label that is no option tag and keeps fields that are not named', async () => {
    const { put, sandbox } = createClient();
    const options = [{ name: 'Bug', value: 'cat_bug' }];
    const category = sandbox.seed.ticketField({ type: 'tagger', title: 'Category', options });
    const size = sandbox.seed.ticketField({ type: 'integer', title: 'Size' });
    sandbox.seed.ticket({ properties: { custom_fields: [{ id: size.id, value: 16 }] } });
    const answer = await put('/api/v2/tickets/1', {
      ticket: { custom_fields: [{ id: category.id, value: 'Bug' }] },
    });
    expect(answer.status).toBe(200);
    expect(answer.body.ticket.custom_fields).toEqual([
      { id: category.id, value: null },
      { id: size.id, value: '16' },
    ]);
  });

  it('reopens a solved ticket on a public reply of its requester, not on a note', async () => {
    const { put, get, sandbox } = createClient();
    const customer = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.ticket({ requesterId: customer.id, properties: { status: 'solved' } });
    await put('/api/v2/tickets/1', { ticket: { comment: { body: 'internal', public: false } } });
    expect((await get('/api/v2/tickets/1')).body.ticket.status).toBe('solved');
    await put('/api/v2/tickets/1', {
      ticket: { comment: { body: 'Still broken', public: true, author_id: customer.id } },
    });
    expect((await get('/api/v2/tickets/1')).body.ticket.status).toBe('open');
  });

  it('lets a comment without public inherit the privacy of the first one', async () => {
    const { put, get, sandbox } = createClient();
    sandbox.seed.ticket({ comments: [{ body: 'secret', public: false }] });
    await put('/api/v2/tickets/1', { ticket: { comment: { body: 'more' } } });
    const { body } = await get('/api/v2/tickets/1/comments');
    expect(body.comments.map((comment: { public: boolean }) => comment.public)).toEqual([
      false,
      false,
    ]);
  });

  it('cuts a comment at 64 kB without a word', async () => {
    const { put, get, sandbox } = createClient();
    sandbox.seed.ticket();
    const answer = await put('/api/v2/tickets/1', {
      ticket: { comment: { body: 'é'.repeat(40_000), public: false } },
    });
    expect(answer.status).toBe(200);
    const { body } = await get('/api/v2/tickets/1/comments');
    expect(new TextEncoder().encode(body.comments[1].body).length).toBe(65_536);
  });

  it('tells the customer of a public reply and of nothing private', async () => {
    const { put, sandbox } = createClient();
    const customer = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.ticket({ requesterId: customer.id });
    expect(sandbox.state.outbox).toEqual([]);
    await put('/api/v2/tickets/1', { ticket: { comment: { body: 'note', public: false } } });
    expect(sandbox.state.outbox).toEqual([]);
    await put('/api/v2/tickets/1', { ticket: { comment: { body: 'reply', public: true } } });
    expect(sandbox.state.outbox).toMatchObject([{ kind: 'public_reply', to: ['cy@example.org'] }]);
  });
});

describe('the tags of a ticket', () => {
  it('are added by PUT, set by POST and removed by DELETE', async () => {
    const { call, get, sandbox } = createClient();
    sandbox.seed.ticket({ properties: { tags: ['one'] } });
    const path = '/api/v2/tickets/1/tags';
    expect((await call('PUT', path, { tags: ['Two'] })).body).toEqual({ tags: ['one', 'two'] });
    expect((await call('DELETE', path, { tags: ['one'] })).status).toBe(204);
    const set = await call('POST', path, { tags: ['three', 'four'] });
    expect([set.status, set.body]).toEqual([201, { tags: ['three', 'four'] }]);
    expect((await get(path)).body).toEqual({ tags: ['three', 'four'] });
  });
});

describe('lists of tickets', () => {
  it('leave the duplicate fields key out, and show it', async () => {
    const { get, sandbox } = createClient();
    sandbox.seed.ticket();
    expect((await get('/api/v2/tickets')).body.tickets[0]).not.toHaveProperty('fields');
    expect((await get('/api/v2/tickets/1')).body.ticket).toHaveProperty('fields');
  });

  it('find by external id, sideload users, and skip what is deleted or archived', async () => {
    const { get, call, sandbox } = createClient();
    sandbox.seed.ticket({ properties: { external_id: 'a' } });
    sandbox.seed.ticket({ properties: { external_id: 'a' } });
    sandbox.seed.ticket({ properties: { external_id: 'a', status: 'closed' }, archived: true });
    expect((await call('DELETE', '/api/v2/tickets/1')).status).toBe(204);
    const { body } = await get('/api/v2/tickets.json?external_id=a&include=users');
    expect(body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([2]);
    expect(body.users).toHaveLength(1);
    expect((await get('/api/v2/tickets/1')).body).toEqual({
      error: 'RecordNotFound',
      description: 'Not found',
    });
    expect((await get('/api/v2/tickets/3')).status).toBe(200);
    const many = await get('/api/v2/tickets/show_many?ids=1,2,3,99');
    expect(many.body).toMatchObject({ count: 2, next_page: null });
  });
});
