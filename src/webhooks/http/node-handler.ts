import type { WebhookEndpoint } from '../types.ts';
import { askEndpoint, type HttpAnswer, isPacked, TOO_SLOW } from './ask-endpoint.ts';
import type { NodeRequest, NodeResponse } from './node-types.ts';
import { readNodeBody } from './read-node-body.ts';

/** How requests are read. */
export interface NodeHandlerOptions {
  /** How long a body may take to arrive, in milliseconds. @default 10000 */
  readonly bodyTimeoutMs?: number;
}

/** Answers a request. Never rejects. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/**
 * Makes a handler for `node:http`, and for whatever hands Node's own request on, such as Next.js
 * `pages/api` with `bodyParser: false`.
 *
 * @example
 * createServer(toNodeHandler(receiver)).listen(8080);
 */
export function toNodeHandler(
  endpoint: WebhookEndpoint,
  options: NodeHandlerOptions = {},
): NodeHandler {
  const { bodyTimeoutMs = 10_000 } = options;
  return async (request, response) => {
    const answer = await answerTo(request, endpoint, bodyTimeoutMs);
    if (answer !== null) write(answer, response);
  };
}

/** `null` when nobody waits for an answer any more. */
async function answerTo(
  request: NodeRequest,
  endpoint: WebhookEndpoint,
  timeoutMs: number,
): Promise<HttpAnswer | null> {
  const { headers, originalUrl, url = '/' } = request;
  const ask = (rawBody: unknown): Promise<HttpAnswer> =>
    askEndpoint(endpoint, { rawBody, headers, url: originalUrl ?? url });
  if (isPacked(headers)) return ask(null);
  const kept = keptBody(request);
  if (kept !== null) return ask(kept);
  // Something has read the stream and left no bytes; what it left is diagnosed.
  if (request.readableDidRead || request.readableEnded) return ask(request.body ?? null);
  const body = await readNodeBody(request, { maxBytes: endpoint.maxBodyBytes, timeoutMs });
  if (body === 'gone') return null;
  if (body === 'late') return TOO_SLOW;
  const answer = await ask(body);
  // What is left of the body is not worth waiting for.
  if (body.length <= endpoint.maxBodyBytes) return answer;
  return { ...answer, headers: { ...answer.headers, connection: 'close' } };
}

const isRaw = (body: unknown): boolean => typeof body === 'string' || body instanceof Uint8Array;

/** The bytes that a raw parser, or the hook of another, kept. */
function keptBody({ rawBody, body }: NodeRequest): unknown {
  if (isRaw(rawBody)) return rawBody;
  return isRaw(body) ? body : null;
}

function write({ status, headers, body }: HttpAnswer, response: NodeResponse): void {
  if (response.headersSent || response.destroyed) return;
  Object.assign(response, { statusCode: status });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body ?? undefined);
}
