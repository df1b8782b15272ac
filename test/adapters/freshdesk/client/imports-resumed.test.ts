import { PartialWriteError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';
import { account, at, history, writesOf } from '../support/imported-cases.ts';

const ALL = { limit: 1_000 };

describe('an import that meets difficulties', () => {
  it('writes a note without an author whom the account does not take, and names him', async () => {
    const desk = account({ unconfirmed: { contactNotes: false } });
    const { value, warnings } = await desk.desk.imports.ticket(history(desk));
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages.3.authorId' }),
    );
    const thread = await desk.desk.messages.list(value.id).toArray(ALL);
    expect(thread).toHaveLength(4);
    expect(thread[3]).toMatchObject({ visibility: 'public', author: { kind: 'customer' } });
    expect(thread[3]?.bodyText).toContain(`by ${desk.ada} · zendesk:acme:42]`);
  });

  it('says what is there and what is missing, and writes only that the next time', async () => {
    const desk = account();
    let posts = 0;
    desk.intercept(({ method, path }) => {
      if (method !== 'POST' || !path.endsWith('/notes')) return undefined;
      posts += 1;
      return posts === 2 ? 'drop-after' : undefined;
    });
    const error = await desk.desk.imports.ticket(history(desk)).catch((reason: unknown) => reason);
    const id = String([...desk.sandbox.state.tickets.rows.keys()][0]);
    expect(error).toBeInstanceOf(PartialWriteError);
    expect(error).toMatchObject({
      code: 'partially_written',
      id: `freshdesk:acme:${id}`,
      missing: ['messages.2', 'messages.3'],
      cause: { code: 'outcome_unknown' },
    });
    desk.intercept(() => undefined);
    desk.forget();
    const { value } = await desk.desk.imports.ticket(history(desk));
    expect(value.externalId).toBe(id);
    // The second note had arrived although its answer was lost.
    expect(writesOf(desk).map(({ call }) => call)).toEqual([`POST /tickets/${id}/notes`]);
    const thread = await desk.desk.messages.list(id).toArray(ALL);
    expect(thread).toHaveLength(4);
    expect(desk.sandbox.state.tickets.rows.size).toBe(1);
  });

  it('makes no second ticket after the answer to the first was lost', async () => {
    const desk = account();
    desk.intercept(({ method }) => (method === 'POST' ? 'drop-after' : undefined));
    await expect(desk.desk.imports.ticket(history(desk))).rejects.toMatchObject({
      code: 'outcome_unknown',
    });
    desk.intercept(() => undefined);
    await desk.desk.imports.ticket(history(desk));
    await desk.desk.imports.ticket(history(desk));
    expect(desk.sandbox.state.tickets.rows.size).toBe(1);
    const [ticket] = desk.sandbox.state.tickets.rows.values();
    expect(ticket?.conversations).toHaveLength(3);
  });

  it('looks for its ticket in the list, since the search would not know it yet', async () => {
    const desk = account();
    await desk.desk.imports.ticket(history(desk));
    desk.forget();
    await desk.desk.imports.ticket(history(desk));
    expect(callsOf(desk)[0]).toBe('GET /tickets');
    expect(desk.sent()[0]?.query.get('requester_id')).toBe(desk.ada);
    expect(callsOf(desk).some((call) => call.includes('/search/'))).toBe(false);
  });

  it('keeps two messages of the same second apart when it goes on', async () => {
    const desk = account();
    const draft = history(desk);
    const [first, second] = draft.messages;
    if (first === undefined || second === undefined) throw new Error('no messages');
    const twins = { ...draft, messages: [{ ...first, attachments: [] }, second, second] };
    let posts = 0;
    desk.intercept(({ path }) => {
      if (!path.endsWith('/notes')) return undefined;
      posts += 1;
      return posts === 2 ? 'drop' : undefined;
    });
    await expect(desk.desk.imports.ticket(twins)).rejects.toMatchObject({
      code: 'partially_written',
    });
    desk.intercept(() => undefined);
    const { value } = await desk.desk.imports.ticket(twins);
    expect(await desk.desk.messages.list(value.id).toArray(ALL)).toHaveLength(3);
  });

  it.each(['Order 42', 'a]b [c', '50 %', '50%25', 'ä\u00a0ö'])(
    'finds its notes again under the key %j',
    async (callerKey) => {
      const desk = account();
      const draft = { ...history(desk), callerKey };
      await desk.desk.imports.ticket(draft);
      desk.forget();
      await desk.desk.imports.ticket(draft);
      expect(writesOf(desk)).toEqual([]);
    },
  );

  it('closes a ticket again, without a mail, that a note has opened', async () => {
    const desk = account({ notifications: true });
    let opened = false;
    desk.intercept(({ method, path }) => {
      if (method === 'GET' && /\/tickets\/\d+$/.test(path) && !opened) {
        opened = true;
        const [ticket] = desk.sandbox.state.tickets.rows.values();
        if (ticket !== undefined) ticket.status = 2;
        desk.sandbox.state.outbox.length = 0;
      }
      return undefined;
    });
    const { value } = await desk.desk.imports.ticket(history(desk));
    expect(value.status).toBe('closed');
    expect(desk.sandbox.state.outbox).toEqual([]);
    const update = writesOf(desk).find(({ call }) => call === 'POST /tickets/bulk_update');
    expect(update?.body).toEqual({
      bulk_action: {
        ids: [Number(value.externalId)],
        properties: { status: 5, skip_close_notification: true },
      },
    });
  });

  it('leaves a ticket open that the customer has opened again since', async () => {
    const desk = account();
    const { value: first } = await desk.desk.imports.ticket(history(desk));
    expect(first.status).toBe('closed');
    desk.sandbox.clock.advance(60_000);
    desk.sandbox.actors.customerEmails({
      from: 'ada@example.org',
      body: 'It stops again!',
      ticketId: Number(first.externalId),
    });
    desk.forget();
    const { value, warnings } = await desk.desk.imports.ticket(history(desk));
    expect(value.status).toBe('open');
    expect(writesOf(desk)).toEqual([]);
    expect(warnings).toContainEqual(expect.objectContaining({ type: 'dropped', field: 'status' }));
  });

  it('leaves it open also when notes were missing, or an agent opened it without a word', async () => {
    const desk = account();
    let posts = 0;
    desk.intercept(({ path }) => {
      posts += path.endsWith('/notes') ? 1 : 0;
      return path.endsWith('/notes') && posts === 3 ? 'drop' : undefined;
    });
    await desk.desk.imports.ticket(history(desk)).catch(() => null);
    desk.intercept(() => undefined);
    const [ticket] = desk.sandbox.state.tickets.rows.values();
    desk.sandbox.actors.customerEmails({
      from: 'ada@example.org',
      body: 'It stops again!',
      ticketId: ticket?.id ?? 0,
    });
    desk.forget();
    const { value } = await desk.desk.imports.ticket(history(desk));
    expect(value.status).toBe('open');
    expect(writesOf(desk).map(({ call }) => call)).toEqual([
      `POST /tickets/${value.externalId}/notes`,
    ]);
    await desk.desk.tickets.update(value.id, { status: 'pending' });
    const again = await desk.desk.imports.ticket(history(desk));
    expect(again.value.status).toBe('pending');
  });

  it('warns that nothing keeps it from happening twice without callerKeyField', async () => {
    const { sandbox, desk } = connect({ sandbox: { notifications: false } });
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { warnings } = await desk.imports.ticket({
      subject: 'Old',
      requester: { id: String(ada.id) },
      callerKey: 'old-1',
      createdAt: at('2023-05-01T10:00:00Z'),
      messages: [
        { body: { text: 'Hi' }, visibility: 'public', createdAt: at('2023-05-01T10:00:00Z') },
      ],
    });
    expect(warnings).toContainEqual(
      expect.objectContaining({
        type: 'dropped',
        field: 'callerKey',
        reason: expect.stringContaining('callerKeyField'),
      }),
    );
  });
});
