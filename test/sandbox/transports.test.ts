import { http } from 'msw';
import { setupServer } from 'msw/node';
import { serve, toMswHandlers } from 'polydesk/sandbox';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const sandbox = createZendeskSandbox({ rateLimits: false });
const headers = { authorization: sandbox.authorization.basic, 'content-type': 'application/json' };
const ticket = (subject: string) => JSON.stringify({ ticket: { subject, comment: { body: 'x' } } });
const made = () => sandbox.state.tickets.rows.size;

/** The same expectations for every way to reach a sandbox. */
function sharedBehaviour(
  reach: () => { readonly url: string; readonly fetch: typeof globalThis.fetch },
) {
  const create = (subject: string, init: RequestInit = {}) =>
    reach().fetch(`${reach().url}/api/v2/tickets`, {
      method: 'POST',
      headers,
      body: ticket(subject),
      ...init,
    });

  it('answers with links of its own origin', async () => {
    const response = await create('plain');
    expect(response.status).toBe(201);
    const body = (await response.json()) as { ticket: { url: string } };
    expect(body.ticket.url.startsWith(`${reach().url}/api/v2/tickets/`)).toBe(true);
  });

  it('drops a connection before anything happens', async () => {
    const before = made();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'dropped' } });
    await expect(create('dropped')).rejects.toThrow(TypeError);
    expect(made()).toBe(before);
    expect((await create('after')).status).toBe(201);
  });

  it('can commit and then lose the answer', async () => {
    const before = made();
    sandbox.faults.inject({
      method: 'POST',
      path: '/api/v2/tickets',
      fault: { kind: 'commit-then-drop' },
    });
    await expect(create('lost')).rejects.toThrow(TypeError);
    expect(made()).toBe(before + 1);
  });

  it('never answers a timeout until the caller gives up', async () => {
    const before = made();
    sandbox.faults.inject({ fault: { kind: 'timeout' } });
    await expect(create('slow', { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(made()).toBe(before);
  });

  it('answers injected errors as often as asked, after as many calls as asked', async () => {
    sandbox.faults.inject({
      fault: {
        kind: 'status',
        status: 503,
        html: '<h1>Maintenance</h1>',
        headers: { 'retry-after': '3' },
      },
      after: 1,
      times: 2,
    });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call += 1) statuses.push((await create(`${call}`)).status);
    expect(statuses).toEqual([201, 503, 503, 201]);
  });

  it('answers the provider’s own 429 on demand', async () => {
    sandbox.faults.inject({ fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const response = await create('limited');
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7']);
    expect(await response.json()).toMatchObject({ error: 'APIRateLimitExceeded' });
  });

  it('cuts a body short, cleanly or with a broken stream', async () => {
    sandbox.faults.inject({ fault: { kind: 'truncated', clean: true, keepBytes: 10 } });
    expect(await (await create('cut')).text()).toBe('{"ticket":');
    sandbox.faults.inject({ fault: { kind: 'truncated' } });
    await expect(create('broken').then((response) => response.text())).rejects.toThrow();
  });

  it('waits when it is told to be slow', async () => {
    sandbox.faults.inject({ fault: { kind: 'latency', latencyMs: 20 } });
    expect((await create('late')).status).toBe(201);
    expect(sandbox.faults.hits.at(-1)?.fault.kind).toBe('latency');
  });
}

afterEach(() => sandbox.faults.clear());

describe('as a fetch function', () => {
  sharedBehaviour(() => ({
    url: sandbox.url,
    fetch: (input, init) => sandbox.fetch(input, init),
  }));
});

describe('as msw handlers', () => {
  const server = setupServer(...toMswHandlers(sandbox, http));
  beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }));
  afterAll(() => server.close());
  sharedBehaviour(() => ({ url: sandbox.url, fetch: globalThis.fetch }));
});

describe('as an HTTP server', () => {
  let served: Awaited<ReturnType<typeof serve>>;
  beforeAll(async () => {
    served = await serve(sandbox);
  });
  afterAll(() => served.close());
  sharedBehaviour(() => ({ url: served.url, fetch: globalThis.fetch }));

  it('redirects a download to another origin, which fetch sends no credentials to', async () => {
    const upload = await fetch(`${served.url}/api/v2/uploads?filename=a.txt`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'text/plain' },
      body: 'hello',
    });
    const { upload: made } = (await upload.json()) as {
      upload: { attachment: { content_url: string } };
    };
    const file = await fetch(made.attachment.content_url, { headers });
    expect(await file.text()).toBe('hello');
    expect(new URL(file.url).origin).not.toBe(served.url);
    expect(sandbox.state.fileHost.at(-1)?.authorization).toBeNull();
  });

  it('stops answering once it is closed, also on connections kept alive', async () => {
    const other = await serve(sandbox);
    await fetch(`${other.url}/api/v2/users/me`, { headers });
    await other.close();
    await expect(fetch(`${other.url}/api/v2/users/me`, { headers })).rejects.toThrow(TypeError);
  });
});

describe('the request log', () => {
  it('keeps method, path, status and route, and redacts credentials', async () => {
    const own = createZendeskSandbox();
    await own.fetch(`${own.url}/api/v2/tickets/1.json?include=users`, {
      headers: { authorization: own.authorization.basic },
    });
    expect(own.requests).toMatchObject([
      {
        method: 'GET',
        path: '/api/v2/tickets/1.json',
        query: '?include=users',
        status: 404,
        route: 'GET /api/v2/tickets/{ticket_id}',
        headers: { authorization: '[redacted]' },
      },
    ]);
    expect(own.calls).toEqual({ total: 1, byRoute: { 'GET /api/v2/tickets/{ticket_id}': 1 } });
  });
});
