import { ConfigurationError } from '../../errors/index.ts';
import { createFormat, type ReportFormat, type ReportFormatOptions } from '../../report/index.ts';

/** How a report is shown. Its time zone is that of the report. */
export interface DeskReportHtmlOptions extends Pick<ReportFormatOptions, 'locale'> {
  /** Where ids lead to: the address of a ticket in the desk. Only `http:` and `https:` become links. */
  readonly ticketUrl?: (id: string) => string | null;
}

/** What every section needs to know. */
export interface ShownReport<Report> {
  readonly report: Report;
  readonly format: ReportFormat;
  readonly ticketUrl: (id: string) => string | null;
}

/** @throws ConfigurationError for a report in the form of another release. */
export function showing<
  Report extends { readonly version: number; readonly kind: string; readonly timeZone: string },
>(
  report: Report,
  expected: { readonly kind: string; readonly version: number },
  options: DeskReportHtmlOptions,
): ShownReport<Report> {
  if (report.kind !== expected.kind || report.version !== expected.version) {
    throw new ConfigurationError(
      `A report of the kind "${expected.kind}" in version ${expected.version} is needed; this is another one, or another release has written it.`,
    );
  }
  const { locale, ticketUrl = () => null } = options;
  const format = createFormat({
    timeZone: report.timeZone,
    ...(locale === undefined ? {} : { locale }),
  });
  return { report, format, ticketUrl };
}
