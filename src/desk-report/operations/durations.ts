import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { minutesBetween } from '../../numbers/instant.ts';
import { ascending, quantileOfSorted } from '../../numbers/quantile.ts';
import { meanOf } from '../../numbers/rounding.ts';
import { groupBy, type ReportedTicket, type ReportPopulation } from './population.ts';
import type { DurationBand, DurationBreakdown, DurationRow, PriorityKey } from './types.ts';

/** Edges of the bands in minutes: 15 min, 1, 4, 8 and 24 hours, 3 and 7 days. */
const EDGES = [0, 15, 60, 240, 480, 1_440, 4_320, 10_080] as const;

/** The highest first, what is not known last. */
export const PRIORITY_KEYS: readonly PriorityKey[] = [...TICKET_PRIORITIES.toReversed(), null];

/** How long a ticket took, in minutes; `null` where it has no such duration. */
type DurationOf = (ticket: ReportedTicket) => number | null;

const firstReply: DurationOf = ({ ticket, created, replied }) =>
  ticket.createdByAgent === true || replied === null ? null : minutesBetween(created, replied);

const resolution: DurationOf = ({ created, resolved }) =>
  resolved === null ? null : minutesBetween(created, resolved);

/** First replies by priority and in bands. */
export const firstReplyBreakdown = (current: ReportPopulation, previous: ReportPopulation) =>
  breakdownOf(firstReply, current, previous);

/** Times to resolution by priority and in bands. */
export const resolutionBreakdown = (current: ReportPopulation, previous: ReportPopulation) =>
  breakdownOf(resolution, current, previous);

function breakdownOf(
  durationOf: DurationOf,
  current: ReportPopulation,
  previous: ReportPopulation,
): DurationBreakdown {
  const groups = groupBy(current.counted, ({ ticket }) => ticket.priority ?? null);
  return {
    rows: [
      rowOf('all', current.counted, durationOf),
      ...PRIORITY_KEYS.flatMap((key) => {
        const group = groups.get(key);
        return group === undefined ? [] : [rowOf(key, group, durationOf)];
      }),
    ],
    bands: bandsOf(known(current.counted, durationOf), known(previous.counted, durationOf)),
  };
}

const known = (tickets: readonly ReportedTicket[], durationOf: DurationOf): readonly number[] =>
  tickets.map(durationOf).filter((minutes) => minutes !== null);

function rowOf(
  key: DurationRow['key'],
  tickets: readonly ReportedTicket[],
  durationOf: DurationOf,
): DurationRow {
  const sorted = ascending(known(tickets, durationOf));
  return {
    key,
    tickets: tickets.length,
    n: sorted.length,
    p50: quantileOfSorted(sorted, 0.5),
    p75: quantileOfSorted(sorted, 0.75),
    p90: quantileOfSorted(sorted, 0.9),
    p95: quantileOfSorted(sorted, 0.95),
    mean: meanOf(sorted),
  };
}

function bandsOf(minutes: readonly number[], previous: readonly number[]): readonly DurationBand[] {
  return EDGES.map((fromMinutes, index) => {
    const toMinutes = EDGES[index + 1] ?? null;
    // What ends before it begins, by clocks that disagree, is in the first band.
    const lowest = index === 0 ? Number.NEGATIVE_INFINITY : fromMinutes;
    const countOf = (values: readonly number[]) =>
      values.filter((value) => value >= lowest && (toMinutes === null || value < toMinutes)).length;
    return { fromMinutes, toMinutes, count: countOf(minutes), previous: countOf(previous) };
  });
}
