import { existsSync } from 'node:fs';
import {
  daysBetween,
  feedbackReport,
  feedbackReportHtml,
  lastDays,
  operationsReport,
  operationsReportHtml,
  type ReportPeriod,
} from '../../desk-report/index.ts';
import { comparedPeriods } from '../../desk-report/period.ts';
import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import type { ReportFlags } from '../flags.ts';
import { readCustomers, readPredictions } from '../report/extras.ts';
import { readDesk } from '../report/read-desk.ts';
import { readExport } from '../report/read-export.ts';
import { readSandbox } from '../report/read-sandbox.ts';
import { slaChoice } from '../report/sla-choice.ts';
import type { ReadingOptions, ReadSource, SlaChoice } from '../report/types.ts';
import { writeWhole } from '../write-whole.ts';
import { createProgress } from '../terminal/progress.ts';

const DEFAULT_DAYS = 7;

/** `polydesk report`: an operations report, or the monthly report to product, as one HTML file. */
export async function runReportCommand(flags: ReportFlags): Promise<void> {
  try {
    checkFlags(flags);
    const sla = await slaChoice(flags.sla);
    const source = await readSource(flags, {
      sla,
      now: flags.now,
      stretch: (now) => stretchOf(flags, now),
    });
    const { json, page } = await reportOf(flags, source, sla);
    await tell(flags, json, page);
  } catch (error) {
    // Dates and months come from the command line; tickets of a desk are usable.
    if (error instanceof ValidationError) throw usageError(error);
    throw error;
  }
}

const usageError = ({ message, issues }: ValidationError): ConfigurationError =>
  new ConfigurationError(
    [message, ...issues.map((issue) => `${issue.path} ${issue.message}`)].join('\n  '),
  );

function checkFlags(flags: ReportFlags): void {
  const { desk, from, sandbox, out, force, json, month, period, fromDate, toDate } = flags;
  const sources = [desk, from, sandbox].filter((one) => one !== undefined);
  if (sources.length !== 1)
    throw new ConfigurationError('Name one source: --desk, --from or --sandbox.');
  if ((fromDate === undefined) !== (toDate === undefined))
    throw new ConfigurationError('--from-date and --to-date need each other.');
  if (fromDate !== undefined && period !== undefined)
    throw new ConfigurationError('Either --period, or --from-date and --to-date.');
  if (month !== undefined && (period !== undefined || fromDate !== undefined))
    throw new ConfigurationError('The report of a --month has no other period.');
  if (out === undefined && !json && process.stdout.isTTY)
    throw new ConfigurationError('Name a file with --out, or print JSON with --json.');
  // Before anything is read: reading a desk takes time.
  if (out !== undefined && !force && existsSync(out))
    throw new ConfigurationError(
      `${out} is there already. Name another file, or replace it with --force.`,
    );
  // A zone or a date that does not exist is told now, too.
  stretchOf(flags, (flags.now ?? new Date()).getTime());
}

function periodOf({ fromDate, toDate, timeZone, period }: ReportFlags, now: number): ReportPeriod {
  return fromDate !== undefined && toDate !== undefined
    ? daysBetween(fromDate, toDate, timeZone)
    : lastDays(period ?? DEFAULT_DAYS, { now, timeZone });
}

/** Where tickets are read in full: the period and the one before, of a month the month and that before. */
function stretchOf(flags: ReportFlags, now: number): ReportPeriod {
  const { month, timeZone } = flags;
  if (month === undefined) {
    const { current, previous } = comparedPeriods(periodOf(flags, now), timeZone);
    return { from: previous.from, to: current.to };
  }
  const [year = 0, number = 0] = month.split('-').map(Number);
  const dayOf = (shift: number) =>
    new Date(Date.UTC(year, number - 1 + shift, shift > 0 ? 0 : 1)).toISOString().slice(0, 10);
  return daysBetween(dayOf(-1), dayOf(1), timeZone);
}

async function readSource(flags: ReportFlags, options: ReadingOptions): Promise<ReadSource> {
  const { desk: name, from, sandbox, threads } = flags;
  const progress = createProgress(process.stderr, 'read');
  const onProgress = (done: number, total = done) => progress.update(done, total);
  try {
    if (sandbox !== undefined) {
      const { seed, tickets } = flags;
      return await readSandbox(sandbox, { ...options, seed, tickets, threads, onProgress });
    }
    const predictions = await readPredictions(flags.predictions);
    if (from !== undefined) return await readExport(from, options, predictions);
    const { loadConfig } = await import('../config/load-config.ts');
    const { openDesk } = await import('../config/open-desk.ts');
    const desk = await openDesk(await loadConfig({ file: flags.config }), name ?? '');
    try {
      const predictionOf = async ({ id }: { readonly id: string }) => predictions.get(id) ?? null;
      return await readDesk(desk, { ...options, threads, onProgress, predictionOf });
    } finally {
      await desk.close();
    }
  } finally {
    progress.clear();
  }
}

async function reportOf(flags: ReportFlags, source: ReadSource, sla: SlaChoice) {
  const { month, timeZone, customerText, feedbackTags } = flags;
  const { subject, now, tickets, urls, remarks } = source;
  const shown = { ticketUrl: (id: string) => urls.get(id) ?? null };
  if (month !== undefined) {
    const json = feedbackReport(tickets, {
      ...{ now, subject, timeZone, month, customerText },
      ...(feedbackTags === undefined ? {} : { feedbackTags }),
    });
    return { json, page: feedbackReportHtml(json, shown) };
  }
  const { businessMinutes } = sla;
  const customers =
    flags.customers === undefined
      ? source.customers
      : await readCustomers(flags.customers, tickets, now);
  const json = operationsReport(
    { tickets, ...(customers === undefined ? {} : { customers }) },
    {
      ...{ now, subject, timeZone, customerText },
      period: periodOf(flags, now),
      ...(businessMinutes === undefined ? {} : { businessMinutes }),
      remarks: { sla: sla.remark, ...remarks },
    },
  );
  return { json, page: operationsReportHtml(json, shown) };
}

async function tell({ out, json, force }: ReportFlags, report: object, page: string) {
  if (out !== undefined) {
    await writeWhole(out, page, { force });
    process.stderr.write(`polydesk: the report is in ${out}\n`);
  }
  if (json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  else if (out === undefined) process.stdout.write(page);
}
