import type { ReportTicket } from '../../src/desk-report/index.ts';

/** A moment of 2026 in UTC: `at('05-04T09:00')`. */
export const at = (time: string): number => Date.parse(`2026-${time}:00Z`);

/** A Monday morning: the period is May 4 to 10, and before that April 27 to May 3. */
export const NOW = at('05-11T08:00');
export const OPTIONS = { now: NOW, subject: 'zendesk:acme' } as const;

const clock = (metric: string, priority: string, settled: boolean, breached: boolean) => ({
  ...{ metric, priority, settled, breached },
  policy: 'standard',
});

/** Seven tickets, few enough to work everything out by hand. */
export const TICKETS: readonly ReportTicket[] = [
  {
    // Answered after 30 minutes, resolved after 2 hours, both in time.
    id: 'a',
    createdAt: at('05-04T09:00'),
    firstHumanReplyAt: at('05-04T09:30'),
    resolvedAt: at('05-04T11:00'),
    status: 'resolved',
    humanReplies: 1,
    reopens: 0,
    escalated: false,
    csat: 5,
    priority: 'urgent',
    channel: 'email',
    category: 'billing',
    tags: ['export'],
    slaClocks: [
      clock('first_reply', 'urgent', true, false),
      clock('total_resolution', 'urgent', true, false),
    ],
    prediction: { category: 'billing', priority: 'high', confidence: 0.95 },
    customerId: 'kappa',
    mrr: 100,
    subject: 'Invoice <b>7</b>',
  },
  {
    // Answered after 2 hours in time, resolved after 2 days, too late; was reopened.
    id: 'b',
    createdAt: at('05-05T10:00'),
    firstHumanReplyAt: at('05-05T12:00'),
    resolvedAt: at('05-07T10:00'),
    status: 'resolved',
    humanReplies: 3,
    reopens: 1,
    escalated: true,
    csat: 2,
    priority: 'high',
    channel: 'chat',
    category: 'login',
    slaClocks: [
      clock('first_reply', 'high', true, false),
      clock('total_resolution', 'high', true, true),
    ],
    prediction: { category: 'billing', priority: 'high', confidence: 0.55 },
    customerId: 'kappa',
    mrr: 100,
  },
  {
    // Waits, overdue; its resolution has time left.
    id: 'c',
    createdAt: at('05-06T08:00'),
    status: 'open',
    priority: 'normal',
    channel: 'email',
    slaClocks: [
      clock('first_reply', 'normal', false, true),
      clock('total_resolution', 'normal', false, false),
    ],
  },
  // Opened by staff: nobody waits for a first reply.
  { id: 'd', createdAt: at('05-10T23:00'), createdByAgent: true, status: 'open', priority: 'low' },
  { id: 'e', createdAt: at('05-06T12:00'), excludedAs: 'spam' },
  {
    id: 'p',
    createdAt: at('04-28T09:00'),
    firstHumanReplyAt: at('04-28T10:00'),
    resolvedAt: at('04-28T12:00'),
    status: 'closed',
    priority: 'normal',
    csat: 4,
    channel: 'email',
    tags: ['export'],
  },
  { id: 'o', createdAt: at('04-01T00:00'), status: 'pending', priority: null },
];
