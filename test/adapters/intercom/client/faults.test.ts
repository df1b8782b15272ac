import { RateLimitError, RequestError, ServerError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const reply = { body: { text: 'Try again, please.' } };

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

/** Runs a write whose first answer is lost; gives how often it was sent. */
async function timesSent(
  connection: Connection,
  rule: { readonly method: string; readonly path: string | RegExp },
  write: () => Promise<unknown>,
): Promise<{ readonly times: number; readonly failure: unknown }> {
  const { sandbox } = connection;
  sandbox.faults.inject({ ...rule, fault: { kind: 'commit-then-drop' } });
  connection.forget();
  const failure = await failureOf(write());
  const times = connection
    .sent()
    .filter(({ method, path }) => method === rule.method && matches(rule.path, path)).length;
  return { times, failure };
}
const matches = (rule: string | RegExp, path: string): boolean =>
  typeof rule === 'string' ? rule === path : rule.test(path);

describe('a write whose answer was lost', () => {
  it.each(['reply', 'parts', 'create', 'contact', 'participant', 'convert', 'merge'] as const)(
    'is not repeated blindly: %s',
    async (kind) => {
      const connection = connect();
      const { desk, sandbox } = connection;
      const [one = '', two = ''] = sandbox.seed.conversations(2).map(({ id }) => id);
      const [type] = [...sandbox.state.ticketTypes.rows.keys()];
      const contact = sandbox.seed.contact();
      const draft = {
        subject: 'New',
        requester: { id: contact.id },
        message: { body: { text: 'Hi' }, visibility: 'public' },
      } as const;
      const writes = {
        reply: [/\/reply$/, () => desk.messages.reply(one, reply)],
        parts: [/\/parts$/, () => desk.tickets.update(one, { status: 'resolved' })],
        create: [/^\/conversations$/, () => desk.tickets.create(draft)],
        contact: [/^\/contacts$/, () => desk.contacts.create({ email: 'a@b.example' })],
        participant: [/\/customers$/, () => desk.tickets.create({ ...draft, cc: ['c@d.example'] })],
        convert: [/\/convert$/, () => desk.tickets.convert(one, { ticketTypeId: type ?? '' })],
        merge: [/\/merge$/, () => desk.tickets.merge(one, [two])],
      } as const;
      const [path, write] = writes[kind];
      const { times, failure } = await timesSent(connection, { method: 'POST', path }, write);
      expect(times).toBe(1);
      expect(failure).toMatchObject({ retryable: false });
      expect(['outcome_unknown', 'partially_written']).toContain(
        (failure as { readonly code?: unknown }).code,
      );
    },
  );

  it.each([
    'fields',
    'tag',
    'untag',
    'archive',
    'company',
    'redaction',
    'search',
    'purge',
  ] as const)('is repeated where that changes nothing more: %s', async (kind) => {
    const connection = connect();
    const { desk, sandbox } = connection;
    const { id } = sandbox.seed.conversation({ tags: ['old'] });
    const contact = sandbox.seed.contact();
    const [first] = await read(desk.messages.list(id));
    const writes = {
      fields: ['PUT', /^\/conversations/, () => desk.tickets.update(id, { subject: 'New' })],
      tag: ['POST', /\/tags$/, () => desk.tags.add(id, ['vip'])],
      untag: ['DELETE', /\/tags\//, () => desk.tags.remove(id, ['old'])],
      archive: ['POST', /\/archive$/, () => desk.contacts.delete(contact.id)],
      company: [
        'POST',
        /^\/companies$/,
        () => desk.organizations.upsert({ callerKey: 'o-1', name: 'x' }),
      ],
      redaction: ['POST', /\/redact$/, () => desk.messages.erase(id, first?.id ?? '')],
      search: ['POST', /\/search$/, () => read(desk.tickets.list({ status: ['open'] }))],
      purge: ['DELETE', /^\/conversations/, () => desk.tickets.purge(id)],
    } as const;
    const [method, path, write] = writes[kind];
    const { failure, times } = await timesSent(connection, { method, path }, write);
    expect(failure).toBe('no failure');
    expect(times).toBeGreaterThanOrEqual(2);
  });

  it('of a ticket’s state is not repeated, of its attributes it is', async () => {
    const connection = connect();
    const { another, sandbox } = connection;
    const desk = another({ read: 'tickets' });
    const { id } = sandbox.seed.ticket();
    const rule = { method: 'PUT', path: `/tickets/${id}` };
    const state = await timesSent(connection, rule, () =>
      desk.tickets.update(id, { status: 'resolved' }),
    );
    expect(state).toMatchObject({ times: 1, failure: { code: 'outcome_unknown' } });
    const title = await timesSent(connection, rule, () =>
      desk.tickets.update(id, { subject: 'x' }),
    );
    expect(title).toEqual({ times: 2, failure: 'no failure' });
  });
});

describe('rate limits', () => {
  it('are waited out to the end of their window, which Intercom names in a header', async () => {
    const { desk, sandbox, sleptMs, adminId } = connect({
      sandbox: { rateLimits: { perMinute: 12 } },
    });
    for (let call = 0; call < 5; call += 1) await desk.agents.get(adminId);
    expect(sleptMs()).toBeGreaterThan(0);
    expect(sleptMs()).toBeLessThanOrEqual(30_000);
    expect(sandbox.requests.every(({ status }) => status === 200)).toBe(true);
    expect(desk.rateBudgets()).toMatchObject([{ name: 'account', limit: 2 }]);
  });

  it('that are refused are waited out, also for a reply: nothing was done', async () => {
    const { desk, sandbox, sleptMs, calls } = connect();
    const { id } = sandbox.seed.conversation();
    sandbox.faults.inject({ path: /\/reply$/, fault: { kind: 'rate-limited' } });
    await desk.messages.reply(id, reply);
    expect(calls().filter((call) => call.endsWith('/reply'))).toHaveLength(2);
    expect(sleptMs()).toBeGreaterThan(0);
    expect(sleptMs()).toBeLessThanOrEqual(10_000);
    expect(sandbox.state.conversations.rows.get(id)?.parts).toHaveLength(1);
  });

  it('that are refused without headers are waited out for one window', async () => {
    let calls = 0;
    let now = 0;
    const desk = connect().another({
      clock: {
        now: () => now,
        sleep: async (ms) => {
          now += ms;
        },
      },
      fetch: async () => {
        calls += 1;
        const body = {
          type: 'error.list',
          errors: [{ code: 'rate_limit_exceeded', message: 'No' }],
        };
        return calls === 1
          ? Response.json(body, { status: 429 })
          : Response.json({ id: '1', name: 'Ada' });
      },
    });
    await desk.agents.get('1');
    expect(now).toBe(10_000);
  });

  it('are an error, and no empty list, where nobody waits', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.faults.inject({ fault: { kind: 'rate-limited' } });
    const failure = await failureOf(read(desk.tickets.list()));
    expect(failure).toBeInstanceOf(RateLimitError);
  });
});

describe('a server that fails', () => {
  it('is asked again by reads, whatever the body of its answer', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    for (const html of ['<h1>Bad gateway</h1>', ''])
      sandbox.faults.inject({ fault: { kind: 'status', status: 502, html } });
    expect((await desk.tickets.get(id)).externalId).toBe(id);
  });

  it('is not asked again by a reply', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation();
    sandbox.faults.inject({
      path: /\/reply$/,
      fault: { kind: 'status', status: 503, html: 'Busy' },
    });
    const failure = await failureOf(desk.messages.reply(id, reply));
    expect(failure).toBeInstanceOf(ServerError);
    expect(failure).toMatchObject({ retryable: false });
    expect(calls().filter((call) => call.endsWith('/reply'))).toHaveLength(1);
  });

  it('that breaks off is a lost connection', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.faults.inject({ fault: { kind: 'dropped' } });
    expect(await failureOf(desk.tickets.get('1'))).toBeInstanceOf(RequestError);
  });
});
