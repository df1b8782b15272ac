import { ConfigurationError, ConflictError, NotFoundError, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { BY_STAFF } from '../support/contexts.ts';

const draft = {
  subject: 'The export stops',
  requester: { email: 'ada@customer.example', name: 'Ada' },
  message: { body: { text: 'It stops at 50 %.' }, visibility: 'public' },
} as const;

describe('reading one ticket', () => {
  it('comes with names, groups and measurements in one call', async () => {
    const { desk, sandbox, sent } = connect();
    const customer = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    const agent = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
    const { id } = sandbox.seed.ticket({
      subject: 'Broken',
      requesterId: customer.id,
      properties: { assignee_id: agent.id, priority: 'high', tags: ['export'] },
    });
    const ticket = await desk.tickets.get(String(id));
    expect(ticket).toMatchObject({
      id: `zendesk:acme:${id}`,
      externalId: String(id),
      subject: 'Broken',
      priority: 'high',
      tags: ['export'],
      requester: { id: `zendesk:acme:${customer.id}`, name: 'Ada', email: 'ada@customer.example' },
      assignee: { id: `zendesk:acme:${agent.id}`, name: 'Grace', type: 'agent' },
      messagesCount: 1,
    });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ method: 'GET', path: `/api/v2/tickets/${id}` });
    expect(sent()[0]?.query.get('include')?.split(',').sort()).toEqual([
      'comment_count',
      'groups',
      'metric_sets',
      'slas',
      'users',
    ]);
  });

  it('takes its own id, and refuses that of another account before it sends anything', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    await expect(desk.tickets.get(`zendesk:acme:${id}`)).resolves.toMatchObject({
      externalId: String(id),
    });
    const calls = sent().length;
    await expect(desk.tickets.get(`zendesk:other:${id}`)).rejects.toMatchObject({
      code: 'id_mismatch',
    });
    await expect(desk.tickets.get('1/../2')).rejects.toThrow(ConfigurationError);
    expect(sent()).toHaveLength(calls);
  });

  it('tells a ticket that is not there', async () => {
    const { desk } = connect();
    const failure = await desk.tickets.get('404').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure).toMatchObject({ status: 404, nativeCode: 'RecordNotFound', retryable: false });
  });
});

describe('reading many tickets by id', () => {
  it('asks for 100 at a time and leaves out what is not there', async () => {
    const { desk, sandbox, sent } = connect();
    const ids = sandbox.seed.tickets(150).map(({ id }) => String(id));
    const found = await desk.tickets.getMany([...ids, '999999']);
    expect(found.map(({ externalId }) => externalId)).toEqual(ids);
    expect(sent().map(({ query }) => query.get('ids')?.split(',').length)).toEqual([100, 51]);
  });

  it('sends nothing for no ids', async () => {
    const { desk, sent } = connect();
    expect(await desk.tickets.getMany([])).toEqual([]);
    expect(sent()).toEqual([]);
  });
});

describe('creating a ticket', () => {
  it('sends the comment with its visibility and tells the requester', async () => {
    const { desk, sandbox, sent } = connect();
    const { value, warnings } = await desk.tickets.create({
      ...draft,
      priority: 'urgent',
      tags: ['export'],
      callerKey: 'order-7',
    });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/tickets',
      status: 201,
      body: {
        ticket: {
          subject: 'The export stops',
          requester: { name: 'Ada', email: 'ada@customer.example' },
          comment: { body: 'It stops at 50 %.', public: true },
          priority: 'urgent',
          tags: ['export'],
          external_id: 'order-7',
        },
      },
    });
    expect(value).toMatchObject({
      externalId: '1',
      callerKey: 'order-7',
      requester: { email: 'ada@customer.example', name: null },
      version: { sequence: null },
    });
    expect(warnings).toEqual([BY_STAFF]);
    const row = sandbox.state.tickets.rows.get(1);
    expect(row).toMatchObject({ subject: 'The export stops', external_id: 'order-7' });
    expect(sandbox.state.outbox.filter(({ kind }) => kind === 'ticket_received')).toMatchObject([
      { ticket_id: 1, to: ['ada@customer.example'] },
    ]);
  });

  it('keeps an internal first message from the customer', async () => {
    const { desk, sandbox } = connect();
    const message = { body: { text: 'VIP, call first' }, visibility: 'internal' } as const;
    const { value } = await desk.tickets.create({ ...draft, message });
    expect(value.isPrivate).toBe(true);
    expect(value.description).toBeNull();
    expect(sandbox.state.tickets.rows.get(1)?.comments).toMatchObject([{ public: false }]);
    expect(sandbox.state.outbox.filter(({ kind }) => kind !== 'welcome')).toEqual([]);
  });

  it('makes one ticket for one idempotency key, however often it is asked', async () => {
    const { desk, sandbox, sent } = connect();
    const first = await desk.tickets.create(draft, { idempotencyKey: 'order-7' });
    const second = await desk.tickets.create(draft, { idempotencyKey: 'order-7' });
    expect(sent().map(({ headers }) => headers['idempotency-key'])).toEqual(['order-7', 'order-7']);
    expect(second.value.id).toBe(first.value.id);
    expect(sandbox.state.tickets.rows.size).toBe(1);
  });

  it('refuses one idempotency key for two different tickets', async () => {
    const { desk, sandbox } = connect();
    await desk.tickets.create(draft, { idempotencyKey: 'order-7' });
    const failure = await desk.tickets
      .create({ ...draft, subject: 'Something else' }, { idempotencyKey: 'order-7' })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure).toMatchObject({
      code: 'conflict',
      status: 400,
      nativeCode: 'IdempotentRequestError',
      retryable: false,
    });
    expect(sandbox.state.tickets.rows.size).toBe(1);
  });

  it('sends no key of its own', async () => {
    const { desk, sent } = connect();
    await desk.tickets.create(draft);
    expect(Object.keys(sent()[0]?.headers ?? {})).not.toContain('idempotency-key');
  });

  it('turns what Zendesk dropped into warnings', async () => {
    const { desk, sandbox } = connect();
    sandbox.faults.inject({
      method: 'POST',
      fault: {
        kind: 'status',
        status: 201,
        headers: {
          'x-zendesk-api-warn':
            '{:allowed_parameters=>{:controller=>"tickets", :action=>"create", :unpermitted_keys=>["ticket.colour", "ticket.comment.mood"], :invalid_values=>["ticket.priority"]}}',
        },
        body: {
          ticket: {
            id: 9,
            status: 'new',
            created_at: '2026-03-02T09:00:00Z',
            updated_at: '2026-03-02T09:00:00Z',
          },
        },
      },
    });
    const heard: unknown[] = [];
    desk.on('warning', (event) => heard.push(event));
    const { warnings } = await desk.tickets.create(draft);
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['defaulted', 'message.authorId'],
      ['dropped', 'ticket.colour'],
      ['dropped', 'ticket.comment.mood'],
      ['dropped', 'ticket.priority'],
    ]);
    expect(heard).toHaveLength(1);
  });

  it('refuses a blank message, and a draft without a requester, before anything is sent', async () => {
    const { desk, sent } = connect();
    await expect(
      desk.tickets.create({ ...draft, message: { body: { text: ' ' }, visibility: 'public' } }),
    ).rejects.toThrow(ValidationError);
    await expect(desk.tickets.create({ ...draft, requester: { email: '' } })).rejects.toMatchObject(
      {
        code: 'validation_failed',
        issues: [{ path: 'requester.email' }],
      },
    );
    expect(sent()).toEqual([]);
  });
});

describe('changing a ticket', () => {
  it('sends the named properties alone', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['vip'], priority: 'low' } });
    const { value, warnings } = await desk.tickets.update(String(id), { priority: 'high' });
    expect(sent()).toMatchObject([
      { method: 'PUT', path: `/api/v2/tickets/${id}`, body: { ticket: { priority: 'high' } } },
    ]);
    expect(sent()[0]?.body).toEqual({ ticket: { priority: 'high' } });
    expect(value).toMatchObject({ priority: 'high', tags: ['vip'] });
    expect(warnings).toEqual([]);
  });

  it('takes an assignment away with null', async () => {
    const { desk, sandbox, sent } = connect();
    const agent = sandbox.seed.agent({ name: 'Grace' });
    const { id } = sandbox.seed.ticket({ properties: { assignee_id: agent.id } });
    await desk.tickets.update(String(id), { assigneeId: null });
    expect(sent()[0]?.body).toEqual({ ticket: { assignee_id: null } });
    expect(sandbox.state.tickets.rows.get(id)?.assignee_id).toBeNull();
  });

  it('refuses to overwrite a ticket that has moved on, with both properties that it takes', async () => {
    const { desk, sandbox, sent, forget } = connect();
    const { id } = sandbox.seed.ticket();
    const { version } = await desk.tickets.get(String(id));
    sandbox.clock.advance(5_000);
    await desk.tickets.update(String(id), { priority: 'low' });
    forget();
    const failure = await desk.tickets
      .update(String(id), { priority: 'urgent', ifVersion: version })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConflictError);
    expect(failure).toMatchObject({ code: 'stale_write', status: 409, retryable: false });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.body).toMatchObject({
      ticket: {
        safe_update: true,
        updated_stamp: version.at.toISOString().replace('.000Z', 'Z'),
      },
    });
    expect(sandbox.state.tickets.rows.get(id)?.priority).toBe('low');
  });

  it('writes when the version is the current one', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    const { version } = await desk.tickets.get(String(id));
    const { value } = await desk.tickets.update(String(id), {
      priority: 'urgent',
      ifVersion: version,
    });
    expect(value.priority).toBe('urgent');
  });

  it('keeps tags that somebody else added meanwhile', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['vip', 'export'] } });
    const { value } = await desk.tickets.update(String(id), {
      priority: 'high',
      tags: { add: ['urgent'], remove: ['export'] },
    });
    expect(value).toMatchObject({ priority: 'high' });
    expect([...value.tags].sort()).toEqual(['urgent', 'vip']);
    expect(
      sent()
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body }) => [method, path, body]),
    ).toEqual([
      ['PUT', `/api/v2/tickets/${id}`, { ticket: { priority: 'high' } }],
      ['PUT', `/api/v2/tickets/${id}/tags`, { tags: ['urgent'] }],
      ['DELETE', `/api/v2/tickets/${id}/tags`, { tags: ['export'] }],
    ]);
    expect(sandbox.state.tickets.rows.get(id)?.tags.toSorted()).toEqual(['urgent', 'vip']);
  });

  it('says that the tags are missing when only the fields got through', async () => {
    const { desk, sandbox, sent } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.ticket({ properties: { tags: ['vip'], priority: 'low' } });
    sandbox.faults.inject({
      path: /\/tags$/,
      fault: { kind: 'rate-limited', retryAfterSeconds: 7 },
    });
    const change = { priority: 'high', tags: { add: ['late'] } } as const;
    await expect(desk.tickets.update(String(id), change)).rejects.toMatchObject({
      code: 'partially_written',
      id: `zendesk:acme:${id}`,
      missing: ['tags'],
      cause: { code: 'rate_limited' },
    });
    expect(sandbox.state.tickets.rows.get(id)).toMatchObject({ priority: 'high', tags: ['vip'] });
    expect(sent().map(({ method }) => method)).toEqual(['PUT', 'PUT']);
  });

  it('throws what happened when the tags are all that was to be written', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.ticket();
    sandbox.faults.inject({ fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    await expect(
      desk.tickets.update(String(id), { tags: { add: ['late'] } }),
    ).rejects.toMatchObject({ code: 'rate_limited', retryable: true });
  });

  it('guards a change of tags alone, once: the first call moves the ticket on', async () => {
    const { desk, sandbox, sent, forget } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['old'] } });
    const { version } = await desk.tickets.get(String(id));
    const change = { tags: { add: ['new'], remove: ['old'] }, ifVersion: version };
    forget();
    await desk.tickets.update(String(id), change);
    expect(sandbox.state.tickets.rows.get(id)?.tags).toEqual(['new']);
    const [put, remove] = sent();
    expect(put?.body).toMatchObject({ tags: ['new'], safe_update: true });
    expect(remove?.body).toEqual({ tags: ['old'] });
    await expect(desk.tickets.update(String(id), change)).rejects.toMatchObject({
      code: 'stale_write',
    });
  });
});
