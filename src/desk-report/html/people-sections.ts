import {
  badge,
  barChart,
  html,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  table,
  type Tone,
} from '../../report/index.ts';
import type { OperationsReport } from '../operations/types.ts';
import type { HealthSection } from '../operations/quality-types.ts';
import type { ShownReport } from './context.ts';
import { figuresPart } from './figures.ts';
import { plainName, titleName } from './words.ts';

/** What customers said afterwards. */
export function satisfactionPart(shown: ShownReport<OperationsReport>): ReportSection {
  const { report, format } = shown;
  const { ratings, mean, scores } = report.satisfaction;
  const chart = barChart({
    id: 'ratings',
    title: 'Ratings of the period',
    labelTitle: 'Rating',
    valueTitle: 'Ratings',
    bars: scores.toReversed().map(({ score, count }) => ({
      label: `${score} of 5`,
      value: count,
      colour: score >= 4 ? 'good' : 'bad',
    })),
    format,
  });
  return {
    id: 'satisfaction',
    title: 'Satisfaction',
    body: html`${figuresPart(shown, { id: 'csat-figures', caption: 'Satisfaction of the period', figures: ['csat'] })}
${
  ratings === 0
    ? html`<p class="empty" id="ratings">No ticket that was resolved in the period has a rating.</p>`
    : html`<p>${format.number(ratings)} ratings, ${format.number(mean ?? 0)} on average. A rating of "good" counts as 5 and one of "bad" as 1 where a desk knows only these two.</p>
${chart}`
}`,
  };
}

const TONES: Readonly<Record<string, Tone>> = {
  healthy: 'good',
  'at-risk': 'warning',
  critical: 'bad',
  unknown: 'muted',
};

/** How customers are. */
export function healthPart(shown: ShownReport<OperationsReport>): ReportSection {
  const { report } = shown;
  const remark = report.remarks.health;
  return {
    id: 'health',
    title: 'Customer health',
    body: html`${remark && html`<p class="intro">${remark}</p>`}
${
  report.health === null
    ? html`<p class="empty" id="health-missing">No customers were given. Health needs what billing and product analytics know (logins, features, usage, payments): a desk alone does not hold it.</p>`
    : healthTables(shown, report.health)
}`,
  };
}

function healthTables(
  { report, format }: ShownReport<OperationsReport>,
  health: HealthSection,
): SafeHtml {
  const number = { kind: 'number' } as const;
  const mrr = (value: number | null) => (value === null ? null : format.number(value));
  const withText = report.containsCustomerText;
  return html`${barChart({
    id: 'health-status',
    title: 'Customers by health',
    labelTitle: 'Health',
    valueTitle: 'Customers',
    bars: health.byStatus.map(({ status, customers }) => ({
      label: titleName(status),
      value: customers,
      colour: TONES[status] ?? 'muted',
    })),
    format,
  })}
${table({
  id: 'health-revenue',
  caption: 'Monthly recurring revenue by health',
  columns: [{ title: 'Health' }, { title: 'Customers', ...number }, { title: 'MRR', ...number }],
  rows: health.byStatus.map((row) => [
    titleName(row.status),
    format.number(row.customers),
    format.number(row.mrr),
  ]),
  format,
})}
<p>A score from 0 to 100: the weighted mean of the signals that are known. From 70 a customer is healthy, from 40 at risk, else critical; of too few signals the health is unknown. ${format.number(health.withoutMrr)} customers have no known revenue, and ${format.number(health.otherTickets)} tickets of the period belong to none of these customers.</p>
<h3>The worst first</h3>
${table({
  id: 'health-rows',
  caption: 'Customers by health score, the lowest first',
  columns: [
    { title: 'Customer' },
    ...(withText ? [{ title: 'Name' }] : []),
    { title: 'Plan' },
    { title: 'MRR', ...number },
    { title: 'Score', ...number },
    { title: 'Health' },
    { title: 'Known', ...number },
    { title: 'Tickets', ...number },
    { title: 'Unresolved', ...number },
    { title: 'Weak signals (below 40)' },
  ],
  rows: health.rows.map((row) => [
    html`<code>${row.id}</code>`,
    ...(withText ? [row.name] : []),
    row.plan,
    mrr(row.mrr),
    mrr(row.score),
    badge(TONES[row.status] ?? 'muted', row.status),
    format.percent(row.confidence),
    format.number(row.tickets),
    format.number(row.unresolved),
    weakText(format, row.weak),
  ]),
  total: health.customers,
  empty: 'none.',
  format,
})}`;
}

const weakText = (format: ReportFormat, weak: HealthSection['rows'][number]['weak']): string =>
  weak.length === 0
    ? 'none'
    : weak.map(({ signal, score }) => `${plainName(signal)} ${format.number(score, 0)}`).join(', ');
