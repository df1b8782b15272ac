import { firstReplyOf, timeToResolutionOf } from '../../metrics/durations.ts';
import { WEEKDAYS } from '../../metrics/index.ts';
import { slaAttainmentOf } from '../../metrics/operations.ts';
import { numberAt } from '../../numbers/rounding.ts';
import { createZonedClock } from '../../numbers/zoned-clock.ts';
import { PRIORITY_KEYS } from './durations.ts';
import { groupBy, type ReportedTicket, type ReportPopulation } from './population.ts';
import type { BreakdownName, BreakdownRow, VolumeSection } from './types.ts';

/** Keys that have a row of their own; the smaller ones are put together. */
const MOST_KEYS = 15;
const BUSIEST = 5;

type KeyOf = (ticket: ReportedTicket) => string | null;

const KEYS: Readonly<Record<BreakdownName, KeyOf>> = {
  priority: ({ ticket }) => ticket.priority ?? null,
  channel: ({ ticket }) => ticket.channel ?? null,
  category: ({ ticket }) => ticket.category ?? null,
  group: ({ ticket }) => ticket.group ?? null,
};

/** When tickets came, and what they were. */
export function volumeOf(
  current: ReportPopulation,
  previous: ReportPopulation,
  timeZone: string,
): VolumeSection {
  const by = (name: BreakdownName) => breakdownOf(current, previous, KEYS[name]);
  const byPriority = by('priority');
  return {
    ...heatOf(current, timeZone),
    breakdowns: {
      // By their rank, not by how many they are.
      priority: PRIORITY_KEYS.flatMap((key) => byPriority.filter((row) => row.key === key)),
      channel: by('channel'),
      category: by('category'),
      group: by('group'),
    },
  };
}

function heatOf({ counted }: ReportPopulation, timeZone: string) {
  const clock = createZonedClock(timeZone);
  const counts: number[] = Array.from({ length: 168 }, () => 0);
  for (const { created } of counted) {
    const { weekday, hour } = clock(created);
    counts[weekday * 24 + hour] = numberAt(counts, weekday * 24 + hour) + 1;
  }
  const heatMap = WEEKDAYS.map((weekday, day) => ({
    weekday,
    hours: counts.slice(day * 24, (day + 1) * 24),
  }));
  const busiest = heatMap
    .flatMap(({ weekday, hours }) => hours.map((tickets, hour) => ({ weekday, hour, tickets })))
    .filter(({ tickets }) => tickets > 0)
    .sort((a, b) => b.tickets - a.tickets)
    .slice(0, BUSIEST);
  return { heatMap, busiest };
}

function breakdownOf(
  current: ReportPopulation,
  previous: ReportPopulation,
  keyOf: KeyOf,
): readonly BreakdownRow[] {
  const groups = groupBy(current.counted, keyOf);
  const before = groupBy(previous.counted, keyOf);
  const keys = [...new Set([...groups.keys(), ...before.keys()])].sort(
    (a, b) =>
      (groups.get(b)?.length ?? 0) - (groups.get(a)?.length ?? 0) ||
      (before.get(b)?.length ?? 0) - (before.get(a)?.length ?? 0) ||
      compareKeys(a, b),
  );
  // What says nothing is no small key among others.
  const named = keys.filter((key) => key !== null);
  const unknown = keys.filter((key) => key === null);
  const own = named.length > MOST_KEYS ? named.slice(0, MOST_KEYS - 1) : named;
  const others = named.slice(own.length);
  const ticketsOf = (from: typeof groups, list: readonly (string | null)[]) =>
    list.flatMap((key) => from.get(key) ?? []);
  const row = (key: string | null, list: readonly (string | null)[], count: number | null) =>
    rowOf({ key, others: count }, current, {
      tickets: ticketsOf(groups, list),
      before: ticketsOf(before, list),
    });
  return [
    ...own.map((key) => row(key, [key], null)),
    ...(others.length === 0 ? [] : [row(null, others, others.length)]),
    ...unknown.map((key) => row(key, [key], null)),
  ];
}

const compareKeys = (a: string | null, b: string | null): number =>
  Number((a ?? '') > (b ?? '')) - Number((a ?? '') < (b ?? ''));

function rowOf(
  name: Pick<BreakdownRow, 'key' | 'others'>,
  population: ReportPopulation,
  group: {
    readonly tickets: readonly ReportedTicket[];
    readonly before: readonly ReportedTicket[];
  },
): BreakdownRow {
  const own = { ...population, counted: group.tickets };
  const reply = firstReplyOf(own, undefined).calendar;
  const resolution = timeToResolutionOf(own).full;
  const sla = slaAttainmentOf(own);
  return {
    ...name,
    tickets: group.tickets.length,
    previous: group.before.length,
    firstReply: { median: reply.median, n: reply.n },
    resolution: { median: resolution.median, n: resolution.n },
    sla: { percent: sla.percent, n: sla.denominator },
  };
}
