import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';

const message = { body: { text: 'It does not work.' }, visibility: 'public' } as const;
const draftFor = (contactId: string) =>
  ({ subject: 'Export', requester: { id: contactId }, message }) as const;

/** Bodies that went to a path, by `METHOD /path`. */
const bodies = ({ sent }: Connection, call: string) =>
  sent()
    .filter(({ method, path }) => `${method} ${path}` === call)
    .map(({ body }) => body);

describe('a new conversation', () => {
  it('begins with the words of the contact, in the contact’s own role', async () => {
    const connection = connect();
    const { desk, sandbox, calls } = connection;
    const lead = sandbox.seed.lead({ name: 'Di', email: 'di@example.org' });
    const { value, warnings } = await desk.tickets.create(draftFor(lead.id));
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      subject: 'Export',
      description: 'It does not work.',
      requester: { id: `intercom:abc123de:${lead.id}`, email: 'di@example.org', name: 'Di' },
    });
    expect(calls()).toEqual([
      `GET /contacts/${lead.id}`,
      'POST /conversations',
      `PUT /conversations/${value.externalId}`,
    ]);
    expect(bodies(connection, 'POST /conversations')).toEqual([
      { from: { type: 'lead', id: lead.id }, body: 'It does not work.' },
    ]);
    expect(bodies(connection, `PUT /conversations/${value.externalId}`)).toEqual([
      { title: 'Export' },
    ]);
  });

  it('takes everything else through calls of its own: labels first, closing last', async () => {
    const connection = connect({
      desk: { callerKeyAttribute: 'Key', priorityAttribute: 'Urgency' },
    });
    const { desk, sandbox, adminId, calls } = connection;
    for (const name of ['Key', 'Urgency', 'plan']) sandbox.seed.conversationAttribute({ name });
    const customer = sandbox.seed.contact({ name: 'Cy' });
    const team = sandbox.seed.team({ name: 'Tier 2' });
    const company = sandbox.seed.company({ name: 'Initech' });
    const { value, warnings } = await desk.tickets.create({
      ...draftFor(customer.id),
      callerKey: 'crm-1',
      priority: 'urgent',
      customFields: { plan: 'annual' },
      organizationId: company.id,
      tags: ['VIP'],
      cc: ['cc@example.org'],
      assigneeId: adminId,
      groupId: team.id,
      status: 'resolved',
    });
    expect(warnings).toEqual([]);
    const path = `/conversations/${value.externalId}`;
    expect(calls()).toEqual([
      'GET /me',
      `GET /contacts/${customer.id}`,
      'POST /conversations',
      'POST /tags',
      `POST ${path}/tags`,
      `PUT ${path}`,
      `POST ${path}/customers`,
      `POST ${path}/parts`,
      `POST ${path}/parts`,
      `POST ${path}/parts`,
    ]);
    expect(bodies(connection, `PUT ${path}`)).toEqual([
      {
        title: 'Export',
        custom_attributes: { Key: 'crm-1', Urgency: 'urgent', plan: 'annual' },
        company_id: company.id,
      },
    ]);
    expect(bodies(connection, `POST ${path}/customers`)).toEqual([
      { admin_id: adminId, customer: { email: 'cc@example.org' } },
    ]);
    const act = { admin_id: adminId };
    expect(bodies(connection, `POST ${path}/parts`)).toEqual([
      { message_type: 'assignment', type: 'admin', assignee_id: adminId, ...act },
      { message_type: 'assignment', type: 'team', assignee_id: team.id, ...act },
      { message_type: 'close', type: 'admin', ...act },
    ]);
    expect(value).toMatchObject({
      callerKey: 'crm-1',
      priority: 'urgent',
      status: 'resolved',
      tags: ['VIP'],
      assignee: { id: `intercom:abc123de:${adminId}` },
      groupId: `intercom:abc123de:${team.id}`,
      organizationId: `intercom:abc123de:${company.id}`,
    });
    expect(value.participants).toHaveLength(3);
  });

  it('sleeps until the time that is named, and stays open where none is', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.contact();
    const snoozedUntil = new Date('2026-04-01T08:00:00Z');
    const made = await desk.tickets.create({ ...draftFor(id), status: 'pending', snoozedUntil });
    expect(made.value).toMatchObject({ status: 'pending', statusDetail: 'snoozed', snoozedUntil });
    expect(bodies(connection, `POST /conversations/${made.value.externalId}/parts`)).toEqual([
      { message_type: 'snoozed', snoozed_until: 1_775_030_400, admin_id: adminId },
    ]);
    const open = await desk.tickets.create({ ...draftFor(id), status: 'pending' });
    expect(open.value.status).toBe('open');
    expect(open.warnings).toMatchObject([{ type: 'dropped', field: 'status' }]);
  });

  it('sends files in a second message of the customer, and says so', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.contact();
    const data = new TextEncoder().encode('log');
    const attachments = [{ fileName: 'a.log', contentType: 'text/plain', data }];
    const { value, warnings } = await desk.tickets.create({
      ...draftFor(id),
      message: { ...message, attachments },
    });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'message.attachments' }]);
    expect(bodies(connection, `POST /conversations/${value.externalId}/reply`)).toEqual([
      {
        message_type: 'comment',
        type: 'user',
        intercom_user_id: id,
        body: 'a.log',
        attachment_files: [{ content_type: 'text/plain', name: 'a.log', data: 'bG9n' }],
      },
    ]);
    expect(value.attachmentsCount).toBe(1);
  });

  it('lets Intercom fetch files and sets a brand where the options say so', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.contact();
    await desk.tickets.create({
      ...draftFor(id),
      brandId: '10',
      providerOptions: { intercom: { attachmentUrls: ['https://files.example/a.png'] } },
    });
    expect(bodies(connection, 'POST /conversations')).toMatchObject([
      { attachment_urls: ['https://files.example/a.png'], brand_id: '10' },
    ]);
  });

  it('asks once for all cases who acts', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.contact();
    for (const status of ['resolved', 'resolved'] as const)
      await desk.tickets.create({ ...draftFor(id), status });
    expect(calls().filter((call) => call === 'GET /me')).toHaveLength(1);
  });

  it('does not ask where the options name the one who acts', async () => {
    const { another, sandbox, calls, adminId } = connect();
    const desk = another({ adminId });
    await desk.tickets.create({ ...draftFor(sandbox.seed.contact().id), status: 'resolved' });
    expect(calls()).not.toContain('GET /me');
  });

  it('refuses a token of another workspace before it writes', async () => {
    const { another, sandbox, calls } = connect();
    const desk = another({ workspaceId: 'zzz999' });
    const draft = { ...draftFor(sandbox.seed.contact().id), status: 'resolved' } as const;
    await expect(desk.tickets.create(draft)).rejects.toMatchObject({ code: 'id_mismatch' });
    expect(calls()).toEqual(['GET /me']);
  });

  it.each([
    [
      'an internal first message',
      { message: { ...message, visibility: 'internal' } },
      'unsupported_operation',
    ],
    [
      'somebody else’s first message',
      { message: { ...message, authorId: '77' } },
      'validation_failed',
    ],
    [
      'a blank first message',
      { message: { ...message, body: { text: ' ' } } },
      'validation_failed',
    ],
    ['nobody as requester', { requester: { email: ' ' } }, 'validation_failed'],
    [
      'options that do not exist',
      { providerOptions: { intercom: { sla: 1 } } },
      'configuration_invalid',
    ],
    [
      'files by a path',
      { providerOptions: { intercom: { attachmentUrls: ['/etc/passwd'] } } },
      'validation_failed',
    ],
    [
      'a date that is none',
      { status: 'pending', snoozedUntil: new Date(Number.NaN) },
      'validation_failed',
    ],
    ['a blank tag', { tags: [' '] }, 'validation_failed'],
    ['a company of another account', { organizationId: 'intercom:other:1' }, 'id_mismatch'],
  ])('refuses %s before anything is sent', async (_what, wrong, code) => {
    const { desk, calls } = connect();
    // Safe: callers without types can pass all of this.
    const draft = { ...draftFor('65a1f0f31bb69f9f2193bb8b'), ...wrong } as never;
    await expect(desk.tickets.create(draft)).rejects.toMatchObject({ code });
    expect(calls()).toEqual([]);
  });
});

describe('a create that gets through in part', () => {
  it('says which record is there and which fields are missing', async () => {
    const { desk, sandbox, calls, adminId } = connect();
    const { id } = sandbox.seed.contact();
    sandbox.faults.inject({
      method: 'POST',
      path: /\/parts$/,
      fault: { kind: 'status', status: 404, body: assigneeNotFound },
    });
    const error: unknown = await desk.tickets
      .create({ ...draftFor(id), tags: ['vip'], assigneeId: adminId, status: 'resolved' })
      .catch((thrown: unknown) => thrown);
    const [made] = [...sandbox.state.conversations.rows.keys()];
    expect(error).toMatchObject({
      name: 'PartialWriteError',
      code: 'partially_written',
      id: `intercom:abc123de:${made}`,
      missing: ['assigneeId', 'status'],
      retryable: false,
      cause: { code: 'not_found', nativeCode: 'assignee_not_found' },
    });
    expect(await desk.tickets.get(String(made))).toMatchObject({
      subject: 'Export',
      tags: ['vip'],
      status: 'open',
    });
    expect(calls().filter((call) => call.endsWith('/parts'))).toHaveLength(1);
  });

  it('says so also when an answer in the middle was lost', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact();
    sandbox.faults.inject({
      method: 'POST',
      path: /\/parts$/,
      fault: { kind: 'commit-then-drop' },
    });
    const made = desk.tickets.create({ ...draftFor(id), status: 'resolved' });
    await expect(made).rejects.toMatchObject({
      code: 'partially_written',
      missing: ['status'],
      cause: { code: 'outcome_unknown' },
    });
    expect(sandbox.state.conversations.rows.size).toBe(1);
  });

  it('is reported as it is when not even the conversation was made', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.contact();
    sandbox.faults.inject({ method: 'POST', path: '/conversations', fault: { kind: 'dropped' } });
    await expect(desk.tickets.create(draftFor(id))).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.state.conversations.rows.size).toBe(0);
  });

  it('waits for a conversation that cannot be found for a moment', async () => {
    const { desk, sandbox, sleptMs, calls } = connect();
    const { id } = sandbox.seed.contact();
    const fault = { kind: 'status', status: 404, body: notFound } as const;
    sandbox.faults.inject({ method: 'PUT', path: /^\/conversations/, fault, times: 2 });
    const { value } = await desk.tickets.create(draftFor(id));
    expect(value.subject).toBe('Export');
    expect(sleptMs()).toBe(1_500);
    expect(calls().filter((call) => call === 'POST /conversations')).toHaveLength(1);
  });

  it('gives that up after some seconds', async () => {
    const { desk, sandbox, sleptMs } = connect();
    const { id } = sandbox.seed.contact();
    const fault = { kind: 'status', status: 404, body: notFound } as const;
    sandbox.faults.inject({ method: 'PUT', path: /^\/conversations/, fault, times: 9 });
    await expect(desk.tickets.create(draftFor(id))).rejects.toMatchObject({
      code: 'partially_written',
      missing: ['subject'],
    });
    expect(sleptMs()).toBe(3_500);
  });
});

const errorList = (code: string, text: string) => ({
  type: 'error.list',
  request_id: 'r-1',
  errors: [{ code, message: text }],
});
const assigneeNotFound = errorList('assignee_not_found', 'Assignee not found');
const notFound = errorList('not_found', 'Resource Not Found');
