import {
  type FeedbackTicket,
  productReport,
  type ProductReportOptions,
  resolutionFeedback,
} from '../../feedback/index.ts';
import { withTopics } from '../../feedback/count-topics.ts';
import { ticketIssues } from '../../feedback/ticket-issues.ts';
import { refuse } from '../../numbers/check-numbers.ts';
import { type Instant, requireInstant, toMs } from '../../numbers/instant.ts';
import { createZonedClock } from '../../numbers/zoned-clock.ts';
import { checkReportInput } from '../operations/check-input.ts';
import { feedbackTicketOf, type ReportTicket } from '../operations/ticket.ts';
import { FEEDBACK_REPORT_VERSION, type FeedbackReport } from './types.ts';

/** Which month, of which desk. */
export interface FeedbackReportOptions extends Omit<ProductReportOptions, 'now' | 'topicsOf'> {
  /** The moment as of which the tickets stand. */
  readonly now: Instant;
  /** The desk or desks, such as `zendesk:acme`. */
  readonly subject: string;
  /** Names the subjects of the examples. @default false */
  readonly customerText?: boolean;
}

const MOST_TOPICS = 100;
const MOST_TO_READ = 5;

/**
 * The monthly report to product: what customers bring up, how that has changed and whether the change is
 * more than chance, whom it concerns and what it costs. Plain JSON; `feedbackReportHtml` shows it.
 *
 * @throws ValidationError for a month or a ticket that is not usable; ConfigurationError for a time zone
 *   that is not known.
 * @example
 * feedbackReport([{ id: '1', createdAt: Date.UTC(2026, 3, 9), tags: ['export'] }],
 *   { now: Date.UTC(2026, 4, 1), subject: 'zendesk:acme' }).nextCandidate?.topic //=> 'export'
 */
export function feedbackReport(
  tickets: readonly ReportTicket[],
  options: FeedbackReportOptions,
): FeedbackReport {
  const { subject, timeZone = 'UTC', customerText = false, feedbackTags } = options;
  const now = requireInstant('now', options.now);
  checkReportInput(tickets);
  // Before some are left out, so that an error names the place that the caller knows.
  refuse('The tickets', ticketIssues(tickets));
  const usable = tickets.filter(
    ({ excludedAs, createdAt }) => excludedAs == null && !(toMs(createdAt) > now),
  );
  const feedback = usable.map(feedbackTicketOf);
  const report = productReport(feedback, options);
  const subjects = new Map(usable.map((ticket) => [ticket.id, ticket.subject ?? null]));
  const months = monthsOf(timeZone);
  const marked = withTopics(feedback, feedbackTags === undefined ? {} : { feedbackTags });
  const inMonth = marked.filter(({ ticket }) => months(toMs(ticket.createdAt)) === report.month);
  return {
    kind: 'feedback',
    version: FEEDBACK_REPORT_VERSION,
    subject,
    now,
    timeZone,
    containsCustomerText: customerText,
    month: report.month,
    isOver: months(now) > report.month,
    baseMonths: report.baseMonths,
    baseCovered: usable.some(
      ({ createdAt }) => months(toMs(createdAt)) < (report.baseMonths[0] ?? report.month),
    ),
    tickets: {
      read: tickets.length,
      counted: report.tickets,
      base: report.baseTickets,
      outside: marked.length - report.tickets - report.baseTickets,
      excluded: tickets.length - usable.length,
      unmarked: usable.length - marked.length,
    },
    withoutTopic: inMonth.filter(({ topics }) => topics.length === 0).length,
    feedbackTags: feedbackTags ?? null,
    topics: report.topics.slice(0, MOST_TOPICS).map((topic) => ({
      ...topic,
      examples: topic.examples.map((id) => ({
        id,
        subject: customerText ? (subjects.get(id) ?? null) : null,
      })),
    })),
    topicsTotal: report.topics.length,
    nextCandidate: report.nextCandidate,
    mostCommon: report.mostCommon,
    ratings: ratingsOf(inMonth.map(({ ticket }) => ticket)),
  };
}

/** The month of a moment, `2026-04`: as texts they are in order. */
function monthsOf(timeZone: string): (at: number) => string {
  const clock = createZonedClock(timeZone);
  return (at) => clock(at).date.slice(0, 7);
}

const ratingsOf = (tickets: readonly FeedbackTicket[]): FeedbackReport['ratings'] =>
  resolutionFeedback(
    tickets.flatMap(({ id, category, csat }) =>
      csat == null ? [] : [{ ticketId: id, process: category ?? 'no category', score: csat }],
    ),
  ).map(({ process, responses, mean, low, lowPercent, readFirst }) => ({
    process,
    responses,
    mean,
    low,
    lowPercent,
    readFirst: readFirst.slice(0, MOST_TO_READ),
  }));
