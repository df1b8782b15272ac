import { ConfigurationError } from '../errors/classes.ts';
import { systemClock } from './clock.ts';
import { checkHeaders } from './headers.ts';
import type { HttpOptions } from './http-options.ts';

/** What holds where the caller says nothing. */
export const DEFAULTS = Object.freeze({
  timeoutMs: 30_000,
  maxRetries: 3,
  maxRetryWaitMs: 120_000,
  maxBulkRetryWaitMs: 900_000,
  concurrency: 10,
  userAgent: 'polydesk',
  dedupeHeader: 'Idempotency-Key',
});
/** Options with every default filled in. */
export type Settings = ReturnType<typeof settleOptions>;

/**
 * Fills in the defaults.
 * @throws {ConfigurationError} for numbers and headers that cannot be
 */
export function settleOptions(options: HttpOptions) {
  const dedupeHeader =
    options.dedupeHeader === undefined ? DEFAULTS.dedupeHeader : options.dedupeHeader;
  const maxRetryWaitMs = options.maxRetryWaitMs ?? DEFAULTS.maxRetryWaitMs;
  const settings = {
    ...options,
    timeoutMs: options.timeoutMs ?? DEFAULTS.timeoutMs,
    maxRetries: options.maxRetries ?? DEFAULTS.maxRetries,
    concurrency: options.concurrency ?? DEFAULTS.concurrency,
    maxRetryWaitMs,
    maxBulkRetryWaitMs: Math.max(
      maxRetryWaitMs,
      options.maxBulkRetryWaitMs ?? DEFAULTS.maxBulkRetryWaitMs,
    ),
    dedupeHeader,
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    baseHeaders: {
      accept: 'application/json',
      'user-agent': options.userAgent ?? DEFAULTS.userAgent,
      ...lowerCase(options.headers ?? {}),
    },
  };
  checkNumbers(settings);
  checkHeaders(settings.baseHeaders);
  return settings;
}

/** Header names in lower case, so that one cannot be there twice. */
export function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function checkNumbers(settings: {
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly concurrency: number;
  readonly maxRetryWaitMs: number;
}): void {
  for (const name of ['timeoutMs', 'concurrency'] as const) {
    if (!(settings[name] >= 1)) throw new ConfigurationError(`${name} must be at least 1.`);
  }
  for (const name of ['maxRetries', 'maxRetryWaitMs'] as const) {
    if (!(settings[name] >= 0)) throw new ConfigurationError(`${name} must not be negative.`);
  }
}
