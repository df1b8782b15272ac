import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createZendeskWebhooks,
  ZENDESK_TEST_SECRET,
} from '../../../../adapters/zendesk/webhook/index.ts';
import {
  secret,
  now,
  webhooks,
  fixture,
  signed,
  unsigned,
  rejects,
  withoutNodeCrypto,
} from './deliveries.ts';

describe.each([
  ['node:crypto', () => {}],
  ['Web Crypto', () => withoutNodeCrypto()],
])('verification with %s', (_name, prepare) => {
  const body = fixture('ticket.status_changed');
  const parser = () => {
    prepare();
    return createZendeskWebhooks({ account: 'acme' });
  };

  test('a delivery that Zendesk signed resolves, as text and as bytes', async () => {
    const subject = parser();
    await expect(subject.verify(signed(body), { secret, now })).resolves.toBeUndefined();
    const bytes = new TextEncoder().encode(body);
    await expect(subject.verify(signed(bytes), { secret, now })).resolves.toBeUndefined();
  });

  test('flipping any bit of body, timestamp or signature is refused', async () => {
    const subject = parser();
    const good = signed(new TextEncoder().encode(body));
    const timestampKey = 'X-Zendesk-Webhook-Signature-Timestamp';
    const signatureKey = 'X-Zendesk-Webhook-Signature';
    const flipText = (text: string, index: number, bit: number) => {
      const at = index % text.length;
      const code = text.charCodeAt(at) ^ (1 << bit);
      return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('body', timestampKey, signatureKey),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        async (part, index, bit) => {
          const rawBody = good.rawBody.slice();
          const headers: Record<string, string> = { ...good.headers };
          if (part === 'body') {
            const at = index % rawBody.length;
            rawBody[at] = (rawBody[at] ?? 0) ^ (1 << bit);
          } else headers[part] = flipText(headers[part] ?? '', index, bit);
          await rejects({ rawBody, headers }, 'signature_mismatch', {}, subject);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('one of several secrets is enough, and none of several is not', async () => {
    const subject = parser();
    await expect(
      subject.verify(signed(body), { secret: ['new-secret', secret], now }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'signature_mismatch', { secret: ['a', 'b'] }, subject);
  });
});

describe('verification', () => {
  const body = fixture('ticket.status_changed');

  test('an unsigned or wrongly signed payload is never accepted (field-defects row 2)', async () => {
    await rejects(unsigned(body), 'missing_header');
    await rejects(signed(body, { secret: 'another' }), 'signature_mismatch');
  });

  test('the signature covers the raw text, not what it parses to (field-defects row 2)', async () => {
    const reserialised = JSON.stringify(JSON.parse(body));
    await rejects({ ...signed(body), rawBody: reserialised }, 'signature_mismatch');
    await rejects({ ...signed(body), rawBody: JSON.parse(body) as string }, 'body_already_parsed');
  });

  test.each([
    ['', 'secret_missing'],
    [[], 'secret_missing'],
    [['', ''], 'secret_missing'],
  ])(
    'without a stored secret nothing is accepted: %j (field-defects row 13)',
    async (none, reason) => {
      await rejects(signed(body, { secret: 'x' }), reason, { secret: none });
      await rejects(signed(body, { secret: 'x' }), reason, { secret: undefined });
    },
  );

  test('a delivery older than five minutes is refused (field-defects rows 2 and 13)', async () => {
    const at = (iso: string) => ({ now: new Date(iso) });
    await expect(
      webhooks.verify(signed(body), { secret, ...at('2026-03-02T09:35:00Z') }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'timestamp_expired', at('2026-03-02T09:35:00.001Z'));
    await expect(
      webhooks.verify(signed(body), { secret, ...at('2026-03-02T09:25:00Z') }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'timestamp_in_future', at('2026-03-02T09:24:59.999Z'));
    await rejects(signed(body), 'timestamp_expired', { toleranceSeconds: 30 });
  });

  test('a signed timestamp that is no time is refused', async () => {
    await rejects(signed(body, { signedAt: 'yesterday' }), 'malformed_header');
  });

  test('an invalid clock or tolerance is an error, not an open door', async () => {
    for (const options of [{ now: new Date(Number.NaN) }, { now, toleranceSeconds: Number.NaN }]) {
      await expect(webhooks.verify(signed(body), { secret, ...options })).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
    }
  });

  test('the age is that of the attempt, not of the event: a late retry passes', async () => {
    const late = { secret, now: new Date('2026-03-02T18:00:30Z') };
    const delivery = signed(body, { signedAt: '2026-03-02T18:00:00Z' });
    await expect(webhooks.verify(delivery, late)).resolves.toBeUndefined();
  });

  test('the public test secret is refused unless allowed, also beside a real one', async () => {
    const forged = signed(body, { secret: ZENDESK_TEST_SECRET });
    await rejects(forged, 'test_secret', { secret: ZENDESK_TEST_SECRET });
    await rejects(forged, 'signature_mismatch', { secret: [ZENDESK_TEST_SECRET, secret] });
    const trying = createZendeskWebhooks({ account: 'acme', allowTestSecret: true });
    await expect(
      trying.verify(forged, { secret: ZENDESK_TEST_SECRET, now }),
    ).resolves.toBeUndefined();
  });

  test('another account is refused when the account number is set', async () => {
    const mine = createZendeskWebhooks({ account: 'acme', accountId: 10203040 });
    await expect(mine.verify(signed(body), { secret, now })).resolves.toBeUndefined();
    const other = createZendeskWebhooks({ account: 'acme', accountId: '55' });
    await rejects(signed(body), 'account_mismatch', {}, other);
  });

  test('an empty body is signed by its timestamp alone', async () => {
    await expect(webhooks.verify(signed(''), { secret, now })).resolves.toBeUndefined();
    expect(webhooks.parse(signed(''))).toMatchObject([{ type: 'unknown', nativeType: 'empty' }]);
  });

  test('no rejection holds the secret or the body, and white space around a secret is named', async () => {
    const error = await webhooks
      .verify(signed(body), { secret: ` ${secret}`, now })
      .catch((reason: unknown) => reason as Error);
    expect(String(error)).toContain('starts or ends with white space');
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain('Invoice');
  });

  test('the stack-trace limit is as before after a rejection', async () => {
    const before = Error.stackTraceLimit;
    await rejects(unsigned(body), 'missing_header');
    expect(Error.stackTraceLimit).toBe(before);
  });
});
