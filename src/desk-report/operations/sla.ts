import { TICKET_PRIORITIES } from '../../model/enums.ts';
import type { MetricSlaClock } from '../../metrics/index.ts';
import { rateOf } from '../../metrics/summaries.ts';
import { groupBy, type ReportPopulation } from './population.ts';
import type { SlaRow, SlaSection } from './types.ts';

type Clock = MetricSlaClock;

/** How far promises were kept; `null` where no ticket of either period has a clock. */
export function slaOf(current: ReportPopulation, previous: ReportPopulation): SlaSection | null {
  const clocks = clocksOf(current);
  const before = clocksOf(previous);
  if (clocks.length === 0 && before.length === 0) return null;
  const withClocks = current.counted.filter(
    ({ ticket }) => (ticket.slaClocks ?? []).length > 0,
  ).length;
  const rows = (keyOf: (clock: Clock) => string | null, order: readonly string[] = []) =>
    rowsOf({ clocks, before, keyOf, order });
  return {
    withClocks,
    withoutClocks: current.counted.length - withClocks,
    all: rowOf('all', clocks, before),
    byMetric: rows(({ metric }) => metric, METRIC_ORDER),
    byPriority: rows(({ priority }) => priority, TICKET_PRIORITIES.toReversed()),
    byPolicy: rows(({ policy }) => policy),
  };
}

const METRIC_ORDER = ['first_reply', 'next_reply', 'requester_wait', 'total_resolution'] as const;

const clocksOf = ({ counted }: ReportPopulation): readonly Clock[] =>
  counted.flatMap(({ ticket }) => ticket.slaClocks ?? []);

function rowsOf(input: {
  readonly clocks: readonly Clock[];
  readonly before: readonly Clock[];
  readonly keyOf: (clock: Clock) => string | null;
  /** These first, in this order. */
  readonly order: readonly string[];
}): readonly SlaRow[] {
  const { clocks, before, keyOf, order } = input;
  const groups = groupBy(clocks, keyOf);
  const earlier = groupBy(before, keyOf);
  const place = (key: string | null) => {
    const found = order.indexOf(key ?? '');
    if (found >= 0) return found;
    return key === null ? order.length + 1 : order.length;
  };
  return [...new Set([...groups.keys(), ...earlier.keys()])]
    .sort((a, b) => place(a) - place(b) || compareKeys(a, b))
    .map((key) => rowOf(key, groups.get(key) ?? [], earlier.get(key) ?? []));
}

/** By code units, the same on every machine; what has no key last. */
function compareKeys(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return Number(a > b) - Number(a < b);
}

function rowOf(key: string | null, clocks: readonly Clock[], before: readonly Clock[]): SlaRow {
  const { met, missed, percent } = shareOf(clocks);
  return {
    key,
    met,
    missed,
    undecided: clocks.length - met - missed,
    percent,
    previousPercent: shareOf(before).percent,
  };
}

function shareOf(clocks: readonly Clock[]) {
  const missed = clocks.filter(({ breached }) => breached).length;
  const met = clocks.filter(({ settled, breached }) => settled && !breached).length;
  return { met, missed, percent: rateOf(met, met + missed).percent };
}
