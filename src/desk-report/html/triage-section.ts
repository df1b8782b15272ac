import {
  barChart,
  heatMap,
  html,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  table,
} from '../../report/index.ts';
import { TICKET_PRIORITIES } from '../../model/enums.ts';
import { ENOUGH } from '../few.ts';
import type { OperationsReport } from '../operations/types.ts';
import type { Agreement, TriageSection } from '../operations/quality-types.ts';
import type { ShownReport } from './context.ts';
import { intervalText, leftOutText, marked, percentText, priorityText } from './words.ts';

const MOST_CATEGORIES = 20;

/** How triage fared against what people made of the tickets. */
export function triagePart({ report, format }: ShownReport<OperationsReport>): ReportSection {
  const remark = report.remarks.triage;
  return {
    id: 'triage',
    title: 'Triage quality',
    body: html`${remark && html`<p class="intro">${remark}</p>`}
${
  report.triage === null
    ? html`<p class="empty" id="triage-missing">No ticket of the period has a prediction. Quality needs what triage said at first, with its confidence, beside the category and the priority that the ticket has in the end.</p>`
    : triageTables(format, report.triage)
}`,
  };
}

function triageTables(format: ReportFormat, triage: TriageSection): SafeHtml {
  const { category, priority } = triage;
  const agreement = (name: string, one: Agreement) => [
    name,
    format.number(one.compared),
    format.number(one.agreed),
    marked(percentText(format, one.percent), one.few),
    intervalText(format, one.interval),
    leftOutText(format, one.leftOut) ?? 'none',
  ];
  const number = { kind: 'number' } as const;
  return html`<p>${format.number(triage.predicted)} tickets of the period have a prediction. It is held against the category and the priority that the ticket has now, which people may have changed.</p>
${table({
  id: 'triage-agreement',
  caption: 'Predictions that people left as they were',
  columns: [
    { title: 'Predicted' },
    { title: 'Compared', ...number },
    { title: 'Agreed', ...number },
    { title: 'Share', ...number },
    { title: '95% interval', ...number },
    { title: 'Left out' },
  ],
  rows: [agreement('Category', category), agreement('Priority', priority)],
  format,
})}
<h3>Priority</h3>
${priorityChart(format, priority)}
<h3>Category</h3>
${categoryTables(format, category)}
<h3>Confidence</h3>
${calibrationParts(format, triage.calibration)}`;
}

const priorityChart = (format: ReportFormat, priority: TriageSection['priority']): SafeHtml =>
  html`<p>${format.number(priority.tooLow)} were predicted too low, ${format.number(priority.tooHigh)} too high.</p>
${heatMap({
  id: 'triage-priority',
  title: 'Predicted priority (rows) and final priority (columns)',
  rowTitle: 'Predicted',
  rowLabels: TICKET_PRIORITIES.map(priorityText),
  columnLabels: TICKET_PRIORITIES.map(priorityText),
  values: priority.matrix,
  format,
})}`;

function categoryTables(format: ReportFormat, category: TriageSection['category']): SafeHtml {
  const number = { kind: 'number' } as const;
  const share = (part: number, of: number) =>
    of === 0 ? null : marked(format.percent(part / of), of < ENOUGH);
  return html`${table({
    id: 'triage-categories',
    caption: 'Categories: found (of the final ones) and right (of the predicted ones)',
    columns: [
      { title: 'Category' },
      { title: 'Final', ...number },
      { title: 'Predicted', ...number },
      { title: 'Agreed', ...number },
      { title: 'Found', ...number },
      { title: 'Right', ...number },
    ],
    rows: category.byCategory
      .slice(0, MOST_CATEGORIES)
      .map(({ category: name, final, predicted, agreed }) => [
        name,
        format.number(final),
        format.number(predicted),
        format.number(agreed),
        share(agreed, final),
        share(agreed, predicted),
      ]),
    total: category.byCategory.length,
    empty: 'no ticket has both a predicted and a final category.',
    format,
  })}
${table({
  id: 'triage-confusions',
  caption: 'The most frequent corrections',
  columns: [{ title: 'Predicted' }, { title: 'Final' }, { title: 'Tickets', ...number }],
  rows: category.confusions.map(({ predicted, final, count }) => [
    predicted,
    final,
    format.number(count),
  ]),
  empty: 'none.',
  format,
})}`;
}

function calibrationParts(
  format: ReportFormat,
  { n, error, bins }: TriageSection['calibration'],
): SafeHtml {
  const number = { kind: 'number' } as const;
  if (n === 0 || error === null)
    return html`<p class="empty" id="calibration">No prediction has both a confidence and a final category to hold it against.</p>`;
  const used = bins.filter((bin) => bin.n > 0);
  const name = ({ from, to }: (typeof bins)[number]) =>
    `${format.percent(from)} to ${format.percent(to)}`;
  return html`<p>Where triage says 80%, eight of ten should be right. On average confidence and accuracy are ${format.number(error * 100)} points apart (expected calibration error, ten bins, ${format.number(n)} tickets).</p>
${barChart({
  id: 'calibration',
  title: 'Right categories, by confidence',
  labelTitle: 'Confidence',
  valueTitle: 'Right',
  bars: used.map((bin) => ({ label: name(bin), value: bin.agreed / bin.n, colour: 1 })),
  value: (share) => format.percent(share),
  format,
})}
${table({
  id: 'calibration-bins',
  caption: 'Confidence and accuracy',
  columns: [
    { title: 'Confidence' },
    { title: 'Tickets', ...number },
    { title: 'Mean confidence', ...number },
    { title: 'Right', ...number },
    { title: 'Accuracy', ...number },
  ],
  rows: used.map((bin) => [
    name(bin),
    format.number(bin.n),
    bin.meanConfidence === null ? null : format.percent(bin.meanConfidence),
    format.number(bin.agreed),
    marked(format.percent(bin.agreed / bin.n), bin.n < ENOUGH),
  ]),
  format,
})}`;
}
