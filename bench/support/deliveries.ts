import { createHmac } from 'node:crypto';
import { createFreshdeskWebhooks } from '../../adapters/freshdesk/webhook/index.ts';
import { createIntercomWebhooks } from '../../adapters/intercom/webhook/index.ts';
import { createZendeskWebhooks } from '../../adapters/zendesk/webhook/index.ts';
import type { WebhookParser } from '../../src/adapter/contract.ts';

/** The secret behind every delivery. */
export const SECRET = 'a-signing-secret-of-the-usual-length-0123456789';
const TIMESTAMP = '2026-03-02T09:30:00Z';
/** When the deliveries come in. */
export const NOW = new Date(TIMESTAMP);

/** A signed delivery. */
export interface Signed {
  readonly rawBody: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** How one provider delivers. */
export interface Provider {
  readonly name: string;
  /** Its parser as this runtime makes it at the moment of the call. */
  readonly parser: () => WebhookParser;
  /** What nobody can leave out: the HMAC of its scheme over the bytes. */
  readonly hmac: (body: Buffer) => string;
  /** Signed for an event with this number; `shown` in place of the right signature. */
  readonly deliver: (body: Buffer, number: number, shown?: string) => Signed;
  /** An event of about so many bytes. */
  readonly body: (bytes: number, number: number) => Buffer;
}

const WORDS = 'The invoice of March still shows the address that we left in January. ';
const PARAGRAPH =
  '<p>The invoice of March still shows the <b>address</b> that we left in January.</p>';

/** Writes an event with so much text in it that it takes `bytes`. */
function filled(bytes: number, words: string, write: (text: string) => string): Buffer {
  const room = bytes - write('').length;
  return Buffer.from(write(words.repeat(Math.ceil(room / words.length)).slice(0, room)));
}

// Several events of each ticket, as in life.
const ticketOf = (number: number): number => 7000 + (number % 500);

/** Printed as Zendesk prints: three spaces, final newline. */
const zendeskBody = (bytes: number, number: number): Buffer => {
  const event = {
    account_id: 10203040,
    detail: {
      actor_id: '9001001001001',
      assignee_id: '9001001001002',
      brand_id: '9001001001003',
      created_at: '2026-03-02T09:12:07Z',
      custom_status: '9001001001004',
      description: '',
      external_id: null,
      form_id: '9001001001005',
      group_id: '9001001001006',
      id: String(ticketOf(number)),
      is_public: true,
      organization_id: '9001001001007',
      priority: 'HIGH',
      requester_id: '9001001001008',
      status: 'SOLVED',
      subject: 'Invoice shows the wrong address',
      submitter_id: '9001001001008',
      tags: ['billing', 'invoice', 'vip'],
      type: 'QUESTION',
      updated_at: '2026-03-02T09:29:58Z',
      via: { channel: 'web_service' },
    },
    event: { current: 'SOLVED', previous: 'OPEN' },
    id: `5f0c9d5e-2b53-4b39-8f1e-${String(number).padStart(12, '0')}`,
    subject: `zen:ticket:${ticketOf(number)}`,
    time: '2026-03-02T09:29:58.104339871Z',
    type: 'zen:event-type:ticket.status_changed',
    zendesk_event_version: '2022-11-06',
  };
  return filled(bytes, WORDS, (description) => {
    const detail = { ...event.detail, description };
    return `${JSON.stringify({ ...event, detail }, null, 3)}\n`;
  });
};

const PERSON = { type: 'user', id: '65a1', name: 'Mira Haddad', email: 'mira@example.com' };

/** An answer of a customer: the conversation with the one part that caused the notification. */
const intercomBody = (bytes: number, number: number): Buffer => {
  const item = {
    type: 'conversation',
    id: String(ticketOf(number)),
    created_at: 1_772_440_000,
    updated_at: 1_772_443_798,
    waiting_since: 1_772_443_798,
    snoozed_until: null,
    source: {
      type: 'conversation',
      id: '3900000001',
      delivered_as: 'customer_initiated',
      subject: '',
      body: 'Where is my invoice?',
      author: PERSON,
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: { contacts: [{ type: 'contact', id: '65a1', external_id: 'user-17' }] },
    admin_assignee_id: 4401,
    team_assignee_id: null,
    open: true,
    state: 'open',
    read: true,
    tags: { type: 'tag.list', tags: [{ type: 'tag', id: '1', name: 'vip' }] },
    priority: 'not_priority',
    sla_applied: null,
    title: '',
    custom_attributes: { plan: 'pro', order: 'A-77' },
    linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
  };
  const part = {
    type: 'conversation_part',
    id: String(900_000 + number),
    part_type: 'comment',
    created_at: 1_772_443_798,
    updated_at: 1_772_443_798,
    notified_at: 1_772_443_798,
    assigned_to: null,
    author: PERSON,
    attachments: [],
    external_id: null,
    redacted: false,
  };
  return filled(bytes, WORDS, (body) => {
    const parts = { conversation_parts: [{ ...part, body }], total_count: 1 };
    return JSON.stringify({
      type: 'notification_event',
      app_id: 'abc123de',
      data: { type: 'notification_event_data', item: { ...item, conversation_parts: parts } },
      links: {},
      id: `notif_${number}`,
      topic: 'conversation.user.replied',
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: 1_772_443_799,
      created_at: 1_772_443_799,
      self: null,
    });
  });
};

/** Simple content of a rule. */
const freshdeskBody = (bytes: number, number: number): Buffer =>
  filled(bytes, PARAGRAPH, (description) =>
    JSON.stringify({
      freshdesk_webhook: {
        triggered_event: '{status:{from:2,to:4}}',
        // Rules send no id: what is told of another ticket is another event.
        ticket_id: String(7000 + number),
        ticket_url: `http://acme.freshdesk.com/helpdesk/tickets/${7000 + number}`,
        ticket_type: 'Incident',
        ticket_subject: 'Invoice shows the wrong address',
        ticket_description: description,
        ticket_status: 'Resolved',
        ticket_priority: 'High',
        ticket_source: 'Email',
        requester_name: 'Noor de Wit',
        requester_email: 'noor@example.com',
      },
    }),
  );

/** The providers whose deliveries are measured. */
export const PROVIDERS: readonly Provider[] = [
  {
    name: 'Zendesk',
    parser: () => createZendeskWebhooks({ account: 'acme' }),
    hmac: (body) => createHmac('sha256', SECRET).update(TIMESTAMP).update(body).digest('base64'),
    deliver(
      rawBody,
      number,
      shown = createHmac('sha256', SECRET).update(TIMESTAMP).update(rawBody).digest('base64'),
    ) {
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'x-zendesk-account-id': '10203040',
        'x-zendesk-webhook-invocation-id': `01HANA2B5D5W9XSJS3NE${number}`,
        'x-zendesk-webhook-signature-timestamp': TIMESTAMP,
        'x-zendesk-webhook-signature': shown,
      };
      return { rawBody, headers };
    },
    body: zendeskBody,
  },
  {
    name: 'Intercom',
    parser: () => createIntercomWebhooks({ workspaceId: 'abc123de' }),
    hmac: (body) => createHmac('sha1', SECRET).update(body).digest('hex'),
    deliver(rawBody, _number, shown = createHmac('sha1', SECRET).update(rawBody).digest('hex')) {
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature': `sha1=${shown}`,
      };
      return { rawBody, headers };
    },
    body: intercomBody,
  },
  {
    name: 'Freshdesk',
    parser: () => createFreshdeskWebhooks({ account: 'acme' }),
    // It signs nothing: this is what a provider that signs would ask for.
    hmac: (body) => createHmac('sha256', SECRET).update(body).digest('hex'),
    deliver(rawBody, _number, shown = SECRET) {
      const headers = { 'content-type': 'application/json', 'x-webhook-secret': shown };
      return { rawBody, headers };
    },
    body: freshdeskBody,
  },
];

/** So many deliveries of events of their own. */
export const deliveriesOf = (provider: Provider, bytes: number, count: number): readonly Signed[] =>
  Array.from({ length: count }, (_delivery, number) =>
    provider.deliver(provider.body(bytes, number), number),
  );
