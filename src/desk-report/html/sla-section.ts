import {
  html,
  lineChart,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  stackedBarChart,
  table,
} from '../../report/index.ts';
import type { OperationsReport, PriorityKey, SlaRow, SlaSection } from '../operations/types.ts';
import { ENOUGH } from '../few.ts';
import type { ShownReport } from './context.ts';
import { figuresPart } from './figures.ts';
import { trendPoints } from './trend-points.ts';
import { marked, NOT_SAID, percentText, priorityText, titleName } from './words.ts';

/** How far promises were kept. */
export function slaSection(shown: ShownReport<OperationsReport>): ReportSection {
  const { report } = shown;
  const remark = report.remarks.sla;
  return {
    id: 'sla',
    title: 'SLA attainment',
    body: html`${remark && html`<p class="intro">${remark}</p>`}
${
  report.sla === null
    ? html`<p class="empty" id="sla-missing">No ticket has an SLA clock: no policies were given, or none of them applies. Without a promise there is nothing to attain.</p>`
    : slaParts(shown, report.sla)
}`,
  };
}

function slaParts(shown: ShownReport<OperationsReport>, sla: SlaSection): SafeHtml {
  const { report, format } = shown;
  const series = [
    { name: 'Met', colour: 'good' as const },
    { name: 'Missed', colour: 'bad' as const },
  ];
  const chart = stackedBarChart({
    id: 'sla-metrics',
    title: 'Clocks met and missed, by metric',
    labelTitle: 'Metric',
    mode: 'share',
    series,
    bars: sla.byMetric.map(({ key, met, missed }) => ({
      label: titleName(key ?? NOT_SAID),
      values: [met, missed],
    })),
    totalTitle: 'Decided',
    format,
  });
  const trend = lineChart({
    id: 'sla-trend',
    title: 'SLA attainment over time',
    valueTitle: 'Percent',
    timeTitle: 'Created',
    time: (at) => format.day(at),
    series: [{ name: 'SLA attainment', points: trendPoints(report, (row) => row.slaPercent) }],
    events: [{ at: report.period.from, label: 'period' }],
    value: (value) => format.percent(value / 100),
    format,
  });
  return html`${figuresPart(shown, { id: 'sla-figures', caption: 'SLA attainment of the period', figures: ['slaAttainment'] })}
<p>${format.number(sla.withClocks)} tickets of the period have a clock, ${format.number(sla.withoutClocks)} have none.</p>
<h3>By metric</h3>
${chart}
${slaTable(format, { id: 'sla-by-metric', caption: 'SLA attainment by metric', title: 'Metric', rows: sla.byMetric, all: sla.all, nameOf: (key) => titleName(key ?? NOT_SAID) })}
<h3>By priority</h3>
${slaTable(format, { id: 'sla-by-priority', caption: 'SLA attainment by priority (as it is now)', title: 'Priority', rows: sla.byPriority, all: sla.all, nameOf: priorityName })}
<h3>By policy</h3>
${slaTable(format, { id: 'sla-by-policy', caption: 'SLA attainment by policy', title: 'Policy', rows: sla.byPolicy, all: sla.all, nameOf: (key) => key ?? NOT_SAID })}
<h3>Over time</h3>
${trend}`;
}

// Safe: the keys of this table are priorities.
const priorityName = (key: string | null): string => priorityText(key as PriorityKey);

function slaTable(
  format: ReportFormat,
  part: {
    readonly id: string;
    readonly caption: string;
    readonly title: string;
    readonly rows: readonly SlaRow[];
    readonly all: SlaRow;
    readonly nameOf: (key: string | null) => string;
  },
): SafeHtml {
  const number = { kind: 'number' } as const;
  const cells = (row: SlaRow, name: string) => [
    name,
    format.number(row.met),
    format.number(row.missed),
    marked(percentText(format, row.percent), row.met + row.missed < ENOUGH),
    percentText(format, row.previousPercent),
    format.number(row.undecided),
  ];
  return table({
    id: part.id,
    caption: part.caption,
    columns: [
      { title: part.title },
      { title: 'Met', ...number },
      { title: 'Missed', ...number },
      { title: 'Attained', ...number },
      { title: 'Before', ...number },
      { title: 'Open, in time', ...number },
    ],
    rows: part.rows.map((row) => cells(row, part.nameOf(row.key))),
    footer: cells(part.all, 'All'),
    format,
  });
}
