import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

describe('a reply', () => {
  it('goes by mail from the mailbox, keeps the status and answers a short shape', async () => {
    const { sandbox, post, get } = createClient();
    sandbox.seed.ticket({ properties: { status: 3 } });
    sandbox.clock.advance(60_000);
    const { status, body } = await post('/tickets/1/reply', {
      body: 'Hi,<br>we are on it.',
      cc_emails: ['cc@example.com'],
      bcc_emails: ['bcc@example.com'],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      body: '<div>Hi,<br>we are on it.</div>',
      body_text: 'Hi, we are on it.',
      from_email: '"Acme Support" <support@acme.freshdesk.com>',
      replied_to: ['customer@example.org'],
      cc_emails: ['cc@example.com'],
      ticket_id: 1,
    });
    expect(Object.keys(body)).not.toContain('private');
    expect(sandbox.state.outbox).toMatchObject([
      { kind: 'reply', to: ['customer@example.org', 'cc@example.com', 'bcc@example.com'] },
    ]);
    expect((await get('/tickets/1?include=stats')).body).toMatchObject({
      status: 3,
      reply_cc_emails: ['cc@example.com'],
      updated_at: '2026-03-02T09:01:00Z',
      stats: {
        first_responded_at: '2026-03-02T09:01:00Z',
        agent_responded_at: '2026-03-02T09:01:00Z',
      },
    });
  });

  it('leaves from another configured mailbox, and from no other address', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.ticket();
    sandbox.seed.emailConfig({ name: 'Billing', reply_email: 'billing@acme.example.com' });
    const from = (from_email: string) => post('/tickets/1/reply', { body: 'x', from_email });
    expect((await from('billing@acme.example.com')).body.from_email).toBe(
      '"Billing" <billing@acme.example.com>',
    );
    const refused = await from('ceo@acme.example.com');
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'from_email']);
  });

  it('needs a body, an agent and a customer with an address', async () => {
    const { sandbox, post } = createClient();
    const { id } = sandbox.seed.contact({ name: 'Phone only', phone: '555-0101' });
    sandbox.seed.ticket();
    sandbox.seed.ticket({ requesterId: id });
    const empty = await post('/tickets/1/reply', {});
    expect(empty.body.errors[0]).toMatchObject({ field: 'body', code: 'missing_field' });
    expect((await post('/tickets/1/reply', { body: 'x', user_id: id })).status).toBe(400);
    expect((await post('/tickets/2/reply', { body: 'x' })).status).toBe(400);
    const notes = { body: 'x', private: true };
    expect((await post('/tickets/1/reply', notes)).body.errors[0].code).toBe('invalid_field');
  });

  it('may be structured, as web chat needs it', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.ticket();
    const structured_body = { body_contents: [{ type: 'text', data: { content: 'Hello' } }] };
    const { body } = await post('/tickets/1/reply', { structured_body });
    expect(body).toMatchObject({ structured_body, body_text: 'Hello' });
  });
});

describe('a note', () => {
  it('is private and counts as no response, and tells those it names', async () => {
    const { sandbox, post, get } = createClient();
    sandbox.seed.ticket();
    const { body } = await post('/tickets/1/notes', {
      body: 'Look',
      notify_emails: ['lead@acme.example.com'],
    });
    expect(body).toMatchObject({
      private: true,
      incoming: false,
      to_emails: ['lead@acme.example.com'],
      support_email: null,
    });
    for (const key of ['source', 'category', 'from_email']) expect(body).not.toHaveProperty(key);
    expect(sandbox.state.outbox).toMatchObject([
      { kind: 'note_notified', to: ['lead@acme.example.com'] },
    ]);
    const { stats } = (await get('/tickets/1?include=stats')).body;
    expect(stats).toMatchObject({ first_responded_at: null, agent_responded_at: null });
  });

  it('in public counts as an answer, and as the first one only where the account is set so', async () => {
    const first = async (publicNoteResponds: boolean) => {
      const { sandbox, post, get } = createClient({ unconfirmed: { publicNoteResponds } });
      sandbox.seed.ticket();
      await post('/tickets/1/notes', { body: 'Hi', private: false });
      return (await get('/tickets/1?include=stats')).body.stats;
    };
    const now = '2026-03-02T09:00:00Z';
    expect(await first(false)).toMatchObject({ first_responded_at: null, agent_responded_at: now });
    expect(await first(true)).toMatchObject({ first_responded_at: now });
  });

  it('can be the customer’s, and keeps the agent as its user without another', async () => {
    const { sandbox, post, get } = createClient();
    const cy = sandbox.seed.contact({ name: 'Cy' });
    const me = (await get('/agents/me')).body.id;
    sandbox.seed.ticket();
    const incoming = { body: 'Hello?', private: false, incoming: true };
    await post('/tickets/1/notes', incoming);
    await post('/tickets/1/notes', { ...incoming, user_id: cy.id });
    const { body } = await get('/tickets/1/conversations');
    expect(body).toMatchObject([
      { incoming: true, user_id: me, source: 2, category: 3 },
      { incoming: true, user_id: cy.id, source: 2, category: 3 },
    ]);
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('takes no contact where the account is set so, and never a deleted one', async () => {
    const strict = createClient({ unconfirmed: { contactNotes: false } });
    const cy = strict.sandbox.seed.contact({ name: 'Cy' });
    strict.sandbox.seed.ticket();
    const refused = await strict.post('/tickets/1/notes', { body: 'x', user_id: cy.id });
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'user_id']);
    const open = createClient();
    const gone = open.sandbox.seed.contact({ name: 'Gone', deleted: true });
    open.sandbox.seed.ticket();
    expect((await open.post('/tickets/1/notes', { body: 'x', user_id: gone.id })).status).toBe(400);
  });

  it('is edited by body alone; replies cannot be', async () => {
    const { sandbox, post, put, get } = createClient();
    sandbox.seed.ticket();
    const note = (await post('/tickets/1/notes', { body: 'typo' })).body.id;
    const reply = (await post('/tickets/1/reply', { body: 'sent' })).body.id;
    sandbox.clock.advance(60_000);
    const edited = await put(`/conversations/${note}`, { body: 'fixed' });
    expect(edited.body).toMatchObject({
      body_text: 'fixed',
      last_edited_at: '2026-03-02T09:01:00Z',
      private: true,
      source: 2,
    });
    expect(edited.body.last_edited_user_id).toBe((await get('/agents/me')).body.id);
    expect((await put(`/conversations/${note}`, { private: false })).status).toBe(400);
    expect((await put(`/conversations/${reply}`, { body: 'x' })).status).toBe(405);
    // Editing leaves the ticket's own date alone.
    expect((await get('/tickets/1')).body.updated_at).toBe('2026-03-02T09:00:00Z');
  });
});

describe('conversations', () => {
  it('are listed oldest first by thirty, in full, and never one by one', async () => {
    const { sandbox, get } = createClient();
    const conversations = Array.from({ length: 35 }, (_item, index) => ({ body: `m${index}` }));
    sandbox.seed.ticket({ conversations });
    const first = await get('/tickets/1/conversations');
    expect(first.body).toHaveLength(30);
    expect(first.headers.get('link')).toContain('page=2');
    const second = await get('/tickets/1/conversations?page=2');
    expect(second.body[0].body_text).toBe('m30');
    expect(second.headers.get('link')).toBeNull();
    const { id } = first.body[0];
    expect((await get(`/conversations/${id}`)).status).toBe(405);
    const ids = first.body.map((row: { id: number }) => row.id);
    expect([...ids].sort((one, two) => one - two)).toEqual(ids);
  });

  it('disappear when they are deleted', async () => {
    const { sandbox, post, get, delete: remove } = createClient();
    sandbox.seed.ticket();
    const { id } = (await post('/tickets/1/notes', { body: 'x' })).body;
    expect((await remove(`/conversations/${id}`)).status).toBe(204);
    expect((await get('/tickets/1/conversations')).body).toEqual([]);
    expect((await remove(`/conversations/${id}`)).status).toBe(404);
  });

  it('of mail name both sides', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket();
    sandbox.actors.customerEmails({
      from: 'customer@example.org',
      name: 'Casey Customer',
      body: 'More',
      ticketId: 1,
      cc: ['boss@example.org'],
    });
    expect((await get('/tickets/1/conversations')).body).toMatchObject([
      {
        incoming: true,
        source: 0,
        from_email: '"Casey Customer" <customer@example.org>',
        to_emails: ['support@acme.freshdesk.com'],
        cc_emails: ['boss@example.org'],
        bcc_emails: [],
      },
    ]);
  });
});

describe('forwarding', () => {
  it('sends a private message with the ticket’s files, and is answered in its own category', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.ticket({ files: [{ name: 'log.txt', content: 'x' }] });
    const sent = await post('/tickets/1/forward', {
      body: 'Please look',
      to_emails: ['vendor@example.com'],
    });
    expect(sent.body).toMatchObject({
      source: 8,
      category: 2,
      private: true,
      has_quoted_text: true,
      cloud_files: [],
      to_emails: ['vendor@example.com'],
      attachments: [{ name: 'log.txt' }],
    });
    const answer = await post('/tickets/1/reply_to_forward', {
      body: 'Thanks',
      to_emails: ['vendor@example.com'],
      include_original_attachments: false,
    });
    expect(answer.body).toMatchObject({ source: 8, category: 6, attachments: [] });
    expect(sandbox.state.tickets.rows.get(1)?.fwd_emails).toEqual(['vendor@example.com']);
    expect(sandbox.state.outbox.map(({ kind }) => kind)).toEqual(['forward', 'forward']);
    const missing = await post('/tickets/1/forward', { body: 'x' });
    expect(missing.body.errors[0]).toMatchObject({ field: 'to_emails', code: 'missing_field' });
  });
});

describe('a summary', () => {
  it('is one note a ticket, written, read and removed', async () => {
    const { sandbox, get, put, delete: remove } = createClient();
    sandbox.seed.ticket();
    expect((await get('/tickets/1/summary')).status).toBe(404);
    await put('/tickets/1/summary', { body: 'Short' });
    expect((await get('/tickets/1/summary')).body).toMatchObject({
      body_text: 'Short',
      ticket_id: 1,
    });
    expect((await remove('/tickets/1/summary')).status).toBe(204);
    expect((await get('/tickets/1/conversations')).body).toEqual([]);
  });
});
