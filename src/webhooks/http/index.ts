export { toExpressHandler } from './express-handler.ts';
export {
  type FastifyHandler,
  type FastifyLike,
  type FastifyPluginOptions,
  type FastifyReplyLike,
  type FastifyRequestLike,
  toFastifyHandler,
  toFastifyPlugin,
} from './fastify-plugin.ts';
export { type FetchContext, type FetchHandler, toFetchHandler } from './fetch-handler.ts';
export { type NodeHandler, type NodeHandlerOptions, toNodeHandler } from './node-handler.ts';
export type { NodeRequest, NodeResponse } from './node-types.ts';
