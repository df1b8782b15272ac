import { createClock } from 'polydesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const anonymous = { authorization: '' };

describe('authentication', () => {
  it('answers shape E to wrong credentials, and 200 anonymous on users/me', async () => {
    const { sandbox, get } = createClient();
    const wrong = { authorization: `Basic ${btoa(`${sandbox.credentials.email}/token:wrong`)}` };
    const refused = await get('/api/v2/tickets', wrong);
    expect([refused.status, refused.body]).toEqual([401, { error: "Couldn't authenticate you" }]);
    const me = await get('/api/v2/users/me.json', wrong);
    expect([me.status, me.body.user.id]).toEqual([200, null]);
    expect((await get('/api/v2/users/me.json')).body.user).toMatchObject({ role: 'admin' });
  });

  it('takes a bearer token until a refresh replaces the pair at once', async () => {
    const { sandbox, get, post } = createClient();
    const { accessToken, refreshToken, clientId, clientSecret } = sandbox.credentials;
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect((await get('/api/v2/tickets', bearer(accessToken))).status).toBe(200);
    const grant = {
      grant_type: 'refresh_token',
      refresh_token: refreshToken,
      client_id: clientId,
      client_secret: clientSecret,
    };
    const fresh = await post('/oauth/tokens', grant, anonymous);
    expect(fresh.body).toMatchObject({ token_type: 'bearer', scope: 'read write impersonate' });
    expect((await get('/api/v2/tickets', bearer(accessToken))).status).toBe(401);
    expect((await get('/api/v2/tickets', bearer(fresh.body.access_token))).status).toBe(200);
    expect((await post('/oauth/tokens', grant, anonymous)).status).toBe(400);
  });

  it('answers 403 outside the scope of a token', async () => {
    const { sandbox, get, post } = createClient();
    const { clientId, clientSecret } = sandbox.credentials;
    const grant = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'tickets:read',
    };
    const { body } = await post('/oauth/tokens', grant, anonymous);
    const bearer = { authorization: `Bearer ${body.access_token}` };
    expect((await get('/api/v2/tickets', bearer)).status).toBe(200);
    expect((await get('/api/v2/users', bearer)).status).toBe(403);
  });

  it('answers the shape C of an unknown sub-domain, and shape A of an unknown path', async () => {
    const { get } = createClient();
    const elsewhere = await get('https://nobody.zendesk.com/api/v2/tickets');
    expect([elsewhere.status, elsewhere.body.error.title]).toEqual([
      404,
      'No help desk at nobody.zendesk.com',
    ]);
    expect((await get('/api/v2/nothing')).body.error).toBe('InvalidEndpoint');
  });
});

describe('pages', () => {
  it('by cursor keep non-null cursors on the last page and null ones on an empty page', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(3);
    const first = await get('/api/v2/tickets?page[size]=2');
    expect(first.body.meta.has_more).toBe(true);
    const last = await get(first.body.links.next);
    expect(last.body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([3]);
    expect(last.body.meta.has_more).toBe(false);
    const empty = await get(last.body.links.next);
    expect(empty.body).toEqual({
      tickets: [],
      meta: { has_more: false, after_cursor: null, before_cursor: null },
      links: { prev: null, next: null },
    });
    const back = await get(last.body.links.prev);
    expect(back.body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([1, 2]);
  });

  it('by cursor name their order inside the cursor', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(2);
    const { body } = await get('/api/v2/tickets?page[size]=1');
    expect(JSON.parse(atob(body.meta.after_cursor))).toMatchObject({ o: 'nice_id' });
  });

  it('by cursor sort as asked and refuse what they cannot sort by', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(3);
    const { body } = await get('/api/v2/tickets?page[size]=2&sort=-updated_at');
    expect(body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([3, 2]);
    const next = await get(body.links.next);
    expect(next.body.tickets.map((ticket: { id: number }) => ticket.id)).toEqual([1]);
    const refused = await get('/api/v2/tickets?page[size]=2&sort=colour');
    expect([refused.status, refused.body.errors[0].code]).toEqual([
      400,
      'InvalidPaginationParameter',
    ]);
  });

  it('by offset stop at next_page null and refuse more than 10,000 records', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.tickets(3);
    const { body } = await get('/api/v2/tickets?per_page=2&page=2');
    expect(body).toMatchObject({ next_page: null, count: 3 });
    expect(body.previous_page).toContain('page=1');
    const deep = await get('/api/v2/tickets?per_page=100&page=101');
    expect([deep.status, deep.body.errors[0].code]).toEqual([400, 'InvalidPaginationDepth']);
  });
});

describe('rate limits', () => {
  it('count down in the headers and answer 429 with a Retry-After that holds', async () => {
    const { sandbox, get } = createClient({ rateLimits: { plan: 'essential' } });
    const first = await get('/api/v2/groups');
    expect(first.headers.get('x-rate-limit')).toBe('10');
    expect(first.headers.get('ratelimit-remaining')).toBe('9');
    for (let call = 0; call < 9; call += 1) await get('/api/v2/groups');
    sandbox.clock.advance(20_000);
    const refused = await get('/api/v2/groups');
    expect([refused.status, refused.body.error]).toEqual([429, 'APIRateLimitExceeded']);
    expect(refused.headers.get('retry-after')).toBe('40');
    sandbox.clock.advance(40_000);
    expect((await get('/api/v2/groups')).status).toBe(200);
  });

  it('keep the Help Center in a bucket of its own', async () => {
    const { get } = createClient({ rateLimits: { plan: 'essential' } });
    for (let call = 0; call < 11; call += 1) await get('/api/v2/groups');
    expect((await get('/api/v2/help_center/articles')).status).toBe(200);
  });

  it('allow thirty updates of one ticket in ten minutes, and others meanwhile', async () => {
    const { sandbox, put } = createClient();
    sandbox.seed.tickets(2);
    const update = (id: number, round: number) =>
      put(`/api/v2/tickets/${id}`, { ticket: { subject: `${round}` } });
    for (let round = 0; round < 30; round += 1) expect((await update(1, round)).status).toBe(200);
    const refused = await update(1, 31);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('zendesk-ratelimit-per-ticket-updates')).toBe(
      'total=30; remaining=0; resets=600',
    );
    expect((await update(2, 1)).status).toBe(200);
  });

  it('allow ten incremental exports a minute, all together', async () => {
    const { get } = createClient();
    for (let call = 0; call < 10; call += 1) {
      const path = call % 2 === 0 ? 'users' : 'tickets';
      expect((await get(`/api/v2/incremental/${path}?start_time=0`)).status).toBe(200);
    }
    expect((await get('/api/v2/incremental/organizations?start_time=0')).status).toBe(429);
  });

  it('scale: a minute of budget each second', async () => {
    const { sandbox, get } = createClient({ rateLimits: { plan: 'essential', scale: 60 } });
    for (let call = 0; call < 10; call += 1) await get('/api/v2/groups');
    const refused = await get('/api/v2/groups');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    sandbox.clock.advance(1000);
    expect((await get('/api/v2/groups')).status).toBe(200);
  });

  it('can be lifted', async () => {
    const { get } = createClient({ rateLimits: false });
    const answer = await get('/api/v2/groups');
    expect(answer.headers.get('x-rate-limit')).toBeNull();
  });
});

describe('a real clock', () => {
  it('follows the system and can still be advanced', () => {
    const clock = createClock({ real: true });
    const before = Date.now();
    clock.advance(60_000);
    expect(clock.now()).toBeGreaterThanOrEqual(before + 60_000);
  });
});
