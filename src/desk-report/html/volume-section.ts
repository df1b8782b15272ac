import {
  barChart,
  heatMap,
  html,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  table,
} from '../../report/index.ts';
import { ENOUGH } from '../few.ts';
import type {
  BreakdownName,
  BreakdownRow,
  OperationsReport,
  PriorityKey,
} from '../operations/types.ts';
import type { ShownReport } from './context.ts';
import { marked, minutesText, NOT_SAID, percentText, plainName, priorityText } from './words.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
const DAYS = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;

const TITLES: Readonly<Record<BreakdownName, string>> = {
  priority: 'Priority',
  channel: 'Channel',
  category: 'Category',
  group: 'Group',
};

/** When tickets came, and what they were. */
export function volumeSection({ report, format }: ShownReport<OperationsReport>): ReportSection {
  const { heatMap: rows, busiest, breakdowns } = report.volume;
  return {
    id: 'volume',
    title: 'Volume',
    body: html`<p class="intro">Tickets created in the period, by weekday and hour on the clock of ${report.timeZone}.${busiestText(format, busiest)}</p>
${heatMap({
  id: 'heat',
  title: 'Tickets created, by weekday and hour',
  rowTitle: 'Day',
  rowLabels: rows.map(({ weekday }) => DAYS[weekday]),
  columnLabels: HOURS,
  values: rows.map(({ hours }) => hours),
  format,
})}
${categoryChart(format, breakdowns.category)}
${(['priority', 'channel', 'category', 'group'] as const).map(
  (name) => html`<h3>By ${name}</h3>
${breakdownTable(format, name, breakdowns[name])}`,
)}`,
  };
}

function busiestText(format: ReportFormat, busiest: OperationsReport['volume']['busiest']): string {
  const [first] = busiest;
  if (first === undefined) return '';
  const hour = String(first.hour).padStart(2, '0');
  return ` The busiest hour was ${DAYS[first.weekday]} from ${hour}:00, with ${format.number(first.tickets)}.`;
}

const categoryChart = (format: ReportFormat, rows: readonly BreakdownRow[]): SafeHtml =>
  barChart({
    id: 'categories',
    title: 'Tickets created, by category',
    labelTitle: 'Category',
    valueTitle: 'Tickets',
    bars: rows.map((row) => ({
      label: rowName('category', row),
      value: row.tickets,
      colour: row.key === null ? 'muted' : 1,
    })),
    format,
  });

function rowName(by: BreakdownName, { key, others }: BreakdownRow): string {
  if (others !== null) return `${others} others`;
  // Safe: the keys of this breakdown are priorities.
  if (by === 'priority') return priorityText(key as PriorityKey);
  if (key === null) return NOT_SAID;
  return by === 'channel' ? plainName(key) : key;
}

function breakdownTable(
  format: ReportFormat,
  by: BreakdownName,
  rows: readonly BreakdownRow[],
): SafeHtml {
  const number = { kind: 'number' } as const;
  const sum = (valueOf: (row: BreakdownRow) => number) =>
    rows.reduce((total, row) => total + valueOf(row), 0);
  const total = sum(({ tickets }) => tickets);
  return table({
    id: `by-${by}`,
    caption: `Tickets by ${by}: each stands in one row`,
    columns: [
      { title: TITLES[by] },
      { title: 'Tickets', ...number },
      { title: 'Share', ...number },
      { title: 'Before', ...number },
      { title: 'First reply, median', ...number },
      { title: 'n', ...number },
      { title: 'Resolution, median', ...number },
      { title: 'n', ...number },
      { title: 'SLA', ...number },
      { title: 'Clocks', ...number },
    ],
    rows: rows.map((row) => [
      rowName(by, row),
      format.number(row.tickets),
      total === 0 ? null : format.percent(row.tickets / total),
      format.number(row.previous),
      marked(minutesText(format, row.firstReply.median), row.firstReply.n < ENOUGH),
      format.number(row.firstReply.n),
      marked(minutesText(format, row.resolution.median), row.resolution.n < ENOUGH),
      format.number(row.resolution.n),
      marked(percentText(format, row.sla.percent), row.sla.n < ENOUGH),
      format.number(row.sla.n),
    ]),
    footer: [
      'All',
      format.number(total),
      total === 0 ? null : format.percent(1),
      format.number(sum(({ previous }) => previous)),
      null,
      format.number(sum(({ firstReply }) => firstReply.n)),
      null,
      format.number(sum(({ resolution }) => resolution.n)),
      null,
      format.number(sum(({ sla }) => sla.n)),
    ],
    empty: 'no tickets in either period.',
    format,
  });
}
