import type { SupportError } from '../errors/base.ts';
import { hasCode, RateLimitError, ServerError } from '../errors/classes.ts';

/** How one attempt failed. */
export interface Failure {
  readonly error: SupportError;
  /** The provider, or the network before a byte was sent, proves that nothing was done. */
  readonly nothingDone: boolean;
  /** The same call may well succeed later. */
  readonly transient: boolean;
  /** What the provider asks for; null when it does not say. */
  readonly waitMs: number | null;
  /** The provider asks for patience: waiting it out does not use up a retry. */
  readonly rateLimited: boolean;
}

/** What a call has already gone through. */
export interface RetryProgress {
  readonly retries: number;
  readonly rateLimits: number;
  readonly waitedMs: number;
}

/** Bounds of retrying. */
export interface RetryPolicy {
  readonly maxRetries: number;
  readonly maxWaitMs: number;
  /** Repeating the call does no harm, whatever became of the first attempt. */
  readonly repeatable: boolean;
}

export type RetryDecision =
  | { readonly retry: false }
  | { readonly retry: true; readonly delayMs: number; readonly consumes: boolean };

const STOP: RetryDecision = Object.freeze({ retry: false });
const BASE_DELAY_MS = 500;
const LONGEST_DELAY_MS = 20_000;
/** How many 429 answers one call waits out. */
const MOST_RATE_LIMITS = 10;
const DEFAULT_RATE_LIMIT_WAIT_MS = 60_000;
const REPEATABLE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Whether a call may be repeated without knowing what became of the first attempt. */
export function isRepeatable(request: {
  readonly method: string;
  readonly idempotent?: boolean | undefined;
  readonly dedupeKey?: string | undefined;
}): boolean {
  if (request.dedupeKey !== undefined) return true;
  return request.idempotent ?? REPEATABLE_METHODS.has(request.method);
}

/**
 * Exponential back-off with full jitter: anything from nothing to the whole step, so that many
 * clients do not come back together.
 *
 * @example backoffMs(2, 0.5) //=> 1000
 */
export function backoffMs(retries: number, random: number): number {
  return Math.round(random * Math.min(LONGEST_DELAY_MS, BASE_DELAY_MS * 2 ** retries));
}

/** Whether to repeat, and when. Pure. */
export function decideRetry(
  failure: Failure,
  progress: RetryProgress,
  policy: RetryPolicy,
  random: number,
): RetryDecision {
  if (!failure.transient || policy.maxRetries === 0) return STOP;
  if (!policy.repeatable && !failure.nothingDone) return STOP;
  const spent = failure.rateLimited
    ? progress.rateLimits >= MOST_RATE_LIMITS
    : progress.retries >= policy.maxRetries;
  if (spent) return STOP;
  const step = backoffMs(failure.rateLimited ? progress.rateLimits : progress.retries, random);
  // A Retry-After of nothing must not become a tight loop.
  const delayMs = failure.waitMs === null ? step : failure.waitMs < 1 ? step : failure.waitMs;
  if (progress.waitedMs + delayMs > policy.maxWaitMs) return STOP;
  return { retry: true, delayMs, consumes: !failure.rateLimited };
}

/** Reads a refusal of the provider as a failure. */
export function refusalFailure(
  refusal: { readonly status: number; readonly error: SupportError },
  waits: { readonly retryAfterMs: number | null; readonly resetMs: number | null },
  repeatable: boolean,
): Failure {
  const { status, error } = refusal;
  const rateLimited = status === 429 || error instanceof RateLimitError;
  const transient =
    TRANSIENT_STATUSES.has(status) ||
    rateLimited ||
    (hasCode(error, 'conflict') && error.retryable);
  return {
    error: repeatable ? error : honest(error),
    nothingDone: rateLimited,
    transient,
    rateLimited,
    waitMs: rateLimited
      ? (waits.retryAfterMs ?? waits.resetMs ?? DEFAULT_RATE_LIMIT_WAIT_MS)
      : waits.retryAfterMs,
  };
}

/** A server error on a call that must not be repeated blindly is not retryable. */
function honest(error: SupportError): SupportError {
  if (!(error instanceof ServerError) || !error.retryable) return error;
  return new ServerError(error.message, {
    status: error.status,
    issues: error.issues,
    nativeCode: error.nativeCode ?? undefined,
    provider: error.provider ?? undefined,
    requestId: error.requestId ?? undefined,
    cause: error.cause,
    retryable: false,
  });
}
