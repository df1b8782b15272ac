import { NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const draft = {
  subject: 'Spare part',
  body: { text: 'Have you got one?' },
  to: ['supplier@example.org'],
};

function furnished() {
  const connection = connect();
  return { ...connection, id: String(connection.sandbox.seed.ticket().id) };
}

describe('side conversations', () => {
  it('are begun with a subject, a text and the people who are asked', async () => {
    const { desk, id, sent, sandbox } = furnished();
    const made = await desk.sideConversations.create(id, draft);
    expect(sent()).toMatchObject([
      { method: 'POST', path: `/api/v2/tickets/${id}/side_conversations`, status: 201 },
    ]);
    expect(sent()[0]?.body).toEqual({
      message: {
        subject: 'Spare part',
        body: 'Have you got one?',
        to: [{ email: 'supplier@example.org' }],
      },
    });
    expect(made).toMatchObject({
      ticketId: `zendesk:acme:${id}`,
      subject: 'Spare part',
      state: 'open',
    });
    expect(made.participants.map(({ email }) => email)).toContain('supplier@example.org');
    expect(sandbox.state.sideConversations.get(made.id)?.ticket_id).toBe(Number(id));
  });

  it('are listed and read with their ticket', async () => {
    const { desk, id } = furnished();
    const first = await desk.sideConversations.create(id, draft);
    const second = await desk.sideConversations.create(id, { ...draft, subject: 'Price' });
    const listed = await desk.sideConversations.list(id, { pageSize: 1 }).toArray({ limit: 5 });
    expect(listed.map(({ subject }) => subject).sort()).toEqual(['Price', 'Spare part']);
    expect(await desk.sideConversations.get(id, second.id)).toMatchObject({ subject: 'Price' });
    expect(first.createdAt).toBeInstanceOf(Date);
  });

  it('take replies as text or HTML', async () => {
    const { desk, id, sent, sandbox } = furnished();
    const { id: conversation } = await desk.sideConversations.create(id, draft);
    await desk.sideConversations.reply(id, conversation, { text: 'And now?' });
    await desk.sideConversations.reply(id, conversation, { html: '<p>Now?</p>' });
    expect(
      sent()
        .slice(1)
        .map(({ path, body }) => [path, body]),
    ).toEqual([
      [
        `/api/v2/tickets/${id}/side_conversations/${conversation}/reply`,
        { message: { body: 'And now?' } },
      ],
      [
        `/api/v2/tickets/${id}/side_conversations/${conversation}/reply`,
        { message: { html_body: '<p>Now?</p>' } },
      ],
    ]);
    expect(sandbox.state.sideConversations.get(conversation)?.events).toHaveLength(3);
  });

  it('are not begun or answered twice when an answer was lost', async () => {
    const { desk, id, sandbox } = furnished();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    await expect(desk.sideConversations.create(id, draft)).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    expect(sandbox.state.sideConversations.size).toBe(1);
    const [conversation = ''] = sandbox.state.sideConversations.keys();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    const reply = desk.sideConversations.reply(id, conversation, { text: 'And now?' });
    await expect(reply).rejects.toMatchObject({ code: 'outcome_unknown' });
    expect(sandbox.state.sideConversations.get(conversation)?.events).toHaveLength(2);
  });

  it('that do not exist are not found', async () => {
    const { desk, id } = furnished();
    await expect(desk.sideConversations.get(id, 'none')).rejects.toBeInstanceOf(NotFoundError);
  });
});
