import { NotFoundError, PermissionError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

describe('reading a case', () => {
  it('is one call for a conversation, in whichever form the id comes', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation({ body: 'It does not work.' });
    const ticket = await desk.tickets.get(id);
    expect(await desk.tickets.get(`intercom:abc123de:${id}`)).toMatchObject({ id: ticket.id });
    expect(ticket).toMatchObject({
      id: `intercom:abc123de:${id}`,
      description: 'It does not work.',
      status: 'open',
    });
    expect(calls()).toEqual([`GET /conversations/${id}`, `GET /conversations/${id}`]);
  });

  it('asks for the ticket that a conversation also is, and shows it', async () => {
    const { desk, sandbox, calls } = connect();
    const row = sandbox.seed.ticket({ title: 'Export', state: 'in_progress', body: 'Help' });
    const ticket = await desk.tickets.get(row.id);
    expect(ticket).toMatchObject({
      subject: 'Export',
      status: 'in_progress',
      number: row.ticket?.ticket_id,
      ticketTypeId: row.ticket?.ticket_type_id,
      nativeStatus: { id: row.ticket?.ticket_state_id, category: 'in_progress' },
    });
    expect(calls()).toEqual([`GET /conversations/${row.id}`, `GET /tickets/${row.id}`]);
  });

  it('goes without the ticket where the token may not read tickets', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.ticket({ title: 'Export', state: 'in_progress' });
    sandbox.faults.inject({ path: `/tickets/${id}`, fault: refusal(403, 'forbidden') });
    // The conversation itself carries an old form of its ticket.
    expect(await desk.tickets.get(id)).toMatchObject({ subject: 'Export', status: 'in_progress' });
  });

  it('does not go without the ticket when the ticket cannot be read for another reason', async () => {
    const { desk, sandbox } = connect({ desk: { maxRetries: 0 } });
    const { id } = sandbox.seed.ticket();
    sandbox.faults.inject({ path: `/tickets/${id}`, fault: refusal(500, 'server_error') });
    await expect(desk.tickets.get(id)).rejects.toMatchObject({ code: 'server_error' });
  });

  it('reads a ticket of a ticket type with the tags of its conversation', async () => {
    const { another, sandbox, calls } = connect();
    const { id } = sandbox.seed.ticket({ title: 'Export', tags: ['vip'] });
    const ticket = await another({ read: 'tickets' }).tickets.get(id);
    expect(ticket).toMatchObject({ externalId: id, subject: 'Export', tags: ['vip'] });
    expect(calls()).toEqual([`GET /tickets/${id}`, `GET /conversations/${id}`]);
  });

  it('leaves out of many those that are not there', async () => {
    const { desk, sandbox } = connect();
    const [one, two] = sandbox.seed.conversations(2).map(({ id }) => id);
    const found = await desk.tickets.getMany([one ?? '', '404404', two ?? '']);
    expect(found.map(({ externalId }) => externalId)).toEqual([one, two]);
  });

  it('throws for one of many that may not be read', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    sandbox.faults.inject({ fault: refusal(403, 'forbidden') });
    await expect(desk.tickets.getMany([id])).rejects.toBeInstanceOf(PermissionError);
  });

  it('tells a case that is not there from one that is', async () => {
    const { desk } = connect();
    await expect(desk.tickets.get('404404')).rejects.toBeInstanceOf(NotFoundError);
  });

  it.each(['', 'a/b', '../admins', 'intercom:other:1', 'zendesk:acme:1', '1?x=y'])(
    'refuses the id "%s" before anything is sent',
    async (id) => {
      const { desk, calls } = connect();
      await expect(desk.tickets.get(id)).rejects.toMatchObject({ code: 'id_mismatch' });
      expect(calls()).toEqual([]);
    },
  );
});

describe('what Intercom measured', () => {
  it('is with the conversation', async () => {
    const { desk, sandbox, adminId } = connect();
    const at = (minute: number) => new Date(Date.UTC(2026, 1, 1, 9, minute));
    const { id } = sandbox.seed.conversation({
      createdAt: at(0),
      parts: [
        { authorId: adminId, body: '<p>Yes?</p>', createdAt: at(5) },
        { authorId: adminId, type: 'close', createdAt: at(10) },
      ],
    });
    expect(await desk.tickets.metrics(id)).toMatchObject({
      firstReplySeconds: 300,
      firstResolutionSeconds: 600,
      reopens: 0,
      solvedAt: at(10),
    });
  });
});

describe('getting rid of a case', () => {
  it('deletes it for good', async () => {
    const { desk, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation();
    await desk.tickets.purge(id);
    expect(calls()).toEqual([`DELETE /conversations/${id}`]);
    await expect(desk.tickets.get(id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is done when a repeat finds nothing any more', async () => {
    const { desk, sandbox } = connect();
    const { id } = sandbox.seed.conversation();
    sandbox.faults.inject({ method: 'DELETE', fault: { kind: 'commit-then-drop' } });
    await expect(desk.tickets.purge(id)).resolves.toBeUndefined();
    expect(sandbox.state.conversations.rows.has(id)).toBe(false);
  });

  it('is refused before version 2.13, and nothing is sent', async () => {
    const { another, sandbox, calls } = connect();
    const { id } = sandbox.seed.conversation();
    await expect(another({ apiVersion: '2.12' }).tickets.purge(id)).rejects.toMatchObject({
      code: 'unsupported_operation',
      operation: 'tickets.purge',
    });
    expect(calls()).toEqual([]);
  });
});

const refusal = (status: number, code: string) =>
  ({
    kind: 'status',
    status,
    body: { type: 'error.list', request_id: 'r-1', errors: [{ code, message: 'No.' }] },
  }) as const;
