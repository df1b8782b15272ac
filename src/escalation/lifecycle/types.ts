import type { StatusDetail, TicketStatus } from '../../model/enums.ts';
import type { Instant } from '../types.ts';

/** The stations of a case. `pending` waits for us or a third party, `waiting` for the customer. */
export const LIFECYCLE_STATES = [
  'new',
  'triaged',
  'assigned',
  'in_progress',
  'pending',
  'waiting',
  'escalated',
  'engineering',
  'resolved',
  'closed',
] as const;
/** One of `LIFECYCLE_STATES`. */
export type LifecycleState = (typeof LIFECYCLE_STATES)[number];

/** What can happen to a case. */
export const LIFECYCLE_EVENTS = [
  'triage',
  'assign',
  'start',
  'hold',
  'await_customer',
  'escalate',
  'hand_to_engineering',
  'resolve',
  'reopen',
  'close',
  'follow_up',
  'agent_reply',
  'bot_reply',
  'customer_reply',
  'customer_confirm',
  'time_passes',
] as const;
/** One of `LIFECYCLE_EVENTS`. */
export type LifecycleEvent = (typeof LIFECYCLE_EVENTS)[number];

/** Why an open case may be closed without being solved. */
export const CLOSE_REASONS = ['spam', 'duplicate', 'merged', 'withdrawn'] as const;
/** One of `CLOSE_REASONS`. */
export type CloseReason = (typeof CLOSE_REASONS)[number];

/** What the rules need to know besides the state and the event. */
export interface LifecycleContext {
  readonly now: Instant;
  /** When the case was resolved; needed for replies and for time in `resolved`. */
  readonly resolvedAt?: Instant | null;
  /** Needed to close a case that is not resolved. */
  readonly closeReason?: CloseReason;
  /** How long a reply reopens a resolved case, in minutes. @default 10080 (7 days) */
  readonly reopenWindowMinutes?: number;
  /** After how long without a reply a resolved case is closed. @default 5760 (4 days) */
  readonly autoCloseMinutes?: number;
  /** How long a case may stand in each state, in minutes. @default LIFECYCLE_LIMITS */
  readonly limits?: LifecycleLimits;
}

/** Minutes of calendar time; a state left out has no limit. */
export type LifecycleLimits = Readonly<Partial<Record<LifecycleState, number>>>;

/** Who owns a state, and so hears when a case enters it. */
export const LIFECYCLE_OWNERS = [
  'requester',
  'triage',
  'assignee',
  'second_level',
  'engineering',
] as const;
/** One of `LIFECYCLE_OWNERS`. */
export type LifecycleOwner = (typeof LIFECYCLE_OWNERS)[number];

/** What the caller has to do after a transition; the function itself does nothing. */
export type LifecycleEffect =
  | {
      readonly type: 'set_status';
      readonly status: TicketStatus;
      readonly statusDetail: StatusDetail | null;
    }
  | { readonly type: 'notify'; readonly owner: LifecycleOwner; readonly state: LifecycleState }
  /** Somebody should hear, or look, when the state still stands at that time. */
  | { readonly type: 'time_limit'; readonly state: LifecycleState; readonly dueAt: Date }
  /** Tell the customer that the case has arrived. */
  | { readonly type: 'acknowledge' }
  /** The author of a reply takes a case that nobody had. */
  | { readonly type: 'assign_author' }
  | { readonly type: 'ask_customer_to_verify' }
  | { readonly type: 'set_resolved_at'; readonly at: Date | null }
  /** A new case that is linked to this one. */
  | { readonly type: 'create_follow_up' }
  | {
      readonly type: 'close';
      readonly because: CloseReason | 'customer_confirmed' | 'no_reply' | 'agent';
    };

/** What an event did to a case. */
export interface Transition {
  readonly from: LifecycleState;
  readonly next: LifecycleState;
  /** The states it went through, the last one being `next`; empty when it stays. */
  readonly path: readonly LifecycleState[];
  readonly effects: readonly LifecycleEffect[];
  readonly reasons: readonly LifecycleReason[];
}

/** Why a case moved, or did not. */
export interface LifecycleReason {
  readonly code:
    | 'moved'
    | 'stays'
    | 'reopened_by_customer'
    | 'reopen_window_over'
    | 'case_is_final'
    | 'not_yet_due'
    | 'no_reply_in_time'
    | 'customer_confirmed';
  readonly message: string;
  readonly evidence?: Readonly<Record<string, number | string | null>>;
}
