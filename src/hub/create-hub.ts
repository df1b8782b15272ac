import type { AnySupportAdapter } from '../adapter/contract.ts';
import { receiveWebhook } from '../webhooks/receive.ts';
import { createDesks } from './desks.ts';
import { createDispatcher } from './dispatcher.ts';
import { createEnricher } from './enrich.ts';
import { createHandlers } from '../webhooks/handlers.ts';
import { listTickets } from './list-tickets.ts';
import { runPolling } from './run-polling.ts';
import type { Hub, HubEventContext, HubOptions } from './types.ts';

/**
 * Joins several desks: one place to read their tickets, to receive their webhooks, to poll those
 * that send none, and to hear what happens at any of them.
 *
 * @throws {ConfigurationError} without an adapter, or with two of the same account.
 * @example
 * const hub = createHub({ adapters: [zendesk, intercom, freshdesk] });
 * hub.on('ticket.created', async (event, { desk }) => {
 *   await desk.messages.note?.(event.ticket.id, { body: { text: 'Seen.' } });
 * });
 * await hub.receive('zendesk:acme', delivery, { secret, now: new Date() });
 * //=> { events: [{ type: 'ticket.created', … }] }
 */
export function createHub<const Adapters extends readonly AnySupportAdapter[]>(
  options: HubOptions<Adapters>,
): Hub<Adapters> {
  const { adapters } = options;
  const desks = createDesks(adapters);
  const handlers = createHandlers<HubEventContext>();
  const enricher = createEnricher(options.enrich);
  const dispatcher = createDispatcher({ desks, enricher, handlers });
  return {
    adapters,
    // Safe: the name decides which adapter is found, and `DeskNamed` says the same of its type.
    desk: (name) => desks.named(name) as never,
    deskOf: (id) => desks.owning(id),
    ticket: async (id, requestOptions) =>
      enricher.ticket(await desks.owning(id).tickets.get(id, requestOptions)),
    tickets: {
      list: (query = {}, listOptions = {}) =>
        listTickets(adapters, { desks, enricher }, query, listOptions),
    },
    on: handlers.on,
    observe: handlers.observe,
    receive: (desk, delivery, receiveOptions) =>
      dispatcher.begin(async () => {
        const { webhooks } = typeof desk === 'string' ? desks.named(desk) : desks.of(desk);
        const events = await receiveWebhook(webhooks, delivery, receiveOptions);
        return { events: await dispatcher.handleAll(events, 'webhook') };
      }),
    dispatch: (event) =>
      dispatcher.begin(async () => {
        await dispatcher.handleAll([event], 'dispatch');
      }),
    poll: (source, pollOptions = {}) =>
      dispatcher.begin(async () => {
        desks.of(source);
        const { closing, handle } = dispatcher;
        await runPolling(source, (event) => handle(event, 'poll'), { ...pollOptions, closing });
      }),
    async close({ keepAdapters = false } = {}) {
      await dispatcher.close();
      if (!keepAdapters) await Promise.all(adapters.map((adapter) => adapter.close()));
    },
  };
}
