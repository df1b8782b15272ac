// One handler from a Request to a Response, in the form of each platform that has them.
import { signTestWebhook } from 'polydesk/testing';
import { createWebhookReceiver, toFetchHandler } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const receiver = createWebhookReceiver({
  parser: createZendeskWebhooks({ account: 'acme' }),
  secret,
});
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const handle = toFetchHandler(receiver);

// Next.js: app/webhooks/zendesk/route.ts exports exactly this.
const POST = handle;
// Workers, Deno and Bun: the module's default export. `waitUntil` of the context is found and used.
const worker = { fetch: handle };
// Deno.serve(handle) and Bun.serve({ fetch: handle }) as well; Hono is example 18.

// What Zendesk would send.
const body = JSON.stringify({
  account_id: 10000001,
  detail: { id: '5158', status: 'NEW', priority: 'URGENT', subject: 'Label printing is down' },
  event: {},
  id: '5c1f7d3e-1f0e-4f4b-9a52-0c6f5a1d2b3c',
  subject: 'zen:ticket:5158',
  time: '2026-05-11T07:59:59.000000000Z',
  type: 'zen:event-type:ticket.created',
  zendesk_event_version: '2022-11-06',
});
const headers = await signTestWebhook({ scheme: 'zendesk', body, secret, timestamp: new Date() });
const requestOf = (text: string): Request => {
  const url = 'https://app.example.com/webhooks/zendesk';
  return new Request(url, { method: 'POST', headers, body: text });
};

const context = { waitUntil: (work: Promise<unknown>) => void work };
console.log('Next.js:', (await POST(requestOf(body), { params: {} })).status);
console.log('Workers:', (await worker.fetch(requestOf(body), {}, context)).status);
console.log('forged:', (await handle(requestOf(body.replace('URGENT', 'LOW')))).status);
await receiver.close();
