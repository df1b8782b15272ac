import type { HeadersLike } from '../../adapter/contract.ts';
import type { SupportError } from '../../errors/base.ts';
import { ConfigurationError } from '../../errors/classes.ts';
import { headerOf } from '../request.ts';
import type { TakeOptions, WebhookAnswer, WebhookEndpoint } from '../types.ts';
import { encodedBody } from './body-faults.ts';

/** How a framework handler reads, and whom it tells. */
export interface WebhookHandlerOptions {
  /** How long a sender may take over the body, in milliseconds. @default 10000 */
  readonly bodyTimeoutMs?: number;
  /** Hears of an endpoint that rejected, which is a bug: the sender gets 500 and no detail. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** How much of a body is read, and for how long. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

// setTimeout fires at once for longer delays.
const LONGEST_TIMER_MS = 2_147_483_647;

/** @throws {ConfigurationError} for a time that makes no sense. */
export function limitsOf(
  { maxBodyBytes }: WebhookEndpoint,
  { bodyTimeoutMs = 10_000 }: WebhookHandlerOptions,
): BodyLimits {
  if (!(bodyTimeoutMs >= 1)) {
    throw new ConfigurationError('bodyTimeoutMs must be a number of 1 or more.');
  }
  return { maxBytes: maxBodyBytes, timeoutMs: Math.min(bodyTimeoutMs, LONGEST_TIMER_MS) };
}

/** The body, or why there is none. */
export type BodyReading = string | Uint8Array | SupportError;

/** A request, however its framework spells it. */
export interface ArrivedRequest {
  readonly method: string;
  /** Absolute, or from the path on. */
  readonly url: string;
  readonly headers: HeadersLike;
  /** Never rejects. */
  readonly readBody: () => BodyReading | Promise<BodyReading>;
}

/** What goes back over the wire. */
export type HttpAnswer = Pick<WebhookAnswer, 'status' | 'headers' | 'body'>;

const bare = (status: number, headers: Readonly<Record<string, string>> = {}): HttpAnswer =>
  Object.freeze({ status, headers: Object.freeze(headers), body: null });

const PRESENT = /* @__PURE__ */ bare(200);
const NO_DELIVERY = /* @__PURE__ */ bare(405, { allow: 'POST' });
const FAILED = /* @__PURE__ */ bare(500);

/** Answers a request through an endpoint. Never rejects. */
export async function answerRequest(
  endpoint: WebhookEndpoint,
  request: ArrivedRequest,
  { onError, take }: Pick<WebhookHandlerOptions, 'onError'> & { readonly take?: TakeOptions },
): Promise<HttpAnswer> {
  const { method, url, headers } = request;
  // Asked by monitors and people who want to know whether something is here; neither has a body.
  if (method === 'HEAD') return PRESENT;
  if (method === 'GET') return NO_DELIVERY;
  try {
    const isEncoded = (headerOf(headers, 'content-encoding') ?? 'identity') !== 'identity';
    const body = isEncoded ? encodedBody() : await request.readBody();
    // An error in the body's place: `rawBodyOf` throws it, so that it is reported like any other.
    const rawBody = body as string | Uint8Array;
    const answer = await endpoint.receive({ rawBody, headers, path: pathOf(url) }, take);
    return isEncoded && answer.result === 'refused' ? { ...answer, status: 415 } : answer;
  } catch (error) {
    tell(onError, error);
    return FAILED;
  }
}

function tell(onError: WebhookHandlerOptions['onError'], error: unknown): void {
  try {
    onError?.(error);
  } catch {
    // Whoever listens cannot break what is listened to.
  }
}

/** Cheaper than `new URL`, and also for URLs that start with their path. */
function pathOf(url: string): string {
  const start = url.startsWith('/') ? 0 : url.indexOf('/', url.indexOf('//') + 2);
  if (start < 0) return '/';
  const end = url.search(/[?#]/);
  return end < 0 ? url.slice(start) : url.slice(start, end);
}
