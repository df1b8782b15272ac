import { createZonedClock } from '../numbers/zoned-clock.ts';
import { reportOf } from './compute-metrics.ts';
import { ratingMoment } from './satisfaction.ts';
import { type CountedTicket, populationOf } from './population.ts';
import type { MetricsOptions, MetricsReport, MetricTicket } from './types.ts';

/** What can be drawn over time, in the unit that its name says. */
const SERIES = {
  tickets: (report: MetricsReport) => report.tickets,
  csatPercent: ({ csat }: MetricsReport) => csat.percent,
  firstReplyMedianMinutes: ({ firstReply }: MetricsReport) => firstReply.calendar.median,
  firstReplyP90Minutes: ({ firstReply }: MetricsReport) => firstReply.calendar.p90,
  resolutionMedianMinutes: ({ timeToResolution }: MetricsReport) => timeToResolution.full.median,
  resolutionP90Minutes: ({ timeToResolution }: MetricsReport) => timeToResolution.full.p90,
  fcrPercent: ({ fcr }: MetricsReport) => fcr.standard.percent,
  reopenPercent: ({ reopened }: MetricsReport) => reopened.percent,
  escalationPercent: ({ escalated }: MetricsReport) => escalated.percent,
  slaAttainmentPercent: ({ slaAttainment }: MetricsReport) => slaAttainment.percent,
} as const satisfies Readonly<Record<string, (report: MetricsReport) => number | null>>;

/** A figure that can be drawn over time. */
export type SeriesName = keyof typeof SERIES;

/** Figures over time: labels, and a list of values for each figure. */
export interface MetricSeries {
  /** Labels of the buckets: `2026-03-02` for a day and for the Monday of a week, `2026-03`. */
  readonly labels: readonly string[];
  /** One value for each label; `null` is a gap, not 0. */
  readonly series: readonly {
    readonly name: SeriesName;
    readonly values: readonly (number | null)[];
  }[];
}

/** Over which buckets figures are drawn. */
export interface MetricSeriesOptions extends Pick<MetricsOptions, 'now' | 'period'> {
  readonly bucket: 'day' | 'week' | 'month';
  /** IANA zone whose calendar the buckets follow. @default 'UTC' */
  readonly timeZone?: string;
}

const DAY = 86_400_000;

/**
 * Figures over time as plain lists, ready for any chart. Tickets belong to the bucket of their
 * creation, ratings to that of the resolution. Buckets without tickets are there, with gaps.
 *
 * @throws ConfigurationError for a time zone that is not known; ValidationError as `computeMetrics`.
 * @example
 * metricSeries([{ id: '1', createdAt: Date.UTC(2026, 2, 1, 23, 30) }],
 *   { now: Date.UTC(2026, 2, 3), bucket: 'day', timeZone: 'Europe/Berlin' }).labels
 *   //=> ['2026-03-02']
 */
export function metricSeries(
  tickets: readonly MetricTicket[],
  options: MetricSeriesOptions,
): MetricSeries {
  const { bucket, timeZone = 'UTC' } = options;
  const clock = createZonedClock(timeZone);
  const labelAt = (at: number) => labelOf(clock(at).date, bucket);
  const population = populationOf(tickets, options);
  const labels = labelsBetween(population.counted, labelAt);
  const touched = new Map<string, CountedTicket[]>(labels.map((label) => [label, []]));
  for (const ticket of population.all) {
    for (const label of new Set([labelAt(ticket.created), labelAt(ratingMoment(ticket))]))
      touched.get(label)?.push(ticket);
  }
  const reports = [...touched].map(([label, all]) => {
    const includes = (at: number) => population.includes(at) && labelAt(at) === label;
    const counted = all.filter(({ created }) => includes(created));
    return reportOf({ ...population, all, counted, includes }, options);
  });
  return {
    labels,
    series: seriesNames().map((name) => ({ name, values: reports.map(SERIES[name]) })),
  };
}

// Safe: the keys of a constant of this file.
const seriesNames = (): readonly SeriesName[] => Object.keys(SERIES) as SeriesName[];

/** A day, the Monday of its week, or its month. */
function labelOf(date: string, bucket: MetricSeriesOptions['bucket']): string {
  if (bucket === 'day') return date;
  if (bucket === 'month') return date.slice(0, 7);
  const days = Date.parse(`${date}T00:00:00Z`) / DAY;
  // 1970-01-01 was a Thursday.
  const monday = days - ((((days + 3) % 7) + 7) % 7);
  return new Date(monday * DAY).toISOString().slice(0, 10);
}

/** All labels from the first to the last ticket, also of days without one. */
function labelsBetween(
  tickets: readonly CountedTicket[],
  labelAt: (at: number) => string,
): readonly string[] {
  const times = tickets.map(({ created }) => created);
  if (times.length === 0) return [];
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const labels = new Set<string>();
  // Steps of half a day miss no calendar day, however long or short the clock makes it.
  for (let at = first; at < last; at += DAY / 2) labels.add(labelAt(at));
  return [...labels.add(labelAt(last))];
}
