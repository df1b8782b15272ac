import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

describe('the life of a ticket', () => {
  it('goes to the trash and comes back', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    expect((await desk.tickets.get(String(id))).isDeleted).toBe(true);
    await desk.tickets.restore(String(id));
    expect((await desk.tickets.get(String(id))).isDeleted).toBe(false);
    expect(callsOf(connection)).toEqual([
      `DELETE /tickets/${id}`,
      `GET /tickets/${id}`,
      `PUT /tickets/${id}/restore`,
      `GET /tickets/${id}`,
    ]);
  });

  it('is done when a repeated delete finds the ticket in the trash', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket();
    let lost = false;
    connection.intercept(({ method }) => {
      if (method !== 'DELETE' || lost) return undefined;
      lost = true;
      return 'drop-after';
    });
    await connection.desk.tickets.delete(String(id));
    // The second DELETE is refused with 405, and a look at the ticket tells why.
    expect(connection.sent().map(({ method, status }) => [method, status])).toEqual([
      ['DELETE', 204],
      ['DELETE', 405],
      ['GET', 200],
    ]);
  });

  it('is no success when the ticket cannot be deleted because it is spam', async () => {
    const { sandbox, desk } = connect();
    const { id } = sandbox.seed.ticket();
    sandbox.actors.agentMarksSpam(id);
    await expect(desk.tickets.delete(String(id))).rejects.toMatchObject({
      code: 'conflict',
      status: 405,
    });
  });

  it('is done when a repeated restore no longer finds it in the trash', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const { id } = sandbox.seed.ticket();
    await desk.tickets.delete(String(id));
    let lost = false;
    connection.intercept(({ path }) => {
      if (!path.endsWith('/restore') || lost) return undefined;
      lost = true;
      return 'drop-after';
    });
    await desk.tickets.restore(String(id));
    expect(sandbox.state.tickets.rows.get(id)?.deleted).toBe(false);
  });

  it('is measured by the dates that Freshdesk keeps', async () => {
    const connection = connect();
    const { sandbox, desk } = connection;
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const created = await desk.tickets.create({
      subject: 'Slow',
      requester: { id: String(ada.id) },
      message: { body: { text: 'Help' }, visibility: 'public' },
    });
    const { id } = created.value;
    sandbox.clock.advance(120_000);
    await desk.messages.reply(id, { body: { text: 'We look into it.' } });
    sandbox.clock.advance(600_000);
    await desk.tickets.update(id, { status: 'resolved' });
    connection.forget();
    expect(await desk.tickets.metrics(id)).toMatchObject({
      firstReplySeconds: 120,
      fullResolutionSeconds: 720,
      reopens: null,
    });
    expect(connection.sent()[0]?.query.get('include')).toBe('stats');
  });
});

describe('merging', () => {
  it('closes the sources and leaves a private note on both sides', async () => {
    const connection = connect();
    const { sandbox, desk, sent } = connection;
    const [a, b, c] = sandbox.seed.tickets(3).map(({ id }) => id);
    await desk.tickets.merge(String(a), [String(b), `freshdesk:acme:${c}`, String(b)]);
    expect(sent()[0]).toMatchObject({ method: 'PUT', path: '/api/v2/tickets/merge' });
    expect(sent()[0]?.body).toEqual({
      primary_id: a,
      ticket_ids: [b, c],
      note_in_primary: { body: `Merged into this ticket: #${b}, #${c}.`, private: true },
      note_in_secondary: { body: `This ticket was merged into #${a}.`, private: true },
    });
    expect((await desk.tickets.get(String(b))).status).toBe('closed');
    const thread = await desk.messages.list(String(b)).toArray({ limit: 10 });
    expect(thread.at(-1)?.visibility).toBe('internal');
  });

  it('writes the notes that it is given, to whom they are meant', async () => {
    const { sandbox, desk, sent } = connect();
    const [a, b] = sandbox.seed.tickets(2).map(({ id }) => String(id));
    await desk.tickets.merge(a ?? '', [b ?? ''], {
      targetComment: { text: 'Your other <request>', visibility: 'public' },
      sourceComment: { text: 'Among us', visibility: 'internal' },
    });
    expect(sent()[0]?.body).toMatchObject({
      note_in_primary: { body: 'Your other &lt;request&gt;', private: false },
      note_in_secondary: { body: 'Among us', private: true },
    });
  });

  it('is refused before any call without sources, with too many, with the target, or a comment without visibility', async () => {
    const { desk, sent } = connect();
    const many = Array.from({ length: 101 }, (_, index) => String(index + 2));
    for (const sources of [[], many, ['1']]) {
      await expect(desk.tickets.merge('1', sources)).rejects.toMatchObject({
        code: 'validation_failed',
        issues: [{ path: 'sources' }],
      });
    }
    // Callers without types can leave the visibility out.
    const targetComment = JSON.parse('{"text":"Hm"}');
    await expect(desk.tickets.merge('1', ['2'], { targetComment })).rejects.toMatchObject({
      code: 'validation_failed',
      issues: [{ path: 'targetComment.visibility' }],
    });
    expect(sent()).toEqual([]);
  });

  it('is not repeated when its answer is lost', async () => {
    const connection = connect();
    const [a, b] = connection.sandbox.seed.tickets(2).map(({ id }) => String(id));
    connection.intercept(() => 'drop-after');
    await expect(connection.desk.tickets.merge(a ?? '', [b ?? ''])).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(connection.sent()).toHaveLength(1);
  });
});
