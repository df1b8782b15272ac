import type { StatusDetail, TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { LifecycleState } from '../lifecycle/types.ts';

/** A unified status with its shade. */
export interface UnifiedStatus {
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
}

/** How the statuses of one desk and the unified ones stand to each other. */
export interface StatusTable {
  /** What each native status means; keys are compared without case and surrounding blanks. */
  readonly read: Readonly<Record<string, UnifiedStatus>>;
  /** The native status that each station of the lifecycle is written as. */
  readonly write: Readonly<Record<LifecycleState, string>>;
  /** A native status that is worked on once somebody has the case and has answered. */
  readonly workedOnWhenAnswered?: string;
  /** Native statuses that a case never leaves. */
  readonly final?: readonly string[];
}

/** How the priorities of one desk and the unified ones stand to each other. */
export interface PriorityTable {
  readonly read: Readonly<Record<string, TicketPriority>>;
  readonly write: Readonly<Record<TicketPriority, string>>;
}

/** The desks with a table of their own. */
export const STATUS_VOCABULARIES = [
  'zendesk',
  'freshdesk',
  'intercom_conversation',
  'intercom_ticket',
  'salesforce',
  'dynamics365',
  'zoho_desk',
] as const;
/** One of `STATUS_VOCABULARIES`. */
export type StatusVocabulary = (typeof STATUS_VOCABULARIES)[number];

/** Whether somebody works on a case; the same native status can mean two things without it. */
export interface StatusEvidence {
  readonly assigned?: boolean;
  /** An agent has answered in public. */
  readonly agentReplied?: boolean;
}

/** Why a status was read or written so, or what is lost. */
export interface StatusMapReason {
  readonly code:
    | 'table'
    | 'worked_on'
    | 'unknown_status'
    | 'unknown_priority'
    | 'status_lost'
    | 'detail_lost'
    | 'priority_lost'
    | 'final_status';
  readonly message: string;
  readonly evidence?: Readonly<Record<string, string | null>>;
}
