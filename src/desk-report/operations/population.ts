import { type CountedTicket, type Population, populationOf } from '../../metrics/population.ts';
import type { ReportPeriod } from '../period.ts';
import type { ReportTicket } from './ticket.ts';

/** A counted ticket with what the reports know beside the metrics. */
export interface ReportedTicket extends CountedTicket {
  readonly ticket: ReportTicket;
}

/** The tickets of one period, and all others around it. */
export interface ReportPopulation extends Population {
  readonly period: ReportPeriod;
  readonly counted: readonly ReportedTicket[];
  readonly all: readonly ReportedTicket[];
}

/** Whom the figures are about, checked once. @throws ValidationError as `computeMetrics`. */
export function readPopulation(tickets: readonly ReportTicket[], now: number) {
  const base = populationOf(tickets, { now });
  // Safe: `populationOf` hands on the very tickets that it was given.
  const all = base.all as readonly ReportedTicket[];
  const during = (period: ReportPeriod): ReportPopulation => {
    const includes = (at: number) => at >= period.from && at < period.to;
    return {
      ...base,
      period,
      all,
      includes,
      counted: all.filter(({ created }) => includes(created)),
      merged: base.merged.filter(({ ticket }) => includes(Number(ticket.createdAt))),
    };
  };
  return { all, excluded: base.excluded, during };
}

/** Last resolution, else the close. `null` while open, and where nobody tells when it was done. */
export const doneAt = ({ resolved, closed }: CountedTicket): number | null => resolved ?? closed;

/** Groups in the order in which their first member comes. */
export function groupBy<Key, Item>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
