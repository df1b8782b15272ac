import type { RatingRow } from '../records/settings.ts';
import type {
  AttachmentRow,
  AuditRow,
  CommentRow,
  TicketRow,
} from '../records/tickets-and-people.ts';
import { type Call, includesOf, linkTo } from '../call.ts';
import type { World } from '../world.ts';
import { presentMetric } from './metrics.ts';
import { presentGroup, presentOrganization, presentUser } from './people.ts';

const customFields = (ticket: TicketRow) =>
  Object.entries(ticket.custom_fields).map(([id, value]) => ({ id: Number(id), value }));

/** The ticket object (section 6.2), as lists show it: without `fields`. */
export function presentTicketInList(call: Call, ticket: TicketRow): Record<string, unknown> {
  const includes = includesOf(call);
  return {
    url: linkTo(call, `tickets/${ticket.id}`),
    id: ticket.id,
    external_id: ticket.external_id,
    via: ticket.via,
    created_at: ticket.created_at,
    updated_at: ticket.updated_at,
    generated_timestamp: ticket.generated_timestamp,
    type: ticket.type,
    subject: ticket.subject,
    raw_subject: ticket.subject,
    description: ticket.description,
    priority: ticket.priority,
    status: ticket.status,
    recipient: ticket.recipient,
    requester_id: ticket.requester_id,
    submitter_id: ticket.submitter_id,
    assignee_id: ticket.assignee_id,
    organization_id: ticket.organization_id,
    group_id: ticket.group_id,
    // The legacy union of both lists (section 6.9).
    collaborator_ids: [...new Set([...ticket.email_cc_ids, ...ticket.follower_ids])],
    follower_ids: ticket.follower_ids,
    email_cc_ids: ticket.email_cc_ids,
    forum_topic_id: null,
    problem_id: ticket.problem_id,
    has_incidents: hasIncidents(call.world, ticket),
    is_public: ticket.is_public,
    due_at: ticket.due_at,
    tags: ticket.tags,
    custom_fields: customFields(ticket),
    satisfaction_rating: ticket.satisfaction ?? { score: 'unoffered' },
    sharing_agreement_ids: [],
    custom_status_id: ticket.custom_status_id,
    encoded_id: ticket.encoded_id,
    followup_ids: ticket.followup_ids,
    ticket_form_id: ticket.ticket_form_id,
    brand_id: ticket.brand_id,
    allow_channelback: false,
    allow_attachments: true,
    from_messaging_channel: false,
    support_type: 'agent',
    ...insideTicket(ticket, includes),
  };
}

/** Show, create, update, show_many, search and exports repeat the custom fields as `fields`. */
export function presentTicket(call: Call, ticket: TicketRow): Record<string, unknown> {
  const shown = presentTicketInList(call, ticket);
  return { ...shown, fields: shown['custom_fields'] };
}

function hasIncidents(world: World, ticket: TicketRow): boolean {
  if (ticket.type !== 'problem') return false;
  for (const other of world.state.tickets.rows.values())
    if (other.problem_id === ticket.id) return true;
  return false;
}

/** Sideloads that stand inside each ticket (section 21). */
function insideTicket(ticket: TicketRow, includes: ReadonlySet<string>): Record<string, unknown> {
  const { metric } = ticket;
  return {
    ...(includes.has('comment_count') ? { comment_count: ticket.comments.length } : {}),
    ...(includes.has('slas') ? { slas: { policy_metrics: [] } } : {}),
    ...(includes.has('dates')
      ? {
          dates: {
            assignee_updated_at: metric.assignee_updated_at,
            requester_updated_at: metric.requester_updated_at,
            status_updated_at: metric.status_updated_at,
            initially_assigned_at: metric.initially_assigned_at,
            assigned_at: metric.assigned_at,
            solved_at: metric.solved_at,
            latest_comment_added_at: metric.latest_comment_added_at,
          },
        }
      : {}),
  };
}

/** Sideloads that stand beside the tickets: only existing records, each once (section 21). */
export function besideTickets(call: Call, tickets: readonly TicketRow[]): Record<string, unknown> {
  const includes = includesOf(call);
  const { state } = call.world;
  const existing = <Row>(ids: readonly (number | null)[], rows: ReadonlyMap<number, Row>) =>
    [...new Set(ids)].flatMap((id) => (id === null ? [] : (rows.get(id) ?? [])));
  const people = tickets.flatMap((ticket) => [
    ticket.requester_id,
    ticket.submitter_id,
    ticket.assignee_id,
    ...ticket.email_cc_ids,
    ...ticket.follower_ids,
  ]);
  const groups = tickets.map((ticket) => ticket.group_id);
  const organizations = tickets.map((ticket) => ticket.organization_id);
  return {
    ...(includes.has('users')
      ? { users: existing(people, state.users.rows).map((row) => presentUser(call, row)) }
      : {}),
    ...(includes.has('groups')
      ? { groups: existing(groups, state.groups.rows).map((row) => presentGroup(call, row)) }
      : {}),
    ...(includes.has('organizations')
      ? {
          organizations: existing(organizations, state.organizations.rows).map((row) =>
            presentOrganization(call, row),
          ),
        }
      : {}),
    ...(includes.has('metric_sets')
      ? { metric_sets: tickets.map((ticket) => presentMetric(call, ticket)) }
      : {}),
  };
}

/** Section 10. */
export function presentAttachment(call: Call, row: AttachmentRow): Record<string, unknown> {
  const contentUrl = `${call.origin}/attachments/token/${row.token}/?name=${encodeURIComponent(row.file_name)}`;
  return {
    url: linkTo(call, `attachments/${row.id}`),
    id: row.id,
    file_name: row.file_name,
    content_url: contentUrl,
    mapped_content_url: contentUrl,
    content_type: row.content_type,
    size: row.size,
    width: row.width,
    height: row.height,
    inline: row.inline,
    deleted: row.deleted,
    malware_access_override: false,
    malware_scan_result: 'malware_not_found',
    thumbnails: [],
  };
}

/** A comment inside an audit: without date, channel and metadata (section 7.1). */
function presentCommentEvent(call: Call, comment: CommentRow): Record<string, unknown> {
  return {
    id: comment.id,
    type: comment.type,
    author_id: comment.author_id,
    body: comment.body,
    html_body: comment.html_body,
    plain_body: comment.plain_body,
    public: comment.public,
    attachments: comment.attachment_ids.flatMap((id) => {
      const row = call.world.state.attachments.rows.get(id);
      return row === undefined ? [] : [presentAttachment(call, row)];
    }),
    audit_id: comment.audit_id,
  };
}

export function presentComment(call: Call, comment: CommentRow): Record<string, unknown> {
  const { via, created_at, metadata } = comment;
  return { ...presentCommentEvent(call, comment), via, created_at, metadata };
}

/** Section 7.2. */
export function presentAudit(call: Call, audit: AuditRow): Record<string, unknown> {
  const ticket = call.world.state.tickets.rows.get(audit.ticket_id);
  return {
    id: audit.id,
    ticket_id: audit.ticket_id,
    created_at: audit.created_at,
    author_id: audit.author_id,
    metadata: audit.metadata,
    events: audit.events.map((event) => {
      const comment = ticket?.comments.find((row) => row.id === event['comment_id']);
      return event.type === 'Comment' && comment !== undefined
        ? presentCommentEvent(call, comment)
        : event;
    }),
    via: audit.via,
  };
}

/** Section 16. */
export function presentRating(call: Call, row: RatingRow): Record<string, unknown> {
  return {
    url: linkTo(call, `satisfaction_ratings/${row.id}`),
    ...row,
    reason: null,
    reason_id: null,
    reason_code: null,
  };
}
