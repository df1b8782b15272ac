import { type BulkProgress, ConfigurationError, ProviderError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Connection, connect } from '../support/connect.ts';

const draft = (subject: string) => ({
  subject,
  requester: { email: 'ada@customer.example', name: 'Ada' },
  message: { body: { text: 'It broke.' }, visibility: 'public' as const },
});

const drafts = (count: number) =>
  Array.from({ length: count }, (_item, index) => draft(`Ticket ${index}`));

/** The number of items in each call that starts a job. */
const sizes = ({ sent }: Connection, path: string): readonly number[] =>
  sent()
    .filter((request) => request.path === path)
    .map(({ query, body }) => {
      const listed = query.get('ids');
      if (listed !== null) return listed.split(',').length;
      // Safe: the bulk calls of these tests without `ids` hold a list of tickets.
      return (body as { readonly tickets: readonly unknown[] }).tickets.length;
    });

/** The answer to one look at a job. */
const jobAnswer = (job: object) => ({
  kind: 'status' as const,
  status: 200,
  body: { job_status: { id: 'V3-1', total: 1, progress: 1, message: null, ...job } },
});

describe('creating many tickets', () => {
  it('cuts 250 drafts into calls of 100 and tells the id of each draft', async () => {
    const account = connect();
    const { desk, sandbox } = account;
    const { value, warnings } = await desk.tickets.createMany(drafts(250));
    expect(sizes(account, '/api/v2/tickets/create_many')).toEqual([100, 100, 50]);
    expect(value).toMatchObject({ succeeded: 250, failed: 0 });
    expect(value.jobIds).toHaveLength(3);
    expect(warnings.map(({ field }) => field)).toEqual(
      drafts(250).map((_draft, index) => `${index}.message.authorId`),
    );
    expect(value.items.map(({ index }) => index)).toEqual(Array.from({ length: 250 }, (_, i) => i));
    const subjects = value.items.map(
      ({ id }) => sandbox.state.tickets.rows.get(Number(id?.split(':')[2]))?.subject,
    );
    expect(subjects).toEqual(drafts(250).map(({ subject }) => subject));
    // The ids do not follow the input, or this test would prove nothing.
    const ids = value.items.map(({ id }) => Number(id?.split(':')[2]));
    expect(ids).not.toEqual(ids.toSorted((one, two) => one - two));
  });

  it('finds the failed items of a job that says it is completed', async () => {
    const account = connect();
    const suspended = account.sandbox.seed.user({
      name: 'Mallory',
      email: 'mallory@customer.example',
      suspended: true,
    });
    const input = drafts(120).map((item, index) =>
      index === 3 || index === 110 ? { ...item, requester: { id: String(suspended.id) } } : item,
    );
    const { value } = await account.desk.tickets.createMany(input);
    expect(value).toMatchObject({ succeeded: 118, failed: 2 });
    expect(value.items.filter(({ ok }) => !ok)).toMatchObject([
      { index: 3, id: null, error: { nativeCode: 'TicketCreateFailed' } },
      { index: 110, id: null, error: { nativeCode: 'TicketCreateFailed' } },
    ]);
    expect(account.sandbox.state.tickets.rows.size).toBe(118);
  });

  it('names the draft that a warning is about', async () => {
    const { desk } = connect();
    const { warnings } = await desk.tickets.createMany([
      draft('plain'),
      { ...draft('shouting'), tags: ['LOUD'] },
    ]);
    expect(warnings).toMatchObject([
      { type: 'defaulted', field: '0.message.authorId' },
      { type: 'defaulted', field: '1.message.authorId' },
      { type: 'coerced', field: '1.tags' },
    ]);
  });

  it('waits as long as told between two looks, and reports how far it has come', async () => {
    const { desk, sleptMs, sent } = connect();
    const seen: BulkProgress[] = [];
    await desk.tickets.createMany(drafts(2), {
      pollIntervalMs: 250,
      onProgress: (progress) => seen.push(progress),
    });
    const looks = sent().filter(({ path }) => path.startsWith('/api/v2/job_statuses/')).length;
    expect(looks).toBeGreaterThan(1);
    expect(sleptMs()).toBe(looks * 250);
    expect(seen[0]).toMatchObject({ total: 2, done: 0 });
    expect(seen.at(-1)).toMatchObject({ total: 2, done: 2, jobs: [{ status: 'completed' }] });
    expect(new Set(seen.flatMap(({ jobs }) => jobs.map(({ status }) => status)))).toEqual(
      new Set(['queued', 'working', 'completed']),
    );
  });

  it('sends nothing for no drafts', async () => {
    const { desk, sent } = connect();
    const { value } = await desk.tickets.createMany([]);
    expect(value).toEqual({ items: [], succeeded: 0, failed: 0, jobIds: [] });
    expect(sent()).toEqual([]);
  });
});

describe('a job that Zendesk ends', () => {
  const isPoll = /^\/api\/v2\/job_statuses\//;

  it('fails a bulk call that it was all of', async () => {
    const { desk, sandbox } = connect();
    sandbox.faults.inject({ path: isPoll, fault: jobAnswer({ status: 'killed', results: null }) });
    const failure = await desk.tickets.createMany(drafts(2)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ code: 'job_failed', nativeCode: 'killed', retryable: false });
  });

  it('does not hide what the other jobs of the same call have done', async () => {
    const { desk, sandbox } = connect({ desk: { concurrency: 1 } });
    sandbox.faults.inject({ path: isPoll, fault: jobAnswer({ status: 'killed', results: null }) });
    const { value } = await desk.tickets.createMany(drafts(250));
    expect([value.succeeded, value.failed]).toBeOneOf([
      [150, 100],
      [200, 50],
    ]);
    expect(value.items).toHaveLength(250);
    const lost = value.items.filter(({ ok }) => !ok);
    expect(new Set(lost.map(({ error }) => error?.nativeCode))).toEqual(new Set(['killed']));
    expect(lost.map(({ id }) => id)).toEqual(lost.map(() => null));
  });

  it('leaves an abort an abort, and starts no further job after it', async () => {
    const account = connect();
    const controller = new AbortController();
    await expect(
      account.desk.tickets.createMany(drafts(2_500), {
        signal: controller.signal,
        onProgress: () => controller.abort(),
      }),
    ).rejects.toMatchObject({ code: 'request_aborted' });
    const started = sizes(account, '/api/v2/tickets/create_many').length;
    expect(started).toBeLessThanOrEqual(10);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(sizes(account, '/api/v2/tickets/create_many')).toHaveLength(started);
  });
});

describe('changing many tickets', () => {
  it('sends one change for 100 ids at a time; tags are added and removed, never replaced', async () => {
    const account = connect();
    const { desk, sandbox } = account;
    const ids = sandbox.seed
      .tickets(130, { properties: { tags: ['vip', 'old'] } })
      .map(({ id }) => String(id));
    const { value } = await desk.tickets.updateMany(ids, {
      priority: 'low',
      tags: { add: ['new'], remove: ['old'] },
    });
    expect(sizes(account, '/api/v2/tickets/update_many')).toEqual([100, 30]);
    expect(account.sent()[0]?.body).toEqual({
      ticket: { priority: 'low', additional_tags: ['new'], remove_tags: ['old'] },
    });
    expect(value).toMatchObject({ succeeded: 130, failed: 0 });
    expect(value.items.map(({ id }) => id)).toEqual(ids.map((id) => `zendesk:acme:${id}`));
    for (const row of sandbox.state.tickets.rows.values()) {
      expect(row.priority).toBe('low');
      expect(row.tags.toSorted()).toEqual(['new', 'vip']);
    }
  });

  it('maps what failed to its place in the input: a closed ticket, and one that is not there', async () => {
    const { desk, sandbox } = connect();
    const [first, last] = sandbox.seed.tickets(2);
    const closed = sandbox.seed.ticket({ properties: { status: 'closed' } });
    const ids = [first?.id, closed.id, 999_999, last?.id].map(String);
    const { value } = await desk.tickets.updateMany(ids, { priority: 'urgent' });
    expect(value.items.map(({ index, ok }) => [index, ok])).toEqual([
      [0, true],
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(sandbox.state.tickets.rows.get(closed.id)?.priority).not.toBe('urgent');
  });

  it('tells the same of an id that was given twice', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = sandbox.seed.tickets(2).map(({ id }) => String(id));
    const ids = [one ?? '', two ?? '', one ?? ''];
    const { value } = await desk.tickets.updateMany(ids, { priority: 'low' });
    expect(value).toMatchObject({ succeeded: 3, failed: 0 });
    expect(value.items[2]).toMatchObject({ index: 2, ok: true, id: `zendesk:acme:${one}` });
  });

  it('refuses a version, which is that of one ticket', async () => {
    const { desk, sent } = connect();
    const ifVersion = { at: new Date('2026-03-02T09:00:00Z'), sequence: null };
    await expect(desk.tickets.updateMany(['1'], { priority: 'low', ifVersion })).rejects.toThrow(
      ConfigurationError,
    );
    expect(sent()).toEqual([]);
  });
});

describe('deleting many tickets', () => {
  it('puts them into the bin, 100 at a time', async () => {
    const account = connect();
    const { desk, sandbox } = account;
    const ids = sandbox.seed.tickets(101).map(({ id }) => String(id));
    const result = await desk.tickets.deleteMany([...ids, '999999']);
    expect(sizes(account, '/api/v2/tickets/destroy_many')).toEqual([100, 2]);
    expect(result).toMatchObject({ succeeded: 101, failed: 1 });
    expect(result.items[101]).toMatchObject({ index: 101, ok: false, id: null });
    const rows = [...sandbox.state.tickets.rows.values()];
    expect(rows.every(({ deleted }) => deleted?.scrubbed === false)).toBe(true);
  });
});

describe('merging tickets', () => {
  it('closes the sources, and spells out that comments are internal unless said otherwise', async () => {
    const { desk, sandbox, sent } = connect();
    const [target, one, two] = sandbox.seed.tickets(3).map(({ id }) => id);
    await desk.tickets.merge(String(target), [String(one), String(two)]);
    expect(sent()[0]).toMatchObject({
      method: 'POST',
      path: `/api/v2/tickets/${target}/merge`,
      body: { ids: [one, two], target_comment_is_public: false, source_comment_is_public: false },
    });
    const { rows } = sandbox.state.tickets;
    expect([one, two].map((id) => rows.get(id ?? 0)?.status)).toEqual(['closed', 'closed']);
    expect(rows.get(target ?? 0)?.comments.at(-1)).toMatchObject({ public: false });
    expect(sandbox.state.outbox).toEqual([]);
  });

  it('passes comments on with the visibility of each', async () => {
    const { desk, sandbox, sent } = connect();
    const [target, source] = sandbox.seed.tickets(2).map(({ id }) => id);
    await desk.tickets.merge(String(target), [String(source)], {
      targetComment: { text: 'Joined with another one', visibility: 'internal' },
      sourceComment: { text: 'We go on there', visibility: 'public' },
    });
    expect(sent()[0]?.body).toEqual({
      ids: [source],
      target_comment: 'Joined with another one',
      target_comment_is_public: false,
      source_comment: 'We go on there',
      source_comment_is_public: true,
    });
    expect(sandbox.state.tickets.rows.get(source ?? 0)?.comments.at(-1)).toMatchObject({
      body: 'We go on there',
      public: true,
    });
  });

  it('refuses to merge a ticket into itself', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket();
    await expect(desk.tickets.merge(String(id), [String(id)])).rejects.toMatchObject({
      code: 'validation_failed',
      nativeCode: 'SourceInvalid',
    });
  });

  it('is no success when the completed job holds a failure', async () => {
    const { desk, sandbox } = connect();
    const [target, source] = sandbox.seed.tickets(2).map(({ id }) => String(id));
    sandbox.faults.inject({
      path: /^\/api\/v2\/job_statuses\//,
      fault: jobAnswer({
        status: 'completed',
        results: [{ id: 1, action: 'merge', success: false, error: 'TicketMergeFailed' }],
      }),
    });
    const failure = await desk.tickets
      .merge(target ?? '', [source ?? ''])
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderError);
    expect(failure).toMatchObject({ code: 'job_failed', nativeCode: 'TicketMergeFailed' });
  });
});
