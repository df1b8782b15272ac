import {
  type AnySupportAdapter,
  createHub,
  createWriteLog,
  type HubTicket,
  type Paginated,
  type SupportEvent,
  type TicketId,
  type TicketSnapshot,
} from 'polydesk';
import type { FreshdeskAdapter } from 'polydesk/freshdesk';
import type { WebhookEndpoint, WebhookStore } from 'polydesk/webhooks';
import type { ZendeskAdapter } from 'polydesk/zendesk';
import { describe, expectTypeOf, it } from 'vitest';

declare const zendesk: ZendeskAdapter;
declare const freshdesk: FreshdeskAdapter;
declare const anyDesk: AnySupportAdapter;
declare const store: WebhookStore<{ readonly run: (sql: string) => void }>;

const hub = createHub({ adapters: [zendesk, freshdesk] });

describe('hub.desk', () => {
  it('is typed by the provider that the name begins with', () => {
    expectTypeOf(hub.desk('zendesk:acme')).toEqualTypeOf<ZendeskAdapter>();
    expectTypeOf(hub.desk('freshdesk:acme')).toEqualTypeOf<FreshdeskAdapter>();
  });

  it('is any adapter for an account, another provider, or a name that is not known', () => {
    expectTypeOf(hub.desk('acme')).toEqualTypeOf<AnySupportAdapter>();
    expectTypeOf(hub.desk('intercom:abc')).toEqualTypeOf<AnySupportAdapter>();
    const name = 'zendesk:acme' as string;
    expectTypeOf(hub.desk(name)).toEqualTypeOf<AnySupportAdapter>();
    expectTypeOf(
      createHub({ adapters: [anyDesk] }).desk('zendesk:acme'),
    ).toEqualTypeOf<AnySupportAdapter>();
  });

  it('keeps the adapters in their order', () => {
    expectTypeOf(hub.adapters[0]).toEqualTypeOf<ZendeskAdapter>();
    expectTypeOf(hub.adapters[1]).toEqualTypeOf<FreshdeskAdapter>();
  });
});

describe('hub.on', () => {
  it('gives a handler the event of its name', () => {
    hub.on('ticket.merged', (event, { desk, origin }) => {
      expectTypeOf(event.type).toEqualTypeOf<'ticket.merged'>();
      expectTypeOf(event.intoTicketId).toEqualTypeOf<TicketId | null>();
      expectTypeOf(event.ticket).toEqualTypeOf<TicketSnapshot>();
      expectTypeOf(desk).toEqualTypeOf<AnySupportAdapter>();
      expectTypeOf(origin).toEqualTypeOf<'webhook' | 'poll' | 'dispatch'>();
    });
    hub.on('*', (event) => {
      expectTypeOf(event).toEqualTypeOf<SupportEvent>();
    });
    // @ts-expect-error TS2345: no event has this name
    hub.on('ticket.craeted', () => undefined);
  });
});

describe('hub.webhooks', () => {
  it("gives handlers what a receiver's get, with the transaction of the store", () => {
    const own = createHub({ adapters: [zendesk], webhooks: { secrets: {}, store } });
    own.on('ticket.created', (_event, { delivery }) => {
      expectTypeOf(delivery?.order).toEqualTypeOf<'fresh' | 'stale' | 'unknown' | undefined>();
      delivery?.commitWith((transaction) => {
        expectTypeOf(transaction.run).toEqualTypeOf<(sql: string) => void>();
      });
    });
    expectTypeOf(own.webhooks).toExtend<WebhookEndpoint>();
  });
});

describe('a write log', () => {
  it('keeps the type of what it watches', () => {
    expectTypeOf(createWriteLog().watch(zendesk)).toEqualTypeOf<ZendeskAdapter>();
  });
});

describe('reading through a hub', () => {
  it('gives tickets of any desk', () => {
    expectTypeOf(hub.ticket('zendesk:acme:1')).resolves.toEqualTypeOf<HubTicket>();
    expectTypeOf(hub.tickets.list()).toEqualTypeOf<Paginated<HubTicket>>();
  });
});
