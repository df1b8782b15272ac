import type { StatusDetail, TicketPriority, TicketStatus } from 'polydesk';

/** States of a case, as Paperdesk calls them. */
export const STATE_TO_STATUS = {
  new: 'open',
  open: 'open',
  waiting: 'pending',
  working: 'in_progress',
  done: 'resolved',
  shut: 'closed',
} as const satisfies Record<string, TicketStatus>;

export const STATE_TO_DETAIL: Readonly<Record<string, StatusDetail>> = {
  new: 'new',
  waiting: 'waiting_on_customer',
};

export const STATUS_TO_STATE = {
  open: 'open',
  pending: 'waiting',
  in_progress: 'working',
  resolved: 'done',
  closed: 'shut',
} as const satisfies Record<TicketStatus, keyof typeof STATE_TO_STATUS>;

/** Urgency is a number; object keys are text. */
export const URGENCY_TO_PRIORITY = {
  '1': 'low',
  '2': 'normal',
  '3': 'high',
  '4': 'urgent',
} as const satisfies Record<string, TicketPriority>;

export const PRIORITY_TO_URGENCY = {
  low: 1,
  normal: 2,
  high: 3,
  urgent: 4,
} as const satisfies Record<TicketPriority, number>;
