import { createClock, serve } from 'polydesk/sandbox';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient, startConversation } from './client.ts';

const unauthorized = {
  type: 'error.list',
  errors: [{ code: 'unauthorized', message: 'Access Token Invalid' }],
};

describe('the access token', () => {
  it.each([
    ['missing', {}],
    ['wrong', { authorization: 'Bearer nonsense' }],
    ['of another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
  ])('is refused with 401 and without rate limit headers when %s', async (_name, headers) => {
    const { sandbox } = createClient();
    const response = await sandbox.fetch(`${sandbox.url}/me`, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject(unauthorized);
    expect(response.headers.has('x-ratelimit-limit')).toBe(false);
  });

  it.each([
    ['revoked', 'token_revoked'],
    ['suspended', 'token_suspended'],
  ] as const)('can be %s', async (status, code) => {
    const { sandbox, get } = createClient();
    sandbox.state.tokens.get(sandbox.credentials.accessToken)!.status = status;
    const answer = await get('/me');
    expect(answer.status).toBe(401);
    expect(answer.body.errors[0].code).toBe(code);
  });

  it('is given for an OAuth code, under both of its names', async () => {
    const { sandbox, post } = createClient();
    const { accessToken, clientId, clientSecret, oauthCode } = sandbox.credentials;
    const given = { code: oauthCode, client_id: clientId, client_secret: clientSecret };
    const answer = await post('/auth/eagle/token', given);
    expect(answer.body).toEqual({
      token_type: 'Bearer',
      token: accessToken,
      access_token: accessToken,
    });
    expect((await post('/auth/eagle/token', { ...given, code: 'x' })).status).toBe(401);
  });

  it('tells whose it is and which workspace it opens', async () => {
    const { get, adminId } = createClient({ workspaceId: 'ws12', region: 'EU' });
    expect((await get('/me')).body).toMatchObject({
      type: 'admin',
      id: adminId,
      has_inbox_seat: true,
      app: { type: 'app', id_code: 'ws12', region: 'EU', timezone: 'America/Los_Angeles' },
    });
  });
});

describe('a request', () => {
  it('is answered on the host of its region', () => {
    expect(createIntercomSandbox().url).toBe('https://api.intercom.io');
    expect(createIntercomSandbox({ region: 'EU' }).url).toBe('https://api.eu.intercom.io');
    expect(createIntercomSandbox({ region: 'AU' }).url).toBe('https://api.au.intercom.io');
  });

  it('must accept JSON', async () => {
    const { get } = createClient();
    const answer = await get('/me', { accept: 'text/html' });
    expect(answer.status).toBe(406);
    expect(answer.body).toEqual({
      errors: [
        {
          code: 'media_type_not_acceptable',
          message: 'The Accept header should send a media type of application/json',
        },
      ],
      type: 'error.list',
    });
    expect((await get('/me', { accept: '*/*' })).status).toBe(200);
  });

  it('with malformed JSON is answered with no error list', async () => {
    const { sandbox } = createClient();
    const response = await sandbox.fetch(`${sandbox.url}/contacts`, {
      method: 'POST',
      headers: {
        authorization: sandbox.authorization.bearer,
        'content-type': 'application/json',
      },
      body: '{"role":',
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      status: 400,
      error: expect.stringMatching(
        /^There was a problem in the JSON you submitted \[[0-9a-f]{32}\]: logged with error code$/,
      ),
    });
  });

  it('whose body does not say that it is JSON has no body', async () => {
    const { sandbox } = createClient();
    const response = await sandbox.fetch(`${sandbox.url}/tags`, {
      method: 'POST',
      headers: { authorization: sandbox.authorization.bearer, 'content-type': 'text/plain' },
      body: '{"name":"VIP"}',
    });
    expect(response.status).toBe(400);
  });

  it('to an unknown path or with the wrong method is 404, with the id of the request', async () => {
    const { get, delete: remove } = createClient();
    const answer = await get('/nothing');
    expect(answer.status).toBe(404);
    expect(answer.body.errors).toEqual([{ code: 'not_found', message: 'Resource Not Found' }]);
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    expect(answer.body.request_id).toMatch(/^[0-9a-z]{20}$/);
    expect((await remove('/me')).status).toBe(404);
  });

  it('gets the version of its header, else the app’s, and hears which', async () => {
    const { get } = createClient({ version: '2.14' });
    expect((await get('/me')).headers.get('intercom-version')).toBe('2.14');
    const asked = await get('/me', { 'intercom-version': '2.11' });
    expect(asked.headers.get('intercom-version')).toBe('2.11');
    const unknown = await get('/me', { 'intercom-version': '1.4' });
    expect(unknown.status).toBe(400);
    expect(unknown.body.errors[0].code).toBe('intercom_version_invalid');
  });
});

describe('the rate limit', () => {
  it('is spread over slots of ten seconds that end in a 6', async () => {
    const clock = createClock({ start: '2026-01-01T00:00:03Z' });
    const { get } = createClient({ clock });
    const first = await get('/me');
    expect(first.headers.get('x-ratelimit-limit')).toBe('1667');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1666');
    // 2026-01-01T00:00:00Z is 1767225600; the slot of second 3 ends with second 6.
    expect(first.headers.get('x-ratelimit-reset')).toBe('1767225606');
    expect((await get('/me')).headers.get('x-ratelimit-remaining')).toBe('1665');
    clock.advance(3000);
    const next = await get('/me');
    expect(next.headers.get('x-ratelimit-remaining')).toBe('1666');
    expect(next.headers.get('x-ratelimit-reset')).toBe('1767225616');
  });

  it('refuses what goes beyond, with the reset and without a Retry-After', async () => {
    const { get } = createClient({ rateLimits: { perMinute: 12 } });
    await get('/me');
    await get('/me');
    const refused = await get('/me');
    expect(refused.status).toBe(429);
    expect(refused.body.errors).toEqual([
      { code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 2 in 10_seconds' },
    ]);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.has('retry-after')).toBe(false);
  });

  it('gives the budget of a minute every second at a scale of 60', async () => {
    const { get } = createClient({ rateLimits: { scale: 60 } });
    const answer = await get('/me');
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10000');
    // The clock stands at 2026-03-02T09:00:00Z, 1772442000.
    expect(answer.headers.get('x-ratelimit-reset')).toBe('1772442001');
  });

  it('can be lifted, and an injected 429 looks like the provider’s own', async () => {
    const { get, sandbox } = createClient({ rateLimits: false });
    expect((await get('/me')).headers.has('x-ratelimit-limit')).toBe(false);
    sandbox.faults.inject({ fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const refused = await get('/me');
    expect(refused.status).toBe(429);
    expect(refused.body.errors[0].code).toBe('rate_limit_exceeded');
    expect(refused.headers.get('x-ratelimit-reset')).toBe('1772442007');
  });
});

describe('a read after a write', () => {
  it('may be stale for a while unless it brings the cookie of the write', async () => {
    const client = createClient({ staleReadMs: 1000 });
    const { id } = await startConversation(client);
    expect((await client.get(`/conversations/${id}`)).status).toBe(404);
    client.sandbox.clock.advance(1001);
    expect((await client.get(`/conversations/${id}`)).body.read).toBe(true);
    const written = await client.put(`/conversations/${id}`, { read: false });
    expect((await client.get(`/conversations/${id}`)).body.read).toBe(true);
    const cookie = written.headers.get('set-cookie')!.split(';')[0]!;
    expect((await client.get(`/conversations/${id}`, { cookie })).body.read).toBe(false);
    client.sandbox.clock.advance(1001);
    expect((await client.get(`/conversations/${id}`)).body.read).toBe(false);
  });

  it('is not by default, though writes hand the cookie out', async () => {
    const client = createClient();
    const { id } = await startConversation(client);
    expect((await client.get(`/conversations/${id}`)).status).toBe(200);
    const written = await client.put(`/conversations/${id}`, { read: false });
    expect(written.headers.get('set-cookie')).toMatch(
      /^recent_write=[0-9a-f-]{36}; path=\/; max-age=1; httponly$/,
    );
  });
});

describe('the sandbox', () => {
  it('takes a moment and goes back to it', async () => {
    const client = createClient();
    const { id } = await startConversation(client);
    const moment = client.sandbox.snapshot();
    await client.delete(`/conversations/${id}`);
    expect((await client.get(`/conversations/${id}`)).status).toBe(404);
    client.sandbox.restore(moment);
    expect((await client.get(`/conversations/${id}`)).body.source.body).toBe('<p>Hello</p>');
    expect((await client.get('/contacts?per_page=1')).body.data[0].email).toBe('cy@example.org');
  });

  it('gives the same ids for the same seed, and 15 digits where asked', async () => {
    const [one, two] = [createClient({ seed: 5 }), createClient({ seed: 5 })];
    const first = await startConversation(one);
    expect(await startConversation(two)).toEqual(first);
    expect(first.id).toBe('1');
    expect(first.contactId).toMatch(/^69a55190[0-9a-f]{16}$/);
    const long = await startConversation(createClient({ longIds: true }));
    expect(long.id).toMatch(/^2154742070\d{5}$/);
  });

  it('keeps the effect of a write whose answer was lost', async () => {
    const { sandbox, post, get } = createClient();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(post('/tags', { name: 'VIP' })).rejects.toThrow(TypeError);
    expect((await get('/tags')).body.data).toMatchObject([{ type: 'tag', name: 'VIP' }]);
  });

  it('can answer an error although the write took effect', async () => {
    const { sandbox, post, get } = createClient();
    const fault = {
      kind: 'commit-then-status',
      status: 502,
      html: '<h1>Bad Gateway</h1>',
    } as const;
    sandbox.faults.inject({ method: 'POST', fault });
    const answer = await post('/tags', { name: 'VIP' });
    expect([answer.status, answer.text]).toEqual([502, '<h1>Bad Gateway</h1>']);
    expect((await get('/tags')).body.data).toMatchObject([{ name: 'VIP' }]);
  });

  it('serves files on a host of its own over HTTP', async () => {
    const client = createClient();
    const file = client.sandbox.seed.file({
      name: 'a.txt',
      content_type: 'text/plain',
      bytes: new TextEncoder().encode('text'),
    });
    const row = client.sandbox.seed.conversation({
      parts: [{ body: 'See', attachmentIds: [file.id] }],
    });
    const served = await serve(client.sandbox);
    const headers = { authorization: client.sandbox.authorization.bearer };
    const answer = await fetch(`${served.url}/conversations/${row.id}`, { headers });
    // Test code reads provider bodies by path.
    const body = (await answer.json()) as {
      conversation_parts: { conversation_parts: { attachments: { url: string }[] }[] };
    };
    const url = body.conversation_parts.conversation_parts[0]!.attachments[0]!.url;
    expect(url.startsWith(`${served.origins['files']}/`)).toBe(true);
    expect(served.origins['files']).not.toBe(served.url);
    expect(await (await fetch(url)).text()).toBe('text');
    await served.close();
  });
});
