import type { WebhookEndpoint } from '../types.ts';
import {
  answerRequest,
  type HttpAnswer,
  limitsOf,
  type WebhookHandlerOptions,
} from './answer-request.ts';
import { type BodyPlaces, findBody } from './node-request.ts';
import { discardRest, type NodeStream } from './read-stream.ts';

/** The part of `IncomingMessage` that is used, and what frameworks add to it. */
export interface NodeRequestLike extends NodeStream, BodyPlaces {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** The URL before a router cut its own part off. */
  readonly originalUrl?: string | undefined;
}

/** The part of `ServerResponse` that is used. */
export interface NodeResponseLike {
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  writeHead(status: number, headers: Readonly<Record<string, string>>): unknown;
  end(body?: string): unknown;
}

/** Answers deliveries in `node:http`. Never rejects. */
export type NodeHandler = (request: NodeRequestLike, response: NodeResponseLike) => Promise<void>;

const FIX =
  'Next.js pages/api: export const config = { api: { bodyParser: false } }. Elsewhere: call this ' +
  'handler before any body parser, or keep the bytes in request.rawBody.';

/**
 * Receives webhooks with `node:http`, and whatever hands out its requests and responses: a plain
 * server, Next.js `pages/api`, Vercel and Google Cloud functions.
 *
 * @example
 * const handle = toNodeHandler(receiver);
 * createServer((request, response) => void handle(request, response)).listen(3000);
 * // A genuine delivery is answered 200, a forged one 401.
 */
export function toNodeHandler(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions = {},
): NodeHandler {
  return nodeHandler(endpoint, options, FIX);
}

/** A handler of Node's requests with the way out of its framework. */
export function nodeHandler(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions,
  fix: string,
): NodeHandler {
  const limits = limitsOf(endpoint, options);
  const { onError } = options;
  return async (request, response) => {
    const answer = await answerRequest(
      endpoint,
      {
        method: request.method ?? 'POST',
        url: request.originalUrl ?? request.url ?? '/',
        headers: request.headers,
        readBody: () => findBody(request, request, { limits, fix }),
      },
      { onError },
    );
    discardRest(request);
    send(response, answer);
  };
}

function send(response: NodeResponseLike, { status, headers, body }: HttpAnswer): void {
  // Somebody else answered, or nobody listens any more.
  if (response.headersSent || response.destroyed) return;
  const length = body === null ? 0 : new TextEncoder().encode(body).length;
  response.writeHead(status, { ...headers, 'content-length': String(length) });
  response.end(body ?? undefined);
}
