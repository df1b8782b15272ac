import type { AppliedTag } from './conversations.ts';

/** Section 14. */
export interface AdminRow {
  readonly id: string;
  name: string;
  email: string;
  job_title: string | null;
  away_mode_enabled: boolean;
  away_mode_reassign: boolean;
  away_status_reason_id: string | null;
  has_inbox_seat: boolean;
  avatar_url: string | null;
  role: string | null;
  /** The workspace's own bot, which lists as an admin and writes as `bot` (trap 24). */
  readonly bot: boolean;
  /** A removed teammate leaves the list; parts keep the id. */
  removed: boolean;
}

/** Section 14; ids are a space of their own that looks like the admins'. */
export interface TeamRow {
  readonly id: string;
  name: string;
  admin_ids: readonly string[];
  assignment_limit: number | null;
  distribution_method: string | null;
}

/** Section 12. */
export interface ContactRow {
  readonly id: string;
  role: 'user' | 'lead';
  external_id: string | null;
  email: string | null;
  email_verified: boolean;
  phone: string | null;
  name: string | null;
  avatar_url: string | null;
  owner_id: string | null;
  has_hard_bounced: boolean;
  marked_email_as_spam: boolean;
  unsubscribed_from_emails: boolean;
  created_at: number;
  updated_at: number;
  signed_up_at: number | null;
  last_seen_at: number | null;
  last_replied_at: number | null;
  last_contacted_at: number | null;
  last_email_opened_at: number | null;
  last_email_clicked_at: number | null;
  language_override: string | null;
  browser: string | null;
  browser_language: string | null;
  os: string | null;
  location: Readonly<Record<'country' | 'region' | 'city', string | null>>;
  custom_attributes: Record<string, unknown>;
  tags: readonly AppliedTag[];
  company_ids: readonly string[];
  opted_out_ids: readonly string[];
  opted_in_ids: readonly string[];
  archived: boolean;
  blocked: boolean;
  merged_into: string | null;
  merged_from: readonly {
    readonly id: string;
    readonly role: string;
    readonly merged_at: number;
  }[];
  recorded_ms: number;
}

/** Section 13: `company_id` is the caller's own id and never changes. */
export interface CompanyRow {
  readonly id: string;
  readonly company_id: string;
  name: string | null;
  plan: string | null;
  size: number | null;
  website: string | null;
  industry: string | null;
  monthly_spend: number;
  session_count: number;
  remote_created_at: number | null;
  last_request_at: number | null;
  created_at: number;
  updated_at: number;
  tags: readonly AppliedTag[];
  custom_attributes: Record<string, unknown>;
}

export interface VisitorRow {
  readonly id: string;
  readonly user_id: string;
  name: string | null;
  email: string;
  phone: string | null;
  created_at: number;
  updated_at: number;
  custom_attributes: Record<string, unknown>;
}
