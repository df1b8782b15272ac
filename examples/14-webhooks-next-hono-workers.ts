// One handler from a Request to a Response, in the form of each platform that has them.
import { signTestWebhook } from 'polydesk/testing';
import { createMemoryStore, createWebhookReceiver, toFetchHandler } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const parser = createZendeskWebhooks({ account: 'acme' });
const receiver = createWebhookReceiver({ parser, secret });
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const handle = toFetchHandler(receiver);

// Next.js: app/webhooks/zendesk/route.ts exports exactly this.
const POST = handle;
// Deno and Bun: Deno.serve(handle), Bun.serve({ fetch: handle }), or this as the default export.
const server = { fetch: handle };
// Workers: secrets come with a request, and requests share nothing but the store. Hono: example 18.
const store = createMemoryStore();
const worker = {
  fetch(incoming: Request, env: { readonly SECRET: string }, context: object): Promise<Response> {
    const own = createWebhookReceiver({ parser, secret: env.SECRET, store });
    own.on('ticket.created', (event) => console.log('in a worker:', event.ticket.id));
    return toFetchHandler(own)(incoming, context);
  },
};

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
console.log('Deno, Bun:', (await server.fetch(requestOf(body))).status);
console.log('Workers:', (await worker.fetch(requestOf(body), { SECRET: secret }, context)).status);
console.log('forged:', (await handle(requestOf(body.replace('URGENT', 'LOW')))).status);
await receiver.close();
