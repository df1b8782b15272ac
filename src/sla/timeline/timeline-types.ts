import type { StatusDetail, TicketPriority, TicketStatus } from '../../model/enums.ts';
import type { FieldChange, SupportEvent, TicketEvent } from '../../model/event.ts';
import type { Message } from '../../model/message.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { SlaAttributes, SlaEvent } from '../engine/event-types.ts';

/** What is read of a ticket. A `SupportTicket` fits as it is. */
export type TimelineTicket = Pick<
  SupportTicket,
  | 'id'
  | 'status'
  | 'statusDetail'
  | 'priority'
  | 'groupId'
  | 'category'
  | 'tags'
  | 'requester'
  | 'metadata'
  | 'createdAt'
  | 'updatedAt'
  | 'firstResponseAt'
  | 'resolvedAt'
  | 'closedAt'
>;

/** What is read of a message. */
export type TimelineMessage = Pick<
  Message,
  'id' | 'author' | 'visibility' | 'createdAt' | 'isFirst'
>;

/** What is read of a history entry, as `adapter.events.list` gives them. */
export type TimelineHistoryEntry = Pick<TicketEvent, 'kind' | 'actor' | 'at' | 'changes'>;

/** What is known of a ticket. */
export interface TimelineSources {
  readonly ticket: TimelineTicket;
  /** The thread, from `adapter.messages.list`. */
  readonly messages: readonly TimelineMessage[];
  /** The desk's own history, where it keeps one. */
  readonly history?: readonly TimelineHistoryEntry[];
  /**
   * Events of this ticket that were heard by webhook or polling. For desks without a history, and for
   * what happened after the history was read: those up to its last entry do not count twice.
   */
  readonly observed?: readonly SupportEvent[];
}

/** A status as the account names it and as polydesk reads it, as `adapter.statuses.list` gives them. */
export interface StatusWord {
  readonly id: string;
  readonly label: string;
  readonly status: TicketStatus;
  readonly statusDetail: StatusDetail | null;
}

/** How the words of a desk are read. */
export interface TimelineOptions {
  /** What the account's own statuses mean; histories speak the desk's words. @default the usual words */
  readonly statuses?: readonly StatusWord[];
  /** What the account's own priorities mean, by word. @default the usual words */
  readonly priorities?: Readonly<Record<string, TicketPriority>>;
  /** Where the desk keeps its priority, when that is a field of the account's own. @default 'priority' */
  readonly priorityField?: string;
  /** What policies may ask, beside what the ticket itself tells. */
  readonly attributes?: SlaAttributes;
}

/** What may be missing from a history. */
export const TIMELINE_WARNINGS = [
  'unknown_status',
  'unknown_priority',
  'unknown_author',
  'status_gap',
  'priority_gap',
  'group_gap',
  'first_response_only',
  'no_time',
] as const;

/** Something that the sources did not tell well enough. */
export interface TimelineWarning {
  readonly code: (typeof TIMELINE_WARNINGS)[number];
  readonly message: string;
}

/** The events of a ticket, ready for `evaluateSla`, and how far they can be trusted. */
export interface SlaTimeline {
  readonly events: readonly SlaEvent[];
  readonly warnings: readonly TimelineWarning[];
}

/** A change and when it came, in epoch milliseconds. */
export interface TimedChange extends FieldChange {
  readonly at: number;
}
