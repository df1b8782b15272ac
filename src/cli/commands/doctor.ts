import { ConfigurationError } from '../../errors/index.ts';
import { loadConfig, type LoadedConfig } from '../config/load-config.ts';
import { openDesk } from '../config/open-desk.ts';
import { type Check, checkDesk } from '../doctor/check-desk.ts';
import { EXIT } from '../exit-codes.ts';
import { hasLedger, withMigration } from '../migrate/open-migration.ts';
import { type CommonFlags, runCommand, type Session } from '../run-command.ts';
import type { Look } from '../terminal/paint.ts';

/** What `polydesk doctor` takes. */
export interface DoctorFlags extends CommonFlags {
  readonly desk?: string;
}

interface Diagnosis {
  readonly desk: string;
  readonly checks: readonly Check[];
}

const LOOKS: Readonly<Record<Check['state'], Look>> = {
  ok: 'green',
  warning: 'yellow',
  error: 'red',
  unknown: 'dim',
};

/** `polydesk doctor`: whether the desks of the configuration can be worked with. Writes nothing. */
export const runDoctor = (flags: DoctorFlags): Promise<void> =>
  runCommand(flags, async (session) => {
    const loaded = await loadConfig({ file: flags.config });
    const names = flags.desk === undefined ? Object.keys(loaded.config.desks) : [flags.desk];
    if (names.length === 0)
      throw new ConfigurationError('The configuration has no desk: name one in `desks`.');
    const desks: Diagnosis[] = [];
    for (const name of names) {
      const diagnosis = { desk: name, checks: await examine(loaded, name, session, flags.desk) };
      desks.push(diagnosis);
      sayDiagnosis(diagnosis, session);
    }
    const migration = flags.desk === undefined ? await examineLedger(loaded, flags, session) : null;
    if (migration !== null) sayDiagnosis({ desk: 'migration', checks: migration }, session);
    const all = [...desks.flatMap(({ checks }) => checks), ...(migration ?? [])];
    const ok = all.every(({ state }) => state !== 'error');
    session.emit({ ok, desks, migration });
    return ok ? EXIT.done : EXIT.no;
  });

async function examine(
  loaded: LoadedConfig,
  name: string,
  { signal }: Session,
  asked: string | undefined,
): Promise<readonly Check[]> {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  try {
    desk = await openDesk(loaded, name);
  } catch (error) {
    // A desk that was asked for by name may not be there at all.
    if (asked !== undefined || !(error instanceof ConfigurationError)) throw error;
    return [{ check: 'desk', state: 'error', message: error.message, advice: null }];
  }
  try {
    const { migration } = loaded.config;
    // Without a migration any desk may become the target of one.
    const isTarget = migration === undefined || migration.to === name;
    const isPlanned = migration?.to === name;
    return await checkDesk({ desk, isTarget, isPlanned, signal, now: () => Date.now() });
  } finally {
    await desk.close();
  }
}

/** Whether the ledger can be used, and belongs to these desks; `null` without a migration. */
async function examineLedger(
  loaded: LoadedConfig,
  flags: DoctorFlags,
  session: Session,
): Promise<readonly Check[] | null> {
  if (loaded.config.migration === undefined) return null;
  if (!hasLedger(loaded)) {
    const message = 'There is no ledger yet: `polydesk migrate plan` makes it.';
    return [{ check: 'ledger', state: 'unknown', message, advice: null }];
  }
  try {
    const message = await withMigration(flags, session, async ({ migration, from, to }) => {
      await migration.status();
      return `The ledger is that of ${from.provider}:${from.account} → ${to.provider}:${to.account}.`;
    });
    return [{ check: 'ledger', state: 'ok', message, advice: null }];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [{ check: 'ledger', state: 'error', message: error.message, advice: null }];
  }
}

function sayDiagnosis({ desk, checks }: Diagnosis, { paint, say }: Session): void {
  say(paint('bold', desk));
  for (const { check, state, message, advice } of checks) {
    say(`  ${paint(LOOKS[state], state.padEnd(8))}${check.padEnd(12)}${message}`);
    if (advice !== null) say(`  ${''.padEnd(20)}${paint('dim', advice)}`);
  }
}
