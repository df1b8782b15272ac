import { type ImportDraft, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const at = (text: string) => new Date(text);

function withPeople() {
  const account = connect();
  const { seed } = account.sandbox;
  const customer = seed.user({ name: 'Ada', email: 'ada@customer.example' });
  const agent = seed.agent({ name: 'Grace', email: 'grace@acme.example' });
  const draft: ImportDraft = {
    subject: 'From the old desk',
    requester: { id: `zendesk:acme:${customer.id}` },
    assigneeId: `zendesk:acme:${agent.id}`,
    callerKey: 'old-1',
    status: 'closed',
    tags: ['imported'],
    createdAt: at('2021-04-01T08:00:00Z'),
    updatedAt: at('2021-04-03T08:00:00Z'),
    resolvedAt: at('2021-04-02T08:00:00Z'),
    messages: [
      {
        body: { text: 'It broke.' },
        visibility: 'public',
        authorId: String(customer.id),
        createdAt: at('2021-04-01T08:00:00Z'),
      },
      {
        body: { text: 'Known bug' },
        visibility: 'internal',
        authorId: String(agent.id),
        createdAt: at('2021-04-01T09:00:00Z'),
      },
      {
        body: { html: '<p>Fixed.</p>' },
        visibility: 'public',
        authorId: String(agent.id),
        createdAt: at('2021-04-02T08:00:00Z'),
      },
    ],
  };
  return { ...account, customer, agent, draft };
}

const rowOf = ({ sandbox }: ReturnType<typeof withPeople>, id: number) =>
  sandbox.state.tickets.rows.get(id);

describe('importing a ticket', () => {
  it('keeps dates, authors, visibility and the closed status, and tells nobody', async () => {
    const account = withPeople();
    const { desk, draft, sandbox, sent, customer, agent } = account;
    const { value, warnings } = await desk.imports.ticket(draft);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ method: 'POST', path: '/api/v2/imports/tickets' });
    expect(sent()[0]?.query.get('archive_immediately')).toBeNull();
    expect(sent()[0]?.body).toEqual({
      ticket: {
        subject: 'From the old desk',
        status: 'closed',
        requester_id: customer.id,
        assignee_id: agent.id,
        external_id: 'old-1',
        tags: ['imported'],
        created_at: '2021-04-01T08:00:00Z',
        updated_at: '2021-04-03T08:00:00Z',
        solved_at: '2021-04-02T08:00:00Z',
        comments: [
          {
            body: 'It broke.',
            public: true,
            author_id: customer.id,
            created_at: '2021-04-01T08:00:00Z',
          },
          {
            body: 'Known bug',
            public: false,
            author_id: agent.id,
            created_at: '2021-04-01T09:00:00Z',
          },
          {
            html_body: '<p>Fixed.</p>',
            public: true,
            author_id: agent.id,
            created_at: '2021-04-02T08:00:00Z',
          },
        ],
      },
    });
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({
      status: 'closed',
      callerKey: 'old-1',
      createdAt: at('2021-04-01T08:00:00Z'),
      updatedAt: at('2021-04-03T08:00:00Z'),
    });
    expect(sandbox.state.outbox).toEqual([]);
    expect(rowOf(account, 1)?.comments.map((row) => [row.author_id, row.public])).toEqual([
      [customer.id, true],
      [agent.id, false],
      [agent.id, true],
    ]);
    const thread = await desk.messages.list(value.id).toArray({ limit: 10 });
    expect(thread.map(({ createdAt }) => createdAt)).toEqual(
      draft.messages.map(({ createdAt }) => createdAt),
    );
  });

  it('can go straight to the archive, where it is still found', async () => {
    const account = withPeople();
    const { desk, draft, sent } = account;
    const { value } = await desk.imports.ticket({ ...draft, archive: true });
    expect(sent()[0]?.query.get('archive_immediately')).toBe('true');
    expect(rowOf(account, 1)?.archived).toBe(true);
    await expect(desk.tickets.get(value.id)).resolves.toMatchObject({ status: 'closed' });
  });

  it('refuses an author who does not exist, and makes no ticket', async () => {
    const { desk, draft, sandbox } = withPeople();
    const [first, ...rest] = draft.messages;
    const messages = first === undefined ? [] : [{ ...first, authorId: '1' }, ...rest];
    await expect(desk.imports.ticket({ ...draft, messages })).rejects.toThrow(ValidationError);
    expect(sandbox.state.tickets.rows.size).toBe(0);
  });

  it('names what is refused as the draft does, and makes no ticket', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticketField({ title: 'Seats', type: 'integer' });
    const requester = sandbox.seed.user({ name: 'Ada' });
    const createdAt = at('2021-04-01T08:00:00Z');
    const refused = desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(requester.id) },
      createdAt,
      customFields: { [String(id)]: 'many' },
      links: [{ kind: 'problem', ticketId: '99' }],
      messages: [{ body: { text: 'It stops.' }, visibility: 'public', createdAt }],
    });
    await expect(refused).rejects.toMatchObject({
      code: 'validation_failed',
      status: 422,
      issues: expect.arrayContaining([
        expect.objectContaining({ path: `customFields.${id}` }),
        expect.objectContaining({ path: 'links' }),
      ]),
    });
    expect(sandbox.state.tickets.rows.size).toBe(0);
  });

  it('needs a message, and says so before anything is sent', async () => {
    const { desk, draft, sent } = withPeople();
    await expect(desk.imports.ticket({ ...draft, messages: [] })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'messages' }],
    });
    expect(sent()).toEqual([]);
  });

  it('knows the names of the account’s statuses where they are discovered', async () => {
    const { sandbox, desk } = connect({ desk: { discover: true } });
    const { id } = sandbox.seed.user({ name: 'Ada' });
    const createdAt = at('2021-04-01T08:00:00Z');
    const { value } = await desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(id) },
      createdAt,
      messages: [{ body: { text: 'Hello' }, visibility: 'public', createdAt }],
    });
    expect(value.nativeStatus?.label).not.toBeNull();
    expect(value.nativeStatus).toEqual((await desk.tickets.get(value.id)).nativeStatus);
  });
});

describe('importing many tickets', () => {
  it('cuts them into jobs of 100 and maps each to its ticket', async () => {
    const account = withPeople();
    const { desk, draft, sandbox, sent } = account;
    const drafts = Array.from({ length: 130 }, (_item, index) => ({
      ...draft,
      callerKey: `old-${index}`,
    }));
    const { value, warnings } = await desk.imports.tickets(drafts);
    expect(value).toMatchObject({ succeeded: 130, failed: 0 });
    expect(warnings).toEqual([]);
    const keys = value.items.map(
      ({ id }) => rowOf(account, Number(id?.split(':')[2]))?.external_id,
    );
    expect(keys).toEqual(drafts.map(({ callerKey }) => callerKey));
    const calls = sent().filter(({ path }) => path === '/api/v2/imports/tickets/create_many');
    expect(calls).toHaveLength(2);
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('tells which draft failed, and why in Zendesk’s word', async () => {
    const { desk, draft } = withPeople();
    const { value } = await desk.imports.tickets([draft, { ...draft, requester: { id: '1' } }]);
    expect(value.items).toMatchObject([
      { index: 0, ok: true },
      { index: 1, ok: false, id: null, error: { nativeCode: 'TicketCreateFailed' } },
    ]);
  });

  it('archives those that are to be archived and no other, whatever their order', async () => {
    const account = withPeople();
    const { desk, draft } = account;
    const archive = [true, false, true, false, false];
    const { value } = await desk.imports.tickets(
      archive.map((wanted, index) => ({ ...draft, callerKey: `old-${index}`, archive: wanted })),
    );
    expect(value.items.map(({ index, ok }) => [index, ok])).toEqual(
      archive.map((_wanted, index) => [index, true]),
    );
    const rows = value.items.map(({ id }) => rowOf(account, Number(id?.split(':')[2])));
    expect(rows.map((row) => row?.external_id)).toEqual(archive.map((_, index) => `old-${index}`));
    expect(rows.map((row) => row?.archived)).toEqual(archive);
  });
});
