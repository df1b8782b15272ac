import type { ImportDraft } from '../../../../src/adapter/resources.ts';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const at = (minute: number) => new Date(Date.UTC(2023, 4, 1, 10, minute));
const seconds = (minute: number) => at(minute).getTime() / 1000;

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method, path }) => method !== 'GET' && !path.endsWith('/search'))
    .map(({ method, path, body }) => [`${method} ${path}`, body]);

function furnish(desk: ConnectionOptions = {}) {
  const connection = connect({ desk: { callerKeyAttribute: 'Key', ...desk } });
  const { seed, state } = connection.sandbox;
  seed.conversationAttribute({ name: 'Key' });
  const [type] = [...state.ticketTypes.rows.values()];
  if (type === undefined) throw new Error('The workspace has no ticket type.');
  seed.ticketAttribute(type, { name: 'Key', data_type: 'string' });
  const customer = seed.contact({ name: 'Ada', email: 'ada@customer.example' });
  const grace = seed.admin({ name: 'Grace' });
  return { ...connection, connection, customer, grace, type };
}
type ConnectionOptions = NonNullable<Parameters<typeof connect>[0]>['desk'];

type Furnished = ReturnType<typeof furnish>;
const history = ({ customer, grace }: Furnished, overrides: Partial<ImportDraft> = {}) => ({
  subject: 'Export',
  requester: { id: customer.id },
  callerKey: 'zendesk:acme:42',
  status: 'resolved' as const,
  tags: ['old'],
  createdAt: at(0),
  messages: [
    { body: { text: 'It stops.' }, visibility: 'public', createdAt: at(0), authorId: customer.id },
    { body: { text: 'Old plan' }, visibility: 'internal', createdAt: at(1), authorId: grace.id },
    { body: { html: '<b>Fixed</b>' }, visibility: 'public', createdAt: at(2), authorId: grace.id },
    { body: { text: 'Thanks' }, visibility: 'public', createdAt: at(3), authorId: customer.id },
  ] as const,
  ...overrides,
});

describe('importing a case', () => {
  it('writes the key first, then the thread with its dates and authors, and closes last', async () => {
    const room = furnish();
    const { desk, connection, sandbox, customer, grace, adminId } = room;
    const { value, warnings } = await desk.imports.ticket(history(room));
    expect(warnings).toEqual([]);
    const path = `/conversations/${value.externalId}`;
    const tag = [...sandbox.state.tags.rows.values()][0];
    const quiet = { skip_notifications: true };
    expect(writes(connection)).toEqual([
      [
        'POST /conversations',
        { from: { type: 'user', id: customer.id }, body: 'It stops.', created_at: seconds(0) },
      ],
      [`PUT ${path}`, { title: 'Export', custom_attributes: { Key: 'zendesk:acme:42' } }],
      ['POST /tags', { name: 'old' }],
      [`POST ${path}/tags`, { id: tag?.id, admin_id: adminId }],
      [
        `POST ${path}/reply`,
        {
          message_type: 'note',
          type: 'admin',
          admin_id: grace.id,
          body: '<p>Old plan</p>',
          created_at: seconds(1),
          ...quiet,
        },
      ],
      [
        `POST ${path}/reply`,
        {
          message_type: 'comment',
          type: 'admin',
          admin_id: grace.id,
          body: '<b>Fixed</b>',
          created_at: seconds(2),
          ...quiet,
        },
      ],
      [
        `POST ${path}/reply`,
        {
          message_type: 'comment',
          type: 'user',
          intercom_user_id: customer.id,
          body: 'Thanks',
          created_at: seconds(3),
        },
      ],
      [`POST ${path}/parts`, { message_type: 'close', type: 'admin', admin_id: adminId }],
    ]);
    expect(value).toMatchObject({
      callerKey: 'zendesk:acme:42',
      createdAt: at(0),
      status: 'resolved',
      tags: ['old'],
    });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('tells what Intercom dates with the day of the import', async () => {
    const room = furnish();
    const { warnings } = await room.desk.imports.ticket(
      history(room, { resolvedAt: at(5), updatedAt: at(5), archive: true, cc: ['a@b.example'] }),
    );
    expect(warnings.map(({ type, field }) => [type, field])).toEqual([
      ['dropped', 'resolvedAt'],
      ['dropped', 'updatedAt'],
      ['dropped', 'archive'],
      ['dropped', 'cc'],
    ]);
  });

  it('lets notes from before the customer’s first message follow it, with their dates', async () => {
    const room = furnish();
    const { messages } = history(room);
    const { value, warnings } = await room.desk.imports.ticket(
      history(room, { messages: [messages[1], messages[0]] }),
    );
    expect(warnings.map(({ field }) => field)).toEqual(['messages.0']);
    const thread = await read(room.desk.messages.list(value.id));
    expect(thread.map(({ bodyText, createdAt }) => [bodyText, createdAt])).toEqual([
      ['It stops.', at(0)],
      ['Old plan', at(1)],
    ]);
  });

  it('begins with a message of staff where the customer may be told, and says so', async () => {
    const room = furnish();
    const { desk, connection, customer, grace, sandbox } = room;
    const { messages } = history(room);
    const { value, warnings } = await desk.imports.ticket(
      history(room, {
        messages: [messages[2], messages[3]],
        createdAt: at(2),
        providerOptions: { intercom: { notifyCustomer: true } },
      }),
    );
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'messages' }]);
    expect(writes(connection)[0]).toEqual([
      'POST /messages',
      {
        message_type: 'in_app',
        from: { type: 'admin', id: Number(grace.id) },
        to: { type: 'user', id: customer.id },
        body: '<b>Fixed</b>',
        created_at: seconds(2),
        create_conversation_without_contact_reply: true,
      },
    ]);
    const thread = await read(desk.messages.list(value.id));
    expect(thread.map(({ author, bodyText }) => [author.kind, bodyText])).toEqual([
      ['agent', 'Fixed'],
      ['customer', 'Thanks'],
    ]);
    expect(sandbox.state.conversations.rows.size).toBe(1);
  });

  it('takes whoever acts for a teammate who is not named, and for a customer’s note', async () => {
    const room = furnish();
    const { desk, customer, adminId } = room;
    const note = { body: { text: 'x' }, visibility: 'internal', createdAt: at(1) } as const;
    const [first] = history(room).messages;
    const { value, warnings } = await desk.imports.ticket(
      history(room, {
        messages: [
          { ...first, authorId: undefined, authorKind: 'customer' } as never,
          note,
          { ...note, authorId: customer.id },
        ],
      }),
    );
    expect(warnings).toMatchObject([
      { type: 'coerced', field: 'messages.1.authorId' },
      { type: 'coerced', field: 'messages.2.authorId' },
    ]);
    const thread = await read(desk.messages.list(value.id));
    expect(thread.map(({ author }) => author.id?.split(':')[2])).toEqual([
      customer.id,
      adminId,
      adminId,
    ]);
  });

  it('puts another customer’s opening into the requester’s mouth only with a warning', async () => {
    const room = furnish();
    const other = room.sandbox.seed.contact();
    const [first] = history(room).messages;
    const { warnings } = await room.desk.imports.ticket(
      history(room, { messages: [{ ...first, authorId: other.id }] }),
    );
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'messages.0.authorId' }]);
  });

  it('says that a conversation begins with its first message', async () => {
    const room = furnish();
    const { value, warnings } = await room.desk.imports.ticket(
      history(room, { createdAt: at(-5) }),
    );
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'createdAt' }]);
    expect(value.createdAt).toEqual(at(0));
  });

  it('sends files as bytes with the messages they belong to', async () => {
    const room = furnish();
    const data = new TextEncoder().encode('log');
    const attachments = [{ fileName: 'a.log', contentType: 'text/plain', data }];
    const [first, , third] = history(room).messages;
    const { value, warnings } = await room.desk.imports.ticket(
      history(room, {
        messages: [
          { ...first, attachments },
          { ...third, attachments },
        ],
      }),
    );
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'messages.0.attachments' }]);
    const thread = await read(room.desk.messages.list(value.id));
    expect(thread.map((m) => [m.bodyText, m.attachments.length, m.createdAt])).toEqual([
      ['It stops.', 0, at(0)],
      ['a.log', 1, at(0)],
      ['Fixed', 1, at(2)],
    ]);
  });

  it('names what is missing when it stops half way, under the id that the key finds', async () => {
    const room = furnish();
    const { desk, sandbox } = room;
    const fault = { kind: 'commit-then-drop' } as const;
    sandbox.faults.inject({ method: 'POST', path: /\/reply$/, after: 1, fault });
    const failed = desk.imports.ticket(history(room));
    await expect(failed).rejects.toMatchObject({
      code: 'partially_written',
      missing: ['messages.2', 'messages.3', 'status'],
      cause: { code: 'outcome_unknown' },
    });
    const [row] = [...sandbox.state.conversations.rows.values()];
    expect(row?.custom_attributes).toMatchObject({ Key: 'zendesk:acme:42' });
    await expect(failed).rejects.toMatchObject({ id: `intercom:abc123de:${row?.id}` });
  });

  it.each([
    ['no messages', { messages: [] }, 'validation_failed'],
    [
      'a visibility that is none',
      { messages: [{ body: { text: 'x' }, authorKind: 'customer', createdAt: at(0) }] },
      'validation_failed',
    ],
    [
      'notes alone',
      { messages: [{ body: { text: 'x' }, visibility: 'internal', createdAt: at(0) }] },
      'unsupported_operation',
    ],
    [
      'a date that is none',
      {
        messages: [
          {
            body: { text: 'x' },
            visibility: 'public',
            authorKind: 'customer',
            createdAt: new Date(Number.NaN),
          },
        ],
      },
      'validation_failed',
    ],
  ])('refuses %s before anything is sent', async (_what, wrong, code) => {
    const room = furnish();
    // Safe: callers without types can pass all of this.
    const imported = room.desk.imports.ticket(history(room, wrong as never));
    await expect(imported).rejects.toMatchObject({ code });
    expect(room.calls()).toEqual([]);
  });

  it('refuses versions in which old answers would be sent to customers again', async () => {
    const room = furnish({ apiVersion: '2.14' });
    await expect(room.desk.imports.ticket(history(room))).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(room.calls()).toEqual([]);
    const [first, note] = history(room).messages;
    const silent = await room.desk.imports.ticket(history(room, { messages: [first, note] }));
    expect(silent.value.status).toBe('resolved');
  });
});

describe('importing a ticket of a ticket type', () => {
  it('has the whole thread as replies, and changes silently', async () => {
    const room = furnish({ read: 'tickets' });
    const { desk, connection, customer, type, sandbox, adminId } = room;
    const draft = { ...history(room), formId: type.id };
    const { value, warnings } = await desk.imports.ticket(draft);
    expect(warnings).toEqual([]);
    const [made, ...others] = writes(connection);
    expect(made).toEqual([
      'POST /tickets',
      {
        ticket_type_id: type.id,
        contacts: [{ id: customer.id }],
        ticket_attributes: {
          _default_title_: 'Export',
          _default_description_: 'It stops.',
          Key: 'zendesk:acme:42',
        },
        created_at: seconds(0),
        skip_notifications: true,
      },
    ]);
    expect(others.map(([call]) => call)).toEqual([
      'POST /tags',
      `POST /tickets/${value.externalId}/tags`,
      ...Array.from({ length: 4 }, () => `POST /tickets/${value.externalId}/reply`),
      `PUT /tickets/${value.externalId}`,
    ]);
    expect(others.at(-1)?.[1]).toMatchObject({
      skip_notifications: true,
      admin_id: Number(adminId),
    });
    expect(value).toMatchObject({ status: 'resolved', tags: ['old'], createdAt: at(0) });
    const thread = await read(desk.messages.list(value.id));
    expect(thread.map(({ createdAt }) => createdAt)).toEqual([at(0), at(1), at(2), at(3)]);
    expect(sandbox.state.outbox).toEqual([]);
  });
});
