import { describe, expect, it } from 'vitest';
import { callsOf, connect } from '../support/connect.ts';

function archive() {
  const connection = connect();
  const { id } = connection.sandbox.seed.ticket({ properties: { status: 5, tags: ['a'] } });
  connection.sandbox.actors.archive(id);
  return { ...connection, id: String(id) };
}

const WRITES: readonly [string, (place: ReturnType<typeof archive>) => Promise<unknown>][] = [
  ['update', ({ desk, id }) => desk.tickets.update(id, { priority: 'low' })],
  ['tags', ({ desk, id }) => desk.tags.add(id, ['b'])],
  ['overwritten tags', ({ desk, id }) => desk.tags.overwrite(id, ['b'])],
  ['reply', ({ desk, id }) => desk.messages.reply(id, { body: { text: 'Hi' } })],
  ['note', ({ desk, id }) => desk.messages.note(id, { body: { text: 'Hi' } })],
];

describe('a write to an archived ticket', () => {
  it.each(WRITES)('is a conflict that says so: %s', async (_what, write) => {
    await expect(write(archive())).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('archived'),
    });
  });

  it('stays “not found” for a ticket that is nowhere', async () => {
    const { desk } = archive();
    await expect(desk.tickets.update('4711', { priority: 'low' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('goes to the archive’s own path when it deletes', async () => {
    const place = archive();
    await place.desk.tickets.delete(place.id);
    expect(callsOf(place)).toContain(`DELETE /tickets/archived/${place.id}`);
  });
});

describe('a change that empties a field', () => {
  it('says, when it is refused, that emptying is not documented', async () => {
    const connection = connect();
    const { id } = connection.sandbox.seed.ticket({});
    const errors = [{ field: 'responder_id', message: 'Null', code: 'datatype_mismatch' }];
    connection.intercept(({ method }) =>
      method === 'PUT'
        ? Response.json({ description: 'Validation failed', errors }, { status: 400 })
        : undefined,
    );
    const { tickets } = connection.desk;
    await expect(tickets.update(String(id), { assigneeId: null })).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringContaining('would empty responder_id'),
      issues: [{ path: 'assigneeId' }],
    });
  });
});
