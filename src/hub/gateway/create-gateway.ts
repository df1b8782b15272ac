import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError, WebhookFailedError } from '../../errors/classes.ts';
import type { SupportEvent } from '../../model/event.ts';
import { createTicketCompleter } from '../../webhooks/complete/create-ticket-completer.ts';
import { answerOf } from '../../webhooks/engine/answers.ts';
import { createDeliveryEngine, type EngineDesk } from '../../webhooks/engine/index.ts';
import { CAREFUL_TRAITS } from '../../webhooks/engine/settings.ts';
import type { SecretSource, TicketCompleter, WebhookContext } from '../../webhooks/types.ts';
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
 * @throws {ConfigurationError} for secrets of desks that the hub does not have, and for empty ones.
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
    requireSecret(name, secret);
    const completer = completerOf(adapter, complete, options.clock);
    return { name: nameOf(adapter), parser: adapter.webhooks, secret, complete: completer };
  });
  const names = served.map(({ name }) => name);
  requireDifferent(names);
  const { receive, ...engine } = createDeliveryEngine<Transaction>({
    ...options,
    isEcho: options.isEcho ?? writeLog?.isEcho,
    echoes: options.echoes ?? (writeLog === undefined ? 'tell' : 'ignore'),
    desks: served,
    run: handle,
  });
  return {
    ...engine,
    async receive(delivery, takeOptions) {
      const { path = '/', headers } = delivery;
      let name: string | null;
      try {
        name = deskNamed(route({ path, headers }), names);
      } catch {
        // What it threw may quote the request.
        return answerOf(CAREFUL_TRAITS, 'unavailable', { error: routeFailed() });
      }
      if (name === null) return answerOf(CAREFUL_TRAITS, 'refused', notServed());
      return receive(name, delivery, takeOptions);
    },
  };
}

/** @throws {ConfigurationError} for a secret that could prove nothing. */
function requireSecret(desk: string, secret: SecretSource): void {
  const given: readonly unknown[] = Array.isArray(secret) ? secret : [secret];
  const usable = given.every(
    (one) => typeof one === 'function' || (typeof one === 'string' && one),
  );
  if (given.length > 0 && usable) return;
  throw new ConfigurationError(
    `webhooks.secrets["${desk}"] is empty: without its secret no delivery of the desk can be proven.`,
  );
}

function requireDifferent(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new ConfigurationError(`webhooks.secrets names ${twice} twice.`);
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

const routeFailed = (): WebhookFailedError =>
  new WebhookFailedError(
    '`webhooks.route` failed: it must answer a name or null, for any request.',
  );

/** Nothing of the request is quoted: whoever sends it need not be a provider. */
const notServed = (): { readonly status: number; readonly error: ConfigurationError } => ({
  status: 404,
  error: new ConfigurationError(
    'No desk of this hub takes deliveries here. A path ends in /<provider>/<account>, unless `route` ' +
      'says otherwise, and the desk needs its secret in `webhooks.secrets`.',
  ),
});
