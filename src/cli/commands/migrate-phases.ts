import { MigrationError } from '../../errors/index.ts';
import type { Progress } from '../../migration/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { countIn, countLines } from '../migrate/counts.ts';
import { differingItems } from '../migrate/differing-items.ts';
import { followPhase } from '../migrate/follow-phase.ts';
import { type MigrateFlags, type OpenMigration, withMigration } from '../migrate/open-migration.ts';
import { runCommand, type Session } from '../run-command.ts';
import { count, countOf } from '../terminal/count.ts';
import { typedLine } from '../terminal/typed-line.ts';

/** What `polydesk migrate delta` takes. */
export interface MigrateDeltaFlags extends MigrateFlags {
  readonly untilQuiet: boolean;
}

/** What `polydesk migrate rollback` takes. */
export interface MigrateRollbackFlags extends MigrateFlags {
  readonly confirm?: number;
}

const RECENT_MS = 60_000;

/** A run that was killed holds what it was at for a while, which would look like standing still. */
async function noteOthers({ migration }: OpenMigration, { note }: Session): Promise<void> {
  const { runs } = await migration.status();
  const others = runs.filter(
    ({ endedAt, heartbeatAt }) => endedAt === null && Date.now() - heartbeatAt < RECENT_MS,
  );
  if (others.length === 0) return;
  note(
    'An earlier run has not ended: it works still, or was killed. What it was at becomes free when nothing ' +
      'is heard of it for a minute (leaseMs).',
  );
}

/** `polydesk migrate run`: carries everything that is planned. */
export const runMigrateRun = (flags: MigrateFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(
      flags,
      session,
      async (open) => {
        const { signal } = session;
        await noteOthers(open, session);
        return told(await followPhase(open.migration.run({ signal }), session), session);
      },
      { begins: true },
    ),
  );

/** `polydesk migrate delta`: carries what has changed since. */
export const runMigrateDelta = (flags: MigrateDeltaFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(
      flags,
      session,
      async ({ migration }) => {
        const { signal } = session;
        for (;;) {
          const last = await followPhase(migration.delta({ signal }), session);
          const handled = last?.handled ?? 0;
          session.say(`${countOf(handled, 'record')} changed and carried.`);
          if (!flags.untilQuiet || handled === 0 || signal.aborted) return told(last, session);
        }
      },
      { begins: true },
    ),
  );

/** What became of a phase that carries. */
function told(last: Progress | null, session: Session): ExitCode {
  const counts = last?.counts ?? {};
  const failed = countIn(counts, ['failed']);
  session.emit({ type: 'result', interrupted: session.signal.aborted, failed, counts });
  for (const line of countLines(counts, session.paint)) session.say(line);
  if (session.signal.aborted) return EXIT.interrupted;
  if (failed === 0) return EXIT.done;
  session.say(
    `${countOf(failed, 'record')} failed: \`polydesk export --ledger csv\` says why, \`polydesk migrate retry-failed\` plans them again.`,
  );
  return EXIT.no;
}

const MOST_SHOWN = 10;

/** `polydesk migrate verify`: compares what was carried with the source. */
export const runMigrateVerify = (flags: MigrateFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async ({ migration, ledger }) => {
      const { signal, paint, say } = session;
      await followPhase(migration.verify({ signal }), session);
      const { counts, scanned } = await migration.status();
      const differing = await differingItems(ledger, MOST_SHOWN);
      const verified = countIn(counts, ['verified'], ['ticket']);
      const skipped = countIn(counts, ['skipped'], ['ticket']);
      const open = countIn(counts, undefined, ['ticket']) - verified - skipped;
      session.emit({
        type: 'result',
        interrupted: signal.aborted,
        scanned,
        verified,
        skipped,
        open,
        differing: differing.count,
        differences: differing.items,
        counts,
      });
      for (const { source, target, fields } of differing.items) {
        say(
          `${paint('red', 'different')}  ${source} → ${target ?? 'nothing'}: ${fields.join(', ')}`,
        );
      }
      const more = differing.count - differing.items.length;
      if (more > 0)
        say(paint('dim', `and ${count(more)} more; polydesk export --ledger ndjson lists all`));
      say(
        `${countOf(verified, 'ticket')} verified, ${count(skipped)} skipped, ${count(open)} not proven.`,
      );
      if (signal.aborted) return EXIT.interrupted;
      if (!scanned) {
        say('The source was not read to its end, so nobody knows what is missing: plan again.');
      }
      return scanned && open === 0 ? EXIT.done : EXIT.no;
    }),
  );

/** `polydesk migrate rollback`: deletes what this migration has made. */
export const runMigrateRollback = (flags: MigrateRollbackFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(flags, session, async (open) => {
      const { migration } = open;
      const { signal } = session;
      const made = await migration.createdRecords();
      const confirm = flags.confirm ?? (await asked(made, open, session));
      if (confirm === null) {
        session.note('Nothing was deleted.');
        return EXIT.interrupted;
      }
      await followPhase(migration.rollback({ confirm, signal }), session);
      const left = await migration.createdRecords();
      session.emit({ type: 'result', interrupted: signal.aborted, deleted: made - left, left });
      session.say(`${countOf(made - left, 'record')} deleted, ${count(left)} left.`);
      return signal.aborted ? EXIT.interrupted : EXIT.done;
    }),
  );

/** A person has to type the number; where there is none, `--confirm` has to say it. `null` for Ctrl-C. */
async function asked(
  made: number,
  { to }: OpenMigration,
  { signal }: Session,
): Promise<number | null> {
  const what = `${countOf(made, 'record')} of ${to.provider}:${to.account}`;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new MigrationError(`A rollback deletes ${what}: say --confirm ${made}.`, {
      refused: true,
    });
  }
  const question = `This deletes ${what}. Type ${made} to do it: `;
  const answer = await typedLine(question, signal);
  if (answer?.trim() === String(made)) return made;
  if (answer === null && signal.aborted) return null;
  const why = answer === null ? 'No number was typed.' : 'That is another number.';
  throw new MigrationError(`${why} Nothing was deleted.`, { refused: true });
}
