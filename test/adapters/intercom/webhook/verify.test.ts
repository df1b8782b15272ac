import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import { webhookFixture } from '../support/own-fixtures.ts';
import {
  now,
  rejects,
  secret,
  signed,
  signedByFin,
  signedCallback,
  unsigned,
  webhooks,
  withoutNodeCrypto,
} from './deliveries.ts';

const body = webhookFixture('conversation.user.created');

describe.each([
  ['node:crypto', () => {}],
  ['Web Crypto', () => withoutNodeCrypto()],
])('verification with %s', (_name, prepare) => {
  const parser = () => {
    prepare();
    return createIntercomWebhooks({ workspaceId: 'abc123de' });
  };

  test('a delivery that Intercom signed resolves, as text and as bytes', async () => {
    const subject = parser();
    await expect(subject.verify(signed(body), { secret, now })).resolves.toBeUndefined();
    const bytes = new TextEncoder().encode(body);
    await expect(subject.verify(signed(bytes), { secret, now })).resolves.toBeUndefined();
  });

  test('flipping any bit of body or signature is refused', async () => {
    const subject = parser();
    const good = signed(new TextEncoder().encode(body));
    const signature = good.headers['X-Hub-Signature'];
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        async (ofBody, index, bit) => {
          const rawBody = good.rawBody.slice();
          let sent = signature;
          if (ofBody) {
            const at = index % rawBody.length;
            rawBody[at] = (rawBody[at] ?? 0) ^ (1 << bit);
          } else {
            const at = 5 + (index % 40);
            const code = sent.charCodeAt(at) ^ (1 << bit);
            sent = sent.slice(0, at) + String.fromCharCode(code) + sent.slice(at + 1);
          }
          const headers = { 'X-Hub-Signature': sent };
          await rejects({ rawBody, headers }, 'signature_mismatch', {}, subject);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('one of several secrets is enough, and none of several is not', async () => {
    const subject = parser();
    await expect(
      subject.verify(signed(body), { secret: ['new-secret', secret], now }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'signature_mismatch', { secret: ['a', 'b'] }, subject);
  });

  test('the callbacks beside notifications are proven in ways of their own', async () => {
    const subject = parser();
    const health = webhookFixture('app.health_check');
    await expect(subject.verify(signedCallback(health), { secret, now })).resolves.toBeUndefined();
    await rejects(signedCallback(health), 'signature_mismatch', { secret: 'x' }, subject);
    const fin = webhookFixture('fin_replied');
    await expect(subject.verify(signedByFin(fin), { secret, now })).resolves.toBeUndefined();
    await rejects({ ...signedByFin(fin), rawBody: health }, 'signature_mismatch', {}, subject);
  });
});

describe('verification', () => {
  test('an unsigned or wrongly signed payload is never accepted', async () => {
    await rejects(unsigned(body), 'missing_header');
    await rejects(signed(body, { headers: { 'X-Hub-Signature': '' } }), 'missing_header');
    await rejects(signed(body, { secret: 'another' }), 'signature_mismatch');
  });

  test('a signature without its prefix, or of another kind, is refused', async () => {
    const [, digits = ''] = signed(body).headers['X-Hub-Signature'].split('=');
    for (const sent of [digits, `sha256=${digits}`, 'nonsense', '\u00e9']) {
      await rejects(signed(body, { headers: { 'X-Hub-Signature': sent } }), 'malformed_header');
    }
    for (const sent of ['sha1=', `sha1=${digits}A`, `sha1=${digits.slice(1)}`]) {
      await rejects(signed(body, { headers: { 'X-Hub-Signature': sent } }), 'signature_mismatch');
    }
  });

  test('a wrong signature is not saved by a right one of another kind', async () => {
    const both = {
      rawBody: body,
      headers: { ...signedCallback(body).headers, 'X-Hub-Signature': 'sha1=00' },
    };
    await rejects(both, 'signature_mismatch');
  });

  test('the signature covers the raw text, not what it parses to', async () => {
    const reserialised = JSON.stringify(JSON.parse(body));
    await rejects({ ...signed(body), rawBody: reserialised }, 'signature_mismatch');
    await rejects({ ...signed(body), rawBody: JSON.parse(body) as string }, 'body_already_parsed');
  });

  test.each([
    ['', 'x'],
    [[], 'x'],
    [['', ''], 'x'],
    [undefined, 'x'],
  ])('without a secret nothing is accepted: %j', async (none, key) => {
    await rejects(signed(body, { secret: key }), 'secret_missing', { secret: none });
  });

  test('no age is checked, since none is signed: an old delivery is as good as a new one', async () => {
    const later = new Date('2036-01-01T00:00:00Z');
    await expect(
      webhooks.verify(signed(body), { secret, now: later, toleranceSeconds: 1 }),
    ).resolves.toBeUndefined();
  });

  test('no rejection holds the secret or the body, and white space around a secret is named', async () => {
    const error = await webhooks
      .verify(signed(body), { secret: ` ${secret}`, now })
      .catch((reason: unknown) => reason as Error);
    expect(String(error)).toContain('starts or ends with white space');
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain('invoice');
  });
});

describe('the workspace that a delivery comes from', () => {
  const other = createIntercomWebhooks({ workspaceId: 'other' });

  test.each(['conversation.user.created', 'app.uninstalled', 'app.health_check'])(
    'is named by the body, and another one is refused: %s',
    (name) => {
      const delivery = unsigned(webhookFixture(name));
      expect(() => other.parse(delivery)).toThrow(
        expect.objectContaining({ code: 'webhook_unverified', reason: 'account_mismatch' }),
      );
      expect(webhooks.parse(delivery)).not.toHaveLength(0);
    },
  );

  test('must be configured', () => {
    expect(() => createIntercomWebhooks({ workspaceId: '' })).toThrow('workspaceId');
    // Safe: the mistake that JavaScript callers make.
    expect(() => createIntercomWebhooks({} as never)).toThrow('workspaceId');
  });
});
