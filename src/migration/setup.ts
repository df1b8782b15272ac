import { ConfigurationError } from '../errors/classes.ts';
import { systemClock } from '../http/clock.ts';
import type { Setup, Work } from './carry/work.ts';
import { createLibrary } from './articles/library.ts';
import { createFileBudget } from './carry/file-budget.ts';
import { markOf } from './carry/mark-of.ts';
import { createLinkBook } from './carry/link-book.ts';
import { readCatalog } from './mapping/catalog.ts';
import { choiceIssues } from './mapping/mapping-schema.ts';
import { settleMapping } from './mapping/settle-mapping.ts';
import { createRunNotes } from './run/run-notes.ts';
import type { MigrationOptions } from './types.ts';

const whole = (name: string, value: number, least: number): number => {
  if (Number.isInteger(value) && value >= least) return value;
  throw new ConfigurationError(`${name} must be a whole number, ${least} or more.`);
};

/** `provider:account`, as ledgers and messages name a desk. */
export const deskName = ({ provider, account }: Setup['from']): string => `${provider}:${account}`;

/** What is wrong here would fail every ticket, or be passed over without a word. */
function requireChoices(choices: Pick<MigrationOptions, 'mapping' | 'scope'>): void {
  const issues = choiceIssues(choices);
  if (issues.length === 0) return;
  const list = issues.map(({ path, message }) => `${path} ${message}`);
  throw new ConfigurationError(`The migration cannot be set up so: ${list.join('; ')}.`);
}

/**
 * Reads the options of a migration.
 *
 * @throws {ConfigurationError} when source and target are the same, a number makes no sense, or the mapping or
 * the scope says what nobody understands.
 */
export function readSetup(options: MigrationOptions): Setup {
  const { from, to, ledger, mapping = {}, scope = {}, silence, clock = systemClock } = options;
  if (deskName(from) === deskName(to)) {
    throw new ConfigurationError(`Source and target are the same desk: ${deskName(from)}.`);
  }
  if (silence !== undefined && silence !== 'confirmed') {
    throw new ConfigurationError("silence must be 'confirmed', or left out.");
  }
  requireChoices({ mapping, scope });
  const setup = {
    from,
    to,
    ledger,
    mapping,
    scope,
    isSilenceConfirmed: silence === 'confirmed',
    concurrency: whole('concurrency', options.concurrency ?? 32, 1),
    fileBytes: whole('fileBytes', options.fileBytes ?? 64 * 1024 * 1024, 1),
    leaseMs: whole('leaseMs', options.leaseMs ?? 60_000, 1000),
    clock,
    links: createLinkBook(),
  };
  return { ...setup, notes: createRunNotes(setup) };
}

/** What a run needs beside its id: both accounts' settings, read once a process. */
export async function prepare(
  setup: Setup,
  signal: AbortSignal | undefined,
): Promise<Omit<Work, 'runId' | 'signal'>> {
  const [fromCatalog, toCatalog] = await Promise.all([
    readCatalog(setup.from, signal),
    readCatalog(setup.to, signal),
  ]);
  return {
    ...setup,
    fromCatalog,
    toCatalog,
    settled: settleMapping(setup.mapping, fromCatalog, toCatalog, setup.to.manifest),
    files: createFileBudget(setup.fileBytes),
    knowledge: createLibrary(setup.from, setup.to, setup.ledger),
    mappingMark: markOf(setup.mapping),
    refusedCategories: new Set(),
    postpones: false,
    carrying: new Map(),
    compared: new Map(),
  };
}
