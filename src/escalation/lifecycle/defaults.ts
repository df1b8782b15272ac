import type { StatusDetail, TicketStatus } from '../../model/enums.ts';
import type { LifecycleEvent, LifecycleLimits, LifecycleOwner, LifecycleState } from './types.ts';

/** Where an event leads from a state, through which states. An empty path stays. */
export type LifecycleTable = Readonly<
  Record<LifecycleEvent, Readonly<Partial<Record<LifecycleState, readonly LifecycleState[]>>>>
>;

const STAYS: readonly LifecycleState[] = [];

const STAYS_EVERYWHERE: LifecycleTable[LifecycleEvent] = {
  new: STAYS,
  triaged: STAYS,
  assigned: STAYS,
  in_progress: STAYS,
  pending: STAYS,
  waiting: STAYS,
  escalated: STAYS,
  engineering: STAYS,
  resolved: STAYS,
  closed: STAYS,
};

/**
 * The arrows of the lifecycle, by event. Messages come as they please, so they are allowed in every
 * state; all other events only where the diagram has an arrow.
 */
export const LIFECYCLE_TABLE: LifecycleTable = {
  triage: { new: ['triaged'] },
  assign: { triaged: ['assigned'], assigned: STAYS, escalated: ['assigned'] },
  start: {
    assigned: ['in_progress'],
    pending: ['in_progress'],
    waiting: ['in_progress'],
    escalated: ['in_progress'],
    engineering: ['in_progress'],
  },
  hold: { in_progress: ['pending'] },
  await_customer: { in_progress: ['waiting'], pending: ['waiting'] },
  escalate: { in_progress: ['escalated'], pending: ['escalated'], engineering: ['escalated'] },
  hand_to_engineering: { escalated: ['engineering'] },
  resolve: {
    new: ['resolved'],
    triaged: ['resolved'],
    assigned: ['resolved'],
    in_progress: ['resolved'],
    pending: ['resolved'],
    waiting: ['resolved'],
    escalated: ['resolved'],
    engineering: ['resolved'],
  },
  reopen: { resolved: ['in_progress'] },
  close: {
    new: ['closed'],
    triaged: ['closed'],
    assigned: ['closed'],
    in_progress: ['closed'],
    pending: ['closed'],
    waiting: ['closed'],
    escalated: ['closed'],
    engineering: ['closed'],
    resolved: ['closed'],
  },
  // A closed case never opens again: it goes on as a new one that is linked to it.
  follow_up: { closed: STAYS },
  // Whoever answers a case has taken it and begun to work, even if nobody clicked so.
  agent_reply: {
    new: ['triaged', 'assigned', 'in_progress', 'waiting'],
    triaged: ['assigned', 'in_progress', 'waiting'],
    assigned: ['in_progress', 'waiting'],
    in_progress: ['waiting'],
    pending: STAYS,
    waiting: STAYS,
    escalated: STAYS,
    engineering: STAYS,
    resolved: STAYS,
    closed: STAYS,
  },
  bot_reply: STAYS_EVERYWHERE,
  // `resolved` asks the clock first.
  customer_reply: {
    ...STAYS_EVERYWHERE,
    pending: ['in_progress'],
    waiting: ['in_progress'],
    resolved: ['in_progress'],
  },
  customer_confirm: { resolved: ['closed'] },
  time_passes: {
    ...STAYS_EVERYWHERE,
    resolved: ['closed'],
  },
};

/** Minutes until a customer's reply no longer reopens a resolved case. */
export const REOPEN_WINDOW_MINUTES = 7 * 24 * 60;

/** Minutes without a reply after which a resolved case is closed. */
export const AUTO_CLOSE_MINUTES = 4 * 24 * 60;

/**
 * How long a case may stand in each state before its owner should look again, in minutes. They are
 * the targets named elsewhere: an hour for the first level and eight for the second, two hours until
 * the first response, four days until an unanswered solution is final. Replace them with your own.
 */
export const LIFECYCLE_LIMITS: LifecycleLimits = Object.freeze({
  new: 60,
  triaged: 60,
  assigned: 120,
  in_progress: 480,
  pending: 1440,
  waiting: AUTO_CLOSE_MINUTES,
  escalated: 480,
  engineering: 1440,
  resolved: AUTO_CLOSE_MINUTES,
});

/** Who hears when a case enters a state. Nobody does when it is closed. */
export const LIFECYCLE_STATE_OWNERS: Readonly<Record<LifecycleState, LifecycleOwner | null>> =
  Object.freeze({
    new: 'triage',
    triaged: 'triage',
    assigned: 'assignee',
    in_progress: 'assignee',
    pending: 'assignee',
    waiting: 'requester',
    escalated: 'second_level',
    engineering: 'engineering',
    resolved: 'requester',
    closed: null,
  });

/** What each state is in the unified model. */
export const LIFECYCLE_STATUSES: Readonly<
  Record<
    LifecycleState,
    { readonly status: TicketStatus; readonly statusDetail: StatusDetail | null }
  >
> = Object.freeze({
  new: { status: 'open', statusDetail: 'new' },
  triaged: { status: 'open', statusDetail: null },
  assigned: { status: 'open', statusDetail: null },
  in_progress: { status: 'in_progress', statusDetail: null },
  pending: { status: 'pending', statusDetail: 'waiting_on_third_party' },
  waiting: { status: 'pending', statusDetail: 'waiting_on_customer' },
  escalated: { status: 'in_progress', statusDetail: 'escalated' },
  engineering: { status: 'in_progress', statusDetail: 'engineering' },
  resolved: { status: 'resolved', statusDetail: null },
  closed: { status: 'closed', statusDetail: null },
});
