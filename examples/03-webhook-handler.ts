// A webhook endpoint: proven, each event once, answered as the provider expects it. It runs wherever
// Request and Response exist; examples 15 to 18 are the same for other frameworks.
import { signTestWebhook } from 'polydesk/testing';
import { createWebhookReceiver, toFetchHandler } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const receiver = createWebhookReceiver({
  parser: createZendeskWebhooks({ account: 'acme' }),
  secret,
  // What became of each delivery; one that is refused says why.
  onReport: ({ kind }) => console.log(kind),
});
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const handle = toFetchHandler(receiver);

// What Zendesk would send.
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
const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: new Date() });
const deliver = async (text: string): Promise<number> => {
  const url = 'https://app.example.com/webhooks/zendesk';
  return (await handle(new Request(url, { method: 'POST', headers, body: text }))).status;
};

console.log('genuine:', await deliver(body));
console.log('again:', await deliver(body));
console.log('forged:', await deliver(body.replace('URGENT', 'LOW')));
await receiver.close();
