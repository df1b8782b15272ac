// Three desks as one: their tickets in one list, their events at one handler.
import { createHub } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { signTestWebhook } from 'polydesk/testing';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const zendesk = createZendeskSandbox();
const intercom = createIntercomSandbox();
const freshdesk = createFreshdeskSandbox();
const ada = zendesk.seed.user({ name: 'Ada', email: 'ada@example.org' });
zendesk.seed.ticket({ subject: 'Label printing is down', requesterId: ada.id });
intercom.seed.conversation({ properties: { title: 'Locked out' } });
freshdesk.seed.ticket({ subject: 'Charged twice' });

const planOf = async (email: string | null | undefined): Promise<string | null> =>
  email?.endsWith('@example.org') ? 'pro' : null;

const { accessToken, workspaceId } = intercom.credentials;
const hub = createHub({
  adapters: [
    createZendesk({ subdomain: 'acme', credentials: zendesk.credentials, fetch: zendesk.fetch }),
    createIntercom({ workspaceId, credentials: { accessToken }, fetch: intercom.fetch }),
    createFreshdesk({
      subdomain: 'acme',
      credentials: freshdesk.credentials,
      fetch: freshdesk.fetch,
    }),
  ],
  // What your billing knows of a customer comes along on every ticket and event.
  enrich: async ({ requester }) => ({ plan: await planOf(requester?.email) }),
});

for await (const ticket of hub.tickets.list()) {
  console.log(ticket.provenance.provider, ticket.subject, ticket.metadata.plan);
}

hub.on('ticket.status_changed', async (event, { desk }) => {
  await desk.messages.note?.(event.ticket.id, { body: { text: 'Seen by the hub.' } });
  console.log(event.provider, event.ticket.status, event.changes[0]);
});

// What Zendesk would deliver; each desk is proven and read in its own way.
const now = new Date('2026-05-11T08:00:00Z');
const body = JSON.stringify({
  account_id: 1,
  detail: { id: '1', status: 'OPEN' },
  event: { current: 'OPEN', previous: 'NEW' },
  id: '5c1f7d3e-1f0e-4f4b-9a52-0c6f5a1d2b3c',
  time: '2026-05-11T07:59:59Z',
  type: 'zen:event-type:ticket.status_changed',
});
const headers = await signTestWebhook({
  scheme: 'zendesk',
  body,
  secret: 's3cret',
  timestamp: now,
});
await hub.receive('zendesk:acme', { rawBody: body, headers }, { secret: 's3cret', now });

const thread = await hub.desk('zendesk:acme').messages.list('1').toArray({ limit: 10 });
console.log(thread.at(-1)?.visibility, thread.at(-1)?.bodyText);
await hub.close();
