import type {
  AuditEvent,
  AuditRow,
  CommentRow,
  FieldValue,
  TicketRow,
  Via,
} from '../records/tickets-and-people.ts';
import { nextEventId, type World } from '../world.ts';

type Value = string | readonly string[] | null;

const idText = (id: number | null) => (id === null ? null : String(id));

/** The properties an audit speaks of, and their text: ids are strings (section 7.2). */
const audited: readonly (readonly [name: string, read: (ticket: TicketRow) => Value])[] = [
  ['subject', (ticket) => ticket.subject],
  ['requester_id', (ticket) => idText(ticket.requester_id)],
  ['priority', (ticket) => ticket.priority],
  ['type', (ticket) => ticket.type],
  ['status', (ticket) => ticket.status],
  ['organization_id', (ticket) => idText(ticket.organization_id)],
  ['group_id', (ticket) => idText(ticket.group_id)],
  ['assignee_id', (ticket) => idText(ticket.assignee_id)],
  ['brand_id', (ticket) => idText(ticket.brand_id)],
  ['ticket_form_id', (ticket) => idText(ticket.ticket_form_id)],
  ['custom_status_id', (ticket) => idText(ticket.custom_status_id)],
  ['external_id', (ticket) => ticket.external_id],
  ['due_at', (ticket) => ticket.due_at],
  ['problem_id', (ticket) => idText(ticket.problem_id)],
  ['tags', (ticket) => ticket.tags],
];

/** A create answer names these even when unset. */
const alwaysCreated = new Set([
  'subject',
  'requester_id',
  'priority',
  'type',
  'status',
  'brand_id',
  'ticket_form_id',
  'custom_status_id',
]);

const isEmpty = (value: Value) => value === null || value.length === 0;
const same = (one: Value | FieldValue, two: Value | FieldValue) =>
  JSON.stringify(one) === JSON.stringify(two);
const fieldText = (value: FieldValue): Value =>
  typeof value === 'boolean' ? (value ? '1' : '0') : value;

export function createEvents(world: World, ticket: TicketRow): AuditEvent[] {
  const events: AuditEvent[] = [];
  const add = (field_name: string, value: Value) =>
    events.push({ id: nextEventId(world), type: 'Create', value, field_name });
  for (const [name, read] of audited) {
    const value = read(ticket);
    if (!isEmpty(value) || alwaysCreated.has(name)) add(name, value);
  }
  for (const [id, value] of Object.entries(ticket.custom_fields)) {
    if (value !== null) add(id, fieldText(value));
  }
  return events;
}

/** One `Change` for each property that differs; `via` names the rule that made it, if any. */
export function changeEvents(
  world: World,
  before: TicketRow,
  after: TicketRow,
  via?: Via,
): AuditEvent[] {
  const events: AuditEvent[] = [];
  const add = (field_name: string, value: Value, previous_value: Value) => {
    if (same(value, previous_value)) return;
    const rule = via === undefined ? {} : { via };
    events.push({
      id: nextEventId(world),
      type: 'Change',
      value,
      field_name,
      previous_value,
      ...rule,
    });
  };
  for (const [name, read] of audited) add(name, read(after), read(before));
  for (const [id, value] of Object.entries(after.custom_fields)) {
    add(id, fieldText(value), fieldText(before.custom_fields[id] ?? null));
  }
  return [...events, ...peopleEvents(world, before, after)];
}

function peopleEvents(world: World, before: TicketRow, after: TicketRow): AuditEvent[] {
  const change = (type: string, current: readonly number[], previous: readonly number[]) =>
    same(current.map(String), previous.map(String))
      ? []
      : [
          {
            id: nextEventId(world),
            type,
            current_email_ccs: current,
            previous_email_ccs: previous,
          },
        ];
  return [
    ...change('EmailCcChange', after.email_cc_ids, before.email_cc_ids),
    ...change('FollowersChange', after.follower_ids, before.follower_ids),
  ];
}

/** The id of a comment is the id of its audit event (section 7.1). */
export function commentEvent(comment: CommentRow): AuditEvent {
  return { id: comment.id, type: comment.type, comment_id: comment.id };
}

/** What a rule sent, as it stands in the audit (section 6.3, last but one point). */
export function notificationEvent(
  world: World,
  recipients: readonly number[],
  title: string,
): AuditEvent {
  return {
    id: nextEventId(world),
    type: 'Notification',
    via: ruleVia(title),
    subject: 'Request received: {{ticket.title}}',
    body: 'Your request (#{{ticket.id}}) has been received.',
    recipients,
  };
}

export function ruleVia(title: string, id = 1): Via {
  return {
    channel: 'rule',
    source: { from: { deleted: false, title, id }, to: {}, rel: 'trigger' },
  };
}

export function buildAudit(
  ticket: TicketRow,
  given: Pick<AuditRow, 'id' | 'created_at' | 'author_id' | 'metadata' | 'events' | 'via'>,
): AuditRow {
  return { ...given, ticket_id: ticket.id };
}
