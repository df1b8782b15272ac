// Webhooks in Fastify: a plugin whose route gets the signed bytes, while the rest of the application
// gets parsed JSON as always.
import fastify from 'fastify';
import { signTestWebhook } from 'polydesk/testing';
import { createWebhookReceiver, toFastifyPlugin } from 'polydesk/webhooks';
import { createZendeskWebhooks } from 'polydesk/zendesk/webhooks';

const secret = 'the-signing-secret-of-the-webhook';
const receiver = createWebhookReceiver({
  parser: createZendeskWebhooks({ account: 'acme' }),
  secret,
});
receiver.on('ticket.created', async (event) => {
  console.log(event.type, event.ticket.id, event.ticket.priority);
});

const app = fastify();
await app.register(toFastifyPlugin(receiver, { path: '/webhooks/zendesk' }));
app.post('/orders', async (request) => ({ parsed: request.body }));

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
const deliver = async (payload: string): Promise<number> => {
  const url = '/webhooks/zendesk';
  return (await app.inject({ method: 'POST', url, headers, payload })).statusCode;
};

console.log('genuine:', await deliver(body));
console.log('forged:', await deliver(body.replace('URGENT', 'LOW')));
const order = await app.inject({ method: 'POST', url: '/orders', payload: { id: 7 } });
console.log('orders:', order.body);
await app.close();
await receiver.close();
