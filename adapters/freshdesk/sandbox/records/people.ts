/** Contacts and agents share one id space (section 5), so they are one table here. */
export interface UserRow {
  readonly id: number;
  name: string;
  email: string | null;
  phone: string | null;
  mobile: string | null;
  twitter_id: string | null;
  facebook_id: string | null;
  unique_external_id: string | null;
  active: boolean;
  deleted: boolean;
  blocked: boolean;
  address: string | null;
  description: string | null;
  job_title: string | null;
  language: string;
  time_zone: string;
  company_id: number | null;
  view_all_tickets: boolean | null;
  other_companies: readonly { readonly company_id: number; readonly view_all_tickets: boolean }[];
  other_emails: readonly string[];
  tags: readonly string[];
  avatar_id: number | null;
  custom_fields: Readonly<Record<string, unknown>>;
  preferred_source: string | null;
  contact_type: 'contact' | 'visitor';
  readonly visitor_id: string;
  /** Nineteen digits, more than a JavaScript number holds (section 5). */
  readonly org_contact_id: bigint;
  readonly created_at: string;
  updated_at: string;
  /** Present on agents alone. */
  agent: AgentPart | null;
}

/** Section 15. */
export interface AgentPart {
  available: boolean;
  available_since: string | null;
  occasional: boolean;
  signature: string | null;
  /** 1 global, 2 group, 3 restricted. */
  ticket_scope: number;
  type: 'support_agent' | 'field_agent' | 'collaborator';
  group_ids: readonly number[];
  role_ids: readonly number[];
  skill_ids: readonly number[];
  last_active_at: string | null;
  last_login_at: string | null;
  deactivated: boolean;
  focus_mode: boolean;
  readonly created_at: string;
  updated_at: string;
  /** What the agent signs in with. */
  readonly api_key: string;
}

/** Somebody who can act in the account. */
export type AgentUser = UserRow & { agent: AgentPart };

/** Section 14. */
export interface CompanyRow {
  readonly id: number;
  name: string;
  description: string | null;
  note: string | null;
  domains: readonly string[];
  custom_fields: Readonly<Record<string, unknown>>;
  health_score: string | null;
  account_tier: string | null;
  renewal_date: string | null;
  industry: string | null;
  readonly org_company_id: string;
  readonly created_at: string;
  updated_at: string;
}

/** Section 15. */
export interface GroupRow {
  readonly id: number;
  name: string;
  description: string | null;
  escalate_to: number | null;
  unassigned_for: string | null;
  business_hour_id: number | null;
  group_type: string;
  auto_ticket_assign: number;
  agent_ids: readonly number[];
  readonly created_at: string;
  updated_at: string;
}
