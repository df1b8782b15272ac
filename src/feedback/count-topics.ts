import type { FeedbackTicket } from './types.ts';

/** Which tickets count, and what they are about. */
export interface TopicOptions {
  /**
   * Tags that mark product feedback. Given, only tickets with one of them are counted, and these
   * tags are no topics themselves.
   */
  readonly feedbackTags?: readonly string[];
  /** What a ticket is about. @default its tags, or its category where it has none */
  readonly topicsOf?: (ticket: FeedbackTicket) => readonly string[];
}

/** A ticket and what it is about, each topic once. */
export interface TopicTicket {
  readonly ticket: FeedbackTicket;
  readonly topics: readonly string[];
}

/** Tickets that count as feedback, with their topics. */
export function withTopics(
  tickets: readonly FeedbackTicket[],
  { feedbackTags, topicsOf }: TopicOptions,
): readonly TopicTicket[] {
  const marks = new Set(feedbackTags);
  const byDefault = ({ tags = [], category }: FeedbackTicket): readonly string[] => {
    const own = tags.filter((tag) => !marks.has(tag));
    return own.length > 0 || category == null ? own : [category];
  };
  return tickets
    .filter(({ tags = [] }) => feedbackTags === undefined || tags.some((tag) => marks.has(tag)))
    .map((ticket) => ({ ticket, topics: [...new Set((topicsOf ?? byDefault)(ticket))] }));
}

/** How many tickets are about a topic. */
export interface TopicCount {
  readonly topic: string;
  readonly count: number;
  /** Of the tickets counted; those of several topics count in each. */
  readonly share: number;
  readonly ticketIds: readonly string[];
}

/**
 * How many tickets are about each topic, the most frequent first.
 *
 * @example
 * countTopics([{ id: '1', createdAt: 0, tags: ['export', 'feedback'] },
 *   { id: '2', createdAt: 0, tags: ['billing'] }], { feedbackTags: ['feedback'] })
 *   //=> [{ topic: 'export', count: 1, share: 1, ticketIds: ['1'] }]
 */
export function countTopics(
  tickets: readonly FeedbackTicket[],
  options: TopicOptions = {},
): readonly TopicCount[] {
  const counted = withTopics(tickets, options);
  return [...groupByTopic(counted)]
    .map(([topic, group]) => ({
      topic,
      count: group.length,
      share: group.length / counted.length,
      ticketIds: group.map(({ id }) => id),
    }))
    .sort((a, b) => b.count - a.count || compareNames(a.topic, b.topic));
}

/** The tickets of each topic. */
export function groupByTopic(
  tickets: readonly TopicTicket[],
): ReadonlyMap<string, readonly FeedbackTicket[]> {
  const groups = new Map<string, FeedbackTicket[]>();
  for (const { ticket, topics } of tickets)
    for (const topic of topics) {
      const group = groups.get(topic) ?? [];
      group.push(ticket);
      groups.set(topic, group);
    }
  return groups;
}

/** By code units: the same order on every machine. */
export const compareNames = (a: string, b: string): number => Number(a > b) - Number(a < b);
