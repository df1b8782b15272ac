import { basename } from 'node:path';
import type { MigrationPlan } from '../../migration/index.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { countIn, countLines } from '../migrate/counts.ts';
import { isRefused, sayFindings } from '../migrate/findings.ts';
import { type MigrateFlags, type OpenMigration, withMigration } from '../migrate/open-migration.ts';
import { writeWhole } from '../write-whole.ts';
import { mappingModule } from '../migrate/mapping-module.ts';
import { runCommand, type Session } from '../run-command.ts';
import { count, countOf, duration } from '../terminal/count.ts';
import { createPhaseProgress } from '../terminal/phase-progress.ts';
import { formatTable } from '../terminal/table.ts';

/** What `polydesk migrate plan` takes. */
export interface MigratePlanFlags extends MigrateFlags {
  readonly sample: number;
  /** A file for the proposed mapping. */
  readonly write?: string;
  readonly force: boolean;
}

const LOOK_MS = 1000;
const MOST_LOSSES = 10;

/** `polydesk migrate plan`: reads the source into the ledger, and says what is to be expected. */
export const runMigratePlan = (flags: MigratePlanFlags): Promise<void> =>
  runCommand(flags, (session) =>
    withMigration(
      flags,
      session,
      async (open) => {
        const plan = await watched(open, session, flags.sample);
        const written = flags.write === undefined ? null : await write(flags.write, plan, flags);
        session.emit({ ...plan, written });
        sayPlan(plan, session);
        if (written !== null) {
          session.say();
          session.say(`The proposed mapping is in ${written}. Import it in the configuration:`);
          session.say(`  import { mapping } from './${basename(written)}';`);
        }
        return endOf(plan);
      },
      { begins: true },
    ),
  );

const endOf = ({ findings }: MigrationPlan): ExitCode =>
  isRefused(findings) ? EXIT.refused : EXIT.done;

/** A plan tells nothing while it reads, but the ledger fills. */
async function watched(
  { migration }: OpenMigration,
  { signal, json }: Session,
  sample: number,
): Promise<MigrationPlan> {
  const bar = createPhaseProgress(process.stderr, { environment: process.env });
  const startedAt = performance.now();
  const look = async (): Promise<void> => {
    const { counts } = await migration.status();
    const done = countIn(counts);
    const perMinute = (done * 60_000) / (performance.now() - startedAt);
    bar.show({ label: 'reading the source', done, total: null, perMinute, etaMs: null });
  };
  // A look that fails says nothing: the plan itself meets the same ledger.
  const timer = json ? null : setInterval(() => void look().catch(() => undefined), LOOK_MS);
  try {
    return await migration.plan({ signal, sample });
  } finally {
    if (timer !== null) clearInterval(timer);
    bar.end();
  }
}

async function write(file: string, plan: MigrationPlan, flags: MigratePlanFlags): Promise<string> {
  await writeWhole(file, mappingModule(plan), flags);
  return file;
}

function sayPlan(plan: MigrationPlan, session: Session): void {
  const { paint, say } = session;
  say(paint('bold', `${plan.from} → ${plan.to}`));
  for (const line of countLines(plan.counts, paint)) say(line);
  for (const { reason, count: many } of plan.leftOut) {
    say(`${countOf(many, 'ticket')} will be left out: ${reason}`);
  }
  sayEstimate(plan, session);
  if (plan.unmapped.length > 0) {
    say();
    say(paint('bold', 'Without a mapping'));
    const columns = [
      { title: 'kind' },
      { title: 'value', maxWidth: 40 },
      { title: 'called', maxWidth: 24 },
      { title: 'tickets', align: 'right' },
      { title: 'such as', maxWidth: 28 },
    ] as const;
    const rows = plan.unmapped.map(({ kind, value, label, count: many, samples }) => {
      return [kind, value, label ?? '', count(many), samples[0] ?? ''];
    });
    for (const line of formatTable(columns, rows, paint)) say(line);
    const consequences = new Map(plan.unmapped.map((one) => [one.kind, one.consequence]));
    for (const [kind, consequence] of consequences) say(paint('dim', `${kind}: ${consequence}`));
  }
  if (plan.losses.length > 0) {
    say();
    say(paint('bold', `What ${plan.to} cannot hold, in the sample`));
    for (const { loss, count: many } of plan.losses.slice(0, MOST_LOSSES)) {
      say(`  ${count(many)} × ${loss.field} ${loss.type}: ${loss.reason}`);
    }
    const more = plan.losses.length - MOST_LOSSES;
    if (more > 0) say(paint('dim', `  and ${more} more; --json lists all`));
  }
  if (plan.findings.length > 0) say();
  sayFindings(plan.findings, session);
}

function sayEstimate({ estimate }: MigrationPlan, { say }: Session): void {
  const { reads, writes, hours, sampledTickets } = estimate;
  const time =
    hours === null
      ? 'how long is not known yet'
      : `about ${duration(hours * 3_600_000)} at both accounts’ limits`;
  say(
    `${count(reads)} reads and ${count(writes)} writes: ${time}; from ${countOf(sampledTickets, 'thread')}.`,
  );
}
