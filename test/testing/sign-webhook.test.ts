import { createHmac } from 'node:crypto';
import { signTestWebhook } from 'polydesk/testing';
import { describe, expect, it } from 'vitest';

const body = '{"text":"Größe 東京"}\n';
const secret = 'dGhpc19pc19ub3RfZGVjb2RlZA==';

describe('signTestWebhook', () => {
  it('signs as Zendesk does: base64 over time and body, the secret taken as text', async () => {
    const timestamp = new Date('2026-03-02T10:00:00.900Z');
    const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp });
    const time = '2026-03-02T10:00:00Z';
    const expected = createHmac('sha256', secret).update(time).update(body).digest('base64');
    expect(headers).toMatchObject({
      'X-Zendesk-Webhook-Signature': expected,
      'X-Zendesk-Webhook-Signature-Timestamp': time,
    });
  });

  it.each([
    ['hmac-sha1', 'sha1', 'X-Hub-Signature'],
    ['hmac-sha256', 'sha256', 'X-Hub-Signature-256'],
  ] as const)('signs the body alone under %s', async (scheme, algorithm, header) => {
    const headers = await signTestWebhook({ scheme, body: new TextEncoder().encode(body), secret });
    const expected = createHmac(algorithm, secret).update(body).digest('hex');
    expect(headers[header]).toBe(`${algorithm}=${expected}`);
  });

  it('asks for the time where the scheme signs one', async () => {
    const unsigned = signTestWebhook({ scheme: 'zendesk', body, secret });
    await expect(unsigned).rejects.toThrow('pass `timestamp`');
  });
});
