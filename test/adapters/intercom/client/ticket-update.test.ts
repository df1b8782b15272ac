import { ConflictError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

describe('a change of a conversation', () => {
  it('sends the fields that are named in one call', async () => {
    const connection = connect({ desk: { callerKeyAttribute: 'Key', categoryAttribute: 'Kind' } });
    const { desk, sandbox } = connection;
    for (const name of ['Key', 'Kind']) sandbox.seed.conversationAttribute({ name });
    sandbox.seed.conversationAttribute({ name: 'renews', data_type: 'datetime' });
    const { id } = sandbox.seed.conversation();
    const { value, warnings } = await desk.tickets.update(id, {
      subject: 'Renamed',
      callerKey: 'crm-1',
      category: 'billing',
      customFields: { renews: new Date('2026-06-01T00:00:00Z') },
      organizationId: null,
    });
    expect(warnings).toEqual([]);
    expect(writes(connection)).toEqual([
      [
        `PUT /conversations/${id}`,
        {
          title: 'Renamed',
          custom_attributes: { Key: 'crm-1', Kind: 'billing', renews: 1_780_272_000 },
          company_id: null,
        },
      ],
    ]);
    expect(value).toMatchObject({ subject: 'Renamed', callerKey: 'crm-1', category: 'billing' });
  });

  it('takes a value away with null', async () => {
    const connection = connect({ desk: { callerKeyAttribute: 'Key' } });
    const { desk, sandbox } = connection;
    sandbox.seed.conversationAttribute({ name: 'Key' });
    const { id } = sandbox.seed.conversation({
      properties: { custom_attributes: { Key: 'crm-1' } },
    });
    const { value } = await desk.tickets.update(id, { callerKey: null });
    expect(writes(connection)).toEqual([
      [`PUT /conversations/${id}`, { custom_attributes: { Key: null } }],
    ]);
    expect(value.callerKey).toBeNull();
  });

  it('assigns teammate and team apart from each other, and takes both away with "0"', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const team = sandbox.seed.team({ name: 'Tier 2' });
    const { id } = sandbox.seed.conversation();
    const to = `POST /conversations/${id}/parts`;
    const base = { message_type: 'assignment', admin_id: adminId };
    const assigned = await desk.tickets.update(id, { assigneeId: adminId });
    expect(assigned.value).toMatchObject({ assignee: { type: 'agent' }, groupId: null });
    const both = await desk.tickets.update(id, { groupId: team.id });
    expect(both.value).toMatchObject({
      assignee: { id: `intercom:abc123de:${adminId}` },
      groupId: `intercom:abc123de:${team.id}`,
    });
    const none = await desk.tickets.update(id, { assigneeId: null, groupId: null });
    expect(none.value).toMatchObject({ assignee: null, groupId: null });
    expect(writes(connection)).toEqual([
      [to, { ...base, type: 'admin', assignee_id: adminId }],
      [to, { ...base, type: 'team', assignee_id: team.id }],
      [to, { ...base, type: 'admin', assignee_id: '0' }],
      [to, { ...base, type: 'team', assignee_id: '0' }],
    ]);
  });

  it.each([
    [{ status: 'open' }, { message_type: 'open' }, 'open'],
    [{ status: 'resolved' }, { message_type: 'close', type: 'admin' }, 'resolved'],
    [{ nativeStatusId: 'closed' }, { message_type: 'close', type: 'admin' }, 'resolved'],
    [
      { status: 'pending', snoozedUntil: new Date('2026-04-01T08:00:00Z') },
      { message_type: 'snoozed', snoozed_until: 1_775_030_400 },
      'pending',
    ],
    [
      { snoozedUntil: new Date('2026-04-01T08:00:00Z') },
      { message_type: 'snoozed', snoozed_until: 1_775_030_400 },
      'pending',
    ],
  ] as const)('%j is one action', async (patch, action, status) => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.conversation();
    const { value, warnings } = await desk.tickets.update(id, patch);
    expect(warnings).toEqual([]);
    expect(writes(connection)).toEqual([
      [`POST /conversations/${id}/parts`, { ...action, admin_id: adminId }],
    ]);
    expect(value.status).toBe(status);
  });

  it.each([
    [{ status: 'in_progress' }, 'open', { type: 'coerced', field: 'status', to: 'open' }],
    [{ status: 'closed' }, 'resolved', { type: 'coerced', field: 'status', to: 'resolved' }],
    [{ status: 'pending' }, 'open', { type: 'dropped', field: 'status' }],
    [{ priority: 'high' }, 'open', { type: 'dropped', field: 'priority' }],
    [{ dueAt: new Date() }, 'open', { type: 'dropped', field: 'dueAt' }],
    [{ callerKey: 'k' }, 'open', { type: 'dropped', field: 'callerKey' }],
    [{ category: 'k' }, 'open', { type: 'dropped', field: 'category' }],
    [{ formId: '5' }, 'open', { type: 'dropped', field: 'formId' }],
    [{ brandId: '5' }, 'open', { type: 'dropped', field: 'brandId' }],
    [{ requesterId: '5' }, 'open', { type: 'dropped', field: 'requesterId' }],
    [
      { status: 'resolved', statusDetail: 'engineering' },
      'resolved',
      { type: 'dropped', field: 'statusDetail' },
    ],
  ] as const)('%j is told as a loss', async (patch, status, warning) => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    const told: unknown[] = [];
    desk.on('warning', ({ warnings }) => told.push(...warnings));
    const changed = await desk.tickets.update(id, patch);
    expect(changed.warnings).toEqual([expect.objectContaining(warning)]);
    expect(changed.value.status).toBe(status);
    expect(told).toEqual(changed.warnings);
  });

  it('writes the priority itself in the Preview version, in somebody’s name', async () => {
    const connection = connect({ desk: { apiVersion: 'Preview' } });
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.conversation();
    const { value, warnings } = await desk.tickets.update(id, { priority: 'normal' });
    expect(warnings).toEqual([]);
    expect(writes(connection)).toEqual([
      [`PUT /conversations/${id}`, { priority: 'medium', admin_id: adminId }],
    ]);
    expect(value.priority).toBe('normal');
  });

  it('reads and sends nothing for an empty change', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation();
    await desk.tickets.update(id, {});
    expect(calls()).toEqual([`GET /conversations/${id}`]);
  });

  it('opens a closed conversation that it assigns, unless the status is named', async () => {
    const { desk, sandbox, adminId } = connect();
    const closed = { properties: { state: 'closed' } } as const;
    const [one, two] = [sandbox.seed.conversation(closed), sandbox.seed.conversation(closed)];
    expect((await desk.tickets.update(one.id, { assigneeId: adminId })).value.status).toBe('open');
    const kept = await desk.tickets.update(two.id, { assigneeId: adminId, status: 'resolved' });
    expect(kept.value.status).toBe('resolved');
  });
});

describe('a conversation that is a ticket', () => {
  it('takes a state of its ticket by number', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.ticket();
    const state = [...sandbox.state.ticketStates.rows.values()].find(
      ({ category }) => category === 'waiting_on_customer',
    );
    const { value } = await desk.tickets.update(id, { nativeStatusId: state?.id ?? '' });
    expect(writes(connection)).toEqual([
      [`PUT /tickets/${id}`, { ticket_state_id: state?.id, admin_id: Number(adminId) }],
    ]);
    expect(value).toMatchObject({ status: 'pending', nativeStatus: { id: state?.id } });
  });

  it.each(['in_progress', 'pending', 'open'] as const)(
    'is brought to %s through its ticket, which decides while the conversation is open',
    async (status) => {
      const { desk, sandbox } = connect();
      const before = status === 'open' ? 'in_progress' : 'submitted';
      const { id } = sandbox.seed.ticket({ state: before });
      const { value, warnings } = await desk.tickets.update(id, { status });
      expect(value.status).toBe(status);
      expect(warnings).toEqual([]);
      expect((await desk.tickets.get(id)).status).toBe(status);
    },
  );
});

describe('tags', () => {
  it('are added and taken off by their ids, and the others stay', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.conversation({ tags: ['keep', 'drop'] });
    const drop = [...sandbox.state.tags.rows.values()].find(({ name }) => name === 'drop');
    const { value } = await desk.tickets.update(id, {
      tags: { add: ['New', 'KEEP'], remove: ['Drop', 'never there'] },
    });
    expect([...value.tags].sort()).toEqual(['New', 'keep']);
    const made = [...sandbox.state.tags.rows.values()].find(({ name }) => name === 'New');
    expect(writes(connection)).toEqual([
      ['POST /tags', { name: 'New' }],
      [`POST /conversations/${id}/tags`, { id: made?.id, admin_id: adminId }],
      [`DELETE /conversations/${id}/tags/${drop?.id}`, { admin_id: adminId }],
    ]);
  });
});

describe('a change under a version', () => {
  it('is refused when the case has moved on, before anything is written', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.conversation();
    const seen = await desk.tickets.get(id);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(id, { subject: 'By somebody else' });
    const before = sent().length;
    const stale = desk.tickets.update(id, { subject: 'Mine', ifVersion: seen.version });
    await expect(stale).rejects.toBeInstanceOf(ConflictError);
    await expect(stale).rejects.toMatchObject({ code: 'stale_write', retryable: false });
    expect(
      sent()
        .slice(before)
        .map(({ method }) => method),
    ).toEqual(['GET']);
    expect((await desk.tickets.get(id)).subject).toBe('By somebody else');
  });

  it('goes through when nothing has happened', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    const seen = await desk.tickets.get(id);
    const { value } = await desk.tickets.update(id, {
      tags: { add: ['vip'] },
      ifVersion: seen.version,
    });
    expect(value.tags).toEqual(['vip']);
  });
});

describe('a change that gets through in part', () => {
  it('is thrown as it is when its first call fails', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.conversation();
    sandbox.faults.inject({ method: 'PUT', fault: { kind: 'status', status: 500 } });
    await expect(
      desk.tickets.update(id, { subject: 'New', status: 'resolved' }),
    ).rejects.toMatchObject({ code: 'server_error' });
    expect(sandbox.state.conversations.rows.get(id)?.state).toBe('open');
  });

  it('says what is missing when a later one fails, and repeats nothing', async () => {
    const { desk, sandbox, adminId, calls } = connect();
    const { id } = sandbox.seed.conversation();
    const path = `/conversations/${id}/parts`;
    sandbox.faults.inject({ method: 'POST', path, after: 1, fault: { kind: 'dropped' } });
    const changed = desk.tickets.update(id, {
      subject: 'New',
      assigneeId: adminId,
      status: 'resolved',
    });
    await expect(changed).rejects.toMatchObject({
      code: 'partially_written',
      id: `intercom:abc123de:${id}`,
      missing: ['status'],
    });
    expect(calls().filter((call) => call.endsWith('/parts'))).toHaveLength(2);
  });
});
