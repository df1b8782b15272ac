import { metricTicketOf } from 'polydesk/metrics';
import { describe, expect, it } from 'vitest';
import { DESK_NAMES, DESKS, type DeskName } from './desks.ts';

const body = { text: 'It stops.' };

/** A ticket with a customer's words, answered after ten minutes. */
async function answered(name: DeskName, message: { readonly authorId?: string } = {}) {
  const desk = DESKS[name]();
  const { adapter, clock, requesterId } = desk;
  const created = await adapter.tickets.create?.({
    subject: 'Export',
    requester: { id: requesterId },
    message: { body, visibility: 'public', ...message },
  });
  if (created === undefined) throw new Error('Every desk of this test creates tickets.');
  const ticket = created.value;
  clock.advance(10 * 60_000);
  await adapter.messages.reply?.(ticket.id, { body: { text: 'We are looking into it.' } });
  const messages = await adapter.messages.list(ticket.id).toArray({ limit: 5 });
  return { ...desk, ticket, created, messages };
}

describe.each(DESK_NAMES)('a ticket that is made with the words of its requester at %s', (name) => {
  it('begins with a message of the requester, and waits for its first reply', async () => {
    const { ticket, messages, requesterId, created } = await answered(name);
    expect(messages.map(({ author }) => author.kind)).toEqual(['customer', 'agent']);
    expect(messages[0]?.author.id).toBe(ticket.requester.id);
    expect(ticket.requester.id).toMatch(new RegExp(`:${requesterId}$`));
    const { firstHumanReplyAt } = metricTicketOf(ticket, { messages });
    expect(Number(firstHumanReplyAt) - ticket.createdAt.getTime()).toBe(10 * 60_000);
    expect(created.warnings.filter(({ field }) => field === 'message.authorId')).toEqual([]);
  });
});

describe('Zendesk, where staff can open tickets for customers', () => {
  it('keeps the author that the draft names', async () => {
    const { agentId } = DESKS.zendesk();
    const { messages } = await answered('zendesk', { authorId: agentId });
    expect(messages[0]?.author).toMatchObject({ id: `zendesk:acme:${agentId}`, kind: 'agent' });
  });

  it('keeps a submitter of its own options, and leaves a note to staff', async () => {
    const { adapter, requesterId, agentId } = DESKS.zendesk();
    const draft = { subject: 'Export', requester: { id: requesterId } };
    const first = await adapter.tickets.create?.({
      ...draft,
      message: { body, visibility: 'public' },
      providerOptions: { zendesk: { submitter_id: Number(agentId) } },
    });
    const second = await adapter.tickets.create?.({
      ...draft,
      message: { body, visibility: 'internal' },
    });
    for (const made of [first, second]) {
      const [message] = await adapter.messages.list(made?.value.id ?? '').toArray({ limit: 1 });
      expect(message?.author.kind).toBe('agent');
    }
  });

  it('says that it takes the author by id only, where the requester is an address', async () => {
    const { adapter } = DESKS.zendesk();
    const made = await adapter.tickets.create?.({
      subject: 'Export',
      requester: { email: 'grace@customer.example' },
      message: { body, visibility: 'public' },
    });
    expect(made?.warnings).toEqual([
      {
        type: 'defaulted',
        field: 'message.authorId',
        reason:
          'Zendesk takes the author of a first message by id only: this one is by whoever the credentials belong to. Give the requester by id (contacts.upsert tells it).',
      },
    ]);
  });
});
