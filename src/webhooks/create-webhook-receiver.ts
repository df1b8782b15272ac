import { ConfigurationError } from '../errors/classes.ts';
import { createDeliveryEngine } from './engine/index.ts';
import { createHandlers } from './handlers.ts';
import type { WebhookContext, WebhookReceiver, WebhookReceiverOptions } from './types.ts';

/**
 * Receives the deliveries of one desk: proven, each event once, one at a time per record, tried again
 * when handlers fail, and answered as the provider expects it. What exactly is promised, and with which
 * store: docs/webhooks.md.
 *
 * @throws {ConfigurationError} for options that make no sense.
 * @example
 * const receiver = createWebhookReceiver({ parser: zendesk.webhooks, secret });
 * receiver.on('ticket.created', async (event) => console.log(event.ticket.id));
 * export const POST = toFetchHandler(receiver);
 * // A genuine delivery is answered 200, and 'zendesk:acme:5158' is printed.
 */
export function createWebhookReceiver<Transaction = undefined>(
  options: WebhookReceiverOptions<Transaction>,
): WebhookReceiver<Transaction> {
  const { parser, secret, ...deliveryOptions } = options;
  const desk = options.desk ?? parser.traits?.desk;
  if (desk === undefined || !/^[^:]+:.+$/.test(desk)) {
    throw new ConfigurationError(
      'createWebhookReceiver needs `desk`, such as "zendesk:acme": this parser does not tell.',
    );
  }
  const handlers = createHandlers<WebhookContext<Transaction>>();
  const { receive, ...engine } = createDeliveryEngine({
    ...deliveryOptions,
    desks: [{ name: desk, parser, secret, complete: options.complete }],
    run: handlers.run,
  });
  return {
    ...engine,
    desk,
    on: handlers.on,
    observe: handlers.observe,
    receive: (delivery, takeOptions) => receive(desk, delivery, takeOptions),
  };
}
