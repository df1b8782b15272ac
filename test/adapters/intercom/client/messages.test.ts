import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const replies = ({ sent }: Connection) =>
  sent()
    .filter(({ path }) => path.endsWith('/reply'))
    .map(({ path, body }) => [path, body]);

describe('a thread', () => {
  it('has the first message once, then whatever says something, wherever it stands', async () => {
    const { desk, sandbox, adminId, calls } = connect();
    const { id } = sandbox.seed.conversation({
      body: 'It does not work.',
      parts: [
        { authorId: adminId, type: 'note', body: '<p>Known bug</p>' },
        { authorId: adminId, type: 'assignment', body: '<p>Take it, please</p>' },
        { authorId: adminId, type: 'snoozed' },
        { type: 'open', body: 'Any news?' },
        { authorId: adminId, type: 'close', body: '<p>Fixed.</p>' },
      ],
    });
    const thread = await read(desk.messages.list(id));
    expect(thread.map((m) => [m.nativeType, m.visibility, m.bodyText, m.author.kind])).toEqual([
      ['source', 'public', 'It does not work.', 'customer'],
      ['note', 'internal', 'Known bug', 'agent'],
      ['assignment', 'public', 'Take it, please', 'agent'],
      ['open', 'public', 'Any news?', 'customer'],
      ['close', 'public', 'Fixed.', 'agent'],
    ]);
    expect(thread.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false, false]);
    expect(calls()).toEqual([`GET /conversations/${id}`]);
  });

  it('is one call, however small its pages are, and can be resumed', async () => {
    const { desk, sandbox, calls } = connect();
    const parts = Array.from({ length: 4 }, (_item, index) => ({ body: `Part ${index}` }));
    const { id } = sandbox.seed.conversation({ parts });
    const pages = await read(desk.messages.list(id, { pageSize: 2 }).pages());
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
    expect(calls()).toHaveLength(1);
    const cursor = pages[0]?.nextCursor ?? '';
    const rest = await read(desk.messages.list(id, { pageSize: 2, cursor }));
    expect(rest.map(({ bodyText }) => bodyText)).toEqual(['Part 1', 'Part 2', 'Part 3']);
    await expect(read(desk.messages.list(id, { cursor: 'nonsense' }))).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
  });

  it('says that its beginning is out of reach when Intercom cut it short', async () => {
    const { desk, sandbox } = connect();
    const parts = Array.from({ length: 501 }, (_item, index) => ({ body: `Part ${index}` }));
    const { id } = sandbox.seed.conversation({ parts });
    const told: unknown[] = [];
    desk.on('warning', (event) => told.push(event));
    expect(await read(desk.messages.list(id))).toHaveLength(501);
    expect(told).toMatchObject([
      { operation: 'messages.list', warnings: [{ type: 'dropped', field: 'messages' }] },
    ]);
    expect((await desk.tickets.get(id)).threadComplete).toBe(false);
  });

  it('of a ticket is its description and its parts', async () => {
    const { another, sandbox, adminId, calls } = connect();
    const { id } = sandbox.seed.ticket({
      body: 'It does not work.',
      parts: [{ authorId: adminId, type: 'note', body: '<p>Known</p>' }],
    });
    const thread = await read(another({ read: 'tickets' }).messages.list(id));
    expect(thread.map(({ bodyText, visibility }) => [bodyText, visibility])).toEqual([
      ['Something does not work.', 'public'],
      ['It does not work.', 'public'],
      ['Known', 'internal'],
    ]);
    expect(calls()).toEqual([`GET /tickets/${id}`]);
  });
});

describe('a new message', () => {
  it('of a teammate is HTML, in the name of whoever acts', async () => {
    const connection = connect();
    const { desk, sandbox, adminId } = connection;
    const { id } = sandbox.seed.conversation();
    const { value, warnings } = await desk.messages.reply(id, {
      body: { text: 'a < b & c\nnext' },
    });
    expect(warnings).toEqual([]);
    expect(replies(connection)).toEqual([
      [
        `/conversations/${id}/reply`,
        {
          message_type: 'comment',
          type: 'admin',
          admin_id: adminId,
          body: '<p>a &lt; b &amp; c<br>next</p>',
        },
      ],
    ]);
    expect(value).toMatchObject({
      visibility: 'public',
      bodyText: 'a < b & c\nnext',
      author: { id: `intercom:abc123de:${adminId}`, kind: 'agent' },
      ticketId: `intercom:abc123de:${id}`,
    });
  });

  it('can be in another teammate’s name', async () => {
    const connection = connect();
    const { desk, sandbox, calls } = connection;
    const grace = sandbox.seed.admin({ name: 'Grace' });
    const { id } = sandbox.seed.conversation();
    const { value } = await desk.messages.note(id, {
      body: { html: '<b>Known</b>' },
      authorId: `intercom:abc123de:${grace.id}`,
    });
    expect(replies(connection)).toEqual([
      [
        `/conversations/${id}/reply`,
        { message_type: 'note', type: 'admin', admin_id: grace.id, body: '<b>Known</b>' },
      ],
    ]);
    expect(value).toMatchObject({ visibility: 'internal', author: { name: 'Grace' } });
    expect(calls()).not.toContain('GET /me');
  });

  it('of a customer is plain text, and opens what was closed', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const customer = sandbox.seed.contact({ name: 'Ada' });
    const { id } = sandbox.seed.conversation({
      contactId: customer.id,
      properties: { state: 'closed' },
    });
    const { value, warnings } = await desk.messages.create(id, {
      body: { html: '<p>Still <b>broken</b></p>' },
      visibility: 'public',
      authorId: customer.id,
    });
    expect(warnings).toMatchObject([{ type: 'coerced', field: 'body' }]);
    expect(replies(connection)).toEqual([
      [
        `/conversations/${id}/reply`,
        {
          message_type: 'comment',
          type: 'user',
          intercom_user_id: customer.id,
          body: 'Still broken',
        },
      ],
    ]);
    expect(value).toMatchObject({
      nativeType: 'open',
      bodyText: 'Still broken',
      author: { kind: 'customer', id: `intercom:abc123de:${customer.id}` },
    });
    expect((await desk.tickets.get(id)).status).toBe('open');
  });

  it('takes files as bytes in any form, and addresses that Intercom fetches', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation();
    const bytes = new TextEncoder().encode('log');
    const { value } = await desk.messages.reply(id, {
      body: { text: 'See files' },
      attachments: [
        { fileName: 'a.log', contentType: 'text/plain', data: bytes },
        { fileName: 'b.log', contentType: 'text/plain', data: bytes.buffer },
        { fileName: 'c.log', contentType: 'text/plain', data: new Blob([bytes]) },
      ],
      providerOptions: { intercom: { attachmentUrls: ['https://files.example/d.png'] } },
    });
    const file = (name: string) => ({ content_type: 'text/plain', name, data: 'bG9n' });
    expect(replies(connection)[0]?.[1]).toMatchObject({
      attachment_files: ['a.log', 'b.log', 'c.log'].map(file),
      attachment_urls: ['https://files.example/d.png'],
    });
    const first = value.attachments.find(({ fileName }) => fileName === 'a.log');
    if (first === undefined) throw new Error('The reply has no file.');
    const { data } = await desk.attachments.download(first);
    expect(new TextDecoder().decode(data)).toBe('log');
  });

  it('encodes a file of any length', async () => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation();
    const data = Uint8Array.from({ length: 100_000 }, (_item, index) => index % 256);
    const attachments = [{ fileName: 'a.bin', contentType: 'application/octet-stream', data }];
    await desk.messages.note(id, { body: { text: 'File' }, attachments });
    // Safe: the body was just sent with this one file.
    const sent = replies(connection)[0]?.[1] as { attachment_files: [{ data: string }] };
    expect(Buffer.from(sent.attachment_files[0].data, 'base64').equals(data)).toBe(true);
  });

  it('on a ticket is answered by the message alone', async () => {
    const connection = connect();
    const { another, sandbox, adminId } = connection;
    const desk = another({ read: 'tickets' });
    const { id } = sandbox.seed.ticket();
    const { value } = await desk.messages.note(id, { body: { text: 'Known' } });
    expect(replies(connection)).toEqual([
      [
        `/tickets/${id}/reply`,
        { message_type: 'note', type: 'admin', admin_id: adminId, body: '<p>Known</p>' },
      ],
    ]);
    expect(value).toMatchObject({ visibility: 'internal', bodyText: 'Known', nativeType: 'note' });
  });

  it('of a customer with a file goes through the conversation of a ticket', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    const customer = sandbox.seed.contact();
    const { id } = sandbox.seed.ticket({ contactId: customer.id });
    const data = new TextEncoder().encode('log');
    await another({ read: 'tickets' }).messages.create(id, {
      body: { text: 'See file' },
      visibility: 'public',
      authorId: customer.id,
      attachments: [{ fileName: 'a.log', contentType: 'text/plain', data }],
    });
    expect(replies(connection).map(([path]) => path)).toEqual([`/conversations/${id}/reply`]);
  });

  it.each([
    ['no visibility', { visibility: undefined }, 'validation_failed'],
    ['an unknown visibility', { visibility: 'private' }, 'validation_failed'],
    [
      'a note of a customer',
      { visibility: 'internal', authorId: '65a1f0f31bb69f9f2193bb8b' },
      'validation_failed',
    ],
    ['a customer without a name', { authorKind: 'customer' }, 'validation_failed'],
    ['an author of no known form', { authorId: 'bob' }, 'validation_failed'],
    ['a blank body', { body: { html: ' ' } }, 'validation_failed'],
    ['an upload’s token', { attachments: [{ token: 't', fileName: 'a' }] }, 'validation_failed'],
    [
      'too many files',
      { attachments: Array.from({ length: 11 }, () => ({ data: new Uint8Array() })) },
      'limit_exceeded',
    ],
    ['unknown settings', { providerOptions: { intercom: { bcc: [] } } }, 'configuration_invalid'],
  ])('with %s is refused before anything is sent', async (_what, wrong, code) => {
    const { desk, calls } = connect();
    const draft = { body: { text: 'Hi' }, visibility: 'public', ...wrong };
    // Safe: callers without types can pass all of this.
    await expect(desk.messages.create('1', draft as never)).rejects.toMatchObject({ code });
    expect(calls()).toEqual([]);
  });

  it('says that a copy is sent to nobody', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    const { warnings } = await desk.messages.reply(id, {
      body: { text: 'Hi' },
      cc: ['a@b.example'],
    });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'cc' }]);
  });
});

describe('blacking out', () => {
  it('knows the first message from a part', async () => {
    const { desk, sandbox, sent } = connect();
    const { id, source } = sandbox.seed.conversation({ parts: [{ body: 'My card: 4111' }] });
    const [first, second] = await read(desk.messages.list(id));
    await desk.messages.erase(id, first?.id ?? '');
    await desk.messages.erase(id, second?.id ?? '');
    expect(
      sent().flatMap(({ path, body }) => (path === '/conversations/redact' ? [body] : [])),
    ).toEqual([
      { type: 'source', conversation_id: id, source_id: source?.id },
      {
        type: 'conversation_part',
        conversation_id: id,
        conversation_part_id: second?.externalId,
      },
    ]);
    const thread = await read(desk.messages.list(id));
    expect(thread.map(({ isRedacted }) => isRedacted)).toEqual([true, true]);
  });
});

describe('a first message without an id', () => {
  it('cannot be blacked out, and nothing is sent', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation();
    await expect(desk.messages.erase(id, `source-of-${id}`)).rejects.toMatchObject({
      name: 'UnsupportedError',
      operation: 'messages.erase',
    });
    expect(calls()).toEqual([]);
  });
});
