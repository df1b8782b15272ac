import { createHub, type Enrich, type SupportEvent } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk, ticketOf } from '../support/stub-desk.ts';
import { ping, ticketCreated } from './support.ts';

const known = { plan: 'pro', mrr: 420, accountAge: 90, previousTickets: 3 };

const openHub = (enrich: Enrich) => {
  const tickets = ['1', '2', '3'].map((id) =>
    ticketOf('paper:acme', id, {
      metadata: { plan: 'free', accountAge: null, mrr: null, previousTickets: 7, extra: { a: 1 } },
    }),
  );
  return createHub({ adapters: [createStubDesk({ provider: 'paper', tickets })], enrich });
};

describe('enrich', () => {
  it('fills the metadata of a ticket that is read', async () => {
    const asked: string[] = [];
    const hub = openHub(async (ticket) => {
      asked.push(`${ticket.id} ${ticket.requester?.email}`);
      return { ...known, extra: { b: 2 } };
    });
    const { metadata } = await hub.ticket('paper:acme:1');
    expect(asked).toEqual(['paper:acme:1 ada@customer.example']);
    expect(metadata).toEqual({ ...known, extra: { a: 1, b: 2 } });
  });

  it('leaves what it does not name as it was', async () => {
    const hub = openHub(() => ({ mrr: 99 }));
    const { metadata } = await hub.ticket('paper:acme:1');
    expect(metadata).toEqual({
      plan: 'free',
      accountAge: null,
      mrr: 99,
      previousTickets: 7,
      extra: { a: 1 },
    });
  });

  it('fills every ticket of a list, some at a time, and keeps their order', async () => {
    let running = 0;
    let most = 0;
    const tickets = Array.from({ length: 40 }, (_, index) => ticketOf('paper:acme', `${index}`));
    const desk = createStubDesk({ provider: 'paper', tickets, pageSize: 40 });
    const hub = createHub({
      adapters: [desk],
      async enrich({ externalId }) {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, 1));
        running -= 1;
        return { mrr: Number(externalId) };
      },
    });
    const listed = await hub.tickets.list().toArray({ limit: 100 });
    expect(listed.map(({ metadata }) => metadata.mrr)).toEqual(tickets.map((_, index) => index));
    expect(most).toBe(8);
  });

  it('fills events that carry a ticket, before handlers and observers get them', async () => {
    const hub = openHub(() => known);
    const seen: SupportEvent[] = [];
    hub.observe('*', (event) => void seen.push(event));
    hub.on('*', (event) => void seen.push(event));
    await hub.dispatch(ticketCreated('paper:acme', '5'));
    await hub.dispatch(ping('paper:acme'));
    const metadata = { ...known, extra: {} };
    expect(seen).toMatchObject([
      { ticket: { externalId: '5', metadata } },
      { ticket: { externalId: '5', metadata } },
      { type: 'ping' },
      { type: 'ping' },
    ]);
    expect(seen[3]).not.toHaveProperty('ticket');
  });

  it('does not change the event or the ticket it was given', async () => {
    const hub = openHub(() => known);
    const event = Object.freeze(ticketCreated('paper:acme', '5'));
    await hub.dispatch(event);
    expect(event.ticket).not.toHaveProperty('metadata');
  });

  it('fails the read, or the event without calling its handlers, when it fails', async () => {
    const failure = new Error('billing is down');
    const hub = openHub(() => Promise.reject(failure));
    let calls = 0;
    hub.on('*', () => {
      calls += 1;
    });
    await expect(hub.ticket('paper:acme:1')).rejects.toBe(failure);
    await expect(hub.dispatch(ticketCreated('paper:acme', '5'))).rejects.toMatchObject({
      errors: [failure],
    });
    expect(calls).toBe(0);
  });
});
