import { type ConformanceHarness, signTestWebhook, WEBHOOK_SCHEMES } from 'polydesk/testing';
import { createZendesk, zendeskCapabilities } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const EMAIL = 'agent@acme.example.com';
const API_TOKEN = 'tok-5f1e9c0a7b';

const aTicket = {
  id: 42,
  url: 'https://acme.zendesk.com/api/v2/tickets/42.json',
  external_id: 'crm-1',
  via: { channel: 'email', source: { from: {}, to: {}, rel: null } },
  created_at: '2026-01-05T09:00:00Z',
  updated_at: '2026-01-05T09:30:00Z',
  generated_timestamp: 1_767_605_400,
  type: 'question',
  subject: 'The export stops half way',
  raw_subject: 'The export stops half way',
  description: 'It stops at 50 %.',
  priority: 'high',
  status: 'pending',
  custom_status_id: null,
  requester_id: 7,
  submitter_id: 7,
  assignee_id: 8,
  organization_id: 3,
  group_id: 5,
  collaborator_ids: [],
  follower_ids: [],
  email_cc_ids: [9],
  is_public: true,
  due_at: null,
  tags: ['export'],
  custom_fields: [{ id: 36_001, value: 'annual' }],
  satisfaction_rating: { score: 'unoffered' },
};

const aComment = {
  id: 100,
  type: 'Comment',
  author_id: 7,
  body: 'It does not work.',
  html_body: '<div class="zd-comment" dir="auto"><p dir="auto">It does not work.</p></div>',
  plain_body: 'It does not work.',
  public: true,
  attachments: [],
  audit_id: 101,
  via: { channel: 'email', source: { from: {}, to: {}, rel: null } },
  created_at: '2026-01-05T09:00:00Z',
  metadata: { system: {}, custom: {} },
};

const anEvent = (type: string, id: string, event: object = {}): string =>
  `${JSON.stringify(
    {
      account_id: 10_000_001,
      type: `zen:event-type:${type}`,
      id,
      subject: 'zen:ticket:42',
      time: '2026-01-05T09:30:00Z',
      zendesk_event_version: '2022-11-06',
      detail: {
        id: '42',
        subject: 'The export stops half way',
        description: 'It stops at 50 %.',
        status: 'PENDING',
        priority: 'HIGH',
        type: 'QUESTION',
        requester_id: '7',
        submitter_id: '7',
        assignee_id: '8',
        group_id: '5',
        organization_id: '3',
        brand_id: '12',
        form_id: '11',
        custom_status: '4001',
        external_id: 'crm-1',
        tags: ['export'],
        is_public: true,
        via: { channel: 'mail' },
        actor_id: '8',
        created_at: '2026-01-05T09:00:00Z',
        updated_at: '2026-01-05T09:30:00Z',
      },
      event,
    },
    null,
    3,
  )}\n`;

const comment = (isPublic: boolean): object => ({
  comment: {
    id: '100',
    body: 'It does not work.',
    is_public: isPublic,
    author: { id: '7', is_staff: false, name: 'Ada' },
  },
});

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  // Safe: an object can be read by key.
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** Everything that the suite must know of Zendesk. */
export const zendeskHarness: ConformanceHarness = {
  provider: 'zendesk',
  manifest: zendeskCapabilities,
  create: (setup) =>
    createZendesk({
      subdomain: 'acme',
      credentials: { email: EMAIL, apiToken: API_TOKEN },
      ...setup,
    }),
  open() {
    const sandbox = createZendeskSandbox({ searchLagMs: 0 });
    const basic = `Basic ${btoa(`${EMAIL}/token:${API_TOKEN}`)}`;
    const agent = sandbox.seed.agent({ name: 'Grace', role: 'admin', email: EMAIL });
    const customer = sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' });
    const tickets = sandbox.seed.tickets(5, { requesterId: customer.id });
    return {
      // The suite's credentials stand for the sandbox's own, which are made anew for each account.
      fetch(input, init) {
        const request = new Request(input, init);
        const known = request.headers.get('authorization') === basic;
        const headers = new Headers(request.headers);
        headers.set('authorization', known ? sandbox.authorization.basic : 'Basic d3Jvbmc=');
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
      name: 'an address of another site as sub-domain',
      make: () =>
        createZendesk({ subdomain: 'acme.zendesk.example', credentials: { accessToken: 'a' } }),
    },
    {
      name: 'a path in the sub-domain',
      make: () => createZendesk({ subdomain: 'evil.example/', credentials: { accessToken: 'a' } }),
    },
    {
      name: 'an empty token',
      make: () => createZendesk({ subdomain: 'acme', credentials: { accessToken: '' } }),
    },
    {
      name: 'an e-mail without a token',
      make: () =>
        createZendesk({ subdomain: 'acme', credentials: { email: EMAIL, apiToken: ' ' } }),
    },
  ],
  secrets: [API_TOKEN, btoa(`${EMAIL}/token:${API_TOKEN}`)],
  fixtures: {
    tickets: [
      {
        name: 'a full ticket',
        json: aTicket,
        expect: {
          externalId: '42',
          subject: 'The export stops half way',
          status: 'pending',
          statusDetail: 'waiting_on_customer',
          priority: 'high',
          category: 'question',
          tags: ['export'],
          callerKey: 'crm-1',
          'requester.id': 'zendesk:acme:7',
          'assignee.id': 'zendesk:acme:8',
          groupId: 'zendesk:acme:5',
          createdAt: new Date('2026-01-05T09:00:00Z'),
          updatedAt: new Date('2026-01-05T09:30:00Z'),
        },
      },
      {
        name: 'a bare ticket',
        json: {
          id: 1,
          status: 'new',
          created_at: '2026-01-05T09:00:00Z',
          updated_at: '2026-01-05T09:00:00Z',
        },
        expect: { status: 'open', statusDetail: 'new', priority: 'normal', subject: null },
      },
    ],
    messages: [
      { name: 'a question', json: aComment, visibility: 'public' },
      { name: 'a note', json: { ...aComment, id: 101, public: false }, visibility: 'internal' },
    ],
    contacts: [
      {
        name: 'a customer',
        json: { id: 7, name: 'Ada', email: 'ada@customer.example', role: 'end-user', active: true },
        expect: { externalId: '7', name: 'Ada', isDeleted: false },
      },
    ],
    organizations: [{ name: 'a company', json: { id: 3, name: 'Lovelace Ltd' } }],
    enums: [
      {
        field: 'status',
        values: ['new', 'open', 'pending', 'hold', 'solved', 'closed', 'deleted'],
        unknown: 'in_orbit',
        set: (status) => ({ ...aTicket, status }),
      },
      {
        field: 'priority',
        values: ['low', 'normal', 'high', 'urgent', null],
        unknown: 'cosmic',
        set: (priority) => ({ ...aTicket, priority }),
      },
      {
        field: 'channel.kind',
        values: ['web', 'email', 'api', 'chat', 'voice', 'sms', 'whatsapp', 'native_messaging', 5],
        unknown: 'telepathy',
        set: (channel) => ({ ...aTicket, via: { channel } }),
      },
    ],
    requiredTicketKeys: ['id', 'status', 'created_at', 'updated_at'],
    emptyPage: {
      tickets: [],
      meta: { has_more: false, after_cursor: null, before_cursor: null },
      links: { next: null, prev: null },
    },
  },
  wire: {
    credentials: {
      header: 'authorization',
      value: `Basic ${btoa(`${EMAIL}/token:${API_TOKEN}`)}`,
    },
    ticketFields: (body) => asRecord(asRecord(body)['ticket']),
    documentedTicketFields: [
      'subject',
      'comment',
      'comments',
      'status',
      'custom_status_id',
      'priority',
      'type',
      'tags',
      'requester',
      'requester_id',
      'submitter_id',
      'assignee_id',
      'group_id',
      'organization_id',
      'external_id',
      'due_at',
      'ticket_form_id',
      'brand_id',
      'custom_fields',
      'email_ccs',
      'safe_update',
      'updated_stamp',
      'created_at',
      'updated_at',
      'solved_at',
    ],
    visibility(body) {
      const ticket = asRecord(asRecord(body)['ticket']);
      const found = asRecord(ticket['comment'])['public'];
      if (typeof found !== 'boolean') return null;
      return found ? 'public' : 'internal';
    },
    idempotencyKey: ({ headers }) => headers.get('idempotency-key'),
  },
  errors: {
    response: (status, quote) =>
      Response.json(
        {
          error: 'RecordInvalid',
          description: `Record validation errors: ${quote}`,
          details: { base: [{ description: `Subject: ${quote} is not allowed`, error: null }] },
        },
        { status, headers: { 'x-request-id': 'req-7' } },
      ),
    requestIdHeader: 'x-request-id',
    codes: { 409: 'stale_write' },
  },
  webhooks: {
    secret: 'zd-webhook-secret',
    otherSecret: 'zd-webhook-secret-of-yesterday',
    sign: (body, secret, timestamp) =>
      signTestWebhook({ scheme: WEBHOOK_SCHEMES.zendesk, body, secret, timestamp }),
    deliveries: [
      { name: 'created', body: anEvent('ticket.created', 'e-1'), types: ['ticket.created'] },
      {
        name: 'solved',
        body: anEvent('ticket.status_changed', 'e-2', { current: 'SOLVED', previous: 'OPEN' }),
        types: ['ticket.status_changed'],
      },
      {
        name: 'a reply',
        body: anEvent('ticket.comment_added', 'e-3', comment(true)),
        types: ['message.created'],
      },
      {
        name: 'a note',
        body: anEvent('ticket.comment_added', 'e-4', comment(false)),
        types: ['note.created'],
      },
    ],
    unknown: { name: 'a parade', body: anEvent('ticket.parade_held', 'e-5') },
  },
};
