import { ConfigurationError } from '../../errors/index.ts';
import {
  createFormat,
  facts,
  html,
  notice,
  type ReportFormatOptions,
  reportPage,
  tiles,
  verdict,
} from '../../report/index.ts';
import {
  coverageSection,
  differencesSection,
  failuresSection,
  lossesSection,
  type ReportContext,
  skippedSection,
  totalsSection,
} from './results.ts';
import { MIGRATION_REPORT_VERSION, type MigrationReport } from './types.ts';
import { migrationTotals, migrationVerdict } from './verdict.ts';
import { peopleSection, requestsSection, runsSection, settingsSection } from './work.ts';

/** How the report is shown. */
export interface MigrationReportOptions extends ReportFormatOptions {
  /** Rows of each table. What is left out is counted. Default 200. */
  readonly maxRows?: number;
}

const DEFAULT_MAX_ROWS = 200;

/**
 * The report as one HTML file for people: the verdict first, then what needs a decision, then how the
 * work went. The text is English; numbers and dates follow `locale` and `timeZone` (default `en` and
 * `UTC`). It has no script and asks the network for nothing. Tables and lists that are too long are
 * cut, and say so.
 *
 * @throws {ConfigurationError} for a report in the form of another release, a locale or time zone
 *   that does not exist, and `maxRows` that is not a whole number from 1.
 * @throws {ValidationError} for counts and times that are not finite.
 * @example
 * await writeFile('migration.html', migrationReportHtml(report, { timeZone: 'Europe/Berlin' }))
 */
export function migrationReportHtml(
  report: MigrationReport,
  options: MigrationReportOptions = {},
): string {
  const { maxRows = DEFAULT_MAX_ROWS, ...formats } = options;
  if (report.version !== MIGRATION_REPORT_VERSION) {
    throw new ConfigurationError(
      `A migration report of version ${MIGRATION_REPORT_VERSION} is needed; another release has written this one.`,
    );
  }
  if (!Number.isInteger(maxRows) || maxRows < 1) {
    throw new ConfigurationError('`maxRows` is not a whole number from 1.');
  }
  const context: ReportContext = { report, format: createFormat(formats), maxRows };
  return reportPage({
    title: 'Migration report',
    subtitle: html`<code>${report.subject.from}</code> to <code>${report.subject.to}</code>`,
    lead: leadOf(context),
    sections: [
      totalsSection(context),
      failuresSection(context),
      differencesSection(context),
      coverageSection(context),
      lossesSection(context),
      skippedSection(context),
      peopleSection(context),
      runsSection(context),
      requestsSection(context),
      settingsSection(context),
    ],
    footer: html`<p>Made by polydesk ${report.release}, ${context.format.moment(report.generatedAt)}. Times are in ${context.format.timeZone}.</p>`,
  });
}

function leadOf({ report, format }: ReportContext) {
  const { all } = migrationTotals(report);
  const { tone, headline, sentence } = migrationVerdict(report, format.number);
  const figures = [
    ['Items', all.total],
    ['Verified, equal', all.equal],
    ['Verified, differing', all.differing],
    ['Not verified yet', all.confirmed],
    ['Still to be carried', all.open],
    ['Failed', all.failed],
    ['Skipped', all.skipped],
  ] as const;
  const first = report.runs.reduce<number | null>(
    (least, { startedAt }) => (least === null ? startedAt : Math.min(least, startedAt)),
    null,
  );
  return html`${verdict(tone, headline, sentence)}
${report.containsCustomerText && notice('This report contains customer text. Keep it as you keep tickets.')}
${tiles(figures.map(([label, count]) => ({ label, value: format.number(count) })))}
${facts([
  ['As of', format.moment(report.generatedAt)],
  ['First run', first === null ? 'none yet' : format.moment(first)],
  ['Runs', format.number(report.runs.length)],
])}`;
}
