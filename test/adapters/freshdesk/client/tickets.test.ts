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
