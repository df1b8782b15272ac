// Webhooks in Express: the route stands before express.json(), which would eat the signed bytes.
import { createServer, request } from 'node:http';
import express from 'express';
import { signTestWebhook } from 'polydesk/testing';
import {
  createWebhookReceiver,
  toExpressHandler,
  WebhookVerificationError,
} from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const receiver = createWebhookReceiver({
  parser: createZendeskWebhooks({ account: 'acme' }),
  secret,
  // Says so when the order is wrong.
  onReport: ({ error }) => {
    if (error instanceof WebhookVerificationError) console.log(error.reason);
  },
});
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const app = express();
app.post('/webhooks/zendesk', toExpressHandler(receiver));
app.use(express.json());
// The mistake, to show what it looks like.
app.post('/too-late', toExpressHandler(receiver));
const server = createServer(app);
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
const deliver = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const url = `http://127.0.0.1:${port}${path}`;
    const post = request(url, { method: 'POST', headers }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode));
    });
    post.on('error', reject).end(body);
  });

console.log('before express.json():', await deliver('/webhooks/zendesk'));
console.log('after express.json():', await deliver('/too-late'));
server.close();
await receiver.close();
