import type { WebhookEndpoint } from '../types.ts';
import { askEndpoint } from './ask-endpoint.ts';

/** The part of Fastify's request that is read. */
export interface FastifyRequestLike {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** What `fastify-raw-body` and the like keep. */
  readonly rawBody?: unknown;
}

/** The part of Fastify's reply that is written. */
export interface FastifyReplyLike {
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(body?: unknown): unknown;
}

/** Answers a request. Never rejects. */
export type FastifyHandler = (
  request: FastifyRequestLike,
  reply: FastifyReplyLike,
) => Promise<FastifyReplyLike>;

/** The part of a Fastify instance that the plugin uses. */
export interface FastifyLike {
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    contentType: string,
    options: { readonly parseAs: 'buffer'; readonly bodyLimit: number },
    parser: (
      request: unknown,
      body: unknown,
      done: (error: Error | null, body?: unknown) => void,
    ) => void,
  ): unknown;
  post(
    path: string,
    options: { readonly bodyLimit: number },
    handler: (request: never, reply: never) => Promise<unknown>,
  ): unknown;
}

/** Where the plugin listens. */
export interface FastifyPluginOptions {
  /** Below the prefix that the plugin is registered with; a wildcard serves all desks of a hub. */
  readonly path: string;
}

/**
 * Makes a plugin for Fastify 4 and 5, with a route of its own that keeps the raw bytes. The rest of the
 * application goes on parsing JSON as before.
 *
 * @example
 * app.register(toFastifyPlugin(receiver, { path: '/webhooks/zendesk' }));
 */
export function toFastifyPlugin(
  endpoint: WebhookEndpoint,
  { path }: FastifyPluginOptions,
): (instance: FastifyLike) => Promise<void> {
  const bodyLimit = endpoint.maxBodyBytes;
  const handler = toFastifyHandler(endpoint);
  return async (instance) => {
    // In the plugin's own context; the parsers of the application stay.
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    instance.post(path, { bodyLimit }, handler);
  };
}

/**
 * Makes a handler for a route whose parser keeps the bytes, such as one made with
 * `addContentTypeParser('application/json', { parseAs: 'buffer' }, …)`. A body that was parsed is
 * refused, and the error says how to mend it.
 *
 * @example
 * app.post('/webhooks/zendesk', toFastifyHandler(receiver));
 */
export function toFastifyHandler(endpoint: WebhookEndpoint): FastifyHandler {
  return async (request, reply) => {
    const { headers, url } = request;
    const rawBody = request.rawBody ?? request.body;
    const answer = await askEndpoint(endpoint, { rawBody, headers, url });
    reply.code(answer.status);
    reply.headers({ ...answer.headers });
    reply.send(answer.body ?? '');
    return reply;
  };
}
