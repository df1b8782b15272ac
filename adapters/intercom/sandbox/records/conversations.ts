/** Priorities as 2.16 spells them; older versions fold them into two (section 2). */
export const priorities = ['none', 'low', 'medium', 'high', 'urgent'] as const;
export type Priority = (typeof priorities)[number];

export type ConversationState = 'open' | 'closed' | 'snoozed';

/** Who made a part or a source. Section 8.3. */
export interface Author {
  readonly type: string;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

export interface Assignee {
  readonly type: 'admin' | 'team' | 'nobody_admin' | 'nobody_team';
  readonly id: string | null;
}

/** One part of a conversation; the same row is a ticket part. Sections 8.3 and 11. */
export interface PartRow {
  readonly id: string;
  part_type: string;
  body: string | null;
  created_at: number;
  updated_at: number;
  notified_at: number;
  assigned_to: Assignee | null;
  author: Author;
  attachment_ids: readonly string[];
  external_id: string | null;
  redacted: boolean;
  metadata: Readonly<Record<string, unknown>>;
  /** The conversation's state when the part was made. */
  state: ConversationState;
  event_details: Readonly<Record<string, unknown>> | null;
  app_package_code: string | null;
  ticket_state: string | null;
  previous_ticket_state: string | null;
  updated_attribute_data: Readonly<Record<string, unknown>> | null;
}

/** The first message. Section 8.2. */
export interface SourceRow {
  readonly type: string | null;
  readonly id: string;
  readonly delivered_as: string;
  subject: string;
  body: string;
  readonly author: Author;
  attachment_ids: readonly string[];
  readonly url: string | null;
  redacted: boolean;
  /** `recipients`, `reply_to` and `email_message_metadata` of mails, which 2.16 shows. */
  readonly mail?: Readonly<Record<string, unknown>>;
}

/** Section 8.7; `reply_times` is where the median comes from. */
export interface StatisticsRow {
  first_contact_reply_at: number | null;
  first_assignment_at: number | null;
  first_admin_reply_at: number | null;
  first_close_at: number | null;
  last_assignment_at: number | null;
  last_assignment_admin_reply_at: number | null;
  last_contact_reply_at: number | null;
  last_admin_reply_at: number | null;
  last_close_at: number | null;
  last_closed_by_id: string | null;
  count_reopens: number;
  count_assignments: number;
  count_conversation_parts: number;
  reply_times: readonly number[];
}

export interface AppliedTag {
  readonly tag_id: string;
  readonly applied_at: number;
  readonly applied_by: { readonly type: string; readonly id: string };
}

/** Section 8.5. */
export interface RatingRow {
  readonly rating: number | null;
  readonly remark: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly contact_id: string;
  readonly teammate_id: string | null;
}

/** What makes a conversation a ticket as well: they share the id (section 11). */
export interface TicketRow {
  /** The number that people see; no path takes it. */
  readonly ticket_id: string;
  ticket_type_id: string;
  ticket_state_id: string;
  previous_ticket_state_id: string | null;
  attributes: Record<string, unknown>;
  is_shared: boolean;
}

export interface ConversationRow {
  readonly id: string;
  title: string | null;
  created_at: number;
  updated_at: number;
  waiting_since: number | null;
  snoozed_until: number | null;
  state: ConversationState;
  read: boolean;
  priority: Priority;
  admin_assignee_id: string | null;
  team_assignee_id: string | null;
  company_id: string | null;
  contact_ids: readonly string[];
  teammate_ids: readonly string[];
  /** Null where there was no first message, as in calls and imports. */
  source: SourceRow | null;
  first_contact_reply: { readonly created_at: number; readonly url: string | null } | null;
  tags: readonly AppliedTag[];
  custom_attributes: Record<string, unknown>;
  ticket: TicketRow | null;
  linked_ids: readonly string[];
  rating: RatingRow | null;
  sla_applied: Readonly<Record<string, unknown>> | null;
  ai_agent: Readonly<Record<string, unknown>> | null;
  channel: { readonly initial: string; readonly current: string };
  external_references: readonly { readonly type: string; readonly id: string }[];
  statistics: StatisticsRow;
  parts: PartRow[];
  merged_into: string | null;
  /** When it was written here: the search index shows it later. */
  recorded_ms: number;
}

export interface DeletedConversationRow {
  readonly id: string;
  readonly metrics_retained: boolean;
  readonly deleted_at: number;
}

/** Something the workspace does by itself at a later moment. */
export interface ScheduledRow {
  readonly due_ms: number;
  readonly conversation_id: string;
  readonly kind: 'bot-parts' | 'unsnooze';
}
