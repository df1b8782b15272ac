export interface TagRow {
  readonly id: string;
  name: string;
  /** Tags that a segment uses cannot go (section 14). */
  used_by_segment: boolean;
}

export interface SegmentRow {
  readonly id: string;
  readonly name: string;
  readonly person_type: 'user' | 'contact';
  readonly created_at: number;
  readonly updated_at: number;
  readonly contact_ids: readonly string[];
}

export interface SubscriptionTypeRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly consent_type: 'opt_in' | 'opt_out';
}

/** A note on a contact or a company; a conversation's note is a part (section 14). */
export interface NoteRow {
  readonly id: string;
  readonly contact_id: string | null;
  readonly company_id: string | null;
  readonly author_id: string | null;
  readonly body: string;
  readonly created_at: number;
}

export const stateCategories = [
  'submitted',
  'in_progress',
  'waiting_on_customer',
  'resolved',
] as const;
export type StateCategory = (typeof stateCategories)[number];

/** Section 11. */
export interface TicketStateRow {
  readonly id: string;
  readonly category: StateCategory;
  internal_label: string;
  external_label: string;
  archived: boolean;
  /** Null: every type has it. */
  ticket_type_ids: readonly string[] | null;
}

export interface ListItem {
  readonly id: string;
  readonly name: string;
}

export interface TicketAttributeRow {
  readonly id: string;
  name: string;
  description: string;
  readonly data_type: string;
  order: number;
  required_to_create: boolean;
  required_to_create_for_contacts: boolean;
  visible_on_create: boolean;
  visible_to_contacts: boolean;
  /** `_default_title_` and `_default_description_`. */
  readonly default: boolean;
  archived: boolean;
  multiline: boolean;
  allow_multiple_values: boolean;
  list_items: readonly ListItem[];
  readonly created_at: number;
  updated_at: number;
}

export type TicketCategory = 'Customer' | 'Back-office' | 'Tracker';

export interface TicketTypeRow {
  readonly id: string;
  name: string;
  description: string;
  icon: string;
  readonly category: TicketCategory;
  is_internal: boolean;
  archived: boolean;
  readonly created_at: number;
  updated_at: number;
  attributes: TicketAttributeRow[];
}

/** An attribute of contacts or companies (section 16). */
export interface DataAttributeRow {
  /** Null for the built-in ones. */
  readonly id: string | null;
  readonly name: string;
  label: string;
  description: string;
  readonly model: 'contact' | 'company';
  readonly data_type: string;
  readonly custom: boolean;
  archived: boolean;
  options: readonly string[];
  readonly created_at: number;
  updated_at: number;
}

/** An attribute of conversations, with an endpoint of its own since 2.16 (section 7). */
export interface ConversationAttributeRow {
  readonly id: string;
  name: string;
  description: string;
  readonly data_type: string;
  required: boolean;
  archived: boolean;
  multiline: boolean;
  options: readonly { readonly id: string; readonly label: string; readonly archived: boolean }[];
  reference: Readonly<Record<string, unknown>> | null;
  readonly created_at: number;
  updated_at: number;
}

export interface ArticleTranslation {
  readonly title: string;
  readonly description: string;
  readonly body: string;
  readonly author_id: string;
  readonly state: 'published' | 'draft';
  readonly created_at: number;
  readonly updated_at: number;
}

/** Section 15. */
export interface ArticleRow {
  readonly id: string;
  title: string;
  description: string | null;
  body: string;
  author_id: string;
  state: 'published' | 'draft';
  parent_ids: readonly string[];
  translations: Readonly<Record<string, ArticleTranslation>>;
  readonly created_at: number;
  updated_at: number;
}

export interface CollectionRow {
  readonly id: string;
  name: string;
  description: string;
  icon: string;
  order: number;
  parent_id: string | null;
  readonly help_center_id: string;
  readonly created_at: number;
  updated_at: number;
}

export interface HelpCenterRow {
  readonly id: string;
  readonly identifier: string;
  readonly display_name: string;
  readonly default: boolean;
  readonly created_at: number;
  readonly updated_at: number;
}

export interface MacroRow {
  readonly id: string;
  readonly name: string;
  readonly body: string | null;
  readonly body_text: string | null;
  readonly created_at: number;
  readonly updated_at: number;
  readonly visible_to: string;
  readonly visible_to_team_ids: readonly string[];
  readonly available_on: readonly string[];
}

export interface AwayReasonRow {
  readonly id: string;
  readonly label: string;
  readonly emoji: string;
  readonly order: number;
  readonly deleted: boolean;
}

/** A stored file; `origin_url` is where one given by address came from (section 10). */
export interface FileRow {
  readonly id: string;
  readonly name: string;
  readonly content_type: string;
  readonly bytes: Uint8Array | null;
  readonly origin_url: string | null;
}

export interface JobRow {
  readonly id: string;
  polls: number;
  readonly resource_id: string | null;
  readonly created_ms: number;
}

/** A mail or push that a real workspace would have sent to a customer. */
export interface OutboxRow {
  readonly at: number;
  readonly kind: 'reply' | 'ticket_created' | 'ticket_updated' | 'ticket_reply' | 'message';
  readonly conversation_id: string | null;
  readonly part_id: string | null;
  readonly to: readonly string[];
}

/** The app's one webhook subscription, which only the developer hub can set (section 18). */
export interface SubscriptionRow {
  readonly url: string;
  readonly topics: readonly string[];
  status: 'active' | 'disabled';
}

/** One open scroll over companies per workspace (section 5). */
export interface ScrollRow {
  readonly parameter: string;
  readonly position: number;
  readonly used_ms: number;
}

/** One access token. Section 1. */
export interface TokenRow {
  readonly admin_id: string;
  status: 'active' | 'revoked' | 'suspended';
}
