import type { LedgerRun } from '../../migration/index.ts';
import { EXIT } from '../exit-codes.ts';
import { countLines } from '../migrate/counts.ts';
import { type MigrateFlags, withMigration } from '../migrate/open-migration.ts';
import { runCommand, type Session } from '../run-command.ts';
import { countOf } from '../terminal/count.ts';
import { formatTable } from '../terminal/table.ts';

/** What `polydesk migrate retry-failed` takes. */
export interface MigrateRetryFlags extends MigrateFlags {
  readonly different: boolean;
}

/** What `polydesk migrate abandon` takes. */
export interface MigrateAbandonFlags extends MigrateFlags {
  readonly reason: string;
}

const MOST_RUNS = 8;

/** `polydesk migrate status`: how the migration stands, without a call to any desk. */
export const runMigrateStatus = (flags: MigrateFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async ({ migration }) => {
      const status = await migration.status();
      session.emit(status);
      for (const line of countLines(status.counts, session.paint)) session.say(line);
      sayRuns(status.runs, session);
      return EXIT.done;
    }),
  );

function sayRuns(runs: readonly LedgerRun[], { paint, say }: Session): void {
  if (runs.length === 0) return;
  say();
  const at = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
  const rows = runs
    .slice(0, MOST_RUNS)
    .map(({ phase, startedAt, heartbeatAt, endedAt, outcome }) => {
      const end =
        endedAt === null ? `runs, or was killed; last seen ${at(heartbeatAt)}` : at(endedAt);
      return [phase, at(startedAt), end, outcome ?? ''];
    });
  const columns = [{ title: 'phase' }, { title: 'begun' }, { title: 'ended' }, { title: '' }];
  for (const line of formatTable(columns, rows, paint)) say(line);
}

/** `polydesk migrate retry-failed`: plans what has failed again, or differs. */
export const runMigrateRetryFailed = (flags: MigrateRetryFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async ({ migration }) => {
      const planned = await migration.retryFailed({ different: flags.different });
      session.emit({ planned });
      session.say(
        `${countOf(planned, 'record')} planned again. \`polydesk migrate run\` carries them.`,
      );
      return EXIT.done;
    }),
  );

/** `polydesk migrate abandon`: gives up what is not carried. */
export const runMigrateAbandon = (flags: MigrateAbandonFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async ({ migration }) => {
      const abandoned = await migration.abandon(flags.reason);
      session.emit({ abandoned });
      session.say(`${countOf(abandoned, 'record')} given up.`);
      return EXIT.done;
    }),
  );

/** `polydesk migrate cancel`: ends all processes that work at this ledger. */
export const runMigrateCancel = (flags: MigrateFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async ({ migration }) => {
      await migration.cancel();
      session.emit({ cancelled: true });
      session.say('Whatever works at this ledger ends at its next heartbeat.');
      return EXIT.done;
    }),
  );
