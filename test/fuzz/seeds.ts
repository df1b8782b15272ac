import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NATIVE_EVENTS as FRESHDESK_EVENTS } from '../../adapters/freshdesk/webhook/native-events.ts';
import { NATIVE_EVENTS as INTERCOM_EVENTS } from '../../adapters/intercom/webhook/native-events.ts';
import { NATIVE_EVENTS as ZENDESK_EVENTS } from '../../adapters/zendesk/webhook/native-events.ts';

/** The desks whose deliveries are mutated. */
export const DESKS = ['zendesk', 'intercom', 'freshdesk'] as const;
/** One of them. */
export type Desk = (typeof DESKS)[number];

const root = fileURLToPath(new URL('../..', import.meta.url));
const reference = process.env['POLYDESK_REFERENCE_DIR'] ?? join(root, '../shared');

const namesOf = (events: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  [...new Set(Object.values(events).flat())].sort();

const TIME = '2026-05-11T07:59:58.104339871Z';
const PERSON = { id: '9001001001008', name: 'Ruth Okafor', email: 'ruth@example.com' };

/** Every part that an event of Zendesk can have, at once: each rule finds what it reads. */
const zendeskEvent = (name: string): unknown => ({
  account_id: 10_203_040,
  detail: {
    ...PERSON,
    actor_id: '9001001001002',
    assignee_id: '9001001001002',
    brand_id: '9001001001003',
    created_at: '2026-03-02T09:12:07Z',
    custom_status: '9001001001004',
    description: 'The invoice of March shows our old address.',
    external_id: 'order-77',
    form_id: '9001001001005',
    group_id: '9001001001006',
    id: '7313',
    is_public: true,
    organization_id: '9001001001007',
    priority: 'HIGH',
    requester_id: '9001001001008',
    role: 'end-user',
    status: 'OPEN',
    subject: 'Invoice shows the wrong address',
    submitter_id: '9001001001008',
    tags: ['billing', 'vip'],
    type: 'QUESTION',
    updated_at: '2026-05-11T07:59:58Z',
    via: { channel: 'mail' },
  },
  event: {
    current: 'SOLVED',
    previous: 'OPEN',
    comment: {
      id: '9100200300400',
      body: 'Ask accounting first.',
      is_public: true,
      author: { ...PERSON, is_staff: false },
    },
    attachment: {
      id: '771',
      filename: 'invoice.pdf',
      content_type: 'application/pdf',
      content_url: 'https://acme.example.com/invoice.pdf',
    },
    custom_field: { id: '360001', type: 'text' },
    tags_added: ['late'],
    tags_removed: ['vip'],
    users_added: [PERSON],
    users_removed: [],
    target_ticket_id: '7314',
    added: { tags: ['late'] },
    removed: { tags: ['vip'] },
    group: { id: '9001001001006' },
    organization: { id: '9001001001007' },
    actor: { ...PERSON, type: 'end_user' },
    message: { id: '69a5c2', body: 'Are you there?' },
    author_id: '9001001001002',
    category_id: '9200300400500',
    section_id: '9200300400501',
    locale: 'en-us',
    title: 'Changing your billing address',
    meta: { sequence: { id: 's1', position: 3 } },
  },
  id: '5f0c9d5e-2b53-4b39-8f1e-0d6f4f0a7b02',
  subject: 'zen:ticket:7313',
  time: TIME,
  type: `zen:event-type:${name}`,
  zendesk_event_version: '2022-11-06',
});

const AUTHOR = { type: 'user', id: '65a1', name: 'Mira', email: 'mira@example.com' };
const PART = {
  type: 'conversation_part',
  id: '51',
  part_type: 'comment',
  body: '<p>It is <b>still</b> stuck &amp; waiting</p>',
  created_at: 1_778_486_398,
  updated_at: 1_778_486_398,
  assigned_to: { type: 'admin', id: '4401' },
  author: AUTHOR,
  attachments: [{ name: 'a.png', url: 'https://example.com/a.png', content_type: 'image/png' }],
  redacted: false,
};

const intercomItem = {
  type: 'conversation',
  id: '12',
  ticket_id: '3',
  external_id: 'user-17',
  email: 'mira@example.com',
  name: 'Mira',
  role: 'user',
  title: 'Invoice',
  body: 'Where is it?',
  description: 'An article',
  state: 'open',
  open: true,
  created_at: 1_778_400_000,
  updated_at: 1_778_486_398,
  snoozed_until: null,
  priority: 'priority',
  admin_assignee_id: 4401,
  team_assignee_id: null,
  contacts: { contacts: [{ type: 'contact', id: '65a1', external_id: 'user-17' }] },
  source: { type: 'email', id: '9', subject: '<p>Hi</p>', body: '<p>Where</p>', author: AUTHOR },
  tags: { tags: [{ id: '1', name: 'vip' }] },
  custom_attributes: { plan: 'pro', 'Order: number.1': 'A-77', seats: 12 },
  ticket_attributes: {
    _default_title_: 'Refund',
    _default_description_: 'Please',
    Severity: 'high',
  },
  ticket_state: { id: '6602', category: 'in_progress', internal_label: 'With warehouse' },
  ticket_type: { id: '55', name: 'Refund' },
  conversation_rating: { rating: 5, remark: 'thanks', created_at: 1_778_486_398, contact: AUTHOR },
  conversation_parts: { conversation_parts: [PART], total_count: 1 },
  ticket_part: { ...PART, type: 'ticket_part' },
  contact: AUTHOR,
  company: { id: 'c1', company_id: 'acme-1', name: 'Acme' },
  tag: { id: '1', name: 'vip' },
};

const intercomEvent = (topic: string): unknown => ({
  type: 'notification_event',
  app_id: 'abc123de',
  data: {
    type: 'notification_event_data',
    item: { ...intercomItem, ticket: { ...intercomItem, type: 'ticket' } },
  },
  links: {},
  id: 'notif_1',
  topic,
  delivery_attempts: 1,
  created_at: 1_778_486_398,
});

const freshdeskObject = {
  id: 4711,
  model_id: 5_004_711,
  ticket_id: 4711,
  user_id: 70_000_000_501,
  name: 'Globex',
  email: 'noor@example.com',
  domains: ['globex.example.com'],
  subject: 'Scanner stops at row 1000',
  description: '<div>It stops at<br>row 1000</div>',
  description_text: 'It stops at row 1000',
  body: '<div>On it.</div>',
  body_text: 'On it.',
  private: false,
  incoming: true,
  source: 2,
  status: 4,
  priority: 4,
  type: 'Problem',
  requester_id: 70_000_000_501,
  responder_id: 70_000_000_902,
  group_id: 77,
  company_id: 13,
  tags: ['scanner'],
  spam: false,
  deleted: false,
  custom_fields: { cf_area: 'Hardware', seats: 40 },
  created_at: '2026-02-02T08:00:00Z',
  updated_at: '2026-05-11T07:59:58Z',
  changes: { status: [2, 4], responder_id: [1, 2], deleted: [false, true], cf_area: ['a', 'b'] },
};

const freshdeskEvent = (event: string): unknown => ({
  data: {
    ticket: freshdeskObject,
    conversation: freshdeskObject,
    contact: freshdeskObject,
    company: freshdeskObject,
    requester: { id: 70_000_000_501, name: 'Noor', email: 'noor@example.com', language: 'nl' },
    actor: { id: 70_000_000_901, name: 'Robin Agent', email: 'robin@example.com', type: 'agent' },
    changes: { model_changes: { status: [2, 4] }, system_changes: {}, misc_changes: {} },
  },
  timestamp: 1_778_486_398.5,
  account_id: '13',
  domain: 'acme.freshdesk.com',
  event,
  region: 'US',
});

const HAPPENINGS = [
  '{ticket_action:created}',
  '{status:{from:2,to:4}}',
  '{priority:{from:1,to:3}} {responder_id:{from:--,to:12}}',
  '{note_type:private}',
  '{reply_sent:sent}',
];

const freshdeskRule = (triggered: string): unknown => ({
  freshdesk_webhook: {
    triggered_event: triggered,
    ticket_id: '11',
    ticket_url: 'http://acme.freshdesk.com/helpdesk/tickets/11',
    ticket_subject: 'Test ticket subject ☃',
    ticket_description: '<div>Test ticket description ☃.</div>',
    ticket_status: 'Pending',
    ticket_priority: 'High',
    ticket_source: 'Email',
    ticket_tags: 'a, b',
    ticket_latest_public_comment: 'Robin Agent : <div>On it.<br>Today.</div>',
    requester_name: 'Requester ☃ Bob',
    requester_email: 'requester-bob@example.com',
  },
});

const OWN: Readonly<Record<Desk, readonly unknown[]>> = {
  zendesk: [
    ...namesOf(ZENDESK_EVENTS).map(zendeskEvent),
    zendeskEvent('ticket.something_new'),
    {
      ticket_id: '7313',
      status: 'Solved',
      priority: 'High',
      tags: 'billing vip',
      title: 'Invoice',
    },
  ],
  intercom: [
    ...namesOf(INTERCOM_EVENTS).map(intercomEvent),
    intercomEvent('ping'),
    { event_name: 'fin_replied', conversation_id: '12', created_at_ms: 1_778_486_398_000 },
  ],
  freshdesk: [
    ...namesOf(FRESHDESK_EVENTS).map(freshdeskEvent),
    freshdeskEvent('onTimeEntryUpdate'),
    ...HAPPENINGS.map(freshdeskRule),
  ],
};

/** `webhook…` files of a folder; some hold the raw body of a whole delivery. */
function textsOf(folder: string, isWanted: (name: string) => boolean): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json') && isWanted(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      const json: unknown = JSON.parse(text);
      const isDelivery = typeof json === 'object' && json !== null && 'raw_body' in json;
      return isDelivery ? String(json.raw_body) : text;
    });
}

/** All bodies to begin with: of every native event, of the fixtures, of the reference where it is. */
export function seedsOf(desk: Desk): readonly string[] {
  return [
    ...OWN[desk].map((json) => JSON.stringify(json)),
    ...textsOf(join(root, 'test/fixtures', desk, 'webhooks'), () => true),
    ...textsOf(join(reference, 'providers', desk, 'fixtures'), (name) => /^webhook\./.test(name)),
  ];
}
