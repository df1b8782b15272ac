import type { WebhookEndpoint } from '../types.ts';
import { askEndpoint } from './ask-endpoint.ts';
import { joinChunks } from './join-chunks.ts';

/** What the runtime offers beside the request, as Workers and Vercel do. */
export interface FetchContext {
  /** Keeps the runtime awake for work that goes on after the answer. */
  waitUntil?(work: Promise<unknown>): void;
}

/** Answers a request. Never rejects. */
export type FetchHandler = (request: Request, context?: FetchContext) => Promise<Response>;

/**
 * Makes a handler for everything that speaks `Request` and `Response`: Next.js route handlers, Hono,
 * Cloudflare Workers, Deno, Bun. Pass the request untouched: once something has read its body, there
 * is nothing left to prove.
 *
 * @example
 * export const POST = toFetchHandler(receiver); // Next.js
 * app.post('/webhooks', (c) => handler(c.req.raw)); // Hono
 * export default { fetch: (request, env, context) => handler(request, context) }; // Workers
 */
export function toFetchHandler(endpoint: WebhookEndpoint): FetchHandler {
  return async (request, context) => {
    const rawBody = await readBody(request, endpoint.maxBodyBytes);
    const { url, headers } = request;
    const answer = await askEndpoint(endpoint, { rawBody, headers, url }, takeOptions(context));
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

function takeOptions(context: FetchContext | undefined) {
  if (typeof context?.waitUntil !== 'function') return undefined;
  // Called on its own object: Workers refuse a loose function.
  return { waitUntil: (work: Promise<unknown>) => context.waitUntil?.(work) };
}

/** The bytes, no more than needed to see that there are too many; `null` when they are gone. */
async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  if (request.bodyUsed) return null;
  try {
    const announced = request.headers.get('content-length');
    const isSmall = announced !== null && Number(announced) <= maxBytes;
    if (isSmall || request.body === null) return new Uint8Array(await request.arrayBuffer());
    return await readSome(request.body.getReader(), maxBytes);
  } catch {
    // The sender went away in the middle, or something else reads along.
    return null;
  }
}

async function readSome(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= maxBytes; ) {
    const { done, value } = await reader.read();
    if (done) return joinChunks(chunks);
    chunks.push(value);
    length += value.length;
  }
  // Nobody waits for the rest to be thrown away.
  reader.cancel().catch(() => undefined);
  return joinChunks(chunks);
}
