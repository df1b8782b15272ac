// Webhooks with nothing but node:http. The handler answers everything itself and never rejects.
import { createServer, request } from 'node:http';
import { signTestWebhook } from 'polydesk/testing';
import { createWebhookReceiver, toNodeHandler } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const receiver = createWebhookReceiver({
  parser: createZendeskWebhooks({ account: 'acme' }),
  secret,
});
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const handle = toNodeHandler(receiver);
const server = createServer((incoming, outgoing) => void handle(incoming, outgoing));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

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
const address = server.address();
const port = typeof address === 'object' ? address?.port : undefined;
const url = `http://127.0.0.1:${port}/webhooks/zendesk`;
const deliver = (text: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const post = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    post.on('error', reject).end(text);
  });

console.log('genuine:', await deliver(body));
console.log('forged:', await deliver(body.replace('URGENT', 'LOW')));
server.close();
await receiver.close();
