import { type Command, Option } from 'commander';
import type { DoctorFlags } from './commands/doctor.ts';
import type { ExportFlags } from './commands/export.ts';
import type { MigrateAbandonFlags, MigrateRetryFlags } from './commands/migrate-ledger.ts';
import type { MigrateDeltaFlags, MigrateRollbackFlags } from './commands/migrate-phases.ts';
import type { MigratePlanFlags } from './commands/migrate-plan.ts';
import type { MigrateReportFlags } from './commands/migrate-report.ts';
import type { MigrateFlags } from './migrate/open-migration.ts';
import { wholeNumber } from './parse-number.ts';
import { isoTime } from './webhook/parse-options.ts';

const CONCURRENCY = { from: 1, to: 256 } as const;
const SAMPLE = { from: 0, to: 10_000 } as const;
const RECORDS = { from: 0, to: 1_000_000_000 } as const;

/** A command that reads the configuration. */
function deskCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--config <file>', 'the configuration; polydesk.config.ts, here or above')
    .option('--json', 'print JSON instead', false)
    .option('--no-color', 'print without colour');
}

const withConcurrency = (command: Command): Command =>
  command.option(
    '--concurrency <number>',
    'tickets at work at the same time',
    wholeNumber(CONCURRENCY),
  );

/** `polydesk migrate …`: a migration from the configuration's one desk to the other. */
export function addMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description(
      'Carry tickets with their threads from one desk to another. Ends with 0, 1, 2, 3, 4 or 130.',
    );
  addPlan(migrate);
  addPhases(migrate);
  addLedgerCommands(migrate);
}

function addPlan(migrate: Command): void {
  deskCommand(migrate, 'plan', 'Read the source, and say what is to be expected.')
    .option('--sample <number>', 'threads to read for it', wholeNumber(SAMPLE), 20)
    .option('--write <file>', 'write the proposed mapping as TypeScript')
    .option('--force', 'write over a file that is there', false)
    .action(async (options: MigratePlanFlags) => {
      const { runMigratePlan } = await import('./commands/migrate-plan.ts');
      await runMigratePlan(options);
    });
  deskCommand(
    migrate,
    'preflight',
    'Prove that the target stays silent, and carry one ticket.',
  ).action(async (options: MigrateFlags) => {
    const { runMigratePreflight } = await import('./commands/migrate-preflight.ts');
    await runMigratePreflight(options);
  });
}

function addPhases(migrate: Command): void {
  const phases = () => import('./commands/migrate-phases.ts');
  withConcurrency(
    deskCommand(migrate, 'run', 'Carry what is planned; goes on where an earlier run ended.'),
  ).action(async (options: MigrateFlags) => (await phases()).runMigrateRun(options));
  withConcurrency(
    deskCommand(migrate, 'verify', 'Compare what was carried with the source.'),
  ).action(async (options: MigrateFlags) => (await phases()).runMigrateVerify(options));
  withConcurrency(deskCommand(migrate, 'delta', 'Carry what has changed at the source since.'))
    .option('--until-quiet', 'again and again, until nothing has changed', false)
    .action(async (options: MigrateDeltaFlags) => (await phases()).runMigrateDelta(options));
  deskCommand(migrate, 'rollback', 'Delete what this migration has made at the target.')
    .option('--confirm <number>', 'how many records that deletes', wholeNumber(RECORDS))
    .action(async (options: MigrateRollbackFlags) => (await phases()).runMigrateRollback(options));
}

function addLedgerCommands(migrate: Command): void {
  const commands = () => import('./commands/migrate-ledger.ts');
  deskCommand(migrate, 'status', 'Say how the migration stands, from its ledger alone.').action(
    async (options: MigrateFlags) => (await commands()).runMigrateStatus(options),
  );
  deskCommand(migrate, 'report', 'Say what became of everything, from the ledger: JSON, or a page.')
    .option('--html <file>', 'write the page here')
    .option('--force', 'replace the file that is there', false)
    .option('--time-zone <zone>', 'whose days and hours the page shows, an IANA name', 'UTC')
    .option('--customer-text', 'show subjects and names, too; reads them at the source', false)
    .action(async (options: MigrateReportFlags) => {
      const { runMigrateReport } = await import('./commands/migrate-report.ts');
      await runMigrateReport(options);
    });
  deskCommand(migrate, 'retry-failed', 'Plan what has failed again.')
    .option('--different', 'and the tickets in which verify has found something else', false)
    .action(async (options: MigrateRetryFlags) =>
      (await commands()).runMigrateRetryFailed(options),
    );
  deskCommand(migrate, 'abandon', 'Give up what has failed or is still planned.')
    .requiredOption('--reason <text>', 'why; the ledger keeps it')
    .action(async (options: MigrateAbandonFlags) => (await commands()).runMigrateAbandon(options));
  deskCommand(migrate, 'cancel', 'End every process that works at this ledger.').action(
    async (options: MigrateFlags) => (await commands()).runMigrateCancel(options),
  );
}

/** `polydesk export`: a desk's tickets with their threads, or a migration's ledger. */
export function addExport(program: Command): void {
  deskCommand(program, 'export', 'Write a desk’s tickets with their threads as NDJSON.')
    .option('--desk <name>', 'which desk of the configuration')
    .option('--out <file>', 'a file, where an interrupted export goes on; the standard output')
    .option('--since <time>', 'only what has changed since, ISO 8601', isoTime)
    .option('--events', 'the tickets’ histories, too, where the desk gives them', false)
    .option('--force', 'write over a file that is there', false)
    .addOption(
      new Option('--ledger <format>', 'the migration’s ledger instead').choices(['csv', 'ndjson']),
    )
    .action(async (options: ExportFlags) => {
      const { runExport } = await import('./commands/export.ts');
      await runExport(options);
    });
}

/** `polydesk doctor`: whether the desks of the configuration can be worked with. */
export function addDoctor(program: Command): void {
  deskCommand(program, 'doctor', 'Check credentials, permissions, limits and silence of all desks.')
    .option('--desk <name>', 'this one only')
    .action(async (options: DoctorFlags) => {
      const { runDoctor } = await import('./commands/doctor.ts');
      await runDoctor(options);
    });
}
