import type { MetricTicket } from 'polydesk/metrics';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const START = Date.UTC(2026, 2, 2, 9);
export const NOW = START + 30 * DAY;

/** A ticket of the Monday, and what differs. */
export const ticket = (changes: Partial<MetricTicket> = {}): MetricTicket => ({
  id: 't',
  createdAt: START,
  ...changes,
});

/** Many tickets, numbered. */
export const tickets = (...changes: readonly Partial<MetricTicket>[]): readonly MetricTicket[] =>
  changes.map((one, index) => ticket({ id: `t${index + 1}`, ...one }));

/** The five tickets of the specification, with their fields' names in this library. */
export const FIVE: readonly MetricTicket[] = [
  {
    id: '1',
    createdAt: Date.UTC(2026, 2, 2, 9),
    firstHumanReplyAt: Date.UTC(2026, 2, 2, 9, 30),
    resolvedAt: Date.UTC(2026, 2, 2, 11),
    closedAt: Date.UTC(2026, 2, 6, 11),
    humanReplies: 1,
    reopens: 0,
    escalated: false,
    csat: 5,
    handleMinutes: 10,
  },
  {
    id: '2',
    createdAt: Date.UTC(2026, 2, 2, 10),
    firstHumanReplyAt: Date.UTC(2026, 2, 2, 12),
    resolvedAt: Date.UTC(2026, 2, 4, 10),
    closedAt: null,
    humanReplies: 3,
    reopens: 1,
    escalated: true,
    csat: 3,
    handleMinutes: 40,
  },
  {
    id: '3',
    createdAt: Date.UTC(2026, 2, 3, 8),
    firstHumanReplyAt: Date.UTC(2026, 2, 3, 8, 10),
    resolvedAt: Date.UTC(2026, 2, 3, 9),
    closedAt: null,
    humanReplies: 1,
    reopens: 0,
    escalated: false,
    csat: 4,
    handleMinutes: 15,
  },
  {
    id: '4',
    createdAt: Date.UTC(2026, 2, 4),
    humanReplies: 0,
    reopens: 0,
    escalated: false,
    csat: null,
    handleMinutes: 0,
  },
  {
    id: '5',
    createdAt: Date.UTC(2026, 1, 20),
    firstHumanReplyAt: Date.UTC(2026, 1, 20, 5),
    humanReplies: 5,
    reopens: 0,
    escalated: true,
    csat: null,
    handleMinutes: 95,
  },
];
export const FIVE_NOW = Date.UTC(2026, 2, 5);
