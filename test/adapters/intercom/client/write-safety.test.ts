import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

const text = { body: { text: 'Hello' } };

describe('taking an assignee from a ticket of a ticket type', () => {
  it.each([
    ['groupId', 'team'],
    ['assigneeId', 'admin'],
  ] as const)('takes away %s alone', async (field, type) => {
    const connection = connect({ desk: { read: 'tickets' } });
    const { desk, sandbox, adminId } = connection;
    const team = sandbox.seed.team({ name: 'Tier 2' });
    const { id } = sandbox.seed.ticket();
    const assigned = { assigneeId: adminId, groupId: team.id };
    await desk.tickets.update(id, assigned);
    connection.forget();
    const { value } = await desk.tickets.update(id, { [field]: null });
    expect(writes(connection)).toEqual([
      [
        `POST /conversations/${id}/parts`,
        { message_type: 'assignment', type, assignee_id: '0', admin_id: adminId },
      ],
    ]);
    expect([value.assignee?.id ?? null, value.groupId]).toEqual(
      field === 'groupId'
        ? [`intercom:abc123de:${adminId}`, null]
        : // A team without a teammate has the case.
          [`intercom:abc123de:${team.id}`, `intercom:abc123de:${team.id}`],
    );
  });
});

describe('the sandbox’s own word for nobody', () => {
  it('takes teammate and team away at once', async () => {
    const { desk, sandbox, adminId } = connect({ desk: { read: 'tickets' } });
    const team = sandbox.seed.team({ name: 'Tier 2' });
    const { id } = sandbox.seed.ticket();
    await desk.tickets.update(id, { assigneeId: adminId, groupId: team.id });
    const body = { assignee_id: '0', admin_id: Number(adminId) };
    await desk.request({ method: 'PUT', path: `/tickets/${id}`, body });
    expect(await desk.tickets.get(id)).toMatchObject({ assignee: null, groupId: null });
  });
});

describe('files on a ticket', () => {
  const attachments = [
    { fileName: 'a.txt', contentType: 'text/plain', data: new Uint8Array([65]) },
  ];

  it.each([
    ['2.15', 'conversations'],
    ['2.16', 'tickets'],
  ] as const)('go in %s with a reply on %s', async (version, where) => {
    const connection = connect({
      sandbox: { version },
      desk: { apiVersion: version, read: 'tickets' },
    });
    const { id } = connection.sandbox.seed.ticket();
    const { value } = await connection.desk.messages.reply(id, { ...text, attachments });
    expect(connection.calls()).toContain(`POST /${where}/${id}/reply`);
    expect(value.attachments).toMatchObject([{ fileName: 'a.txt' }]);
  });
});

describe('waking a conversation', () => {
  it.each([
    ['closed', 0, 'resolved'],
    ['open', 0, 'open'],
    ['snoozed', 1, 'open'],
  ] as const)('that is %s takes %i calls', async (state, calls, status) => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation({ properties: { state } });
    const { value } = await desk.tickets.update(id, { snoozedUntil: null });
    expect(writes(connection)).toHaveLength(calls);
    expect(value.status).toBe(status);
  });
});

describe('a change that is already so', () => {
  it('is not written where the conversation was looked at', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.conversation();
    const patch = { status: 'resolved', assigneeId: adminId } as const;
    const first = await desk.tickets.update(id, patch);
    sandbox.clock.advance(3_600_000);
    connection.forget();
    const { version } = first.value;
    const second = await desk.tickets.update(id, { ...patch, ifVersion: version });
    expect(writes(connection)).toEqual([]);
    expect(second.value.resolvedAt).toEqual(first.value.resolvedAt);
  });

  it('says that assigning has opened a closed conversation', async () => {
    const { desk, sandbox, adminId } = connect();
    const { id } = sandbox.seed.conversation({ properties: { state: 'closed' } });
    const { value, warnings } = await desk.tickets.update(id, { assigneeId: adminId });
    expect(value.status).toBe('open');
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'status' }]);
    const again = await desk.tickets.update(id, { groupId: null });
    expect(again.warnings).toEqual([]);
  });
});

describe('reads that are older than a write', () => {
  const lagging = () => connect({ sandbox: { staleReadMs: 1_000 } });

  it('do not hide new tags of a case', async () => {
    const { desk, sandbox } = lagging();
    const { id } = sandbox.seed.conversation();
    sandbox.clock.advance(5_000);
    const { value } = await desk.tickets.update(id, { tags: { add: ['vip'] } });
    expect(value.tags).toEqual(['vip']);
  });

  it('do not make a new contact fail, nor lose its tags', async () => {
    const { desk } = lagging();
    const { value } = await desk.contacts.create({ email: 'new@customer.example', tags: ['vip'] });
    expect(value.tags).toEqual(['vip']);
  });

  it('do not make a new company fail, nor lose its tags', async () => {
    const { desk } = lagging();
    const { value } = await desk.organizations.create({
      name: 'New',
      callerKey: 'n',
      tags: ['vip'],
    });
    expect(value.tags).toEqual(['vip']);
  });
});

describe('a contact that was made just now', () => {
  it.each(['conversations', 'tickets'] as const)('gets a case among %s', async (mode) => {
    const { another, sandbox, sleptMs } = connect();
    const [type] = [...sandbox.state.ticketTypes.rows.values()];
    let refusals = 0;
    const desk = another({
      read: mode,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const isStart = request.method === 'POST' && request.url.endsWith(`/${mode}`);
        if (!isStart || refusals > 0) return sandbox.fetch(request);
        refusals += 1;
        const errors = [{ code: 'not_found', message: 'User Not Found' }];
        return Response.json({ type: 'error.list', errors }, { status: 404 });
      },
    });
    const { value } = await desk.tickets.create({
      subject: 'First',
      requester: { email: 'new@customer.example' },
      message: { ...text, visibility: 'public' },
      ...(mode === 'tickets' ? { formId: type?.id ?? '' } : {}),
    });
    expect(value.subject).toBe('First');
    expect(refusals).toBe(1);
    expect(sleptMs()).toBe(500);
  });
});

describe('what must fail is refused before anything is sent', () => {
  it('a ticket’s state for a conversation that is none yet', async () => {
    const { desk, sent } = connect();
    const draft = { subject: 'S', nativeStatusId: '991267460' };
    const requester = { id: '0123456789abcdef01234567' };
    const created = desk.tickets.create({
      ...draft,
      requester,
      message: { ...text, visibility: 'public' },
    });
    await expect(created).rejects.toMatchObject({ code: 'mapping_failed' });
    const createdAt = new Date('2025-01-06T09:00:00Z');
    const imported = desk.imports.ticket({
      ...draft,
      requester,
      createdAt,
      messages: [{ ...text, visibility: 'public', authorKind: 'customer', createdAt }],
    });
    await expect(imported).rejects.toMatchObject({ code: 'mapping_failed' });
    expect(sent()).toEqual([]);
  });

  it('a block before 2.13', async () => {
    const { another, sent } = connect();
    const { contacts } = another({ apiVersion: '2.12' });
    const draft = { email: 'b@customer.example', isBlocked: true };
    const refusal = { code: 'unsupported_operation' };
    await expect(contacts.create(draft)).rejects.toMatchObject(refusal);
    expect(sent()).toEqual([]);
  });

  it.each([
    ['2.14', 'conversations'],
    ['2.12', 'tickets'],
  ] as const)('a silent reply in %s on %s', async (apiVersion, mode) => {
    const { another, sent } = connect();
    const { messages } = another({ apiVersion, read: mode });
    const providerOptions = { intercom: { skip_notifications: true } };
    await expect(messages.reply('1', { ...text, providerOptions })).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
  });
});

describe('options to choose from', () => {
  const providerOptions = { intercom: { reply_options: [{ text: 'Yes', uuid: 'u1' }] } };

  it('make a quick reply', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.conversation();
    const { value } = await connection.desk.messages.reply(id, { ...text, providerOptions });
    expect(writes(connection)[0]?.[1]).toMatchObject({
      message_type: 'quick_reply',
      reply_options: [{ text: 'Yes', uuid: 'u1' }],
    });
    expect(value).toMatchObject({ visibility: 'public', bodyText: 'Hello' });
  });

  it('are refused on notes, and before 2.14', async () => {
    const { desk, another, sent } = connect();
    await expect(desk.messages.note('1', { ...text, providerOptions })).rejects.toMatchObject({
      code: 'validation_failed',
    });
    const old = another({ apiVersion: '2.13' });
    await expect(old.messages.reply('1', { ...text, providerOptions })).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
  });
});
