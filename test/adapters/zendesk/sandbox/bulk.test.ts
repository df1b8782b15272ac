import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const plain = (subject: string) => ({ subject, comment: { body: subject } });

describe('jobs', () => {
  it('go from queued over working to completed on polling, with ids out of input order', async () => {
    const { get, post, sandbox } = createClient();
    const subjects = ['a', 'b', 'c', 'd', 'e'];
    const { body } = await post('/api/v2/tickets/create_many', { tickets: subjects.map(plain) });
    expect(body.job_status).toMatchObject({ status: 'queued', results: null });
    expect(body.job_status.id).toMatch(/^V3-[0-9a-f]{32}$/);
    const path = `/api/v2/job_statuses/${body.job_status.id}`;
    expect((await get(path)).body.job_status.status).toBe('working');
    const { results, message } = (await get(path)).body.job_status;
    expect(message).toBe('Completed at 2026-03-02 09:00:00 +0000');
    const ids = results.map((item: { id: number }) => item.id);
    expect(ids).not.toEqual([...ids].sort((one, two) => one - two));
    expect(ids.map((id: number) => sandbox.state.tickets.rows.get(id)?.subject)).toEqual(subjects);
    expect(results.map((item: { index: number }) => item.index)).toEqual([0, 1, 2, 3, 4]);
  });

  it('fail item by item inside a completed job', async () => {
    const { get, post } = createClient();
    const { body } = await post('/api/v2/tickets/create_many', {
      tickets: [plain('a'), { subject: 'b' }],
    });
    const path = `/api/v2/job_statuses/${body.job_status.id}`;
    await get(path);
    const done = (await get(path)).body.job_status;
    expect(done.status).toBe('completed');
    expect(done.results[1]).toEqual({
      index: 1,
      error: 'TicketCreateFailed',
      details: 'Description: cannot be blank',
    });
  });

  it('take a hundred items and refuse one more', async () => {
    const { post } = createClient();
    const tickets = Array.from({ length: 101 }, () => plain('x'));
    expect((await post('/api/v2/tickets/create_many', { tickets: tickets.slice(1) })).status).toBe(
      200,
    );
    const refused = await post('/api/v2/tickets/create_many', { tickets });
    expect([refused.status, refused.body.error, refused.body.max_count]).toEqual([
      400,
      'TooManyValues',
      100,
    ]);
  });

  it('run thirty at once; the next is refused until one is done', async () => {
    const { get, post } = createClient();
    const start = () => post('/api/v2/tickets/create_many', { tickets: [plain('x')] });
    const first = await start();
    for (let job = 1; job < 30; job += 1) await start();
    const refused = await start();
    expect([refused.status, refused.body.error]).toEqual([429, 'TooManyJobs']);
    const path = `/api/v2/job_statuses/${first.body.job_status.id}`;
    await get(path);
    await get(path);
    expect((await start()).status).toBe(200);
  });

  it('are forgotten after a day', async () => {
    const { get, post, sandbox } = createClient();
    const { body } = await post('/api/v2/tickets/create_many', { tickets: [plain('x')] });
    sandbox.clock.advance(24 * 60 * 60_000 + 1);
    expect((await get(`/api/v2/job_statuses/${body.job_status.id}`)).status).toBe(404);
  });

  it('update many with additional_tags and remove_tags, which single updates drop', async () => {
    const { put, sandbox } = createClient();
    sandbox.seed.tickets(2, { properties: { tags: ['old', 'kept'] } });
    await put('/api/v2/tickets/update_many?ids=1,2', {
      ticket: { additional_tags: ['new'], remove_tags: ['old'] },
    });
    expect(sandbox.state.tickets.rows.get(2)?.tags).toEqual(['kept', 'new']);
    const single = await put('/api/v2/tickets/1', { ticket: { additional_tags: ['more'] } });
    expect(single.headers.get('x-zendesk-api-warn')).toContain('ticket.additional_tags');
    expect(single.body.ticket.tags).toEqual(['kept', 'new']);
  });
});

describe('merging', () => {
  it('closes the source, comments on both sides and names the target in the audit alone', async () => {
    const { get, post, sandbox } = createClient();
    sandbox.seed.tickets(2);
    const answer = await post('/api/v2/tickets/1/merge', {
      ids: [2],
      target_comment: 'merged 2',
      source_comment: 'into 1',
    });
    expect(answer.body.job_status.status).toBe('queued');
    expect((await get('/api/v2/tickets/2')).body.ticket.status).toBe('closed');
    const { comments } = (await get('/api/v2/tickets/1/comments')).body;
    expect(comments.at(-1)).toMatchObject({ body: 'merged 2', public: false });
    const { audits } = (await get('/api/v2/tickets/2/audits')).body;
    expect(audits.at(-1).via).toMatchObject({
      channel: 'merge',
      source: { from: { ticket_id: 1 } },
    });
  });

  it('refuses a ticket merged into itself', async () => {
    const { post, sandbox } = createClient();
    sandbox.seed.ticket();
    const answer = await post('/api/v2/tickets/1/merge', { ids: [1] });
    expect([answer.status, answer.body.error]).toEqual([422, 'SourceInvalid']);
  });
});

describe('deleting', () => {
  it('hides a ticket, lists it among the deleted, restores it, and scrubs it for good', async () => {
    const { call, get, put, sandbox } = createClient();
    sandbox.seed.ticket({ subject: 'Gone' });
    await call('DELETE', '/api/v2/tickets/1');
    expect((await get('/api/v2/tickets/1')).status).toBe(404);
    const listed = await get('/api/v2/deleted_tickets');
    expect(listed.body.deleted_tickets[0]).toMatchObject({
      id: 1,
      subject: 'Gone',
      previous_state: 'new',
    });
    const restored = await put('/api/v2/deleted_tickets/1/restore');
    expect([restored.status, restored.body]).toEqual([200, {}]);
    await call('DELETE', '/api/v2/tickets/1');
    const job = await call('DELETE', '/api/v2/deleted_tickets/1');
    expect(job.body.job_status.total).toBeNull();
    expect((await put('/api/v2/deleted_tickets/1/restore')).body.error).toBe('RecordNotFound');
  });

  it('as spam suspends the requester, who can then get no new ticket', async () => {
    const { put, post, sandbox } = createClient();
    const customer = sandbox.seed.user({ name: 'Spam', email: 's@example.org' });
    sandbox.seed.ticket({ requesterId: customer.id });
    expect((await put('/api/v2/tickets/1/mark_as_spam')).status).toBe(200);
    const refused = await post('/api/v2/tickets', {
      ticket: { ...plain('x'), requester_id: customer.id },
    });
    expect(refused.status).toBe(422);
  });
});

describe('importing', () => {
  const history = (authorId: number) => ({
    ticket: {
      subject: 'Old',
      requester_id: authorId,
      status: 'closed',
      created_at: '1960-01-01T00:00:00Z',
      updated_at: '2011-01-01T00:00:00Z',
      tags: ['imported'],
      comments: [
        { author_id: authorId, value: 'later', created_at: '2010-02-01T00:00:00Z' },
        {
          author_id: authorId,
          value: 'earlier',
          created_at: '2010-01-01T00:00:00Z',
          public: false,
        },
      ],
    },
  });

  it('honours dates, authors and privacy, rounds 1960 up, tells nobody and fires nothing', async () => {
    const { post, get, sandbox } = createClient();
    const customer = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    sandbox.seed.webhook({
      endpoint: 'https://hook.example.org',
      subscriptions: ['zen:event-type:ticket.created'],
    });
    const answer = await post('/api/v2/imports/tickets', history(customer.id));
    expect(answer.status).toBe(201);
    expect(answer.body).not.toHaveProperty('audit');
    expect(answer.body.ticket).toMatchObject({
      status: 'closed',
      created_at: '1970-01-01T00:00:00Z',
      updated_at: '2011-01-01T00:00:00Z',
    });
    const { comments } = (await get('/api/v2/tickets/1/comments')).body;
    expect(
      comments.map((row: { body: string; public: boolean }) => [row.body, row.public]),
    ).toEqual([
      ['earlier', false],
      ['later', true],
    ]);
    expect(sandbox.state.outbox).toEqual([]);
    expect(sandbox.webhooks.pending).toEqual([]);
  });

  it('refuses an unknown author and a date in the future, and keeps nothing', async () => {
    const { post, sandbox } = createClient();
    expect((await post('/api/v2/imports/tickets', history(4711))).status).toBe(422);
    const future = { ticket: { comments: [{ value: 'x', created_at: '2030-01-01T00:00:00Z' }] } };
    expect((await post('/api/v2/imports/tickets', future)).status).toBe(422);
    expect(sandbox.state.tickets.rows.size).toBe(0);
  });

  it('archives a closed ticket at once: absent from lists, present in show and search', async () => {
    const { post, get, sandbox } = createClient();
    const customer = sandbox.seed.user({ name: 'Cy', email: 'cy@example.org' });
    await post('/api/v2/imports/tickets?archive_immediately=true', history(customer.id));
    sandbox.clock.advance(60_000);
    expect((await get('/api/v2/tickets')).body.tickets).toEqual([]);
    expect((await get('/api/v2/tickets/1')).status).toBe(200);
    expect((await get('/api/v2/search/count?query=tags:imported')).body.count).toBe(1);
  });

  it('is for admins', async () => {
    const { post, sandbox } = createClient();
    sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const bo = {
      authorization: `Basic ${btoa(`bo@example.org/token:${sandbox.credentials.apiToken}`)}`,
    };
    expect((await post('/api/v2/imports/tickets', { ticket: plain('x') }, bo)).status).toBe(403);
  });
});
