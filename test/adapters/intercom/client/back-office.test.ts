import { describe, expect, it } from 'vitest';
import { type Connection, connect, read } from '../support/connect.ts';

const typeOf = ({ sandbox }: Connection, category: 'Back-office' | 'Customer' | 'Tracker') =>
  [...sandbox.state.ticketTypes.rows.values()].find((type) => type.category === category)?.id ?? '';

const MODES = ['conversations', 'tickets'] as const;
const CASES = MODES.flatMap((mode) =>
  (['Back-office', 'Tracker'] as const).map((category) => [mode, category] as const),
);

/** A ticket of a category, on which a teammate has commented. */
function commented(
  connection: Connection,
  category: Parameters<typeof typeOf>[1],
  read: (typeof MODES)[number],
) {
  const { sandbox, adminId, another } = connection;
  const { id } = sandbox.seed.ticket({
    ticketTypeId: typeOf(connection, category),
    parts: [{ authorId: adminId, body: '<p>The root cause</p>' }],
  });
  return { id, desk: another({ read }) };
}

describe('what staff write on tickets that customers never see', () => {
  it.each(CASES)('is internal in a thread of %s (%s)', async (mode, category) => {
    const { id, desk } = commented(connect(), category, mode);
    const thread = await read(desk.messages.list(id));
    const staff = thread.find(({ bodyText }) => bodyText === 'The root cause');
    expect(staff).toMatchObject({ visibility: 'internal', author: { kind: 'agent' } });
  });

  it.each(CASES)('is a note in the history of %s (%s)', async (mode, category) => {
    const { id, desk } = commented(connect(), category, mode);
    const history = await read(desk.events.list(id));
    const staff = history.filter(
      ({ actor, kind }) => actor?.kind === 'agent' && kind !== 'created',
    );
    expect(staff.map(({ kind }) => kind)).toEqual(['note_added']);
  });

  it.each(CASES)('is internal in the answer of a write to %s (%s)', async (mode, category) => {
    const { id, desk } = commented(connect(), category, mode);
    const { value, warnings } = await desk.messages.reply(id, { body: { text: 'Found it.' } });
    expect(value).toMatchObject({ bodyText: 'Found it.', visibility: 'internal' });
    expect(warnings).toMatchObject([{ type: 'derived', field: 'visibility', to: 'internal' }]);
  });

  it.each(MODES)('is public on a ticket that its customer sees, read as %s', async (mode) => {
    const { id, desk } = commented(connect(), 'Customer', mode);
    const { value, warnings } = await desk.messages.reply(id, { body: { text: 'Found it.' } });
    expect([value.visibility, warnings]).toEqual(['public', []]);
    const thread = await read(desk.messages.list(id));
    expect(thread.slice(-2).map(({ visibility }) => visibility)).toEqual(['public', 'public']);
    const history = await read(desk.events.list(id));
    expect(history.slice(-2).map(({ kind }) => kind)).toEqual(['message_added', 'message_added']);
  });

  it('is internal where the ticket of a conversation may not be read', async () => {
    const connection = connect();
    const { id } = commented(connection, 'Customer', 'conversations');
    const { sandbox } = connection;
    const desk = connection.another({
      fetch: async (input, init) =>
        String(new Request(input, init).url).includes('/tickets/')
          ? Response.json({ type: 'error.list', errors: [] }, { status: 403 })
          : sandbox.fetch(input, init),
    });
    const thread = await read(desk.messages.list(id));
    expect(thread.at(-1)).toMatchObject({
      visibility: 'internal',
      provenance: { warnings: [{ type: 'derived', field: 'visibility' }] },
    });
    const { value } = await desk.messages.reply(id, { body: { text: 'Found it.' } });
    expect(value.visibility).toBe('internal');
  });
});
