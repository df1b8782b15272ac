import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const QUESTION = 'Where is my order?';
const GREETING = 'Hello, I am a bot.';

describe('a chat that repeats its first message', () => {
  const aChat = () => {
    const { sandbox, desk } = connect();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { id } = sandbox.seed.ticket({
      requesterId: ada.id,
      description: QUESTION,
      properties: { source: 15 },
      conversations: [
        { body: GREETING, source: 15, userId: null },
        { body: QUESTION, incoming: true, source: 20, userId: ada.id },
        // The same words again are a message of their own.
        { body: QUESTION, incoming: true, source: 20, userId: ada.id },
      ],
    });
    return { desk, id: String(id) };
  };

  it.each([100, 2, 1])('shows it once, whatever the size of a page (%i)', async (pageSize) => {
    const { desk, id } = aChat();
    const thread = await desk.messages.list(id, { pageSize }).toArray({ limit: 20 });
    expect(thread.map(({ bodyText }) => bodyText)).toEqual([QUESTION, GREETING, QUESTION]);
    expect(thread.map(({ isFirst }) => isFirst)).toEqual([true, false, false]);
    expect(thread[0]?.externalId).toBe(`${id}-description`);
  });

  it('goes on from a cursor before the repetition', async () => {
    const { desk, id } = aChat();
    let next: string | null = null;
    for await (const { nextCursor } of desk.messages.list(id, { pageSize: 1 }).pages()) {
      next = nextCursor;
      break;
    }
    const rest = await desk.messages
      .list(id, { pageSize: 1, cursor: next ?? '' })
      .toArray({ limit: 20 });
    expect(rest.map(({ bodyText }) => bodyText)).toEqual([QUESTION]);
  });

  it('keeps the id of the first message when the repetition comes later', async () => {
    const { sandbox, desk } = connect();
    const ada = sandbox.seed.contact({ name: 'Ada', email: 'ada@example.org' });
    const { id } = sandbox.seed.ticket({
      requesterId: ada.id,
      description: QUESTION,
      properties: { source: 15 },
    });
    const idsOf = async () =>
      (await desk.messages.list(String(id)).toArray({ limit: 20 })).map((one) => one.externalId);
    expect(await idsOf()).toEqual([`${id}-description`]);
    sandbox.actors.customerEmails({ from: 'ada@example.org', body: QUESTION, ticketId: id });
    expect(await idsOf()).toEqual([`${id}-description`]);
  });
});
