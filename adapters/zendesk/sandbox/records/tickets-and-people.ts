/**
 * What the account holds: rows named as on the wire (providers/zendesk.md names each section), less
 * `url` and other links, which depend on the request's own origin.
 */
export type TicketStatus = 'new' | 'open' | 'pending' | 'hold' | 'solved' | 'closed';
export type FieldValue = string | boolean | readonly string[] | null;
type Role = 'end-user' | 'agent' | 'admin';

/** Section 6.10. */
export interface Via {
  channel: string | number;
  source: { from: Record<string, unknown>; to: Record<string, unknown>; rel: string | null };
}

/** Section 10. */
export interface AttachmentRow {
  readonly id: number;
  file_name: string;
  content_type: string;
  size: number;
  width: number | null;
  height: number | null;
  inline: boolean;
  deleted: boolean;
  /** The token of its `content_url`. */
  token: string;
  bytes: Uint8Array;
}

/** Section 7.1. */
export interface CommentRow {
  readonly id: number;
  type: 'Comment' | 'VoiceComment';
  author_id: number;
  body: string;
  html_body: string;
  plain_body: string;
  public: boolean;
  attachment_ids: number[];
  audit_id: number;
  via: Via;
  created_at: string;
  metadata: { system: Record<string, unknown>; custom: Record<string, unknown> };
}

/** Section 7.2; the other keys of an event depend on its type. */
export interface AuditEvent {
  readonly id: number;
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface AuditRow {
  readonly id: number;
  readonly ticket_id: number;
  created_at: string;
  author_id: number;
  metadata: { system: Record<string, unknown>; custom: Record<string, unknown> };
  events: AuditEvent[];
  via: Via;
}

/** Section 7.3: what metrics are computed from. Times are ISO-8601 UTC. */
interface MetricRow {
  readonly id: number;
  reopens: number;
  replies: number;
  group_stations: number;
  assignee_stations: number;
  initially_assigned_at: string | null;
  assigned_at: string | null;
  assignee_updated_at: string | null;
  requester_updated_at: string;
  status_updated_at: string;
  solved_at: string | null;
  first_solved_at: string | null;
  first_reply_at: string | null;
  latest_comment_added_at: string;
  /** Imported tickets have no metrics (section 13). */
  measured: boolean;
}

/** Section 6.2. */
export interface TicketRow {
  readonly id: number;
  external_id: string | null;
  via: Via;
  created_at: string;
  updated_at: string;
  generated_timestamp: number;
  type: string | null;
  subject: string | null;
  description: string;
  priority: string | null;
  status: TicketStatus;
  custom_status_id: number;
  recipient: string | null;
  requester_id: number;
  submitter_id: number;
  assignee_id: number | null;
  group_id: number | null;
  organization_id: number | null;
  follower_ids: number[];
  email_cc_ids: number[];
  problem_id: number | null;
  due_at: string | null;
  tags: string[];
  custom_fields: Record<string, FieldValue>;
  satisfaction: { id: number; score: string; comment: string | null } | null;
  ticket_form_id: number | null;
  brand_id: number;
  is_public: boolean;
  followup_ids: number[];
  encoded_id: string;
  comments: CommentRow[];
  audits: AuditRow[];
  metric: MetricRow;
  /** Soft-deleted, or scrubbed for good. Section 6.7. */
  deleted: { at: string; by: number; scrubbed: boolean } | null;
  archived: boolean;
  /** When the sandbox wrote it, for the search index's lag. */
  recorded_ms: number;
}

/** Section 9.1. */
export interface UserRow {
  readonly id: number;
  name: string;
  email: string | null;
  role: Role;
  created_at: string;
  updated_at: string;
  external_id: string | null;
  phone: string | null;
  organization_id: number | null;
  default_group_id: number | null;
  time_zone: string;
  iana_time_zone: string;
  locale: string;
  locale_id: number;
  tags: string[];
  alias: string | null;
  details: string | null;
  notes: string | null;
  signature: string | null;
  user_fields: Record<string, unknown>;
  suspended: boolean;
  active: boolean;
  verified: boolean;
  only_private_comments: boolean;
  role_type: number | null;
  custom_role_id: number | null;
  ticket_restriction: string | null;
  permanently_deleted: boolean;
  generated_timestamp: number;
  recorded_ms: number;
}

export interface IdentityRow {
  readonly id: number;
  user_id: number;
  type: string;
  value: string;
  primary: boolean;
  verified: boolean;
  created_at: string;
  updated_at: string;
}

/** Section 9.2. */
export interface OrganizationRow {
  readonly id: number;
  name: string;
  external_id: string | null;
  created_at: string;
  updated_at: string;
  domain_names: string[];
  details: string | null;
  notes: string | null;
  group_id: number | null;
  shared_tickets: boolean;
  shared_comments: boolean;
  tags: string[];
  organization_fields: Record<string, unknown>;
  deleted_at: string | null;
  generated_timestamp: number;
  recorded_ms: number;
}

export interface MembershipRow {
  readonly id: number;
  user_id: number;
  /** The group or the organization. */
  parent_id: number;
  default: boolean;
  created_at: string;
  updated_at: string;
}

/** Section 9.3. */
export interface GroupRow {
  readonly id: number;
  name: string;
  description: string;
  is_public: boolean;
  default: boolean;
  deleted: boolean;
  created_at: string;
  updated_at: string;
}
