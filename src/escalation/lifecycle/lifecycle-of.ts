import type { StatusDetail, TicketStatus } from '../../model/enums.ts';
import { LIFECYCLE_STATUSES } from './defaults.ts';
import type { LifecycleState } from './types.ts';

/** What is read of a ticket to find its station. A `SupportTicket` fits as it is. */
export interface LifecycleTicket {
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
  /** Anything but `null` when somebody has the case. */
  readonly assignee?: object | null;
}

/**
 * The station of a ticket, from its unified status and detail. An open ticket that is not new is
 * `assigned` when somebody has it, else `triaged`; a pending one waits for the customer when the detail
 * says so, and otherwise for us or a third party.
 *
 * @example lifecycleOf({ status: 'pending', statusDetail: 'waiting_on_customer' }) //=> 'waiting'
 */
export function lifecycleOf(ticket: LifecycleTicket): LifecycleState {
  const { status, statusDetail, assignee = null } = ticket;
  switch (status) {
    case 'open':
      if (assignee !== null) return 'assigned';
      return statusDetail === 'new' ? 'new' : 'triaged';
    case 'in_progress':
      if (statusDetail === 'escalated') return 'escalated';
      return statusDetail === 'engineering' ? 'engineering' : 'in_progress';
    case 'pending':
      return statusDetail === 'waiting_on_customer' ? 'waiting' : 'pending';
    case 'resolved':
      return 'resolved';
    case 'closed':
      return 'closed';
  }
}

/**
 * The unified status and detail of a station; `lifecycleOf` leads back, given the assignee.
 *
 * @example statusOfLifecycle('engineering')
 * //=> { status: 'in_progress', statusDetail: 'engineering' }
 */
export function statusOfLifecycle(state: LifecycleState): {
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
} {
  return LIFECYCLE_STATUSES[state];
}
