import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

describe('a change', () => {
  it('is one call with the fields it names', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const { value } = await connection.desk.tickets.update(String(id), {
      priority: 'low',
      status: 'resolved',
    });
    expect(callsOf(connection)).toEqual([`PUT /tickets/${id}`]);
    expect(connection.sent()[0]?.body).toEqual({ priority: 1, status: 4 });
    expect(value).toMatchObject({ priority: 'low', status: 'resolved' });
  });

  it('takes an assignment away with null, as far as the account takes it', async () => {
    const connection = connect({ sandbox: { unconfirmed: { nullClearsOnUpdate: true } } });
    const bo = connection.sandbox.seed.agent({ name: 'Bo', email: 'bo@example.org' });
    const { id } = connection.sandbox.seed.ticket({ properties: { responder_id: bo.id } });
    const { value } = await connection.desk.tickets.update(String(id), { assigneeId: null });
    expect(connection.sent()[0]?.body).toEqual({ responder_id: null });
    expect(value.assignee).toBeNull();
  });

  it('says which field cannot be emptied where it is refused', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await expect(desk.tickets.update(String(id), { assigneeId: null })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'assigneeId', message: expect.stringContaining('cannot be emptied') }],
    });
  });

  it('that says nothing sends no empty write, which Freshdesk could refuse', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    const { value } = await connection.desk.tickets.update(String(id), {});
    expect(value.externalId).toBe(String(id));
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
  });

  it('is refused as stale when the ticket has moved on, and writes nothing', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    const { version } = await desk.tickets.get(String(id));
    sandbox.clock.advance(5_000);
    await desk.tickets.update(String(id), { priority: 'high' });
    connection.forget();
    await expect(
      desk.tickets.update(String(id), { priority: 'low', ifVersion: version }),
    ).rejects.toMatchObject({ code: 'stale_write' });
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
    const { version: current } = await desk.tickets.get(String(id));
    const { value } = await desk.tickets.update(String(id), {
      priority: 'low',
      ifVersion: current,
    });
    expect(value.priority).toBe('low');
  });

  it('of a ticket in the trash says that it has to be restored first', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    await expect(desk.tickets.update(String(id), { priority: 'low' })).rejects.toMatchObject({
      code: 'conflict',
      status: 405,
      message: expect.stringContaining('restore it first'),
    });
  });
});

describe('tags of a change', () => {
  const tagged = (tags: readonly string[]) => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({ properties: { tags } });
    return { ...connection, id: String(id) };
  };

  it('are read, written with the fields in one call, and read again', async () => {
    const connection = tagged(['keep', 'drop']);
    const { desk, id, sent } = connection;
    const { value } = await desk.tickets.update(id, {
      priority: 'high',
      tags: { add: ['new'], remove: ['drop'] },
    });
    expect(callsOf(connection)).toEqual([
      `GET /tickets/${id}`,
      `PUT /tickets/${id}`,
      `GET /tickets/${id}`,
    ]);
    expect(sent()[1]?.body).toEqual({ priority: 3, tags: ['keep', 'new'] });
    expect(value).toMatchObject({ priority: 'high', tags: ['keep', 'new'] });
  });

  it('are not written when nothing would change', async () => {
    const connection = tagged(['VIP']);
    const { desk, id } = connection;
    const { value } = await desk.tickets.update(id, { tags: { add: ['vip'], remove: ['gone'] } });
    expect(value.tags).toEqual(['VIP']);
    expect(callsOf(connection)).toEqual([`GET /tickets/${id}`]);
  });

  it('are written once more when somebody else has undone them in between', async () => {
    const connection = tagged(['keep']);
    const { desk, id, sandbox } = connection;
    let overwritten = false;
    connection.intercept(({ method, path }) => {
      const puts = connection.sent().filter((one) => one.method === 'PUT').length;
      if (method === 'GET' && path.endsWith(`/tickets/${id}`) && puts === 1 && !overwritten) {
        overwritten = true;
        const ticket = sandbox.state.tickets.rows.get(Number(id));
        if (ticket !== undefined) ticket.tags = ['keep', 'theirs'];
      }
      return undefined;
    });
    const { value } = await desk.tickets.update(id, { tags: { add: ['ours'] } });
    expect(value.tags).toEqual(['keep', 'theirs', 'ours']);
  });

  it('give up with a conflict that may pass when it never lasts', async () => {
    const connection = tagged(['keep']);
    const { desk, id, sandbox } = connection;
    connection.intercept(({ method }) => {
      const ticket = sandbox.state.tickets.rows.get(Number(id));
      if (method === 'GET' && ticket !== undefined) ticket.tags = ['keep'];
      return undefined;
    });
    await expect(desk.tickets.update(id, { tags: { add: ['ours'] } })).rejects.toMatchObject({
      code: 'conflict',
      retryable: true,
    });
    expect(connection.sent().filter(({ method }) => method === 'PUT')).toHaveLength(3);
  });

  it('hold to ifVersion, too', async () => {
    const connection = tagged([]);
    const { desk, id, sandbox } = connection;
    const { version } = await desk.tickets.get(id);
    sandbox.clock.advance(5_000);
    await desk.tickets.update(id, { priority: 'high' });
    await expect(
      desk.tickets.update(id, { tags: { add: ['x'] }, ifVersion: version }),
    ).rejects.toMatchObject({ code: 'stale_write' });
    expect(sandbox.state.tickets.rows.get(Number(id))?.tags).toEqual([]);
  });

  it.each([429, 503])(
    'keeps a tag that somebody added while the write met a %i',
    async (status) => {
      const connection = connect({ sandbox: { rateLimits: false } });
      const { id } = connection.sandbox.seed.ticket({ properties: { tags: ['a'] } });
      let refused = false;
      connection.intercept(({ method }) => {
        if (method !== 'PUT' || refused) return undefined;
        refused = true;
        const row = connection.sandbox.state.tickets.rows.get(id);
        Object.assign(row ?? {}, { tags: [...(row?.tags ?? []), 'foreign'] });
        return new Response(null, { status, headers: { 'retry-after': '1' } });
      });
      const { value } = await connection.desk.tickets.update(String(id), {
        priority: 'high',
        tags: { add: ['b'] },
      });
      expect(value).toMatchObject({ tags: ['a', 'foreign', 'b'], priority: 'high' });
    },
  );
});
