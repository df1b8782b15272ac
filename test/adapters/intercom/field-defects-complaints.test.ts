/**
 * What users of other Intercom clients complain of and wish for, and the ten things an adapter
 * usually gets wrong, as far as calls and writes are concerned; `field-defects.test.ts` has the
 * rest.
 *
 * Tested elsewhere:
 * - moving lists, stalled cursors: `client/ticket-list.test.ts`; numbers of budgets:
 *   `rate-limits.test.ts`; faults of the network: `client/faults.test.ts`.
 * - upserts that meet archived contacts or lose a race: `client/contacts.test.ts`.
 * - contacts by date, which compares days: `client/contact-feed.test.ts`.
 * - typed events, verifying the raw body: the tests of `webhook`.
 * - searching by an attribute (intercom-node#402): no filter of ours does that.
 */
import { createIntercom } from 'polydesk/intercom';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, type ConnectSettings, read } from './support/connect.ts';

const bodyAt = (connection: Connection, call: string): unknown =>
  connection.sent().find(({ method, path }) => `${method} ${path}` === call)?.body;

/** A workspace with one conversation. */
function workspace(settings: ConnectSettings = {}) {
  const connection = connect(settings);
  const { id } = connection.sandbox.seed.conversation();
  return { ...connection, connection, id };
}

describe('Intercom: complaints', () => {
  it('the items of a page have another key in lists than in searches of other records', async () => {
    const { desk, sandbox } = workspace();
    sandbox.seed.contact({ email: 'ada@customer.example' });
    const another = connect({ desk: { read: 'tickets' } });
    another.sandbox.seed.ticket();
    expect(await read(desk.tickets.list())).toHaveLength(1);
    expect(await read(desk.tickets.list({ status: ['open'] }))).toHaveLength(1);
    expect((await read(desk.contacts.list())).length).toBeGreaterThan(0);
    expect(await read(another.desk.tickets.list())).toHaveLength(1);
  });

  it('several values of one filter are refused', async () => {
    const { desk, sandbox, connection } = workspace();
    sandbox.seed.conversation({ properties: { state: 'closed' } });
    sandbox.seed.conversation({
      properties: { state: 'snoozed', snoozed_until: sandbox.clock.now() / 1_000 + 600 },
    });
    const found = await read(desk.tickets.list({ status: ['open', 'resolved'] }));
    expect(found.map(({ status }) => status).sort()).toEqual(['open', 'resolved']);
    expect(bodyAt(connection, 'POST /conversations/search')).toMatchObject({
      query: {
        operator: 'OR',
        value: [
          { field: 'state', operator: '=', value: 'open' },
          { field: 'state', operator: '=', value: 'closed' },
        ],
      },
    });
  });

  it('attributes of tickets cannot be set', async () => {
    const connection = connect({ desk: { read: 'tickets' } });
    const { desk, sandbox } = connection;
    const [type] = [...sandbox.state.ticketTypes.rows.values()];
    if (type === undefined) throw new Error('The workspace has no ticket type.');
    sandbox.seed.ticketAttribute(type, { name: 'Plan', data_type: 'string' });
    const { value } = await desk.tickets.create({
      subject: 'Export',
      formId: type.id,
      requester: { id: sandbox.seed.contact().id },
      message: { body: { text: 'It stops.' }, visibility: 'public' },
      customFields: { Plan: 'gold' },
    });
    expect(value.customFields['Plan']?.value).toBe('gold');
  });

  it('the second page of a search fails', async () => {
    const { desk, sandbox, sent } = workspace();
    sandbox.seed.conversations(3);
    expect(await read(desk.tickets.list({ status: ['open'], pageSize: 3 }))).toHaveLength(4);
    const [first, second] = sent().map(({ body }) => body);
    expect(first).toMatchObject({ pagination: { per_page: 3 } });
    expect(JSON.stringify(first)).not.toContain('starting_after');
    expect(second).toMatchObject({
      pagination: { per_page: 3, starting_after: expect.stringMatching(/./) },
      query: { field: 'state', operator: '=', value: 'open' },
    });
  });

  it('two readers of companies kill each other, since the scroll is one per workspace', async () => {
    const { desk, sandbox, calls, another } = workspace();
    for (const key of ['o-1', 'o-2', 'o-3']) sandbox.seed.company({ name: key, company_id: key });
    const readers = [desk, another({})].map((reader) =>
      read(reader.organizations.list({ pageSize: 2 })),
    );
    for (const found of await Promise.all(readers)) expect(found).toHaveLength(3);
    expect(calls().filter((call) => call.includes('scroll'))).toEqual([]);
  });

  it('the numbers of the budget are dropped', async () => {
    const { desk, id } = workspace();
    await desk.tickets.get(id);
    expect(desk.rateBudgets()).toMatchObject([
      { limit: expect.any(Number), remaining: expect.any(Number), resetsAt: expect.any(Date) },
    ]);
  });

  it.each([
    ['HTML', '<html>Busy</html>', 'server_error', 502],
    ['nothing', '', 'server_error', 500],
  ])('an answer that is no JSON breaks the parser: %s', async (_what, html, code, status) => {
    const { desk, id, sandbox } = workspace({ desk: { maxRetries: 0 } });
    sandbox.faults.inject({ fault: { kind: 'status', status, html } });
    await expect(desk.tickets.get(id)).rejects.toMatchObject({ code });
  });

  it.each([
    ['an empty object', {}],
    ['a list', []],
    ['a word', 'ok'],
    ['a page without items', { type: 'list', pages: { next: null } }],
  ])('an answer in another shape becomes a bare TypeError: %s', async (_what, answer) => {
    const { another } = workspace();
    const desk = another({ fetch: () => Promise.resolve(Response.json(answer)) });
    const errors = await Promise.allSettled([
      desk.tickets.get('1'),
      desk.contacts.get('6762f0dd1bb69f9f2193bb83'),
      read(desk.tickets.list({ status: ['open'] })),
    ]);
    for (const result of errors) {
      if (result.status === 'fulfilled') throw new Error('The answer was taken for a record.');
      expect(result.reason).toMatchObject({ provider: 'intercom', code: expect.any(String) });
    }
  });

  it('a contact conflicts with one that nobody sees', async () => {
    const { desk, sandbox } = workspace();
    const { id } = sandbox.seed.contact({ email: 'ada@customer.example', external_id: 'crm-7' });
    await desk.contacts.delete(id);
    const create = desk.contacts.create({ email: 'ada@customer.example', callerKey: 'crm-7' });
    await expect(create).rejects.toMatchObject({ code: 'conflict' });
    await expect(create).rejects.toThrow(/archived contact/);
  });

  it('answering and acting are mixed up, and teams cannot be given a case', async () => {
    const { desk, id, sandbox, connection, forget } = workspace();
    const team = sandbox.seed.team({ name: 'Billing' });
    forget();
    await desk.messages.reply(id, { body: { text: 'Hello' } });
    await desk.tickets.update(id, { groupId: team.id, status: 'resolved' });
    expect(connection.calls().filter((call) => call.startsWith('POST'))).toEqual([
      `POST /conversations/${id}/reply`,
      `POST /conversations/${id}/parts`,
      `POST /conversations/${id}/parts`,
    ]);
    expect(bodyAt(connection, `POST /conversations/${id}/parts`)).toMatchObject({
      message_type: 'assignment',
      type: 'team',
      assignee_id: team.id,
    });
  });
});

describe('Intercom: wishes', () => {
  it.each([
    ['us', 'https://api.intercom.io'],
    ['eu', 'https://api.eu.intercom.io'],
    ['au', 'https://api.au.intercom.io'],
  ] as const)('a setting for the region: %s', async (region, origin) => {
    const urls: string[] = [];
    const desk = createIntercom({
      workspaceId: 'abc123de',
      credentials: { accessToken: 'a-token' },
      region,
      maxRetries: 0,
      fetch(input) {
        urls.push(new URL(input instanceof Request ? input.url : input).origin);
        return Promise.resolve(new Response('', { status: 500 }));
      },
    });
    await expect(desk.tickets.get('1')).rejects.toMatchObject({ code: 'server_error' });
    expect(urls).toEqual([origin]);
  });

  it('lists of what changed since', async () => {
    const { desk, sandbox, id } = workspace();
    sandbox.clock.advance(60_000);
    const since = new Date(sandbox.clock.now());
    sandbox.clock.advance(60_000);
    expect(await read(desk.tickets.list({ updatedSince: since }))).toEqual([]);
    await desk.tickets.update(id, { subject: 'Changed' });
    expect(await read(desk.tickets.list({ updatedSince: since }))).toMatchObject([
      { externalId: id, subject: 'Changed' },
    ]);
  });

  it('an upsert of a contact that survives a merge', async () => {
    const { desk, sandbox } = workspace();
    const lead = sandbox.seed.lead({ email: 'ada@customer.example' });
    const user = sandbox.seed.contact({ name: 'Ada' });
    await desk.contacts.merge(user.id, lead.id);
    const { value } = await desk.contacts.upsert({ email: 'ada@customer.example', name: 'Ada L.' });
    expect(value).toMatchObject({ externalId: user.id, name: 'Ada L.' });
  });

  it('time to sleep and to wake, and nobody as assignee', async () => {
    const { desk, id, sandbox, adminId } = workspace();
    const snoozedUntil = new Date(sandbox.clock.now() + 3_600_000);
    const { value: asleep } = await desk.tickets.update(id, { snoozedUntil, assigneeId: adminId });
    expect(asleep).toMatchObject({ status: 'pending', statusDetail: 'snoozed' });
    const { value: awake } = await desk.tickets.update(id, { status: 'open', assigneeId: null });
    expect(awake).toMatchObject({ status: 'open', assignee: null });
  });
});

describe('the ten things an adapter of Intercom usually gets wrong', () => {
  it('top ten 3: the number that people see is in no path', async () => {
    const { desk, sandbox, calls, another } = workspace();
    const { id, ticket } = sandbox.seed.ticket();
    const asTicket = await another({ read: 'tickets' }).tickets.get(id);
    expect(asTicket.number).not.toBe(id);
    expect(ticket?.ticket_id).toBe(asTicket.number);
    await desk.tickets.get(asTicket.id);
    await desk.messages.reply(asTicket.id, { body: { text: 'Hello' } });
    expect(calls().filter((call) => call.endsWith(`/${asTicket.number}`))).toEqual([]);
  });

  it('top ten 6: no cursor is sent empty, and one that is stored goes on where it ended', async () => {
    const { desk, sandbox, sent } = workspace();
    sandbox.seed.conversations(4);
    const [page] = await read(desk.tickets.list({ pageSize: 2 }).pages());
    const rest = desk.tickets.list({ pageSize: 2, cursor: page?.nextCursor ?? '' });
    expect(await read(rest)).toHaveLength(3);
    const cursors = sent().map(({ query }) => query.get('starting_after'));
    expect(cursors[0]).toBeNull();
    expect(cursors).not.toContain('');
  });

  it('top ten 10: writes act in a teammate’s name, also where the options name none', async () => {
    const { desk, id, connection, adminId } = workspace();
    await desk.messages.reply(id, { body: { text: 'Hello' } });
    expect(bodyAt(connection, `POST /conversations/${id}/reply`)).toMatchObject({
      type: 'admin',
      admin_id: adminId,
    });
  });
});

describe('runners-up', () => {
  it('a host of another region refuses the token, and the error says where to look', async () => {
    const { desk, id, sandbox } = workspace();
    const body = { type: 'error.list', errors: [{ code: 'unauthorized', message: 'x' }] };
    sandbox.faults.inject({ fault: { kind: 'status', status: 401, body } });
    await expect(desk.tickets.get(id)).rejects.toThrow(/region/);
  });

  it('a tag is taken off by a DELETE with a body', async () => {
    const { desk, sandbox, sent, adminId } = workspace();
    const { id } = sandbox.seed.conversation({ tags: ['vip'] });
    const [tag] = [...sandbox.state.tags.rows.values()];
    const { value } = await desk.tickets.update(id, { tags: { remove: ['vip'] } });
    expect(value.tags).toEqual([]);
    expect(sent().find(({ method }) => method === 'DELETE')).toMatchObject({
      path: `/conversations/${id}/tags/${tag?.id}`,
      body: { admin_id: adminId },
    });
  });
});
