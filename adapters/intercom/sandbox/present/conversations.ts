import type { View } from '../call.ts';
import type {
  ConversationRow,
  PartRow,
  Priority,
  RatingRow,
  SourceRow,
  StatisticsRow,
} from '../records/conversations.ts';
import { median } from '../tickets/statistics.ts';
import { ticketStateOf, ticketTypeOf } from '../world.ts';
import { presentCompany } from './companies.ts';
import { presentFile } from './files.ts';
import { presentAuthor, presentTagList } from './people.ts';
import { toPlainText } from './text.ts';

/** The most parts that are ever answered; the newest stay (section 8.3). */
export const maxParts = 500;

export interface ConversationForm {
  /** Lists and searches leave the parts out; webhooks carry only what happened. */
  readonly parts: 'all' | 'none' | readonly PartRow[];
  /** What a write answers: the figures from before it (section 7.2). */
  readonly statistics?: StatisticsRow;
  /** A webhook: media marks in texts, dates as text before 2.15 (section 8.7). */
  readonly webhook?: boolean;
}

export function presentConversation(
  view: View,
  row: ConversationRow,
  form: ConversationForm,
): Record<string, unknown> {
  const { world, version } = view;
  return {
    type: 'conversation',
    id: row.id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    waiting_since: row.waiting_since,
    snoozed_until: row.snoozed_until,
    source: row.source === null ? null : presentSource(view, row.source, form),
    contacts: presentContacts(view, row),
    first_contact_reply:
      row.first_contact_reply === null
        ? null
        : { ...row.first_contact_reply, type: 'conversation' },
    admin_assignee_id: assigneeId(version, row.admin_assignee_id),
    team_assignee_id: assigneeId(version, row.team_assignee_id),
    // Open while snoozed as well (trap 4).
    open: row.state !== 'closed',
    state: row.state,
    read: row.read,
    tags: presentTagList(world, row.tags),
    priority: presentPriority(version, row.priority),
    sla_applied: row.sla_applied,
    statistics: presentStatistics(row, form.statistics ?? row.statistics, isoTimes(view, form)),
    conversation_rating: row.rating === null ? null : presentRating(view, row.rating),
    // Recorded under `admins`, although the description says `teammates` (trap 3).
    teammates: {
      type: 'admin.list',
      admins: row.teammate_ids.map((id) => ({ type: 'admin', id })),
    },
    title: row.title,
    custom_attributes: row.custom_attributes,
    topics: { type: 'topic.list', topics: [], total_count: 0 },
    ticket: presentEmbeddedTicket(view, row),
    linked_objects: presentLinks(view, row),
    ai_agent: row.ai_agent,
    ai_agent_participated: row.ai_agent !== null,
    ...newer(view, row),
    ...(form.parts === 'none' ? {} : presentParts(view, row, form)),
  };
}

/** What came with 2.15 and 2.16 (section 2). */
function newer({ world, version }: View, row: ConversationRow): object {
  const company = world.state.companies.rows.get(row.company_id ?? '');
  return {
    ...(version >= 15
      ? { company: company === undefined ? null : presentCompany(world, company) }
      : {}),
    ...(version >= 16
      ? {
          sales_agent_participated: false,
          channel: row.channel,
          external_references: row.external_references,
        }
      : {}),
  };
}

const isoTimes = (view: View, form: ConversationForm) => form.webhook === true && view.version < 15;

/** Unassigned is null before 2.16 and 0 from then on (section 2, trap 10). */
function assigneeId(version: number, id: string | null): number | null {
  if (id !== null) return Number(id);
  return version >= 16 ? 0 : null;
}

/** Two levels before 2.16 (trap 11); which side `low` and `medium` fall on is not known. */
export function presentPriority(version: number, priority: Priority): string {
  if (version >= 16) return priority;
  return priority === 'high' || priority === 'urgent' ? 'priority' : 'not_priority';
}

export function presentContacts({ world }: View, row: ConversationRow): object {
  return {
    type: 'contact.list',
    contacts: row.contact_ids.map((id) => ({
      type: 'contact',
      id,
      external_id: world.state.contacts.rows.get(id)?.external_id ?? null,
    })),
  };
}

/** A body or subject in the form asked for (section 9). */
function textIn(view: View, html: string, form: ConversationForm): string {
  return view.plainText ? toPlainText(html, { marks: form.webhook === true }) : html;
}

function presentSource(view: View, source: SourceRow, form: ConversationForm): object {
  return {
    type: source.type,
    id: source.id,
    delivered_as: source.delivered_as,
    subject: textIn(view, source.subject, form),
    body: bodyWithMarks(view, source.body, source.attachment_ids, form),
    author: presentAuthor({ ...view, version: 0 }, source.author),
    attachments: source.attachment_ids.flatMap((id) => presentFile(view, id)),
    url: source.url,
    redacted: source.redacted,
    ...(view.version >= 16 ? source.mail : {}),
  };
}

/** A text that is nothing but media reads as a mark in plain-text webhooks (section 9). */
function bodyWithMarks<Body extends string | null>(
  view: View,
  body: Body,
  files: readonly string[],
  form: ConversationForm,
): Body | string {
  const text = body === null ? body : textIn(view, body, form);
  const marked = form.webhook === true && view.plainText && files.length > 0;
  if (!marked || (text !== null && text !== '')) return text;
  return files.map((id) => markOf(view, id)).join(' ');
}

function markOf({ world }: View, id: string): string {
  const type = world.state.files.rows.get(id)?.content_type ?? '';
  if (type === 'image/gif') return '[GIF]';
  return type.startsWith('image/') ? '[Image]' : '[Attachment]';
}

function presentRating({ world }: View, rating: RatingRow): object {
  const external_id = world.state.contacts.rows.get(rating.contact_id)?.external_id ?? null;
  return {
    rating: rating.rating,
    remark: rating.remark,
    created_at: rating.created_at,
    updated_at: rating.updated_at,
    contact: { type: 'contact', id: rating.contact_id, external_id },
    teammate: { type: 'admin', id: rating.teammate_id },
  };
}

function presentStatistics(row: ConversationRow, figures: StatisticsRow, iso: boolean): object {
  const since = (at: number | null) => (at === null ? null : Math.max(0, at - row.created_at));
  const time = (at: number | null) =>
    at === null || !iso ? at : new Date(at * 1000).toISOString();
  const closedBy = figures.last_closed_by_id;
  return {
    type: 'conversation_statistics',
    time_to_assignment: since(figures.first_assignment_at),
    time_to_admin_reply: since(figures.first_admin_reply_at),
    time_to_first_close: since(figures.first_close_at),
    time_to_last_close: since(figures.last_close_at),
    median_time_to_reply: median(figures.reply_times),
    first_contact_reply_at: time(figures.first_contact_reply_at),
    first_assignment_at: time(figures.first_assignment_at),
    first_admin_reply_at: time(figures.first_admin_reply_at),
    first_close_at: time(figures.first_close_at),
    last_assignment_at: time(figures.last_assignment_at),
    last_assignment_admin_reply_at: time(figures.last_assignment_admin_reply_at),
    last_contact_reply_at: time(figures.last_contact_reply_at),
    last_admin_reply_at: time(figures.last_admin_reply_at),
    last_close_at: time(figures.last_close_at),
    // A number in recordings (trap 26).
    last_closed_by_id: closedBy === null ? null : Number(closedBy),
    count_reopens: figures.count_reopens,
    count_assignments: figures.count_assignments,
    count_conversation_parts: figures.count_conversation_parts,
    assigned_team_first_response_time: [],
    assigned_team_first_response_time_in_office_hours: [],
    handling_time: null,
  };
}

function presentParts(view: View, row: ConversationRow, form: ConversationForm): object {
  const parts = form.parts === 'all' ? row.parts.slice(-maxParts) : form.parts;
  if (parts === 'none') return {};
  return {
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: parts.map((part) => presentPart(view, part, form)),
      total_count: parts.length,
    },
  };
}

function presentPart(view: View, part: PartRow, form: ConversationForm): object {
  const { version } = view;
  const body = bodyWithMarks(view, part.body, part.attachment_ids, form);
  return {
    type: 'conversation_part',
    id: part.id,
    part_type: part.part_type,
    body,
    created_at: part.created_at,
    updated_at: part.updated_at,
    notified_at: part.notified_at,
    assigned_to: part.assigned_to,
    author: presentAuthor(view, part.author),
    attachments: part.attachment_ids.flatMap((id) => presentFile(view, id)),
    external_id: part.external_id,
    redacted: part.redacted,
    ...(version >= 14 ? { metadata: part.metadata } : {}),
    ...(version >= 13
      ? {
          email_message_metadata: null,
          state: part.state,
          // Tags stand on the conversation here, not on single parts.
          tags: [],
          event_details: part.event_details ?? {},
          app_package_code: part.app_package_code,
        }
      : {}),
  };
}

/** The old ticket shape inside a conversation (section 8.1; not in the description). */
export function presentEmbeddedTicket(view: View, row: ConversationRow): object | null {
  const type = ticketTypeOf(view.world, row);
  if (row.ticket === null || type === null) return null;
  const state = ticketStateOf(view.world, row.ticket.ticket_state_id);
  const values = Object.entries(row.ticket.attributes).map(
    ([name, value]) =>
      [name, { value, type: typeof value === 'number' ? 'integer' : 'string' }] as const,
  );
  return {
    type: 'ticket',
    id: Number(row.id),
    url: `https://app.intercom.com/a/inbox/${view.world.state.workspace.id}/inbox/conversation/${row.id}`,
    custom_attributes: Object.fromEntries(values),
    state: state.category,
    ticket_type: type.name,
    ticket_type_description: type.description,
    ticket_type_emoji: type.icon,
    ticket_custom_state_admin_label: state.internal_label,
    ticket_custom_state_user_label: state.external_label,
  };
}

/** At most 1000 links are told (section 8.1). */
export function presentLinks({ world }: View, row: ConversationRow): object {
  const data = row.linked_ids.slice(0, 1000).map((id) => {
    const linked = world.state.conversations.rows.get(id);
    const category = linked === undefined ? null : (ticketTypeOf(world, linked)?.category ?? null);
    return { type: linked?.ticket == null ? 'conversation' : 'ticket', id, category };
  });
  return {
    type: 'list',
    data,
    total_count: row.linked_ids.length,
    has_more: row.linked_ids.length > data.length,
  };
}
