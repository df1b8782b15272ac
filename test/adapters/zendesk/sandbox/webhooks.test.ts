import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createClock } from 'polydesk/sandbox';
import { createClient } from './client.ts';

interface Received {
  readonly headers: Headers;
  readonly body: string;
}

/** A sandbox whose webhooks arrive in a list; each answer is taken from `answers`, else 200. */
function createReceiver(answers: Response[] = []) {
  const received: Received[] = [];
  const send = async (request: Request) => {
    received.push({ headers: request.headers, body: await request.text() });
    return answers.shift() ?? new Response('ok');
  };
  const client = createClient({ webhooks: { send, timeoutMs: 50 } });
  return {
    ...client,
    received,
    typesOf: () => received.map((item) => JSON.parse(item.body).type as string),
  };
}

const events = (...names: string[]) => names.map((name) => `zen:event-type:${name}`);
const endpoint = 'https://hook.example.org/in';

describe('a webhook delivery', () => {
  it('is signed over timestamp and raw body, pretty-printed with three spaces and a newline', async () => {
    const { post, get, received, sandbox } = createReceiver();
    const made = await post('/api/v2/webhooks', {
      webhook: {
        name: 'Hook',
        endpoint,
        http_method: 'POST',
        request_format: 'json',
        status: 'active',
        subscriptions: events('ticket.created'),
      },
    });
    expect(made.status).toBe(201);
    expect(made.body.webhook).not.toHaveProperty('signing_secret');
    const { secret } = (await get(`/api/v2/webhooks/${made.body.webhook.id}/signing_secret`)).body
      .signing_secret;
    await post('/api/v2/tickets', {
      ticket: { subject: 'Hi', comment: { body: 'x' }, priority: 'high' },
    });
    await sandbox.webhooks.deliver();
    const [delivery] = received;
    const timestamp = delivery?.headers.get('x-zendesk-webhook-signature-timestamp') ?? '';
    const expected = createHmac('sha256', secret)
      .update(timestamp + delivery?.body)
      .digest('base64');
    expect(timestamp).toBe('2026-03-02T09:00:00Z');
    expect(delivery?.headers.get('x-zendesk-webhook-signature')).toBe(expected);
    expect(delivery?.headers.get('x-zendesk-webhook-id')).toBe(made.body.webhook.id);
    expect(delivery?.headers.get('user-agent')).toBe('Zendesk Webhook');
    expect(delivery?.body).toMatch(/^\{\n {3}"account_id": 10000001,\n/);
    expect(delivery?.body.endsWith('}\n')).toBe(true);
    expect(delivery?.body).toContain('"event": { },');
    expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
      type: 'zen:event-type:ticket.created',
      subject: 'zen:ticket:1',
      detail: {
        id: '1',
        status: 'NEW',
        priority: 'HIGH',
        assignee_id: null,
        via: { channel: 'web_service' },
      },
    });
  });

  it('stops carrying the old secret when it is rotated', async () => {
    const { post, get, sandbox } = createReceiver();
    const hook = sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    const path = `/api/v2/webhooks/${hook.id}/signing_secret`;
    const old = (await get(path)).body.signing_secret.secret;
    const rotated = await post(path);
    expect(rotated.status).toBe(201);
    expect(rotated.body.signing_secret.secret).not.toBe(old);
    expect((await get(path)).body).toEqual(rotated.body);
  });

  it('is made for each change of an update', async () => {
    const { put, sandbox, received, typesOf } = createReceiver();
    const names = [
      'ticket.status_changed',
      'ticket.priority_changed',
      'ticket.tags_changed',
      'ticket.comment_added',
      'ticket.custom_status_changed',
      'ticket.agent_assignment_changed',
    ];
    sandbox.seed.ticket({ properties: { tags: ['a'] } });
    sandbox.seed.webhook({ endpoint, subscriptions: events(...names) });
    await put('/api/v2/tickets/1', {
      ticket: {
        status: 'pending',
        priority: 'urgent',
        tags: ['b'],
        comment: { body: 'Hi', public: true },
      },
    });
    await sandbox.webhooks.deliver();
    expect(typesOf().sort()).toEqual(events(...names.slice(0, 5)).sort());
    const bodies = received.map((item) => JSON.parse(item.body));
    const eventOf = (name: string) => bodies.find((body) => body.type.endsWith(name)).event;
    expect(eventOf('status_changed')).toEqual({ current: 'PENDING', previous: 'NEW' });
    expect(eventOf('tags_changed')).toEqual({ tags_added: ['b'], tags_removed: ['a'] });
    expect(eventOf('comment_added').comment).toMatchObject({
      body: 'Hi',
      is_public: true,
      author: { is_staff: true },
    });
  });

  it('is retried after 409 up to three times, with a new timestamp and the same invocation', async () => {
    const { post, sandbox, received } = createReceiver(
      [409, 409, 409, 409].map((status) => new Response('', { status })),
    );
    sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    await sandbox.webhooks.drain();
    expect(received).toHaveLength(4);
    const header = (name: string) =>
      new Set(received.map((item) => item.headers.get(`x-zendesk-webhook-${name}`)));
    expect(header('invocation-id').size).toBe(1);
    expect(header('signature-timestamp').size).toBe(4);
    expect(sandbox.webhooks.deliveries[0]?.state).toBe('failed');
  });

  it('is retried after 503 only with a Retry-After below a minute, and never after 500', async () => {
    const attemptsFor = async (first: Response) => {
      const { post, sandbox, received } = createReceiver([first]);
      sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
      await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
      await sandbox.webhooks.drain();
      return received.length;
    };
    expect(
      await attemptsFor(new Response('', { status: 503, headers: { 'retry-after': '30' } })),
    ).toBe(2);
    expect(
      await attemptsFor(new Response('', { status: 503, headers: { 'retry-after': '60' } })),
    ).toBe(1);
    expect(await attemptsFor(new Response('', { status: 429 }))).toBe(1);
    expect(await attemptsFor(new Response('', { status: 500 }))).toBe(1);
  });

  it('is given up after five retried timeouts', async () => {
    let calls = 0;
    const send = () => {
      calls += 1;
      return new Promise<Response>(() => {});
    };
    const { post, sandbox } = createClient({ webhooks: { send, timeoutMs: 5 } });
    sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    await sandbox.webhooks.drain();
    expect(calls).toBe(6);
    expect(sandbox.webhooks.deliveries[0]?.attempts.every((attempt) => attempt.timedOut)).toBe(
      true,
    );
  });

  it('can be duplicated and reordered', async () => {
    const { post, sandbox, received } = createReceiver();
    sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    sandbox.webhooks.duplicateNext();
    for (const body of ['one', 'two'])
      await post('/api/v2/tickets', { ticket: { comment: { body } } });
    sandbox.webhooks.reorder();
    await sandbox.webhooks.deliver();
    expect(received.map((item) => JSON.parse(item.body).detail.description)).toEqual([
      'two',
      'one',
      'one',
    ]);
    expect(received[1]?.body).toBe(received[2]?.body);
  });

  it('shows in the invocations of its webhook', async () => {
    const { post, get, sandbox } = createReceiver();
    const hook = sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    await sandbox.webhooks.deliver();
    const { invocations } = (await get(`/api/v2/webhooks/${hook.id}/invocations`)).body;
    expect(invocations[0]).toMatchObject({ status: 'success', status_code: 200 });
    const { attempts } = (
      await get(`/api/v2/webhooks/${hook.id}/invocations/${invocations[0].id}/attempts`)
    ).body;
    expect(attempts[0]).toMatchObject({ id: hook.id, status_code: 200 });
  });
});

describe('webhook administration', () => {
  it('answers 204 to changes, leaves cursors out of the last page, and refuses mixed subscriptions', async () => {
    const { call, get, post } = createReceiver();
    const webhook = {
      name: 'Hook',
      endpoint,
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: events('user.created'),
    };
    const { body } = await post('/api/v2/webhooks', { webhook });
    const path = `/api/v2/webhooks/${body.webhook.id}`;
    const patched = await call('PATCH', path, { webhook: { name: 'Other' } });
    expect([patched.status, patched.text]).toEqual([204, '']);
    const listed = (await get('/api/v2/webhooks')).body;
    expect(listed.meta).toEqual({ has_more: false });
    expect(listed.webhooks[0]).toMatchObject({ name: 'Other' });
    expect((await call('DELETE', path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    const mixed = {
      ...webhook,
      subscriptions: [...webhook.subscriptions, 'conditional_ticket_events'],
    };
    expect((await post('/api/v2/webhooks', { webhook: mixed })).status).toBe(400);
  });
});

describe('a trigger', () => {
  it('sends its template to a conditional webhook, in display strings', async () => {
    const { post, sandbox, received } = createReceiver();
    const hook = sandbox.seed.webhook({ endpoint, subscriptions: ['conditional_ticket_events'] });
    sandbox.seed.trigger({
      title: 'Tell us',
      on: 'create',
      webhook_id: hook.id,
      template:
        '{"id":"{{ticket.id}}","status":"{{ticket.status}}","title":{{ticket.title | json}},"tags":"{{ticket.tags}}","who":"{{ticket.assignee.email}}"}',
    });
    await post('/api/v2/tickets', {
      ticket: { subject: 'A "quote"', tags: ['a', 'b'], comment: { body: 'x' } },
    });
    await sandbox.webhooks.deliver();
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      id: '1',
      status: 'New',
      title: 'A "quote"',
      tags: 'a b',
      who: '',
    });
  });

  it('changes the ticket inside the request, in the same audit', async () => {
    const { post, sandbox } = createReceiver();
    sandbox.seed.trigger({ title: 'Raise', on: 'create', actions: { priority: 'normal' } });
    const { body } = await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    expect(body.ticket.priority).toBe('normal');
    expect(body.audit.events).toContainEqual(
      expect.objectContaining({
        type: 'Change',
        field_name: 'priority',
        value: 'normal',
        via: expect.objectContaining({ channel: 'rule' }),
      }),
    );
  });
});

describe('automatic delivery', () => {
  it('needs no call and comes back for retries under a real clock', async () => {
    const { promise, resolve } = withResolver<number>();
    let calls = 0;
    const send = async () => {
      calls += 1;
      if (calls === 2) resolve(calls);
      return new Response('', { status: calls === 1 ? 409 : 200 });
    };
    const { post, sandbox } = createClient({
      clock: createClock({ real: true }),
      webhooks: { send, auto: true },
    });
    sandbox.seed.webhook({ endpoint, subscriptions: events('ticket.created') });
    await post('/api/v2/tickets', { ticket: { comment: { body: 'x' } } });
    expect(await promise).toBe(2);
  });
});

function withResolver<Value>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
