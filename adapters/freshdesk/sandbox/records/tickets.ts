/**
 * Tickets and what hangs on them: rows named as on the wire (the provider sheet's section beside
 * each), less links, which depend on the request's own origin.
 */

/** Section 10. */
export interface AttachmentRow {
  readonly id: number;
  readonly name: string;
  readonly content_type: string;
  readonly size: number;
  readonly created_at: string;
  updated_at: string;
  readonly bytes: Uint8Array;
}

/** Section 9.1. */
export interface ConversationRow {
  readonly id: number;
  readonly ticket_id: number;
  body: string;
  body_text: string;
  structured_body: Readonly<Record<string, unknown>> | null;
  readonly incoming: boolean;
  readonly private: boolean;
  readonly user_id: number | null;
  readonly source: number;
  readonly category: number | null;
  readonly support_email: string | null;
  readonly from_email: string | null;
  readonly to_emails: readonly string[] | null;
  readonly cc_emails: readonly string[] | null;
  readonly bcc_emails: readonly string[] | null;
  readonly created_at: string;
  updated_at: string;
  last_edited_at: string | null;
  last_edited_user_id: number | null;
  attachment_ids: readonly number[];
  readonly has_quoted_text: boolean;
  /** Set when an automation wrote it. */
  readonly automation_id: number | null;
  readonly auto_response: boolean;
}

/** Section 7, `stats`. */
export interface TicketStats {
  agent_responded_at: string | null;
  requester_responded_at: string | null;
  first_responded_at: string | null;
  status_updated_at: string | null;
  reopened_at: string | null;
  resolved_at: string | null;
  closed_at: string | null;
  pending_since: string | null;
}

/** What the search index knows of a ticket (section 8.4). */
export type TicketDocument = Pick<
  TicketRow,
  | 'responder_id'
  | 'group_id'
  | 'priority'
  | 'status'
  | 'tags'
  | 'type'
  | 'due_by'
  | 'fr_due_by'
  | 'created_at'
  | 'updated_at'
  | 'custom_fields'
>;

/** Section 7. */
export interface TicketRow {
  readonly id: number;
  subject: string | null;
  description: string;
  description_text: string;
  structured_description: Readonly<Record<string, unknown>> | null;
  status: number;
  priority: number;
  source: number;
  type: string | null;
  requester_id: number;
  responder_id: number | null;
  group_id: number | null;
  product_id: number | null;
  email_config_id: number | null;
  company_id: number | null;
  internal_agent_id: number | null;
  internal_group_id: number | null;
  to_emails: readonly string[] | null;
  cc_emails: readonly string[] | null;
  fwd_emails: readonly string[] | null;
  reply_cc_emails: readonly string[] | null;
  ticket_cc_emails: readonly string[] | null;
  ticket_bcc_emails: readonly string[] | null;
  support_email: string | null;
  spam: boolean;
  deleted: boolean;
  archived: boolean;
  is_escalated: boolean;
  fr_escalated: boolean;
  nr_escalated: boolean;
  due_by: string | null;
  fr_due_by: string | null;
  nr_due_by: string | null;
  custom_fields: Readonly<Record<string, unknown>>;
  tags: readonly string[];
  attachment_ids: readonly number[];
  readonly created_at: string;
  updated_at: string;
  association_type: number | null;
  associated_tickets_list: readonly number[];
  source_additional_info: Readonly<Record<string, unknown>> | null;
  sentiment_score: number | null;
  initial_sentiment_score: number | null;
  form_id: number | null;
  stats: TicketStats;
  conversations: ConversationRow[];
  watcher_ids: readonly number[];
  access_ids: readonly number[];
  summary: ConversationRow | null;
  /** Due dates given by hand stay when the policy's would change. */
  due_by_given: boolean;
  /** Until then the new SLA engine has no dates (section 7). */
  sla_ready_ms: number;
  /** When time next changes it by itself. */
  next_turn_ms: number;
  /** When it was last written, and what search still finds until its index has caught up. */
  changed_ms: number;
  indexed: TicketDocument | null;
}

/** Section 12. */
export interface TimeEntryRow {
  readonly id: number;
  readonly ticket_id: number;
  agent_id: number;
  company_id: number | null;
  billable: boolean;
  note: string;
  timer_running: boolean;
  time_spent_in_seconds: number;
  executed_at: string;
  start_time: string;
  readonly created_at: string;
  updated_at: string;
}

/** Section 12. */
export interface RatingRow {
  readonly id: number;
  readonly survey_id: number;
  readonly user_id: number;
  readonly agent_id: number | null;
  readonly group_id: number | null;
  readonly ticket_id: number;
  readonly feedback: string | null;
  readonly ratings: Readonly<Record<string, number>>;
  readonly created_at: string;
  readonly updated_at: string;
}
