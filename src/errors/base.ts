/**
 * Every error code polydesk can throw. `docs/errors.md` has an anchor for each: what happened,
 * why, and what to do.
 */
export const ERROR_CODES = [
  'configuration_invalid',
  'id_mismatch',
  'unsupported_operation',
  'request_aborted',
  'request_timeout',
  'network_failed',
  'outcome_unknown',
  'partially_written',
  'provider_rejected',
  'authentication_failed',
  'permission_denied',
  'not_found',
  'conflict',
  'stale_write',
  'validation_failed',
  'mapping_failed',
  'rate_limited',
  'server_error',
  'wire_format',
  'job_failed',
  'webhook_unverified',
  'webhook_failed',
  'limit_exceeded',
  'migration_failed',
  'transition_refused',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const MARKER: unique symbol = Symbol.for('polydesk.error');

/** What every polydesk error can carry. */
export interface SupportErrorOptions {
  readonly code?: ErrorCode;
  readonly provider?: string | undefined;
  readonly retryable?: boolean;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/**
 * The one family of errors that polydesk throws. Messages and causes never hold secrets or
 * customers' text, so they are safe to log.
 *
 * @example
 * try { await desk.tickets.get('42') } catch (error) {
 *   if (SupportError.isInstance(error) && error.code === 'not_found') return null;
 *   throw error;
 * }
 */
export class SupportError extends Error {
  readonly code: ErrorCode;
  readonly provider: string | null;
  /** True when the same call may succeed later, and repeating it does no harm. */
  readonly retryable: boolean;
  /** The provider's id of the request, to quote to its support. */
  readonly requestId: string | null;

  constructor(message: string, options: SupportErrorOptions & { readonly code: ErrorCode }) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SupportError';
    this.code = options.code;
    this.provider = options.provider ?? null;
    this.retryable = options.retryable ?? false;
    this.requestId = options.requestId ?? null;
  }

  /** On the prototype, where it costs nothing per error and no listing shows it. */
  get [MARKER](): true {
    return true;
  }

  /** Where `docs/errors.md` explains this code. */
  get docs(): string {
    return `docs/errors.md#${this.code}`;
  }

  /**
   * True for any polydesk error, also across the ESM and CommonJS builds and across copies of the
   * package, where `instanceof` fails.
   */
  static isInstance(value: unknown): value is SupportError {
    return typeof value === 'object' && value !== null && MARKER in value;
  }

  toJSON(): Record<string, unknown> {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      provider: this.provider,
      retryable: this.retryable,
      requestId: this.requestId,
    };
  }
}
