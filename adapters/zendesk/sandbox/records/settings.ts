import type { TicketStatus } from './tickets-and-people.ts';

/** What the account holds beside tickets and people; see tickets-and-people.ts. */
/** Section 8. */
export interface FieldOption {
  readonly id: number;
  name: string;
  value: string;
}

export interface TicketFieldRow {
  readonly id: number;
  type: string;
  title: string;
  description: string;
  position: number;
  active: boolean;
  /** Required to solve a ticket. */
  required: boolean;
  removable: boolean;
  tag: string | null;
  regexp_for_validation: string | null;
  options: FieldOption[];
  created_at: string;
  updated_at: string;
}

export interface FormRow {
  readonly id: number;
  name: string;
  position: number;
  active: boolean;
  default: boolean;
  ticket_field_ids: number[];
  created_at: string;
  updated_at: string;
}

export interface CustomStatusRow {
  readonly id: number;
  status_category: Exclude<TicketStatus, 'closed'>;
  agent_label: string;
  end_user_label: string;
  description: string;
  end_user_description: string;
  active: boolean;
  default: boolean;
  created_at: string;
  updated_at: string;
}

export interface BrandRow {
  readonly id: number;
  name: string;
  subdomain: string;
  default: boolean;
  active: boolean;
  created_at: string;
  updated_at: string;
}

/** Section 10. */
export interface UploadRow {
  readonly token: string;
  expires_at: string;
  attachment_ids: number[];
  used: boolean;
}

/** Section 12. */
export interface JobRow {
  readonly id: string;
  total: number | null;
  created_ms: number;
  polls: number;
  /** The word of the working message: "Creating", "Updating". */
  verb: string;
  results: readonly unknown[] | Readonly<Record<string, unknown>>;
}

/** Section 16. */
export interface RatingRow {
  readonly id: number;
  ticket_id: number;
  requester_id: number;
  assignee_id: number | null;
  group_id: number | null;
  score: string;
  comment: string | null;
  created_at: string;
  updated_at: string;
}

/** Section 18. */
export interface SideConversationRow {
  readonly id: string;
  ticket_id: number;
  subject: string;
  preview_text: string;
  state: 'open' | 'closed';
  participants: { user_id: number | null; name: string | null; email: string | null }[];
  external_ids: Record<string, string>;
  created_at: string;
  updated_at: string;
  message_added_at: string;
  state_updated_at: string;
  events: SideEventRow[];
}

export interface SideEventRow {
  readonly id: string;
  type: 'create' | 'reply' | 'update';
  actor: { user_id: number; name: string; email: string | null };
  created_at: string;
  message: Record<string, unknown> | null;
  updates: Record<string, unknown>;
}

/** Section 19. One row for categories, sections and articles, told apart by their table. */
export interface CategoryRow {
  readonly id: number;
  name: string;
  description: string;
  position: number;
  locale: string;
  created_at: string;
  updated_at: string;
}

export interface SectionRow extends CategoryRow {
  category_id: number;
  parent_section_id: number | null;
}

export interface TranslationRow {
  readonly id: number;
  locale: string;
  title: string;
  body: string | null;
  draft: boolean;
  created_at: string;
  updated_at: string;
  created_by_id: number;
  updated_by_id: number;
}

export interface ArticleRow {
  readonly id: number;
  author_id: number;
  section_id: number;
  source_locale: string;
  comments_disabled: boolean;
  promoted: boolean;
  position: number;
  vote_sum: number;
  vote_count: number;
  label_names: string[];
  user_segment_id: number | null;
  permission_group_id: number;
  created_at: string;
  updated_at: string;
  edited_at: string;
  translations: TranslationRow[];
  archived: boolean;
}

/** Section 22. */
export interface WebhookRow {
  readonly id: string;
  name: string;
  description: string | null;
  status: 'active' | 'inactive';
  subscriptions: string[];
  endpoint: string;
  http_method: string;
  request_format: string;
  authentication: Record<string, unknown> | null;
  custom_headers: Record<string, string> | null;
  secret: string;
  created_at: string;
  created_by: string;
  updated_at: string | null;
  updated_by: string | null;
}

/** Section 25: a business rule that runs inside the request. */
export interface TriggerRow {
  readonly id: number;
  title: string;
  on: 'create' | 'update' | 'both';
  /** A JSON text with placeholders such as `{{ticket.id}}`, sent to the webhook. */
  template: string | null;
  webhook_id: string | null;
  /** Changes made by the rule, such as `{ priority: 'normal' }`. */
  actions: Record<string, unknown>;
}

/** A row kept as the wire shows it, less its `url`: macros, views, policies, schedules. */
export interface PlainRow {
  readonly id: number;
  readonly [key: string]: unknown;
}

/** A message that a person outside would have received. */
export interface OutboxRow {
  readonly at: string;
  readonly kind: 'ticket_received' | 'public_reply' | 'welcome' | 'side_conversation';
  readonly ticket_id: number | null;
  readonly comment_id: number | null;
  readonly to: readonly string[];
}

/** What the file host was sent with an attachment download. */
export interface FileHostRow {
  readonly at: string;
  readonly path: string;
  readonly authorization: string | null;
}
