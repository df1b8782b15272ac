import { createHub, type EnrichOptions } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createManualClock, settle } from '../webhooks/support/manual-clock.ts';
import { createStubDesk, ticketOf } from '../support/stub-desk.ts';
import { deferred, ticketCreated } from './support.ts';

const ADA = { id: 'paper:acme:ada', email: null, name: null };
const START = new Date('2026-05-11T08:00:00Z');

/** A hub whose tickets 'a1', 'a2', 'b1' … are of the customers a, b …; `asked` says whom it looked up. */
function openHub(
  cache: EnrichOptions['cache'] = {},
  before: () => Promise<void> | void = () => {},
) {
  const clock = createManualClock(START);
  const asked: string[] = [];
  const tickets = ['a1', 'a2', 'b1', 'c1', 'x1', 'x2'].map((externalId) => {
    const id = externalId.startsWith('x') ? null : externalId.charAt(0);
    const email = externalId === 'x1' ? 'Ada@Customer.example' : 'ada@customer.example';
    return ticketOf('paper:acme', externalId, { requester: { id, email, name: null } });
  });
  const hub = createHub({
    adapters: [createStubDesk({ provider: 'paper', tickets })],
    enrich: {
      async find({ requester }) {
        asked.push(requester?.id ?? requester?.email ?? '?');
        await before();
        return { plan: `plan ${asked.length}` };
      },
      cache: { clock, ...cache },
    },
  });
  const read = async (id: string) => (await hub.ticket(`paper:acme:${id}`)).metadata.plan;
  return { clock, asked, read };
}

describe('enrich.cache', () => {
  it('keeps whoever was asked for last, and forgets the others first', async () => {
    const { asked, read } = openHub({ maxEntries: 2 });
    await read('a1');
    await read('b1');
    await read('a2');
    await read('c1');
    await read('a1');
    expect(asked).toEqual(['a', 'b', 'c']);
    await read('b1');
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('asks once at a time, also when the answer takes longer than it is good for', async () => {
    const { promise, resolve } = deferred();
    const { asked, read, clock } = openHub({ ttlMs: 10 }, () => promise);
    const first = read('a1');
    await clock.advance(50);
    const second = read('a2');
    await settle();
    expect(asked).toEqual(['a']);
    resolve();
    expect(await Promise.all([first, second])).toEqual(['plan 1', 'plan 1']);
    // Good for ten milliseconds from when it came.
    await clock.advance(9);
    await read('a1');
    expect(asked).toEqual(['a']);
    await clock.advance(1);
    await read('a1');
    expect(asked).toEqual(['a', 'a']);
  });

  it('knows customers by address where there is no id, in any spelling', async () => {
    const { asked, read } = openHub();
    await read('x1');
    await read('x2');
    expect(asked).toEqual(['Ada@Customer.example']);
  });

  it('does not take what was found by the id alone for what the address tells', async () => {
    const hub = createHub({
      adapters: [
        createStubDesk({
          provider: 'paper',
          tickets: [ticketOf('paper:acme', '1', { requester: { ...ADA, email: 'ada@a.example' } })],
        }),
      ],
      enrich: { find: ({ requester }) => ({ plan: requester?.email ?? 'unknown' }), cache: {} },
    });
    const plans: unknown[] = [];
    hub.on('ticket.created', ({ ticket }) => void plans.push(ticket.metadata?.plan));
    const event = ticketCreated('paper:acme', '1');
    await hub.dispatch({ ...event, ticket: { ...event.ticket, requester: ADA } });
    plans.push((await hub.ticket('paper:acme:1')).metadata.plan);
    expect(plans).toEqual(['unknown', 'ada@a.example']);
  });

  it('asks each time when the key is null, and forgets what failed at once', async () => {
    const always = openHub({ key: () => null });
    await always.read('a1');
    await always.read('a1');
    expect(always.asked).toEqual(['a', 'a']);
    let fails = true;
    const { asked, read } = openHub({}, () => {
      if (fails) throw new Error('crm is down');
    });
    await expect(read('a1')).rejects.toThrow('crm is down');
    fails = false;
    expect(await read('a1')).toBe('plan 2');
    expect(asked).toEqual(['a', 'a']);
  });

  it.each([{ ttlMs: -1 }, { ttlMs: Number.NaN }, { maxEntries: 0 }])('refuses %j', (cache) => {
    expect(() => openHub(cache)).toThrow('enrich.cache');
  });
});
