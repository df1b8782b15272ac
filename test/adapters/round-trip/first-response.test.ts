import { checkSLABreaches, firstResponseReminder } from 'polydesk/sla';
import { describe, expect, it } from 'vitest';
import { DESK_NAMES, DESKS, type DeskName } from './desks.ts';

// One for all: not every desk keeps the priority that a draft asks for.
const policies = () => ({ firstResponseMinutes: 120, resolutionMinutes: 480 });

/** Two tickets, looked at three hours later: one was answered after ten minutes, the other never. */
async function withTwoTickets(name: DeskName) {
  const { adapter, clock } = DESKS[name]();
  const create = async (subject: string) => {
    const created = await adapter.tickets.create?.({
      subject,
      priority: 'high',
      requester: { email: 'ada@customer.example' },
      message: { body: { text: 'It stops.' }, visibility: 'public' },
    });
    if (created === undefined) throw new Error('Every desk of this test creates tickets.');
    return created.value.id;
  };
  const answered = await create('Answered');
  const waiting = await create('Waiting');
  clock.advance(10 * 60_000);
  await adapter.messages.reply?.(answered, { body: { text: 'We are looking into it.' } });
  clock.advance(3 * 60 * 60_000);
  return { adapter, answered, waiting, now: new Date(clock.now()) };
}

describe.each(DESK_NAMES)('tickets of a filtered list at %s', (name) => {
  it('are not accused of a first response that the list does not tell', async () => {
    const { adapter, answered, waiting, now } = await withTwoTickets(name);
    const listed = await adapter.tickets.list({ status: ['open'] }).toArray({ limit: 10 });
    expect(listed.map(({ id }) => id).sort()).toEqual([answered, waiting].sort());
    const first = checkSLABreaches(listed, { now, policies });
    expect(first.breaches.map(({ ticketId }) => ticketId)).not.toContain(answered);

    // As the README does it: those whose first response is not told are read one by one.
    const unread = first.skipped.map(({ ticketId }) => ticketId);
    const tickets = [
      ...listed.filter(({ id }) => !unread.includes(id)),
      ...((await adapter.tickets.getMany?.(unread)) ?? []),
    ];
    const { breaches, skipped } = checkSLABreaches(tickets, { now, policies });
    expect(skipped).toEqual([]);
    expect(breaches.map(({ ticketId, type }) => ({ ticketId, type }))).toEqual([
      { ticketId: waiting, type: 'first_response' },
    ]);
  });

  it('say so when they do not tell the first response, and nobody is reminded of them', async () => {
    const { adapter, answered, now } = await withTwoTickets(name);
    const listed = await adapter.tickets.list({ status: ['open'] }).toArray({ limit: 10 });
    const ticket = listed.find(({ id }) => id === answered);
    if (ticket === undefined) throw new Error('The list has the ticket.');
    const untold = ticket.provenance.warnings
      .filter(({ type }) => type === 'dropped')
      .map(({ field }) => field);
    expect(untold.includes('firstResponseAt')).toBe(ticket.firstResponseAt === null);
    expect(firstResponseReminder(ticket, { now }).due).toBe(false);
    expect((await adapter.tickets.get(answered)).firstResponseAt).not.toBeNull();
  });
});

it('Zendesk tells of a filtered list what its plain list tells', async () => {
  const { adapter, answered } = await withTwoTickets('zendesk');
  const [filtered, plain] = await Promise.all(
    [{ status: ['open'] as const }, {}].map(async (query) => {
      const tickets = await adapter.tickets.list(query).toArray({ limit: 10 });
      return tickets.find(({ id }) => id === answered);
    }),
  );
  expect(filtered?.firstResponseAt).toEqual(plain?.firstResponseAt);
  expect(filtered?.firstResponseAt).not.toBeNull();
  expect([filtered?.reopenCount, filtered?.replyCount]).toEqual([0, 1]);
});
