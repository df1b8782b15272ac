import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { AnySupportAdapter } from '../../adapter/contract.ts';
import type { MigrationConfig } from '../../config/index.ts';
import { ConfigurationError } from '../../errors/index.ts';
import {
  createFileLedger,
  createMigration,
  type Ledger,
  type Migration,
} from '../../migration/index.ts';
import { hasSqlite } from '../../storage/sqlite.ts';
import { failureOf, loadConfig, type LoadedConfig } from '../config/load-config.ts';
import { openDesk } from '../config/open-desk.ts';
import type { CommonFlags, Session } from '../run-command.ts';

/** What every command of `polydesk migrate` takes. */
export interface MigrateFlags extends CommonFlags {
  readonly concurrency?: number;
}

/** The migration of the configuration, with everything it needs. */
export interface OpenMigration {
  readonly migration: Migration;
  readonly ledger: Ledger;
  readonly from: AnySupportAdapter;
  readonly to: AnySupportAdapter;
}

/**
 * Opens the migration of the configuration, gives it to `work`, and closes it however that ends.
 *
 * @throws {ConfigurationError} when there is no ledger yet, unless the command `begins` one.
 */
export async function withMigration<T>(
  flags: MigrateFlags,
  session: Session,
  work: (open: OpenMigration) => Promise<T>,
  { begins = false }: { readonly begins?: boolean } = {},
): Promise<T> {
  const loaded = await loadConfig({ file: flags.config });
  const { migration: settings } = loaded.config;
  if (settings === undefined) {
    throw new ConfigurationError(
      `${loaded.name} has no migration: say from which desk to which, and where the ledger is.`,
    );
  }
  if (!begins && !hasLedger(loaded)) {
    throw new ConfigurationError(
      'There is no ledger yet, so nothing was begun. `polydesk migrate plan` makes it.',
    );
  }
  const closers: (() => Promise<void>)[] = [];
  try {
    const from = await openDesk(loaded, settings.from);
    closers.push(() => from.close());
    const to = await openDesk(loaded, settings.to);
    closers.push(() => to.close());
    const ledger = await openLedger(loaded, settings.ledger, session);
    closers.push(() => ledger.close());
    const { concurrency } = flags;
    const migration = createMigration({
      ...settings,
      ...(concurrency === undefined ? {} : { concurrency }),
      ...{ from, to, ledger },
    });
    return await work({ migration, ledger, from, to });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Whether there is a ledger; of one that a function makes, nobody knows before. */
export function hasLedger({ folder, config }: LoadedConfig): boolean {
  const ledger = config.migration?.ledger;
  return typeof ledger !== 'string' || existsSync(resolve(folder, ledger));
}

async function openLedger(
  { folder }: LoadedConfig,
  setting: MigrationConfig['ledger'],
  session: Session,
): Promise<Ledger> {
  if (typeof setting === 'string') {
    if (!hasSqlite()) session.note(WITHOUT_SQLITE);
    return createFileLedger({ path: resolve(folder, setting) });
  }
  let ledger: unknown;
  try {
    ledger = await setting();
  } catch (error) {
    throw new ConfigurationError(`migration.ledger cannot be made. ${failureOf(error)}`);
  }
  if (!isLedger(ledger)) {
    throw new ConfigurationError(
      'migration.ledger must make a ledger, as createFileLedger and createPostgresLedger do.',
    );
  }
  if (!ledger.durable) {
    session.note(
      'This ledger ends with the process: nothing can go on from it, and status knows nothing.',
    );
  }
  return ledger;
}

const isLedger = (value: unknown): value is Ledger =>
  typeof value === 'object' && value !== null && 'claim' in value && 'durable' in value;

const WITHOUT_SQLITE =
  'There is no SQLite here, so the ledger is a journal: for one process at a time, and up to 200,000 records. ' +
  'Node.js 22.13 has SQLite built in; on Node.js 20 run npm install better-sqlite3.';
