import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Freshdesk from 'freshdesk-api';
import { createFreshdeskSandbox, type FreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { type ServedSandbox, serve } from 'polydesk/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** The client's errors: its class says what the status was and what came back. */
interface VendorError extends Error {
  readonly status: number;
  readonly data: { readonly description?: string; readonly errors?: readonly object[] } | string;
  readonly requestId: string;
  readonly retryAfter: number;
  readonly apiTarget: string;
}

interface Page {
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- the client's answers are read by path
  readonly last: boolean;
}

type Callback = (error: Error | null, data?: unknown, extra?: { pageIsLast: boolean }) => void;

/** Turns one of the client's callback calls into a promise. */
const ask = (call: (done: never) => void): Promise<Page> =>
  new Promise((resolve, reject) => {
    const done: Callback = (error, data, extra) =>
      error === null ? resolve({ data, last: extra?.pageIsLast ?? true }) : reject(error);
    // The declared callback types are looser than what the client passes.
    call(done as never);
  });

const failure = async (call: (done: never) => void): Promise<VendorError> => {
  const outcome = await ask(call).then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Freshdesk.FreshdeskError);
  // Just checked: the client's own error class.
  return outcome as VendorError;
};

const wholeHistory = { updated_since: '1970-01-01T00:00:00Z' };

describe('freshdesk-api against the served sandbox', () => {
  let sandbox: FreshdeskSandbox;
  let served: ServedSandbox;
  let client: Freshdesk;
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'freshdesk-api-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeEach(async () => {
    sandbox = createFreshdeskSandbox();
    served = await serve(sandbox);
    client = new Freshdesk(served.url, sandbox.credentials.apiKey);
    return () => served.close();
  });

  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return createReadStream(path);
  };
  const newTicket = (more: object = {}) => ({
    name: 'Ann',
    email: 'ann@example.org',
    subject: 'Broken',
    description: 'It broke.',
    status: 2,
    priority: 1,
    ...more,
  });
  const create = async (more: object = {}): Promise<{ id: number; requester_id: number }> =>
    (await ask((done) => client.createTicket(newTicket(more) as never, done))).data;

  it('createTicket opens a ticket and its contact', async () => {
    const made = await create({ priority: 3, tags: ['vip'] });
    expect(made).toMatchObject({ id: 1, status: 2, priority: 3, source: 2, tags: ['vip'] });
    expect(sandbox.state.users.rows.get(made.requester_id)).toMatchObject({
      name: 'Ann',
      email: 'ann@example.org',
    });
  });

  it('getTicket reads it back', async () => {
    const { id } = await create();
    const { data } = await ask((done) => client.getTicket(id, done));
    expect(data).toMatchObject({ id, subject: 'Broken', description_text: 'It broke.' });
    expect(data.association_type).toBeNull();
  });

  it('listAllTickets lists the newest first', async () => {
    await create();
    sandbox.clock.advance(1000);
    await create({ subject: 'Second' });
    const { data, last } = await ask((done) => client.listAllTickets({} as never, done));
    expect(data.map((ticket: { subject: string }) => ticket.subject)).toEqual(['Second', 'Broken']);
    expect(last).toBe(true);
  });

  it('listAllTickets filters by the requester', async () => {
    await create();
    await create({ email: 'bob@example.org', name: 'Bob' });
    const asked = { email: 'bob@example.org' };
    const { data } = await ask((done) => client.listAllTickets(asked as never, done));
    expect(data.map((ticket: { id: number }) => ticket.id)).toEqual([2]);
  });

  it('listAllTickets pages to the end by pageIsLast', async () => {
    sandbox.seed.tickets(205);
    const ids: number[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const params = { ...wholeHistory, page, per_page: 100 };
      const answer = await ask((done) => client.listAllTickets(params as never, done));
      ids.push(...answer.data.map((ticket: { id: number }) => ticket.id));
      more = !answer.last;
    }
    expect(new Set(ids).size).toBe(205);
    expect(sandbox.calls.byRoute['GET /api/v2/tickets']).toBe(3);
  });

  it('filterTickets searches with its own quotes and encoding', async () => {
    sandbox.seed.ticket({ subject: 'Loud', properties: { priority: 4, tags: ['night shift'] } });
    sandbox.seed.ticket({ subject: 'Quiet' });
    const query = "priority:4 AND tag:'night shift'";
    const { data } = await ask((done) => client.filterTickets(query, 1, done));
    expect(data.total).toBe(1);
    expect(data.results[0].subject).toBe('Loud');
  });

  it('updateTicket changes fields and replaces tags', async () => {
    const { id } = await create({ tags: ['a'] });
    const changes = { priority: 2, tags: ['b', 'c'] };
    const { data } = await ask((done) => client.updateTicket(id, changes as never, done));
    expect(data).toMatchObject({ priority: 2, tags: ['b', 'c'] });
  });

  it('updateTicket assigns an agent and a group', async () => {
    const agent = sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com' });
    const group = sandbox.seed.group({ name: 'Billing', members: [agent.id] });
    const { id } = await create();
    const changes = { responder_id: agent.id, group_id: group.id };
    await ask((done) => client.updateTicket(id, changes as never, done));
    expect(sandbox.state.tickets.rows.get(id)).toMatchObject(changes);
  });

  it('updateTicket closes a ticket, which tells the customer', async () => {
    const { id } = await create();
    sandbox.clock.advance(60_000);
    await ask((done) => client.updateTicket(id, { status: 5 } as never, done));
    expect(sandbox.state.tickets.rows.get(id)?.stats).toMatchObject({
      resolved_at: '2026-03-02T09:01:00Z',
      closed_at: '2026-03-02T09:01:00Z',
    });
    expect(sandbox.state.outbox.at(-1)).toMatchObject({ kind: 'closed', to: ['ann@example.org'] });
  });

  it('createReply sends a mail and answers the short shape', async () => {
    const { id } = await create();
    const { data } = await ask((done) => client.createReply(id, { body: 'Hi Ann' } as never, done));
    expect(data).toMatchObject({ ticket_id: id, replied_to: ['ann@example.org'] });
    expect(data).not.toHaveProperty('incoming');
    expect(sandbox.state.outbox.at(-1)).toMatchObject({ kind: 'reply', to: ['ann@example.org'] });
  });

  it('createNote stays private unless it says otherwise', async () => {
    const { id } = await create();
    const told = sandbox.state.outbox.length;
    const { data } = await ask((done) => client.createNote(id, { body: 'Check' } as never, done));
    expect(data).toMatchObject({ private: true, incoming: false, body: '<div>Check</div>' });
    expect(sandbox.state.outbox).toHaveLength(told);
  });

  it('listAllConversations lists replies and notes, oldest first', async () => {
    const { id } = await create();
    await ask((done) => client.createNote(id, { body: 'one' } as never, done));
    await ask((done) => client.createReply(id, { body: 'two' } as never, done));
    const { data } = await ask((done) => client.listAllConversations(id, done));
    expect(data.map((item: { body_text: string }) => item.body_text)).toEqual(['one', 'two']);
  });

  it('updateConversation edits a note and deleteConversation removes it', async () => {
    const { id } = await create();
    const note = await ask((done) => client.createNote(id, { body: 'typo' } as never, done));
    const noteId = note.data.id;
    const edit = { body: 'fixed' };
    const edited = await ask((done) => client.updateConversation(noteId, edit as never, done));
    expect(edited.data.body_text).toBe('fixed');
    await ask((done) => client.deleteConversation(noteId, done));
    expect(sandbox.state.tickets.rows.get(id)?.conversations).toEqual([]);
  });

  it('createTicket sends files as multipart, texts and arrays beside them', async () => {
    const { data } = await ask((done) =>
      client.createTicket(
        newTicket({ tags: ['a', 'b'], attachments: [file('log.txt', 'a line\n')] }) as never,
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
    const { id } = await create();
    const reply = { body: 'see', attachments: [file('a.txt', 'A')] };
    const note = { body: 'see', attachments: [file('b.txt', 'B'), file('c.txt', 'C')] };
    await ask((done) => client.createReply(id, reply as never, done));
    await ask((done) => client.createNote(id, note as never, done));
    const { data } = await ask((done) => client.listAllConversations(id, done));
    const names = data.map((item: { attachments: { name: string }[] }) =>
      item.attachments.map((attachment) => attachment.name),
    );
    expect(names).toEqual([['a.txt'], ['b.txt', 'c.txt']]);
  });

  it('deleteTicket and restoreTicket move a ticket to the trash and back', async () => {
    const { id } = await create();
    await ask((done) => client.deleteTicket(id, done));
    expect(sandbox.state.tickets.rows.get(id)?.deleted).toBe(true);
    const trash = await ask((done) => client.listAllTickets({ filter: 'deleted' } as never, done));
    expect(trash.data).toHaveLength(1);
    await ask((done) => client.restoreTicket(id, done));
    expect(sandbox.state.tickets.rows.get(id)?.deleted).toBe(false);
  });

  it('createContact, getContact and updateContact carry a contact', async () => {
    const given = { name: 'Cy Clark', email: 'cy@example.org', tags: ['a'] };
    const made = await ask((done) => client.createContact(given as never, done));
    const { id } = made.data;
    const changes = { job_title: 'Lead' };
    await ask((done) => client.updateContact(id, changes as never, done));
    const { data } = await ask((done) => client.getContact(id, done));
    expect(data).toMatchObject({ name: 'Cy Clark', job_title: 'Lead', tags: ['a'] });
  });

  it('listAllContacts by address makes an upsert of two calls', async () => {
    const upsert = async (email: string, fields: object): Promise<number> => {
      const found = await ask((done) => client.listAllContacts({ email } as never, done));
      const id: number | undefined = found.data[0]?.id;
      const answer = await ask((done) =>
        id === undefined
          ? client.createContact({ email, ...fields } as never, done)
          : client.updateContact(id, fields as never, done),
      );
      return answer.data.id;
    };
    const first = await upsert('di+test@example.org', { name: 'Di' });
    const second = await upsert('di+test@example.org', { name: 'Diana' });
    expect(second).toBe(first);
    expect(sandbox.state.users.rows.get(first)?.name).toBe('Diana');
  });

  it('deleteContact trashes a contact and makeAgent promotes one', async () => {
    const gone = sandbox.seed.contact({ name: 'Gone', email: 'gone@example.org' });
    const bo = sandbox.seed.contact({ name: 'Bo', email: 'bo@example.org' });
    await ask((done) => client.deleteContact(gone.id, done));
    expect(gone.deleted).toBe(true);
    const { data } = await ask((done) => client.makeAgent(bo.id, done));
    expect(data).toMatchObject({ id: bo.id, agent: { ticket_scope: 1 } });
  });

  it('filterContacts and listAllContactFields read contacts and their fields', async () => {
    sandbox.seed.contact({ name: 'Cy', email: 'cy@example.org', tags: ['gold'] });
    const found = await ask((done) => client.filterContacts("tag:'gold'", done));
    expect(found.data).toMatchObject({ total: 1, results: [{ name: 'Cy' }] });
    const fields = await ask((done) => client.listAllContactFields(done));
    expect(fields.data.map((field: { name: string }) => field.name)).toContain('email');
  });

  it('companies are created, read, changed, searched, listed and deleted', async () => {
    const given = { name: 'Globex', domains: ['globex.example.org'] };
    const made = await ask((done) => client.createCompany(given as never, done));
    const { id } = made.data;
    await ask((done) => client.updateCompany(id, { note: 'vip' } as never, done));
    const read = await ask((done) => client.getCompany(id, done));
    expect(read.data).toMatchObject({ name: 'Globex', note: 'vip' });
    const found = await ask((done) => client.searchCompany({ name: 'glo' } as never, done));
    expect(found.data).toEqual({ companies: [{ id, name: 'Globex' }] });
    const listed = await ask((done) => client.listAllCompanies({} as never, done));
    expect(listed.data).toHaveLength(1);
    await ask((done) => client.deleteCompany(id, done));
    expect(sandbox.state.companies.rows.size).toBe(0);
  });

  it('currentAgent, listAllAgents and getAgent read the staff', async () => {
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com' });
    const me = await ask((done) => client.currentAgent(done));
    expect(me.data.contact.email).toBe('admin@acme.example.com');
    const all = await ask((done) => client.listAllAgents({} as never, done));
    expect(all.data.map((agent: { id: number }) => agent.id)).toContain(bo.id);
    const one = await ask((done) => client.getAgent(bo.id, done));
    expect(one.data.group_ids).toEqual(bo.agent.group_ids);
  });

  it('listAllTicketFields names groups, which the client has no call for', async () => {
    sandbox.seed.group({ name: 'Billing' });
    const asked = { type: 'default_group' };
    const { data } = await ask((done) => client.listAllTicketFields(asked as never, done));
    expect(Object.keys(data[0].choices)).toEqual(['Customer Support', 'Billing']);
  });

  it('listAllRoles and getRole read roles', async () => {
    const { data } = await ask((done) => client.listAllRoles(done));
    expect(data.map((role: { name: string }) => role.name)).toContain('Agent');
    const one = await ask((done) => client.getRole(data[0].id, done));
    expect(one.data.name).toBe('Account Administrator');
  });

  it('time entries are written, listed, stopped and deleted', async () => {
    const { id } = await create();
    const given = { time_spent: '01:30', note: 'call' };
    const made = await ask((done) => client.createTimeEntry(id, given as never, done));
    const entry = made.data.id;
    expect(made.data).toMatchObject({ time_spent_in_seconds: 5400, timer_running: false });
    await ask((done) => client.toggleTimer(entry, done));
    sandbox.clock.advance(103_000);
    const stopped = await ask((done) => client.toggleTimer(entry, done));
    expect(stopped.data).toMatchObject({ time_spent: '01:31', time_spent_in_seconds: 5503 });
    const change = { billable: false };
    await ask((done) => client.updateTimeEntry(entry, change as never, done));
    const listed = await ask((done) => client.listAllTicketTimeEntries(id, done));
    expect(listed.data[0]).toMatchObject({ id: entry, billable: false });
    await ask((done) => client.deleteTimeEntry(entry, done));
    expect(sandbox.state.timeEntries.rows.size).toBe(0);
  });

  it('solutions are written from category to article and searched', async () => {
    const named = { name: 'General', description: '' };
    const category = await ask((done) => client.createSolutionCategory(named as never, done));
    const inside = await ask((done) =>
      client.createSolutionFolder(category.data.id, { name: 'FAQ', visibility: 1 } as never, done),
    );
    const article = { title: 'Reset', description: '<p>How to reset</p>', status: 2, type: 1 };
    const made = await ask((done) =>
      client.createSolutionArticle(inside.data.id, article as never, done),
    );
    expect(made.data.hierarchy.map((level: { data: { name: string } }) => level.data.name)).toEqual(
      ['General', 'FAQ'],
    );
    const found = await ask((done) => client.searchSolutionArticles('reset', done));
    expect(found.data[0]).toMatchObject({ id: made.data.id, folder_name: 'FAQ' });
  });

  it('getSettings reads the languages', async () => {
    const { data } = await ask((done) => client.getSettings(done));
    expect(data.primary_language).toBe('en');
  });

  it('a wrong key is a FreshdeskError with status 401', async () => {
    const stranger = new Freshdesk(served.url, 'wrong');
    const error = await failure((done) => stranger.listAllTickets({} as never, done));
    expect(error.status).toBe(401);
    expect(error.data).toEqual({
      code: 'invalid_credentials',
      message: 'You have to be logged in to perform this action.',
    });
  });

  it('a missing ticket is a FreshdeskError with status 404 and its own words', async () => {
    const error = await failure((done) => client.getTicket(999, done));
    expect([error.status, error.message]).toEqual([404, 'The requested entity was not found']);
    expect(error.apiTarget).toBe('GET /api/v2/tickets/999');
    expect(error.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('a refused ticket is a FreshdeskError with status 400 and every complaint', async () => {
    const error = await failure((done) =>
      client.createTicket({ subject: 'x', priority: 9, created_at: 'now' } as never, done),
    );
    expect([error.status, error.message]).toEqual([400, 'Validation failed']);
    expect((error.data as { errors: { field: string; code: string }[] }).errors).toMatchObject([
      { field: 'priority', code: 'invalid_value' },
      { field: 'description', code: 'missing_field' },
      { field: 'created_at', code: 'invalid_field' },
      { field: 'requester_id', code: 'missing_field' },
    ]);
  });

  it('a taken address is a FreshdeskError with status 409', async () => {
    const known = sandbox.seed.contact({ name: 'Cy', email: 'cy@example.org' });
    const given = { name: 'Cy', email: 'cy@example.org' };
    const error = await failure((done) => client.createContact(given as never, done));
    expect(error.status).toBe(409);
    expect(error.data).toMatchObject({
      errors: [{ code: 'duplicate_value', additional_info: { user_id: known.id } }],
    });
  });

  it('a trashed ticket refuses updates with status 405', async () => {
    const { id } = await create();
    await ask((done) => client.deleteTicket(id, done));
    const error = await failure((done) => client.updateTicket(id, { status: 3 } as never, done));
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
