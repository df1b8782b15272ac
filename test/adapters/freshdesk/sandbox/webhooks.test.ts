import { createClock } from 'polydesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import type { FreshdeskSandboxOptions } from 'polydesk/freshdesk/sandbox';

interface Received {
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A sandbox whose webhooks arrive in a list; each answer is taken from `answers`, else 200. */
function createReceiver(answers: number[] = [], options: FreshdeskSandboxOptions = {}) {
  const received: Received[] = [];
  const send = async (request: Request) => {
    received.push({
      method: request.method,
      headers: request.headers,
      body: await request.text(),
    });
    return new Response('', { status: answers.shift() ?? 200 });
  };
  const client = createClient({ webhooks: { send, timeoutMs: 50 }, ...options });
  const contents = () =>
    received.map(
      ({ body }) =>
        (JSON.parse(body) as { freshdesk_webhook: Record<string, unknown> }).freshdesk_webhook,
    );
  const events = async () => {
    await client.sandbox.webhooks.deliver();
    return contents().map((content) => content['triggered_event']);
  };
  return { ...client, received, contents, events };
}

const url = 'https://hook.example.org/in';
const ticket = {
  subject: 'Broken',
  description: 'It broke.',
  email: 'ann@example.org',
  name: 'Ann Lee',
};

describe('a rule on new tickets', () => {
  it('sends ticked placeholders with labels, and no signature', async () => {
    const { sandbox, post, received, contents } = createReceiver();
    sandbox.seed.rule({ url, on: 'create' });
    await post('/tickets', { ...ticket, priority: 3, type: 'Incident' });
    await sandbox.webhooks.deliver();
    expect(received[0]?.method).toBe('POST');
    expect(received[0]?.headers.get('content-type')).toBe('application/json');
    const names = [...(received[0]?.headers.keys() ?? [])];
    expect(names.filter((name) => /signature|timestamp|event/i.test(name))).toEqual([]);
    expect(contents()).toEqual([
      {
        triggered_event: '{ticket_action:created}',
        ticket_id: 1,
        ticket_url: 'http://acme.freshdesk.com/a/tickets/1',
        ticket_type: 'Incident',
        ticket_subject: 'Broken',
        ticket_description: '<div>It broke.</div>',
        ticket_status: 'Open',
        ticket_priority: 'High',
        requester_name: 'Ann Lee',
        requester_email: 'ann@example.org',
      },
    ]);
  });

  it('knows the rarer placeholders: dates, tags, comments, company and custom fields', async () => {
    const { sandbox, post, contents } = createReceiver();
    sandbox.seed.field({ type: 'custom_text', label: 'Order' });
    sandbox.seed.company({ name: 'Globex', domains: ['example.org'] });
    sandbox.seed.rule({
      url,
      events: ['note_type'],
      idAsText: true,
      content: [
        'ticket_id',
        'ticket_due_by_time',
        'ticket_tags',
        'ticket_latest_public_comment',
        'ticket_latest_private_comment',
        'ticket_company_name',
        'ticket_contact_firstname',
        'ticket_requester_lastname',
        'ticket_cf_order',
        'ticket_agent_name',
        'ticket_source',
      ],
    });
    await post('/tickets', { ...ticket, tags: ['a', 'b'], custom_fields: { cf_order: 'A-1' } });
    await post('/tickets/1/notes', { body: 'hello', private: false });
    await sandbox.webhooks.deliver();
    expect(contents()).toEqual([
      {
        ticket_id: '1',
        // 2026-03-05T09:00Z in the account's zone, New York.
        ticket_due_by_time: 'March 05 2026 at 04:00 AM',
        ticket_tags: 'a, b',
        ticket_latest_public_comment: 'Ada Admin : <div>hello</div>',
        ticket_latest_private_comment: null,
        ticket_company_name: 'Globex',
        ticket_contact_firstname: 'Ann',
        ticket_requester_lastname: 'Lee',
        ticket_cf_order: 'A-1',
        ticket_agent_name: '',
        ticket_source: 'Portal',
      },
    ]);
  });
});

describe('a rule on updates', () => {
  it('tells the first event of a change, in pseudo JSON with ids', async () => {
    const { sandbox, post, put, events } = createReceiver();
    sandbox.seed.ticket({ properties: { priority: 1 } });
    sandbox.seed.rule({ url });
    await put('/tickets/1', { status: 6, priority: 3 });
    await put('/tickets/1', { priority: 4 });
    await post('/tickets/1/notes', { body: 'x' });
    await post('/tickets/1/notes', { body: 'x', private: false });
    await post('/tickets/1/reply', { body: 'x' });
    await put('/tickets/1', { priority: 4 });
    expect(await events()).toEqual([
      '{status:{from:2,to:6}}',
      '{priority:{from:3,to:4}}',
      '{note_type:private}',
      '{note_type:public}',
      '{reply_sent:sent}',
    ]);
  });

  it('waits for its own events, and is quiet while it or the account is switched off', async () => {
    const { sandbox, put, events } = createReceiver();
    sandbox.seed.ticket();
    const rule = sandbox.seed.rule({ url, events: ['priority'] });
    await put('/tickets/1', { status: 3 });
    await put('/tickets/1', { status: 2, priority: 2 });
    expect(await events()).toEqual(['{priority:{from:1,to:2}}']);
    sandbox.actors.adminSetsAutomations(false);
    await put('/tickets/1', { priority: 3 });
    sandbox.actors.adminSetsAutomations(true);
    rule.active = false;
    await put('/tickets/1', { priority: 4 });
    expect(await events()).toHaveLength(1);
  });

  it('looks at who acts: the API is an agent, mail is the requester', async () => {
    const { sandbox, put, events } = createReceiver();
    sandbox.seed.ticket();
    sandbox.seed.rule({ url, performer: 2, events: ['status'] });
    await put('/tickets/1', { status: 3 });
    expect(await events()).toEqual([]);
    sandbox.actors.customerEmails({ from: 'customer@example.org', body: 'x', ticketId: 1 });
    expect(await events()).toEqual(['{status:{from:3,to:2}}']);
  });
});

describe('advanced content', () => {
  const template =
    '{"event":"{{triggered_event}}","id":"{{ticket.id}}","subject":"{{ticket.subject}}","who":"{{ticket.contact.email}}","none":"{{ticket.nothing}}"}';

  it('fills a free template, in which a quote can break the JSON', async () => {
    const { sandbox, post, received } = createReceiver();
    sandbox.seed.rule({ url, on: 'create', content: template });
    await post('/tickets', ticket);
    await post('/tickets', { ...ticket, subject: 'A "quote"' });
    await sandbox.webhooks.deliver();
    expect(JSON.parse(received[0]?.body ?? '')).toEqual({
      event: '{ticket_action:created}',
      id: '1',
      subject: 'Broken',
      who: 'ann@example.org',
      none: '',
    });
    expect(() => JSON.parse(received[1]?.body ?? '') as unknown).toThrow(SyntaxError);
  });

  it('is escaped where the account is set so', async () => {
    const unconfirmed = { escapesPlaceholders: true };
    const { sandbox, post, received } = createReceiver([], { unconfirmed });
    sandbox.seed.rule({ url, on: 'create', content: template });
    await post('/tickets', { ...ticket, subject: 'A "quote"' });
    await sandbox.webhooks.deliver();
    expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ subject: 'A "quote"' });
  });
});

describe('a webhook', () => {
  it('carries its headers and basic credentials, as a form or as XML', async () => {
    const { sandbox, post, received } = createReceiver();
    const content = ['ticket_id', 'ticket_subject'];
    sandbox.seed.rule({
      url,
      on: 'create',
      encoding: 'form',
      content,
      headers: { 'x-webhook-secret': 's3cret' },
      auth: { username: 'ann', password: 'pw' },
    });
    sandbox.seed.rule({ url, on: 'create', encoding: 'xml', content, method: 'PUT' });
    await post('/tickets', { ...ticket, subject: 'A & B' });
    await sandbox.webhooks.deliver();
    const [form, xml] = received;
    expect(form?.headers.get('x-webhook-secret')).toBe('s3cret');
    expect(form?.headers.get('authorization')).toBe(`Basic ${btoa('ann:pw')}`);
    expect(form?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect([...new URLSearchParams(form?.body)]).toEqual([
      ['freshdesk_webhook[ticket_id]', '1'],
      ['freshdesk_webhook[ticket_subject]', 'A & B'],
    ]);
    expect(xml?.method).toBe('PUT');
    expect(xml?.body).toContain('<ticket_subject>A &amp; B</ticket_subject>');
  });

  it('is tried again after 5, 30 and 60 minutes, and then given up', async () => {
    const { sandbox, post, received } = createReceiver([500, 404, 503, 500]);
    sandbox.seed.rule({ url, on: 'create' });
    await post('/tickets', ticket);
    await sandbox.webhooks.drain();
    expect(received).toHaveLength(4);
    const [delivery] = sandbox.webhooks.deliveries;
    const start = Date.parse('2026-03-02T09:00:00Z');
    const minutes = delivery?.attempts.map((attempt) => (attempt.at - start) / 60_000);
    expect([minutes, delivery?.state]).toEqual([[0, 5, 35, 95], 'failed']);
    expect(new Set(received.map((item) => item.body)).size).toBe(1);
  });

  it('stops as soon as it is answered', async () => {
    const { sandbox, post, received } = createReceiver([500]);
    sandbox.seed.rule({ url, on: 'create' });
    await post('/tickets', ticket);
    await sandbox.webhooks.drain();
    expect([received.length, sandbox.webhooks.deliveries[0]?.state]).toEqual([2, 'delivered']);
  });

  it('waits for the next hour beyond the account’s cap', async () => {
    const { sandbox, post, received } = createReceiver([], { unconfirmed: { webhooksPerHour: 1 } });
    sandbox.seed.rule({ url, on: 'create' });
    await post('/tickets', ticket);
    await post('/tickets', ticket);
    await sandbox.webhooks.deliver();
    expect(received).toHaveLength(1);
    sandbox.clock.advance(60 * 60_000);
    await sandbox.webhooks.deliver();
    expect(received).toHaveLength(2);
  });

  it('can be duplicated and reordered', async () => {
    const { sandbox, post, contents } = createReceiver();
    sandbox.seed.rule({ url, on: 'create' });
    sandbox.webhooks.duplicateNext();
    await post('/tickets', ticket);
    await post('/tickets', ticket);
    sandbox.webhooks.reorder();
    await sandbox.webhooks.deliver();
    expect(contents().map((content) => content['ticket_id'])).toEqual([2, 1, 1]);
  });

  it('needs no call where deliveries are automatic', async () => {
    const arrived = await new Promise<string>((resolve) => {
      const send = async (request: Request) => {
        resolve(request.url);
        return new Response('');
      };
      const client = createClient({
        clock: createClock({ real: true }),
        webhooks: { send, auto: true },
      });
      client.sandbox.seed.rule({ url, on: 'create' });
      void client.post('/tickets', ticket);
    });
    expect(arrived).toBe(url);
  });
});

describe('seeding', () => {
  it('tells nobody', async () => {
    const { sandbox, received } = createReceiver();
    sandbox.seed.rule({ url, on: 'create' });
    sandbox.seed.app({ url });
    sandbox.seed.ticket({ conversations: [{ body: 'x' }] });
    sandbox.seed.contact({ name: 'Ann' });
    await sandbox.webhooks.deliver();
    expect(received).toEqual([]);
    expect(sandbox.state.outbox).toEqual([]);
  });
});

describe('rules through the API', () => {
  it('are made, listed and run, by admins', async () => {
    const { sandbox, post, get, received, as } = createReceiver();
    const rule = {
      name: 'Tell us',
      active: true,
      performer: { type: 3 },
      events: [],
      actions: [
        {
          field_name: 'trigger_webhook',
          request_type: 'POST',
          url,
          content: { content_layout: 2, content: '{"id":"{{ticket.id}}"}' },
          custom_headers: { 'x-webhook-secret': 's3cret' },
        },
      ],
    };
    const made = await post('/automations/1/rules', rule);
    expect([made.status, made.body.name]).toEqual([201, 'Tell us']);
    expect(made.body.created_at).toBe('2026-03-02T09:00:00.000Z');
    expect((await get('/automations/1/rules')).body).toMatchObject({
      rules: [{ id: made.body.id, actions: [{ url }] }],
      meta: {},
    });
    expect((await get('/automations/4/rules')).body.rules).toEqual([]);
    expect((await get('/automations/2/rules')).status).toBe(404);
    await post('/tickets', ticket);
    await sandbox.webhooks.deliver();
    expect(received[0]?.body).toBe('{"id":"1"}');
    expect(received[0]?.headers.get('x-webhook-secret')).toBe('s3cret');
    const bo = sandbox.seed.agent({ name: 'Bo' });
    expect((await get('/automations/1/rules', as(bo.agent.api_key))).status).toBe(403);
  });
});
