import type { SupportError } from './base.ts';
import {
  AuthenticationError,
  ConflictError,
  type Issue,
  NotFoundError,
  PermissionError,
  ProviderError,
  RateLimitError,
  ServerError,
  ValidationError,
} from './classes.ts';

/** A refusal, read from status, headers and body by an adapter's `errors` file. */
export interface ProviderRefusal {
  readonly provider: string;
  readonly status: number;
  /** What the provider says, scrubbed of customer text. */
  readonly message: string;
  readonly nativeCode?: string | undefined;
  readonly issues?: readonly Issue[];
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | null;
  /** Where the same status means different things, the adapter says which it is. */
  readonly kind?: 'stale_write' | 'transient_conflict' | 'job_limit' | undefined;
}

/**
 * The one table from HTTP status to error class, for every provider.
 *
 * @example errorFromStatus({ provider: 'zendesk', status: 404, message: 'Not found' }).code
 * //=> 'not_found'
 */
export function errorFromStatus(refusal: ProviderRefusal): SupportError {
  const { message, status, retryAfterMs = null, kind, ...rest } = refusal;
  const options = { status, ...rest };
  if (kind === 'stale_write')
    return new ConflictError(message, { ...options, code: 'stale_write' });
  if (kind === 'transient_conflict')
    return new ConflictError(message, { ...options, retryable: true });
  if (kind === 'job_limit' || status === 429)
    return new RateLimitError(message, { ...options, retryAfterMs });
  if (status === 401) return new AuthenticationError(message, options);
  if (status === 402 || status === 403) return new PermissionError(message, options);
  if (status === 404 || status === 410) return new NotFoundError(message, options);
  if (status === 409 || status === 412) return new ConflictError(message, options);
  if (status === 413) return new ProviderError(message, { ...options, code: 'limit_exceeded' });
  if (status === 400 || status === 406 || status === 415 || status === 422)
    return new ValidationError(message, options);
  // A 503 with Retry-After is a server that asks for patience, not a spent rate budget.
  if (status >= 500) return new ServerError(message, options);
  return new ProviderError(message, options);
}
