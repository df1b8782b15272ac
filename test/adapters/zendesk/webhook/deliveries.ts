import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, vi } from 'vitest';
import { createZendeskWebhooks } from '../../../../adapters/zendesk/webhook/index.ts';
import { type WebhookDelivery } from 'polydesk/webhooks';

export const secret = 'c2VjcmV0LW9mLWEtd2ViaG9vay1pbi10ZXN0cw==';
export const signedAt = '2026-03-02T09:30:00Z';
export const now = new Date('2026-03-02T09:31:00Z');
export const invocationId = '01JNB2WEBH00KINV0CAT10N000';
export const webhooks = createZendeskWebhooks({ account: 'acme' });

export const fixture = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../../fixtures/zendesk/webhooks/${name}.json`, import.meta.url)),
    'utf8',
  );

export interface Signing {
  readonly secret?: string;
  readonly signedAt?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function signed<Body extends string | Uint8Array>(rawBody: Body, signing: Signing = {}) {
  const timestamp = signing.signedAt ?? signedAt;
  const hmac = createHmac('sha256', signing.secret ?? secret)
    .update(timestamp)
    .update(rawBody);
  return {
    rawBody,
    headers: {
      'X-Zendesk-Account-Id': '10203040',
      'X-Zendesk-Webhook-Invocation-Id': invocationId,
      'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
      'X-Zendesk-Webhook-Signature': hmac.digest('base64'),
      ...signing.headers,
    },
  };
}

export const unsigned = (body: unknown): WebhookDelivery => ({
  rawBody: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'x-zendesk-webhook-invocation-id': invocationId },
});

export const parseOne = (body: unknown, parser = webhooks) => parser.parse(unsigned(body))[0];

/** Our own ticket event with another name and `event` object. */
export function ticketEvent(name: string, event: unknown, detail: object = {}) {
  const base = JSON.parse(fixture('ticket.status_changed')) as { detail: object };
  return { ...base, type: `zen:event-type:${name}`, event, detail: { ...base.detail, ...detail } };
}

export const rejects = (
  delivery: WebhookDelivery,
  reason: string,
  options: object = {},
  parser = webhooks,
) =>
  expect(parser.verify(delivery, { secret, now, ...options })).rejects.toMatchObject({
    name: 'WebhookVerificationError',
    code: 'webhook_unverified',
    reason,
  });

/** Runtimes without Node's built-in modules have only Web Crypto. */
export const withoutNodeCrypto = () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
