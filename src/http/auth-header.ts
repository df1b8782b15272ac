import { SupportError } from '../errors/base.ts';
import { AuthenticationError } from '../errors/classes.ts';
import { untilAborted } from './deadline.ts';
import { checkHeaders } from './headers.ts';
import type { HttpOptions, TokenProvider } from './http-options.ts';
import { abortedError } from './limiter.ts';
import { scrubCause } from './redact.ts';

/** The `Authorization` header of one transport: checked, abortable, with typed errors. */
export interface AuthHeader {
  value(signal: AbortSignal | undefined): string | Promise<string>;
  /** True when another value is there after the provider refused `rejected`. */
  renew(rejected: string, signal: AbortSignal | undefined): Promise<boolean>;
}

/** Wraps the caller's way of authorizing, so that its failures are ours and hold no secrets. */
export function createAuthHeader(options: Pick<HttpOptions, 'auth' | 'provider'>): AuthHeader {
  const { auth, provider } = options;
  const tokens: TokenProvider = typeof auth === 'function' ? { authorization: () => auth() } : auth;
  let checked: string | null = null;

  function check(value: string): string {
    if (value !== checked) {
      checkHeaders({ authorization: value });
      checked = value;
    }
    return value;
  }

  function wrap(error: unknown): never {
    if (SupportError.isInstance(error)) throw error;
    throw new AuthenticationError('The credentials could not be obtained; nothing was sent.', {
      provider,
      status: 401,
      cause: scrubCause(error),
    });
  }

  const guard = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
    untilAborted(work, signal, () => abortedError(provider)).catch(wrap);

  return {
    value(signal) {
      try {
        const value = tokens.authorization({ signal });
        return typeof value === 'string' ? check(value) : guard(value, signal).then(check);
      } catch (error) {
        return wrap(error);
      }
    },
    async renew(rejected, signal) {
      if (tokens.renew === undefined) return false;
      return guard(tokens.renew(rejected, { signal }), signal);
    },
  };
}
