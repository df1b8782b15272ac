import {
  html,
  lineChart,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  stackedBarChart,
  table,
} from '../../report/index.ts';
import { DAY_MS } from '../../numbers/time-zone.ts';
import type { BacklogSection, OperationsReport, PriorityKey } from '../operations/types.ts';
import type { ShownReport } from './context.ts';
import { figuresPart } from './figures.ts';
import { trendPoints } from './trend-points.ts';
import { plainName, priorityText, ticketId } from './words.ts';

const COLOURS: Readonly<
  Record<NonNullable<PriorityKey> | 'none', 'bad' | 'warning' | 1 | 'muted' | 8>
> = {
  urgent: 'bad',
  high: 'warning',
  normal: 1,
  low: 'muted',
  none: 8,
};

/** What was not resolved, and how old it was. */
export function backlogPart(shown: ShownReport<OperationsReport>): ReportSection {
  const { report, format } = shown;
  const { backlog } = report;
  return {
    id: 'backlog',
    title: 'Backlog and its age',
    body: html`${figuresPart(shown, { id: 'backlog-figures', caption: 'Backlog and work done', figures: ['backlog', 'created', 'resolved'] })}
<p>As of ${format.moment(backlog.at)}: ${format.number(backlog.unresolved)} not resolved, ${format.number(backlog.notClosed)} not closed.${slopeText(format, backlog)}</p>
<h3>By age</h3>
${ageingChart(format, backlog)}
<h3>The oldest</h3>
${oldestTable(shown)}
<h3>Over time</h3>
${lineChart({
  id: 'backlog-trend',
  title: 'Tickets created and resolved, and the backlog at the end of each part',
  valueTitle: 'Tickets',
  timeTitle: report.trend.days === 1 ? 'Day' : 'From',
  time: (at) => format.day(at),
  series: [
    { name: 'Created', points: trendPoints(report, (row) => row.created) },
    { name: 'Resolved', points: trendPoints(report, (row) => row.resolved) },
    { name: 'Backlog', points: trendPoints(report, (row) => row.backlog) },
  ],
  events: [{ at: report.period.from, label: 'period' }],
  format,
})}`,
  };
}

function slopeText(format: ReportFormat, { slopePerDay }: BacklogSection): string {
  if (slopePerDay === null) return '';
  const size = format.number(Math.abs(slopePerDay));
  if (size === '0') return ' Over the period it stood still.';
  return ` Over the period it ${slopePerDay > 0 ? 'grew' : 'fell'} by ${size} a day (straight line through its days, least squares).`;
}

function ageingChart(format: ReportFormat, { ageing, unresolved }: BacklogSection): SafeHtml {
  const keys = (ageing[0]?.byPriority ?? [])
    .map(({ key }) => key)
    .filter((key) => key !== null || hasUnknown(ageing));
  if (unresolved === 0) return html`<p class="empty" id="ageing">Nothing was left unresolved.</p>`;
  return stackedBarChart({
    id: 'ageing',
    title: 'Unresolved tickets by age and priority',
    labelTitle: 'Age',
    series: keys.map((key) => ({ name: priorityText(key), colour: COLOURS[key ?? 'none'] })),
    bars: ageing.map(({ fromDays, toDays, byPriority }) => ({
      label: ageText(format, fromDays, toDays),
      values: keys.map((key) => byPriority.find((one) => one.key === key)?.count ?? 0),
    })),
    extra: { title: 'Before', values: ageing.map(({ previous }) => previous) },
    format,
  });
}

const hasUnknown = (ageing: BacklogSection['ageing']): boolean =>
  ageing.some(({ byPriority }) => byPriority.some(({ key, count }) => key === null && count > 0));

/** `3 to 7 days`. */
const ageText = (format: ReportFormat, from: number, to: number | null): string => {
  if (to === null) return `${format.number(from)} days or more`;
  return from === 0 ? 'below 1 day' : `${format.number(from)} to ${format.number(to)} days`;
};

function oldestTable({ report, format, ticketUrl }: ShownReport<OperationsReport>): SafeHtml {
  const { oldest, unresolved } = report.backlog;
  const withText = report.containsCustomerText;
  return table({
    id: 'oldest',
    caption: 'The oldest unresolved tickets',
    columns: [
      { title: 'Ticket' },
      ...(withText ? [{ title: 'Subject' }] : []),
      { title: 'Age', kind: 'number' },
      { title: 'Priority' },
      { title: 'Group' },
      { title: 'Status now' },
    ],
    rows: oldest.map(({ id, subject, ageDays, priority, group, status }) => [
      ticketId(id, ticketUrl),
      ...(withText ? [subject] : []),
      format.duration(ageDays * DAY_MS),
      priorityText(priority),
      group,
      status === null ? null : plainName(status),
    ]),
    total: unresolved,
    empty: 'none.',
    format,
  });
}
