import { describe, expect, it } from 'vitest';
import { connect, type Sent } from '../support/connect.ts';

const message = { body: { text: 'Help' }, visibility: 'public' } as const;
const draft = { subject: 'New', requester: { email: 'ada@example.org' }, message };

const tooMany = (headers: Readonly<Record<string, string>> = {}): Response =>
  new Response('Slow down <b>ada@example.org</b>', { status: 429, headers });

/** Answers the first request that passes with 429. */
const once = (isMeant: (request: Sent) => boolean, answer: () => Response) => {
  let done = false;
  return (request: Sent) => {
    if (done || !isMeant(request)) return undefined;
    done = true;
    return answer();
  };
};

describe('too many calls', () => {
  it('of one kind hold back only calls of that kind', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    const headers = {
      'X-RateLimit-Total': '700',
      'X-RateLimit-Remaining': '500',
      'Retry-After': '40',
    };
    connection.intercept(
      once(
        ({ method }) => method === 'POST',
        () => tooMany(headers),
      ),
    );
    const start = sandbox.clock.now();
    const waits: string[] = [];
    desk.on('rateLimit', ({ budget }) => waits.push(budget));
    // The create meets its own limit and waits it out.
    await desk.tickets.create(draft);
    expect(sandbox.clock.now() - start).toBe(40_000);
    connection.forget();
    const refusal = once(
      ({ method }) => method === 'POST',
      () => tooMany(headers),
    );
    connection.intercept(refusal);
    await expect(desk.tickets.create(draft, { maxRetries: 0 })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 40_000,
    });
    // A read goes out at once, another create waits.
    const before = sandbox.clock.now();
    await desk.tickets.get(String(id));
    expect(sandbox.clock.now()).toBe(before);
    await desk.tickets.create(draft);
    expect(sandbox.clock.now() - before).toBe(40_000);
    expect(waits).toEqual(['tickets-create']);
  });

  it('of the account hold back everything', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    const headers = {
      'X-RateLimit-Total': '50',
      'X-RateLimit-Remaining': '0',
      'Retry-After': '20',
    };
    connection.intercept(
      once(
        () => true,
        () => tooMany(headers),
      ),
    );
    await expect(desk.agents.me({ maxRetries: 0 })).rejects.toMatchObject({ code: 'rate_limited' });
    const before = sandbox.clock.now();
    await desk.tickets.get(String(id));
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(20_000);
  });

  it('wait for the next minute when nobody says how long', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    connection.intercept(
      once(
        () => true,
        () => tooMany(),
      ),
    );
    const before = sandbox.clock.now();
    await desk.agents.me();
    expect(sandbox.clock.now() - before).toBe(60_000);
  });

  it('are told without the words of an answer that is no JSON', async () => {
    const connection = connect();
    connection.intercept(() => tooMany({ 'retry-after': '7', 'x-request-id': 'req-9' }));
    const error = await connection.desk.agents
      .me({ maxRetries: 0 })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rate_limited', retryAfterMs: 7_000, requestId: 'req-9' });
    expect(JSON.stringify(error)).not.toContain('ada@');
  });

  it('do not happen to a walk that knows what its pages cost', async () => {
    const connection = connect({ sandbox: { rateLimits: { plan: 'trial' } } });
    const { sandbox, desk, sent } = connection;
    sandbox.seed.tickets(60);
    // Seven credits a page, fifty a minute.
    const found = await desk.tickets.list({ pageSize: 3 }).toArray({ limit: 1_000 });
    expect(found).toHaveLength(60);
    expect(sent().every(({ status }) => status === 200)).toBe(true);
    expect(connection.sleptMs()).toBeGreaterThan(60_000);
  });
});

describe('what goes wrong on the way', () => {
  it('of a read is tried again', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const answers: (Response | 'drop')[] = [
      new Response('<html>Bad gateway</html>', { status: 502 }),
      'drop',
      Response.json({ code: 'internal_error', message: 'x' }, { status: 500 }),
    ];
    connection.intercept(() => answers.shift());
    expect((await connection.desk.tickets.get(String(id))).externalId).toBe(String(id));
  });

  it('of a write with files is not tried again, and of one without is', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const broken = () => new Response('', { status: 503 });
    connection.intercept(once(({ method }) => method === 'PUT', broken));
    await connection.desk.tickets.update(String(id), { priority: 'low' });
    expect(connection.sent().map(({ status }) => status)).toEqual([503, 200]);
    connection.forget();
    connection.intercept(once(({ method }) => method === 'POST', broken));
    const data = new TextEncoder().encode('x');
    const attachments = [{ fileName: 'a.txt', contentType: 'text/plain', data }];
    await expect(
      connection.desk.messages.note(String(id), { body: { text: 'See' }, attachments }),
    ).rejects.toMatchObject({ code: 'server_error', retryable: false });
    expect(connection.sent()).toHaveLength(1);
  });

  it('is told when an answer is no list where one belongs', async () => {
    const connection = connect();
    connection.intercept(() => Response.json({ tickets: [] }));
    await expect(connection.desk.tickets.list().toArray({ limit: 1 })).rejects.toMatchObject({
      code: 'wire_format',
    });
    connection.intercept(() => Response.json([]));
    await expect(connection.desk.agents.me()).rejects.toMatchObject({ code: 'wire_format' });
  });

  it('is told when the sub-domain is nobody’s', async () => {
    const connection = connect();
    connection.intercept(() => new Response('<html>No such page</html>', { status: 404 }));
    await expect(connection.desk.agents.me()).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringContaining('sub-domain'),
    });
  });
});
