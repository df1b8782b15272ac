import {
  barChart,
  html,
  lineChart,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  table,
} from '../../report/index.ts';
import type {
  DurationBand,
  DurationBreakdown,
  OperationsFigureId,
  OperationsReport,
  TrendRow,
} from '../operations/types.ts';
import { ENOUGH } from '../few.ts';
import type { ShownReport } from './context.ts';
import { figuresPart } from './figures.ts';
import { trendPoints } from './trend-points.ts';
import { marked, minutesText, percentileCell, priorityText } from './words.ts';

const MINUTE = 60_000;
const HOUR = 60;

/** One of the two durations. */
interface Shown {
  readonly id: string;
  readonly title: string;
  readonly figures: readonly OperationsFigureId[];
  readonly breakdown: DurationBreakdown;
  readonly median: (row: TrendRow) => number | null;
  readonly p90: (row: TrendRow) => number | null;
}

/** How long customers waited for a first answer. */
export function firstReplySection(shown: ShownReport<OperationsReport>): ReportSection {
  const { report } = shown;
  const hasBusiness = report.figures.some(
    ({ id, n }) => id === 'firstReplyBusinessMedian' && n > 0,
  );
  return durationSection(shown, {
    id: 'first-reply',
    title: 'First reply',
    figures: [
      'firstReplyMedian',
      'firstReplyP90',
      ...(hasBusiness ? (['firstReplyBusinessMedian', 'firstReplyBusinessP90'] as const) : []),
      'waiting',
    ],
    breakdown: report.firstReply,
    median: (row) => row.firstReplyMedian,
    p90: (row) => row.firstReplyP90,
  });
}

/** How long it took until tickets were resolved. */
export const resolutionSection = (shown: ShownReport<OperationsReport>): ReportSection =>
  durationSection(shown, {
    id: 'resolution',
    title: 'Time to resolution',
    figures: ['resolutionMedian', 'resolutionP90', 'fcr', 'reopened', 'escalated'],
    breakdown: shown.report.resolution,
    median: (row) => row.resolutionMedian,
    p90: (row) => row.resolutionP90,
  });

function durationSection(shown: ShownReport<OperationsReport>, part: Shown): ReportSection {
  const { report, format } = shown;
  const { id, title, breakdown } = part;
  const hours = (minutes: number | null) => (minutes === null ? null : Math.max(0, minutes) / HOUR);
  return {
    id,
    title,
    body: html`${figuresPart(shown, { id: `${id}-figures`, caption: `${title}: the figures of the period`, figures: part.figures })}
<h3>Percentiles by priority</h3>
${percentilesTable(format, part)}
<h3>How long it took</h3>
${barChart({
  id: `${id}-bands`,
  title: `${title}: tickets by duration`,
  labelTitle: 'Duration',
  valueTitle: 'Tickets',
  bars: breakdown.bands.map((band) => ({
    label: bandText(format, band),
    value: band.count,
    colour: 1,
  })),
  format,
})}
<h3>From ${report.trend.days === 1 ? 'day to day' : 'part to part'}</h3>
${lineChart({
  id: `${id}-trend`,
  title: `${title}, median and 90th percentile`,
  valueTitle: 'Hours',
  timeTitle: 'Created',
  time: (at) => format.day(at),
  series: [
    { name: 'Median', points: trendPoints(report, (row) => hours(part.median(row))) },
    { name: '90th percentile', points: trendPoints(report, (row) => hours(part.p90(row))) },
  ],
  events: [{ at: report.period.from, label: 'period' }],
  value: (value) => format.duration(value * HOUR * MINUTE),
  format,
})}`,
  };
}

function percentilesTable(format: ReportFormat, { id, title, breakdown }: Shown): SafeHtml {
  const number = { kind: 'number' } as const;
  const [all, ...rest] = breakdown.rows.map((row) => [
    priorityText(row.key),
    format.number(row.tickets),
    format.number(row.n),
    percentileCell(format, row.p50, { n: row.n, percentile: 50 }),
    percentileCell(format, row.p75, { n: row.n, percentile: 75 }),
    percentileCell(format, row.p90, { n: row.n, percentile: 90 }),
    percentileCell(format, row.p95, { n: row.n, percentile: 95 }),
    marked(minutesText(format, row.mean), row.n < ENOUGH),
  ]);
  return table({
    id: `${id}-percentiles`,
    caption: `${title}: percentiles by priority, calendar time`,
    columns: [
      { title: 'Priority' },
      { title: 'Tickets', ...number },
      { title: 'With it (n)', ...number },
      { title: 'Median', ...number },
      { title: '75th', ...number },
      { title: '90th', ...number },
      { title: '95th', ...number },
      { title: 'Mean', ...number },
    ],
    rows: rest,
    ...(all === undefined || rest.length === 0 ? {} : { footer: all }),
    empty: 'no tickets in the period.',
    format,
  });
}

/** `1 hr to 4 hr`. */
function bandText(format: ReportFormat, { fromMinutes, toMinutes }: DurationBand): string {
  const text = (minutes: number) => format.duration(minutes * MINUTE);
  if (toMinutes === null) return `${text(fromMinutes)} or more`;
  return fromMinutes === 0
    ? `below ${text(toMinutes)}`
    : `${text(fromMinutes)} to ${text(toMinutes)}`;
}
