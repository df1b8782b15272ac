import type { WebhookEndpoint } from '../types.ts';
import { type NodeHandler, type NodeHandlerOptions, toNodeHandler } from './node-handler.ts';

/**
 * Makes a handler for Express 4 and 5. It reads the bytes itself where no parser ran before, takes those
 * of `express.raw({ type: '*\/*' })`, or those that the `verify` hook of `express.json` kept as
 * `request.rawBody`. A body that was parsed without them is refused, and the error says how to mend it.
 *
 * @example
 * app.post('/webhooks/zendesk', toExpressHandler(receiver)); // before app.use(express.json())
 */
export const toExpressHandler = (
  endpoint: WebhookEndpoint,
  options?: NodeHandlerOptions,
): NodeHandler => toNodeHandler(endpoint, options);
