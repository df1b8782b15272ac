import { describe, expect, it } from 'vitest';
import type { BulkProgress } from '../../../../src/adapter/request-options.ts';
import { callsOf, connect } from '../support/connect.ts';

const unlimited = { rateLimits: false } as const;

describe('a change to many tickets', () => {
  it('runs as jobs of 100, which are looked at until they are done', async () => {
    const connection = connect({ sandbox: { ...unlimited, jobPolls: 2 } });
    const { sandbox, desk } = connection;
    const ids = sandbox.seed.tickets(250).map(({ id }) => String(id));
    const progress: BulkProgress[] = [];
    const { value, warnings } = await desk.tickets.updateMany(
      ids,
      { priority: 'urgent', status: 'resolved' },
      { onProgress: (step) => progress.push(step) },
    );
    expect(warnings).toEqual([]);
    expect(value).toMatchObject({ succeeded: 250, failed: 0 });
    expect(value.jobIds).toHaveLength(3);
    expect(value.items.map(({ id }) => id)).toEqual(ids.map((id) => `freshdesk:acme:${id}`));
    const posts = connection.sent().filter(({ method }) => method === 'POST');
    expect(posts.map(({ path, body }) => [path, body])).toEqual(
      [ids.slice(0, 100), ids.slice(100, 200), ids.slice(200)].map((part) => [
        '/api/v2/tickets/bulk_update',
        { bulk_action: { ids: part.map(Number), properties: { status: 4, priority: 4 } } },
      ]),
    );
    expect(connection.sent().filter(({ path }) => path.includes('/jobs/')).length).toBe(9);
    expect(progress[0]).toMatchObject({ total: 250, done: 0 });
    expect(progress.at(-1)).toMatchObject({ total: 250, done: 250 });
    expect(new Set(progress.flatMap(({ jobs }) => jobs.map(({ status }) => status)))).toEqual(
      new Set(['queued', 'working', 'completed']),
    );
    expect([...sandbox.state.tickets.rows.values()].every(({ priority }) => priority === 4)).toBe(
      true,
    );
  });

  it('keeps the tags of each ticket: with tags they are changed one by one', async () => {
    const connection = connect({ sandbox: unlimited });
    const { sandbox, desk } = connection;
    const a = sandbox.seed.ticket({ properties: { tags: ['a'] } });
    const b = sandbox.seed.ticket({ properties: { tags: ['b', 'old'] } });
    const { value } = await desk.tickets.updateMany([String(a.id), '4711', String(b.id)], {
      priority: 'high',
      tags: { add: ['new'], remove: ['old'] },
    });
    expect(sandbox.state.tickets.rows.get(a.id)?.tags).toEqual(['a', 'new']);
    expect(sandbox.state.tickets.rows.get(b.id)).toMatchObject({ tags: ['b', 'new'], priority: 3 });
    expect(callsOf(connection)).not.toContain('POST /tickets/bulk_update');
    expect(value).toMatchObject({ succeeded: 2, failed: 1 });
    expect(value.items[1]).toMatchObject({
      index: 1,
      ok: false,
      id: null,
      error: { message: expect.stringContaining('404') },
    });
  });

  it('takes no ifVersion, which names the version of one ticket', async () => {
    const { desk, sent } = connect();
    await expect(
      desk.tickets.updateMany(['1'], { ifVersion: { at: new Date(), sequence: null } }),
    ).rejects.toMatchObject({ code: 'configuration_invalid' });
    expect(sent()).toEqual([]);
  });

  it('tells what was dropped', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    const { warnings } = await desk.tickets.updateMany([String(id)], {
      priority: 'low',
      snoozedUntil: new Date('2026-05-01T00:00:00Z'),
    });
    expect(warnings).toMatchObject([{ type: 'dropped', field: 'snoozedUntil' }]);
  });
});

describe('deleting many tickets', () => {
  it('is a job', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const ids = sandbox.seed.tickets(3).map(({ id }) => String(id));
    const result = await desk.tickets.deleteMany(ids);
    expect(result).toMatchObject({ succeeded: 3, failed: 0 });
    expect(sent()[0]).toMatchObject({
      path: '/api/v2/tickets/bulk_delete',
      body: { bulk_action: { ids: ids.map(Number) } },
    });
    expect([...sandbox.state.tickets.rows.values()].every(({ deleted }) => deleted)).toBe(true);
  });
});

describe('the end of a job', () => {
  it.each(['COMPLETED', 'success', 'Succeeded', 'DONE'])(
    'is good as %s',
    async (finishedJobStatus) => {
      const { sandbox, desk } = connect({ sandbox: { unconfirmed: { finishedJobStatus } } });
      const { id } = sandbox.seed.ticket();
      expect((await desk.tickets.deleteMany([String(id)])).succeeded).toBe(1);
    },
  );

  it.each(['FAILED', 'ABORTED', 'sent to the moon'])('is bad as %s', async (finishedJobStatus) => {
    const { sandbox, desk } = connect({ sandbox: { unconfirmed: { finishedJobStatus } } });
    const { id } = sandbox.seed.ticket();
    await expect(desk.tickets.deleteMany([String(id)])).rejects.toMatchObject({
      code: 'job_failed',
      nativeCode: finishedJobStatus,
    });
  });

  it('is not waited for any longer than the caller wants', async () => {
    const { sandbox, desk } = connect({ sandbox: { jobPolls: 1_000 } });
    const { id } = sandbox.seed.ticket();
    const controller = new AbortController();
    const onProgress = ({ jobs }: BulkProgress) => {
      if (jobs.some(({ status }) => status === 'working')) controller.abort();
    };
    await expect(
      desk.tickets.deleteMany([String(id)], { signal: controller.signal, onProgress }),
    ).rejects.toMatchObject({ code: 'request_aborted' });
  });

  it('leaves what the other jobs did when one of them fails', async () => {
    const connection = connect({ sandbox: unlimited, desk: { maxRetries: 0 } });
    const ids = connection.sandbox.seed.tickets(150).map(({ id }) => String(id));
    connection.intercept(({ body }) =>
      JSON.stringify(body ?? '').includes(`[${ids[100]},`)
        ? Response.json({ code: 'access_denied', message: 'No' }, { status: 403 })
        : undefined,
    );
    const result = await connection.desk.tickets.deleteMany(ids);
    expect(result).toMatchObject({ succeeded: 100, failed: 50 });
    expect(result.items[149]).toMatchObject({
      ok: false,
      error: { nativeCode: 'access_denied' },
    });
  });

  it('is unknown when the job’s start was: it is not started again', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    connection.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    await expect(connection.desk.tickets.deleteMany([String(id)])).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(connection.sent()).toHaveLength(1);
  });

  it('says that the outcome is unknown when a job cannot be looked at, and names the job', async () => {
    const connection = connect({ sandbox: unlimited });
    const ids = connection.sandbox.seed.tickets(150).map(({ id }) => String(id));
    let first = '';
    connection.intercept(({ path }) => {
      if (!path.includes('/jobs/')) return undefined;
      first ||= path;
      return path === first ? new Response(null, { status: 503 }) : undefined;
    });
    const value = await connection.desk.tickets.deleteMany(ids);
    expect(value.jobIds).toHaveLength(2);
    const job = first.split('/').at(-1);
    const lost = value.items.find(({ ok }) => !ok);
    expect(lost?.error?.message).toContain(`job ${job}, but its outcome is unknown`);
    connection.intercept(({ path }) =>
      path.includes('/jobs/') ? new Response(null, { status: 503 }) : undefined,
    );
    await expect(connection.desk.tickets.deleteMany(ids.slice(0, 1))).rejects.toMatchObject({
      code: 'outcome_unknown',
      retryable: false,
      cause: { code: 'server_error' },
    });
  });

  it('waits for a job for half an hour, not for ever', async () => {
    const connection = connect({ sandbox: { ...unlimited, jobPolls: 100_000 } });
    const { id } = connection.sandbox.seed.ticket({});
    await expect(
      connection.desk.tickets.deleteMany([String(id)], { pollIntervalMs: 60_000 }),
    ).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(connection.sent().filter(({ path }) => path.includes('/jobs/'))).toHaveLength(30);
  });

  it('asks for nothing when nothing of the change can be written', async () => {
    const connection = connect({ sandbox: unlimited });
    const { id } = connection.sandbox.seed.ticket({});
    const { value, warnings } = await connection.desk.tickets.updateMany([String(id)], {
      snoozedUntil: new Date('2030-01-01T00:00:00Z'),
    });
    expect(connection.sent()).toEqual([]);
    expect(value).toEqual({
      items: [{ index: 0, ok: true, id: `freshdesk:acme:${id}`, error: null }],
      succeeded: 1,
      failed: 0,
      jobIds: [],
    });
    expect(warnings.map(({ field }) => field)).toEqual(['snoozedUntil']);
  });
});
