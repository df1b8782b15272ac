import { createHmac } from 'node:crypto';
import type { SupportEvent } from 'polydesk';
import type { WebhookDelivery } from 'polydesk/webhooks';
import { afterEach, expect, vi } from 'vitest';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';

export const secret = 'client-secret-of-a-test';
export const now = new Date('2026-03-02T09:31:00Z');
/** The payloads of these tests are HTML, as they were before 2.15. */
export const webhooks = createIntercomWebhooks({ workspaceId: 'abc123de', apiVersion: '2.14' });

type Json = Readonly<Record<string, unknown>>;

export interface Signing {
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const hmac = (algorithm: string, key: string, body: string | Uint8Array): string =>
  createHmac(algorithm, key).update(body).digest('hex');

/** A delivery that Intercom signed: SHA-1 over the raw body, named in front of the digits. */
export const signed = <Body extends string | Uint8Array>(rawBody: Body, signing: Signing = {}) => ({
  rawBody,
  headers: {
    'X-Hub-Signature': `sha1=${hmac('sha1', signing.secret ?? secret, rawBody)}`,
    ...signing.headers,
  },
});

/** A callback about the installation of an app: bare SHA-256. */
export const signedCallback = (rawBody: string): WebhookDelivery => ({
  rawBody,
  headers: { 'X-Body-Signature': hmac('sha256', secret, rawBody) },
});

/** An event of Fin's own API. */
export const signedByFin = (rawBody: string): WebhookDelivery => ({
  rawBody,
  headers: { 'X-Fin-Agent-API-Webhook-Signature': `sha256=${hmac('sha256', secret, rawBody)}` },
});

export const unsigned = (body: unknown): WebhookDelivery => ({
  rawBody: typeof body === 'string' ? body : JSON.stringify(body),
  headers: {},
});

/** A notification of a topic about an item. */
export const notification = (topic: string, item: Json, changes: Json = {}): Json => ({
  type: 'notification_event',
  app_id: 'abc123de',
  data: { type: 'notification_event_data', item },
  links: {},
  id: 'notif_1',
  topic,
  delivery_status: 'pending',
  delivery_attempts: 1,
  delivered_at: 0,
  first_sent_at: 1767600001,
  created_at: 1767600000,
  self: null,
  ...changes,
});

export const parse = (body: unknown, parser = webhooks): readonly SupportEvent[] =>
  parser.parse(unsigned(body));

export const typesOf = (events: readonly SupportEvent[]): readonly string[] =>
  events.map(({ type }) => type);

export const ADA = { type: 'admin', id: '4401', name: 'Ada', email: 'ada@acme.example' };
export const MIRA = { type: 'user', id: '65a1', name: 'Mira', email: 'mira@x.example' };

export const part = (changes: Json): Json => ({
  type: 'conversation_part',
  id: '51',
  part_type: 'comment',
  body: null,
  created_at: 1767600000,
  updated_at: 1767600000,
  assigned_to: null,
  author: ADA,
  attachments: [],
  redacted: false,
  ...changes,
});

/** A conversation with only the parts that caused the event, as notifications have it. */
export const conversation = (parts: readonly Json[], changes: Json = {}): Json => ({
  type: 'conversation',
  id: '12',
  title: 'Invoice',
  created_at: 1767590000,
  updated_at: 1767600000,
  snoozed_until: null,
  open: true,
  state: 'open',
  priority: 'not_priority',
  admin_assignee_id: 4401,
  team_assignee_id: null,
  contacts: { contacts: [{ type: 'contact', id: '65a1', external_id: 'user-17' }] },
  source: {
    type: 'conversation',
    id: '9',
    delivered_as: 'customer_initiated',
    subject: '',
    body: 'Where is it?',
    author: MIRA,
    attachments: [],
  },
  tags: { tags: [{ id: '1', name: 'vip' }] },
  custom_attributes: {},
  conversation_parts: { conversation_parts: parts, total_count: parts.length },
  ...changes,
});

/** A ticket in the form of 2.15. */
export const ticket = (changes: Json = {}): Json => ({
  type: 'ticket',
  id: '12',
  ticket_id: '3',
  category: 'Customer',
  ticket_attributes: { _default_title_: 'Refund', _default_description_: null, Severity: 'high' },
  ticket_state: { id: '6602', category: 'in_progress', internal_label: 'With warehouse' },
  ticket_type: { id: '55', name: 'Refund' },
  contacts: { contacts: [{ type: 'contact', id: '65a1', external_id: 'user-17' }] },
  admin_assignee_id: '4401',
  team_assignee_id: '0',
  created_at: 1767590000,
  updated_at: 1767600000,
  open: true,
  is_shared: true,
  ...changes,
});

/** A ticket with the part that caused the event beside it. */
export const withTicketPart = (changes: Json, ticketChanges: Json = {}): Json => ({
  type: 'ticket_ticket_part',
  ticket: ticket(ticketChanges),
  ticket_part: part({ type: 'ticket_part', ...changes }),
});

export const rejects = (
  delivery: WebhookDelivery,
  reason: string,
  options: object = {},
  parser = webhooks,
) =>
  expect(parser.verify(delivery, { secret, now, ...options })).rejects.toMatchObject({
    name: 'WebhookVerificationError',
    code: 'webhook_unverified',
    reason,
  });

/** Runtimes without Node's built-in modules have only Web Crypto. */
export const withoutNodeCrypto = () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});
