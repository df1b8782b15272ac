import type { AnySupportAdapter, WebhookWish } from '../adapter/contract.ts';
import type { RequestOptions } from '../adapter/request-options.ts';
import { ConfigurationError } from '../errors/classes.ts';
import { receiveWebhook } from '../webhooks/receive.ts';
import type { WebhookContext } from '../webhooks/types.ts';
import { createDesks, type Desks } from './desks.ts';
import { createDispatcher, type Dispatcher } from './dispatcher.ts';
import { createEnricher } from './enrich.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { createHandlers } from '../webhooks/handlers.ts';
import { listTickets } from './list-tickets.ts';
import { runPolling } from './run-polling.ts';
import { ensureSubscriptions, planSubscriptions } from './subscriptions/index.ts';
import type { Hub, HubEventContext, HubOptions, HubTicket } from './types.ts';
import type { WriteLog } from './write-log/create-write-log.ts';

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
export function createHub<
  const Adapters extends readonly AnySupportAdapter[],
  Transaction = unknown,
>(options: HubOptions<Adapters, Transaction>): Hub<Adapters, Transaction> {
  const { stages = [], webhooks } = options;
  const adapters = watchedBy(webhooks?.writeLog, options.adapters);
  const desks = createDesks(adapters);
  const handlers = createHandlers<HubEventContext>();
  const enricher = createEnricher(options.enrich);
  const ticket = async (id: string, requestOptions?: RequestOptions): Promise<HubTicket> =>
    enricher.ticket(await desks.owning(id).tickets.get(id, requestOptions));
  const dispatcher = createDispatcher({ desks, enricher, handlers, stages, tools: { ticket } });
  const gateway =
    webhooks === undefined
      ? null
      : createGateway(webhooks, desks, (event, context) =>
          // Safe: handlers know the transaction of the store that they were made for.
          dispatcher.join(() => dispatcher.handle(event, 'webhook', context as WebhookContext)),
        );
  const wishesOf = (wishes: Readonly<Record<string, WebhookWish>>) =>
    Object.entries(wishes).map(([name, wish]) => ({ desk: desks.named(name), wish }));
  return {
    adapters,
    // Safe: the name decides which adapter is found, and `DeskNamed` says the same of its type.
    desk: (name) => desks.named(name) as never,
    deskOf: (id) => desks.owning(id),
    ticket,
    tickets: {
      list: (query = {}, listOptions = {}) =>
        listTickets(adapters, { desks, enricher }, query, listOptions),
    },
    // Safe: contexts of deliveries carry the transaction of the hub's own store.
    on: handlers.on as Hub<Adapters, Transaction>['on'],
    observe: handlers.observe,
    ...takingIn(desks, dispatcher),
    get webhooks() {
      return gateway ?? refuseGateway();
    },
    subscriptions: {
      plan: async (wishes, planOptions) => planSubscriptions(wishesOf(wishes), planOptions),
      ensure: async (wishes, ensureOptions) => ensureSubscriptions(wishesOf(wishes), ensureOptions),
    },
    async close({ keepAdapters = false } = {}) {
      const stopped = Promise.all(stages.map(async (stage) => stage.stop?.()));
      // Awaited below, after everything else has ended.
      stopped.catch(() => undefined);
      const drained = gateway?.close() ?? Promise.resolve();
      // The gateway would wait for the very handler that closes the hub.
      if (dispatcher.isInside()) drained.catch(() => undefined);
      else await drained;
      await dispatcher.close();
      await stopped;
      if (!keepAdapters) await Promise.all(adapters.map((adapter) => adapter.close()));
    },
  };
}

/** The adapters, with their writes remembered where there is a log to remember them. */
function watchedBy<Adapters extends readonly AnySupportAdapter[]>(
  log: Pick<WriteLog, 'watch'> | undefined,
  adapters: Adapters,
): Adapters {
  if (log === undefined || !Array.isArray(adapters)) return adapters;
  const watched: readonly AnySupportAdapter[] = adapters;
  // Safe: each is the same adapter as before, in the same place.
  return watched.map((adapter) => log.watch(adapter)) as unknown as Adapters;
}

function refuseGateway(): never {
  throw new ConfigurationError(
    'This hub takes no deliveries at one door: pass `webhooks: { secrets: { "provider:account": … } }` ' +
      'to createHub, or use hub.receive for one desk at a time.',
  );
}

/** The ways in for events, one desk at a time. */
function takingIn(
  desks: Desks,
  dispatcher: Dispatcher,
): Pick<Hub, 'receive' | 'dispatch' | 'poll'> {
  return {
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
  };
}
