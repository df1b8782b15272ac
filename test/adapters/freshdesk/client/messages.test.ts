import { describe, expect, it } from 'vitest';
import { callsOf, type Connection, connect } from '../support/connect.ts';

const ALL = { limit: 1_000 };
const text = (body: string) => ({ body: { text: body } });
const file = (fileName: string, content: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode(content),
});

function aCase(conversations: number, settings: Parameters<typeof connect>[0] = {}) {
  const connection = connect(settings);
  const ada = connection.sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
  const ticket = connection.sandbox.seed.ticket({
    requesterId: ada.id,
    description: 'It does not work.',
    conversations: Array.from({ length: conversations }, (_, index) => ({
      body: `Entry ${index + 1}`,
      incoming: index % 2 === 0,
      createdAt: new Date(connection.sandbox.clock.now() - (conversations - index) * 1000),
    })),
  });
  return { ...connection, id: String(ticket.id), ada };
}

const textsOf = (messages: readonly { readonly bodyText: string | null }[]) =>
  messages.map(({ bodyText }) => bodyText);
const entries = (count: number) => [
  'It does not work.',
  ...Array.from({ length: count }, (_, index) => `Entry ${index + 1}`),
];

describe('a thread', () => {
  it('begins with the description, once, and comes in one call when it is short', async () => {
    const connection = aCase(3);
    const thread = await connection.desk.messages.list(connection.id).toArray(ALL);
    expect(textsOf(thread)).toEqual(entries(3));
    expect(thread.map(({ isFirst }) => isFirst)).toEqual([true, false, false, false]);
    expect(thread[0]).toMatchObject({
      id: `freshdesk:acme:${connection.id}-description`,
      visibility: 'public',
      author: { kind: 'customer', name: 'Ada', email: 'ada@example.org' },
    });
    expect(thread[1]?.author).toMatchObject({ kind: 'customer', name: 'Ada' });
    expect(callsOf(connection)).toEqual([`GET /tickets/${connection.id}`]);
    expect(connection.sent()[0]?.query.get('include')).toBe('conversations,requester');
  });

  it.each([9, 10, 11, 12, 150, 200])('of %i entries is complete, each once', async (count) => {
    const { desk, id } = aCase(count);
    const thread = await desk.messages.list(id).toArray(ALL);
    expect(textsOf(thread)).toEqual(entries(count));
    expect(new Set(thread.map((message) => message.id)).size).toBe(count + 1);
  });

  it('can be read in small pages and from a cursor', async () => {
    const { desk, id } = aCase(5);
    const pages: (string | null)[][] = [];
    let cursor: string | null = null;
    for await (const page of desk.messages.list(id, { pageSize: 2 }).pages()) {
      pages.push([...textsOf(page.items)]);
      cursor ??= page.nextCursor;
    }
    expect(pages).toEqual([
      ['It does not work.', 'Entry 1', 'Entry 2'],
      ['Entry 3', 'Entry 4'],
      ['Entry 5'],
    ]);
    const rest = await desk.messages.list(id, { pageSize: 2, cursor: cursor ?? '' }).toArray(ALL);
    expect(textsOf(rest)).toEqual(['Entry 3', 'Entry 4', 'Entry 5']);
  });

  it.each(['3', 'elsewhere~1', 'live~0'])('refuses the cursor %s', async (cursor) => {
    const { desk, id, sent } = aCase(1);
    await expect(desk.messages.list(id, { cursor }).toArray(ALL)).rejects.toMatchObject({
      code: 'configuration_invalid',
    });
    expect(sent()).toEqual([]);
  });

  it.each([2, 25])(
    'of an archived ticket with %i entries is read from the archive',
    async (count) => {
      const connection = aCase(count);
      connection.sandbox.actors.archive(Number(connection.id));
      const thread = await connection.desk.messages.list(connection.id).toArray(ALL);
      expect(textsOf(thread)).toEqual(entries(count));
      expect(
        callsOf(connection)
          .slice(1)
          .every((call) => call.includes('/archived/')),
      ).toBe(true);
    },
  );

  it('shows a customer’s mail once when a chat repeats it in the description', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { id } = sandbox.seed.ticket({
      requesterId: ada.id,
      description: 'Is anybody there?',
      properties: { source: 7 },
      conversations: [
        { body: 'Is anybody there?', incoming: true, source: 20, userId: ada.id },
        { body: 'Yes.', source: 20 },
      ],
    });
    const thread = await desk.messages.list(String(id)).toArray(ALL);
    expect(textsOf(thread)).toEqual(['Is anybody there?', 'Yes.']);
    expect(thread.map(({ isFirst }) => isFirst)).toEqual([true, false]);
  });

  it('leaves answers to surveys to the ratings, and tells observers', async () => {
    const connection = aCase(1);
    const { sandbox, desk, id } = connection;
    sandbox.actors.customerRates(Number(id), 103, { feedback: 'Thanks' });
    const warnings: unknown[] = [];
    desk.on('warning', (event) => warnings.push(event));
    const thread = await desk.messages.list(id).toArray(ALL);
    expect(textsOf(thread)).toEqual(entries(1));
    expect(warnings).toMatchObject([{ operation: 'messages.list' }]);
    const [rating] = await desk.ratings.list().toArray(ALL);
    expect(rating).toMatchObject({ score: 1, comment: 'Thanks' });
  });

  it('reads dates and authors of an import from its headers only when told to', async () => {
    const settled = async (readProvenanceHeaders: boolean) => {
      const { sandbox, desk } = connect({ desk: { readProvenanceHeaders } });
      const { id } = sandbox.seed.ticket({
        description:
          '[Originally sent 2023-05-01T10:00:00Z by Ada Lovelace · zendesk:acme:42] Hello',
      });
      return (await desk.messages.list(String(id)).toArray(ALL))[0];
    };
    expect(await settled(true)).toMatchObject({
      createdAt: new Date('2023-05-01T10:00:00Z'),
      author: { name: 'Ada Lovelace' },
    });
    expect((await settled(false))?.createdAt.getUTCFullYear()).toBe(2026);
  });
});

describe('a reply', () => {
  it('is mailed to the requester, and comes back public although its answer does not say so', async () => {
    const connection = aCase(0);
    const { desk, id, sandbox, sent } = connection;
    const { value, warnings } = await desk.messages.reply(id, {
      ...text('Good news:\nit works.'),
      cc: ['chief@example.org'],
      providerOptions: { freshdesk: { bcc_emails: ['log@example.org'] } },
    });
    expect(callsOf(connection)).toEqual([`POST /tickets/${id}/reply`]);
    expect(sent()[0]?.body).toEqual({
      body: 'Good news:<br>it works.',
      cc_emails: ['chief@example.org'],
      bcc_emails: ['log@example.org'],
    });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      visibility: 'public',
      author: { kind: 'agent' },
      to: ['ada@example.org'],
      cc: ['chief@example.org'],
      bcc: ['log@example.org'],
      nativeType: 'reply',
    });
    expect(sandbox.state.outbox.map(({ kind, to }) => [kind, to])).toEqual([
      ['reply', ['ada@example.org', 'chief@example.org', 'log@example.org']],
    ]);
  });

  it('is written in the name of the agent it names', async () => {
    const { desk, id, sandbox, sent } = aCase(0);
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const { value } = await desk.messages.reply(id, {
      ...text('Hello'),
      authorId: `freshdesk:acme:${bo.id}`,
    });
    expect(sent()[0]?.body).toEqual({ body: 'Hello', user_id: bo.id });
    expect(value.author.id).toBe(`freshdesk:acme:${bo.id}`);
  });

  it('is a form when it has files', async () => {
    const { desk, id, sent } = aCase(0);
    const { value } = await desk.messages.reply(id, {
      ...text('See'),
      cc: ['a@example.org'],
      attachments: [file('log.txt', 'boom')],
    });
    expect(sent()[0]?.parts).toEqual([
      { name: 'body', value: 'See', fileName: null, contentType: null },
      { name: 'cc_emails[]', value: 'a@example.org', fileName: null, contentType: null },
      { name: 'attachments[]', value: 'boom', fileName: 'log.txt', contentType: 'text/plain' },
    ]);
    expect(value.attachments).toMatchObject([{ fileName: 'log.txt', size: 4 }]);
  });

  it('is sent once; an answer that is lost is reported', async () => {
    const connection = aCase(0);
    connection.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    await expect(connection.desk.messages.reply(connection.id, text('Once'))).rejects.toMatchObject(
      { code: 'outcome_unknown' },
    );
    expect(connection.sandbox.state.outbox).toHaveLength(1);
  });
});

describe('a note', () => {
  it('is private on the wire, mails nobody, and comes back internal', async () => {
    const connection = aCase(0);
    const { desk, id, sandbox, sent } = connection;
    const { value } = await desk.messages.note(id, text('Do not tell.'));
    expect(callsOf(connection)).toEqual([`POST /tickets/${id}/notes`]);
    expect(sent()[0]?.body).toEqual({ body: 'Do not tell.', private: true });
    expect(value).toMatchObject({ visibility: 'internal', author: { kind: 'agent' } });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('stays private as a form, too', async () => {
    const { desk, id, sent } = aCase(0);
    const { value } = await desk.messages.note(id, {
      ...text('See'),
      attachments: [file('log.txt', 'boom')],
    });
    expect(sent()[0]?.parts).toContainEqual({
      name: 'private',
      value: 'true',
      fileName: null,
      contentType: null,
    });
    expect(value.visibility).toBe('internal');
    const thread = await desk.messages.list(id).toArray(ALL);
    expect(thread.at(-1)?.visibility).toBe('internal');
  });

  it('takes no copies, and says so', async () => {
    const { desk, id, sandbox, sent } = aCase(0);
    const { warnings } = await desk.messages.note(id, { ...text('Hm'), cc: ['a@example.org'] });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'cc' }]);
    expect(sent()[0]?.body).toEqual({ body: 'Hm', private: true });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('of a customer is public, from outside, and no mail', async () => {
    const { desk, id, ada, sandbox, sent } = aCase(0);
    const { value } = await desk.messages.create(id, {
      ...text('I called.'),
      visibility: 'public',
      authorKind: 'customer',
      authorId: String(ada.id),
    });
    expect(sent()[0]?.path).toMatch(/\/notes$/);
    expect(sent()[0]?.body).toEqual({
      body: 'I called.',
      private: false,
      incoming: true,
      user_id: ada.id,
    });
    expect(value).toMatchObject({ visibility: 'public', author: { kind: 'customer' } });
    expect(sandbox.state.outbox).toEqual([]);
  });
});

describe('changing what was said', () => {
  const withNote = async () => {
    const connection = aCase(1);
    const { value } = await connection.desk.messages.note(connection.id, text('Nto'));
    connection.forget();
    return { ...connection, note: value };
  };

  it('puts other words into a note', async () => {
    const { desk, id, note, sent } = await withNote();
    const { value } = await desk.messages.update(id, note.id, text('Note & more'));
    expect(sent()[0]).toMatchObject({
      method: 'PUT',
      path: `/api/v2/conversations/${note.externalId}`,
      body: { body: 'Note &amp; more' },
    });
    expect(value).toMatchObject({ bodyText: 'Note & more', visibility: 'internal' });
  });

  it('takes a message out of the thread', async () => {
    const { desk, id, note } = await withNote();
    await desk.messages.delete(id, note.id);
    expect(textsOf(await desk.messages.list(id).toArray(ALL))).toEqual(entries(1));
  });

  it('does neither to the description, which is part of the ticket, before any call', async () => {
    const { desk, id, sent } = await withNote();
    const first = `${id}-description`;
    await expect(desk.messages.update(id, first, text('No'))).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    await expect(desk.messages.delete(id, `freshdesk:acme:${first}`)).rejects.toMatchObject({
      code: 'unsupported_operation',
    });
    expect(sent()).toEqual([]);
  });

  it('refuses ids that lead elsewhere', async () => {
    const { desk, id, sent } = await withNote();
    for (const messageId of ['../tickets/1', 'zendesk:acme:1', '1e3']) {
      await expect(desk.messages.delete(id, messageId)).rejects.toMatchObject({
        code: 'id_mismatch',
      });
    }
    await expect(desk.messages.delete('zendesk:acme:1', '7')).rejects.toMatchObject({
      code: 'id_mismatch',
    });
    expect(sent()).toEqual([]);
  });
});

describe('the budget', () => {
  it('is drawn on by what comes along: the walk of the list costs seven, a thread three', async () => {
    const { desk, id, sandbox } = aCase(1, { sandbox: { rateLimits: { plan: 'enterprise' } } });
    const left = (): number => desk.rateBudgets()[0]?.remaining ?? Number.NaN;
    await desk.tickets.list().toArray({ limit: 1 });
    expect(left()).toBe(693);
    await desk.messages.list(id).toArray(ALL);
    expect(left()).toBe(690);
    await desk.tickets.get(id);
    expect(left()).toBe(686);
    expect(sandbox.requests).toHaveLength(3);
  });

  it('holds a costly call back while the rest is too little for it', async () => {
    const connection: Connection = connect();
    const { desk, sandbox, sent } = connection;
    const { id } = sandbox.seed.ticket();
    connection.intercept(({ path }) =>
      path.endsWith('/agents/me')
        ? Response.json(
            { id: 1, contact: { name: 'Bo' } },
            { headers: { 'X-RateLimit-Total': '50', 'X-Ratelimit-Remaining': '3' } },
          )
        : undefined,
    );
    await desk.agents.me();
    const before = sandbox.clock.now();
    await desk.tickets.get(String(id));
    expect(sandbox.clock.now() - before).toBe(60_000);
    expect(sent()).toHaveLength(2);
  });
});
