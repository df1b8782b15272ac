import fc from 'fast-check';
import type { SupportEvent, TicketSnapshot } from 'polydesk';
import { createWebhookReceiver, type WebhookContext } from 'polydesk/webhooks';
import { describe, expect, it } from 'vitest';
import { delivery, NOW, parser, SECRET, type Told } from '../support/deliveries.ts';
import { createManualClock } from '../support/manual-clock.ts';

/** Delivers in this order; answers what the handlers saw. */
async function deliverAll(
  told: readonly Told[],
  options: { readonly snapshots?: boolean } = {},
): Promise<readonly { readonly event: SupportEvent; readonly context: WebhookContext }[]> {
  const receiver = createWebhookReceiver({
    parser,
    secret: SECRET,
    clock: createManualClock(NOW),
    ...options,
  });
  const seen: { event: SupportEvent; context: WebhookContext }[] = [];
  receiver.on('*', (event, context) => void seen.push({ event, context }));
  for (const one of told) await receiver.receive(await delivery(one));
  await receiver.close();
  return seen;
}

const ticketOf = (event: SupportEvent | undefined): TicketSnapshot => {
  if (event === undefined || !('ticket' in event)) return expect.unreachable();
  return event.ticket;
};

const created: Told = {
  id: 'e1',
  time: '2026-05-11T07:50:00Z',
  detail: {
    subject: 'Printer',
    priority: 'LOW',
    status: 'NEW',
    updated_at: '2026-05-11T07:50:00Z',
  },
};
const raised: Told = {
  id: 'e2',
  type: 'ticket.priority_changed',
  time: '2026-05-11T07:55:00Z',
  event: { current: 'URGENT', previous: 'LOW' },
  detail: {
    subject: 'Printer',
    priority: 'URGENT',
    status: 'OPEN',
    updated_at: '2026-05-11T07:55:00Z',
  },
};

describe('order', () => {
  it('is fresh for what comes in order', async () => {
    const seen = await deliverAll([created, raised]);
    expect(seen.map(({ context }) => context.order)).toEqual(['fresh', 'fresh']);
  });

  it('is stale for what comes late; its ticket is brought up to date', async () => {
    const [first, second] = await deliverAll([raised, created]);
    expect(first?.context.order).toBe('fresh');
    expect(second?.context.order).toBe('stale');
    expect(second?.event.type).toBe('ticket.created');
    expect(ticketOf(second?.event)).toMatchObject({
      id: 'zendesk:acme:5158',
      priority: 'urgent',
      status: 'open',
      subject: 'Printer',
    });
  });

  it('leaves nothing but the id of a stale ticket when no fields are remembered', async () => {
    const [, late] = await deliverAll([raised, created], { snapshots: false });
    expect(late?.context.order).toBe('stale');
    expect(ticketOf(late?.event)).toEqual({ id: 'zendesk:acme:5158', externalId: '5158' });
  });

  it('is fresh for another event of the same version', async () => {
    const other = {
      ...raised,
      id: 'e3',
      type: 'ticket.status_changed',
      event: { current: 'OPEN', previous: 'NEW' },
    };
    const seen = await deliverAll([raised, other]);
    expect(seen.map(({ context }) => context.order)).toEqual(['fresh', 'fresh']);
  });

  it('ends in one state, in whatever order versions come', async () => {
    const word = fc.constantFrom('LOW', 'NORMAL', 'HIGH', 'URGENT');
    const status = fc.constantFrom('OPEN', 'PENDING', 'SOLVED');
    const version = fc.record({
      priority: word,
      status,
      subject: fc.string({ minLength: 1, maxLength: 5 }),
    });
    const histories = fc
      .array(version, { minLength: 2, maxLength: 6 })
      .chain((versions) =>
        fc.tuple(
          fc.constant(versions),
          fc.shuffledSubarray([...versions.keys()], { minLength: versions.length }),
        ),
      );
    const last: Told = { id: 'last', type: 'ticket.created', time: '2026-05-11T07:00:00Z' };
    await fc.assert(
      fc.asyncProperty(histories, async ([versions, order]) => {
        const told = versions.map((detail, index): Told => {
          const time = `2026-05-11T07:${10 + index}:00Z`;
          return {
            id: `v${index}`,
            type: 'ticket.brand_changed',
            time,
            detail: { ...detail, updated_at: time },
          };
        });
        const asked = {
          ...last,
          detail: { subject: 'old', priority: 'LOW', status: 'NEW', updated_at: last.time },
        };
        const inOrder = await deliverAll([...told, asked]);
        const shuffled = await deliverAll([...order.flatMap((index) => told[index] ?? []), asked]);
        expect(ticketOf(shuffled.at(-1)?.event)).toEqual(ticketOf(inOrder.at(-1)?.event));
        expect(ticketOf(inOrder.at(-1)?.event)).toMatchObject({
          priority: versions.at(-1)?.priority.toLowerCase(),
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('changes', () => {
  it("are the provider's own where it tells them", async () => {
    const [, second] = await deliverAll([created, raised]);
    expect(second?.context.changes).toBe('provider');
    expect(second?.event).toMatchObject({
      changes: [{ field: 'priority', from: 'low', to: 'urgent' }],
    });
  });

  const trigger = async (status: string, priority: string, invocation: string) => {
    const body = JSON.stringify({
      polydesk: 'zendesk-trigger-1',
      event: 'ticket.updated',
      ticket_id: '5158',
      status,
      priority,
      tags: '',
    });
    const { signed } = await import('../support/deliveries.ts');
    const { rawBody, headers } = await signed(body);
    return { rawBody, headers: { ...headers, 'X-Zendesk-Webhook-Invocation-Id': invocation } };
  };

  const deliverTriggers = async (options: { readonly snapshots?: boolean } = {}) => {
    const receiver = createWebhookReceiver({
      parser,
      secret: SECRET,
      clock: createManualClock(NOW),
      ...options,
    });
    const seen: { event: SupportEvent; context: WebhookContext }[] = [];
    receiver.on('*', (event, context) => void seen.push({ event, context }));
    await receiver.receive(await trigger('Open', 'Low', 'i1'));
    await receiver.receive(await trigger('Pending', 'Low', 'i2'));
    return seen;
  };

  it('are found by comparing where the provider tells none', async () => {
    const [first, second] = await deliverTriggers();
    expect(first?.context).toMatchObject({ order: 'unknown', changes: 'unknown' });
    expect(first?.event).toMatchObject({ changes: [] });
    expect(second?.context).toMatchObject({ changes: 'computed' });
    expect(second?.event).toMatchObject({
      changes: [
        { field: 'status', from: 'open', to: 'pending' },
        { field: 'statusDetail', from: null, to: 'waiting_on_customer' },
      ],
    });
  });

  it('say that they are not known when nothing is remembered', async () => {
    const [, second] = await deliverTriggers({ snapshots: false });
    expect(second?.context.changes).toBe('unknown');
    expect(second?.event).toMatchObject({ changes: [] });
  });
});
