import type { TicketPriority } from '../model/enums.ts';

/** A point in time: a `Date` or epoch milliseconds. Never a local wall-clock time. */
export type Instant = Date | number;

/** How bad a case is, SEV1 the worst. */
export const SEVERITIES = ['SEV1', 'SEV2', 'SEV3', 'SEV4'] as const;
/** One of `SEVERITIES`. */
export type Severity = (typeof SEVERITIES)[number];

/** Who can work on a case, from the bot to the people who write the product. */
export const ESCALATION_TIERS = ['L0', 'L1', 'L2', 'L3', 'engineering'] as const;
/** One of `ESCALATION_TIERS`. */
export type EscalationTier = (typeof ESCALATION_TIERS)[number];

/** All codes of reasons; they do not change their meaning. */
export const ESCALATION_REASON_CODES = [
  'data_loss',
  'security_incident',
  'core_function_down_for_most',
  'no_workaround',
  'workaround_unknown',
  'workaround_exists',
  'degraded',
  'minor_function',
  'works',
  'severity_skips_tiers',
  'normal_queue',
  'tier_reached',
  'human_fallback',
  'severity_deadline',
  'sla_at_risk',
  'sla_breached',
  'human_requested',
  'failed_attempts',
  'reopened',
  'sentiment_falling',
  'tier_age',
  'vip',
  'no_tier_left',
  'de_escalated',
  'escalated',
  'severity_raised',
  'severity_lowered',
] as const;
/** One of `ESCALATION_REASON_CODES`. */
export type EscalationReasonCode = (typeof ESCALATION_REASON_CODES)[number];

/** Why a decision is what it is. */
export interface EscalationReason {
  readonly code: EscalationReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, number | string | boolean | null>>;
}

/** Who has to hear of a case at once. */
export const ESCALATION_AUDIENCES = ['engineering', 'executives', 'status_page'] as const;
/** One of `ESCALATION_AUDIENCES`. */
export type EscalationAudience = (typeof ESCALATION_AUDIENCES)[number];

/** What customers are told, and how. */
export const CUSTOMER_UPDATES = [
  'status_page_and_email',
  'notify_affected_users',
  'ticket_updates',
] as const;
/** One of `CUSTOMER_UPDATES`. */
export type CustomerUpdate = (typeof CUSTOMER_UPDATES)[number];

/** What a severity demands. */
export interface SeverityRule {
  readonly priority: TicketPriority;
  readonly level: 'P1' | 'P2' | 'P3' | 'P4';
  /** The tier that must have the case; `null` leaves it in the normal queue. */
  readonly tier: EscalationTier | null;
  /** Minutes of calendar time until that tier must have it; 0 is at once. */
  readonly withinMinutes: number | null;
  /** Who is told besides the tier. */
  readonly audience: readonly EscalationAudience[];
  readonly customerUpdate: CustomerUpdate;
}
