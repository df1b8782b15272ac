import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

const typeOf = ({ sandbox }: Connection) => {
  const [type] = [...sandbox.state.ticketTypes.rows.values()];
  if (type === undefined) throw new Error('The workspace has no ticket type.');
  return type;
};
const stateOf = ({ sandbox }: Connection, wanted: string) =>
  [...sandbox.state.ticketStates.rows.values()].find(({ category }) => category === wanted)?.id ??
  '';

describe('turning a conversation into a ticket', () => {
  it('keeps its id and gives list items by their ids', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const type = typeOf(connection);
    const area = sandbox.seed.ticketAttribute(type, {
      name: 'Area',
      data_type: 'list',
      list_items: ['App', 'Web'],
    });
    const { id } = sandbox.seed.conversation();
    const { value } = await desk.tickets.convert(id, {
      ticketTypeId: type.id,
      nativeStatusId: stateOf(connection, 'in_progress'),
      customFields: { Area: 'Web' },
    });
    expect(value).toMatchObject({ externalId: id, status: 'in_progress', ticketTypeId: type.id });
    expect(writes(connection)).toEqual([
      [
        `POST /conversations/${id}/convert`,
        {
          ticket_type_id: type.id,
          ticket_state_id: stateOf(connection, 'in_progress'),
          attributes: { Area: area.list_items[1]?.id },
        },
      ],
    ]);
  });

  it('refuses a value that is not in the list before it writes', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const type = typeOf(connection);
    sandbox.seed.ticketAttribute(type, { name: 'Area', data_type: 'list', list_items: ['App'] });
    const { id } = sandbox.seed.conversation();
    const converted = desk.tickets.convert(id, {
      ticketTypeId: type.id,
      customFields: { Area: 'Moon' },
    });
    await expect(converted).rejects.toMatchObject({ code: 'mapping_failed' });
    expect(writes(connection)).toEqual([]);
  });

  it('names a state from version 2.16 on only', async () => {
    const { another, calls } = connect();
    const draft = { ticketTypeId: '1', nativeStatusId: '2' };
    const old = another({ apiVersion: '2.15' });
    await expect(old.tickets.convert('1', draft)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(calls()).toEqual([]);
  });
});

describe('merging', () => {
  it('puts each source into the target, with its comments where they were asked for', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const [target, one, two] = sandbox.seed.conversations(3).map(({ id }) => id);
    await desk.tickets.merge(target ?? '', [one ?? '', two ?? ''], {
      targetComment: { text: 'Two more', visibility: 'internal' },
    });
    const into = { merge_into_conversation_id: Number(target) };
    expect(writes(connection)).toEqual([
      [`POST /conversations/${one}/merge`, into],
      [`POST /conversations/${two}/merge`, into],
      [
        `POST /conversations/${target}/reply`,
        { message_type: 'note', type: 'admin', admin_id: adminId, body: '<p>Two more</p>' },
      ],
    ]);
    expect((await desk.tickets.get(one ?? '')).status).toBe('resolved');
  });

  it('names the sources that are left when one fails', async () => {
    const { desk, sandbox } = connect();
    const [target, one] = sandbox.seed.conversations(2).map(({ id }) => id);
    const merged = desk.tickets.merge(target ?? '', [one ?? '', '404404', '404405']);
    await expect(merged).rejects.toMatchObject({
      code: 'partially_written',
      id: `intercom:abc123de:${target}`,
      missing: ['sources.1', 'sources.2'],
    });
  });

  it('refuses a case with itself, and versions before 2.16, before anything is sent', async () => {
    const { desk, another, calls } = connect();
    await expect(desk.tickets.merge('1', ['1'])).rejects.toMatchObject({
      code: 'validation_failed',
    });
    await expect(another({ apiVersion: '2.15' }).tickets.merge('1', ['2'])).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(calls()).toEqual([]);
  });
});

describe('tickets of ticket types', () => {
  it('are made in one call, and their state and tags follow', async () => {
    const connection = connect();
    const { another, sandbox, adminId } = connection;
    const type = typeOf(connection);
    const customer = sandbox.seed.contact();
    const desk = another({ read: 'tickets' });
    const { value, warnings } = await desk.tickets.create({
      subject: 'Export',
      requester: { id: customer.id },
      message: { body: { text: 'It stops.' }, visibility: 'public' },
      formId: type.id,
      assigneeId: adminId,
      status: 'in_progress',
      tags: ['vip'],
      providerOptions: { intercom: { skip_notifications: true } },
    });
    expect(warnings).toEqual([]);
    const { externalId: id } = value;
    const tag = [...sandbox.state.tags.rows.values()][0];
    expect(writes(connection)).toEqual([
      [
        'POST /tickets',
        {
          skip_notifications: true,
          ticket_type_id: type.id,
          assignment: { admin_assignee_id: adminId },
          contacts: [{ id: customer.id }],
          ticket_attributes: { _default_title_: 'Export', _default_description_: 'It stops.' },
        },
      ],
      ['POST /tags', { name: 'vip' }],
      [`POST /tickets/${id}/tags`, { id: tag?.id, admin_id: adminId }],
      [
        `PUT /tickets/${id}`,
        {
          ticket_state_id: stateOf(connection, 'in_progress'),
          admin_id: Number(adminId),
        },
      ],
    ]);
    expect(value).toMatchObject({
      subject: 'Export',
      description: 'It stops.',
      status: 'in_progress',
      tags: ['vip'],
      formId: type.id,
    });
  });

  it('are for an address that Intercom makes a contact of', async () => {
    const connection = connect();
    const desk = connection.another({ read: 'tickets' });
    await desk.tickets.create({
      subject: 'Export',
      requester: { email: 'ada@customer.example' },
      message: { body: { text: 'It stops.' }, visibility: 'public' },
      formId: typeOf(connection).id,
    });
    expect(writes(connection)).toMatchObject([
      ['POST /tickets', { contacts: [{ email: 'ada@customer.example' }] }],
    ]);
  });

  it('refuse files, and drafts without a type, before anything is sent', async () => {
    const { another, calls } = connect();
    const desk = another({ read: 'tickets' });
    const message = { body: { text: 'It stops.' }, visibility: 'public' } as const;
    const draft = { subject: 'Export', requester: { email: 'a@b.example' }, message };
    const refused = { code: 'validation_failed' };
    await expect(desk.tickets.create(draft)).rejects.toMatchObject(refused);
    const attachments = [{ fileName: 'a', contentType: 'text/plain', data: new Uint8Array(1) }];
    await expect(
      desk.tickets.create({ ...draft, formId: '1', message: { ...message, attachments } }),
    ).rejects.toMatchObject(refused);
    expect(calls()).toEqual([]);
  });

  it.each([
    [{ status: 'pending' }, 'waiting_on_customer', { open: true }, 'pending'],
    [{ status: 'resolved' }, 'resolved', {}, 'resolved'],
    [{ status: 'closed' }, 'resolved', { open: false }, 'resolved'],
    [{ status: 'open' }, 'submitted', { open: true }, 'open'],
  ] as const)('%j is a state of their type', async (patch, category, open, status) => {
    const connection = connect();
    const { another, sandbox, adminId } = connection;
    const { id } = sandbox.seed.ticket();
    const { value, warnings } = await another({ read: 'tickets' }).tickets.update(id, patch);
    expect(writes(connection)).toEqual([
      [
        `PUT /tickets/${id}`,
        { ...open, ticket_state_id: stateOf(connection, category), admin_id: Number(adminId) },
      ],
    ]);
    expect(value.status).toBe(status);
    expect(warnings.map(({ field }) => field)).toEqual(patch.status === 'closed' ? ['status'] : []);
  });

  it('have one assignee a call, in a form that changed with 2.14', async () => {
    const connection = connect();
    const { another, sandbox, adminId } = connection;
    const team = sandbox.seed.team({ name: 'Tier 2' });
    const { id } = sandbox.seed.ticket();
    const patch = { assigneeId: adminId, groupId: team.id };
    await another({ read: 'tickets' }).tickets.update(id, patch);
    await another({ read: 'tickets', apiVersion: '2.13' }).tickets.update(id, { groupId: team.id });
    expect(writes(connection)).toEqual([
      [`PUT /tickets/${id}`, { assignee_id: adminId, admin_id: Number(adminId) }],
      [`PUT /tickets/${id}`, { assignee_id: team.id, admin_id: Number(adminId) }],
      [`PUT /tickets/${id}`, { assignment: { assignee_id: team.id, admin_id: Number(adminId) } }],
    ]);
  });

  it('spell their state as a word before 2.12', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    const { id } = sandbox.seed.ticket();
    const old = another({ read: 'tickets', apiVersion: '2.11' });
    await old.tickets.update(id, { status: 'in_progress' });
    expect(writes(connection)).toEqual([
      [`PUT /tickets/${id}`, { open: true, state: 'in_progress' }],
    ]);
  });

  it('take the state that the account’s table names by its name', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    const [state] = [...sandbox.state.ticketStates.rows.values()].filter(
      ({ category }) => category === 'waiting_on_customer',
    );
    if (state === undefined) throw new Error('The workspace has no such state.');
    state.internal_label = 'With vendor';
    const { id } = sandbox.seed.ticket();
    const third = { status: 'pending', statusDetail: 'waiting_on_third_party' } as const;
    const desk = another({ read: 'tickets', statusMap: { 'With vendor': third } });
    const { value, warnings } = await desk.tickets.update(id, third);
    expect(writes(connection)).toEqual([
      [
        `PUT /tickets/${id}`,
        { open: true, ticket_state_id: state.id, admin_id: expect.any(Number) },
      ],
    ]);
    expect(value).toMatchObject(third);
    expect(warnings).toEqual([]);
    const unknown = another({ read: 'tickets', statusMap: { 'With lawyers': third } });
    await expect(unknown.tickets.update(id, third)).rejects.toMatchObject({
      code: 'mapping_failed',
      issues: [{ path: 'status', message: 'no state that is called "With lawyers"' }],
    });
  });

  it('say which type has no state for a status', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    for (const state of sandbox.state.ticketStates.rows.values()) {
      if (state.category === 'in_progress') state.archived = true;
    }
    const { id } = sandbox.seed.ticket();
    const changed = another({ read: 'tickets' }).tickets.update(id, { status: 'in_progress' });
    await expect(changed).rejects.toMatchObject({ code: 'mapping_failed' });
    expect(writes(connection)).toEqual([]);
  });

  it('are refused under a version that is old', async () => {
    const { another, sandbox } = connect();
    const desk = another({ read: 'tickets' });
    const { id } = sandbox.seed.ticket();
    const seen = await desk.tickets.get(id);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(id, { subject: 'Other' });
    const stale = desk.tickets.update(id, { subject: 'Mine', ifVersion: seen.version });
    await expect(stale).rejects.toMatchObject({ code: 'stale_write' });
    expect((await desk.tickets.get(id)).subject).toBe('Other');
  });

  it('are the same cases as their conversations', async () => {
    const { desk, another, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ title: 'Export', body: 'It stops.', tags: ['vip'] });
    const others = another({ read: 'tickets' });
    const [asConversation, asTicket] = [await desk.tickets.get(id), await others.tickets.get(id)];
    const shown = (ticket: typeof asTicket) => {
      const { id: of, subject, description, status, tags, requester, number } = ticket;
      return { of, subject, description, status, tags, requester: requester.id, number };
    };
    expect(shown(asTicket)).toEqual(shown(asConversation));
    for (const { messages } of [desk, others]) {
      const texts = (await read(messages.list(id))).map(({ bodyText }) => bodyText);
      // The ticket's description, which nobody gave here, and its one part.
      expect(texts).toEqual(['Something does not work.', 'It stops.']);
    }
  });
});
