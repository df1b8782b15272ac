import { type ErrorCode, SupportError, type SupportErrorOptions } from './base.ts';

/** One thing that is wrong with a value: where, and in what way. Never quotes the value. */
export interface Issue {
  /** Dotted path, `''` for the whole. */
  readonly path: string;
  readonly message: string;
  /** The provider's own code for it. */
  readonly code?: string | undefined;
}

const describeIssues = (issues: readonly Issue[]): string =>
  issues
    .slice(0, 5)
    .map((issue) => (issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`))
    .join('; ') + (issues.length > 5 ? `; and ${issues.length - 5} more` : '');

/** An option, id or setting is wrong; nothing was sent. */
export class ConfigurationError extends SupportError {
  constructor(message: string, options: SupportErrorOptions = {}) {
    super(message, { code: 'configuration_invalid', ...options });
    this.name = 'ConfigurationError';
  }
}

/** The provider has no such operation, or this account's plan does not include it. */
export class UnsupportedError extends SupportError {
  /** What was asked for, for example `tickets.merge`. */
  readonly operation: string;

  constructor(message: string, options: SupportErrorOptions & { readonly operation: string }) {
    super(message, { code: 'unsupported_operation', ...options });
    this.name = 'UnsupportedError';
    this.operation = options.operation;
  }
}

/** No usable answer came: aborted, timed out, the network failed, or the outcome is unknown. */
export class RequestError extends SupportError {
  constructor(
    message: string,
    options: SupportErrorOptions & {
      readonly code: 'request_aborted' | 'request_timeout' | 'network_failed' | 'outcome_unknown';
    },
  ) {
    super(message, {
      retryable: options.code === 'request_timeout' || options.code === 'network_failed',
      ...options,
    });
    this.name = 'RequestError';
  }
}

/**
 * A write that takes several calls failed after the first of them: the record is there, and a part
 * of what was asked for is not. `cause` is the error of the call that failed.
 */
export class PartialWriteError extends SupportError {
  /** polydesk id of the record that is there. */
  readonly id: string;
  /** Fields of the draft that were not written, or of which it is not known. */
  readonly missing: readonly string[];

  constructor(
    message: string,
    options: SupportErrorOptions & { readonly id: string; readonly missing: readonly string[] },
  ) {
    super(message, { code: 'partially_written', ...options });
    this.name = 'PartialWriteError';
    this.id = options.id;
    this.missing = options.missing;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), id: this.id, missing: this.missing };
  }
}

/** What a refusal by the provider carries. */
export interface ProviderErrorOptions extends SupportErrorOptions {
  readonly status: number;
  readonly issues?: readonly Issue[];
  /** The provider's own error code. */
  readonly nativeCode?: string | undefined;
}

/** The provider answered, and said no. */
export class ProviderError extends SupportError {
  /** HTTP status. */
  readonly status: number;
  readonly issues: readonly Issue[];
  readonly nativeCode: string | null;

  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { code: 'provider_rejected', ...options });
    this.name = 'ProviderError';
    this.status = options.status;
    this.issues = options.issues ?? [];
    this.nativeCode = options.nativeCode ?? null;
  }

  override toJSON(): Record<string, unknown> {
    return {
      ...super.toJSON(),
      status: this.status,
      issues: this.issues,
      nativeCode: this.nativeCode,
    };
  }
}

/** The credentials are missing, wrong, expired or revoked. */
export class AuthenticationError extends ProviderError {
  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { code: 'authentication_failed', ...options });
    this.name = 'AuthenticationError';
  }
}

/** The credentials are good, but may not do this. */
export class PermissionError extends ProviderError {
  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { code: 'permission_denied', ...options });
    this.name = 'PermissionError';
  }
}

/** There is no such record (any more), or no such account. */
export class NotFoundError extends ProviderError {
  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { code: 'not_found', ...options });
    this.name = 'NotFoundError';
  }
}

/** The record is in another state than the call supposes. `stale_write`: read it again first. */
export class ConflictError extends ProviderError {
  /** The provider's id of the record that stands in the way, when the provider names it. */
  readonly existingId: string | null;

  constructor(
    message: string,
    options: ProviderErrorOptions & { readonly existingId?: string | null },
  ) {
    super(message, { code: 'conflict', ...options });
    this.name = 'ConflictError';
    this.existingId = options.existingId ?? null;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), existingId: this.existingId };
  }
}

/** The provider, or our own check before the call, refuses the values. */
export class ValidationError extends ProviderError {
  constructor(message: string, options: Partial<ProviderErrorOptions> = {}) {
    const issues = options.issues ?? [];
    super(issues.length === 0 ? message : `${message} ${describeIssues(issues)}`, {
      code: 'validation_failed',
      status: 0,
      ...options,
    });
    this.name = 'ValidationError';
  }
}

/** Too many calls. Wait `retryAfterMs`, then try again. */
export class RateLimitError extends ProviderError {
  /** Milliseconds until the provider wants to hear from us again; `null` when it does not say. */
  readonly retryAfterMs: number | null;

  constructor(
    message: string,
    options: ProviderErrorOptions & { readonly retryAfterMs: number | null },
  ) {
    super(message, { code: 'rate_limited', retryable: true, ...options });
    this.name = 'RateLimitError';
    this.retryAfterMs = options.retryAfterMs;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), retryAfterMs: this.retryAfterMs };
  }
}

/** The provider failed on its side. */
export class ServerError extends ProviderError {
  constructor(message: string, options: ProviderErrorOptions) {
    super(message, { code: 'server_error', retryable: true, ...options });
    this.name = 'ServerError';
  }
}

/** A payload is not what the provider documents: names the paths, never the values. */
export class WireFormatError extends SupportError {
  readonly issues: readonly Issue[];

  constructor(
    message: string,
    options: SupportErrorOptions & { readonly issues: readonly Issue[] },
  ) {
    super(`${message} ${describeIssues(options.issues)}`.trim(), {
      code: 'wire_format',
      ...options,
    });
    this.name = 'WireFormatError';
    this.issues = options.issues;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), issues: this.issues };
  }
}

/** Why a webhook delivery is not believed. */
export const WEBHOOK_REJECTIONS = [
  'missing_header',
  'malformed_header',
  'signature_mismatch',
  'timestamp_expired',
  'timestamp_in_future',
  'body_already_parsed',
  'body_too_large',
  'secret_missing',
  'test_secret',
  'account_mismatch',
] as const;
/** One of them. */
export type WebhookRejection = (typeof WEBHOOK_REJECTIONS)[number];

/** A webhook delivery could not be proven to come from the provider. */
export class WebhookVerificationError extends SupportError {
  readonly reason: WebhookRejection;

  constructor(
    message: string,
    options: SupportErrorOptions & { readonly reason: WebhookRejection },
  ) {
    super(message, { code: 'webhook_unverified', ...options });
    this.name = 'WebhookVerificationError';
    this.reason = options.reason;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), reason: this.reason };
  }
}

/**
 * A delivery that may well be genuine could not be taken in or handled: the store or the source of
 * the secret failed, or handlers did. The provider is asked to deliver again.
 */
export class WebhookFailedError extends SupportError {
  constructor(message: string, options: SupportErrorOptions = {}) {
    super(message, { code: 'webhook_failed', retryable: true, ...options });
    this.name = 'WebhookFailedError';
  }
}

/** A migration step failed in a way that is not one provider call. */
export class MigrationError extends SupportError {
  /** True when a check forbade the step, before anything was written. */
  readonly refused: boolean;

  constructor(message: string, options: SupportErrorOptions & { readonly refused?: boolean } = {}) {
    super(message, { code: 'migration_failed', ...options });
    this.name = 'MigrationError';
    this.refused = options.refused ?? false;
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), refused: this.refused };
  }
}

/** Narrow the code of any error without importing every class. */
export function hasCode(error: unknown, code: ErrorCode): error is SupportError {
  return SupportError.isInstance(error) && error.code === code;
}
