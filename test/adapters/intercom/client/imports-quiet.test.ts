import { describe, expect, it } from 'vitest';
import type { ImportDraft, ImportMessage } from 'polydesk';
import { type Connection, connect, type ConnectSettings, read } from '../support/connect.ts';

const JANUARY = new Date('2025-01-06T09:00:00Z');
const at = (minute: number): Date => new Date(JANUARY.getTime() + minute * 60_000);
// 2025-01-06T09:00:00Z in seconds.
const SECONDS = 1_736_154_000;

const writes = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) => [`${method} ${path}`, body] as const);

function workspace(settings: ConnectSettings = {}) {
  const connection = connect(settings);
  const customer = connection.sandbox.seed.contact({ email: 'ada@customer.example' });
  const [type] = [...connection.sandbox.state.ticketTypes.rows.values()];
  connection.forget();
  const history = (
    messages: readonly ImportMessage[],
    rest: Partial<ImportDraft> = {},
  ): ImportDraft => ({
    subject: 'An old case',
    requester: { id: customer.id },
    createdAt: JANUARY,
    messages,
    ...rest,
  });
  return { ...connection, connection, customer, history, typeId: type?.id ?? '' };
}

const said = (text: string, minute: number, rest: Partial<ImportMessage> = {}): ImportMessage => ({
  body: { text },
  visibility: 'public',
  createdAt: at(minute),
  ...rest,
});
const byCustomer = { authorKind: 'customer' } as const;

describe('an import that tells nobody', () => {
  it('begins a thread that staff began with the customer’s first message', async () => {
    const { desk, connection, customer, history, sandbox, adminId } = workspace();
    const { value, warnings } = await desk.imports.ticket(
      history([
        said('We moved your account.', 0, { authorId: adminId }),
        said('Why?', 5, byCustomer),
      ]),
    );
    const id = value.externalId;
    expect(sandbox.state.outbox).toEqual([]);
    expect(writes(connection)).toEqual([
      [
        'POST /conversations',
        { from: { type: 'user', id: customer.id }, body: 'Why?', created_at: SECONDS + 300 },
      ],
      [`PUT /conversations/${id}`, { title: 'An old case' }],
      [
        `POST /conversations/${id}/reply`,
        {
          message_type: 'comment',
          type: 'admin',
          admin_id: adminId,
          body: '<p>We moved your account.</p>',
          created_at: SECONDS,
          skip_notifications: true,
        },
      ],
    ]);
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'messages.0' }),
    );
  });

  it('refuses a thread in which no customer speaks, unless the customer may be told', async () => {
    const { desk, history, sandbox, sent, adminId } = workspace();
    const mail = history([said('A notice.', 0, { authorId: adminId })]);
    await expect(desk.imports.ticket(mail)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
    const providerOptions = { intercom: { notifyCustomer: true } };
    const { warnings } = await desk.imports.ticket({ ...mail, providerOptions });
    expect(sandbox.state.outbox).toMatchObject([{ to: ['ada@customer.example'] }]);
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'messages' }),
    );
  });

  it.each(['2.11', '2.12'] as const)('refuses tickets of ticket types in %s', async (version) => {
    const { desk, history, sent, typeId } = workspace({
      sandbox: { version },
      desk: { apiVersion: version, read: 'tickets' },
    });
    const draft = history([said('Hello', 0, byCustomer)], { formId: typeId, status: 'resolved' });
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
  });

  it('imports tickets of ticket types silently from 2.13 on', async () => {
    const { desk, history, sandbox, typeId } = workspace({
      sandbox: { version: '2.13' },
      desk: { apiVersion: '2.13', read: 'tickets' },
    });
    const draft = history([said('Hello', 0, byCustomer)], { formId: typeId, status: 'resolved' });
    await desk.imports.ticket(draft);
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('refuses files of staff on tickets where only the conversation takes them aloud', async () => {
    const { desk, history, sent, typeId, adminId } = workspace({
      sandbox: { version: '2.14' },
      desk: { apiVersion: '2.14', read: 'tickets' },
    });
    const file = { fileName: 'a.txt', contentType: 'text/plain', data: new Uint8Array([65]) };
    const draft = history(
      [said('Hello', 0, byCustomer), said('See', 1, { authorId: adminId, attachments: [file] })],
      { formId: typeId },
    );
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
  });
});

describe('authors of an import', () => {
  it.each([
    ['a teammate’s number', '900100200', 'customer'],
    ['a contact’s id', '0123456789abcdef01234567', 'agent'],
    ['a contact’s id', '0123456789abcdef01234567', 'bot'],
  ])('must not be %s (%s) and of kind %s', async (_form, authorId, kind) => {
    const { desk, history, sent } = workspace();
    // Safe: callers without types can say any word; messages that were read call bots so.
    const authorKind = kind as 'agent' | 'customer';
    const draft = history([said('Hello', 0, byCustomer), said('?', 1, { authorId, authorKind })]);
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'messages.1.authorId' }],
    });
    expect(sent()).toEqual([]);
  });

  it.each(['agent', 'bot', 'system', undefined])(
    'of kind %s without an id are told',
    async (kind) => {
      const { desk, history } = workspace();
      // Safe: as above.
      const authorKind = kind as 'agent' | undefined;
      const reply = said('Hello again', 1, authorKind === undefined ? {} : { authorKind });
      const { warnings } = await desk.imports.ticket(
        history([said('Hello', 0, byCustomer), reply]),
      );
      expect(warnings).toContainEqual(
        expect.objectContaining({ type: 'coerced', field: 'messages.1.authorId' }),
      );
    },
  );

  it('are told of no loss where they are named', async () => {
    const { desk, history, adminId } = workspace();
    const { warnings, value } = await desk.imports.ticket(
      history([said('Hello', 0, byCustomer), said('Aha', 1, { authorId: adminId })]),
    );
    expect(warnings).toEqual([]);
    const thread = await read(desk.messages.list(value.id));
    expect(thread.map(({ author }) => author.kind)).toEqual(['customer', 'agent']);
  });
});

describe('what a conversation begins with', () => {
  const brand = { brandId: '77' };
  const providerOptions = {
    intercom: { attachmentUrls: ['https://files.example/a.png'] },
  };

  it('is imported with its brand and its addresses of files', async () => {
    const { desk, connection, history } = workspace();
    await desk.imports.ticket(
      history([said('Hello', 0, byCustomer)], { ...brand, providerOptions }),
    );
    expect(writes(connection)[0]?.[1]).toMatchObject({
      brand_id: '77',
      attachment_urls: ['https://files.example/a.png'],
    });
  });

  it('is imported with its subject where titles cannot be written later', async () => {
    const { desk, connection, history } = workspace({
      sandbox: { version: '2.12' },
      desk: { apiVersion: '2.12' },
    });
    const { warnings } = await desk.imports.ticket(history([said('Hello', 0, byCustomer)], brand));
    expect(writes(connection)).toMatchObject([['POST /conversations', { subject: 'An old case' }]]);
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'brandId' }]);
  });

  it('says what a message of staff cannot hold', async () => {
    const { desk, history, adminId } = workspace();
    const { warnings } = await desk.imports.ticket(
      history([said('A notice.', 0, { authorId: adminId })], {
        ...brand,
        providerOptions: { intercom: { ...providerOptions.intercom, notifyCustomer: true } },
      }),
    );
    const dropped = warnings.filter(({ type }) => type === 'dropped').map(({ field }) => field);
    expect(dropped).toEqual(['brandId', 'providerOptions']);
  });
});

describe('what is refused of an imported case', () => {
  it('is an attribute that the workspace does not have', async () => {
    const { desk, history } = workspace();
    const draft = history([said('It stops.', 0, byCustomer)], { customFields: { 'No such': 'x' } });
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'partially_written',
      cause: { code: 'validation_failed', issues: [{ path: 'customFields.No such' }] },
    });
  });

  it('is an attribute that the ticket type does not have, before the ticket is made', async () => {
    const { desk, history, sandbox, typeId } = workspace({ desk: { read: 'tickets' } });
    const customFields = { 'No such': 'x' };
    const draft = history([said('It stops.', 0, byCustomer)], { formId: typeId, customFields });
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'customFields.No such' }],
    });
    expect(sandbox.state.conversations.rows.size).toBe(0);
  });

  it('are the files of a reply, where Intercom does not say what it is', async () => {
    const { desk, history, sandbox } = workspace();
    const attachments = [
      { fileName: 'a.txt', contentType: 'text/plain', data: new Uint8Array([1]) },
    ];
    sandbox.faults.inject({
      fault: { kind: 'status', status: 400 },
      when: ({ path }) => path.endsWith('/reply'),
    });
    const draft = history([said('It stops.', 0, { ...byCustomer, attachments })]);
    await expect(desk.imports.ticket(draft)).rejects.toMatchObject({
      code: 'partially_written',
      cause: { code: 'validation_failed', issues: [{ path: 'messages.0.attachments' }] },
    });
  });
});
