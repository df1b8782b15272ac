// A webhook endpoint as a bare Request handler: it runs wherever Request and Response exist.
import { WebhookVerificationError } from 'polydesk';
import { signTestWebhook } from 'polydesk/testing';
import { receiveWebhook } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk';

const secret = 'the-signing-secret-of-the-webhook';
const webhooks = createZendeskWebhooks({ account: 'acme' });

async function handle(request: Request, now: Date): Promise<Response> {
  try {
    // The bytes as they came: a body that was parsed before cannot be proven any more.
    const delivery = { rawBody: await request.text(), headers: request.headers };
    for (const event of await receiveWebhook(webhooks, delivery, { secret, now })) {
      if (event.type === 'ticket.created') {
        console.log(event.type, event.ticket.id, event.ticket.priority);
      }
    }
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return new Response(error.reason, { status: 401 });
  }
}

// What Zendesk would send.
const now = new Date('2026-05-11T08:00:00Z');
const body = JSON.stringify({
  account_id: 10000001,
  detail: {
    id: '5158',
    status: 'NEW',
    priority: 'URGENT',
    subject: 'Label printing is down',
    created_at: '2026-05-11T07:59:58Z',
    updated_at: '2026-05-11T07:59:58Z',
    tags: [],
  },
  event: { meta: { sequence: { id: '01K', position: 1, is_final: true } } },
  id: '5c1f7d3e-1f0e-4f4b-9a52-0c6f5a1d2b3c',
  subject: 'zen:ticket:5158',
  time: '2026-05-11T07:59:59.000000000Z',
  type: 'zen:event-type:ticket.created',
  zendesk_event_version: '2022-11-06',
});
const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: now });
const url = 'https://app.example.com/webhooks/zendesk';

const genuine = await handle(new Request(url, { method: 'POST', headers, body }), now);
console.log('genuine:', genuine.status);

const forgedBody = body.replace('URGENT', 'LOW');
const forged = await handle(new Request(url, { method: 'POST', headers, body: forgedBody }), now);
console.log('forged:', forged.status, await forged.text());
