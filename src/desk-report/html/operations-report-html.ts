import {
  badge,
  facts,
  html,
  type HtmlValue,
  notice,
  type ReportFormat,
  reportPage,
  type ReportSection,
  type SafeHtml,
  table,
  tiles,
  type Tone,
  verdict,
} from '../../report/index.ts';
import { METRIC_TARGETS, type TargetMetric } from '../../metrics/index.ts';
import {
  OPERATIONS_REPORT_VERSION,
  type OperationsFigureId,
  type OperationsReport,
  type TargetRow,
} from '../operations/types.ts';
import type { ReportPeriod } from '../period.ts';
import { backlogPart } from './backlog-section.ts';
import { type DeskReportHtmlOptions, type ShownReport, showing } from './context.ts';
import { firstReplySection, resolutionSection } from './durations-section.ts';
import { healthPart, satisfactionPart } from './people-sections.ts';
import { slaSection } from './sla-section.ts';
import { triagePart } from './triage-section.ts';
import { volumeSection } from './volume-section.ts';
import { marked, plainName, ticketIds, valueText } from './words.ts';

/**
 * The report as one HTML file: tables next to charts with the same numbers, definitions beside figures,
 * light, dark and fit for paper. No script, nothing from the network. The text is English; numbers and
 * dates follow `locale`, times the zone of the report.
 *
 * @throws {ConfigurationError} for a report of another kind or release, and a locale that does not exist.
 * @example
 * await writeFile('week.html', operationsReportHtml(report, { ticketUrl: (id) => urlOf(id) }))
 */
export function operationsReportHtml(
  report: OperationsReport,
  options: DeskReportHtmlOptions = {},
): string {
  const expected = { kind: 'operations', version: OPERATIONS_REPORT_VERSION };
  const shown = showing(report, expected, options);
  return reportPage({
    title: 'Operations report',
    subtitle: html`<code>${report.subject}</code>, ${daysText(shown.format, report.period)}`,
    lead: leadOf(shown),
    sections: [
      targetsSection(shown),
      slaSection(shown),
      firstReplySection(shown),
      resolutionSection(shown),
      backlogPart(shown),
      volumeSection(shown),
      satisfactionPart(shown),
      triagePart(shown),
      healthPart(shown),
      basisSection(shown),
    ],
    footer: html`<p>Made by polydesk from tickets as of ${shown.format.moment(report.now)}. Days and hours are those of ${report.timeZone}.</p>`,
  });
}

/** First and last day, both included: the end of a period belongs to the day before. */
const daysText = (format: ReportFormat, { from, to }: ReportPeriod): string =>
  `${format.date(from)} to ${format.date(to - 1)}`;

function periodText(format: ReportFormat, { from, to }: ReportPeriod): SafeHtml {
  return html`${format.moment(from)} to ${format.moment(to)}`;
}

/** The figures that a reader looks for first. */
const TILES: readonly OperationsFigureId[] = [
  'created',
  'resolved',
  'backlog',
  'firstReplyMedian',
  'resolutionMedian',
  'slaAttainment',
  'csat',
];

function leadOf(shown: ShownReport<OperationsReport>): HtmlValue {
  const { report, format } = shown;
  const { tone, headline, sentence } = judge(report);
  const figures = TILES.flatMap((id) => report.figures.filter((one) => one.id === id));
  return html`${verdict(tone, headline, sentence)}
${report.containsCustomerText && notice('This report contains customer text. Keep it as you keep tickets.')}
${!report.previousCovered && notice(coverText(shown))}
${tiles(
  figures.map(({ title, value, unit, few }) => ({
    label: title,
    value: marked(valueText(format, unit, value), few) ?? '–',
  })),
)}
${facts([
  ['Period', periodText(format, report.period)],
  ['Compared with', periodText(format, report.previous)],
  ['As of', format.moment(report.now)],
  ['Time zone', report.timeZone],
])}
<p class="quiet">Figures marked ${badge('muted', 'few')} rest on too little to be more than a hint: fewer than 5 tickets, clocks or ratings, 10 for a 90th and 20 for a 95th percentile.</p>`;
}

const coverText = ({ report, format }: ShownReport<OperationsReport>): HtmlValue =>
  report.tickets.oldest === null
    ? 'There are no tickets to report on.'
    : html`The tickets that were read begin on ${format.moment(report.tickets.oldest)}, within the periods compared: "before" may not be the whole story.`;

const STATES = {
  on_target: { tone: 'good', text: 'on target' },
  off_target: { tone: 'warning', text: 'off target' },
  warning: { tone: 'bad', text: 'far off' },
} as const;

/** What the targets say together; figures that rest on few are no ground for a judgement. */
function judge({ targets }: OperationsReport): {
  readonly tone: Tone;
  readonly headline: string;
  readonly sentence: string;
} {
  const judged = targets.filter(({ status, few }) => status !== null && !few);
  if (judged.length === 0) {
    const sentence = 'No figure with a published target rests on enough tickets.';
    return { tone: 'muted', headline: 'Too little to judge', sentence };
  }
  const good = judged.filter(({ status }) => status === 'on_target');
  const bad = judged.filter(({ status }) => status === 'warning');
  const missed = judged.filter((row) => !good.includes(row)).map(({ metric }) => NAMES[metric]);
  const headline = `${good.length} of ${judged.length} figures are on target`;
  if (missed.length === 0) return { tone: 'good', headline, sentence: 'None is off.' };
  const sentence = `Off target: ${missed.join(', ')}.`;
  return { tone: bad.length > 0 ? 'bad' : 'warning', headline, sentence };
}

const NAMES: Readonly<Record<TargetMetric, string>> = {
  csat: 'satisfaction (CSAT)',
  firstReplyHours: 'first reply, mean',
  timeToResolutionHours: 'time to resolution, mean',
  fcr: 'first contact resolution',
  nps: 'net promoter score',
  ticketsPer100Customers: 'tickets per 100 customers',
  deflection: 'deflection',
  escalation: 'escalated',
  reopen: 'reopened',
  utilization: 'utilisation',
};

function targetsSection({ report, format }: ShownReport<OperationsReport>): ReportSection {
  const shownValue = ({ metric, value }: TargetRow) =>
    valueText(format, isHours(metric) ? 'minutes' : 'percent', inUnit(metric, value));
  return {
    id: 'targets',
    title: 'Against published targets',
    body: html`<p class="intro">Targets of business support in general, for the average of durations in calendar time. They are no promises to customers: for those see SLA attainment.</p>
${table({
  id: 'targets-table',
  caption: 'Figures of the period and their targets',
  columns: [
    { title: 'Figure' },
    { title: 'Period', kind: 'number' },
    { title: 'Rests on', kind: 'number' },
    { title: 'On target', kind: 'number' },
    { title: 'Far off', kind: 'number' },
    { title: 'Stands' },
  ],
  rows: report.targets.map((row) => [
    NAMES[row.metric].replace(/^./, (first) => first.toUpperCase()),
    marked(shownValue(row), row.few),
    format.number(row.n),
    boundsText(format, row.metric, METRIC_TARGETS[row.metric].onTarget),
    boundsText(format, row.metric, METRIC_TARGETS[row.metric].warning),
    row.status === null ? 'no data' : badge(STATES[row.status].tone, STATES[row.status].text),
  ]),
  format,
})}`,
  };
}

const isHours = (metric: TargetMetric): boolean => metric.endsWith('Hours');

const inUnit = (metric: TargetMetric, value: number | null): number | null =>
  value !== null && isHours(metric) ? value * 60 : value;

const SIGNS = { atLeast: 'at least', atMost: 'at most', below: 'below', above: 'above' } as const;

function boundsText(
  format: ReportFormat,
  metric: TargetMetric,
  bounds: (typeof METRIC_TARGETS)[TargetMetric]['onTarget'],
): string {
  const unit = isHours(metric) ? 'minutes' : 'percent';
  return bounds
    .flatMap((bound) => Object.entries(bound))
    .map(
      ([sign, edge]) =>
        // Safe: the keys of a bound are these four.
        `${SIGNS[sign as keyof typeof SIGNS]} ${valueText(format, unit, inUnit(metric, edge))}`,
    )
    .join(', ');
}

const EXCLUDED = {
  spam: 'Spam',
  merged: 'Merged into another',
  test: 'Tests',
  created_later: 'Created after the moment of the report',
} as const;

/** Which tickets were looked at, and what looks odd about them. */
function basisSection({ report, format, ticketUrl }: ShownReport<OperationsReport>): ReportSection {
  const { tickets, notes, remarks } = report;
  const rows: readonly (readonly [string, number])[] = [
    ['Created in the period', tickets.counted],
    ['Created in the period before', tickets.previous],
    ['Created at other times (for backlog, resolutions and ratings)', tickets.outside],
    [`Left out: ${EXCLUDED.spam.toLowerCase()}`, tickets.excluded.spam],
    [`Left out: ${EXCLUDED.merged.toLowerCase()}`, tickets.excluded.merged],
    [`Left out: ${EXCLUDED.test.toLowerCase()}`, tickets.excluded.test],
    [`Left out: ${EXCLUDED.created_later.toLowerCase()}`, tickets.excluded.created_later],
  ];
  return {
    id: 'basis',
    title: 'What this rests on',
    body: html`${remarks.sources && html`<p class="intro">${remarks.sources}</p>`}
${table({
  id: 'basis-table',
  caption: 'Tickets read',
  columns: [{ title: 'Tickets' }, { title: 'Number', kind: 'number' }],
  rows: rows.map(([name, count]) => [name, format.number(count)]),
  footer: ['All read', format.number(tickets.read)],
  format,
})}
<h3>Worth a look</h3>
${table({
  id: 'notes',
  caption:
    'Habits that make figures look better than the work was, and moments that cannot be right',
  columns: [
    { title: 'Note' },
    { title: 'What was found' },
    { title: 'Tickets', kind: 'number' },
    { title: 'Of', kind: 'number' },
    { title: 'Which' },
  ],
  rows: notes.map(({ code, message, count, of, ticketIds: ids }) => [
    plainName(code),
    message,
    format.number(count),
    format.number(of),
    html`${ticketIds(ids.slice(0, 5), ticketUrl)}${count > 5 && html` and ${format.number(count - 5)} more`}`,
  ]),
  empty: 'nothing was found.',
  format,
})}`,
  };
}
