import {
  AuthenticationError,
  NotFoundError,
  RateLimitError,
  RequestError,
  ServerError,
  SupportError,
  ValidationError,
} from 'polydesk';
import { createZendesk } from 'polydesk/zendesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const draft = {
  subject: 'The export stops',
  requester: { email: 'ada@customer.example', name: 'Ada' },
  message: { body: { text: 'It stops at 50 %.' }, visibility: 'public' },
} as const;

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'no failure',
    (error: unknown) => error,
  );

describe('a create whose answer is lost', () => {
  it('is not repeated without a key: there is one ticket, and the outcome is called unknown', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    const failure = await failureOf(desk.tickets.create(draft));
    expect(failure).toBeInstanceOf(RequestError);
    expect(failure).toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(sent()).toHaveLength(1);
    expect(sandbox.state.tickets.rows.size).toBe(1);
  });

  it('is repeated with a key, and the key makes it one ticket', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' }, times: 2 });
    const { value } = await desk.tickets.create(draft, { idempotencyKey: 'order-7' });
    expect(value.externalId).toBe('1');
    expect(sent().map(({ status }) => status)).toEqual([null, null, 201]);
    expect(sandbox.state.tickets.rows.size).toBe(1);
    expect(sandbox.state.outbox.filter(({ kind }) => kind === 'ticket_received')).toHaveLength(1);
  });

  it('is not repeated after a gateway’s error page either', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.faults.inject({
      method: 'POST',
      fault: { kind: 'status', status: 502, html: '<h1>Bad gateway</h1>' },
    });
    const failure = await failureOf(desk.tickets.create(draft));
    expect(failure).toBeInstanceOf(ServerError);
    expect(failure).toMatchObject({ status: 502, retryable: false });
    expect(sent()).toHaveLength(1);
  });

  it('is repeated after a refusal that proves that nothing was done', async () => {
    const { desk, sandbox, sleptMs } = connect();
    sandbox.faults.inject({
      method: 'POST',
      fault: { kind: 'rate-limited', retryAfterSeconds: 7 },
    });
    await desk.tickets.create(draft);
    expect(sandbox.state.tickets.rows.size).toBe(1);
    expect(sleptMs()).toBe(7_000);
  });

  it('leaves an import unknown as well: imports know no keys', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.user({ name: 'Ada' });
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    const createdAt = new Date('2024-01-01T00:00:00Z');
    const failure = await failureOf(
      desk.imports.ticket({
        subject: 'Old',
        requester: { id: String(id) },
        createdAt,
        messages: [{ body: { text: 'Hello' }, visibility: 'public', createdAt }],
      }),
    );
    expect(failure).toMatchObject({ code: 'outcome_unknown' });
    expect(sandbox.state.tickets.rows.size).toBe(1);
  });
});

describe('a reply whose answer is lost', () => {
  it('is not sent twice', async () => {
    const { desk, sandbox, sent } = connect();
    const customer = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    const { id } = sandbox.seed.ticket({ requesterId: customer.id });
    sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
    const failure = await failureOf(desk.messages.reply(String(id), { body: { text: 'Done' } }));
    expect(failure).toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(sent()).toHaveLength(1);
    expect(sandbox.state.tickets.rows.get(id)?.comments).toHaveLength(2);
    expect(sandbox.state.outbox).toHaveLength(1);
  });

  it('is not sent again when no answer came in time', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    sandbox.faults.inject({ method: 'PUT', fault: { kind: 'timeout' } });
    // Long enough for the request to reach the sandbox on a busy machine, which then never answers.
    const failure = await failureOf(
      desk.messages.reply(String(id), { body: { text: 'Done' } }, { timeoutMs: 1_000 }),
    );
    expect(failure).toMatchObject({ code: 'outcome_unknown', retryable: false });
    expect(sent()).toHaveLength(1);
  });

  it('while a change of properties is repeated, since it says the same twice', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
    const { value } = await desk.tickets.update(String(id), { priority: 'high' });
    expect(value.priority).toBe('high');
    expect(sent().map(({ status }) => status)).toEqual([null, 200]);
  });
});

describe('a removal by a job whose answer is lost', () => {
  it('is not started again, which would call every ticket that is gone a failure', async () => {
    const { desk, sandbox, sent } = connect();
    const ids = sandbox.seed.tickets(2).map(({ id }) => String(id));
    sandbox.faults.inject({ method: 'DELETE', fault: { kind: 'commit-then-drop' } });
    expect(await failureOf(desk.tickets.deleteMany(ids))).toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
    });
    expect(sent()).toHaveLength(1);
  });

  it('is called unknown for a purge, too', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    sandbox.faults.inject({ method: 'DELETE', fault: { kind: 'commit-then-drop' } });
    expect(await failureOf(desk.tickets.purge(String(id)))).toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sent()).toHaveLength(2);
    expect(sandbox.state.tickets.rows.get(id)?.deleted?.scrubbed).toBe(true);
  });
});

describe('a read that fails for a while', () => {
  const faults = {
    'a 503 that asks for patience': {
      kind: 'status',
      status: 503,
      headers: { 'retry-after': '11' },
    },
    'a 429': { kind: 'rate-limited', retryAfterSeconds: 11 },
  } as const;
  for (const [name, fault] of Object.entries(faults)) {
    it(`is repeated after ${name}, and waits as long as told`, async () => {
      const { desk, sandbox, sent, sleptMs } = connect();
      const { id } = sandbox.seed.ticket();
      sandbox.faults.inject({ method: 'GET', fault });
      await desk.tickets.get(String(id));
      expect(sent()).toHaveLength(2);
      expect(sleptMs()).toBe(11_000);
    });
  }

  const broken = {
    'an HTML page with a 502': { kind: 'status', status: 502, html: '<h1>Bad gateway</h1>' },
    'a body that breaks off': { kind: 'truncated' },
    'a body that ends in the middle as if it were complete': { kind: 'truncated', clean: true },
    'a broken connection': { kind: 'dropped' },
  } as const;
  for (const [name, fault] of Object.entries(broken)) {
    it(`is repeated after ${name}`, async () => {
      const { desk, sandbox, sent } = connect();
      const { id } = sandbox.seed.ticket({ subject: 'Still here' });
      sandbox.faults.inject({ method: 'GET', fault, times: 2 });
      await expect(desk.tickets.get(String(id))).resolves.toMatchObject({ subject: 'Still here' });
      expect(sent()).toHaveLength(3);
    });
  }

  it('gives up after the retries it may use, with the last answer', async () => {
    const { desk, sandbox, sent } = connect({ desk: { maxRetries: 2 } });
    sandbox.faults.inject({ method: 'GET', fault: { kind: 'status', status: 500 }, times: 9 });
    const failure = await failureOf(desk.tickets.get('1'));
    expect(failure).toBeInstanceOf(ServerError);
    expect(failure).toMatchObject({ status: 500, retryable: true });
    expect(sent()).toHaveLength(3);
  });

  it('says how long to wait when it must not wait itself', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.faults.inject({ fault: { kind: 'rate-limited', retryAfterSeconds: 30 } });
    const failure = await failureOf(desk.tickets.get('1'));
    expect(failure).toBeInstanceOf(RateLimitError);
    expect(failure).toMatchObject({ code: 'rate_limited', retryAfterMs: 30_000, retryable: true });
  });
});

describe('giving up in the middle of a list', () => {
  it('ends the list with an abort and asks for no further page', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(30);
    const controller = new AbortController();
    const seen: string[] = [];
    const reading = (async () => {
      for await (const ticket of desk.tickets.list(
        { pageSize: 10 },
        { signal: controller.signal },
      )) {
        seen.push(ticket.externalId);
        if (seen.length === 10) controller.abort();
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'request_aborted', retryable: false });
    expect(seen).toHaveLength(10);
    expect(sent()).toHaveLength(1);
  });

  it('goes on where a page failed: the cursor is still good', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const ids = sandbox.seed.tickets(25).map(({ id }) => String(id));
    sandbox.faults.inject({ after: 1, fault: { kind: 'dropped' } });
    const seen: string[] = [];
    let cursor: string | null = null;
    const failure = await failureOf(
      (async () => {
        for await (const page of desk.tickets.list({ pageSize: 10 }).pages()) {
          seen.push(...page.items.map(({ externalId }) => externalId));
          cursor = page.nextCursor;
        }
      })(),
    );
    expect(failure).toMatchObject({ code: 'network_failed', retryable: true });
    const rest = await desk.tickets.list({ pageSize: 10, cursor: cursor ?? '' }).toArray({
      limit: 100,
    });
    expect([...seen, ...rest.map(({ externalId }) => externalId)]).toEqual(ids);
  });
});

describe('a refusal that no repetition cures', () => {
  it('is told of an account that does not exist', async () => {
    const { sandbox, sent } = connect();
    const nobody = createZendesk({
      subdomain: 'nobody',
      credentials: { accessToken: sandbox.credentials.accessToken },
      fetch: (input, init) => sandbox.fetch(input, init),
    });
    const failure = await failureOf(nobody.tickets.get('1'));
    expect(failure).toBeInstanceOf(NotFoundError);
    expect(failure).toHaveProperty('message', expect.stringMatching(/no Zendesk account/));
    expect(sent()).toHaveLength(1);
  });

  it('is told of credentials that are wrong, without showing them', async () => {
    const { desk, sandbox, sent } = connect({
      desk: { credentials: { email: 'ada@acme.example', apiToken: 'wrong-token-1234' } },
    });
    const { id } = sandbox.seed.ticket();
    const failure = await failureOf(desk.tickets.get(String(id)));
    expect(failure).toBeInstanceOf(AuthenticationError);
    expect(failure).toMatchObject({ status: 401, retryable: false });
    expect(SupportError.isInstance(failure) && JSON.stringify(failure)).not.toContain(
      'wrong-token',
    );
    expect(sent()).toHaveLength(1);
  });

  it('is told of a closed ticket', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket({ properties: { status: 'closed' } });
    const failure = await failureOf(desk.tickets.update(String(id), { priority: 'high' }));
    expect(failure).toBeInstanceOf(ValidationError);
    expect(failure).toMatchObject({
      status: 422,
      nativeCode: 'RecordInvalid',
      issues: [{ path: 'status', message: 'the ticket is closed, which is final' }],
    });
    expect(sent()).toHaveLength(1);
  });
});

describe('the 31st job', () => {
  it('waits until one of the thirty is done, and runs', async () => {
    const { desk, sandbox, sent, sleptMs } = connect();
    const { id } = sandbox.seed.ticket();
    const others = { ticket: { priority: 'low' } };
    for (let job = 0; job < 30; job += 1) {
      await desk.request({
        method: 'PUT',
        path: '/api/v2/tickets/update_many',
        query: { ids: id },
        body: others,
      });
    }
    const { value } = await desk.tickets.createMany([draft]);
    expect(value).toMatchObject({ succeeded: 1, failed: 0 });
    const attempts = sent().filter(({ path }) => path === '/api/v2/tickets/create_many');
    expect(attempts.map(({ status }) => status)).toEqual([429, 200]);
    expect(sleptMs()).toBeGreaterThanOrEqual(60_000);
    expect(sandbox.state.tickets.rows.size).toBe(2);
  });
});
