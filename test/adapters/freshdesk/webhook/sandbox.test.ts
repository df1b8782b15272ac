import { createFreshdeskSandbox, type FreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { describe, expect, it } from 'vitest';
import {
  createFreshdeskWebhooks,
  type FreshdeskAutomationEvent,
  freshdeskAutomationRule,
} from '../../../../adapters/freshdesk/webhook/index.ts';
import type { SupportEvent } from '../../../../src/model/event.ts';
import { now, secret } from './deliveries.ts';

const url = 'https://hook.example.org/in';
const draft = {
  subject: 'Broken "again"',
  description: 'It broke.\nTwice.',
  email: 'ann@example.org',
  name: 'Ann Lee',
  status: 2,
  priority: 3,
};

/** A sandbox whose deliveries are verified and read as they arrive. */
function createDesk() {
  const received: { readonly rawBody: string; readonly headers: Headers }[] = [];
  const sandbox: FreshdeskSandbox = createFreshdeskSandbox({
    webhooks: {
      send: async (request: Request) => {
        received.push({ rawBody: await request.text(), headers: request.headers });
        return new Response('');
      },
    },
  });
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await sandbox.fetch(`${sandbox.url}/api/v2${path}`, {
      method,
      headers: { authorization: sandbox.authorization.basic, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(response.status).toBeLessThan(300);
  };
  const webhooks = createFreshdeskWebhooks({ account: 'acme', keepRaw: false });
  /** What arrived since the last look. Apps show no secret, rules do. */
  const told = async (from: 'rules' | 'apps'): Promise<readonly SupportEvent[]> => {
    await sandbox.webhooks.deliver();
    const deliveries = received.splice(0);
    for (const delivery of from === 'rules' ? deliveries : []) {
      await webhooks.verify(delivery, { secret, now });
    }
    return deliveries.flatMap((delivery) => webhooks.parse(delivery));
  };
  return { sandbox, call, told, events: () => told('rules') };
}

/** Sets the rule up that the library describes, with the secret where its place is. */
function follow(sandbox: FreshdeskSandbox, event: FreshdeskAutomationEvent): void {
  const { webhook, type } = freshdeskAutomationRule({ url, event });
  const headers = Object.fromEntries(Object.keys(webhook.headers).map((name) => [name, secret]));
  const on = type === 1 ? ('create' as const) : ('update' as const);
  sandbox.seed.rule({ url: webhook.url, on, content: webhook.body, headers });
}

describe('rules that follow freshdeskAutomationRule, in the sandbox', () => {
  it('a new ticket arrives as one, though its subject would break free text', async () => {
    const { sandbox, call, events } = createDesk();
    follow(sandbox, 'ticket.created');
    await call('POST', '/tickets', draft);
    expect(await events()).toMatchObject([
      {
        type: 'ticket.created',
        ticket: {
          id: 'freshdesk:acme:1',
          status: 'open',
          priority: 'high',
          channel: { kind: 'portal', native: '2' },
        },
      },
    ]);
  });

  it('a change of the status, a note and a reply arrive as what they are', async () => {
    const { sandbox, call, events } = createDesk();
    await call('POST', '/tickets', draft);
    follow(sandbox, 'ticket.updated');
    await call('PUT', '/tickets/1', { status: 4 });
    expect(await events()).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: { id: 'freshdesk:acme:1', status: 'resolved' },
        changes: [
          { field: 'status', from: 'open', to: 'resolved' },
          { field: 'nativeStatus.id', from: '2', to: '4' },
        ],
      },
    ]);
    await call('POST', '/tickets/1/notes', { body: 'For us only', private: true });
    expect(await events()).toMatchObject([
      { type: 'note.created', message: { visibility: 'internal', externalId: null } },
    ]);
    await call('POST', '/tickets/1/reply', { body: 'For you' });
    expect(await events()).toMatchObject([
      { type: 'message.created', message: { visibility: 'public' } },
    ]);
  });

  it('Simple content as JSON and as a form means the same', async () => {
    const { sandbox, call, events } = createDesk();
    const rule = { url, on: 'create' as const, headers: { 'X-Webhook-Secret': secret } };
    sandbox.seed.rule(rule);
    sandbox.seed.rule({ ...rule, encoding: 'form' });
    await call('POST', '/tickets', draft);
    const [json, form] = await events();
    expect(json).toMatchObject({
      type: 'ticket.created',
      ticket: { subject: 'Broken "again"', requester: { email: 'ann@example.org' } },
    });
    expect({ ...form, id: null }).toEqual({ ...json, id: null });
  });
});

describe('apps of both shapes, in the sandbox', () => {
  it.each(['classic', '2021'] as const)('%s: the life of a ticket', async (shape) => {
    const { sandbox, call, told } = createDesk();
    sandbox.seed.app({ url, shape });
    const send = async (method: string, path: string, body?: unknown) => {
      await call(method, path, body);
      return told('apps');
    };
    const created = await send('POST', '/tickets', draft);
    expect(created.map(({ type }) => type)).toContain('ticket.created');
    const updated = await send('PUT', '/tickets/1', { status: 3, priority: 4 });
    expect(updated).toMatchObject([
      {
        type: 'ticket.status_changed',
        ticket: { status: 'pending', priority: 'urgent' },
        changes: expect.arrayContaining([{ field: 'status', from: 'open', to: 'pending' }]),
      },
      {
        type: 'ticket.updated',
        changes: expect.arrayContaining([{ field: 'priority', from: 'high', to: 'urgent' }]),
      },
    ]);
    const noted = await send('POST', '/tickets/1/notes', { body: 'For us only', private: true });
    expect(noted.filter(({ type }) => type.endsWith('.created'))).toMatchObject([
      { type: 'note.created', message: { bodyText: 'For us only', visibility: 'internal' } },
    ]);
    const binned = await send('DELETE', '/tickets/1');
    expect(binned).toMatchObject([
      {
        type: 'ticket.deleted',
        permanent: false,
        ticket: { id: 'freshdesk:acme:1', isDeleted: true },
      },
    ]);
  });
});
