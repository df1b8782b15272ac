import { ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

/** A ticket of a customer, with Grace as the agent who can be named as an author. */
function withTicket() {
  const account = connect();
  const { sandbox } = account;
  const customer = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
  const agent = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
  const { id } = sandbox.seed.ticket({
    requesterId: customer.id,
    comments: [
      {
        body: 'It broke.',
        authorId: customer.id,
        createdAt: new Date('2026-03-01T08:00:00Z'),
      },
      {
        body: 'A regular of ours',
        authorId: agent.id,
        public: false,
        createdAt: new Date('2026-03-01T09:00:00Z'),
      },
      {
        body: 'We are on it.',
        authorId: agent.id,
        createdAt: new Date('2026-03-01T10:00:00Z'),
      },
    ],
  });
  return { ...account, customer, agent, id, ticketId: String(id) };
}

const commentsOf = (account: ReturnType<typeof withTicket>) =>
  account.sandbox.state.tickets.rows.get(account.id)?.comments ?? [];

describe('a thread', () => {
  it('comes oldest first, with authors, visibility and dates', async () => {
    const { desk, ticketId, customer, agent, sent } = withTicket();
    const thread = await desk.messages.list(ticketId).toArray({ limit: 10 });
    expect(
      thread.map(({ bodyText, visibility, author, isFirst }) => ({
        bodyText,
        visibility,
        author: [author.id, author.kind, author.name],
        isFirst,
      })),
    ).toEqual([
      {
        bodyText: 'It broke.',
        visibility: 'public',
        author: [`zendesk:acme:${customer.id}`, 'customer', 'Ada'],
        isFirst: true,
      },
      {
        bodyText: 'A regular of ours',
        visibility: 'internal',
        author: [`zendesk:acme:${agent.id}`, 'agent', 'Grace'],
        isFirst: false,
      },
      {
        bodyText: 'We are on it.',
        visibility: 'public',
        author: [`zendesk:acme:${agent.id}`, 'agent', 'Grace'],
        isFirst: false,
      },
    ]);
    expect(thread[0]?.ticketId).toBe(`zendesk:acme:${ticketId}`);
    expect(thread[0]?.createdAt).toEqual(new Date('2026-03-01T08:00:00Z'));
    expect(sent()).toHaveLength(1);
    expect(sent()[0]?.query.get('sort')).toBe('created_at');
  });

  it('calls only the first comment of the whole thread the first, not that of each page', async () => {
    const { desk, ticketId } = withTicket();
    const thread = await desk.messages.list(ticketId, { pageSize: 1 }).toArray({ limit: 10 });
    expect(thread.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
  });

  it('is of a ticket that is there', async () => {
    const { desk } = withTicket();
    await expect(desk.messages.list('404').toArray({ limit: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a reply', () => {
  it('is one update of the ticket with a public comment, and the customer hears of it', async () => {
    const account = withTicket();
    const { desk, ticketId, sent, sandbox } = account;
    const { value, warnings } = await desk.messages.reply(ticketId, { body: { text: 'Fixed.' } });
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({ method: 'PUT', path: `/api/v2/tickets/${ticketId}` });
    expect(sent()[0]?.body).toEqual({ ticket: { comment: { body: 'Fixed.', public: true } } });
    expect(value).toMatchObject({
      externalId: String(commentsOf(account).at(-1)?.id),
      ticketId: `zendesk:acme:${ticketId}`,
      visibility: 'public',
      bodyText: 'Fixed.',
      isFirst: false,
      createdAt: new Date(sandbox.clock.now()),
    });
    expect(warnings).toEqual([]);
    expect(sandbox.state.outbox).toMatchObject([
      { kind: 'public_reply', to: ['ada@customer.example'] },
    ]);
  });

  it('goes out under the name of the author it is given, with copies', async () => {
    const account = withTicket();
    const { desk, ticketId, agent, sent } = account;
    await desk.messages.reply(ticketId, {
      body: { html: '<p>Fixed.</p>' },
      authorId: `zendesk:acme:${agent.id}`,
      cc: ['boss@customer.example'],
    });
    expect(sent()[0]?.body).toEqual({
      ticket: {
        comment: { html_body: '<p>Fixed.</p>', public: true, author_id: agent.id },
        email_ccs: [{ user_email: 'boss@customer.example', action: 'put' }],
      },
    });
    expect(commentsOf(account).at(-1)).toMatchObject({ author_id: agent.id, public: true });
  });

  it('keeps braces as they were typed: Zendesk would fill placeholders in', async () => {
    const { desk, ticketId } = withTicket();
    const text = 'Write {{ticket.id}} into the template';
    await desk.messages.reply(ticketId, { body: { text } });
    const last = (await desk.messages.list(ticketId).toArray({ limit: 10 })).at(-1);
    expect(last?.bodyText).toContain('{{ticket.id}}');
  });

  it('needs a body, and says so before anything is sent', async () => {
    const { desk, ticketId, sent } = withTicket();
    await expect(desk.messages.reply(ticketId, { body: { text: ' \n' } })).rejects.toThrow(
      ValidationError,
    );
    expect(sent()).toEqual([]);
  });
});

describe('a note', () => {
  it('says that it is internal, and nobody outside hears of it', async () => {
    const account = withTicket();
    const { desk, ticketId, sent, sandbox } = account;
    const { value } = await desk.messages.note(ticketId, { body: { text: 'Call back' } });
    expect(sent()[0]?.body).toEqual({ ticket: { comment: { body: 'Call back', public: false } } });
    expect(value.visibility).toBe('internal');
    expect(commentsOf(account).at(-1)).toMatchObject({ body: 'Call back', public: false });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('takes no copies along, and warns that they were left out', async () => {
    const { desk, ticketId, sent } = withTicket();
    const { warnings } = await desk.messages.note(ticketId, {
      body: { text: 'Call back' },
      cc: ['boss@customer.example'],
    });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'cc' }]);
    expect(sent()[0]?.body).toEqual({ ticket: { comment: { body: 'Call back', public: false } } });
  });

  it('is what create makes of an internal draft; no visibility at all is refused', async () => {
    const account = withTicket();
    const { desk, ticketId, sent } = account;
    await desk.messages.create(ticketId, { body: { text: 'Aside' }, visibility: 'internal' });
    expect(commentsOf(account).at(-1)).toMatchObject({ public: false });
    // Safe: callers without types can do this.
    const blind = { body: { text: 'Aside' } } as never;
    await expect(desk.messages.create(ticketId, blind)).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'visibility' }],
    });
    expect(sent()).toHaveLength(1);
  });
});

describe('changing a message', () => {
  it('makes a public one internal', async () => {
    const account = withTicket();
    const { desk, ticketId, sent } = account;
    const target = commentsOf(account)[2];
    await desk.messages.makeInternal(ticketId, String(target?.id));
    expect(sent()).toMatchObject([
      {
        method: 'PUT',
        path: `/api/v2/tickets/${ticketId}/comments/${target?.id}/make_private`,
        status: 200,
      },
    ]);
    expect(commentsOf(account).map(({ public: isPublic }) => isPublic)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('blacks out a passage for good', async () => {
    const account = withTicket();
    const { desk, ticketId, sent } = account;
    const target = commentsOf(account)[0];
    await desk.messages.redact(ticketId, `zendesk:acme:${target?.id}`, 'broke');
    expect(sent()[0]).toMatchObject({
      path: `/api/v2/tickets/${ticketId}/comments/${target?.id}/redact`,
      body: { text: 'broke' },
    });
    expect(commentsOf(account)[0]?.body).toBe('It ▇▇▇▇▇.');
  });

  it('refuses the id of a message that the ticket does not have', async () => {
    const { desk, ticketId } = withTicket();
    await expect(desk.messages.makeInternal(ticketId, '1')).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
