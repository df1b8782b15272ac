import { createHmac } from 'node:crypto';
import { createClock } from 'polydesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient, startConversation } from './client.ts';
import { createReceiver, endpoint } from './receiver.ts';

const now = 1_772_442_000;

describe('a notification', () => {
  it('is signed over its raw body with the client secret', async () => {
    const { client, received, deliver } = createReceiver();
    await client.post('/contacts', { email: 'cy@example.org', name: 'Zoë' });
    await deliver();
    const { headers, text, body } = received[0]!;
    const secret = client.sandbox.credentials.clientSecret;
    const expected = createHmac('sha1', secret).update(text).digest('hex');
    expect(headers.get('x-hub-signature')).toBe(`sha1=${expected}`);
    expect(headers.get('user-agent')).toBe('intercom-parrot-service-client/1.0');
    expect(body).toMatchObject({
      type: 'notification_event',
      app_id: 'abc123de',
      data: { type: 'notification_event_data', item: { type: 'contact', name: 'Zoë' } },
      links: {},
      id: expect.stringMatching(/^notif_[0-9a-f-]{36}$/),
      topic: 'contact.user.created',
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: now,
      created_at: now,
      self: null,
    });
  });

  it('only goes out for topics that were subscribed to', async () => {
    const { client, topicsOf, deliver } = createReceiver({}, [], ['contact.user.created']);
    await startConversation(client);
    await deliver();
    expect(topicsOf()).toEqual(['contact.user.created']);
    client.sandbox.subscribe({ url: endpoint, topics: ['conversation.user.created'] });
    await startConversation(client, { email: 'di@example.org' });
    await deliver();
    expect(topicsOf().slice(1)).toEqual(['conversation.user.created']);
  });

  it('is tried once more after a minute, says so and is signed anew', async () => {
    const { client, received, deliver } = createReceiver({}, [new Response('', { status: 500 })]);
    await client.post('/contacts', { email: 'cy@example.org' });
    await deliver();
    client.sandbox.clock.advance(59_000);
    await deliver();
    expect(received).toHaveLength(1);
    client.sandbox.clock.advance(1000);
    await deliver();
    const [first, second] = received;
    expect(second!.body).toMatchObject({
      id: first!.body.id,
      delivery_status: 'retry',
      delivery_attempts: 2,
    });
    const secret = client.sandbox.credentials.clientSecret;
    expect(second!.headers.get('x-hub-signature')).toBe(
      `sha1=${createHmac('sha1', secret).update(second!.text).digest('hex')}`,
    );
    expect(client.sandbox.webhooks.deliveries[0]!.state).toBe('delivered');
  });

  it('fails for good the second time', async () => {
    const broken = () => new Response('', { status: 503 });
    const { client, received } = createReceiver({}, [broken(), broken(), broken()]);
    await client.post('/contacts', { email: 'cy@example.org' });
    await client.sandbox.webhooks.drain();
    expect(received).toHaveLength(2);
    expect(client.sandbox.webhooks.deliveries[0]!.state).toBe('failed');
  });

  it('that is answered with 410 ends the subscription until it is set live again', async () => {
    const { client, received, deliver } = createReceiver({}, [new Response('', { status: 410 })]);
    await client.post('/contacts', { email: 'a@example.org' });
    await deliver();
    await client.post('/contacts', { email: 'b@example.org' });
    await client.sandbox.webhooks.drain();
    expect(received).toHaveLength(1);
    client.sandbox.subscribe({ url: endpoint });
    await client.post('/contacts', { email: 'c@example.org' });
    await deliver();
    expect(received).toHaveLength(2);
  });

  it('is throttled by 429 and dropped after two hours', async () => {
    const busy = () => new Response('', { status: 429 });
    const { client, received } = createReceiver({}, Array.from({ length: 20 }, busy));
    await client.post('/contacts', { email: 'a@example.org' });
    await client.sandbox.webhooks.drain();
    // After 1, 2, 4, 8, 16 and 32 minutes; the next would come after 127.
    expect(received).toHaveLength(7);
    expect(client.sandbox.webhooks.deliveries[0]!.state).toBe('failed');
  });

  it('can come twice and in another order', async () => {
    const { client, received, topicsOf, deliver } = createReceiver();
    client.sandbox.webhooks.duplicateNext();
    await startConversation(client);
    client.sandbox.webhooks.reorder();
    await deliver();
    expect(topicsOf()).toEqual([
      'conversation.user.created',
      'contact.user.created',
      'contact.user.created',
    ]);
    expect(received[1]!.text).toBe(received[2]!.text);
  });

  it('pings without an id, whatever the topics', async () => {
    const { client, received, deliver } = createReceiver({}, [], []);
    client.sandbox.ping();
    await deliver();
    expect(received[0]!.body).toMatchObject({
      id: null,
      topic: 'ping',
      delivery_status: null,
      data: { item: { type: 'ping' } },
    });
  });

  it('leaves by itself under a real clock', async () => {
    const received: string[] = [];
    const client = createClient({
      clock: createClock({ real: true }),
      webhooks: {
        endpoint,
        auto: true,
        send: async (request) => {
          received.push(await request.text());
          return new Response('ok');
        },
      },
    });
    await client.post('/contacts', { email: 'cy@example.org' });
    await expect.poll(() => received.length).toBe(1);
  });
});
