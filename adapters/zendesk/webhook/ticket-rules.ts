import type { FieldChange, SupportEvent, TicketSnapshot } from '../../../src/model/event.ts';
import type { StatusMapping } from '../../../src/adapter/native-maps.ts';
import {
  customFieldPath,
  type EventContext,
  type EventRule,
  type EventRules,
  fieldValue,
} from './context.ts';
import { commentAdded, commentChanged, commentRedacted } from './message-rules.ts';
import { isGone, lowerWord, priorityOf, statusOf, ticketSnapshot } from './ticket-snapshot.ts';
import {
  changeOf,
  membershipChanges,
  readNativeId,
  readText,
  readTime,
  tagChange,
} from './values.ts';

type TicketChangeType =
  | 'ticket.created'
  | 'ticket.updated'
  | 'ticket.status_changed'
  | 'ticket.assigned'
  | 'ticket.restored'
  | 'sla.changed';

function ticketEvent(
  type: TicketChangeType,
  context: EventContext,
  changes: readonly FieldChange[] = [],
  known?: Partial<TicketSnapshot>,
): SupportEvent {
  const ticket = ticketSnapshot(context);
  return { type, ...context.frame, ticket: known ? { ...ticket, ...known } : ticket, changes };
}

type Read = (value: unknown, context: EventContext) => unknown;

const asId: Read = (value, { ids }) => ids.read(value);

const changed =
  (field: string, read: Read, type: TicketChangeType = 'ticket.updated'): EventRule =>
  (context) =>
    ticketEvent(type, context, [
      changeOf(field, context.wire.event, (value) => read(value, context)),
    ]);

interface StatusFields extends StatusMapping {
  readonly isDeleted: boolean;
}

const STATUS_FIELDS = ['status', 'statusDetail', 'isDeleted'] as const;

function statusFields(value: unknown, { maps }: EventContext): StatusFields {
  const word = lowerWord(value);
  const { status, statusDetail } = statusOf(word, maps) ?? { status: 'open', statusDetail: null };
  return { status, statusDetail, isDeleted: isGone(word) };
}

/** The fields of the unified model that a native status decides, those that moved. */
const statusChanged: EventRule = (context) => {
  const { current, previous } = context.wire.event;
  const to = statusFields(current, context);
  const from = previous === undefined ? null : statusFields(previous, context);
  const changes: FieldChange[] = [];
  for (const field of STATUS_FIELDS) {
    if (from === null) changes.push({ field, to: to[field] });
    else if (from[field] !== to[field]) changes.push({ field, from: from[field], to: to[field] });
  }
  return ticketEvent('ticket.status_changed', context, changes);
};

const deleted =
  (permanent: boolean): EventRule =>
  (context) => ({
    type: 'ticket.deleted',
    ...context.frame,
    ticket: { ...ticketSnapshot(context), isDeleted: true },
    changes: [],
    permanent,
  });

const participant = (role: 'cc' | 'follower', context: EventContext) => (person: unknown) => {
  const id = typeof person === 'object' && person !== null && 'id' in person ? person.id : person;
  return { id: context.ids.read(id), role };
};

const participantsChanged =
  (role: 'cc' | 'follower'): EventRule =>
  (context) => {
    const { users_added: added, users_removed: removed } = context.wire.event;
    const read = participant(role, context);
    return ticketEvent(
      'ticket.updated',
      context,
      membershipChanges('participants', (added ?? []).map(read), (removed ?? []).map(read)),
    );
  };

const tagsChanged: EventRule = (context) => {
  const { detail, event } = context.wire;
  const change = tagChange(detail.tags ?? [], event.tags_added ?? [], event.tags_removed ?? []);
  return ticketEvent('ticket.updated', context, [change]);
};

const merged: EventRule = (context) => ({
  type: 'ticket.merged',
  ...context.frame,
  ticket: ticketSnapshot(context),
  changes: [],
  intoTicketId: context.ids.read(context.wire.event.target_ticket_id),
});

/** The payload of a rating is not documented well enough to be read; `raw` has it. */
const rated: EventRule = (context) => ({
  type: 'rating.received',
  ...context.frame,
  ticket: ticketSnapshot(context),
  rating: null,
});

const priority: Read = (value, { maps }) => priorityOf(lowerWord(value), maps) ?? 'normal';

/** On a ticket that is not public the description is a note, so its text stays in `raw`. */
const description: Read = (value, { wire }) =>
  wire.detail.is_public === false ? null : readText(value);

/** Every `ticket.*` event of the sheet's section 24. */
export const TICKET_RULES: EventRules = {
  created: (context) => ticketEvent('ticket.created', context),
  soft_deleted: deleted(false),
  permanently_deleted: deleted(true),
  undeleted: (context) => ticketEvent('ticket.restored', context, [], { isDeleted: false }),
  marked_as_spam: (context) =>
    ticketEvent('ticket.updated', context, [{ field: 'isSpam', to: true }], { isSpam: true }),
  status_changed: statusChanged,
  custom_status_changed: changed('nativeStatus.id', readNativeId, 'ticket.status_changed'),
  priority_changed: changed('priority', priority),
  type_changed: changed('category', lowerWord),
  subject_changed: changed('subject', readText),
  description_changed: changed('description', description),
  external_id_changed: changed('callerKey', readText),
  task_due_at_changed: changed('dueAt', readTime),
  agent_assignment_changed: changed('assignee.id', asId, 'ticket.assigned'),
  group_assignment_changed: changed('groupId', asId, 'ticket.assigned'),
  organization_changed: changed('organizationId', asId),
  requester_changed: changed('requester.id', asId),
  submitter_changed: changed('participants.submitter', asId),
  brand_changed: changed('brandId', readNativeId),
  form_changed: changed('formId', readNativeId),
  problem_link_changed: changed('links.problem', asId),
  schedule_changed: changed('native.schedule_id', readNativeId),
  sla_policy_changed: changed('sla.policy.id', readNativeId, 'sla.changed'),
  ola_policy_changed: changed('native.ola_policy_id', readNativeId, 'sla.changed'),
  next_sla_breach_changed: changed('native.next_sla_breach_at', readTime, 'sla.changed'),
  comment_added: commentAdded,
  comment_made_private: commentChanged,
  comment_redacted: commentRedacted,
  attachment_linked_to_comment: commentChanged,
  attachment_redacted_from_comment: commentRedacted,
  tags_changed: tagsChanged,
  email_ccs_changed: participantsChanged('cc'),
  followers_changed: participantsChanged('follower'),
  custom_field_changed: (context) =>
    ticketEvent('ticket.updated', context, [
      changeOf(customFieldPath(context), context.wire.event, fieldValue),
    ]),
  merged,
  csat_requested: (context) =>
    ticketEvent('ticket.updated', context, [{ field: 'satisfaction.status', to: 'offered' }]),
  csat_received: rated,
};
