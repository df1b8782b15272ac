import { NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

function withTicket() {
  const account = connect();
  const customer = account.sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
  const { id } = account.sandbox.seed.ticket({ requesterId: customer.id });
  const row = () => account.sandbox.state.tickets.rows.get(id);
  return { ...account, customer, ticketId: String(id), row };
}

describe('the life of a ticket', () => {
  it('goes to the bin and comes back from there', async () => {
    const { desk, ticketId, row, sent } = withTicket();
    await desk.tickets.delete(ticketId);
    expect(row()?.deleted).toMatchObject({ scrubbed: false });
    await expect(desk.tickets.get(ticketId)).rejects.toThrow(NotFoundError);
    await desk.tickets.restore(ticketId);
    expect(row()?.deleted).toBeNull();
    await expect(desk.tickets.get(ticketId)).resolves.toMatchObject({ isDeleted: false });
    expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
      `DELETE /api/v2/tickets/${ticketId}`,
      `GET /api/v2/tickets/${ticketId}`,
      `PUT /api/v2/deleted_tickets/${ticketId}/restore`,
      `GET /api/v2/tickets/${ticketId}`,
    ]);
  });

  it('ends for good with a job that is waited for', async () => {
    const { desk, ticketId, row, sent } = withTicket();
    await desk.tickets.delete(ticketId);
    await desk.tickets.purge(ticketId);
    expect(row()).toMatchObject({ subject: 'SCRUBBED', deleted: { scrubbed: true } });
    expect(sent()[1]).toMatchObject({
      method: 'DELETE',
      path: `/api/v2/deleted_tickets/${ticketId}`,
    });
    expect(sent().at(-1)?.path).toMatch(/^\/api\/v2\/job_statuses\//);
    await expect(desk.tickets.restore(ticketId)).rejects.toThrow(NotFoundError);
  });

  it('cannot end for good before it was in the bin', async () => {
    const { desk, ticketId, row } = withTicket();
    await expect(desk.tickets.purge(ticketId)).rejects.toThrow(NotFoundError);
    expect(row()?.deleted).toBeNull();
  });

  it('is no success when the job for it says so', async () => {
    const { desk, sandbox, ticketId } = withTicket();
    await desk.tickets.delete(ticketId);
    sandbox.faults.inject({
      path: /job_statuses/,
      fault: {
        kind: 'status',
        status: 200,
        body: { job_status: { id: 'V3-1', status: 'completed', results: { success: false } } },
      },
    });
    await expect(desk.tickets.purge(ticketId)).rejects.toMatchObject({ code: 'job_failed' });
  });

  it('ends as spam together with the sender', async () => {
    const { desk, sandbox, ticketId, row, customer, sent } = withTicket();
    await desk.tickets.markAsSpam(ticketId);
    expect(sent()[0]).toMatchObject({
      method: 'PUT',
      path: `/api/v2/tickets/${ticketId}/mark_as_spam`,
    });
    expect(row()?.deleted).not.toBeNull();
    expect(sandbox.state.users.rows.get(customer.id)?.suspended).toBe(true);
  });
});

describe('what Zendesk measured', () => {
  it('is told in seconds', async () => {
    const { desk, sandbox, sent, forget } = connect();
    const { value: ticket } = await desk.tickets.create({
      subject: 'Broken',
      requester: { email: 'ada@customer.example' },
      message: { body: { text: 'It broke.' }, visibility: 'public' },
    });
    sandbox.clock.advance(10 * 60_000);
    await desk.messages.reply(ticket.id, { body: { text: 'Fixed.' } });
    sandbox.clock.advance(20 * 60_000);
    const agent = sandbox.seed.agent({ name: 'Grace' });
    await desk.tickets.update(ticket.id, { status: 'resolved', assigneeId: String(agent.id) });
    forget();
    const metrics = await desk.tickets.metrics(ticket.id);
    expect(sent()).toMatchObject([
      { method: 'GET', path: `/api/v2/tickets/${ticket.externalId}/metrics` },
    ]);
    expect(metrics).toMatchObject({
      firstReplySeconds: 600,
      firstResolutionSeconds: 1_800,
      fullResolutionSeconds: 1_800,
      reopens: 0,
      replies: 1,
      solvedAt: new Date(sandbox.clock.now()),
    });
  });

  it('is nothing yet for a ticket that nobody answered', async () => {
    const { desk, ticketId } = withTicket();
    expect(await desk.tickets.metrics(ticketId)).toMatchObject({
      firstReplySeconds: null,
      fullResolutionSeconds: null,
      solvedAt: null,
    });
  });
});
