// Payloads of our own, from the field tables of the provider sheet (sections 8 and 18).

export const CONTACT = '65a1f0f31bb69f9f2193bb8b';

export const aConversation = {
  type: 'conversation',
  id: '215474207061545',
  created_at: 1_767_603_600,
  updated_at: 1_767_605_400,
  waiting_since: null,
  snoozed_until: 1_768_000_000,
  source: {
    type: 'email',
    id: '403918300',
    delivered_as: 'customer_initiated',
    subject: '<p>Re: Export</p>',
    body: '<p>It stops at 50 %.</p>',
    author: { type: 'user', id: CONTACT, name: 'Ada', email: 'ada@customer.example' },
    attachments: [],
    url: null,
    redacted: false,
  },
  contacts: {
    type: 'contact.list',
    contacts: [{ type: 'contact', id: CONTACT, external_id: 'crm-7' }],
  },
  first_contact_reply: null,
  admin_assignee_id: 991267715,
  team_assignee_id: 5017691,
  open: true,
  state: 'snoozed',
  read: false,
  tags: { type: 'tag.list', tags: [{ type: 'tag', id: '81', name: 'export' }] },
  priority: 'high',
  sla_applied: null,
  statistics: null,
  conversation_rating: null,
  teammates: null,
  title: 'The export stops half way',
  custom_attributes: { 'Caller key': 'crm-1' },
  topics: {},
  ticket: null,
  linked_objects: { type: 'list', data: [], total_count: 0, has_more: false },
  ai_agent: null,
  ai_agent_participated: false,
};

export const aPart = {
  type: 'conversation_part',
  id: '130',
  part_type: 'comment',
  body: '<p>It does not work.</p>',
  created_at: 1_767_603_600,
  updated_at: 1_767_603_600,
  notified_at: 1_767_603_600,
  assigned_to: null,
  author: { type: 'user', id: CONTACT, name: 'Ada', email: 'ada@customer.example' },
  attachments: [],
  external_id: null,
  redacted: false,
};

export const aDelivery = (topic: string, id: string, item: object): string =>
  `${JSON.stringify(
    {
      type: 'notification_event',
      app_id: 'abc123de',
      data: { type: 'notification_event_data', item },
      links: {},
      id: `notif_${id}`,
      topic,
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: 1_767_605_400,
      created_at: 1_767_605_400,
      self: null,
    },
    null,
    3,
  )}\n`;

export const withPart = (part: object): object => ({
  ...aConversation,
  conversation_parts: {
    type: 'conversation_part.list',
    conversation_parts: [{ ...aPart, ...part }],
    total_count: 1,
  },
});

export const grace = { type: 'admin', id: '991267715', name: 'Grace', email: 'grace@acme.example' };
