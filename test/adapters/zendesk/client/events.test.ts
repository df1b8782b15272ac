import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

/** A ticket with a past: changed, answered, noted, tagged and solved. */
async function lively() {
  const connection = connect();
  const { desk, sandbox } = connection;
  const ada = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
  const grace = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
  const { value: ticket } = await desk.tickets.create({
    subject: 'Broken',
    requester: { id: String(ada.id) },
    message: { body: { text: 'It is broken.' }, visibility: 'public' },
  });
  const { id } = ticket;
  const steps = [
    () => desk.tickets.update(id, { priority: 'high' }),
    () => desk.tickets.update(id, { assigneeId: String(grace.id) }),
    () => desk.messages.reply(id, { body: { text: 'On it.' } }),
    () => desk.messages.note(id, { body: { text: 'Looks bad.' } }),
    () => desk.tags.add(id, ['vip']),
    () => desk.tickets.update(id, { status: 'resolved' }),
  ];
  for (const step of steps) {
    sandbox.clock.advance(60_000);
    await step();
  }
  connection.forget();
  return { ...connection, id, ada, grace };
}

describe('events of a ticket', () => {
  it('tell its whole history, oldest first, each of its kind', async () => {
    const { desk, id, grace } = await lively();
    const events = await desk.events.list(id).toArray({ limit: 100 });
    const kinds = events.map(({ kind }) => kind);
    expect(kinds.slice(0, 2)).toEqual(['created', 'message_added']);
    expect(kinds.filter((kind) => kind === 'created')).toHaveLength(1);
    for (const kind of ['assigned', 'note_added', 'tags_changed', 'status_changed'] as const) {
      expect(kinds, kind).toContain(kind);
    }
    const times = events.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((one, two) => one - two));
    const changes = events.flatMap((event) => event.changes);
    expect(changes).toContainEqual(expect.objectContaining({ field: 'priority', to: 'high' }));
    expect(changes).toContainEqual(
      expect.objectContaining({ field: 'assignee.id', to: String(grace.id) }),
    );
  });

  it('have keys of their own and name the messages that they are about', async () => {
    const { desk, id } = await lively();
    const events = await desk.events.list(id).toArray({ limit: 100 });
    expect(new Set(events.map(({ dedupeKey }) => dedupeKey)).size).toBe(events.length);
    const thread = await desk.messages.list(id).toArray({ limit: 100 });
    const named = events
      .filter(({ kind }) => kind === 'message_added' || kind === 'note_added')
      .map(({ messageId }) => messageId);
    expect(named).toEqual(thread.map((message) => message.id));
  });

  it('name who did it, from the people that come along', async () => {
    const { desk, id, sent } = await lively();
    const [first] = await desk.events.list(id).toArray({ limit: 1 });
    expect(first?.actor).toMatchObject({ kind: 'agent', name: 'Ada Admin' });
    expect(sent()[0]?.query.get('include')).toBe('users');
  });

  it('are the same read page by page', async () => {
    const { desk, id, sent } = await lively();
    const whole = await desk.events.list(id).toArray({ limit: 100 });
    const calls = sent().length;
    const paged = await desk.events.list(id, { pageSize: 2 }).toArray({ limit: 100 });
    expect(paged.map((event) => event.id)).toEqual(whole.map((event) => event.id));
    expect(sent().length - calls).toBeGreaterThan(2);
  });

  it('of an archived ticket come in one answer without pages', async () => {
    const { desk, sandbox, sent } = connect();
    const properties = { status: 'closed' };
    const { id } = sandbox.seed.ticket({ archived: true, properties });
    const events = await desk.events.list(String(id)).toArray({ limit: 100 });
    expect(events.length).toBeGreaterThan(0);
    expect(sent()).toHaveLength(1);
  });
});
