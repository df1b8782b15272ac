import type { Issue } from '../errors/index.ts';
import { numberIssues } from '../numbers/check-numbers.ts';
import { instantIssues } from '../numbers/instant.ts';
import type { FeedbackTicket } from './types.ts';

/** What of tickets cannot be used, each by its place. */
export const ticketIssues = (tickets: readonly FeedbackTicket[]): readonly Issue[] =>
  tickets.flatMap(({ createdAt, mrr, handleMinutes, csat }, index) => {
    const path = (name: string) => `tickets.${index}.${name}`;
    return [
      ...instantIssues(path('createdAt'), createdAt),
      ...numberIssues(path('mrr'), mrr ?? 0, 'finite'),
      ...numberIssues(path('handleMinutes'), handleMinutes ?? 0, 'notNegative'),
      ...(csat == null || (csat >= 1 && csat <= 5)
        ? []
        : [{ path: path('csat'), message: 'must lie between 1 and 5' }]),
    ];
  });
