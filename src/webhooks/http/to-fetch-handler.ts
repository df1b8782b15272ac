import type { TakeOptions, WebhookEndpoint } from '../types.ts';
import { answerRequest, limitsOf, type WebhookHandlerOptions } from './answer-request.ts';
import { readRequest } from './read-request.ts';

/**
 * Answers deliveries where `Request` and `Response` are used. Never rejects. Of whatever the platform
 * hands over beside the request, `waitUntil` is used where there is one.
 */
export type FetchHandler = (
  request: Request,
  ...surroundings: readonly unknown[]
) => Promise<Response>;

/**
 * Receives webhooks in Next.js route handlers, Hono, Workers, Deno, Bun and everything else that turns
 * a `Request` into a `Response`.
 *
 * @example
 * export const POST = toFetchHandler(receiver); // Next.js
 * export default { fetch: toFetchHandler(receiver) }; // Deno, Bun; Workers: docs/webhook-frameworks.md
 * const handle = toFetchHandler(receiver);
 * app.post('/webhooks/zendesk', (c) => handle(c.req.raw, c)); // Hono
 * // A genuine delivery is answered 200, a forged one 401.
 */
export function toFetchHandler(
  endpoint: WebhookEndpoint,
  options: WebhookHandlerOptions = {},
): FetchHandler {
  const limits = limitsOf(endpoint, options);
  const { onError } = options;
  return async (request, ...surroundings) => {
    const { method, url, headers } = request;
    const readBody = () => readRequest(request, limits);
    const take = takeOptionsOf(surroundings);
    const answer = await answerRequest(
      endpoint,
      { method, url, headers, readBody },
      { onError, take },
    );
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  };
}

function takeOptionsOf(surroundings: readonly unknown[]): TakeOptions {
  for (const value of surroundings) {
    const context = wakefulOf(value);
    // Called on its object: Workers refuse it otherwise.
    if (context !== null) return { waitUntil: (work) => context.waitUntil(work) };
  }
  return {};
}

interface Wakeful {
  waitUntil(work: Promise<unknown>): void;
}

const isWakeful = (value: unknown): value is Wakeful =>
  typeof value === 'object' &&
  value !== null &&
  'waitUntil' in value &&
  typeof value.waitUntil === 'function';

/** The value itself, or what a Hono context says of its platform. */
function wakefulOf(value: unknown): Wakeful | null {
  if (isWakeful(value)) return value;
  if (typeof value !== 'object' || value === null || !('executionCtx' in value)) return null;
  try {
    return isWakeful(value.executionCtx) ? value.executionCtx : null;
  } catch {
    // Hono throws where the platform has none.
    return null;
  }
}
