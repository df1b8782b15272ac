import { checkNumbers } from '../numbers/check-numbers.ts';
import { minutesBetween } from '../numbers/instant.ts';
import { ascending } from '../numbers/quantile.ts';
import { sumOf } from '../numbers/rounding.ts';
import type { CountedTicket, Population } from './population.ts';
import { known, ratioOf, summarize } from './summaries.ts';
import type { MetricsOptions, MetricsReport } from './types.ts';

/** Tickets whose customers wait or waited for a first reply, by what became of them. */
export function firstRepliesOf({ counted }: Pick<Population, 'counted'>) {
  const waiting = counted.filter(({ ticket }) => ticket.createdByAgent !== true);
  return {
    answered: waiting.flatMap(({ created, replied }) =>
      replied === null ? [] : [{ created, replied }],
    ),
    unanswered: waiting.filter(({ replied, isDone }) => replied === null && !isDone),
    /** Resolved without a word: nobody waits any more. */
    endedUnanswered: waiting.filter(({ replied, isDone }) => replied === null && isDone),
    byStaff: counted.length - waiting.length,
  };
}

/** First replies in business minutes. @throws ValidationError when the function answers with none. */
export const businessRepliesOf = (
  answered: readonly { readonly created: number; readonly replied: number }[],
  businessMinutes: NonNullable<MetricsOptions['businessMinutes']>,
): readonly number[] =>
  answered.map(({ created, replied }) => {
    const minutes = businessMinutes(new Date(created), new Date(replied));
    // By clocks that disagree a reply comes before its ticket: that may be less than nothing.
    const rule = replied < created ? 'finite' : 'notNegative';
    checkNumbers('The metrics', { businessMinutes: [minutes, rule] });
    return minutes;
  });

/** From creation to the first public human reply. Who still waits is told, not dropped. */
export function firstReplyOf(
  population: Population,
  businessMinutes: MetricsOptions['businessMinutes'],
): MetricsReport['firstReply'] {
  const { answered, unanswered } = firstRepliesOf(population);
  const ages = ascending(unanswered.map(({ created }) => minutesBetween(created, population.now)));
  return {
    calendar: summarize(answered.map(({ created, replied }) => minutesBetween(created, replied))),
    business:
      businessMinutes === undefined
        ? null
        : summarize(businessRepliesOf(answered, businessMinutes)),
    unanswered: { count: ages.length, agesMinutes: ages.toReversed() },
  };
}

/** Reopened and not resolved again is no resolution. */
export function timeToResolutionOf({ counted }: Population): MetricsReport['timeToResolution'] {
  const resolved = counted.filter((ticket) => ticket.resolved !== null);
  return {
    full: summarize(spans(resolved, ({ resolved: end }) => end)),
    first: summarize(spans(counted, ({ firstResolved }) => firstResolved)),
    requesterWait: summarize(known(resolved.map(({ ticket }) => ticket.requesterWaitMinutes))),
    agentWork: summarize(known(resolved.map(({ ticket }) => ticket.agentWorkMinutes))),
  };
}

export const nextReplyOf = ({ counted }: Population) =>
  summarize(counted.flatMap(({ ticket }) => ticket.nextReplyMinutes ?? []));

/** Creation to close, of tickets that are closed. */
export const fullResolutionTimeOf = ({ counted }: Population) =>
  summarize(spans(counted, ({ closed }) => closed));

/** Minutes from the creation to an end, of the tickets that have one. */
export function spans(
  tickets: readonly CountedTicket[],
  endOf: (ticket: CountedTicket) => number | null,
): readonly number[] {
  return tickets.flatMap((ticket) => {
    const end = endOf(ticket);
    return end === null ? [] : [minutesBetween(ticket.created, end)];
  });
}

/** Hands-on minutes of tickets that had any. */
export const handsOn = ({ counted }: Population): readonly number[] =>
  known(counted.map(({ ticket }) => ticket.handleMinutes)).filter((minutes) => minutes > 0);

export function ahtOf(population: Population) {
  const minutes = handsOn(population);
  return ratioOf(sumOf(minutes), minutes.length);
}
