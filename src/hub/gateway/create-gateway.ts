import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import { createTicketCompleter } from '../../webhooks/complete/create-ticket-completer.ts';
import { createDeliveryEngine, type EngineDesk } from '../../webhooks/engine/index.ts';
import type { TicketCompleter, WebhookAnswer, WebhookContext } from '../../webhooks/types.ts';
import { type Desks, nameOf } from '../desks.ts';
import { deskNamed, routeByPath } from './routes.ts';
import type { HubWebhookOptions, HubWebhooks } from './types.ts';

/** Brings an event to the stages and handlers of the hub; answers what they threw. */
export type HandleEvent<Transaction> = (
  event: SupportEvent,
  context: WebhookContext<Transaction>,
) => Promise<readonly unknown[]>;

/** A gateway that can be closed. */
export interface Gateway extends HubWebhooks {
  close(): Promise<void>;
}

/**
 * One door for the deliveries of several desks. Which desk a delivery is for decides which secret proves
 * it; so a wrong route gets nobody in.
 *
 * @throws {ConfigurationError} for secrets of desks that the hub does not have.
 */
export function createGateway<Transaction>(
  {
    secrets,
    route = routeByPath(),
    complete,
    writeLog,
    ...options
  }: HubWebhookOptions<Transaction>,
  desks: Desks,
  handle: HandleEvent<Transaction>,
): Gateway {
  const served = Object.entries(secrets).map(([name, secret]): EngineDesk => {
    const adapter = desks.named(name);
    const completer = completerOf(adapter, complete, options.clock);
    return { name: nameOf(adapter), parser: adapter.webhooks, secret, complete: completer };
  });
  const { receive, ...engine } = createDeliveryEngine<Transaction>({
    ...options,
    isEcho: options.isEcho ?? writeLog?.isEcho,
    desks: served,
    run: handle,
  });
  const names = served.map(({ name }) => name);
  return {
    ...engine,
    async receive(delivery, takeOptions) {
      const { path = '/', headers } = delivery;
      const name = deskNamed(route({ path, headers }), names);
      return name === null ? notServed() : receive(name, delivery, takeOptions);
    },
  };
}

function completerOf(
  adapter: AnySupportAdapter,
  complete: HubWebhookOptions['complete'],
  clock: HubWebhookOptions['clock'],
): TicketCompleter | undefined {
  if (complete === undefined || complete === false) return undefined;
  const known = clock === undefined ? {} : { clock };
  return createTicketCompleter({ ...known, ...(complete === true ? {} : complete), adapter });
}

/** Nothing of the request is quoted: whoever sends it need not be a provider. */
const notServed = (): WebhookAnswer => ({
  status: 404,
  headers: {},
  body: null,
  result: 'refused',
  events: [],
  error: new ConfigurationError(
    'No desk of this hub takes deliveries here. A path ends in /<provider>/<account>, unless `route` ' +
      'says otherwise, and the desk needs its secret in `webhooks.secrets`.',
  ),
});
