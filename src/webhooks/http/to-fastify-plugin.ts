import type { WebhookEndpoint } from '../types.ts';
import { answerRequest, limitsOf, type WebhookHandlerOptions } from './answer-request.ts';
import { type BodyPlaces, findBody } from './node-request.ts';
import { discardRest, type NodeStream } from './read-stream.ts';

/** The part of a Fastify request that is used. */
export interface FastifyRequestLike extends BodyPlaces {
  readonly method: string;
  readonly url: string;
  readonly raw: NodeStream;
}

/** The part of a Fastify reply that is used. */
export interface FastifyReplyLike {
  code(status: number): FastifyReplyLike;
  headers(values: Record<string, string>): FastifyReplyLike;
  send(body?: string): FastifyReplyLike;
}

/** Answers deliveries in a Fastify route. Never rejects. */
export type FastifyHandler = (
  request: FastifyRequestLike,
  reply: FastifyReplyLike,
) => Promise<FastifyReplyLike>;

/** The part of a Fastify instance that is used. */
export interface FastifyInstanceLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    contentType: string,
    parser: (
      request: unknown,
      payload: NodeStream,
      done: (error: Error | null, body?: unknown) => void,
    ) => void,
  ): unknown;
  route(options: {
    readonly method: string[];
    readonly url: string;
    readonly handler: FastifyHandler;
  }): unknown;
}

/** Registers the route of an endpoint in Fastify. */
export type FastifyPlugin = (instance: FastifyInstanceLike) => Promise<void>;

const FIX =
  'Fastify: register toFastifyPlugin(endpoint, { path }) instead of the handler, or keep the bytes of ' +
  'this route: addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) ' +
  '=> done(null, body)).';

const isStream = (body: unknown): body is NodeStream =>
  typeof body === 'object' && body !== null && 'readableDidRead' in body && 'resume' in body;

/**
 * Receives webhooks in a Fastify route of your own, whose content type parser leaves the bytes (or the
 * stream) as they are. `toFastifyPlugin` brings both.
 *
 * @example
 * app.removeAllContentTypeParsers();
 * app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => done(null, body));
 * app.post('/webhooks/zendesk', toFastifyHandler(receiver));
 * // A genuine delivery is answered 200, a forged one 401.
 */
export function toFastifyHandler(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions = {},
): FastifyHandler {
  const limits = limitsOf(endpoint, options);
  const { onError } = options;
  return async (request, reply) => {
    const { method, url, headers, body, raw } = request;
    const stream = isStream(body) ? body : raw;
    const readBody = () => findBody(request, stream, { limits, fix: FIX });
    const answer = await answerRequest(endpoint, { method, url, headers, readBody }, { onError });
    discardRest(raw);
    return reply
      .code(answer.status)
      .headers({ ...answer.headers })
      .send(answer.body ?? undefined);
  };
}

/**
 * A Fastify plugin with the route of an endpoint. It has a context of its own: the application's
 * parsers stay as they are, and do not touch deliveries.
 *
 * @param options.path below the prefix that the plugin is registered with.
 * @example
 * await app.register(toFastifyPlugin(receiver, { path: '/webhooks/zendesk' }));
 * // A genuine delivery is answered 200, a forged one 401.
 */
export function toFastifyPlugin(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions & { readonly path: string },
): FastifyPlugin {
  const handler = toFastifyHandler(endpoint, options);
  return async (instance) => {
    instance.removeAllContentTypeParsers();
    // The stream itself: the handler reads it under its own limits.
    instance.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    instance.route({ method: ['POST', 'PUT', 'PATCH'], url: options.path, handler });
  };
}
