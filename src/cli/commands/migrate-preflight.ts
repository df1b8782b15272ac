import { EXIT } from '../exit-codes.ts';
import { isRefused, sayFindings } from '../migrate/findings.ts';
import { type MigrateFlags, withMigration } from '../migrate/open-migration.ts';
import { runCommand } from '../run-command.ts';
import { countOf } from '../terminal/count.ts';

/** `polydesk migrate preflight`: proves that the target stays silent, and carries one ticket. */
export const runMigratePreflight = (flags: MigrateFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(
      flags,
      session,
      async ({ migration }) => {
        const result = await migration.preflight({ signal: session.signal });
        const { canary, findings, ok } = result;
        session.emit(result);
        sayFindings(findings, session);
        if (canary !== null) {
          const { source, target, losses, differences } = canary;
          session.say(
            `The canary ${source} is ${target}; ${countOf(losses.length, 'thing')} could not be carried.`,
          );
          for (const { field } of differences) {
            session.say(`${session.paint('red', 'different')}  ${field}`);
          }
        }
        session.say(ok ? 'Ready to run.' : 'Not ready to run.');
        if (ok) return EXIT.done;
        return isRefused(findings) && canary === null ? EXIT.refused : EXIT.no;
      },
      { begins: true },
    ),
  );
