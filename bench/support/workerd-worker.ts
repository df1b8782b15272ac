import { createZendeskWebhooks } from '../../adapters/zendesk/webhook/index.ts';
import { receiveWebhook } from '../../src/webhooks/index.ts';

// The worker of bench/workerd.ts, which says what it is to do, and how often.
declare const WAY: 'floor' | 'ours';
declare const CALLS: number;

const SECRET = 'a-signing-secret-of-the-usual-length-0123456789';
const TIMESTAMP = '2026-03-02T09:30:00Z';
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const body = JSON.stringify({
  account_id: 10203040,
  detail: {
    id: '7001',
    status: 'SOLVED',
    priority: 'HIGH',
    subject: 'Invoice shows the wrong address',
    description: 'The invoice of March still shows the old address. '.repeat(26),
    requester_id: '9001001001008',
    tags: ['billing', 'invoice', 'vip'],
    created_at: '2026-03-02T09:12:07Z',
    updated_at: '2026-03-02T09:29:58Z',
    via: { channel: 'web_service' },
  },
  event: { current: 'SOLVED', previous: 'OPEN' },
  id: '5f0c9d5e-2b53-4b39-8f1e-000000000001',
  subject: 'zen:ticket:7001',
  time: '2026-03-02T09:29:58.104339871Z',
  type: 'zen:event-type:ticket.status_changed',
  zendesk_event_version: '2022-11-06',
});

export default {
  async test(): Promise<void> {
    const algorithm = { name: 'HMAC', hash: 'SHA-256' };
    const raw = encoder.encode(SECRET);
    const key = await crypto.subtle.importKey('raw', raw, algorithm, false, ['sign', 'verify']);
    const rawBody = encoder.encode(body);
    const signed = encoder.encode(TIMESTAMP + body);
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
    const headers = {
      'x-zendesk-webhook-signature': btoa(String.fromCharCode(...signature)),
      'x-zendesk-webhook-signature-timestamp': TIMESTAMP,
    };
    const parser = createZendeskWebhooks({ account: 'acme' });
    const now = new Date(TIMESTAMP);
    for (let call = 0; call < CALLS; call += 1) {
      if (WAY === 'ours') {
        await receiveWebhook(parser, { rawBody, headers }, { secret: SECRET, now });
        continue;
      }
      const bytes = new Uint8Array(TIMESTAMP.length + rawBody.length);
      bytes.set(encoder.encode(TIMESTAMP));
      bytes.set(rawBody, TIMESTAMP.length);
      if (!(await crypto.subtle.verify('HMAC', key, signature, bytes))) throw new Error('forged');
      JSON.parse(decoder.decode(rawBody));
    }
  },
};
