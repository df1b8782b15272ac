import { refuse } from '../numbers/check-numbers.ts';
import { meanOf } from '../numbers/rounding.ts';
import { compareNames } from './count-topics.ts';
import type { FeedbackReason } from './types.ts';

/** What a customer said once the case was resolved. */
export interface ResolutionFeedback {
  readonly ticketId: string;
  /** The process or category that the case went through. */
  readonly process: string;
  /** From 1 to 5. */
  readonly score: number;
  readonly hasComment?: boolean;
}

/** How customers rated the cases of one process. */
export interface ProcessFeedback {
  readonly process: string;
  readonly responses: number;
  readonly mean: number | null;
  /** Ratings of 1 and 2. */
  readonly low: number;
  readonly lowPercent: number;
  /** Tickets to read: rated low, those with a comment first. */
  readonly readFirst: readonly string[];
  readonly reasons: readonly FeedbackReason[];
}

/**
 * Feedback after resolution, by process, the one with most low ratings first: where to improve. A
 * process needs `minimumResponses` (default 5) before it is named as a candidate in its reasons.
 *
 * @throws ValidationError for scores outside 1 to 5.
 * @example
 * resolutionFeedback([{ ticketId: '1', process: 'refund', score: 2 }])[0].lowPercent //=> 100
 */
export function resolutionFeedback(
  feedback: readonly ResolutionFeedback[],
  options: { readonly minimumResponses?: number } = {},
): readonly ProcessFeedback[] {
  const { minimumResponses = 5 } = options;
  refuse(
    'The feedback',
    feedback.flatMap(({ score }, index) =>
      score >= 1 && score <= 5
        ? []
        : [{ path: `${index}.score`, message: 'must lie between 1 and 5' }],
    ),
  );
  const processes = [...new Set(feedback.map(({ process }) => process))].sort(compareNames);
  return processes
    .map((process): ProcessFeedback => {
      const own = feedback.filter((one) => one.process === process);
      const low = own.filter(({ score }) => score <= 2);
      const lowPercent = (100 * low.length) / own.length;
      const isCandidate = own.length >= minimumResponses && low.length > 0;
      return {
        process,
        responses: own.length,
        mean: meanOf(own.map(({ score }) => score)),
        low: low.length,
        lowPercent,
        readFirst: [...low]
          .sort((a, b) => Number(b.hasComment === true) - Number(a.hasComment === true))
          .map(({ ticketId }) => ticketId),
        reasons: isCandidate
          ? [
              {
                code: 'low_ratings',
                message: 'Customers rated cases of this process low.',
                evidence: { low: low.length, responses: own.length },
              },
            ]
          : [],
      };
    })
    .sort((a, b) => b.low - a.low || b.lowPercent - a.lowPercent);
}
