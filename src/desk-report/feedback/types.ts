import type { ProcessFeedback, ProductReport, TopicReport } from '../../feedback/index.ts';

/** The form that `FeedbackReport` has now. */
export const FEEDBACK_REPORT_VERSION = 1;

/** A ticket to read. */
export interface FeedbackExample {
  readonly id: string;
  /** Only in reports with customer text. */
  readonly subject: string | null;
}

/** One topic: how often, how that has changed, whom it concerns and what it costs. */
export interface FeedbackTopic extends Omit<TopicReport, 'examples'> {
  readonly examples: readonly FeedbackExample[];
}

/** What customers brought up in a month: plain JSON. All times are epoch milliseconds. */
export interface FeedbackReport {
  readonly kind: 'feedback';
  readonly version: typeof FEEDBACK_REPORT_VERSION;
  /** The desk or desks: `zendesk:acme`. */
  readonly subject: string;
  readonly now: number;
  readonly timeZone: string;
  readonly containsCustomerText: boolean;
  /** `2026-04`. */
  readonly month: string;
  /** Whether the month is over. */
  readonly isOver: boolean;
  readonly baseMonths: readonly string[];
  /** Whether the tickets go back to the beginning of the months before, as far as can be told. */
  readonly baseCovered: boolean;
  /** The counts add up to `read`. */
  readonly tickets: {
    readonly read: number;
    readonly counted: number;
    readonly base: number;
    /** Created in other months. */
    readonly outside: number;
    /** Spam, merged and test tickets, and those created after `now`. */
    readonly excluded: number;
    /** Without any of the tags that mark feedback; 0 where none were named. */
    readonly unmarked: number;
  };
  /** Tickets of the month without a tag and without a category: in no topic. */
  readonly withoutTopic: number;
  /** Tags that mark feedback; `null` where every ticket counts. */
  readonly feedbackTags: readonly string[] | null;
  /** The highest impact first, one hundred at most. */
  readonly topics: readonly FeedbackTopic[];
  readonly topicsTotal: number;
  readonly nextCandidate: ProductReport['nextCandidate'];
  readonly mostCommon: string | null;
  /** Ratings of the month by category, the one with most low ratings first. */
  readonly ratings: readonly Pick<
    ProcessFeedback,
    'process' | 'responses' | 'mean' | 'low' | 'lowPercent' | 'readFirst'
  >[];
}
