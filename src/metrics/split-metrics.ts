import { toMs } from '../numbers/instant.ts';
import { createZonedClock } from '../numbers/zoned-clock.ts';
import { computeMetrics } from './compute-metrics.ts';
import type { MetricsOptions, MetricsReport, MetricTicket } from './types.ts';

/** What tickets can be split by; `hour` is the hour of creation in a time zone. */
export const SPLITS = ['segment', 'productLine', 'agent', 'channel', 'category', 'hour'] as const;
/** A field that tickets can be split by. */
export type Split = (typeof SPLITS)[number];

/** What to split by, and what `computeMetrics` takes. */
export interface SplitOptions extends MetricsOptions {
  /** One of the fields, or a function of your own. A key of `null` is a group, too. */
  readonly by: Split | ((ticket: MetricTicket) => string | null);
  /** IANA zone whose clock `hour` is read from. @default 'UTC' */
  readonly timeZone?: string;
}

/** The report on the tickets of one group. */
export interface MetricsGroup {
  /** `null` where the tickets do not say. */
  readonly key: string | null;
  readonly report: MetricsReport;
}

/**
 * The same figures for each group of tickets, the largest group first. Figures that rest on the
 * whole team (utilisation, sessions, NPS) are only in the report of all: options for them are not
 * handed on.
 *
 * @throws ConfigurationError for a time zone that is not known; ValidationError as `computeMetrics`.
 * @example
 * splitMetrics([{ id: '1', createdAt: 0, channel: 'email' }, { id: '2', createdAt: 0 }],
 *   { now: 1, by: 'channel' }).map(({ key }) => key) //=> ['email', null]
 */
export function splitMetrics(
  tickets: readonly MetricTicket[],
  options: SplitOptions,
): readonly MetricsGroup[] {
  const keyOf = keyFunction(options);
  const groups = new Map<string | null, MetricTicket[]>();
  for (const ticket of tickets) {
    const key = keyOf(ticket);
    const group = groups.get(key) ?? [];
    group.push(ticket);
    groups.set(key, group);
  }
  const { now, period, businessMinutes } = options;
  const own: MetricsOptions = {
    now,
    ...(period === undefined ? {} : { period }),
    ...(businessMinutes === undefined ? {} : { businessMinutes }),
  };
  const reports = [...groups].map(([key, group]) => ({ key, report: computeMetrics(group, own) }));
  return reports.sort((a, b) => b.report.tickets - a.report.tickets || compareKeys(a.key, b.key));
}

function keyFunction({ by, timeZone = 'UTC' }: SplitOptions) {
  if (typeof by === 'function') return by;
  if (by !== 'hour') return (ticket: MetricTicket) => ticket[by] ?? null;
  const clock = createZonedClock(timeZone);
  return ({ createdAt }: MetricTicket) => String(clock(toMs(createdAt)).hour).padStart(2, '0');
}

/** By name, the unknown last; the same on every machine. */
function compareKeys(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : Number(a === null) - Number(b === null);
  return a < b ? -1 : 1;
}

/** How long tickets of a category take. */
export interface ProblemType {
  readonly category: string | null;
  readonly tickets: number;
  readonly medianMinutes: number;
  readonly p90Minutes: number;
}

/**
 * Kinds of problems by the median of their full resolution, longest first. Kinds without a resolved
 * ticket are left out.
 *
 * @throws ValidationError as `computeMetrics`.
 * @example
 * longestProblemTypes([{ id: '1', createdAt: 0, resolvedAt: 3_600_000, category: 'login' }],
 *   { now: 3_600_000 })[0].medianMinutes //=> 60
 */
export function longestProblemTypes(
  tickets: readonly MetricTicket[],
  options: Pick<MetricsOptions, 'now' | 'period'>,
): readonly ProblemType[] {
  return splitMetrics(tickets, { ...options, by: 'category' })
    .flatMap(({ key, report }) => {
      const { median, p90 } = report.timeToResolution.full;
      if (median === null || p90 === null) return [];
      return [{ category: key, tickets: report.tickets, medianMinutes: median, p90Minutes: p90 }];
    })
    .sort((a, b) => b.medianMinutes - a.medianMinutes);
}
