import { createZendesk, createZendeskTokens } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { AuthenticationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import type { TokenSet, TokenStore } from '../../../../src/http/tokens.ts';

/** A store in memory that keeps every pair that it was given. */
function createStore(first: TokenSet | null): TokenStore & { readonly saved: TokenSet[] } {
  const saved: TokenSet[] = [];
  return {
    saved,
    load: async () => saved.at(-1) ?? first,
    async save(tokens) {
      saved.push(tokens);
    },
  };
}

function account(
  settings: { readonly ageMs?: number; readonly refreshToken?: string | null } = {},
) {
  const sandbox = createZendeskSandbox();
  const { accessToken, refreshToken, clientId, clientSecret } = sandbox.credentials;
  const clock = {
    now: () => sandbox.clock.now(),
    sleep: async (ms: number) => sandbox.clock.advance(ms),
  };
  const store = createStore({
    accessToken,
    refreshToken: settings.refreshToken === undefined ? refreshToken : settings.refreshToken,
    expiresAtMs: sandbox.clock.now() + (settings.ageMs ?? -1),
  });
  const { fetch } = sandbox;
  const tokens = createZendeskTokens({
    subdomain: 'acme',
    clientId,
    clientSecret,
    store,
    fetch,
    clock,
  });
  const desk = createZendesk({ subdomain: 'acme', credentials: { tokens }, fetch, clock });
  const refreshes = () => sandbox.requests.filter(({ path }) => path === '/oauth/tokens');
  return { sandbox, store, desk, refreshes };
}

describe('OAuth tokens of Zendesk', () => {
  it('are used as they are while they last', async () => {
    const { desk, refreshes, store } = account({ ageMs: 3_600_000 });
    await expect(desk.agents.me()).resolves.toMatchObject({ role: 'admin' });
    expect(refreshes()).toEqual([]);
    expect(store.saved).toEqual([]);
  });

  it('are renewed once for many calls at the same time, and stored before they are used', async () => {
    const { desk, refreshes, store, sandbox } = account();
    const old = sandbox.credentials.accessToken;
    const agents = await Promise.all(Array.from({ length: 8 }, () => desk.agents.me()));
    expect(agents).toHaveLength(8);
    expect(refreshes()).toHaveLength(1);
    expect(JSON.parse(refreshes()[0]?.body ?? '{}')).toMatchObject({
      grant_type: 'refresh_token',
      client_id: sandbox.credentials.clientId,
    });
    expect(refreshes()[0]?.headers['authorization']).toBeUndefined();
    expect(store.saved).toHaveLength(1);
    expect(store.saved[0]).toMatchObject({ expiresAtMs: sandbox.clock.now() + 7_200_000 });
    expect(sandbox.state.tokens.has(old)).toBe(false);
    expect(sandbox.state.tokens.has(store.saved[0]?.accessToken ?? '')).toBe(true);
  });

  it('are renewed from the new pair the next time, since the old one is dead', async () => {
    const { desk, refreshes, sandbox, store } = account();
    await desk.agents.me();
    sandbox.clock.advance(7_200_000);
    await desk.agents.me();
    expect(refreshes().map(({ status }) => status)).toEqual([200, 200]);
    expect(JSON.parse(refreshes()[1]?.body ?? '{}')).toMatchObject({
      refresh_token: store.saved[0]?.refreshToken,
    });
  });

  it('are renewed when Zendesk refuses them before their time', async () => {
    const { desk, refreshes, sandbox } = account({ ageMs: 3_600_000 });
    sandbox.faults.inject({
      path: '/api/v2/users/me',
      fault: { kind: 'status', status: 401, body: { error: 'invalid_token' } },
    });
    await expect(desk.agents.me()).resolves.toMatchObject({ role: 'admin' });
    expect(refreshes()).toHaveLength(1);
  });

  it('end in an error that says what to do when the refresh token is dead', async () => {
    const { desk, store } = account({ refreshToken: 'dead-refresh-token' });
    const error: unknown = await desk.agents.me().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: 'authentication_failed' });
    expect(JSON.stringify(error)).not.toContain('dead-refresh-token');
    expect(store.saved).toEqual([]);
  });

  it('end in an error where there is no refresh token at all, without a call', async () => {
    const { desk, refreshes } = account({ refreshToken: null });
    await expect(desk.agents.me()).rejects.toBeInstanceOf(AuthenticationError);
    expect(refreshes()).toEqual([]);
  });
});
