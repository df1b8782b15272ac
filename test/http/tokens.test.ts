import { afterEach, describe, expect, it } from 'vitest';
import { createOAuthTokens, type TokenSet, type TokenStore } from '../../src/http/index.ts';
import {
  createTestHttp,
  json,
  type Loopback,
  rejection,
  startLoopback,
} from './support/loopback.ts';

const open: Loopback[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const NO_SIGNAL = { signal: undefined };
const pair = (number: number, expiresAtMs: number | null = null): TokenSet => ({
  accessToken: `access-${number}`,
  refreshToken: `refresh-${number}`,
  expiresAtMs,
});

function memoryStore(initial: TokenSet | null): TokenStore & { current: TokenSet | null } {
  const store = {
    current: initial,
    load: async () => store.current,
    save: async (tokens: TokenSet) => {
      store.current = tokens;
    },
  };
  return store;
}

/** A provider that kills the old pair with each refresh, and time that moves only by sleeping. */
function rotatingProvider(start: number) {
  let number = start;
  let now = 1_000_000;
  const asked: (string | null)[] = [];
  return {
    asked,
    clock: {
      now: () => now,
      sleep: async (ms: number) => {
        now += ms;
      },
    },
    advance: (ms: number) => {
      now += ms;
    },
    isValid: (header: string | undefined) => header === `Bearer access-${number}`,
    refresh: async (refreshToken: string | null): Promise<TokenSet> => {
      asked.push(refreshToken);
      if (refreshToken !== `refresh-${number}`) throw new Error('invalid_grant');
      number += 1;
      return pair(number, now + 3_600_000);
    },
  };
}

describe('OAuth tokens', () => {
  it('uses a stored pair until shortly before its end, then renews and stores it', async () => {
    const provider = rotatingProvider(1);
    const store = memoryStore(pair(1, 1_000_000 + 100_000));
    const tokens = createOAuthTokens({ ...provider, store });
    expect(await tokens.authorization(NO_SIGNAL)).toBe('Bearer access-1');
    provider.advance(40_001);
    expect(await tokens.authorization(NO_SIGNAL)).toBe('Bearer access-2');
    expect(store.current).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' });
    expect(tokens.authorization(NO_SIGNAL)).toBe('Bearer access-2');
  });

  it('refreshes once for many calls that a 401 hits together', async () => {
    const provider = rotatingProvider(1);
    const server = await startLoopback((seen, response) =>
      json(response, provider.isValid(seen.headers.authorization) ? 200 : 401, {}),
    );
    open.push(server);
    // The provider has revoked access-0; only the refresh token still counts.
    const store = memoryStore({ ...pair(1), accessToken: 'access-0' });
    const auth = createOAuthTokens({ ...provider, store });
    const http = createTestHttp(server.url, { auth });
    const calls = Array.from({ length: 8 }, (_, index) =>
      http.send({ method: 'POST', path: `/tickets/${index}`, body: {} }),
    );
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(provider.asked).toEqual(['refresh-1']);
  });

  it('reports a 401 that a fresh token does not cure, without a storm of refreshes', async () => {
    const provider = rotatingProvider(1);
    const server = await startLoopback((_seen, response) => json(response, 401, {}));
    open.push(server);
    const auth = createOAuthTokens({ ...provider, store: memoryStore(pair(1)) });
    const http = createTestHttp(server.url, { auth });
    for (let call = 0; call < 3; call += 1) {
      const error = await rejection(http.send({ method: 'GET', path: '/me' }));
      expect(error).toMatchObject({ code: 'authentication_failed', status: 401 });
    }
    expect(provider.asked).toEqual(['refresh-1']);
  });

  it('saves the new pair before any call uses it', async () => {
    const order: string[] = [];
    const provider = rotatingProvider(1);
    const store = memoryStore(pair(1, 0));
    const save = async (tokens: TokenSet) => {
      await Promise.resolve();
      await store.save(tokens);
      order.push('saved');
    };
    const tokens = createOAuthTokens({ ...provider, store: { load: store.load, save } });
    await Promise.all(
      [1, 2].map(async () => {
        await tokens.authorization(NO_SIGNAL);
        order.push('used');
      }),
    );
    expect(order).toEqual(['saved', 'used', 'used']);
  });

  it('says when the store fails, keeps the pair, and saves it with the next call', async () => {
    const provider = rotatingProvider(1);
    const store = memoryStore(pair(1, 0));
    let broken = true;
    const save = async (tokens: TokenSet) => {
      if (broken) throw new Error(`disk full while writing ${tokens.accessToken}`);
      await store.save(tokens);
    };
    const tokens = createOAuthTokens({ ...provider, store: { load: store.load, save } });
    const error = await rejection(Promise.resolve(tokens.authorization(NO_SIGNAL)));
    expect(error).toMatchObject({ code: 'configuration_invalid', retryable: true });
    expect(String(error)).toContain('kept in this process');
    expect(String((error as Error).cause)).not.toContain('access-2');
    broken = false;
    expect(await tokens.authorization(NO_SIGNAL)).toBe('Bearer access-2');
    expect(store.current?.accessToken).toBe('access-2');
    expect(provider.asked).toEqual(['refresh-1']);
  });

  it('takes over the pair of another process that was first', async () => {
    const provider = rotatingProvider(2);
    const store = memoryStore(pair(1, 0));
    const refresh = async (refreshToken: string | null) => {
      // The other process saves its pair while this one is being refused.
      const refusal = await rejection(provider.refresh(refreshToken));
      store.current = pair(2, 9_000_000);
      throw refusal;
    };
    const tokens = createOAuthTokens({ ...provider, refresh, store });
    expect(await tokens.authorization(NO_SIGNAL)).toBe('Bearer access-2');
  });

  it('does not let one caller who gives up stop the refresh for the others', async () => {
    const provider = rotatingProvider(1);
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const refresh = async (refreshToken: string | null) => {
      await gate;
      return provider.refresh(refreshToken);
    };
    const tokens = createOAuthTokens({ ...provider, refresh, store: memoryStore(pair(1, 0)) });
    const controller = new AbortController();
    const impatient = rejection(
      Promise.resolve(tokens.authorization({ signal: controller.signal })),
    );
    const patient = tokens.authorization(NO_SIGNAL);
    controller.abort();
    expect(await impatient).toMatchObject({ code: 'request_aborted' });
    finish();
    expect(await patient).toBe('Bearer access-2');
    expect(provider.asked).toHaveLength(1);
  });

  it('tells that the grant is gone when nobody has a newer pair', async () => {
    const provider = rotatingProvider(5);
    const tokens = createOAuthTokens({ ...provider, store: memoryStore(pair(1, 0)) });
    const error = await rejection(Promise.resolve(tokens.authorization(NO_SIGNAL)));
    expect(error).toMatchObject({ code: 'authentication_failed' });
    expect(
      await rejection(
        Promise.resolve(
          createOAuthTokens({ ...provider, store: memoryStore(null) }).authorization(NO_SIGNAL),
        ),
      ),
    ).toMatchObject({
      code: 'configuration_invalid',
    });
  });
});
