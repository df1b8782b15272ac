import {
  html,
  link,
  type ReportFormat,
  type ReportSection,
  type SafeHtml,
  stackedBarChart,
  barChart,
  table,
} from '../../report/index.ts';
import { ITEM_KINDS, ITEM_STATES, type ItemKind } from '../ledger/types.ts';
import { adviceFor } from './advice.ts';
import { type FailureGroup, MAX_EXAMPLES, type MigrationReport, type ReportItem } from './types.ts';
import { migrationTotals } from './verdict.ts';

/** What every section needs to know. */
export interface ReportContext {
  readonly report: MigrationReport;
  readonly format: ReportFormat;
  /** Rows of a table. */
  readonly maxRows: number;
}

const PLURALS: Readonly<Record<ItemKind, string>> = {
  organization: 'Organizations',
  contact: 'Contacts',
  ticket: 'Tickets',
  link: 'Links between tickets',
  section: 'Help center sections',
  article: 'Articles',
};

/** Ids as code, linked where addresses are given: `source → target`. */
export function itemIds(item: ReportItem, report: MigrationReport): SafeHtml {
  const { source, target, sourceUrl, targetUrl, title } = item;
  const to = target === null ? null : html` → ${link(html`<code>${target}</code>`, targetUrl)}`;
  const named = report.containsCustomerText && title ? html` (${title})` : null;
  return html`${link(html`<code>${source}</code>`, sourceUrl)}${to}${named}`;
}

/** A few items as a list; says how many there are when these are not all. */
export function examples(
  items: readonly ReportItem[],
  total: number,
  { report, format }: ReportContext,
): SafeHtml | null {
  const shown = items.slice(0, MAX_EXAMPLES);
  if (shown.length === 0) return null;
  const entries = shown.map(
    (item) => html`<li>${itemIds(item, report)}</li>
`,
  );
  return html`<ul class="plain">${entries}${moreOf(total - shown.length, format)}</ul>`;
}

const moreOf = (rest: number, format: ReportFormat): SafeHtml | null =>
  rest > 0 ? html`<li class="quiet">and ${format.number(rest)} more</li>` : null;

/** Counts by kind and state, as shares and in full. */
export function totalsSection({ report, format }: ReportContext): ReportSection {
  const { kinds, all } = migrationTotals(report);
  const series = [
    { name: 'Verified, equal', colour: 'good' as const, key: 'equal' as const },
    { name: 'Not verified yet', colour: 1 as const, key: 'confirmed' as const },
    { name: 'Verified, differing', colour: 'warning' as const, key: 'differing' as const },
    { name: 'Failed', colour: 'bad' as const, key: 'failed' as const },
    { name: 'Still to be carried', colour: 4 as const, key: 'open' as const },
    { name: 'Skipped', colour: 'muted' as const, key: 'skipped' as const },
  ];
  const chart = stackedBarChart({
    id: 'totals-chart',
    title: 'What became of the items, by kind',
    labelTitle: 'Kind',
    mode: 'share',
    series,
    bars: kinds.map((kind) => ({
      label: PLURALS[kind.kind],
      values: series.map(({ key }) => kind[key]),
    })),
    format,
  });
  const states = ITEM_KINDS.filter((kind) => kinds.some((each) => each.kind === kind)).map(
    (kind) => [
      PLURALS[kind],
      ...ITEM_STATES.map((state) => format.number(report.counts[kind]?.[state] ?? 0)),
    ],
  );
  const sums = ITEM_STATES.map((state) =>
    ITEM_KINDS.reduce((sum, kind) => sum + (report.counts[kind]?.[state] ?? 0), 0),
  );
  return {
    id: 'totals',
    title: 'Totals by kind and state',
    body: html`<p class="intro">${format.number(all.total)} items; each bar is one kind, its parts are shares of it.</p>
${chart}<h3>States in the ledger</h3>
${table({
  id: 'states',
  caption: 'Items by kind and state of the ledger',
  columns: [
    { title: 'Kind' },
    ...ITEM_STATES.map((state) => ({ title: state, kind: 'number' as const })),
  ],
  rows: states,
  ...(states.length > 1 && { footer: ['All', ...sums.map((sum) => format.number(sum))] }),
  format,
})}`,
  };
}

/** Failures by error code, with what helps. */
export function failuresSection(context: ReportContext): ReportSection {
  const { report, format, maxRows } = context;
  return {
    id: 'failures',
    title: 'Failures',
    body: table({
      id: 'failures-table',
      caption: 'Items that failed, by error code',
      columns: [
        { title: 'Error code' },
        { title: 'Items', kind: 'number' },
        { title: 'What to do' },
        { title: 'Examples' },
      ],
      rows: report.failures
        .slice(0, maxRows)
        .map((group) => [
          html`<code>${group.code}</code>`,
          format.number(group.count),
          adviceFor(group.code),
          failureExamples(group, context),
        ]),
      total: report.failures.length,
      maxRows,
      empty: 'none failed.',
      format,
    }),
  };
}

/** Examples under their messages, each message once. */
function failureExamples(group: FailureGroup, { report, format }: ReportContext): SafeHtml | null {
  const shown = group.examples.slice(0, MAX_EXAMPLES);
  if (shown.length === 0) return null;
  const messages = [...new Set(shown.map(({ message }) => message))];
  const entries = messages.map((message) => {
    const items = shown.filter((each) => each.message === message);
    const ids = items.map((item, index) => html`${index > 0 && ', '}${itemIds(item, report)}`);
    return html`<li>${message}<br>${ids}</li>
`;
  });
  return html`<ul class="plain">${entries}${moreOf(group.count - shown.length, format)}</ul>`;
}

/** Differences that nobody declared. */
export function differencesSection({ report, format, maxRows }: ReportContext): ReportSection {
  const { total, items } = report.differences;
  const shown = items.slice(0, maxRows);
  const found = shown.flatMap((item) => item.differences.map((each) => ({ item, ...each })));
  const omitted = shown.reduce((sum, item) => sum + (item.omitted ?? 0), 0);
  const rows = found
    .slice(0, maxRows)
    .map(({ item, field, expected, actual }) => [
      itemIds(item, report),
      item.kind,
      html`<code>${field}</code>`,
      expected === null ? 'nothing' : html`<code>${expected}</code>`,
      actual === null ? 'nothing' : html`<code>${actual}</code>`,
    ]);
  return {
    id: 'differences',
    title: 'Undeclared differences',
    body: html`<p class="intro">Found by reading both desks again: the target is not as the source, and no loss was declared for it.</p>
${table({
  id: 'differences-table',
  caption: 'Undeclared differences',
  columns: ['Item', 'Kind', 'Field', 'Expected', 'At the target'].map((title) => ({ title })),
  rows,
  total: found.length,
  maxRows,
  empty: 'none found.',
  format,
})}
${omitted > 0 && html`<p class="cut">${format.number(omitted)} more differences of these items are not shown.</p>`}
${total > shown.length && html`<p class="cut">Showing differences of ${format.number(shown.length)} of ${format.number(total)} items that differ.</p>`}`,
  };
}

/** What was left out, and why. */
export function skippedSection(context: ReportContext): ReportSection {
  const { report, format, maxRows } = context;
  return {
    id: 'skipped',
    title: 'Skipped',
    body: table({
      id: 'skipped-table',
      caption: 'Items that were left out, by reason',
      columns: [
        { title: 'Reason' },
        { title: 'Kind' },
        { title: 'Items', kind: 'number' },
        { title: 'Examples' },
      ],
      rows: report.skipped
        .slice(0, maxRows)
        .map((group) => [
          group.reason,
          group.kind,
          format.number(group.count),
          examples(group.examples, group.count, context),
        ]),
      total: report.skipped.length,
      maxRows,
      empty: 'none were skipped.',
      format,
    }),
  };
}

/** How each field fared. */
export function coverageSection({ report, format, maxRows }: ReportContext): ReportSection {
  const chart = stackedBarChart({
    id: 'coverage-chart',
    title: 'Values carried, by field',
    labelTitle: 'Field',
    mode: 'share',
    series: [
      { name: 'Native', colour: 'good' },
      { name: 'Derived', colour: 1 },
      { name: 'Lossy', colour: 'warning' },
    ],
    bars: report.fields.map(({ kind, field, native, derived, lossy }) => ({
      label: `${kind}: ${field}`,
      values: [native, derived, lossy],
    })),
    totalTitle: 'Values',
    extra: { title: 'Items affected', values: report.fields.map(({ affected }) => affected) },
    maxRows,
    format,
  });
  return {
    id: 'coverage',
    title: 'Coverage by field',
    body: html`<p class="intro">Native: as it was. Derived: worked out from other values, or a documented default. Lossy: less than it was, and declared below.</p>
${chart}`,
  };
}

/** What was declared as lost. */
export function lossesSection(context: ReportContext): ReportSection {
  const { report, format, maxRows } = context;
  const { total, items } = report.losses;
  const chart = barChart({
    id: 'losses-chart',
    title: 'Most frequent losses',
    labelTitle: 'Loss',
    valueTitle: 'Times',
    bars: items
      .slice(0, 10)
      .map(({ type, field, count }) => ({ label: `${field} ${type}`, value: count, colour: 2 })),
    format,
  });
  return {
    id: 'losses',
    title: 'Declared losses',
    body: html`<p class="intro">Known and accepted: the target cannot hold these as the source has them.</p>
${items.length > 0 && chart}
${table({
  id: 'losses-table',
  caption: 'Losses by type, field and reason',
  columns: [
    { title: 'Field' },
    { title: 'Type' },
    { title: 'Reason' },
    { title: 'Times', kind: 'number' },
    { title: 'Items', kind: 'number' },
    { title: 'Examples' },
  ],
  rows: items
    .slice(0, maxRows)
    .map((group) => [
      html`<code>${group.field}</code>`,
      group.type,
      group.reason,
      format.number(group.count),
      format.number(group.items),
      examples(group.examples, group.items, context),
    ]),
  total,
  maxRows,
  empty: 'none.',
  format,
})}`,
  };
}
