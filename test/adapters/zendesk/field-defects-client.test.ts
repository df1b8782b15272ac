/**
 * Defects that other libraries shipped in transport, paging and writes, against an account that
 * behaves. Each test carries the number of the defect, or the words of the list of complaints.
 *
 * Tested elsewhere:
 * - 1, 4, 16, 18 and the other defects of translation: `field-defects.test.ts`.
 * - the offset cut at 10,000 and the 1,000 of a search: `client/search.test.ts`.
 * - API tokens being switched off: `client/oauth.test.ts`.
 * - top 10, 3 to 5 and 9 (visibility, webhooks, error shapes): `from-unified/messages.test.ts`,
 *   `webhook.test.ts`, `errors.test.ts`.
 * - near misses of single records (null e-mail, a second address, memberships, comment ids out of
 *   order): `client/contacts.test.ts`, `to-unified/records.test.ts`, `fixtures-records.test.ts`.
 */
import { ConflictError, RateLimitError, ServerError, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from './support/connect.ts';

const read = async <T>(list: AsyncIterable<T>): Promise<readonly T[]> => {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
};
const reply = { body: { text: 'Try again, please.' } };

describe('defects of other clients, by number', () => {
  it('field defect 5: a list is read to its last page', async () => {
    const { desk, sandbox, sent } = connect();
    const seeded = sandbox.seed.tickets(250).map(({ id }) => String(id));
    const found = (await read(desk.tickets.list())).map(({ externalId }) => externalId);
    expect(found).toHaveLength(250);
    expect(new Set(found)).toEqual(new Set(seeded));
    expect(sent()).toHaveLength(3);
  });

  it('field defect 8: a 429 in the middle of a list is waited out, and no page is lost', async () => {
    const { desk, sandbox, sleptMs } = connect();
    sandbox.seed.tickets(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const found = await read(desk.tickets.list({ pageSize: 2 }));
    expect(new Set(found.map(({ id }) => id)).size).toBe(5);
    expect(sandbox.faults.hits).toHaveLength(1);
    expect(sleptMs()).toBeGreaterThanOrEqual(7_000);
  });

  it('field defect 8: a list that cannot go on throws, and never yields an error as an item', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    sandbox.seed.tickets(5);
    sandbox.faults.inject({ after: 1, fault: { kind: 'rate-limited', retryAfterSeconds: 7 } });
    const subjects: unknown[] = [];
    const reading = (async () => {
      for await (const ticket of desk.tickets.list({ pageSize: 2 })) subjects.push(ticket.subject);
    })();
    await expect(reading).rejects.toBeInstanceOf(RateLimitError);
    expect(subjects).toEqual(['Ticket 1', 'Ticket 2']);
  });

  it('field defect 9: lists under a budget that is used up give records, after a wait', async () => {
    const { desk, sandbox, sleptMs } = connect({
      sandbox: { rateLimits: { plan: 'team' } },
      desk: { concurrency: 2 },
    });
    sandbox.seed.tickets(300);
    const found = await read(desk.tickets.list({ pageSize: 1 }));
    expect(found.every(({ provenance }) => provenance.provider === 'zendesk')).toBe(true);
    expect(new Set(found.map(({ id }) => id)).size).toBe(300);
    expect(sleptMs()).toBeGreaterThan(0);
  });

  it('field defect 10: a 503 with Retry-After is a server error, not a rate limit', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.ticket();
    const headers = { 'retry-after': '30' };
    sandbox.faults.inject({ fault: { kind: 'status', status: 503, headers, html: '<p>Busy' } });
    const error: unknown = await desk.tickets.get(String(id)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ code: 'server_error', status: 503, retryable: true });
  });

  it('field defect 11: a reply whose answer was lost is not posted again', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    sandbox.faults.inject({ method: 'PUT', fault: { kind: 'commit-then-drop' } });
    await expect(desk.messages.reply(String(id), reply)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    const thread = await read(desk.messages.list(String(id)));
    expect(thread.filter(({ bodyText }) => bodyText === reply.body.text)).toHaveLength(1);
    expect(sandbox.faults.hits).toHaveLength(1);
  });

  it('field defect 27: new tags join the others, and a stale tag write is refused', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.ticket({ properties: { tags: ['vip', 'export'] } });
    const seen = await desk.tickets.get(String(id));
    const { value } = await desk.tickets.update(seen.id, { tags: { add: ['late'] } });
    expect([...value.tags].sort()).toEqual(['export', 'late', 'vip']);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(seen.id, { priority: 'high' });
    const stale = desk.tickets.update(seen.id, {
      tags: { remove: ['vip'] },
      ifVersion: seen.version,
    });
    await expect(stale).rejects.toBeInstanceOf(ConflictError);
    await expect(stale).rejects.toMatchObject({ code: 'stale_write' });
    expect((await desk.tickets.get(seen.id)).tags).toContain('vip');
    expect(sent().find(({ method }) => method === 'DELETE')?.body).toMatchObject({
      safe_update: true,
      updated_stamp: seen.updatedAt.toISOString().replace('.000Z', 'Z'),
    });
  });
});

describe('the ten things an adapter usually gets wrong', () => {
  it('top 10, 1: a list ends on has_more, also when the last page still links on', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.seed.tickets(4);
    expect(await read(desk.tickets.list({ pageSize: 2 }))).toHaveLength(4);
    const calls = sent().length;
    expect(calls).toBeGreaterThanOrEqual(2);
    expect(calls).toBeLessThanOrEqual(3);
  });

  it('top 10, 1: a Help Center list is read to its end although its links are left out', async () => {
    const { desk, sandbox } = connect();
    for (let count = 0; count < 5; count += 1) sandbox.seed.article({ title: `Page ${count}` });
    const pages = await read(desk.articles.list({ pageSize: 2 }).pages());
    expect(pages.map(({ items }) => items.length)).toEqual([2, 2, 1]);
  });

  it('top 10, 2: a poll without news keeps the stored cursor', async () => {
    const { desk, sandbox } = connect();
    sandbox.seed.tickets(3);
    sandbox.clock.advance(120_000);
    const [first] = await read(desk.tickets.changes({ since: new Date(0) }).pages());
    const cursor = first?.cursor ?? '';
    const idle = await read(desk.tickets.changes({ cursor }).pages());
    expect(idle).toEqual([{ changes: [], cursor, upToDate: true }]);
    const { id } = sandbox.seed.ticket({ createdAt: new Date(sandbox.clock.now() - 61_000) });
    sandbox.clock.advance(120_000);
    const next = await read(desk.tickets.changes({ cursor }));
    expect(next.map((change) => change.kind === 'upsert' && change.record.externalId)).toEqual([
      String(id),
    ]);
  });

  it('top 10, 7: a finished job with failed items says which ones', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    const closed = sandbox.seed.ticket({ properties: { status: 'closed' } });
    const ids = [String(closed.id), String(id)];
    const { value } = await desk.tickets.updateMany(ids, { priority: 'high' });
    expect(value).toMatchObject({ succeeded: 1, failed: 1 });
    expect(value.items.map(({ index, ok }) => [index, ok])).toEqual([
      [0, false],
      [1, true],
    ]);
    expect(value.items[0]?.error?.message).not.toBe('');
  });

  it('top 10, 7: a property that vanished behind a 200 is a warning', async () => {
    const header =
      '{:allowed_parameters=>{:controller=>"tickets", :action=>"update", :unpermitted_keys=>["ticket.brand"], :invalid_values=>[]}}';
    const { desk, sandbox } = connect({
      desk: {
        async fetch(input, init) {
          const answer = await sandbox.fetch(input, init);
          answer.headers.set('x-zendesk-api-warn', header);
          return answer;
        },
      },
    });
    const id = String(sandbox.seed.ticket().id);
    const { warnings } = await desk.tickets.update(id, { priority: 'high' });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'ticket.brand' }]);
  });

  it('top 10, 8: the anonymous user of a failed login is not an agent', async () => {
    const { sandbox } = connect();
    const { desk } = connect({
      desk: { fetch: (input, init) => anonymously(sandbox.fetch, input, init) },
    });
    await expect(desk.agents.me()).rejects.toMatchObject({ code: 'authentication_failed' });
    expect(sandbox.requests).toMatchObject([{ path: '/api/v2/users/me', status: 200 }]);
  });

  it('top 10, 10: a closed ticket refuses changes with a reason', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ properties: { status: 'closed' } });
    const changed = desk.tickets.update(String(id), { priority: 'low' });
    await expect(changed).rejects.toBeInstanceOf(ValidationError);
    await expect(changed).rejects.toMatchObject({ status: 422 });
  });

  it('top 10, 10: a deleted ticket is not found, and the export tells that it is gone', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    sandbox.clock.advance(120_000);
    await expect(desk.tickets.get(String(id))).rejects.toMatchObject({ code: 'not_found' });
    expect(await read(desk.tickets.changes({ since: new Date(0) }))).toMatchObject([
      { kind: 'deleted', externalId: String(id) },
    ]);
  });
});

/** Sends a request as if no credentials had come with it. */
function anonymously(
  fetch: typeof globalThis.fetch,
  ...[input, init]: Parameters<typeof globalThis.fetch>
): Promise<Response> {
  const request = new Request(input, init);
  const headers = new Headers(request.headers);
  headers.delete('authorization');
  return fetch(new Request(request, { headers }));
}

describe('complaints about other clients', () => {
  it('export loops: records of one second come once each, and the feed ends', async () => {
    const { desk, sandbox, sent } = connect({ sandbox: { rateLimits: false } });
    for (let count = 0; count < 7; count += 1) sandbox.seed.organization({ name: `Acme ${count}` });
    sandbox.clock.advance(120_000);
    const found = await read(desk.organizations.changes({ since: new Date(0), pageSize: 2 }));
    const names = found.map((change) => change.kind === 'upsert' && change.record.name);
    expect(names.sort()).toEqual(Array.from({ length: 7 }, (_item, index) => `Acme ${index}`));
    expect(sent().length).toBeLessThanOrEqual(2);
  });

  it('search export: an empty page is the end and not an error', async () => {
    const { desk } = connect();
    expect(await read(desk.search.tickets({ query: 'tags:nobody_has_this' }))).toEqual([]);
  });

  it('offset pagination: no list of tickets or people asks for page numbers', async () => {
    const { desk, sandbox, sent } = connect();
    const customer = sandbox.seed.user({ name: 'Ada' });
    await read(desk.tickets.list());
    await read(desk.tickets.list({ requesterId: String(customer.id) }));
    await read(desk.tickets.list({ status: ['open'] }));
    await read(desk.contacts.list());
    await read(desk.organizations.list());
    expect(sent().map(({ query }) => [query.get('page'), query.get('page[size]')])).toEqual(
      Array.from({ length: 5 }, () => [null, '100']),
    );
  });

  it('tag verbs: adding is PUT, removing is DELETE, replacing is POST', async () => {
    const { desk, sandbox, sent } = connect();
    const id = String(sandbox.seed.ticket({ properties: { tags: ['a', 'b'] } }).id);
    expect(await desk.tags.add(id, ['c'])).toEqual(['a', 'b', 'c']);
    expect(await desk.tags.remove(id, ['a'])).toEqual(['b', 'c']);
    expect(await desk.tags.overwrite(id, ['z'])).toEqual(['z']);
    const writes = sent().filter(({ method }) => method !== 'GET');
    expect(writes.map(({ method, body }) => [method, body])).toEqual([
      ['PUT', { tags: ['c'] }],
      ['DELETE', { tags: ['a'] }],
      ['POST', { tags: ['z'] }],
    ]);
  });

  it('attachments: the host that a download redirects to sees no credentials', async () => {
    const { desk, sandbox } = connect();
    const id = String(sandbox.seed.ticket().id);
    const data = new TextEncoder().encode('log');
    const file = { fileName: 'a.log', contentType: 'text/plain', data };
    const upload = await desk.attachments.upload(file);
    const { value } = await desk.messages.note(id, { ...reply, attachments: [upload] });
    const [attachment] = value.attachments;
    if (attachment === undefined) throw new Error('The note has no file.');
    const { data: bytes } = await desk.attachments.download(attachment);
    expect(new TextDecoder().decode(bytes)).toBe('log');
    expect(sandbox.state.fileHost.map(({ authorization }) => authorization)).toEqual([null]);
  });

  it('deleting a user: an answer of 200 with the user is a success', async () => {
    const { desk, sandbox, sent } = connect();
    const { id } = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    await expect(desk.contacts.delete(String(id))).resolves.toBeUndefined();
    expect(sent()).toMatchObject([{ method: 'DELETE', path: `/api/v2/users/${id}`, status: 200 }]);
    expect(sandbox.state.users.rows.get(id)).toMatchObject({ active: false });
  });

  it('archived tickets: left out of the list, but not of search, the feed and their own thread', async () => {
    const { desk, sandbox } = connect();
    const properties = { status: 'closed', tags: ['old'] };
    const id = String(sandbox.seed.ticket({ archived: true, properties }).id);
    expect(await read(desk.tickets.list())).toEqual([]);
    expect(await read(desk.search.tickets({ query: 'tags:old' }))).toMatchObject([
      { externalId: id },
    ]);
    expect(await read(desk.tickets.changes({ since: new Date(0) }))).toMatchObject([
      { kind: 'upsert', record: { externalId: id, status: 'closed' } },
    ]);
    expect(await read(desk.messages.list(id))).toHaveLength(1);
  });

  it('collisions: safe_update goes out with its stamp, or not at all', async () => {
    const { desk, sandbox, sent } = connect();
    const ticket = await desk.tickets.get(String(sandbox.seed.ticket().id));
    await desk.tickets.update(ticket.id, { priority: 'low' });
    await desk.tickets
      .update(ticket.id, { priority: 'high', ifVersion: ticket.version })
      .catch(() => null);
    const bodies = sent().flatMap(({ method, body }) => (method === 'PUT' ? [body] : []));
    expect(bodies[0]).toEqual({ ticket: { priority: 'low' } });
    expect(bodies[1]).toMatchObject({
      ticket: { safe_update: true, updated_stamp: expect.stringMatching(/^\d{4}-.*:\d\dZ$/) },
    });
  });
});
