/** What the account holds beside tickets and people; see tickets.ts and people.ts. */

/** A row kept as the wire shows it: products, roles, mailboxes, business hours, surveys. */
export interface PlainRow {
  readonly id: number;
  readonly [key: string]: unknown;
}

/** Section 6.1, and whether the SLA clock runs meanwhile (a property of the status, unconfirmed). */
export interface StatusRow {
  readonly id: number;
  label: string;
  customer_label: string;
  sla_timer: boolean;
}

/** Section 11. Choices of nested fields are levels of objects, the deepest an array of labels. */
export interface FieldRow {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  label: string;
  label_for_customers: string;
  description: string;
  position: number;
  readonly default: boolean;
  required_for_agents: boolean;
  required_for_closure: boolean;
  required_for_customers: boolean;
  customers_can_edit: boolean;
  displayed_to_customers: boolean;
  choices: readonly string[] | NestedChoices | null;
  nested: readonly NestedFieldRow[];
  readonly created_at: string;
  updated_at: string;
}

export type NestedChoices = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

export interface NestedFieldRow {
  readonly id: number;
  readonly name: string;
  readonly label: string;
  readonly level: number;
}

/** Section 16. */
export interface SlaPolicyRow {
  readonly id: number;
  name: string;
  description: string;
  active: boolean;
  is_default: boolean;
  position: number;
  sla_target: Readonly<Record<string, SlaTarget>>;
  /** Lists of ids or labels under `group_ids`, `company_ids`, `ticket_types`, `sources`, `product_ids`. */
  applicable_to: Readonly<Record<string, readonly (string | number)[]>>;
  escalation: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  updated_at: string;
}

/** In seconds. */
export interface SlaTarget {
  readonly respond_within: number;
  readonly resolve_within: number;
  readonly next_respond_within: number | null;
  readonly business_hours: boolean;
  readonly escalation_enabled: boolean;
}

/** Section 8.6. */
export interface JobRow {
  readonly id: string;
  readonly name: string;
  readonly created_at: string;
  polls: number;
}

/** Section 17. */
export interface ArticleRow {
  readonly id: number;
  type: number;
  status: number;
  agent_id: number;
  category_id: number;
  folder_id: number;
  tags: readonly string[];
  attachment_ids: readonly number[];
  thumbs_up: number;
  thumbs_down: number;
  hits: number;
  translations: Record<string, ArticleText>;
  readonly created_at: string;
  updated_at: string;
}

export interface ArticleText {
  title: string;
  description: string;
  meta_title: string;
  meta_description: string;
  meta_keywords: string;
  status: number;
}

export interface FolderRow {
  readonly id: number;
  name: string;
  description: string | null;
  visibility: number;
  category_id: number;
  parent_folder_id: number | null;
  readonly created_at: string;
  updated_at: string;
}

/** An admin's rule with the action "Trigger webhook" (section 20). */
export interface RuleRow {
  readonly id: number;
  name: string;
  active: boolean;
  position: number;
  /** 1 on create, 4 on update; 3 hourly, which is kept and never run. */
  readonly rule_type: 1 | 3 | 4;
  /** 1 agent, 2 requester, 3 either, 4 system. */
  performer: 1 | 2 | 3 | 4;
  /** Which events it waits for: `status`, `priority`, `note_type`, ...; empty for any. */
  events: readonly string[];
  action: WebhookAction;
  /** The rule as it was sent, which is how the rules API shows it. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly created_at: string;
  updated_at: string;
}

export interface WebhookAction {
  readonly method: string;
  readonly url: string;
  readonly encoding: 'json' | 'form' | 'xml';
  readonly headers: Readonly<Record<string, string>>;
  readonly auth: { readonly username: string; readonly password: string } | null;
  readonly content:
    | { readonly kind: 'simple'; readonly placeholders: readonly string[] }
    | { readonly kind: 'advanced'; readonly template: string };
  /** Both spellings of `ticket_id` are on record. */
  readonly idAsText: boolean;
}

/** A marketplace app whose function passes events on to an address of its own (section 21). */
export interface AppRow {
  readonly id: number;
  readonly url: string;
  /** Classic samples have milliseconds, the ones since 2021 fractional seconds and more keys. */
  readonly shape: 'classic' | '2021';
  /** Which events it subscribes to; empty for all. */
  readonly events: readonly string[];
}

/** A message that a person outside would have received. */
export interface OutboxRow {
  readonly at: string;
  readonly kind:
    | 'ticket_received'
    | 'reply'
    | 'public_note'
    | 'resolved'
    | 'closed'
    | 'forward'
    | 'outbound_email'
    | 'note_notified'
    | 'invitation';
  readonly ticket_id: number | null;
  readonly conversation_id: number | null;
  readonly to: readonly string[];
}

/** What the file host was sent with a download. */
export interface FileHostRow {
  readonly at: string;
  readonly path: string;
  readonly authorization: string | null;
}
