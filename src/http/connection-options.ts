import { ConfigurationError } from '../errors/classes.ts';
import { type Clock, systemClock } from './clock.ts';
import type { HttpOptions, TokenProvider } from './http-options.ts';
import { bearerAuth } from './static-auth.ts';

/** How an adapter reaches its provider; every adapter's options begin with these. */
export interface ConnectionOptions {
  /** Where the account is, when it is not at its usual address: a sandbox, a proxy. */
  readonly baseUrl?: string;
  /** Network access; the platform's own when left out. */
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one attempt. @default 30_000 */
  readonly timeoutMs?: number;
  /** How often a safe call is repeated. @default 3 */
  readonly maxRetries?: number;
  /** Calls at the same time. @default 10 */
  readonly concurrency?: number;
  readonly userAgent?: string;
  /** A tracer of `@opentelemetry/api`, for one span per call. */
  readonly tracer?: HttpOptions['tracer'];
  /** Time and sleep, for tests. */
  readonly clock?: HttpOptions['clock'];
  /** Numbers from 0 to 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** The part of an adapter's options that its transport takes. */
export function connectionOf(
  options: ConnectionOptions,
): Omit<HttpOptions, 'provider' | 'baseUrl' | 'auth' | 'onRefusal'> & { readonly clock: Clock } {
  return {
    fetch: options.fetch,
    timeoutMs: options.timeoutMs,
    maxRetries: options.maxRetries,
    concurrency: options.concurrency,
    userAgent: options.userAgent,
    tracer: options.tracer,
    clock: options.clock ?? systemClock,
    random: options.random,
  };
}

// One host label: anything else in it would send credentials to another host.
const HOST_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

// A host with or without its scheme and closing slashes, and nothing else that a URL can hold.
const ADDRESS = /^(?:https:\/\/)?([^/:@?#]+)\/*$/i;

/**
 * An account's sub-domain in lower case. Half of all set-up errors are the whole host where its first part
 * belongs, or a slash too many: both are understood. Other hosts are refused.
 *
 * @throws {ConfigurationError} when it is not one host label, alone or before `domain`.
 */
export function readSubdomain(subdomain: unknown, domain: string): string {
  const given = typeof subdomain === 'string' ? subdomain.trim().toLowerCase() : '';
  const host = ADDRESS.exec(given)?.[1] ?? '';
  const name = host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : given;
  if (HOST_LABEL.test(name)) return name;
  throw new ConfigurationError(
    `subdomain must be the first part of the account’s address: "acme" for acme.${domain}.`,
  );
}

/**
 * The origin that calls go to.
 *
 * @throws {ConfigurationError} when `baseUrl` is given and is not an absolute URL.
 */
export function readOrigin(baseUrl: string | undefined, usual: string): string {
  if (baseUrl === undefined) return usual;
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  // `localhost:8080` is a URL too, with the scheme "localhost" and no origin.
  if (url?.protocol === 'https:' || url?.protocol === 'http:') return url.origin;
  throw new ConfigurationError('baseUrl must be an absolute URL that begins with https://.');
}

/**
 * Whether a value can be a secret: a line break from a secrets file would end up in a header, and
 * the refusal would quote it.
 */
export const isSecret = (value: unknown): value is string =>
  typeof value === 'string' && /^\S+$/.test(value);

/** How to log in with a token: one that lasts, or ones that are renewed. */
export type TokenCredentials =
  | { readonly accessToken: string }
  | { readonly tokens: TokenProvider };

/** The authorization by a token; `null` when the credentials hold none that can be sent. */
export function tokenAuthOf(credentials: unknown): HttpOptions['auth'] | null {
  if (typeof credentials !== 'object' || credentials === null) return null;
  if ('tokens' in credentials && isProvider(credentials.tokens)) return credentials.tokens;
  if ('accessToken' in credentials && isSecret(credentials.accessToken)) {
    return bearerAuth(credentials.accessToken);
  }
  return null;
}

const isProvider = (tokens: unknown): tokens is TokenProvider =>
  typeof tokens === 'object' &&
  tokens !== null &&
  'authorization' in tokens &&
  typeof tokens.authorization === 'function';
