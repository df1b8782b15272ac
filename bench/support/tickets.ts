/** A page of tickets as Zendesk sends it, as far as a plain mapping reads it. */
export interface NativePage {
  readonly tickets: readonly NativeTicket[];
  readonly users: readonly {
    readonly id: number;
    readonly name: string;
    readonly email: string;
    readonly role: string;
  }[];
  readonly groups: readonly { readonly id: number; readonly name: string }[];
  readonly meta: { readonly has_more: boolean; readonly after_cursor: string };
}

// Ids of everything but tickets have fourteen digits.
const PEOPLE = 26_155_588_900_000;

type NativeTicket = ReturnType<typeof nativeTicket>;

function nativeTicket(id: number) {
  return {
    id,
    url: `https://acme.zendesk.com/api/v2/tickets/${id}.json`,
    external_id: id % 3 === 0 ? `order-${id}` : null,
    via: {
      channel: 'email',
      source: { from: { address: 'ada@example.com', name: 'Ada' }, to: {}, rel: null },
    },
    created_at: '2026-03-02T09:00:00Z',
    updated_at: '2026-03-03T10:30:00Z',
    generated_timestamp: 1_772_533_800,
    type: 'question',
    subject: `Order ${id} has not arrived`,
    raw_subject: `Order ${id} has not arrived`,
    description:
      'I ordered three weeks ago and nothing has come. Could you look into it, please? '.repeat(4),
    priority: ['low', 'normal', 'high', 'urgent'][id % 4] ?? 'normal',
    status: ['new', 'open', 'pending', 'hold', 'solved'][id % 5] ?? 'open',
    custom_status_id: 4_001 + (id % 5),
    recipient: null,
    requester_id: PEOPLE + (id % 20),
    submitter_id: PEOPLE + (id % 20),
    assignee_id: PEOPLE + 50 + (id % 5),
    organization_id: 30 + (id % 7),
    group_id: 70 + (id % 2),
    collaborator_ids: [],
    follower_ids: [],
    email_cc_ids: [],
    forum_topic_id: null,
    problem_id: null,
    has_incidents: false,
    is_public: true,
    due_at: null,
    tags: ['shipping', 'eu', `batch_${id % 10}`],
    custom_fields: Array.from({ length: 12 }, (_, index) => ({
      id: 46_406_130_043_793 + index * 1_009,
      value: index % 4 === 0 ? `v${id}` : null,
    })),
    satisfaction_rating: { score: 'unoffered' },
    sharing_agreement_ids: [],
    followup_ids: [],
    ticket_form_id: 11,
    brand_id: 12,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
  };
}

/** A page of `count` tickets with the people and groups that they name. */
export function nativePage(firstId: number, count: number) {
  return {
    tickets: Array.from({ length: count }, (_, index) => nativeTicket(firstId + index)),
    users: [
      ...Array.from({ length: 20 }, (_, index) => PEOPLE + index),
      ...Array.from({ length: 5 }, (_, index) => PEOPLE + 50 + index),
    ].map((id) => ({
      id,
      name: `Person ${id}`,
      email: `person.${id}@example.com`,
      role: id < PEOPLE + 50 ? 'end-user' : 'agent',
      created_at: '2025-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      active: true,
      tags: [],
      user_fields: {},
    })),
    groups: [70, 71].map((id) => ({ id, name: `Team ${id}` })),
  };
}

const STATUSES: Readonly<Record<string, string>> = {
  new: 'open',
  open: 'open',
  pending: 'pending',
  hold: 'pending',
  solved: 'resolved',
  closed: 'closed',
};

/** What somebody would write by hand for one script: no checks, no warnings, the same fields. */
export function mapTickets(page: NativePage): readonly object[] {
  const people = new Map(page.users.map((user) => [user.id, user]));
  const groups = new Map(page.groups.map((group) => [group.id, group.name]));
  return page.tickets.map((ticket) => ({
    id: `zendesk:acme:${ticket.id}`,
    externalId: String(ticket.id),
    callerKey: ticket.external_id,
    subject: ticket.subject,
    description: ticket.description,
    status: STATUSES[ticket.status] ?? 'open',
    nativeStatus: { id: String(ticket.custom_status_id), category: ticket.status },
    priority: ticket.priority ?? 'normal',
    category: ticket.type,
    tags: ticket.tags,
    requester: {
      id: `zendesk:acme:${ticket.requester_id}`,
      email: people.get(ticket.requester_id)?.email ?? null,
      name: people.get(ticket.requester_id)?.name ?? null,
    },
    assignee: {
      id: `zendesk:acme:${ticket.assignee_id}`,
      name: people.get(ticket.assignee_id)?.name ?? null,
      group: groups.get(ticket.group_id) ?? null,
    },
    groupId: `zendesk:acme:${ticket.group_id}`,
    organizationId: `zendesk:acme:${ticket.organization_id}`,
    createdAt: new Date(ticket.created_at),
    updatedAt: new Date(ticket.updated_at),
    channel: { kind: ticket.via.channel, native: ticket.via.channel },
    brandId: String(ticket.brand_id),
    formId: String(ticket.ticket_form_id),
    participants: [
      {
        id: `zendesk:acme:${ticket.requester_id}`,
        role: 'requester',
        email: people.get(ticket.requester_id)?.email,
        name: people.get(ticket.requester_id)?.name,
      },
    ],
    customFields: Object.fromEntries(
      ticket.custom_fields.map((field) => [
        field.id,
        { value: field.value, nativeId: String(field.id) },
      ]),
    ),
    raw: ticket,
  }));
}
