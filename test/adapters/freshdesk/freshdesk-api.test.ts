import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Freshdesk from 'freshdesk-api';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { serve } from 'polydesk/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, failure, newTicket, useVendorDesk } from './support/vendor-client.ts';

const wholeHistory = { updated_since: '1970-01-01T00:00:00Z' };

describe('freshdesk-api against the served sandbox', () => {
  const desk = useVendorDesk();
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'freshdesk-api-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return createReadStream(path);
  };

  it('createTicket opens a ticket and its contact', async () => {
    const made = await desk.create({ priority: 3, tags: ['vip'] });
    expect(made).toMatchObject({ id: 1, status: 2, priority: 3, source: 2, tags: ['vip'] });
    expect(desk.sandbox.state.users.rows.get(made.requester_id)).toMatchObject({
      name: 'Ann',
      email: 'ann@example.org',
    });
  });

  it('getTicket reads it back', async () => {
    const { id } = await desk.create();
    const { data } = await ask((done) => desk.client.getTicket(id, done));
    expect(data).toMatchObject({ id, subject: 'Broken', description_text: 'It broke.' });
    expect(data.association_type).toBeNull();
  });

  it('listAllTickets lists the newest first', async () => {
    await desk.create();
    desk.sandbox.clock.advance(1000);
    await desk.create({ subject: 'Second' });
    const { data, last } = await ask((done) => desk.client.listAllTickets({}, done));
    expect(data.map((ticket: { subject: string }) => ticket.subject)).toEqual(['Second', 'Broken']);
    expect(last).toBe(true);
  });

  it('listAllTickets filters by the requester', async () => {
    await desk.create();
    await desk.create({ email: 'bob@example.org', name: 'Bob' });
    const asked = { email: 'bob@example.org' };
    const { data } = await ask((done) => desk.client.listAllTickets(asked, done));
    expect(data.map((ticket: { id: number }) => ticket.id)).toEqual([2]);
  });

  it('listAllTickets pages to the end by pageIsLast', async () => {
    desk.sandbox.seed.tickets(205);
    const ids: number[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const params = { ...wholeHistory, page, per_page: 100 };
      const answer = await ask((done) => desk.client.listAllTickets(params, done));
      ids.push(...answer.data.map((ticket: { id: number }) => ticket.id));
      more = !answer.last;
    }
    expect(new Set(ids).size).toBe(205);
    expect(desk.sandbox.calls.byRoute['GET /api/v2/tickets']).toBe(3);
  });

  it('filterTickets searches with its own quotes and encoding', async () => {
    desk.sandbox.seed.ticket({
      subject: 'Loud',
      properties: { priority: 4, tags: ['night shift'] },
    });
    desk.sandbox.seed.ticket({ subject: 'Quiet' });
    const query = "priority:4 AND tag:'night shift'";
    const { data } = await ask((done) => desk.client.filterTickets(query, 1, done));
    expect(data.total).toBe(1);
    expect(data.results[0].subject).toBe('Loud');
  });

  it('updateTicket changes fields and replaces tags', async () => {
    const { id } = await desk.create({ tags: ['a'] });
    const changes = { priority: 2, tags: ['b', 'c'] };
    const { data } = await ask((done) => desk.client.updateTicket(id, changes, done));
    expect(data).toMatchObject({ priority: 2, tags: ['b', 'c'] });
  });

  it('updateTicket assigns an agent and a group', async () => {
    const agent = desk.sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com' });
    const group = desk.sandbox.seed.group({ name: 'Billing', members: [agent.id] });
    const { id } = await desk.create();
    const changes = { responder_id: agent.id, group_id: group.id };
    await ask((done) => desk.client.updateTicket(id, changes, done));
    expect(desk.sandbox.state.tickets.rows.get(id)).toMatchObject(changes);
  });

  it('updateTicket closes a ticket, which tells the customer', async () => {
    const { id } = await desk.create();
    desk.sandbox.clock.advance(60_000);
    await ask((done) => desk.client.updateTicket(id, { status: 5 }, done));
    expect(desk.sandbox.state.tickets.rows.get(id)?.stats).toMatchObject({
      resolved_at: '2026-03-02T09:01:00Z',
      closed_at: '2026-03-02T09:01:00Z',
    });
    expect(desk.sandbox.state.outbox.at(-1)).toMatchObject({
      kind: 'closed',
      to: ['ann@example.org'],
    });
  });

  it('createReply sends a mail and answers the short shape', async () => {
    const { id } = await desk.create();
    const { data } = await ask((done) => desk.client.createReply(id, { body: 'Hi Ann' }, done));
    expect(data).toMatchObject({ ticket_id: id, replied_to: ['ann@example.org'] });
    expect(data).not.toHaveProperty('incoming');
    expect(desk.sandbox.state.outbox.at(-1)).toMatchObject({
      kind: 'reply',
      to: ['ann@example.org'],
    });
  });

  it('createNote stays private unless it says otherwise', async () => {
    const { id } = await desk.create();
    const told = desk.sandbox.state.outbox.length;
    const { data } = await ask((done) => desk.client.createNote(id, { body: 'Check' }, done));
    expect(data).toMatchObject({ private: true, incoming: false, body: '<div>Check</div>' });
    expect(desk.sandbox.state.outbox).toHaveLength(told);
  });

  it('listAllConversations lists replies and notes, oldest first', async () => {
    const { id } = await desk.create();
    await ask((done) => desk.client.createNote(id, { body: 'one' }, done));
    await ask((done) => desk.client.createReply(id, { body: 'two' }, done));
    const { data } = await ask((done) => desk.client.listAllConversations(id, done));
    expect(data.map((item: { body_text: string }) => item.body_text)).toEqual(['one', 'two']);
  });

  it('updateConversation edits a note and deleteConversation removes it', async () => {
    const { id } = await desk.create();
    const note = await ask((done) => desk.client.createNote(id, { body: 'typo' }, done));
    const noteId = note.data.id;
    const edit = { body: 'fixed' };
    const edited = await ask((done) => desk.client.updateConversation(noteId, edit, done));
    expect(edited.data.body_text).toBe('fixed');
    await ask((done) => desk.client.deleteConversation(noteId, done));
    expect(desk.sandbox.state.tickets.rows.get(id)?.conversations).toEqual([]);
  });

  it('createTicket sends files as multipart, texts and arrays beside them', async () => {
    const { data } = await ask((done) =>
      desk.client.createTicket(
        newTicket({ tags: ['a', 'b'], attachments: [file('log.txt', 'a line\n')] }),
        done,
      ),
    );
    expect(data).toMatchObject({ status: 2, tags: ['a', 'b'] });
    expect(data.attachments[0]).toMatchObject({
      name: 'log.txt',
      size: 7,
      content_type: 'text/plain',
    });
    const download = await fetch(data.attachments[0].attachment_url);
    expect(await download.text()).toBe('a line\n');
  });

  it('createReply and createNote carry files', async () => {
    const { id } = await desk.create();
    const reply = { body: 'see', attachments: [file('a.txt', 'A')] };
    const note = { body: 'see', attachments: [file('b.txt', 'B'), file('c.txt', 'C')] };
    await ask((done) => desk.client.createReply(id, reply, done));
    await ask((done) => desk.client.createNote(id, note, done));
    const { data } = await ask((done) => desk.client.listAllConversations(id, done));
    const names = data.map((item: { attachments: { name: string }[] }) =>
      item.attachments.map((attachment) => attachment.name),
    );
    expect(names).toEqual([['a.txt'], ['b.txt', 'c.txt']]);
  });

  it('deleteTicket and restoreTicket move a ticket to the trash and back', async () => {
    const { id } = await desk.create();
    await ask((done) => desk.client.deleteTicket(id, done));
    expect(desk.sandbox.state.tickets.rows.get(id)?.deleted).toBe(true);
    const trash = await ask((done) => desk.client.listAllTickets({ filter: 'deleted' }, done));
    expect(trash.data).toHaveLength(1);
    await ask((done) => desk.client.restoreTicket(id, done));
    expect(desk.sandbox.state.tickets.rows.get(id)?.deleted).toBe(false);
  });

  it('a wrong key is a FreshdeskError with status 401', async () => {
    const stranger = new Freshdesk(desk.served.url, 'wrong');
    const error = await failure((done) => stranger.listAllTickets({}, done));
    expect(error.status).toBe(401);
    expect(error.data).toEqual({
      code: 'invalid_credentials',
      message: 'You have to be logged in to perform this action.',
    });
  });

  it('a missing ticket is a FreshdeskError with status 404 and its own words', async () => {
    const error = await failure((done) => desk.client.getTicket(999, done));
    expect([error.status, error.message]).toEqual([404, 'The requested entity was not found']);
    expect(error.apiTarget).toBe('GET /api/v2/tickets/999');
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a refused ticket is a FreshdeskError with status 400 and every complaint', async () => {
    const error = await failure((done) =>
      desk.client.createTicket({ subject: 'x', priority: 9, created_at: 'now' }, done),
    );
    expect([error.status, error.message]).toEqual([400, 'Validation failed']);
    expect((error.data as { errors: { field: string; code: string }[] }).errors).toMatchObject([
      { field: 'priority', code: 'invalid_value' },
      { field: 'description', code: 'missing_field' },
      { field: 'created_at', code: 'invalid_field' },
      { field: 'requester_id', code: 'missing_field' },
    ]);
  });

  it('a trashed ticket refuses updates with status 405', async () => {
    const { id } = await desk.create();
    await ask((done) => desk.client.deleteTicket(id, done));
    const error = await failure((done) => desk.client.updateTicket(id, { status: 3 }, done));
    expect(error.status).toBe(405);
  });

  it('a spent budget is a FreshdeskError with status 429 and retryAfter in seconds', async () => {
    const slow = createFreshdeskSandbox({ rateLimits: { plan: 'trial' } });
    const host = await serve(slow);
    const asking = new Freshdesk(host.url, slow.credentials.apiKey);
    for (let call = 0; call < 50; call += 1) await ask((done) => asking.currentAgent(done));
    slow.clock.advance(15_000);
    const error = await failure((done) => asking.currentAgent(done));
    expect([error.status, error.retryAfter]).toEqual([429, 45]);
    expect(typeof error.data).toBe('string');
    slow.clock.advance(45_000);
    expect((await ask((done) => asking.currentAgent(done))).data).toHaveProperty('contact');
    await host.close();
  });
});
