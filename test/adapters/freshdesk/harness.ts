import { type ConformanceHarness } from 'polydesk/testing';
import { createFreshdesk, freshdeskCapabilities } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';

const API_KEY = 'key5f1e9c0a7b';
const BASIC = `Basic ${btoa(`${API_KEY}:X`)}`;

const aTicket = {
  id: 42,
  subject: 'The export stops half way',
  description: '<div>It stops at 50 %.</div>',
  description_text: 'It stops at 50 %.',
  status: 3,
  priority: 3,
  source: 1,
  type: 'Problem',
  requester_id: 67_000_000_007,
  responder_id: 67_000_000_008,
  group_id: 67_000_000_005,
  company_id: 67_000_000_003,
  product_id: null,
  email_config_id: null,
  to_emails: ['support@acme.example'],
  cc_emails: ['chief@customer.example'],
  fwd_emails: [],
  reply_cc_emails: ['chief@customer.example'],
  ticket_cc_emails: ['chief@customer.example'],
  support_email: 'support@acme.example',
  spam: false,
  is_escalated: false,
  fr_escalated: false,
  due_by: '2026-01-07T09:00:00Z',
  fr_due_by: '2026-01-05T13:00:00Z',
  nr_due_by: null,
  nr_escalated: false,
  custom_fields: { cf_key: 'crm-1', cf_category: 'billing', cf_plan: 'annual' },
  tags: ['export'],
  attachments: [],
  created_at: '2026-01-05T09:00:00Z',
  updated_at: '2026-01-05T09:30:00Z',
  requester: {
    id: 67_000_000_007,
    name: 'Ada',
    email: 'ada@customer.example',
    mobile: null,
    phone: null,
  },
};

const aMessage = {
  id: 67_000_000_100,
  ticket_id: 42,
  body: '<div>It does not work.</div>',
  body_text: 'It does not work.',
  incoming: true,
  private: false,
  user_id: 67_000_000_007,
  source: 0,
  category: 1,
  from_email: 'Ada <ada@customer.example>',
  to_emails: ['support@acme.example'],
  cc_emails: [],
  bcc_emails: null,
  attachments: [],
  created_at: '2026-01-05T09:00:00Z',
  updated_at: '2026-01-05T09:00:00Z',
};

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  // Safe: an object can be read by key.
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** A rule's body as Freshdesk writes it: labels, and a text that only looks like JSON. */
const aDelivery = (triggered: string, more: object = {}): string =>
  JSON.stringify({
    freshdesk_webhook: {
      ticket_id: 42,
      ticket_subject: 'The export stops half way',
      ticket_status: 'Pending',
      ticket_priority: 'High',
      triggered_event: triggered,
      ...more,
    },
  });

/** Everything that the suite must know of Freshdesk. */
export const freshdeskHarness: ConformanceHarness = {
  provider: 'freshdesk',
  manifest: freshdeskCapabilities,
  create: (setup) =>
    createFreshdesk({
      subdomain: 'acme',
      credentials: { apiKey: API_KEY },
      callerKeyField: 'cf_key',
      // The suite's categories are its own; Freshdesk's ticket types are the account's.
      categoryField: 'cf_category',
      ...setup,
    }),
  open() {
    // What the sheet advises for imports: the admin has switched the account's own mails off.
    const sandbox = createFreshdeskSandbox({ searchLagMs: 0, notifications: false });
    sandbox.seed.field({ name: 'cf_key', label: 'Key', type: 'custom_text' });
    sandbox.seed.field({ name: 'cf_category', label: 'Category', type: 'custom_text' });
    const agent = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example' });
    const customer = sandbox.seed.contact({ name: 'Ada', email: 'ada@customer.example' });
    const tickets = sandbox.seed.tickets(5, { requesterId: customer.id });
    return {
      // The suite's key stands for the sandbox's own, which is made anew for each account.
      fetch(input, init) {
        const request = new Request(input, init);
        const headers = new Headers(request.headers);
        const known = headers.get('authorization') === BASIC;
        headers.set('authorization', known ? sandbox.authorization.basic : 'Basic d3Jvbmc6WA==');
        return sandbox.fetch(new Request(request, { headers }));
      },
      ticketIds: tickets.map(({ id }) => String(id)),
      contactId: String(customer.id),
      agentId: String(agent.id),
      notifications: () => sandbox.state.outbox.length,
    };
  },
  misconfigured: [
    {
      name: 'a host of one’s own',
      make: () =>
        createFreshdesk({ subdomain: 'help.acme.example', credentials: { apiKey: API_KEY } }),
    },
    {
      name: 'a path in the sub-domain',
      make: () => createFreshdesk({ subdomain: 'evil.example/', credentials: { apiKey: API_KEY } }),
    },
    {
      name: 'an empty key',
      make: () => createFreshdesk({ subdomain: 'acme', credentials: { apiKey: '' } }),
    },
    {
      name: 'a label where the name of a field belongs',
      make: () =>
        createFreshdesk({
          subdomain: 'acme',
          credentials: { apiKey: API_KEY },
          callerKeyField: 'Our key',
        }),
    },
  ],
  secrets: [API_KEY, btoa(`${API_KEY}:X`)],
  fixtures: {
    tickets: [
      {
        name: 'a full ticket',
        json: aTicket,
        expect: {
          externalId: '42',
          subject: 'The export stops half way',
          description: 'It stops at 50 %.',
          status: 'pending',
          statusDetail: 'waiting_on_customer',
          priority: 'high',
          category: 'billing',
          tags: ['export'],
          callerKey: 'crm-1',
          'requester.id': 'freshdesk:acme:67000000007',
          'requester.email': 'ada@customer.example',
          'assignee.id': 'freshdesk:acme:67000000008',
          groupId: 'freshdesk:acme:67000000005',
          organizationId: 'freshdesk:acme:67000000003',
          createdAt: new Date('2026-01-05T09:00:00Z'),
          updatedAt: new Date('2026-01-05T09:30:00Z'),
          dueAt: new Date('2026-01-07T09:00:00Z'),
        },
      },
      {
        name: 'a bare ticket',
        json: {
          id: 1,
          status: 2,
          created_at: '2026-01-05T09:00:00Z',
          updated_at: '2026-01-05T09:00:00Z',
        },
        expect: { status: 'open', priority: 'normal', subject: null, category: null },
      },
    ],
    messages: [
      { name: 'a question', json: aMessage, visibility: 'public' },
      {
        name: 'a note',
        json: { ...aMessage, id: 67_000_000_101, private: true, incoming: false, source: 2 },
        visibility: 'internal',
      },
    ],
    contacts: [
      {
        name: 'a customer',
        json: { id: 67_000_000_007, name: 'Ada', email: 'ada@customer.example', active: true },
        expect: { externalId: '67000000007', name: 'Ada', isDeleted: false },
      },
    ],
    organizations: [{ name: 'a company', json: { id: 67_000_000_003, name: 'Lovelace Ltd' } }],
    enums: [
      {
        field: 'status',
        values: [2, 3, 4, 5, 6, 7],
        unknown: 23,
        set: (status) => ({ ...aTicket, status }),
      },
      {
        field: 'priority',
        values: [1, 2, 3, 4, null],
        unknown: 9,
        set: (priority) => ({ ...aTicket, priority }),
      },
      {
        field: 'channel.kind',
        values: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22],
        unknown: 123,
        set: (source) => ({ ...aTicket, source }),
      },
    ],
    requiredTicketKeys: ['id', 'status', 'created_at', 'updated_at'],
    emptyPage: [],
  },
  wire: {
    credentials: { header: 'authorization', value: BASIC },
    ticketFields: asRecord,
    documentedTicketFields: [
      'name',
      'requester_id',
      'email',
      'phone',
      'facebook_id',
      'twitter_id',
      'unique_external_id',
      'subject',
      'description',
      'status',
      'priority',
      'source',
      'type',
      'responder_id',
      'group_id',
      'product_id',
      'email_config_id',
      'company_id',
      'cc_emails',
      'tags',
      'due_by',
      'fr_due_by',
      'custom_fields',
      'parent_id',
      'related_ticket_ids',
      'internal_agent_id',
      'internal_group_id',
      'lookup_parameter',
      'attachments',
    ],
    visibility(body) {
      const { description, private: isPrivate, body: text } = asRecord(body);
      if (typeof isPrivate === 'boolean') return isPrivate ? 'internal' : 'public';
      // Descriptions and replies are for the customer.
      return description === undefined && text === undefined ? null : 'public';
    },
  },
  errors: {
    response: (status, quote) =>
      Response.json(
        {
          description: 'Validation failed',
          errors: [
            { field: 'email', message: `${quote} is not a valid address`, code: 'invalid_value' },
          ],
        },
        { status, headers: { 'x-request-id': 'req-7' } },
      ),
    requestIdHeader: 'x-request-id',
  },
  webhooks: {
    secret: 'fd-webhook-secret',
    otherSecret: 'fd-webhook-secret-of-yesterday',
    // Freshdesk signs nothing: a rule sends a secret that only you and it know.
    sign: (_body, secret) => ({ 'X-Webhook-Secret': secret }),
    deliveries: [
      { name: 'created', body: aDelivery('{ticket_action:created}'), types: ['ticket.created'] },
      {
        name: 'resolved',
        body: aDelivery('{status:{from:2,to:4}}'),
        types: ['ticket.status_changed'],
      },
      {
        name: 'a note',
        body: aDelivery('{note_type:private}', {
          ticket_latest_private_comment: 'Grace : <div>Not yet.</div>',
        }),
        types: ['note.created'],
      },
    ],
    // An unknown change of a rule is a change all the same; apps send events by name.
    unknown: {
      name: 'a parade',
      body: JSON.stringify({
        event: 'onParadeHeld',
        timestamp: 1_767_605_400_000,
        account_id: '13',
        domain: 'acme.freshdesk.com',
        region: 'US',
        data: { parade: { id: 5 } },
      }),
    },
  },
};
