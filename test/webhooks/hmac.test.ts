import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createHmacSigner } from 'polydesk/webhooks';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Runtimes without Node's built-in modules have only Web Crypto. */
const withoutNodeCrypto = () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const paths = {
  'node:crypto': () => {},
  'Web Crypto': () => withoutNodeCrypto(),
};

describe.each(Object.entries(paths))('signing with %s', (_name, prepare) => {
  // RFC 4231, test cases 1 and 2; RFC 2202, test case 2.
  test.each([
    [
      'sha256',
      '\x0b'.repeat(20),
      'Hi There',
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    ],
    [
      'sha256',
      'Jefe',
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
    ['sha1', 'Jefe', 'what do ya want for nothing?', 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'],
  ] as const)(
    '%s agrees with the test vector of its RFC',
    async (algorithm, key, data, expected) => {
      prepare();
      const sign = createHmacSigner({ algorithm, encoding: 'hex' });
      expect(await sign(key, [data])).toBe(expected);
      expect(await sign(key, [bytes(data)])).toBe(expected);
    },
  );

  test('parts are signed one after the other, without a separator', async () => {
    prepare();
    const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'base64' });
    expect(await sign('Jefe', ['what do ya ', bytes('want for nothing?')])).toBe(
      Buffer.from(
        '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
        'hex',
      ).toString('base64'),
    );
  });

  test('a secret of any text signs any bytes as node:crypto does', async () => {
    prepare();
    const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'base64' });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: 'grapheme' }),
        fc.uint8Array(),
        async (secret, body) => {
          const expected = createHmac('sha256', secret).update(body).digest('base64');
          expect(await sign(secret, [body])).toBe(expected);
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('a runtime without any crypto is told so before the first delivery', () => {
  withoutNodeCrypto();
  vi.stubGlobal('crypto', undefined);
  expect(() => createHmacSigner({ algorithm: 'sha256', encoding: 'hex' })).toThrowError(
    expect.objectContaining({ code: 'configuration_invalid' }),
  );
});

test('a Web Crypto key is imported once for a secret', async () => {
  withoutNodeCrypto();
  const importKey = vi.spyOn(crypto.subtle, 'importKey');
  const sign = createHmacSigner({ algorithm: 'sha256', encoding: 'hex' });
  await sign('one', ['a']);
  await sign('one', ['b']);
  await sign('two', ['a']);
  expect(importKey).toHaveBeenCalledTimes(2);
});
