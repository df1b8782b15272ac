import type { FeedbackTicket } from 'polydesk/feedback';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** So many tickets of a topic, spread over the days of a month. */
export function ticketsOf(
  topic: string,
  count: number,
  month: number,
  changes: Partial<FeedbackTicket> = {},
): readonly FeedbackTicket[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `${topic}-${month}-${index}`,
    createdAt: Date.UTC(2026, month - 1, 1 + (index % 28), 12),
    tags: [topic],
    ...changes,
  }));
}
