import type { Instant } from '../numbers/instant.ts';

/** What the reports need of a ticket. What is left out or `null` is not known. */
export interface FeedbackTicket {
  readonly id: string;
  readonly createdAt: Instant;
  readonly tags?: readonly string[];
  readonly category?: string | null;
  /** Who wrote; the account rather than the person. */
  readonly customerId?: string | null;
  /** Monthly recurring revenue of the customer. */
  readonly mrr?: number | null;
  readonly handleMinutes?: number | null;
  /** From 1 to 5. */
  readonly csat?: number | null;
  readonly slaMissed?: boolean | null;
  /** The team that worked on it. */
  readonly team?: string | null;
}

/** Stable names of the reasons. */
export const FEEDBACK_REASON_CODES = [
  'likelihood_ratio',
  'fisher_exact',
  'over_dispersed',
  'significant_rise',
  'significant_fall',
  'new_topic',
  'not_significant',
  'too_few_tickets',
  'change_too_small',
  'highest_impact',
  'burst',
  'low_ratings',
] as const;
/** What a reason is about. */
export type FeedbackReasonCode = (typeof FEEDBACK_REASON_CODES)[number];

/** Why a report says what it says. */
export interface FeedbackReason {
  readonly code: FeedbackReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, number | string | null>>;
}
