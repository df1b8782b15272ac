import { PartialWriteError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import type { AnyFields } from '../../../../src/adapter/contract.ts';
import type { ImportDraft } from '../../../../src/adapter/resources.ts';
import type { FreshdeskSandboxOptions } from '../../../../adapters/freshdesk/sandbox/index.ts';
import { callsOf, type Connection, connect } from '../support/connect.ts';

const ALL = { limit: 1_000 };
const at = (text: string): Date => new Date(text);
const file = (fileName: string, content: string) => ({
  fileName,
  contentType: 'text/plain',
  data: new TextEncoder().encode(content),
});

/** An account whose admin has switched its mails off, as the sheet advises for imports. */
function account(sandbox: FreshdeskSandboxOptions = {}) {
  const connection = connect({
    sandbox: { notifications: false, ...sandbox },
    desk: { callerKeyField: 'cf_key' },
  });
  const { seed } = connection.sandbox;
  seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
  const ada = seed.contact({ name: 'Ada', email: 'ada@example.org' });
  const bo = seed.agent({ name: 'Bo', email: 'bo@example.org' });
  return { ...connection, ada: String(ada.id), bo: String(bo.id) };
}

type Account = ReturnType<typeof account>;

const history = ({ ada, bo }: Account): ImportDraft<AnyFields> => ({
  subject: 'The export stops',
  requester: { id: ada },
  callerKey: 'zendesk:acme:42',
  status: 'closed',
  priority: 'high',
  tags: ['imported'],
  createdAt: at('2023-05-01T10:00:00Z'),
  updatedAt: at('2023-05-03T10:00:00Z'),
  resolvedAt: at('2023-05-03T10:00:00Z'),
  messages: [
    {
      body: { text: 'It stops\nat 50 %.' },
      visibility: 'public',
      authorId: ada,
      createdAt: at('2023-05-01T10:00:00Z'),
      attachments: [file('log.txt', 'boom')],
    },
    {
      body: { text: 'The old plan ends there.' },
      visibility: 'internal',
      authorId: bo,
      createdAt: at('2023-05-01T11:00:00Z'),
    },
    {
      body: { html: '<p>We <b>raised</b> it.</p>' },
      visibility: 'public',
      authorId: bo,
      createdAt: at('2023-05-02T10:00:00Z'),
      attachments: [file('proof.txt', 'yes')],
    },
    {
      body: { text: 'Thanks!' },
      visibility: 'public',
      authorId: ada,
      authorKind: 'customer',
      createdAt: at('2023-05-03T10:00:00Z'),
    },
  ],
});

const writesOf = ({ sent }: Connection) =>
  sent()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body, parts }) => ({
      call: `${method} ${path.replace('/api/v2', '')}`,
      body,
      parts: parts?.map(({ name, value }) => [name, value]),
    }));

describe('an imported ticket', () => {
  it('goes out as a ticket and notes, each with its provenance header, never as replies', async () => {
    const desk = account();
    await desk.desk.imports.ticket(history(desk));
    const [ticket, ...notes] = writesOf(desk);
    const id = String([...desk.sandbox.state.tickets.rows.keys()][0]);
    expect(ticket).toEqual({
      call: 'POST /tickets',
      body: undefined,
      parts: [
        ['subject', 'The export stops'],
        ['status', '5'],
        ['priority', '3'],
        ['custom_fields[cf_key]', 'zendesk:acme:42'],
        ['requester_id', desk.ada],
        ['tags[]', 'imported'],
        [
          'description',
          '[Originally sent 2023-05-01T10:00:00Z · zendesk:acme:42]<br>It stops<br>at 50 %.',
        ],
        ['attachments[]', 'boom'],
      ],
    });
    expect(notes).toEqual([
      {
        call: `POST /tickets/${id}/notes`,
        body: {
          private: true,
          body: '[Originally sent 2023-05-01T11:00:00Z · zendesk:acme:42]<br>The old plan ends there.',
          user_id: Number(desk.bo),
        },
        parts: undefined,
      },
      {
        call: `POST /tickets/${id}/notes`,
        body: undefined,
        parts: [
          ['private', 'false'],
          [
            'body',
            '[Originally sent 2023-05-02T10:00:00Z · zendesk:acme:42]<br><p>We <b>raised</b> it.</p>',
          ],
          ['user_id', desk.bo],
          ['attachments[]', 'yes'],
        ],
      },
      {
        call: `POST /tickets/${id}/notes`,
        body: {
          private: false,
          incoming: true,
          body: '[Originally sent 2023-05-03T10:00:00Z · zendesk:acme:42]<br>Thanks!',
          user_id: Number(desk.ada),
        },
        parts: undefined,
      },
    ]);
    expect(desk.sandbox.state.outbox).toEqual([]);
  });

  it('keeps texts, visibility, sides, files, tags, key and status, and says what it lost', async () => {
    const desk = account();
    const { value, warnings } = await desk.desk.imports.ticket(history(desk));
    expect(value).toMatchObject({
      subject: 'The export stops',
      status: 'closed',
      priority: 'high',
      tags: ['imported'],
      callerKey: 'zendesk:acme:42',
      requester: { email: 'ada@example.org' },
    });
    const thread = await desk.desk.messages.list(value.id).toArray(ALL);
    expect(
      thread.map(({ visibility, author, attachments }) => [
        visibility,
        author.kind,
        author.id,
        attachments.map(({ fileName }) => fileName),
      ]),
    ).toEqual([
      ['public', 'customer', `freshdesk:acme:${desk.ada}`, ['log.txt']],
      ['internal', 'agent', `freshdesk:acme:${desk.bo}`, []],
      ['public', 'agent', `freshdesk:acme:${desk.bo}`, ['proof.txt']],
      ['public', 'customer', `freshdesk:acme:${desk.ada}`, []],
    ]);
    expect(warnings.map(({ type, field }) => `${type} ${field}`)).toEqual([
      'dropped createdAt',
      'dropped updatedAt',
      'dropped resolvedAt',
      'dropped messages.0.createdAt',
      'dropped messages.1.createdAt',
      'dropped messages.2.createdAt',
      'dropped messages.3.createdAt',
    ]);
  });

  it('gives its dates back to who believes the headers', async () => {
    const desk = account();
    const { value } = await desk.desk.imports.ticket(history(desk));
    const believing = connect({
      desk: {
        readProvenanceHeaders: true,
        credentials: desk.sandbox.credentials,
        fetch: (input, init) => desk.sandbox.fetch(input, init),
      },
    });
    const thread = await believing.desk.messages.list(value.externalId).toArray(ALL);
    expect(thread.map(({ createdAt }) => createdAt)).toEqual(
      history(desk).messages.map(({ createdAt }) => createdAt),
    );
  });

  it('never shows a note that a ticket began with: it follows a description without it', async () => {
    const desk = account();
    const draft = history(desk);
    const [first, second, ...rest] = draft.messages;
    if (first === undefined || second === undefined) throw new Error('no messages');
    const { value, warnings } = await desk.desk.imports.ticket({
      ...draft,
      messages: [second, first, ...rest],
    });
    const thread = await desk.desk.messages.list(value.id).toArray(ALL);
    expect(thread.map(({ visibility }) => visibility)).toEqual([
      'public',
      'internal',
      'public',
      'public',
      'public',
    ]);
    expect(thread[0]?.bodyText).not.toContain('The old plan');
    expect(thread[1]?.bodyText).toContain('The old plan');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'derived', field: 'description' }),
    );
  });

  it('leaves out what would write to people, or what Freshdesk decides itself', async () => {
    const desk = account();
    const draft = history(desk);
    const [first] = draft.messages;
    if (first === undefined) throw new Error('no messages');
    const { warnings } = await desk.desk.imports.ticket({
      ...draft,
      cc: ['chief@example.org'],
      archive: true,
      dueAt: at('2023-06-01T00:00:00Z'),
      messages: [{ ...first, attachments: [], cc: ['chief@example.org'], authorId: desk.bo }],
    });
    expect(warnings.map(({ field }) => field)).toEqual([
      'createdAt',
      'updatedAt',
      'resolvedAt',
      'cc',
      'archive',
      'messages.0.createdAt',
      'messages.0.cc',
      'dueAt',
      'messages.0.authorId',
    ]);
    expect(JSON.stringify(writesOf(desk))).not.toContain('chief@example.org');
    expect(writesOf(desk)[0]?.body).toMatchObject({
      description: expect.stringContaining(`by ${desk.bo} · zendesk:acme:42]`),
    });
  });

  it('names authors and sources that its caller knows', async () => {
    const desk = account();
    const draft = history(desk);
    const named = (original_author: string, original_source: string) => ({
      freshdesk: { original_author, original_source },
    });
    await desk.desk.imports.ticket({
      ...draft,
      messages: draft.messages.map((message, index) => ({
        ...message,
        attachments: [],
        providerOptions: named('Grace <H>', `zendesk:acme:c${index}`),
      })),
    });
    const [ticket, note] = writesOf(desk);
    expect(ticket?.body).toMatchObject({
      description: expect.stringMatching(
        /^\[Originally sent 2023-05-01T10:00:00Z by Grace &lt;H&gt; · zendesk:acme:c0\]<br>/,
      ),
    });
    expect(note?.body).toMatchObject({ body: expect.stringContaining('zendesk:acme:c1') });
  });

  it('is refused before any call without messages, or with one of no visibility', async () => {
    const desk = account();
    const draft = history(desk);
    await expect(desk.desk.imports.ticket({ ...draft, messages: [] })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'messages' }],
    });
    // Callers without types can leave it out.
    const [first, second] = JSON.parse(JSON.stringify(draft.messages));
    const broken = { ...second, visibility: undefined, createdAt: at(second.createdAt) };
    const messages = [{ ...first, attachments: [], createdAt: at(first.createdAt) }, broken];
    await expect(desk.desk.imports.ticket({ ...draft, messages })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'messages.1.visibility' }],
    });
    expect(desk.sent()).toEqual([]);
  });
});

describe('an import that meets difficulties', () => {
  it('writes a note without an author whom the account does not take, and names him', async () => {
    const desk = account({ unconfirmed: { contactNotes: false } });
    const { value, warnings } = await desk.desk.imports.ticket(history(desk));
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages.3.authorId' }),
    );
    const thread = await desk.desk.messages.list(value.id).toArray(ALL);
    expect(thread).toHaveLength(4);
    expect(thread[3]).toMatchObject({ visibility: 'public', author: { kind: 'customer' } });
    expect(thread[3]?.bodyText).toContain(`by ${desk.ada} · zendesk:acme:42]`);
  });

  it('says what is there and what is missing, and writes only that the next time', async () => {
    const desk = account();
    let posts = 0;
    desk.intercept(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/notes')) return undefined;
      posts += 1;
      return posts === 2 ? 'drop-after' : undefined;
    });
    const error = await desk.desk.imports.ticket(history(desk)).catch((reason: unknown) => reason);
    const id = String([...desk.sandbox.state.tickets.rows.keys()][0]);
    expect(error).toBeInstanceOf(PartialWriteError);
    expect(error).toMatchObject({
      code: 'partially_written',
      id: `freshdesk:acme:${id}`,
      missing: ['messages.2', 'messages.3'],
      cause: { code: 'outcome_unknown' },
    });
    desk.intercept(() => undefined);
    desk.forget();
    const { value } = await desk.desk.imports.ticket(history(desk));
    expect(value.externalId).toBe(id);
    // The second note had arrived although its answer was lost.
    expect(writesOf(desk).map(({ call }) => call)).toEqual([`POST /tickets/${id}/notes`]);
    const thread = await desk.desk.messages.list(id).toArray(ALL);
    expect(thread).toHaveLength(4);
    expect(desk.sandbox.state.tickets.rows.size).toBe(1);
  });

  it('makes no second ticket after the answer to the first was lost', async () => {
    const desk = account();
    desk.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    await expect(desk.desk.imports.ticket(history(desk))).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    desk.intercept(() => undefined);
    await desk.desk.imports.ticket(history(desk));
    await desk.desk.imports.ticket(history(desk));
    expect(desk.sandbox.state.tickets.rows.size).toBe(1);
    const [ticket] = desk.sandbox.state.tickets.rows.values();
    expect(ticket?.conversations).toHaveLength(3);
  });

  it('looks for its ticket in the list, since the search would not know it yet', async () => {
    const desk = account();
    await desk.desk.imports.ticket(history(desk));
    desk.forget();
    await desk.desk.imports.ticket(history(desk));
    expect(callsOf(desk)[0]).toBe('GET /tickets');
    expect(desk.sent()[0]?.query.get('requester_id')).toBe(desk.ada);
    expect(callsOf(desk).some((call) => call.includes('/search/'))).toBe(false);
  });

  it('keeps two messages of the same second apart when it goes on', async () => {
    const desk = account();
    const draft = history(desk);
    const [first, second] = draft.messages;
    if (first === undefined || second === undefined) throw new Error('no messages');
    const twins = { ...draft, messages: [{ ...first, attachments: [] }, second, second] };
    let posts = 0;
    desk.intercept(({ path }) => {
      if (!path.endsWith('/notes')) return undefined;
      posts += 1;
      return posts === 2 ? 'drop' : undefined;
    });
    await expect(desk.desk.imports.ticket(twins)).rejects.toMatchObject({
      code: 'partially_written',
    });
    desk.intercept(() => undefined);
    const { value } = await desk.desk.imports.ticket(twins);
    expect(await desk.desk.messages.list(value.id).toArray(ALL)).toHaveLength(3);
  });

  it('closes a ticket again, without a mail, that a note has opened', async () => {
    const desk = account({ notifications: true });
    let opened = false;
    desk.intercept(({ method, path }) => {
      if (method === 'GET' && /\/tickets\/\d+$/.test(path) && !opened) {
        opened = true;
        const [ticket] = desk.sandbox.state.tickets.rows.values();
        if (ticket !== undefined) ticket.status = 2;
        desk.sandbox.state.outbox.length = 0;
      }
      return undefined;
    });
    const { value } = await desk.desk.imports.ticket(history(desk));
    expect(value.status).toBe('closed');
    expect(desk.sandbox.state.outbox).toEqual([]);
    const update = writesOf(desk).find(({ call }) => call === 'POST /tickets/bulk_update');
    expect(update?.body).toEqual({
      bulk_action: {
        ids: [Number(value.externalId)],
        properties: { status: 5, skip_close_notification: true },
      },
    });
  });

  it('warns that nothing keeps it from happening twice without callerKeyField', async () => {
    const { sandbox, desk } = connect({ sandbox: { notifications: false } });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { warnings } = await desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(ada.id) },
      callerKey: 'old-1',
      createdAt: at('2023-05-01T10:00:00Z'),
      messages: [
        { body: { text: 'Hi' }, visibility: 'public', createdAt: at('2023-05-01T10:00:00Z') },
      ],
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({
        type: 'dropped',
        field: 'callerKey',
        reason: expect.stringContaining('callerKeyField'),
      }),
    );
  });
});
