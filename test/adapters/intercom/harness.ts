import { createIntercom, intercomCapabilities } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import {
  type ConformanceHarness,
  type RecordedRequest,
  signTestWebhook,
  type Skip,
} from 'polydesk/testing';
import {
  aConversation,
  aDelivery,
  aPart,
  CONTACT,
  grace,
  withPart,
} from './support/harness-fixtures.ts';

const TOKEN = 'dG9rOjVmMWU5YzBhN2I=';

type Json = Readonly<Record<string, unknown>>;
const asRecord = (value: unknown): Json =>
  // Safe: an object can be read by key.
  typeof value === 'object' && value !== null ? (value as Json) : {};
const asList = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.map(asRecord) : [];

/** The fields of a case in the calls that a draft or a patch becomes, whichever form is written. */
function fieldsOf(plan: unknown): Json {
  const { message, conversation, parts, ticket, tickets } = asRecord(plan);
  // One call of a conversation has its body beside the fields it writes; a new ticket is the body.
  const ticketBody = asRecord(asRecord(ticket)['body'] ?? ticket);
  const bodies = [
    asRecord(message),
    asRecord(asRecord(conversation)['body']),
    ticketBody,
    asRecord(ticketBody['ticket_attributes']),
    ...[...asList(parts), ...asList(tickets)].flatMap(({ body }) => [
      asRecord(body),
      asRecord(asRecord(body)['ticket_attributes']),
    ]),
  ];
  const { ticket_attributes: _attributes, ...fields } = Object.assign({}, ...bodies);
  return fields;
}

const CODES: Readonly<Record<number, string>> = {
  400: 'parameter_invalid',
  401: 'unauthorized',
  403: 'api_plan_restricted',
  404: 'not_found',
  409: 'conflict',
  410: 'contact_merged',
  422: 'unprocessable_entity',
  429: 'rate_limit_exceeded',
  500: 'server_error',
};

const isSearch = ({ path }: RecordedRequest): boolean => path.endsWith('/search');

/** Everything that the suite must know of Intercom, in one of the forms of a case. */
export function intercomHarness(
  mode: 'conversations' | 'tickets',
  skip: readonly Skip[] = [],
): ConformanceHarness {
  const isTyped = mode === 'tickets';
  return {
    provider: 'intercom',
    manifest: intercomCapabilities,
    skip,
    create: (setup) =>
      createIntercom({
        workspaceId: 'abc123de',
        credentials: { accessToken: TOKEN },
        callerKeyAttribute: 'Caller key',
        // With it, each conversation is looked at, and the search need not be asked for priorities.
        ...(isTyped ? { priorityAttribute: 'Urgency' } : {}),
        read: mode,
        ...setup,
      }),
    open() {
      const sandbox = createIntercomSandbox({ searchLagMs: 0, botParts: false });
      const { seed, state } = sandbox;
      const customer = seed.contact({ name: 'Ada', email: 'ada@customer.example' });
      const [admin] = [...state.admins.rows.values()];
      const [type] = [...state.ticketTypes.rows.values()];
      for (const name of ['Caller key', 'Urgency']) {
        seed.conversationAttribute({ name });
        if (type !== undefined) seed.ticketAttribute(type, { name, data_type: 'string' });
      }
      const tickets = isTyped
        ? Array.from({ length: 5 }, () =>
            seed.ticket({ contactId: customer.id, parts: [{ body: 'It stops at 50 %.' }] }),
          )
        : seed.conversations(5, { contactId: customer.id });
      return {
        // The suite's token stands for the sandbox's own, which is made anew for each workspace.
        fetch(input, init) {
          const request = new Request(input, init);
          const known = request.headers.get('authorization') === `Bearer ${TOKEN}`;
          const headers = new Headers(request.headers);
          headers.set('authorization', known ? sandbox.authorization.bearer : 'Bearer wrong');
          return sandbox.fetch(new Request(request, { headers }));
        },
        ticketIds: tickets.map(({ id }) => id),
        contactId: customer.id,
        agentId: admin?.id ?? '',
        notifications: () => state.outbox.length,
      };
    },
    // In every fresh workspace the first ticket type has the same number.
    ...(isTyped
      ? {
          adaptDraft: (draft) => ({ formId: TICKET_TYPE, ...draft }),
          adaptImport: (draft) => ({ formId: TICKET_TYPE, ...draft }),
        }
      : {}),
    misconfigured: [
      {
        name: 'no workspace',
        make: () => createIntercom({ workspaceId: '', credentials: { accessToken: 'a' } }),
      },
      {
        name: 'an address as workspace',
        make: () =>
          createIntercom({ workspaceId: 'evil.example/', credentials: { accessToken: 'a' } }),
      },
      {
        name: 'an empty token',
        make: () => createIntercom({ workspaceId: 'abc123de', credentials: { accessToken: '' } }),
      },
      {
        name: 'an unknown version',
        make: () =>
          createIntercom({
            workspaceId: 'abc123de',
            credentials: { accessToken: 'a' },
            // @ts-expect-error -- callers without types can name any version
            apiVersion: '1.4',
          }),
      },
    ],
    secrets: [TOKEN],
    fixtures: {
      tickets: [
        {
          name: 'a full conversation',
          json: aConversation,
          expect: {
            externalId: '215474207061545',
            subject: 'The export stops half way',
            status: 'pending',
            statusDetail: 'snoozed',
            priority: 'high',
            tags: ['export'],
            callerKey: 'crm-1',
            'requester.id': `intercom:abc123de:${CONTACT}`,
            'requester.email': 'ada@customer.example',
            'assignee.id': 'intercom:abc123de:991267715',
            groupId: 'intercom:abc123de:5017691',
            createdAt: new Date(1_767_603_600_000),
            updatedAt: new Date(1_767_605_400_000),
          },
        },
        {
          name: 'a bare conversation',
          json: { id: 1, state: 'open', created_at: 1_767_603_600, updated_at: 1_767_603_600 },
          expect: { status: 'open', priority: 'normal', subject: null },
        },
      ],
      messages: [
        { name: 'a question', json: aPart, visibility: 'public' },
        {
          name: 'a note',
          json: { ...aPart, id: '131', part_type: 'note', author: grace },
          visibility: 'internal',
        },
      ],
      contacts: [
        {
          name: 'a customer',
          json: { type: 'contact', id: CONTACT, role: 'user', name: 'Ada', email: 'ada@c.example' },
          expect: { externalId: CONTACT, name: 'Ada', isDeleted: false },
        },
      ],
      organizations: [
        {
          name: 'a company',
          json: { type: 'company', id: '65a1f0f31bb69f9f2193bb8c', name: 'Lovelace Ltd', plan: {} },
        },
      ],
      enums: [
        {
          field: 'status',
          values: ['open', 'snoozed', 'closed'],
          unknown: 'in_orbit',
          set: (state) => ({ ...aConversation, state }),
        },
        {
          field: 'priority',
          values: ['none', 'low', 'medium', 'high', 'urgent', 'priority', 'not_priority', null],
          unknown: 'cosmic',
          set: (priority) => ({ ...aConversation, priority }),
        },
        {
          field: 'channel.kind',
          values: ['conversation', 'email', 'facebook', 'phone_call', 'sms', 'whatsapp', 'push'],
          unknown: 'telepathy',
          set: (type) => ({ ...aConversation, source: { ...aConversation.source, type } }),
        },
      ],
      requiredTicketKeys: ['id', 'state', 'created_at', 'updated_at'],
      emptyPage: {
        type: isTyped ? 'ticket.list' : 'conversation.list',
        pages: { type: 'pages', page: 1, per_page: 150, total_pages: 0 },
        total_count: 0,
        [mode]: [],
      },
    },
    wire: {
      credentials: { header: 'authorization', value: `Bearer ${TOKEN}` },
      ticketFields: fieldsOf,
      documentedTicketFields: DOCUMENTED,
      writes: (request) => !isSearch(request),
      visibility(body) {
        const { message_type: kind, from, body: text, ticket_type_id: type } = asRecord(body);
        if (kind === 'note') return 'internal';
        if (kind === 'comment' || kind === 'in_app') return 'public';
        const begins = from !== undefined && typeof text === 'string';
        return begins || type !== undefined ? 'public' : null;
      },
    },
    errors: {
      response: (status, quote) =>
        Response.json(
          {
            type: 'error.list',
            request_id: 'req-7',
            errors: [
              {
                code: CODES[status] ?? 'client_error',
                message: `Custom attribute '${quote}' does not exist`,
                field: 'custom_attributes',
              },
            ],
          },
          { status, headers: { 'x-request-id': 'req-7' } },
        ),
      requestIdHeader: 'x-request-id',
    },
    webhooks: {
      secret: 'ic-client-secret',
      otherSecret: 'ic-client-secret-of-yesterday',
      sign: (body, secret) => signTestWebhook({ scheme: 'hmac-sha1', body, secret }),
      deliveries: [
        {
          name: 'created',
          body: aDelivery('conversation.user.created', 'e-1', aConversation),
          types: ['ticket.created', 'message.created'],
        },
        {
          name: 'a reply',
          body: aDelivery(
            'conversation.admin.replied',
            'e-2',
            withPart({ id: '132', author: grace }),
          ),
          types: ['message.created'],
        },
        {
          name: 'a note',
          body: aDelivery(
            'conversation.admin.noted',
            'e-3',
            withPart({ id: '133', part_type: 'note', author: grace }),
          ),
          types: ['note.created'],
        },
      ],
      unknown: { name: 'a parade', body: aDelivery('parade.held', 'e-4', { type: 'parade' }) },
    },
  };
}

const TICKET_TYPE = '991267457';

const DOCUMENTED = [
  // POST /conversations
  ...['from', 'body', 'subject', 'attachment_urls', 'created_at', 'brand_id'],
  // PUT /conversations/{id}
  ...['title', 'custom_attributes', 'company_id', 'read', 'priority'],
  // POST /conversations/{id}/parts
  ...['message_type', 'type', 'assignee_id', 'snoozed_until'],
  // POST and PUT /tickets
  ...['ticket_type_id', 'contacts', 'ticket_attributes', 'assignment', 'skip_notifications'],
  ...['ticket_state_id', 'open', 'is_shared'],
  // Attributes of the workspace.
  ...['_default_title_', '_default_description_', 'Caller key', 'Urgency'],
];
