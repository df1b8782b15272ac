import { parseWire } from '../../../src/adapter/wire.ts';
import * as z from '../../../src/adapter/wire-schema.ts';
import { AuthenticationError } from '../../../src/errors/classes.ts';
import { createHttp } from '../../../src/http/create-http.ts';
import type { HttpOptions, TokenProvider } from '../../../src/http/http-options.ts';
import { createOAuthTokens, type TokenSet, type TokenStore } from '../../../src/http/tokens.ts';
import { toSupportError } from '../errors.ts';
import { readOptions } from '../options.ts';
import { PROVIDER } from '../to-unified/common.ts';

/** Options of `createZendeskTokens`. */
export interface ZendeskTokensOptions {
  readonly subdomain: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the pair is kept. Zendesk kills the old pair as soon as it gives a new one. */
  readonly store: TokenStore;
  readonly baseUrl?: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: HttpOptions['clock'];
}

const tokenWire = z.looseObject({
  access_token: z.string(),
  refresh_token: z.nullish(z.string()),
  expires_in: z.nullish(z.number()),
});

/**
 * OAuth tokens that renew themselves: one refresh at a time, stored before it is used.
 *
 * @example
 * const tokens = createZendeskTokens({ subdomain: 'acme', clientId, clientSecret, store });
 * const desk = createZendesk({ subdomain: 'acme', credentials: { tokens } });
 */
export function createZendeskTokens(options: ZendeskTokensOptions): TokenProvider {
  const { clientId, clientSecret, store, clock } = options;
  const { origin } = readOptions({
    subdomain: options.subdomain,
    ...(options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl }),
    // Only the address is read from the settings.
    credentials: { accessToken: 'unused' },
  });
  const http = createHttp({
    provider: PROVIDER,
    baseUrl: origin,
    auth: () => '',
    fetch: options.fetch,
    clock,
    onRefusal: toSupportError,
  });
  const refresh = async (refreshToken: string | null, signal: AbortSignal): Promise<TokenSet> => {
    if (refreshToken === null) {
      throw new AuthenticationError(
        'There is no refresh token; let an administrator authorize the app again.',
        {
          provider: PROVIDER,
          status: 401,
        },
      );
    }
    const { data } = await http.send(
      {
        method: 'POST',
        path: '/oauth/tokens',
        body: {
          grant_type: 'refresh_token',
          refresh_token: refreshToken,
          client_id: clientId,
          client_secret: clientSecret,
        },
      },
      { signal },
    );
    const wire = parseWire(tokenWire, data, { provider: PROVIDER, what: 'token answer' });
    const now = clock?.now() ?? Date.now();
    return {
      accessToken: wire.access_token,
      refreshToken: wire.refresh_token ?? null,
      expiresAtMs: wire.expires_in == null ? null : now + wire.expires_in * 1000,
    };
  };
  return createOAuthTokens({ refresh, store, ...(clock === undefined ? {} : { clock }) });
}
