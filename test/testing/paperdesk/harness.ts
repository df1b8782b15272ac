import { type ConformanceHarness, signTestWebhook } from 'polydesk/testing';
import { createPaperdesk, paperdeskCapabilities } from './index.ts';
import { createPaperdeskServer, refusal, TOKEN } from './server.ts';

const aCase = {
  id: 42,
  title: 'The export stops half way',
  state: 'waiting',
  urgency: 4,
  labels: ['export'],
  reference: 'crm-1',
  customer: { id: 7, name: 'Ada', email: 'ada@customer.example' },
  opened_at: '2026-01-05T09:00:00Z',
  changed_at: '2026-01-05T09:30:00Z',
};

const anEntry = {
  id: 100,
  text: 'It does not work.',
  private: false,
  by: { id: 7, role: 'customer', name: 'Ada', email: 'ada@customer.example' },
  at: '2026-01-05T09:00:00Z',
};

const delivery = (event: string, id: string, rest: object = {}): string =>
  JSON.stringify({ event, id, at: '2026-03-02T09:59:00Z', attempt: 1, case: aCase, ...rest });

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  // Safe: an object can be read by key.
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** Everything that the suite must know of Paperdesk. */
export const paperdeskHarness: ConformanceHarness = {
  provider: 'paperdesk',
  manifest: paperdeskCapabilities,
  create: (setup) => createPaperdesk({ workspace: 'acme', token: TOKEN, ...setup }),
  open() {
    const { fetch, caseIds, notifications } = createPaperdeskServer();
    return { fetch, ticketIds: caseIds, contactId: '7', agentId: '8', notifications };
  },
  misconfigured: [
    { name: 'an empty workspace', make: () => createPaperdesk({ workspace: '', token: TOKEN }) },
    {
      name: 'a URL as workspace',
      make: () => createPaperdesk({ workspace: 'a.b/', token: TOKEN }),
    },
    { name: 'an empty token', make: () => createPaperdesk({ workspace: 'acme', token: '' }) },
  ],
  secrets: [TOKEN],
  fixtures: {
    tickets: [
      {
        name: 'a full case',
        json: aCase,
        expect: {
          externalId: '42',
          subject: 'The export stops half way',
          status: 'pending',
          statusDetail: 'waiting_on_customer',
          priority: 'urgent',
          tags: ['export'],
          callerKey: 'crm-1',
          'requester.email': 'ada@customer.example',
          createdAt: new Date('2026-01-05T09:00:00Z'),
        },
      },
      {
        name: 'a bare case',
        json: { id: 1, opened_at: aCase.opened_at, changed_at: aCase.opened_at },
      },
    ],
    messages: [
      {
        name: 'a question',
        json: anEntry,
        visibility: 'public',
        expect: { 'author.kind': 'customer' },
      },
      { name: 'a note', json: { ...anEntry, id: 101, private: true }, visibility: 'internal' },
    ],
    contacts: [{ name: 'a customer', json: { ...aCase.customer, joined_at: aCase.opened_at } }],
    organizations: [{ name: 'a company', json: { id: 3, name: 'Lovelace Ltd' } }],
    enums: [
      {
        field: 'status',
        values: ['new', 'open', 'waiting', 'working', 'done', 'shut'],
        unknown: 'in_orbit',
        set: (state) => ({ ...aCase, state }),
      },
      {
        field: 'priority',
        values: [1, 2, 3, 4],
        unknown: 9,
        set: (urgency) => ({ ...aCase, urgency }),
      },
    ],
    requiredTicketKeys: ['id', 'opened_at', 'changed_at'],
    emptyPage: { cases: [], next_offset: null },
  },
  wire: {
    credentials: { header: 'authorization', value: `Bearer ${TOKEN}` },
    ticketFields(body) {
      const fields = Object.entries(asRecord(body)).filter(([name]) => name !== 'opening');
      return Object.fromEntries(fields);
    },
    documentedTicketFields: [
      'title',
      'state',
      'urgency',
      'labels',
      'add_labels',
      'remove_labels',
      'reference',
      'customer_id',
      'customer_email',
      'customer_name',
    ],
    visibility(body) {
      const { opening, private: own } = asRecord(body);
      const flag = asRecord(opening)['private'] ?? own;
      if (typeof flag !== 'boolean') return null;
      return flag ? 'internal' : 'public';
    },
    idempotencyKey: ({ headers }) => headers.get('idempotency-key'),
  },
  errors: { response: refusal, requestIdHeader: 'x-request-id' },
  webhooks: {
    secret: 'pd-webhook-secret',
    otherSecret: 'pd-webhook-secret-of-yesterday',
    sign: (body, secret, timestamp) =>
      signTestWebhook({
        scheme: {
          algorithm: 'SHA-256',
          encoding: 'hex',
          signatureHeader: 'X-Paperdesk-Signature',
          prefix: '',
          timestampHeader: 'X-Paperdesk-Time',
          timestampFormat: 'unix-seconds',
        },
        body,
        secret,
        timestamp,
      }),
    deliveries: [
      { name: 'opened', body: delivery('case.opened', 'ev_1'), types: ['ticket.created'] },
      { name: 'changed', body: delivery('case.changed', 'ev_2'), types: ['ticket.updated'] },
      {
        name: 'a question',
        body: delivery('entry.added', 'ev_3', { entry: anEntry }),
        types: ['message.created'],
      },
      {
        name: 'a note',
        body: delivery('entry.added', 'ev_4', { entry: { ...anEntry, private: true } }),
        types: ['note.created'],
      },
    ],
    unknown: { name: 'a parade', body: delivery('parade.held', 'ev_5') },
    redeliver: ({ body }) => ({ body: body.replace('"attempt":1', '"attempt":2') }),
  },
};
