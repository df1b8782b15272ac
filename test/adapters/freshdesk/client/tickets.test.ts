import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

const message = { body: { text: 'It stops.' }, visibility: 'public' } as const;

describe('a ticket that is read alone', () => {
  it('comes with measurements, requester and company in one call', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const company = sandbox.seed.company({ name: 'Initech' });
    const ada = sandbox.seed.contact({
      name: 'Ada',
      email: 'ada@example.org',
      company_id: company.id,
    });
    const { id } = sandbox.seed.ticket({ requesterId: ada.id, subject: 'The export' });
    const ticket = await desk.tickets.get(String(id));
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
    expect(sent()[0]?.query.get('include')).toBe('stats,requester,company');
    expect(ticket).toMatchObject({
      id: `freshdesk:acme:${id}`,
      subject: 'The export',
      requester: { name: 'Ada', email: 'ada@example.org' },
      organizationId: `freshdesk:acme:${company.id}`,
      url: `https://acme.freshdesk.com/a/tickets/${id}`,
    });
  });

  it.each(['missing', 'redirected'] as const)(
    'is found in the archive when its usual path is %s',
    async (archivedTicket) => {
      const connection = connect({ sandbox: { unconfirmed: { archivedTicket } } });
      const { id } = connection.sandbox.seed.ticket({ properties: { status: 5 } });
      connection.sandbox.actors.archive(id);
      const ticket = await connection.desk.tickets.get(String(id));
      expect(ticket).toMatchObject({ externalId: String(id), statusDetail: 'archived' });
      expect(callsOf(connection)).toEqual([`GET /tickets/${id}`, `GET /tickets/archived/${id}`]);
    },
  );

  it('is read from the archive without includes where the archive refuses them', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({ properties: { status: 5 } });
    connection.sandbox.actors.archive(id);
    connection.intercept(({ path, query }) =>
      path.includes('/archived/') && query.has('include')
        ? Response.json(
            { errors: [{ field: 'include', message: 'x', code: 'invalid_value' }] },
            { status: 400 },
          )
        : undefined,
    );
    expect((await connection.desk.tickets.get(String(id))).externalId).toBe(String(id));
  });

  it('is not found when it is in neither place', async () => {
    const connection = connect();
    await expect(connection.desk.tickets.get('4711')).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('GET /api/v2/tickets/4711 (404)'),
    });
    expect(callsOf(connection)).toEqual(['GET /tickets/4711', 'GET /tickets/archived/4711']);
  });

  it('knows names of agents, groups, fields and statuses from one list, where asked to discover', async () => {
    const connection = connect({ desk: { discover: true } });
    const { seed } = connection.sandbox;
    const bo = seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const tier = seed.group({ name: 'Tier 2', members: [bo.id] });
    seed.field({ name: 'cf_plan', label: 'Plan', type: 'custom_text' });
    const status = seed.status({ label: 'In the lab' });
    const { id } = seed.ticket({
      properties: {
        responder_id: bo.id,
        group_id: tier.id,
        status: status.id,
        custom_fields: { cf_plan: 'annual' },
      },
    });
    const ticket = await connection.desk.tickets.get(String(id));
    expect(ticket.assignee).toMatchObject({ name: 'Bo', group: 'Tier 2' });
    expect(ticket.nativeStatus).toMatchObject({ id: String(status.id), label: 'In the lab' });
    expect(ticket.customFields['cf_plan']).toMatchObject({ label: 'Plan', type: 'text' });
    await connection.desk.tickets.get(String(id));
    expect(callsOf(connection)).toEqual([
      'GET /ticket_fields',
      `GET /tickets/${id}`,
      `GET /tickets/${id}`,
    ]);
  });

  it('can be discovered by a key that may not read fields, without names', async () => {
    const connection = connect({ desk: { discover: true } });
    const { id } = connection.sandbox.seed.ticket();
    connection.intercept(({ path }) =>
      path.endsWith('/ticket_fields')
        ? Response.json({ code: 'access_denied', message: 'No' }, { status: 403 })
        : undefined,
    );
    expect((await connection.desk.tickets.get(String(id))).nativeStatus?.label).toBeNull();
  });
});

describe('several tickets', () => {
  it('come in the order asked for, without those that do not exist', async () => {
    const { sandbox, desk } = connect();
    const [a, b] = sandbox.seed.tickets(2).map(({ id }) => String(id));
    const found = await desk.tickets.getMany([b ?? '', '4711', a ?? '']);
    expect(found.map(({ externalId }) => externalId)).toEqual([b, a]);
  });

  it('fail together when the account refuses', async () => {
    const connection = connect({ desk: { maxRetries: 0 } });
    connection.intercept(() => Response.json({ code: 'access_denied' }, { status: 403 }));
    await expect(connection.desk.tickets.getMany(['1', '2'])).rejects.toMatchObject({
      code: 'permission_denied',
    });
  });
});

describe('a new ticket', () => {
  it('goes out as JSON with exactly what was said, and is named by the address that was sent', async () => {
    const { sandbox, desk, sent } = connect({ desk: { callerKeyField: 'cf_key' } });
    sandbox.seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
    const { value, warnings } = await desk.tickets.create({
      subject: 'The export stops',
      requester: { email: 'ada@example.org', name: 'Ada' },
      message: { body: { text: 'At 50 %,\nevery time <sigh>' }, visibility: 'public' },
      priority: 'urgent',
      status: 'pending',
      category: 'Problem',
      callerKey: 'crm-1',
      tags: ['export'],
      cc: ['chief@example.org'],
    });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.body).toEqual({
      subject: 'The export stops',
      description: 'At 50 %,<br>every time &lt;sigh&gt;',
      email: 'ada@example.org',
      name: 'Ada',
      priority: 4,
      status: 3,
      type: 'Problem',
      custom_fields: { cf_key: 'crm-1' },
      tags: ['export'],
      cc_emails: ['chief@example.org'],
    });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      status: 'pending',
      priority: 'urgent',
      category: 'Problem',
      callerKey: 'crm-1',
      tags: ['export'],
      requester: { name: 'Ada', email: 'ada@example.org' },
    });
  });

  it('is a form with every part spelled as Freshdesk wants it when it has files', async () => {
    const { sandbox, desk, sent } = connect();
    sandbox.seed.field({ name: 'cf_plan', label: 'Plan', type: 'custom_text' });
    sandbox.seed.field({ name: 'cf_count', label: 'Count', type: 'custom_number' });
    const { value } = await desk.tickets.create({
      subject: 'Files',
      requester: { email: 'ada@example.org' },
      priority: 'high',
      tags: ['one', 'two'],
      cc: ['a@example.org', 'b@example.org'],
      customFields: { cf_plan: 'annual', cf_count: 3 },
      message: {
        ...message,
        attachments: [
          {
            fileName: 'größe "1".txt',
            contentType: 'text/plain',
            data: new TextEncoder().encode('one'),
          },
          { fileName: 'b.bin', contentType: 'application/x-test', data: new Blob(['two']) },
        ],
      },
    });
    const [request] = sent();
    expect(request?.headers.get('content-type')).toMatch(/^multipart\/form-data; boundary=/);
    expect(request?.parts).toEqual([
      { name: 'subject', value: 'Files', fileName: null, contentType: null },
      { name: 'priority', value: '3', fileName: null, contentType: null },
      { name: 'custom_fields[cf_plan]', value: 'annual', fileName: null, contentType: null },
      { name: 'custom_fields[cf_count]', value: '3', fileName: null, contentType: null },
      { name: 'email', value: 'ada@example.org', fileName: null, contentType: null },
      { name: 'description', value: 'It stops.', fileName: null, contentType: null },
      { name: 'tags[]', value: 'one', fileName: null, contentType: null },
      { name: 'tags[]', value: 'two', fileName: null, contentType: null },
      { name: 'cc_emails[]', value: 'a@example.org', fileName: null, contentType: null },
      { name: 'cc_emails[]', value: 'b@example.org', fileName: null, contentType: null },
      { name: 'attachments[]', value: 'one', fileName: 'größe "1".txt', contentType: 'text/plain' },
      { name: 'attachments[]', value: 'two', fileName: 'b.bin', contentType: 'application/x-test' },
    ]);
    expect(value).toMatchObject({ priority: 'high', tags: ['one', 'two'] });
    expect(value.customFields).toMatchObject({
      cf_plan: { value: 'annual' },
      cf_count: { value: 3 },
    });
    const [first] = await desk.messages.list(value.id).toArray({ limit: 1 });
    expect(first?.attachments.map(({ fileName, size }) => [fileName, size])).toEqual([
      ['größe "1".txt', 3],
      ['b.bin', 3],
    ]);
  });

  it('is refused before any call when its first message is internal', async () => {
    const { desk, sent } = connect({ desk: { discover: true } });
    const draft = {
      subject: 'Among us',
      requester: { email: 'ada@example.org' },
      message: { ...message, visibility: 'internal' },
    } as const;
    await expect(desk.tickets.create(draft)).rejects.toMatchObject({
      code: 'unsupported_operation',
      message: expect.stringContaining('Nothing was sent'),
    });
    expect(sent()).toEqual([]);
  });

  it('is refused before any call when its files are larger than a ticket may hold', async () => {
    const { desk, sent } = connect();
    const half = new Uint8Array(11 * 1024 * 1024);
    const attachments = ['a.bin', 'b.bin'].map((fileName) => ({
      fileName,
      contentType: 'application/octet-stream',
      data: half,
    }));
    const draft = {
      subject: 'Large',
      requester: { email: 'ada@example.org' },
      message: { ...message, attachments },
    };
    await expect(desk.tickets.create(draft)).rejects.toMatchObject({
      code: 'limit_exceeded',
      issues: [{ path: 'attachments' }],
    });
    expect(sent()).toEqual([]);
  });

  it('is never sent twice, and its unknown outcome is told', async () => {
    const connection = connect();
    connection.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    const draft = { subject: 'Once', requester: { email: 'ada@example.org' }, message };
    await expect(connection.desk.tickets.create(draft)).rejects.toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
    });
    expect(connection.sandbox.state.tickets.rows.size).toBe(1);
  });

  it('tells all complaints of a refusal by their place in the draft', async () => {
    const { sandbox, desk } = connect({
      desk: { customFields: { plan: { id: 'cf_plan' } }, callerKeyField: 'cf_key' },
    });
    sandbox.seed.field({ name: 'cf_plan', label: 'Plan', type: 'custom_dropdown', choices: ['a'] });
    const draft = {
      subject: 'Wrong',
      requester: { email: 'ada@example.org' },
      message,
      category: 'Parade',
      assigneeId: '4711',
      callerKey: 'crm-1',
      customFields: { plan: 'secret wish' },
    };
    const error = await desk.tickets.create(draft).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'validation_failed',
      issues: expect.arrayContaining([
        {
          path: 'category',
          message: 'must be one of the account’s own choices',
          code: 'invalid_value',
        },
        { path: 'assigneeId', message: 'there is no such agent', code: 'invalid_value' },
        expect.objectContaining({ path: 'customFields.plan' }),
        expect.objectContaining({ path: 'callerKey' }),
      ]),
    });
    expect(JSON.stringify(error)).not.toContain('secret wish');
  });
});

describe('a change', () => {
  it('is one call with the fields it names', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const { value } = await connection.desk.tickets.update(String(id), {
      priority: 'low',
      status: 'resolved',
    });
    expect(callsOf(connection)).toEqual([`PUT /tickets/${id}`]);
    expect(connection.sent()[0]?.body).toEqual({ priority: 1, status: 4 });
    expect(value).toMatchObject({ priority: 'low', status: 'resolved' });
  });

  it('takes an assignment away with null, as far as the account takes it', async () => {
    const connection = connect({ sandbox: { unconfirmed: { nullClearsOnUpdate: true } } });
    const bo = connection.sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const { id } = connection.sandbox.seed.ticket({ properties: { responder_id: bo.id } });
    const { value } = await connection.desk.tickets.update(String(id), { assigneeId: null });
    expect(connection.sent()[0]?.body).toEqual({ responder_id: null });
    expect(value.assignee).toBeNull();
  });

  it('says which field cannot be emptied where it is refused', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await expect(desk.tickets.update(String(id), { assigneeId: null })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'assigneeId', message: expect.stringContaining('cannot be emptied') }],
    });
  });

  it('that says nothing sends no empty write, which Freshdesk could refuse', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const { value } = await connection.desk.tickets.update(String(id), {});
    expect(value.externalId).toBe(String(id));
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
  });

  it('is refused as stale when the ticket has moved on, and writes nothing', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    const { version } = await desk.tickets.get(String(id));
    sandbox.clock.advance(5_000);
    await desk.tickets.update(String(id), { priority: 'high' });
    connection.forget();
    await expect(
      desk.tickets.update(String(id), { priority: 'low', ifVersion: version }),
    ).rejects.toMatchObject({ code: 'stale_write' });
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
    const { version: current } = await desk.tickets.get(String(id));
    const { value } = await desk.tickets.update(String(id), {
      priority: 'low',
      ifVersion: current,
    });
    expect(value.priority).toBe('low');
  });

  it('of a ticket in the trash says that it has to be restored first', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    await expect(desk.tickets.update(String(id), { priority: 'low' })).rejects.toMatchObject({
      code: 'conflict',
      status: 405,
      message: expect.stringContaining('restore it first'),
    });
  });
});

describe('tags of a change', () => {
  const tagged = (tags: readonly string[]) => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({ properties: { tags } });
    return { ...connection, id: String(id) };
  };

  it('are read, written with the fields in one call, and read again', async () => {
    const connection = tagged(['keep', 'drop']);
    const { desk, id, sent } = connection;
    const { value } = await desk.tickets.update(id, {
      priority: 'high',
      tags: { add: ['new'], remove: ['drop'] },
    });
    expect(callsOf(connection)).toEqual([
      `GET /tickets/${id}`,
      `PUT /tickets/${id}`,
      `GET /tickets/${id}`,
    ]);
    expect(sent()[1]?.body).toEqual({ priority: 3, tags: ['keep', 'new'] });
    expect(value).toMatchObject({ priority: 'high', tags: ['keep', 'new'] });
  });

  it('are not written when nothing would change', async () => {
    const connection = tagged(['VIP']);
    const { desk, id } = connection;
    const { value } = await desk.tickets.update(id, { tags: { add: ['vip'], remove: ['gone'] } });
    expect(value.tags).toEqual(['VIP']);
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
  });

  it('are written once more when somebody else has undone them in between', async () => {
    const connection = tagged(['keep']);
    const { desk, id, sandbox } = connection;
    let overwritten = false;
    connection.intercept(({ method, path }) => {
      const puts = connection.sent().filter((one) => one.method === 'PUT').length;
      if (method === 'GET' && path.endsWith(`/tickets/${id}`) && puts === 1 && !overwritten) {
        overwritten = true;
        const ticket = sandbox.state.tickets.rows.get(Number(id));
        if (ticket !== undefined) ticket.tags = ['keep', 'theirs'];
      }
      return undefined;
    });
    const { value } = await desk.tickets.update(id, { tags: { add: ['ours'] } });
    expect(value.tags).toEqual(['keep', 'theirs', 'ours']);
  });

  it('give up with a conflict that may pass when it never lasts', async () => {
    const connection = tagged(['keep']);
    const { desk, id, sandbox } = connection;
    connection.intercept(({ method }) => {
      const ticket = sandbox.state.tickets.rows.get(Number(id));
      if (method === 'GET' && ticket !== undefined) ticket.tags = ['keep'];
      return undefined;
    });
    await expect(desk.tickets.update(id, { tags: { add: ['ours'] } })).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
    expect(connection.sent().filter(({ method }) => method === 'PUT')).toHaveLength(3);
  });

  it('hold to ifVersion, too', async () => {
    const connection = tagged([]);
    const { desk, id, sandbox } = connection;
    const { version } = await desk.tickets.get(id);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(id, { priority: 'high' });
    await expect(
      desk.tickets.update(id, { tags: { add: ['x'] }, ifVersion: version }),
    ).rejects.toMatchObject({ code: 'stale_write' });
    expect(sandbox.state.tickets.rows.get(Number(id))?.tags).toEqual([]);
  });
});
