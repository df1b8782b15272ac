import { isUnresolvedAt } from '../../metrics/backlog.ts';
import { firstReplyOf, timeToResolutionOf } from '../../metrics/durations.ts';
import { slaAttainmentOf } from '../../metrics/operations.ts';
import { satisfactionOf } from '../../metrics/satisfaction.ts';
import { type ComparedPeriods, partsOf, type PeriodPart } from '../period.ts';
import { doneAt, type ReportedTicket, type ReportPopulation } from './population.ts';
import type { OperationsReport, TrendRow } from './types.ts';

/** Both periods in parts of a day, seven days or 28 days. */
export function trendOf(
  population: ReportPopulation,
  periods: ComparedPeriods,
  timeZone: string,
): OperationsReport['trend'] {
  const { days, parts } = partsOf(periods, timeZone);
  const touching = ticketsByPart(population.all, parts);
  return {
    days,
    rows: parts.map((part, index) => ({
      ...part,
      period: part.from < periods.current.from ? 'previous' : 'current',
      backlog:
        part.to > population.now
          ? null
          : population.all.filter((ticket) => isUnresolvedAt(ticket, part.to)).length,
      ...figuresOfPart(touching[index] ?? [], part, population),
    })),
  };
}

/** For each part the tickets that were created, resolved or rated in it. */
function ticketsByPart(
  all: readonly ReportedTicket[],
  parts: readonly PeriodPart[],
): readonly (readonly ReportedTicket[])[] {
  const lists: ReportedTicket[][] = parts.map(() => []);
  for (const ticket of all) {
    const { created, resolved, firstResolved } = ticket;
    const moments = [created, doneAt(ticket), resolved ?? firstResolved ?? created];
    const places = new Set(moments.map((at) => (at === null ? -1 : placeOf(parts, at))));
    for (const place of places) lists[place]?.push(ticket);
  }
  return lists;
}

/** The part that a moment lies in; -1 for none. Parts follow each other without a gap. */
function placeOf(parts: readonly PeriodPart[], at: number): number {
  let low = 0;
  let high = parts.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part === undefined) return -1;
    if (at < part.from) high = middle - 1;
    else if (at >= part.to) low = middle + 1;
    else return middle;
  }
  return -1;
}

function figuresOfPart(
  tickets: readonly ReportedTicket[],
  { from, to }: PeriodPart,
  population: ReportPopulation,
): Omit<TrendRow, 'from' | 'to' | 'label' | 'period' | 'backlog'> {
  const includes = (at: number) => at >= from && at < to;
  const counted = tickets.filter(({ created }) => includes(created));
  const own: ReportPopulation = { ...population, all: tickets, counted, includes };
  const reply = firstReplyOf(own, undefined).calendar;
  const resolution = timeToResolutionOf(own).full;
  return {
    created: counted.length,
    resolved: tickets.filter((ticket) => {
      const at = doneAt(ticket);
      return at !== null && includes(at);
    }).length,
    firstReplyMedian: reply.median,
    firstReplyP90: reply.p90,
    resolutionMedian: resolution.median,
    resolutionP90: resolution.p90,
    slaPercent: slaAttainmentOf(own).percent,
    csatPercent: satisfactionOf(own).percent,
  };
}
