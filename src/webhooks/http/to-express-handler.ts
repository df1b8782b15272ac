import type { WebhookEndpoint } from '../types.ts';
import type { WebhookHandlerOptions } from './answer-request.ts';
import { type NodeHandler, nodeHandler } from './to-node-handler.ts';

const FIX =
  'Express: put this route before app.use(express.json()), or keep the bytes there: ' +
  'express.json({ verify: (request, response, bytes) => { request.rawBody = bytes; } }).';

/**
 * Receives webhooks with Express 4 or 5. It reads the body itself, or takes what `express.raw()`,
 * `express.text()` or a `verify` hook that sets `request.rawBody` left.
 *
 * @example
 * app.post('/webhooks/zendesk', toExpressHandler(receiver));
 * app.use(express.json());
 * // A genuine delivery is answered 200. With the two lines the other way round, it is answered 503,
 * // and `onReport` hears `body_already_parsed`.
 */
export function toExpressHandler(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions = {},
): NodeHandler {
  return nodeHandler(endpoint, options, FIX);
}
