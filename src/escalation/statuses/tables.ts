import type { StatusDetail, TicketStatus } from '../../model/enums.ts';
import type { PriorityTable, StatusTable, StatusVocabulary, UnifiedStatus } from './types.ts';

const is = (status: TicketStatus, statusDetail: StatusDetail | null = null): UnifiedStatus =>
  Object.freeze({ status, statusDetail });

const zendesk: StatusTable = {
  read: {
    new: is('open', 'new'),
    open: is('open'),
    pending: is('pending', 'waiting_on_customer'),
    hold: is('pending', 'waiting_on_third_party'),
    solved: is('resolved'),
    closed: is('closed'),
  },
  write: {
    new: 'new',
    triaged: 'open',
    assigned: 'open',
    in_progress: 'open',
    // On hold would read as pending: the case would leave the hands that work on it.
    escalated: 'open',
    engineering: 'open',
    pending: 'hold',
    waiting: 'pending',
    resolved: 'solved',
    closed: 'closed',
  },
  workedOnWhenAnswered: 'open',
  final: ['closed'],
};

const freshdesk: StatusTable = {
  read: {
    2: is('open'),
    3: is('pending', 'waiting_on_customer'),
    4: is('resolved'),
    5: is('closed'),
    6: is('pending', 'waiting_on_customer'),
    7: is('pending', 'waiting_on_third_party'),
  },
  write: {
    new: '2',
    triaged: '2',
    assigned: '2',
    in_progress: '2',
    escalated: '2',
    engineering: '2',
    pending: '7',
    // 6 says the same, but an account can remove it.
    waiting: '3',
    resolved: '4',
    closed: '5',
  },
  workedOnWhenAnswered: '2',
};

const intercomConversation: StatusTable = {
  read: { open: is('open'), snoozed: is('pending', 'snoozed'), closed: is('resolved') },
  write: {
    new: 'open',
    triaged: 'open',
    assigned: 'open',
    in_progress: 'open',
    escalated: 'open',
    engineering: 'open',
    pending: 'snoozed',
    waiting: 'snoozed',
    resolved: 'closed',
    closed: 'closed',
  },
  workedOnWhenAnswered: 'open',
};

const intercomTicket: StatusTable = {
  read: {
    submitted: is('open'),
    in_progress: is('in_progress'),
    waiting_on_customer: is('pending', 'waiting_on_customer'),
    resolved: is('resolved'),
  },
  write: {
    new: 'submitted',
    triaged: 'submitted',
    assigned: 'submitted',
    in_progress: 'in_progress',
    escalated: 'in_progress',
    engineering: 'in_progress',
    pending: 'in_progress',
    waiting: 'waiting_on_customer',
    resolved: 'resolved',
    closed: 'resolved',
  },
};

const salesforce: StatusTable = {
  read: {
    New: is('open', 'new'),
    Working: is('in_progress'),
    Escalated: is('in_progress', 'escalated'),
    Closed: is('closed'),
  },
  write: {
    new: 'New',
    triaged: 'New',
    assigned: 'New',
    in_progress: 'Working',
    pending: 'Working',
    waiting: 'Working',
    escalated: 'Escalated',
    engineering: 'Escalated',
    resolved: 'Closed',
    closed: 'Closed',
  },
};

const dynamics365: StatusTable = {
  read: {
    'In Progress': is('in_progress'),
    'On Hold': is('pending', 'waiting_on_third_party'),
    'Waiting for Details': is('pending', 'waiting_on_customer'),
    // The case is being looked into, away from the agent who has it.
    Researching: is('in_progress', 'escalated'),
    'Problem Solved': is('resolved'),
    'Information Provided': is('resolved'),
    Cancelled: is('closed'),
  },
  write: {
    new: 'In Progress',
    triaged: 'In Progress',
    assigned: 'In Progress',
    in_progress: 'In Progress',
    pending: 'On Hold',
    waiting: 'Waiting for Details',
    escalated: 'Researching',
    engineering: 'Researching',
    resolved: 'Problem Solved',
    closed: 'Cancelled',
  },
};

const zohoDesk: StatusTable = {
  read: {
    Open: is('open'),
    'On Hold': is('pending', 'waiting_on_third_party'),
    Escalated: is('in_progress', 'escalated'),
    Closed: is('closed'),
  },
  write: {
    new: 'Open',
    triaged: 'Open',
    assigned: 'Open',
    in_progress: 'Open',
    pending: 'On Hold',
    waiting: 'On Hold',
    escalated: 'Escalated',
    engineering: 'Escalated',
    resolved: 'Closed',
    closed: 'Closed',
  },
  workedOnWhenAnswered: 'Open',
};

/**
 * The statuses of seven desks. Zendesk's, Freshdesk's and Intercom's are fixed words of their APIs;
 * those of Salesforce, Dynamics 365 and Zoho Desk are what these ship with, and accounts rename them:
 * pass a table of your own where yours did.
 *
 * @example STATUS_TABLES.zendesk.write.pending //=> 'hold'
 */
export const STATUS_TABLES: Readonly<Record<StatusVocabulary, StatusTable>> = Object.freeze({
  zendesk,
  freshdesk,
  intercom_conversation: intercomConversation,
  intercom_ticket: intercomTicket,
  salesforce,
  dynamics365,
  zoho_desk: zohoDesk,
});

/** The desks with a table of priorities. `intercom_flag` is the API before 2.16. */
export const PRIORITY_VOCABULARIES = ['zendesk', 'freshdesk', 'intercom', 'intercom_flag'] as const;
/** One of `PRIORITY_VOCABULARIES`. */
export type PriorityVocabulary = (typeof PRIORITY_VOCABULARIES)[number];

/**
 * The priorities of three desks.
 *
 * @example PRIORITY_TABLES.freshdesk.write.urgent //=> '4'
 */
export const PRIORITY_TABLES: Readonly<Record<PriorityVocabulary, PriorityTable>> = Object.freeze({
  zendesk: {
    read: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
    write: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  },
  freshdesk: {
    read: { 1: 'low', 2: 'normal', 3: 'high', 4: 'urgent' },
    write: { low: '1', normal: '2', high: '3', urgent: '4' },
  },
  intercom: {
    read: { low: 'low', medium: 'normal', none: 'normal', high: 'high', urgent: 'urgent' },
    write: { low: 'low', normal: 'medium', high: 'high', urgent: 'urgent' },
  },
  intercom_flag: {
    read: { not_priority: 'normal', priority: 'high' },
    write: { low: 'not_priority', normal: 'not_priority', high: 'priority', urgent: 'priority' },
  },
});
