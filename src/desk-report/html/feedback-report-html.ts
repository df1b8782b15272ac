import {
  badge,
  barChart,
  facts,
  html,
  type HtmlValue,
  notice,
  reportPage,
  type ReportSection,
  type SafeHtml,
  table,
  tiles,
  verdict,
} from '../../report/index.ts';
import { ENOUGH } from '../few.ts';
import {
  FEEDBACK_REPORT_VERSION,
  type FeedbackReport,
  type FeedbackTopic,
} from '../feedback/types.ts';
import { type DeskReportHtmlOptions, type ShownReport, showing } from './context.ts';
import { marked, minutesText, percentText, ticketId, ticketIds } from './words.ts';

/**
 * The monthly report to product as one HTML file: topics by impact, what has changed and whether that is
 * more than chance, ratings, and how all of it was counted.
 *
 * @throws {ConfigurationError} for a report of another kind or release, and a locale that does not exist.
 * @example
 * await writeFile('2026-04.html', feedbackReportHtml(report))
 */
export function feedbackReportHtml(
  report: FeedbackReport,
  options: DeskReportHtmlOptions = {},
): string {
  const shown = showing(report, { kind: 'feedback', version: FEEDBACK_REPORT_VERSION }, options);
  return reportPage({
    title: 'Product feedback',
    subtitle: html`<code>${report.subject}</code>, ${report.month}`,
    lead: leadOf(shown),
    sections: [
      topicsSection(shown),
      changesSection(shown),
      ratingsSection(shown),
      basisSection(shown),
    ],
    footer: html`<p>Made by polydesk from tickets as of ${shown.format.moment(report.now)}. Months are those of ${report.timeZone}.</p>`,
  });
}

const baseText = ({ baseMonths }: FeedbackReport): string => baseMonths.join(', ');

function leadOf({ report, format }: ShownReport<FeedbackReport>): HtmlValue {
  const { nextCandidate, tickets } = report;
  const first = report.topics[0];
  const significant = report.topics.filter((topic) => topic.significant).length;
  return html`${
    nextCandidate === null || first === undefined
      ? verdict('muted', 'No topics', 'No ticket of these months has a tag or a category.')
      : verdict(
          'muted',
          `Next candidate: ${nextCandidate.topic}`,
          `${format.number(first.count)} tickets, ${format.percent(first.share ?? 0)} of the month; ${first.significant ? 'its change is more than chance.' : 'its change may be chance.'}`,
        )
  }
${report.containsCustomerText && notice('This report contains customer text. Keep it as you keep tickets.')}
${!report.isOver && notice(`The month ${report.month} is not over: its counts will grow.`)}
${!report.baseCovered && notice(`The tickets that were read do not go back beyond ${baseText(report)}: the comparison may not be the whole story.`)}
${tiles([
  { label: 'Tickets of the month', value: format.number(tickets.counted) },
  { label: `Tickets of ${baseText(report)}`, value: format.number(tickets.base) },
  { label: 'Topics', value: format.number(report.topicsTotal) },
  { label: 'Changed by more than chance', value: format.number(significant) },
  { label: 'Most common', value: report.mostCommon ?? '–' },
])}
${facts([
  ['Month', report.month],
  ['Compared with', baseText(report)],
  [
    'Counts as feedback',
    report.feedbackTags === null
      ? 'every ticket'
      : `tickets with one of these tags: ${report.feedbackTags.join(', ')}`,
  ],
  ['As of', format.moment(report.now)],
  ['Time zone', report.timeZone],
])}`;
}

const TOPIC_TERMS: readonly (readonly [string, string])[] = [
  [
    'Impact',
    'The gain in share times the revenue of the customers concerned; times the tickets where no revenue is known. A topic that lost share has an impact below zero.',
  ],
  [
    'MRR',
    'Monthly recurring revenue of the customers concerned, each once; where no revenue is known there is none.',
  ],
  ['CSAT', 'Ratings of 4 and 5, of the ratings of these tickets.'],
  ['SLA missed', 'Tickets with at least one clock that was missed.'],
  ['Owner', 'As named by the caller, else the group with most of the tickets.'],
];

function topicsSection({ report, format, ticketUrl }: ShownReport<FeedbackReport>): ReportSection {
  const { topics } = report;
  const number = { kind: 'number' } as const;
  const byCount = topics.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
  return {
    id: 'topics',
    title: 'Topics',
    body: html`<p class="intro">A topic is a tag of a ticket, or its category where it has no tag. A ticket of several topics counts in each, so the shares may add up to more than 100%.</p>
${barChart({
  id: 'topic-counts',
  title: 'Tickets of the month, by topic',
  labelTitle: 'Topic',
  valueTitle: 'Tickets',
  bars: byCount.map(({ topic, count }) => ({ label: topic, value: count, colour: 1 })),
  maxRows: 20,
  format,
})}
<h3>Whom it concerns, and what it costs</h3>
${table({
  id: 'topics-table',
  caption: 'Topics by impact, the highest first',
  columns: [
    { title: 'Topic' },
    { title: 'Tickets', ...number },
    { title: 'Customers', ...number },
    { title: 'MRR', ...number },
    { title: 'Handling, median', ...number },
    { title: 'CSAT', ...number },
    { title: 'Ratings', ...number },
    { title: 'SLA missed', ...number },
    { title: 'Impact', ...number },
  ],
  rows: topics.map((topic) => [
    topic.topic,
    format.number(topic.count),
    format.number(topic.customers),
    topic.mrr === null ? null : format.number(topic.mrr),
    minutesText(format, topic.medianHandleMinutes),
    marked(percentText(format, topic.csat.percent), topic.csat.responses < ENOUGH),
    format.number(topic.csat.responses),
    format.number(topic.slaMisses),
    format.number(topic.impact, 2),
  ]),
  total: report.topicsTotal,
  empty: 'none.',
  format,
})}
${table({
  id: 'owners',
  caption: 'Who might look after each topic, and tickets to read',
  columns: [{ title: 'Topic' }, { title: 'Owner' }, { title: 'To read' }],
  rows: topics
    .filter(({ count }) => count > 0)
    .map((topic) => [topic.topic, topic.suggestedOwner, examples(topic, ticketUrl)]),
  empty: 'none.',
  format,
})}
${facts(TOPIC_TERMS)}`,
  };
}

const examples = (
  { examples: some }: FeedbackTopic,
  ticketUrl: (id: string) => string | null,
): SafeHtml =>
  html`${some.map(
    ({ id, subject }, index) =>
      html`${index > 0 && html`<br>`}${ticketId(id, ticketUrl)}${subject !== null && html` ${subject}`}`,
  )}`;

const DIRECTIONS = { new: 'new', rise: 'up', fall: 'down', steady: 'steady' } as const;

function changesSection({ report, format }: ShownReport<FeedbackReport>): ReportSection {
  const number = { kind: 'number' } as const;
  const points = (value: number) =>
    `${value > 0 ? '+' : value < 0 ? '−' : ''}${format.number(Math.abs(value))} points`;
  return {
    id: 'changes',
    title: 'What has changed',
    body: html`<p class="intro">Shares of this month against ${baseText(report)}. A change is said to be more than chance only if it holds after correction for all topics that were looked at.</p>
${table({
  id: 'changes-table',
  caption: 'Change of each topic, by impact',
  columns: [
    { title: 'Topic' },
    { title: 'Share', ...number },
    { title: 'Before', ...number },
    { title: 'Change', ...number },
    { title: 'Tickets', ...number },
    { title: 'Before (n)', ...number },
    { title: 'q', ...number },
    { title: 'Direction' },
    { title: 'Why' },
  ],
  rows: report.topics.map((topic) => [
    topic.topic,
    topic.share === null ? null : format.percent(topic.share),
    topic.baseShare === null ? null : format.percent(topic.baseShare),
    points(topic.changePoints),
    format.number(topic.count),
    format.number(topic.baseCount),
    topic.q < 0.001 ? '<0.001' : format.number(topic.q, 3),
    topic.significant
      ? badge('warning', `${DIRECTIONS[topic.direction]}, more than chance`)
      : DIRECTIONS[topic.direction],
    topic.reasons[0]?.message ?? null,
  ]),
  total: report.topicsTotal,
  empty: 'none.',
  format,
})}
${facts([
  [
    'q',
    'The probability of such a change by chance, corrected for the number of topics (Benjamini–Hochberg).',
  ],
  [
    'Test',
    'Likelihood ratio (G²) where at least five tickets are expected in each cell, else Fisher’s exact test. Where the daily counts come in clumps, G² is divided by their dispersion.',
  ],
  [
    'More than chance',
    'q at most 0.05, at least five tickets this month, and a share that is at least 1.25 times or at most 0.8 times the one before. The defaults; a caller may set others.',
  ],
  ['New', 'The topic did not come up in the months before.'],
])}`,
  };
}

function ratingsSection({ report, format, ticketUrl }: ShownReport<FeedbackReport>): ReportSection {
  const number = { kind: 'number' } as const;
  return {
    id: 'ratings',
    title: 'Ratings by category',
    body: html`<p class="intro">Ratings of tickets that were created in the month; low are 1 and 2 of 5.</p>
${table({
  id: 'ratings-table',
  caption: 'Ratings by category, most low ratings first',
  columns: [
    { title: 'Category' },
    { title: 'Ratings', ...number },
    { title: 'Mean', ...number },
    { title: 'Low', ...number },
    { title: 'Low, share', ...number },
    { title: 'To read' },
  ],
  rows: report.ratings.map((row) => [
    row.process,
    format.number(row.responses),
    row.mean === null ? null : format.number(row.mean),
    format.number(row.low),
    marked(percentText(format, row.lowPercent), row.responses < ENOUGH),
    row.readFirst.length === 0 ? null : ticketIds(row.readFirst, ticketUrl),
  ]),
  empty: 'no ticket of the month has a rating.',
  format,
})}`,
  };
}

function basisSection({ report, format }: ShownReport<FeedbackReport>): ReportSection {
  const { tickets } = report;
  const rows: readonly (readonly [string, number])[] = [
    [`Created in ${report.month}`, tickets.counted],
    [`Created in ${baseText(report)}`, tickets.base],
    ['Created in other months', tickets.outside],
    ['Without a tag that marks feedback', tickets.unmarked],
    ['Spam, merged, tests, or created after the moment of the report', tickets.excluded],
  ];
  return {
    id: 'basis',
    title: 'What this rests on',
    body: html`${table({
      id: 'basis-table',
      caption: 'Tickets read',
      columns: [{ title: 'Tickets' }, { title: 'Number', kind: 'number' }],
      rows: rows.map(([name, count]) => [name, format.number(count)]),
      footer: ['All read', format.number(tickets.read)],
      format,
    })}
<p>${format.number(report.withoutTopic)} tickets of the month have neither a tag nor a category and are in no topic.</p>`,
  };
}
