import { SupportError } from '../errors/base.ts';
import { AuthenticationError, ConfigurationError, RequestError } from '../errors/classes.ts';
import { type Clock, systemClock } from './clock.ts';
import { Interrupted, toAbortSignal, untilAborted, withDeadline } from './deadline.ts';
import type { TokenProvider } from './http-options.ts';
import { scrubCause } from './redact.ts';

/** A pair of tokens as it is stored: plain JSON. */
export interface TokenSet {
  readonly accessToken: string;
  /** Null for grants without one, such as `client_credentials`. */
  readonly refreshToken: string | null;
  /** Milliseconds since 1970 in UTC; null when the token does not expire. */
  readonly expiresAtMs: number | null;
}

/** Where tokens survive a restart. Processes of one installation share it. */
export interface TokenStore {
  load(): Promise<TokenSet | null>;
  /** Resolves when the pair is durable. */
  save(tokens: TokenSet): Promise<void>;
}

/** Settings of `createOAuthTokens`. */
export interface OAuthTokensOptions {
  /**
   * Exchanges a refresh token for a new pair at the provider. It must not send its call through a
   * transport that is authorized by these very tokens.
   */
  readonly refresh: (refreshToken: string | null, signal: AbortSignal) => Promise<TokenSet>;
  readonly store: TokenStore;
  readonly clock?: Clock;
  /** How long before its end a token is renewed. @default 60_000 */
  readonly skewMs?: number;
  /** Milliseconds for one refresh. @default 30_000 */
  readonly timeoutMs?: number;
}

interface Held {
  readonly tokens: TokenSet;
  /** False while the store has not taken the pair. */
  readonly saved: boolean;
  readonly obtainedAtMs: number;
}

// A token that is refused this soon after it was issued is not refused for its age.
const JUST_ISSUED_MS = 10_000;
// Another process may have used the refresh token first and be about to save its pair.
const RELOAD_DELAYS_MS: readonly number[] = Object.freeze([0, 100, 400, 1_500]);

const headerOf = (tokens: TokenSet): string => `Bearer ${tokens.accessToken}`;

function renewalFailed(error: unknown): SupportError {
  if (SupportError.isInstance(error)) return error;
  if (error instanceof Interrupted) {
    return new RequestError('The access token was not renewed in time.', {
      code: 'request_timeout',
    });
  }
  return new AuthenticationError(
    'The access token could not be renewed. If this lasts, let the user authorize again.',
    { status: 401, cause: scrubCause(error) },
  );
}

/**
 * OAuth tokens that renew themselves. One refresh runs at a time, whoever asks; a new pair is
 * stored before any call uses it, since the provider has already made the old one worthless.
 *
 * @example
 * const tokens = createOAuthTokens({ store, refresh: (refreshToken) => askProvider(refreshToken) });
 * createHttp({ …, auth: tokens });
 * @throws {ConfigurationError} from calls, when the store is empty or does not take the new pair
 */
export function createOAuthTokens(options: OAuthTokensOptions): Required<TokenProvider> {
  const { store, clock = systemClock, skewMs = 60_000, timeoutMs = 30_000 } = options;
  let held: Held | null = null;
  let running: Promise<TokenSet> | null = null;

  const isFresh = (tokens: TokenSet): boolean =>
    tokens.expiresAtMs === null || tokens.expiresAtMs - skewMs > clock.now();

  const hold = (tokens: TokenSet, saved: boolean, obtainedAtMs: number): Held => {
    held = { tokens, saved, obtainedAtMs };
    return held;
  };

  async function persist(tokens: TokenSet): Promise<TokenSet> {
    try {
      await store.save(tokens);
    } catch (error) {
      throw new ConfigurationError(
        'The token store did not take the renewed tokens. They are kept in this process and saved with the next call; without that the account must be authorized again after a restart.',
        { cause: scrubCause(error), retryable: true },
      );
    }
    hold(tokens, true, held?.obtainedAtMs ?? clock.now());
    return tokens;
  }

  async function load(): Promise<TokenSet> {
    const stored = await store.load();
    if (stored === null) {
      throw new ConfigurationError('The token store is empty: authorize the account first.');
    }
    return hold(stored, true, Number.NEGATIVE_INFINITY).tokens;
  }

  /** A pair that another process has stored since. */
  async function adopt(stale: TokenSet): Promise<TokenSet | null> {
    for (const delayMs of RELOAD_DELAYS_MS) {
      if (delayMs > 0) await clock.sleep(delayMs);
      const stored = await store.load();
      if (stored !== null && stored.accessToken !== stale.accessToken) {
        return hold(stored, true, clock.now()).tokens;
      }
    }
    return null;
  }

  async function rotate(stale: TokenSet): Promise<TokenSet> {
    const stored = await store.load();
    if (stored !== null && stored.accessToken !== stale.accessToken && isFresh(stored)) {
      return hold(stored, true, clock.now()).tokens;
    }
    const current = stored ?? stale;
    let next: TokenSet;
    try {
      next = await withDeadline(
        (signal) => options.refresh(current.refreshToken, toAbortSignal(signal)),
        {
          timeoutMs,
          signal: undefined,
        },
      );
    } catch (error) {
      // A lost answer may have rotated the pair, a refusal may mean that somebody else did.
      const adopted = await adopt(current);
      if (adopted !== null) return adopted;
      throw renewalFailed(error);
    }
    const pair = { ...next, refreshToken: next.refreshToken ?? current.refreshToken };
    hold(pair, false, clock.now());
    return persist(pair);
  }

  /** Brings a usable, stored pair; `rejected` is the header that the provider refused. */
  async function ensure(rejected: string | null): Promise<TokenSet> {
    const tokens = held?.tokens ?? (await load());
    if (held !== null && !held.saved) return persist(tokens);
    return isFresh(tokens) && headerOf(tokens) !== rejected ? tokens : rotate(tokens);
  }

  function single(rejected: string | null, signal: AbortSignal | undefined): Promise<TokenSet> {
    running ??= ensure(rejected).finally(() => {
      running = null;
    });
    // Whoever gives up leaves the refresh to the others.
    return untilAborted(
      running,
      signal,
      () => new RequestError('The call was aborted by its signal.', { code: 'request_aborted' }),
    );
  }

  return {
    authorization({ signal }) {
      if (held?.saved && isFresh(held.tokens) && running === null) return headerOf(held.tokens);
      return single(null, signal).then(headerOf);
    },
    async renew(rejected, { signal }) {
      const isCurrent = held !== null && headerOf(held.tokens) === rejected;
      const isNew = held !== null && clock.now() - held.obtainedAtMs < JUST_ISSUED_MS;
      if (isCurrent && isNew) return false;
      const tokens = await single(rejected, signal);
      if (headerOf(tokens) !== rejected) return true;
      // The answer came from a look at the store that had begun before the refusal.
      return headerOf(await single(rejected, signal)) !== rejected;
    },
  };
}
