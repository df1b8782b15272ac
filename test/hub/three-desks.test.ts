import { createHub, type SupportEvent } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { freshdeskAutomationRule } from 'polydesk/freshdesk/webhooks';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';

const RULE_SECRET = 'a-long-random-secret';

/** Three sandboxes on one clock, whose webhooks all end in one hub. */
function openDesks() {
  const clock = createClock();
  const secrets = new Map<string, string>();
  const answers: number[] = [];
  const send = async (request: Request): Promise<Response> => {
    const desk = decodeURIComponent(new URL(request.url).pathname.slice(1));
    const delivery = { rawBody: await request.text(), headers: request.headers };
    const options = { secret: secrets.get(desk) ?? '', now: new Date(clock.now()) };
    const status = await hub.receive(desk, delivery, options).then(
      () => 204,
      () => 401,
    );
    answers.push(status);
    return new Response(null, { status });
  };
  const webhooks = { send };
  const zendesk = createZendeskSandbox({ clock, webhooks });
  const intercom = createIntercomSandbox({ clock, webhooks, botParts: false });
  const freshdesk = createFreshdeskSandbox({ clock, webhooks });
  const { accessToken, clientSecret, workspaceId } = intercom.credentials;
  const names = [`zendesk:acme`, `intercom:${workspaceId}`, `freshdesk:acme`] as const;
  const time = { now: () => clock.now(), sleep: async (ms: number) => clock.advance(ms) };
  const hub = createHub({
    adapters: [
      createZendesk({
        subdomain: 'acme',
        credentials: zendesk.credentials,
        fetch: zendesk.fetch,
        clock: time,
      }),
      createIntercom({
        workspaceId,
        credentials: { accessToken },
        fetch: intercom.fetch,
        clock: time,
      }),
      createFreshdesk({
        subdomain: 'acme',
        credentials: freshdesk.credentials,
        fetch: freshdesk.fetch,
        clock: time,
      }),
    ],
  });
  const urlOf = (desk: string): string => `https://app.example.com/${encodeURIComponent(desk)}`;
  const subscribe = async (): Promise<void> => {
    const { subscriptions } = hub.desk('zendesk:acme');
    const { id } = await subscriptions.create({
      name: 'hub',
      url: urlOf(names[0]),
      events: ['ticket.created', 'ticket.comment_added'],
    });
    secrets.set(names[0], await subscriptions.secret(id));
    intercom.subscribe({ url: urlOf(names[1]) });
    secrets.set(names[1], clientSecret);
    const { webhook } = freshdeskAutomationRule({ url: urlOf(names[2]), event: 'ticket.created' });
    freshdesk.seed.rule({
      on: 'create',
      url: webhook.url,
      content: webhook.body,
      headers: { 'x-webhook-secret': RULE_SECRET },
    });
    secrets.set(names[2], RULE_SECRET);
  };
  const drain = async (): Promise<void> => {
    for (const { webhooks: queue } of [zendesk, intercom, freshdesk]) await queue.drain();
  };
  return { hub, names, zendesk, intercom, freshdesk, subscribe, drain, secrets, answers };
}

describe('one hub over three providers', () => {
  it('lists the tickets of all of them, also with filters and small pages', async () => {
    const { hub, zendesk, intercom, freshdesk } = openDesks();
    zendesk.seed.tickets(3);
    intercom.seed.conversations(3);
    freshdesk.seed.tickets(3);
    zendesk.seed.ticket({ properties: { status: 'solved' } });
    intercom.seed.conversation({ properties: { state: 'closed' } });
    freshdesk.seed.ticket({ properties: { status: 4 } });
    const all = await hub.tickets.list({ pageSize: 2 }).toArray({ limit: 100 });
    expect(all).toHaveLength(12);
    const open = await hub.tickets.list({ status: ['open'] }).toArray({ limit: 100 });
    expect(open).toHaveLength(9);
    expect(new Set(open.map(({ provenance }) => provenance.provider)).size).toBe(3);
    for (const { id, status } of open) expect((await hub.ticket(id)).status).toBe(status);
  });

  it('refuses an order that one of them does not have, or leaves that one out', async () => {
    const { hub, freshdesk } = openDesks();
    freshdesk.seed.tickets(2);
    expect(() => hub.tickets.list({ order: 'oldest' })).toThrow('Intercom cannot filter');
    const skipped: string[] = [];
    const list = hub.tickets.list(
      { order: 'oldest' },
      { unsupported: 'skip', onSkipped: ({ provider }) => void skipped.push(provider) },
    );
    expect(await list.toArray({ limit: 9 })).toHaveLength(2);
    expect(skipped).toEqual(['intercom']);
  });

  it('hears of a new case at each of them through one handler, each proven in its own way', async () => {
    const { hub, names, subscribe, drain, answers } = openDesks();
    await subscribe();
    const heard: string[] = [];
    hub.on('ticket.created', async (event, { desk }) => {
      const ticket = await hub.ticket(event.ticket.id);
      await desk.messages.note?.(ticket.id, { body: { text: 'Seen.' } });
      heard.push(`${desk.provider}:${desk.account} ${ticket.requester.email}`);
    });
    for (const name of names) {
      await hub.desk(name).tickets.create?.({
        subject: 'Label printing is down',
        requester: { email: 'ada@customer.example', name: 'Ada' },
        message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
      });
    }
    await drain();
    expect(heard.sort()).toEqual([...names].sort().map((name) => `${name} ada@customer.example`));
    expect(new Set(answers)).toEqual(new Set([204]));
    await hub.close();
  });

  it('believes no desk by the secret of another', async () => {
    const { hub, names, subscribe, drain, secrets, answers } = openDesks();
    await subscribe();
    const [zendesk = '', intercom = '', freshdesk = ''] = names.map((name) => secrets.get(name));
    secrets.set(names[0], intercom).set(names[1], freshdesk).set(names[2], zendesk);
    const heard: SupportEvent[] = [];
    hub.on('*', (event) => void heard.push(event));
    for (const name of names) {
      await hub.desk(name).tickets.create?.({
        subject: 'Label printing is down',
        requester: { email: 'ada@customer.example', name: 'Ada' },
        message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
      });
    }
    await drain();
    expect(heard).toEqual([]);
    expect(new Set(answers)).toEqual(new Set([401]));
  });
});
