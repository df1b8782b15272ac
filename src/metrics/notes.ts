import { minutesBetween, toMs, toMsOrNull } from '../numbers/instant.ts';
import type { CountedTicket, Population } from './population.ts';
import type { MetricNote, MetricNoteCode, MetricTicket } from './types.ts';

const QUICK_MINUTES = 2;
const DAY_MINUTES = 1440;

/**
 * Habits that make figures look better than the work was, and moments that cannot be right. A note
 * is a question to ask, not a verdict.
 */
export function notesOf(population: Population): readonly MetricNote[] {
  const { counted, merged, now } = population;
  const done = counted.filter(
    ({ firstResolved, closed }) => firstResolved !== null || closed !== null,
  );
  const reopened = counted.filter(({ ticket }) => ticket.reopenedAt != null);
  const answered = counted.filter(({ ticket }) => ticket.macroOnly != null);
  return [
    ...noteIf('closed_without_reply', done.filter(closedAtOnce), done.length),
    ...noteIf('reopened_within_a_day', reopened.filter(reopenedSoon), reopened.length),
    ...surveyNote(counted),
    ...noteIf(
      'macro_only_replies',
      answered.filter(({ ticket }) => ticket.macroOnly === true),
      answered.length,
    ),
    ...noteIf('resolved_then_merged', merged.filter(resolvedBeforeMerge), merged.length),
    ...noteIf(
      'timestamp_before_creation',
      counted.filter((ticket) => momentsOf(ticket).some((at) => at < ticket.created)),
      counted.length,
    ),
    ...noteIf(
      'timestamp_after_now',
      counted.filter((ticket) => momentsOf(ticket).some((at) => at > now)),
      counted.length,
    ),
  ];
}

const MESSAGES: Readonly<Record<MetricNoteCode, string>> = {
  closed_without_reply: 'Tickets were closed within 2 minutes without a reply.',
  reopened_within_a_day: 'Tickets came back within 24 hours of their resolution.',
  few_surveys_sent: 'Less than half of the resolved tickets were asked for a rating.',
  macro_only_replies: 'Tickets were answered with nothing but macros.',
  resolved_then_merged: 'Tickets were resolved first and merged into another afterwards.',
  timestamp_before_creation: 'Tickets name moments that lie before their creation.',
  timestamp_after_now: 'Tickets name moments that lie after `now`.',
};

function noteIf(
  code: MetricNoteCode,
  found: readonly { readonly ticket: MetricTicket }[],
  denominator: number,
): readonly MetricNote[] {
  if (found.length === 0) return [];
  return [
    {
      code,
      message: MESSAGES[code],
      evidence: { numerator: found.length, denominator },
      ticketIds: found.map(({ ticket }) => ticket.id),
    },
  ];
}

function closedAtOnce({ created, replied, firstResolved, closed }: CountedTicket): boolean {
  const end = Math.min(firstResolved ?? Infinity, closed ?? Infinity);
  return replied === null && minutesBetween(created, end) <= QUICK_MINUTES;
}

function reopenedSoon({ ticket, firstResolved }: CountedTicket): boolean {
  const again = toMsOrNull(ticket.reopenedAt);
  return (
    again !== null &&
    firstResolved !== null &&
    again >= firstResolved &&
    minutesBetween(firstResolved, again) <= DAY_MINUTES
  );
}

function resolvedBeforeMerge({ ticket }: Population['merged'][number]): boolean {
  const { firstResolvedAt, resolvedAt, mergedAt } = ticket;
  const resolved = firstResolvedAt ?? resolvedAt;
  return resolved != null && (mergedAt == null || toMs(resolved) < toMs(mergedAt));
}

function surveyNote(counted: readonly CountedTicket[]): readonly MetricNote[] {
  const told = counted.filter(
    ({ ticket, resolved }) => resolved !== null && ticket.surveySent != null,
  );
  const unasked = told.filter(({ ticket }) => ticket.surveySent === false);
  return unasked.length * 2 > told.length ? noteIf('few_surveys_sent', unasked, told.length) : [];
}

const momentsOf = ({ replied, firstResolved, resolved, closed }: CountedTicket) =>
  [replied, firstResolved, resolved, closed].filter((at) => at !== null);
