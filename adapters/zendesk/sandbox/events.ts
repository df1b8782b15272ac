import type {
  CommentRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from './records/tickets-and-people.ts';
import { enqueueEvent } from './webhooks.ts';
import { isStaff, userOf, type World } from './world.ts';

const idText = (id: number | null) => (id === null ? null : String(id));
const upper = (text: string | null) => (text === null ? null : text.toUpperCase());

/** REST channel names that the event bodies spell otherwise (section 24, last paragraph). */
const eventChannels: Readonly<Record<string, string>> = {
  api: 'web_service',
  web: 'web_form',
  email: 'mail',
};

/** The snapshot in every ticket event (section 24). */
function ticketDetail(ticket: TicketRow, actorId: number) {
  const channel = String(ticket.via.channel);
  return {
    actor_id: String(actorId),
    assignee_id: idText(ticket.assignee_id),
    brand_id: idText(ticket.brand_id),
    created_at: ticket.created_at,
    custom_status: idText(ticket.custom_status_id),
    description: ticket.description,
    external_id: ticket.external_id,
    form_id: idText(ticket.ticket_form_id),
    group_id: idText(ticket.group_id),
    id: String(ticket.id),
    is_public: ticket.is_public,
    organization_id: idText(ticket.organization_id),
    priority: upper(ticket.priority),
    requester_id: String(ticket.requester_id),
    status: statusText(ticket),
    subject: ticket.subject,
    submitter_id: String(ticket.submitter_id),
    tags: ticket.tags,
    type: upper(ticket.type),
    updated_at: ticket.updated_at,
    via: { channel: eventChannels[channel] ?? channel },
  };
}

function statusText(ticket: TicketRow): string {
  if (ticket.deleted !== null) return ticket.deleted.scrubbed ? 'SCRUBBED' : 'DELETED';
  return ticket.archived ? 'ARCHIVED' : ticket.status.toUpperCase();
}

export function fireTicketEvent(
  world: World,
  ticket: TicketRow,
  actorId: number,
  name: string,
  event: object = {},
): void {
  enqueueEvent(world, {
    type: `ticket.${name}`,
    subject: `zen:ticket:${ticket.id}`,
    version: '2022-11-06',
    detail: ticketDetail(ticket, actorId),
    event,
  });
}

type Read = (ticket: TicketRow) => string | null;

/** Which change of a ticket makes which event (section 24, table of ticket events). */
const fieldEvents: readonly (readonly [name: string, read: Read])[] = [
  ['status_changed', (ticket) => ticket.status.toUpperCase()],
  ['priority_changed', (ticket) => upper(ticket.priority)],
  ['type_changed', (ticket) => upper(ticket.type)],
  ['subject_changed', (ticket) => ticket.subject],
  ['external_id_changed', (ticket) => ticket.external_id],
  ['task_due_at_changed', (ticket) => ticket.due_at],
  ['agent_assignment_changed', (ticket) => idText(ticket.assignee_id)],
  ['group_assignment_changed', (ticket) => idText(ticket.group_id)],
  ['organization_changed', (ticket) => idText(ticket.organization_id)],
  ['requester_changed', (ticket) => idText(ticket.requester_id)],
  ['brand_changed', (ticket) => idText(ticket.brand_id)],
  ['form_changed', (ticket) => idText(ticket.ticket_form_id)],
  ['custom_status_changed', (ticket) => idText(ticket.custom_status_id)],
  ['problem_link_changed', (ticket) => idText(ticket.problem_id)],
];

const without = <Item>(all: readonly Item[], gone: readonly Item[]) =>
  all.filter((item) => !gone.includes(item));

/** One event for each thing that differs between two states of a ticket. */
export function fireTicketChanges(
  world: World,
  before: TicketRow,
  after: TicketRow,
  actorId: number,
): void {
  const fire = (name: string, event: object) => fireTicketEvent(world, after, actorId, name, event);
  for (const [name, read] of fieldEvents) {
    const [current, previous] = [read(after), read(before)];
    if (current !== previous) fire(name, { current, previous });
  }
  fireSet(before.tags, after.tags, (added, removed) =>
    fire('tags_changed', { tags_added: added, tags_removed: removed }),
  );
  fireSet(before.email_cc_ids, after.email_cc_ids, (added, removed) =>
    fire('email_ccs_changed', {
      users_added: added.map(String),
      users_removed: removed.map(String),
    }),
  );
  fireSet(before.follower_ids, after.follower_ids, (added, removed) =>
    fire('followers_changed', {
      users_added: added.map(String),
      users_removed: removed.map(String),
    }),
  );
  for (const [id, value] of Object.entries(after.custom_fields)) {
    const previous = before.custom_fields[id] ?? null;
    if (JSON.stringify(previous) === JSON.stringify(value)) continue;
    const field = world.state.ticketFields.rows.get(Number(id));
    const known = { id, title: field?.title ?? '', type: fieldTypes[field?.type ?? ''] ?? 'Text' };
    fire('custom_field_changed', {
      current: { value },
      previous: { value: previous },
      custom_field: known,
    });
  }
}

/** Only DropDown is documented; the others follow its pattern. */
const fieldTypes: Readonly<Record<string, string>> = {
  tagger: 'DropDown',
  multiselect: 'MultiSelect',
  checkbox: 'Checkbox',
  date: 'Date',
  integer: 'Integer',
  decimal: 'Decimal',
};

function fireSet<Item>(
  before: readonly Item[],
  after: readonly Item[],
  fire: (added: Item[], removed: Item[]) => void,
): void {
  const [added, removed] = [without(after, before), without(before, after)];
  if (added.length > 0 || removed.length > 0) fire(added, removed);
}

export function fireCommentAdded(
  world: World,
  ticket: TicketRow,
  comment: CommentRow,
  actorId: number,
): void {
  const author = userOf(world, comment.author_id);
  fireTicketEvent(world, ticket, actorId, 'comment_added', {
    comment: {
      author: {
        id: String(comment.author_id),
        is_staff: isStaff(author),
        name: author?.name ?? '',
      },
      body: comment.body,
      id: String(comment.id),
      is_public: comment.public,
    },
  });
  for (const id of comment.attachment_ids) {
    const file = world.state.attachments.rows.get(id);
    if (file === undefined) continue;
    fireTicketEvent(world, ticket, actorId, 'attachment_linked_to_comment', {
      attachment: { id: String(id), filename: file.file_name, content_type: file.content_type },
      comment: { id: String(comment.id) },
    });
  }
}

/** Unset values of a user's detail are `""` or `"0"`, never null (section 24). */
export function fireUserEvent(world: World, user: UserRow, name: string, event: object = {}): void {
  enqueueEvent(world, {
    type: `user.${name}`,
    subject: `zen:user:${user.id}`,
    version: '2022-06-20',
    detail: {
      created_at: user.created_at,
      default_group_id: String(user.default_group_id ?? 0),
      email: user.email ?? '',
      external_id: user.external_id ?? '',
      id: String(user.id),
      organization_id: String(user.organization_id ?? 0),
      role: user.role,
      updated_at: user.updated_at,
    },
    event,
  });
}

const userEvents: readonly (readonly [string, (user: UserRow) => unknown])[] = [
  ['name_changed', (user) => user.name],
  ['role_changed', (user) => user.role],
  ['active_changed', (user) => user.active],
  ['suspended_changed', (user) => user.suspended],
  ['external_id_changed', (user) => user.external_id ?? ''],
  ['alias_changed', (user) => user.alias ?? ''],
  ['notes_changed', (user) => user.notes ?? ''],
  ['details_changed', (user) => user.details ?? ''],
  ['time_zone_changed', (user) => user.time_zone],
  ['default_group_changed', (user) => String(user.default_group_id ?? 0)],
];

export function fireUserChanges(world: World, before: UserRow, after: UserRow): void {
  for (const [name, read] of userEvents) {
    const [current, previous] = [read(after), read(before)];
    if (current !== previous) fireUserEvent(world, after, name, { current, previous });
  }
  fireSet(before.tags, after.tags, (added, removed) =>
    fireUserEvent(world, after, 'tags_changed', {
      added: { tags: added },
      removed: { tags: removed },
    }),
  );
}

export function fireOrganizationEvent(
  world: World,
  organization: OrganizationRow,
  name: string,
  event: object = {},
): void {
  enqueueEvent(world, {
    type: `organization.${name}`,
    subject: `zen:organization:${organization.id}`,
    version: '2022-06-20',
    detail: {
      created_at: organization.created_at,
      external_id: organization.external_id ?? '',
      group_id: String(organization.group_id ?? 0),
      id: String(organization.id),
      name: organization.name,
      shared_comments: organization.shared_comments,
      shared_tickets: organization.shared_tickets,
      updated_at: organization.updated_at,
    },
    event,
  });
}

export function fireOrganizationChanges(
  world: World,
  before: OrganizationRow,
  after: OrganizationRow,
): void {
  const change = (name: string, current: unknown, previous: unknown) => {
    if (current !== previous) fireOrganizationEvent(world, after, name, { current, previous });
  };
  change('name_changed', after.name, before.name);
  change('external_id_changed', after.external_id ?? '', before.external_id ?? '');
  fireSet(before.tags, after.tags, (added, removed) =>
    fireOrganizationEvent(world, after, 'tags_changed', {
      added: { tags: added },
      removed: { tags: removed },
    }),
  );
}

/** Article events carry a ULID and a short detail (section 24). */
export function fireArticleEvent(world: World, id: number, name: string, event: object): void {
  const brand = [...world.state.brands.rows.values()].find((row) => row.default);
  enqueueEvent(world, {
    type: `article.${name}`,
    subject: `zen:article:${id}`,
    version: '2022-11-06',
    detail: { brand_id: String(brand?.id ?? 0), id: String(id) },
    event,
    id: world.random.ulid(world.clock.now()),
  });
}
