import { createHash, createHmac } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { createHub, type SupportEvent } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createIntercom } from 'polydesk/intercom';
import { createZendesk } from 'polydesk/zendesk';
import { createWebhookReceiver, type IncomingDelivery } from 'polydesk/webhooks';
import { expect, it } from 'vitest';
import { describeWithReference, readReferenceJson, referencePath } from '../support/reference.ts';

const SECRET = 'the-secret-of-every-desk';
const NOW = new Date('2026-05-11T08:00:00Z');

/** What a payload means by the sheets: the unified events, and the native id of the record. */
type Meaning = readonly [types: readonly string[], nativeId: string | null];

const MEANINGS: Readonly<Record<string, Readonly<Record<string, Meaning>>>> = {
  // zendesk.md section 24.
  zendesk: {
    'article.author_changed': [['article.updated'], '7005450498174'],
    'messaging_ticket.message_added': [['message.created'], '141'],
    signature_vector: [['contact.updated'], '6596848315901'],
    'ticket.agent_assignment_changed': [['ticket.assigned'], '5158'],
    'ticket.comment_added': [['message.created'], '5158'],
    'ticket.created': [['ticket.created'], '5158'],
    'ticket.custom_field_changed': [['ticket.updated'], '5158'],
    'ticket.merged': [['ticket.merged'], '5158'],
    'ticket.status_changed': [['ticket.status_changed'], '5158'],
    'ticket.tags_changed': [['ticket.updated'], '5158'],
    'trigger_template.ticket_update': [['ticket.updated'], '12345'],
    'user.active_changed': [['contact.updated'], '6596848315901'],
    'user.deleted.delivery': [['contact.deleted'], '6164069643162'],
  },
  // intercom.md sections 18.1 and 18.2. Teammates type while they assign: trap 5 of section 21.
  intercom: {
    'contact.deleted': [['contact.deleted'], '696122fb2591e0cadd20073a'],
    'contact.merged': [['contact.merged'], '6961f1c19b981fb5a0b90afb'],
    'contact.user.updated.retry': [['contact.updated'], '64dbc8be576618069c4e0560'],
    'conversation.admin.open.assigned': [['message.created', 'ticket.assigned'], '215472621202693'],
    'conversation.deleted': [['ticket.deleted'], '215472621305755'],
    'conversation.priority.updated': [['ticket.updated'], '215472621202693'],
    'derived.conversation.admin.closed': [['ticket.status_changed'], '215472621202693'],
    'derived.conversation.admin.noted': [['note.created'], '215472621202693'],
    'derived.conversation.admin.replied': [['message.created'], '215472621202693'],
    'derived.conversation.rating.added': [['rating.received'], '215472621202693'],
    'derived.conversation.user.created': [['message.created', 'ticket.created'], '215472621202693'],
    'derived.conversation.user.replied': [['message.created'], '215472621202693'],
    'derived.conversation.user.replied.reopens-closed': [
      ['message.created', 'ticket.status_changed'],
      '215472621202693',
    ],
    'legacy-v1.conversation.user.replied': [['message.created'], '21322009097'],
    ping: [['ping'], null],
    'signature-vector': [['ping'], null],
    'ticket.admin.replied': [['message.created', 'ticket.assigned'], '215472629311235'],
    'ticket.contact.replied': [['message.created'], '215472629548109'],
    'ticket.note.created': [['note.created'], '215472629353977'],
    'ticket.state.updated': [['ticket.status_changed'], '215472629311235'],
  },
  // freshdesk.md sections 20.1 and 21. A permanent deletion names no display id, and so no ticket.
  freshdesk: {
    'app.onContactUpdate': [['contact.updated'], '2'],
    'app.onConversationCreate': [['message.created'], '452'],
    'app.onConversationUpdate.v2': [['message.updated'], '2127'],
    'app.onTicketCreate': [['ticket.created'], '1'],
    'app.onTicketDelete': [['unknown'], null],
    'app.onTicketUpdate': [['ticket.status_changed', 'ticket.updated'], '11'],
    'app.onTimeEntryUpdate': [['unknown'], null],
    'automation.simple.full': [['ticket.created'], '2'],
    'automation.simple.latest-comment': [['ticket.updated'], '11'],
    'automation.simple.private-note': [['note.created'], '11'],
    'automation.simple.status-changed': [['ticket.status_changed'], '11'],
    'automation.simple.ticket-created': [['ticket.created'], '11'],
  },
};

/** Signs as the provider signs (each sheet’s section on deliveries), written apart from the library. */
const SIGN: Readonly<Record<string, (body: string) => Readonly<Record<string, string>>>> = {
  zendesk(body) {
    const time = `${NOW.toISOString().slice(0, 19)}Z`;
    return {
      'X-Zendesk-Webhook-Signature-Timestamp': time,
      'X-Zendesk-Webhook-Signature': createHmac('sha256', SECRET)
        .update(time + body)
        .digest('base64'),
      'X-Zendesk-Webhook-Invocation-Id': createHash('sha256')
        .update(body)
        .digest('hex')
        .slice(0, 26),
    };
  },
  intercom: (body) => ({
    'X-Hub-Signature': `sha1=${createHmac('sha1', SECRET).update(body).digest('hex')}`,
  }),
  freshdesk: () => ({ 'X-Webhook-Secret': SECRET, 'Content-Type': 'application/json' }),
};

const openDesks = () => [
  createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' } }),
  createIntercom({ workspaceId: 'abc123de', credentials: { accessToken: 't' } }),
  createFreshdesk({ subdomain: 'acme', credentials: { apiKey: 'k' } }),
];

/** The payload as it would come over the wire: recordings of raw bodies byte by byte. */
function deliveryOf(provider: string, name: string): IncomingDelivery {
  const json = readReferenceJson('providers', provider, 'fixtures', `webhook.${name}.json`);
  // Safe: the fixtures are objects; recordings of deliveries have their body as text.
  const { raw_body: raw } = json as { readonly raw_body?: string };
  const rawBody = raw ?? JSON.stringify(json);
  const path = `/webhooks/${provider}/${provider === 'intercom' ? 'abc123de' : 'acme'}`;
  return { rawBody, headers: SIGN[provider]?.(rawBody) ?? {}, path };
}

const recordOf = (event: SupportEvent): string | null => {
  for (const key of ['ticket', 'contact', 'organization', 'article'] as const) {
    // Safe: any object can be read by its keys.
    const record = (event as unknown as Record<string, { readonly externalId: string }>)[key];
    if (record !== undefined) return record.externalId;
  }
  return null;
};

function expectMeaning(heard: readonly SupportEvent[], [types, nativeId]: Meaning): void {
  expect(heard.map(({ type }) => type).sort()).toEqual([...types]);
  for (const event of heard) expect(recordOf(event)).toBe(nativeId);
}

describeWithReference('every recorded and documented delivery', () => {
  const rows = Object.entries(MEANINGS).flatMap(([provider, meanings]) =>
    Object.entries(meanings).map(([name, meaning]) => ({ provider, name, meaning })),
  );

  it('has its meaning here', () => {
    for (const [provider, meanings] of Object.entries(MEANINGS)) {
      const files = readdirSync(referencePath('providers', provider, 'fixtures'))
        .filter((file) => file.startsWith('webhook.'))
        .map((file) => file.slice('webhook.'.length, -'.json'.length));
      expect(Object.keys(meanings).sort(), provider).toEqual(files.sort());
    }
  });

  it.each(rows)('$provider $name goes through a receiver', async ({ provider, name, meaning }) => {
    const desk = openDesks().find((one) => one.provider === provider);
    if (desk === undefined) return expect.unreachable();
    const clock = { now: () => NOW.getTime(), sleep: () => new Promise<void>(() => undefined) };
    const receiver = createWebhookReceiver({ parser: desk.webhooks, secret: SECRET, clock });
    const heard: SupportEvent[] = [];
    receiver.on('*', (event) => void heard.push(event));
    const answer = await receiver.receive(deliveryOf(provider, name));
    expect(answer).toMatchObject({ status: 200, result: 'handled' });
    expectMeaning(heard, meaning);
    const again = await receiver.receive(deliveryOf(provider, name));
    expect([again.result, heard.length]).toEqual(['duplicate', meaning[0].length]);
  });

  it.each(rows)('$provider $name goes through a hub', async ({ provider, name, meaning }) => {
    const clock = { now: () => NOW.getTime(), sleep: () => new Promise<void>(() => undefined) };
    const secrets = {
      'zendesk:acme': SECRET,
      'intercom:abc123de': SECRET,
      'freshdesk:acme': SECRET,
    };
    const hub = createHub({ adapters: openDesks(), webhooks: { secrets, clock } });
    const heard: SupportEvent[] = [];
    hub.on('*', (event) => void heard.push(event));
    const answer = await hub.webhooks.receive(deliveryOf(provider, name));
    expect(answer).toMatchObject({ status: 200, result: 'handled' });
    expectMeaning(heard, meaning);
  });
});
