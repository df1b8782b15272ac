import { ConfigurationError } from '../../errors/index.ts';
import { migrationReportHtml } from '../../migration/index.ts';
import { EXIT } from '../exit-codes.ts';
import { type MigrateFlags, withMigration } from '../migrate/open-migration.ts';
import { runCommand } from '../run-command.ts';
import { writeWhole } from '../write-whole.ts';

/** What `polydesk migrate report` takes. */
export interface MigrateReportFlags extends MigrateFlags {
  readonly html?: string;
  readonly force: boolean;
  readonly timeZone: string;
  readonly customerText: boolean;
}

/** `polydesk migrate report`: what became of everything, as a page, as JSON, or both. */
export const runMigrateReport = (flags: MigrateReportFlags): Promise<void> =>
  runCommand(flags, (session) => {
    const { html, force, timeZone, customerText } = flags;
    if (html === undefined && !session.json) {
      throw new ConfigurationError('Say where the report goes: --html <file>, --json, or both.');
    }
    return withMigration(flags, session, async ({ migration }) => {
      const report = await migration.report({ customerText, signal: session.signal });
      if (html !== undefined)
        await writeWhole(html, migrationReportHtml(report, { timeZone }), { force });
      session.emit(report);
      if (html !== undefined) session.say(`${html} has the report.`);
      return EXIT.done;
    });
  });
