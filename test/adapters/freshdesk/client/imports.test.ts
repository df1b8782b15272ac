import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';
import { account, at, history, writesOf } from '../support/imported-cases.ts';

const ALL = { limit: 1_000 };

describe('what is refused of an imported ticket', () => {
  it.each([
    ['the plan has no trackers', false, ['category', 'links']],
    ['the tickets of a tracker are not there', true, ['links']],
  ])('is named as the draft does, and nothing is made: %s', async (_what, linkedTickets, paths) => {
    const desk = account({ features: { linkedTickets } });
    const links = [{ kind: 'incident', ticketId: '99' }] as const;
    const category = linkedTickets ? 'Problem' : 'Nothing of theirs';
    const refused = desk.desk.imports.ticket({ ...history(desk), category, links });
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      status: 400,
      issues: paths.map((path) => expect.objectContaining({ path })),
    });
    expect(desk.sandbox.state.tickets.rows.size).toBe(0);
  });

  it.each([
    ['the first message', 3, 'validation_failed', 0],
    ['a note', 5, 'partially_written', 1],
  ])('are files of %s', async (_which, ticketAttachmentBytes, code, made) => {
    const desk = account({ unconfirmed: { ticketAttachmentBytes } });
    const error: unknown = await desk.desk.imports.ticket(history(desk)).catch((thrown) => thrown);
    expect(error).toMatchObject({ code });
    const issues = [{ path: `messages.${made === 0 ? 0 : 2}.attachments` }];
    expect(error).toMatchObject(made === 0 ? { issues } : { cause: { issues } });
    expect(desk.sandbox.state.tickets.rows.size).toBe(made);
  });
});

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
      'dropped notifications',
      'dropped createdAt',
      'dropped updatedAt',
      'dropped resolvedAt',
      'dropped messages.0.createdAt',
      'dropped messages.1.createdAt',
      'dropped messages.2.createdAt',
      'dropped messages.3.createdAt',
    ]);
  });

  it('knows the requester by either form of his id', async () => {
    const desk = account();
    const draft = history(desk);
    const { ada } = desk;
    const words = (text: string, authorId: string) => ({
      body: { text },
      visibility: 'public' as const,
      authorId,
      createdAt: draft.createdAt,
    });
    const { value, warnings } = await desk.desk.imports.ticket({
      ...draft,
      messages: [words('One', `freshdesk:acme:${ada}`), words('Two', `freshdesk:acme:${ada}`)],
    });
    const thread = await desk.desk.messages.list(value.id).toArray(ALL);
    expect(thread.map(({ author }) => author.kind)).toEqual(['customer', 'customer']);
    expect(warnings.map(({ field }) => field)).not.toContain('messages.0.authorId');
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
      'notifications',
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

  it('says that the first words are those of an agent, not the requester’s', async () => {
    const desk = account();
    const draft = history(desk);
    const { warnings } = await desk.desk.imports.ticket({
      ...draft,
      messages: [
        {
          body: { text: 'Your card failed.' },
          visibility: 'public',
          authorKind: 'agent',
          createdAt: draft.createdAt,
        },
      ],
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages.0.author' }),
    );
    expect(writesOf(desk)[0]?.body).toMatchObject({
      description: `[Originally sent 2023-05-01T10:00:00Z by an agent · zendesk:acme:42]<br>Your card failed.`,
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

  it('is refused before any call when its files are too large for one ticket together', async () => {
    const desk = account();
    const draft = history(desk);
    const withFile = (bytes: number, data = new Uint8Array(bytes)) =>
      draft.messages.slice(0, 2).map((message, index) => ({
        ...message,
        attachments: [
          {
            fileName: `${index}.bin`,
            contentType: 'application/octet-stream',
            data: index === 0 ? data : new Blob([data]),
          },
        ],
      }));
    await expect(
      desk.desk.imports.ticket({ ...draft, messages: withFile(10_485_761) }),
    ).rejects.toMatchObject({
      code: 'limit_exceeded',
      issues: [{ path: 'attachments', message: 'at most 20971520 bytes together' }],
    });
    expect(desk.sent()).toEqual([]);
    await desk.desk.imports.ticket({ ...draft, messages: withFile(10_485_760) });
    expect(desk.sandbox.state.tickets.rows.size).toBe(1);
  });
});
