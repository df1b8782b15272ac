import { existsSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { ConfigurationError } from '../../errors/index.ts';
import { exportLedger, type LedgerFormat } from '../../migration/index.ts';
import { loadConfig } from '../config/load-config.ts';
import { openDesk } from '../config/open-desk.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { added, type ExportFile, NOTHING, openExportFile } from '../export/export-file.ts';
import { requireEvents, ticketLines } from '../export/ticket-lines.ts';
import { writeOut } from '../export/write-out.ts';
import { withMigration } from '../migrate/open-migration.ts';
import { type CommonFlags, runCommand, type Session } from '../run-command.ts';
import { countOf } from '../terminal/count.ts';
import { createPhaseProgress } from '../terminal/phase-progress.ts';

/** What `polydesk export` takes. */
export interface ExportFlags extends CommonFlags {
  readonly desk?: string;
  readonly out?: string;
  readonly since?: Date;
  readonly events: boolean;
  readonly force: boolean;
  readonly ledger?: LedgerFormat;
}

/** `polydesk export`: a desk's tickets with their threads and histories as NDJSON, or a migration's ledger. */
export const runExport = (flags: ExportFlags): Promise<void> =>
  runCommand(flags, (session) => {
    if (flags.json && flags.out === undefined) {
      throw new ConfigurationError(
        '--json says how the export went on the standard output, so it needs --out for the export itself.',
      );
    }
    if (flags.ledger === undefined) return exportTickets(flags, session);
    if (flags.desk !== undefined || flags.since !== undefined || flags.events) {
      throw new ConfigurationError(
        '--ledger exports the whole ledger: leave --desk, --since and --events out.',
      );
    }
    return exportWholeLedger(flags, flags.ledger, session);
  });

async function exportTickets(flags: ExportFlags, session: Session): Promise<ExitCode> {
  const { desk: name, out, since, events, force } = flags;
  const loaded = await loadConfig({ file: flags.config });
  if (name === undefined) {
    const known = Object.keys(loaded.config.desks).join(', ');
    throw new ConfigurationError(`Say which desk with --desk: ${known || 'there are none'}.`);
  }
  const desk = await openDesk(loaded, name);
  const subject = {
    desk: `${desk.provider}:${desk.account}`,
    since: since?.toISOString() ?? null,
    histories: events,
  };
  const bar = createPhaseProgress(process.stderr, { environment: process.env });
  let file: ExportFile | null = null;
  try {
    if (events) requireEvents(desk);
    file = out === undefined ? null : await openExportFile(out, subject, { force });
    let totals = added(NOTHING, file?.mark ?? NOTHING);
    const before = totals.tickets;
    const startedAt = performance.now();
    const cursor = file?.mark.cursor ?? null;
    const { signal } = session;
    for await (const page of ticketLines(desk, { cursor, since, events, signal })) {
      await (file?.append(page) ?? writeOut(page.text));
      totals = added(totals, page);
      const done = totals.tickets;
      const perMinute = ((done - before) * 60_000) / (performance.now() - startedAt);
      if (!session.json) bar.show({ label: 'export', done, total: null, perMinute, etaMs: null });
    }
    await file?.finish();
    bar.end();
    session.emit({ ...subject, file: out, ...totals });
    const { tickets } = totals;
    const history = events ? ` with ${countOf(totals.events, 'event')}` : '';
    session.note(`${countOf(tickets, 'ticket')}${history} of ${subject.desk} exported.`);
    return EXIT.done;
  } finally {
    bar.end();
    await file?.close();
    await desk.close();
  }
}

const exportWholeLedger = (
  flags: ExportFlags,
  format: LedgerFormat,
  session: Session,
): Promise<ExitCode> =>
  withMigration(flags, session, async ({ migration, ledger }) => {
    // Proves that the ledger belongs to these desks.
    await migration.status();
    const { out } = flags;
    if (out === undefined) {
      for await (const text of exportLedger(ledger, format)) await writeOut(text);
      return EXIT.done;
    }
    if (!flags.force && existsSync(out)) {
      throw new ConfigurationError(`${out} is there already. --force writes it anew.`);
    }
    const file = await open(`${out}.new`, 'w');
    try {
      for await (const text of exportLedger(ledger, format)) await file.appendFile(text);
    } finally {
      await file.close();
    }
    await rename(`${out}.new`, out);
    session.emit({ file: out, format });
    session.note(`The ledger is in ${out}.`);
    return EXIT.done;
  });
