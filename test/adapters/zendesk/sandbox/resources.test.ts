import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

describe('uploads', () => {
  it('work once, live three days, and gather several files under one token', async () => {
    const { post, put, get, sandbox } = createClient();
    sandbox.seed.ticket();
    const first = (await post('/api/v2/uploads?filename=a.json', { a: 1 })).body.upload;
    expect(first.expires_at).toBe('2026-03-05T09:00:00Z');
    const second = (await post(`/api/v2/uploads?filename=b.json&token=${first.token}`, { b: 1 }))
      .body.upload;
    expect(second.token).toBe(first.token);
    const comment = { body: 'files', public: true, uploads: [first.token] };
    expect((await put('/api/v2/tickets/1', { ticket: { comment } })).status).toBe(200);
    const { comments } = (await get('/api/v2/tickets/1/comments')).body;
    expect(comments[1].attachments.map((file: { file_name: string }) => file.file_name)).toEqual([
      'a.json',
      'b.json',
    ]);
    const again = await put('/api/v2/tickets/1', { ticket: { comment } });
    expect(again.status).toBe(422);
    expect(again.body.details.base[0].error).toBe('AttachmentUnprocessable');
  });

  it('expire', async () => {
    const { post, put, sandbox } = createClient();
    sandbox.seed.ticket();
    const { token } = (await post('/api/v2/uploads?filename=a.json', { a: 1 })).body.upload;
    sandbox.clock.advance(3 * 24 * 60 * 60_000);
    expect(
      (await put('/api/v2/tickets/1', { ticket: { comment: { body: 'x', uploads: token } } }))
        .status,
    ).toBe(422);
  });

  it('are downloaded from another host, which records whether it was sent credentials', async () => {
    const { post, get, sandbox } = createClient();
    const { attachment } = (await post('/api/v2/uploads?filename=a.json', { a: 1 })).body.upload;
    expect(attachment.content_url).toContain('https://acme.zendesk.com/attachments/token/');
    const redirect = await get(attachment.content_url);
    const location = redirect.headers.get('location') ?? '';
    expect([redirect.status, new URL(location).hostname]).toEqual([302, 'acme.zdusercontent.com']);
    const file = await sandbox.fetch(location);
    expect([file.headers.get('content-type'), await file.text()]).toEqual([
      'application/json',
      '{"a":1}',
    ]);
    await get(location);
    expect(sandbox.state.fileHost.map((row) => row.authorization)).toEqual([null, '[redacted]']);
  });
});

describe('users', () => {
  it('are created or updated by external id or address: 201, then 200, with a location', async () => {
    const { post, sandbox } = createClient({ rateLimits: false });
    const user = {
      name: 'Cy',
      email: 'Cy@example.org',
      external_id: 'C-1',
      skip_verify_email: true,
    };
    const made = await post('/api/v2/users/create_or_update', { user });
    const again = await post('/api/v2/users/create_or_update', {
      user: { name: 'Cyril', external_id: 'c-1' },
    });
    expect([made.status, again.status]).toEqual([201, 200]);
    expect(again.headers.get('location')).toBe(made.headers.get('location'));
    expect(again.body.user).toMatchObject({
      id: made.body.user.id,
      name: 'Cyril',
      external_id: 'c-1',
    });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('get a welcome mail unless it is skipped', async () => {
    const { post, sandbox } = createClient();
    await post('/api/v2/users', { user: { name: 'Cy', email: 'cy@example.org' } });
    expect(sandbox.state.outbox).toMatchObject([{ kind: 'welcome', to: ['cy@example.org'] }]);
  });

  it('are refused with a duplicate address', async () => {
    const { post, sandbox } = createClient();
    sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    const refused = await post('/api/v2/users', {
      user: { name: 'Other', email: 'CY@example.org' },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.details.email[0].error).toBe('DuplicateValue');
  });

  it('gain a second address on update, which can be made the primary one', async () => {
    const { put, get, sandbox } = createClient();
    const user = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    const updated = await put(`/api/v2/users/${user.id}`, { user: { email: 'two@example.org' } });
    expect(updated.body.user.email).toBe('cy@example.org');
    const { identities } = (await get(`/api/v2/users/${user.id}/identities`)).body;
    expect(
      identities.map((row: { value: string; primary: boolean }) => [row.value, row.primary]),
    ).toEqual([
      ['cy@example.org', true],
      ['two@example.org', false],
    ]);
    await put(`/api/v2/users/${user.id}/identities/${identities[1].id}/make_primary`);
    expect((await get(`/api/v2/users/${user.id}`)).body.user.email).toBe('two@example.org');
  });

  it('are deleted with 200 and a body, but not while they request open tickets', async () => {
    const { call, sandbox } = createClient();
    const user = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.ticket({ requesterId: user.id });
    const refused = await call('DELETE', `/api/v2/users/${user.id}`);
    expect(refused.status).toBe(422);
    expect(refused.body.details.base[0].description).toBe(
      'User is requester on 1 ticket(s) that are not closed.',
    );
    const other = sandbox.seed.user({ name: 'Di', email: 'di@example.org' });
    const deleted = await call('DELETE', `/api/v2/users/${other.id}`);
    expect([deleted.status, deleted.body.user.active, deleted.body.user.email]).toEqual([
      200,
      false,
      null,
    ]);
  });

  it('are found by address, exactly', async () => {
    const { get, sandbox } = createClient();
    const user = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.user({ name: 'Cyd', email: 'cyd@example.org' });
    const { users } = (await get('/api/v2/users/search?query=email:cy@example.org')).body;
    expect(users.map((row: { id: number }) => row.id)).toEqual([user.id]);
  });

  it('cannot be imported in bulk until that is enabled', async () => {
    const { post } = createClient({ bulkUserImport: false });
    expect((await post('/api/v2/users/create_many', { users: [{ name: 'x' }] })).status).toBe(403);
  });
});

describe('organizations', () => {
  it('have names of their own, whatever the case', async () => {
    const { post } = createClient();
    expect((await post('/api/v2/organizations', { organization: { name: 'Acme' } })).status).toBe(
      201,
    );
    const refused = await post('/api/v2/organizations', { organization: { name: 'ACME' } });
    expect(refused.body.details.name[0].description).toBe('Name:  ACME has already been taken');
  });
});

describe('satisfaction', () => {
  it('is rated by the requester alone, once the ticket is solved', async () => {
    const { call, put, sandbox } = createClient();
    const cy = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.ticket({ requesterId: cy.id });
    const asCy = {
      authorization: sandbox.authorization.bearer,
      'x-on-behalf-of': 'cy@example.org',
    };
    const path = '/api/v2/tickets/1/satisfaction_rating';
    const rating = { satisfaction_rating: { score: 'good', comment: 'Thanks' } };
    expect((await call('POST', path, rating)).status).toBe(403);
    expect((await call('POST', path, rating, asCy)).status).toBe(422);
    await put('/api/v2/tickets/1', { ticket: { status: 'solved' } });
    expect((await call('POST', path, rating, asCy)).body.satisfaction_rating).toMatchObject({
      score: 'good',
      ticket_id: 1,
    });
    const { ticket } = (await call('GET', '/api/v2/tickets/1')).body;
    expect(ticket.satisfaction_rating).toMatchObject({ score: 'good', comment: 'Thanks' });
  });
});

describe('side conversations', () => {
  it('are opened, answered and closed, and tell the outside person', async () => {
    const { post, put, get, sandbox } = createClient();
    sandbox.seed.ticket();
    const path = '/api/v2/tickets/1/side_conversations';
    const made = await post(path, {
      message: { subject: 'Parts', body: 'Got any?', to: [{ email: 'shop@example.org' }] },
    });
    expect([made.status, made.body.side_conversation.created_at]).toEqual([
      201,
      '2026-03-02T09:00:00.000+00:00',
    ]);
    const { id } = made.body.side_conversation;
    await post(`${path}/${id}/reply`, { message: { body: 'Well?' } });
    expect(
      (await put(`${path}/${id}`, { side_conversation: { state: 'closed' } })).body
        .side_conversation.state,
    ).toBe('closed');
    const { events } = (await get(`${path}/${id}/events`)).body;
    expect(events.map((event: { type: string }) => event.type)).toEqual([
      'create',
      'reply',
      'update',
    ]);
    expect(sandbox.state.outbox.flatMap((row) => row.to)).toEqual([
      'shop@example.org',
      'shop@example.org',
    ]);
  });
});

describe('the Help Center', () => {
  async function publish({ post }: ReturnType<typeof createClient>) {
    const category = await post('/api/v2/help_center/en-us/categories', {
      category: { name: 'General' },
    });
    const section = await post(
      `/api/v2/help_center/categories/${category.body.category.id}/sections`,
      { section: { name: 'FAQ' } },
    );
    const sectionId: number = section.body.section.id;
    const article = await post(`/api/v2/help_center/sections/${sectionId}/articles`, {
      article: { title: 'Reset a password', body: '<p>Press reset.</p>', locale: 'en-us' },
      notify_subscribers: false,
    });
    return { sectionId, article: article.body.article };
  }

  it('changes title and body in the translation, not in the article', async () => {
    const client = createClient();
    const { article } = await publish(client);
    const path = `/api/v2/help_center/articles/${article.id}`;
    expect(
      (await client.put(path, { article: { title: 'Other', promoted: true } })).body.article,
    ).toMatchObject({ title: 'Reset a password', promoted: true });
    await client.put(`${path}/translations/en-us`, { translation: { title: 'Other' } });
    expect((await client.get(path)).body.article.title).toBe('Other');
  });

  it('pages with more keys by offset, and with links only where they lead by cursor', async () => {
    const client = createClient();
    await publish(client);
    const offset = await client.get('/api/v2/help_center/en-us/articles.json');
    expect(offset.body).toMatchObject({
      page: 1,
      per_page: 30,
      page_count: 1,
      count: 1,
      next_page: null,
    });
    const cursor = await client.get('/api/v2/help_center/articles?page[size]=30');
    expect(Object.keys(cursor.body.links).sort()).toEqual(['first', 'last']);
  });

  it('finds articles with the words marked, and hides drafts from visitors', async () => {
    const client = createClient();
    const { sectionId } = await publish(client);
    await client.post(`/api/v2/help_center/sections/${sectionId}/articles`, {
      article: { title: 'Draft', body: 'reset', draft: true },
    });
    client.sandbox.seed.article({ title: 'Seeded', body: 'nothing of the kind' });
    const found = await client.get('/api/v2/help_center/articles/search?query=reset');
    expect(found.body.results[0].snippet).toBe('Press <em>reset</em>.');
    expect(found.body.count).toBe(2);
    const path = `${client.sandbox.url}/api/v2/help_center/articles/search?query=reset`;
    const visitor = await client.sandbox.fetch(path);
    expect(await visitor.json()).toMatchObject({ count: 1 });
    const exported = await client.get('/api/v2/help_center/incremental/articles?start_time=0');
    expect(exported.body).not.toHaveProperty('end_of_stream');
  });
});

describe('a macro', () => {
  it('is only previewed', async () => {
    const { get, sandbox } = createClient();
    sandbox.seed.ticket();
    sandbox.state.macros.rows.set(7, {
      id: 7,
      title: 'Close',
      active: true,
      actions: [
        { field: 'status', value: 'solved' },
        { field: 'comment_value', value: 'Bye' },
      ],
    });
    const { result } = (await get('/api/v2/tickets/1/macros/7/apply')).body;
    expect(result.ticket).toMatchObject({ status: 'solved', comment: { body: 'Bye' } });
    expect((await get('/api/v2/tickets/1')).body.ticket.status).toBe('new');
  });
});

describe('a snapshot', () => {
  it('brings back records, clock and ids', async () => {
    const { post, get, sandbox } = createClient();
    sandbox.seed.tickets(2);
    const snapshot = sandbox.snapshot();
    const make = () => post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    const first = await make();
    sandbox.clock.advance(1000);
    sandbox.restore(snapshot);
    expect((await get('/api/v2/tickets/count')).body.count.value).toBe(2);
    const second = await make();
    expect(second.body).toEqual(first.body);
  });
});
