import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const ticket = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

describe('authentication', () => {
  it('takes a key with any password, or the address with its own, and answers body B else', async () => {
    const { sandbox, get } = createClient();
    const { apiKey, email, password } = sandbox.credentials;
    const basic = (name: string, secret: string) => ({
      authorization: `Basic ${btoa(`${name}:${secret}`)}`,
    });
    expect((await get('/agents/me', basic(apiKey, 'anything'))).status).toBe(200);
    expect((await get('/agents/me', basic(email, password))).status).toBe(200);
    const wrong = [basic(apiKey, ''), basic('nope', 'X'), basic(email, 'X'), { authorization: '' }];
    for (const headers of wrong) {
      const refused = await get('/agents/me', headers);
      expect(refused.status).toBe(401);
      expect(refused.body).toEqual({
        code: 'invalid_credentials',
        message: 'You have to be logged in to perform this action.',
      });
    }
  });

  it('stops at a suspended account with shape C', async () => {
    const { sandbox, get } = createClient();
    sandbox.state.account.suspended = true;
    const refused = await get('/tickets');
    expect([refused.status, refused.body]).toEqual([
      403,
      {
        description: 'Access denied',
        errors: [{ message: 'Account has been suspended.', code: 'account_suspended' }],
      },
    ]);
  });
});

describe('an agent who is no admin', () => {
  it('reads itself, and gets 403 from agents and settings', async () => {
    const { sandbox, get, as } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com' });
    const headers = as(bo.agent.api_key);
    expect((await get('/agents/me', headers)).body.id).toBe(bo.id);
    for (const path of ['/agents', `/agents/${bo.id}`, '/contact_fields', '/sla_policies']) {
      const refused = await get(path, headers);
      expect([path, refused.status, refused.body?.code]).toEqual([path, 403, 'access_denied']);
    }
    expect((await get('/ticket_fields', headers)).status).toBe(200);
  });

  it('with a narrow scope sees less in lists and search, and 403 directly', async () => {
    const { sandbox, get, as } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo', ticket_scope: 3 });
    const cy = sandbox.seed.agent({ name: 'Cy', ticket_scope: 2 });
    const [group = 0] = bo.agent.group_ids;
    sandbox.seed.ticket({ properties: { responder_id: bo.id } });
    sandbox.seed.ticket({ properties: { group_id: group } });
    sandbox.seed.ticket();
    const seen = async (key: string) =>
      (await get('/tickets?order_by=created_at&order_type=asc', as(key))).body.map(
        (row: { id: number }) => row.id,
      );
    expect(await seen(bo.agent.api_key)).toEqual([1]);
    expect(await seen(cy.agent.api_key)).toEqual([2]);
    expect((await get('/tickets/3', as(bo.agent.api_key))).status).toBe(403);
    const query = encodeURIComponent('"priority:1"');
    const found = await get(`/search/tickets?query=${query}`, as(bo.agent.api_key));
    expect(found.body.total).toBe(1);
  });
});

describe('the order of refusals', () => {
  it('is key, media types, route, verb, fields, state', async () => {
    const { sandbox, call, get, post, put } = createClient();
    sandbox.seed.ticket();
    expect((await get('/tickets', { authorization: '', accept: 'text/html' })).status).toBe(401);
    expect((await get('/tickets', { accept: 'text/html' })).status).toBe(406);
    for (const accept of ['*/*', 'application/json', 'text/html, */*;q=0.1'])
      expect((await get('/tickets', { accept })).status).toBe(200);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await post('/tickets', ticket, form)).status).toBe(415);
    expect((await call('DELETE', '/agents/me/nothing')).status).toBe(404);
    expect((await call('POST', '/agents/me', {})).status).toBe(405);
    expect((await put('/tickets/1', { priority: 9 })).status).toBe(400);
  });

  it('leaves the bodies of 404 and 405 empty', async () => {
    const { sandbox, get, call } = createClient();
    sandbox.seed.ticket();
    const answers = [
      await get('/tickets/99'),
      await get('/nothing'),
      await call('PATCH', '/tickets/1'),
    ];
    expect(answers.map(({ status, text }) => [status, text])).toEqual([
      [404, ''],
      [404, ''],
      [405, ''],
    ]);
  });

  it('takes a doubled slash for a field', async () => {
    const { get, sandbox } = createClient();
    const { status, body } = await get(`${sandbox.url}//api/v2/tickets`);
    expect([status, body.errors[0].code]).toEqual([400, 'invalid_field']);
  });

  it('refuses JSON that is none', async () => {
    const { sandbox } = createClient();
    const answer = await sandbox.fetch(`${sandbox.url}/api/v2/tickets`, {
      method: 'POST',
      headers: {
        authorization: sandbox.authorization.basic,
        'content-type': 'application/json',
      },
      body: '{"subject":',
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'invalid_json' }]);
  });
});

describe('rate limits', () => {
  const left = (answer: { headers: Headers }) => [
    answer.headers.get('x-ratelimit-total'),
    answer.headers.get('x-ratelimit-remaining'),
    answer.headers.get('x-ratelimit-used-currentrequest'),
  ];

  it('cost a credit more per include on a ticket and two more on the list', async () => {
    const { sandbox, get } = createClient({ rateLimits: { plan: 'growth' } });
    sandbox.seed.ticket();
    expect(left(await get('/tickets/1'))).toEqual(['200', '199', '1']);
    expect(left(await get('/tickets/1?include=conversations'))).toEqual(['200', '197', '2']);
    expect(left(await get('/tickets?include=stats'))).toEqual(['200', '194', '3']);
    expect(left(await get('/tickets?include=stats,requester'))).toEqual(['200', '189', '5']);
  });

  it('count refused requests, also those without a key', async () => {
    const { get } = createClient({ rateLimits: { plan: 'trial' } });
    await get('/nothing');
    await get('/tickets?colour=red');
    await get('/tickets', { authorization: '' });
    expect(left(await get('/agents/me'))).toEqual(['50', '46', '1']);
  });

  it('answer 429 in plain text with the seconds until the minute is over', async () => {
    const { sandbox, get } = createClient({ rateLimits: { plan: 'trial' } });
    for (let call = 0; call < 50; call += 1) await get('/agents/me');
    sandbox.clock.advance(12_000);
    const refused = await get('/agents/me');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '48']);
    expect(refused.headers.get('content-type')).toContain('text/plain');
    expect(refused.body).toBeUndefined();
    expect((await get('/agents/me', { authorization: '' })).status).toBe(401);
    sandbox.clock.advance(48_000);
    expect((await get('/agents/me')).status).toBe(200);
  });

  it('of one endpoint can be spent while the account has plenty left', async () => {
    const { get } = createClient({ rateLimits: { plan: 'growth' } });
    for (let call = 0; call < 20; call += 1) expect((await get('/tickets')).status).toBe(200);
    const refused = await get('/tickets');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('179');
    expect((await get('/contacts')).status).toBe(200);
  });

  it('scale: a minute of budget each second', async () => {
    const { sandbox, get } = createClient({ rateLimits: { plan: 'trial', scale: 60 } });
    for (let call = 0; call < 50; call += 1) await get('/agents/me');
    const refused = await get('/agents/me');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    sandbox.clock.advance(1000);
    expect((await get('/agents/me')).status).toBe(200);
  });

  it('can be lifted', async () => {
    const { get } = createClient({ rateLimits: false });
    expect((await get('/agents/me')).headers.get('x-ratelimit-total')).toBeNull();
  });
});

describe('every answer', () => {
  it('names the version of the API and the request', async () => {
    const { get } = createClient();
    const { headers } = await get('/agents/me');
    expect(headers.get('x-freshdesk-api-version')).toBe('latest=v2; requested=v2');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('writes integers beyond 2^53 digit by digit', async () => {
    const { sandbox, get } = createClient();
    const { id } = sandbox.seed.contact({ name: 'Ann', email: 'ann@example.org' });
    const contact = await get(`/contacts/${id}`);
    const digits = /"org_contact_id":(\d+)/.exec(contact.text)?.[1] ?? '';
    expect(digits).toHaveLength(19);
    expect(String(Number(digits))).not.toBe(digits);
    expect((await get('/account')).text).toMatch(/"organisation_id":1824150771514184705,/);
  });
});

describe('the same seed', () => {
  it('gives the same keys and ids', () => {
    const [one, two, other] = [
      createFreshdeskSandbox({ seed: 7 }),
      createFreshdeskSandbox({ seed: 7 }),
      createFreshdeskSandbox({ seed: 8 }),
    ];
    expect(two.credentials).toEqual(one.credentials);
    expect(other.credentials.apiKey).not.toBe(one.credentials.apiKey);
    const name = { name: 'Ann' };
    expect(two.seed.contact(name)).toEqual(one.seed.contact(name));
  });
});

describe('a snapshot', () => {
  it('brings back records, clock and budgets', async () => {
    const { sandbox, get, post, put } = createClient({ rateLimits: { plan: 'trial' } });
    await post('/tickets', ticket);
    const before = sandbox.snapshot();
    sandbox.clock.advance(5000);
    await put('/tickets/1', { status: 5 });
    await post('/tickets', ticket);
    sandbox.restore(before);
    expect(sandbox.state.tickets.rows.size).toBe(1);
    const read = await get('/tickets/1');
    expect(read.body.status).toBe(2);
    expect(read.headers.get('x-ratelimit-remaining')).toBe('48');
    expect((await post('/tickets', ticket)).body).toMatchObject({
      id: 2,
      created_at: '2026-03-02T09:00:00Z',
    });
  });
});
