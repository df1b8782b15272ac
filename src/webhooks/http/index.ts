export type { WebhookHandlerOptions } from './answer-request.ts';
export type { NodeStream } from './read-stream.ts';
export { toExpressHandler } from './to-express-handler.ts';
export {
  type FastifyHandler,
  type FastifyInstanceLike,
  type FastifyPlugin,
  type FastifyReplyLike,
  type FastifyRequestLike,
  toFastifyHandler,
  toFastifyPlugin,
} from './to-fastify-plugin.ts';
export { type FetchHandler, toFetchHandler } from './to-fetch-handler.ts';
export {
  type NodeHandler,
  type NodeRequestLike,
  type NodeResponseLike,
  toNodeHandler,
} from './to-node-handler.ts';
