import { ValidationError } from '../../errors/index.ts';
import type { Tone } from '../../report/index.ts';
import { ITEM_KINDS, type ItemKind, type ItemState, type LedgerRun } from '../ledger/types.ts';
import type { MigrationReport } from './types.ts';

/** Counts of one kind, or of all. */
export interface Totals {
  readonly total: number;
  /** Verified, and nothing undeclared is different. */
  readonly equal: number;
  /** Something undeclared is different. */
  readonly differing: number;
  /** At the target, not compared yet. */
  readonly confirmed: number;
  /** Not at the target yet, or not known to be. */
  readonly open: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts by kind (kinds without items are left out), and the sum of them. */
export interface MigrationTotals {
  readonly kinds: readonly (Totals & { readonly kind: ItemKind })[];
  readonly all: Totals;
}

const NONE: Totals = {
  total: 0,
  equal: 0,
  differing: 0,
  confirmed: 0,
  open: 0,
  failed: 0,
  skipped: 0,
};

/**
 * The counts as readers ask for them: an item stands in one column only.
 *
 * @throws {ValidationError} for counts that are not whole numbers from zero on.
 * @example
 * migrationTotals({ ...report, counts: { ticket: { verified: 2, confirmed: 1 } }, differing: { ticket: 1 } }).all
 * //=> { total: 3, equal: 2, differing: 1, confirmed: 0, open: 0, failed: 0, skipped: 0 }
 */
export function migrationTotals(report: MigrationReport): MigrationTotals {
  const kinds = ITEM_KINDS.map((kind) => ({ kind, ...totalsOf(report, kind) })).filter(
    ({ total }) => total > 0,
  );
  const sum = (key: keyof Totals) => kinds.reduce((total, each) => total + each[key], 0);
  return {
    kinds,
    all: {
      total: sum('total'),
      equal: sum('equal'),
      differing: sum('differing'),
      confirmed: sum('confirmed'),
      open: sum('open'),
      failed: sum('failed'),
      skipped: sum('skipped'),
    },
  };
}

function totalsOf({ counts, differing }: MigrationReport, kind: ItemKind): Totals {
  const of = (state: ItemState): number => whole(counts[kind]?.[state] ?? 0);
  // `verify` leaves what differs `confirmed`; what a ledger of others holds may be `verified`.
  const different = Math.min(whole(differing[kind] ?? 0), of('confirmed') + of('verified'));
  const unequal = Math.max(0, different - of('confirmed'));
  const open = of('planned') + of('reading') + of('sent');
  const known = {
    equal: of('verified') - unequal,
    differing: different,
    confirmed: of('confirmed') - (different - unequal),
    open,
    failed: of('failed'),
    skipped: of('skipped'),
  };
  const total = Object.values(known).reduce((sum, count) => sum + count, 0);
  return { ...NONE, ...known, total };
}

function whole(count: number): number {
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new ValidationError('A count in a migration report is not a whole number from zero on.');
}

/** How a run stands when the report is made. */
export type RunStatus = 'done' | 'failed' | 'cancelled' | 'running' | 'killed';

/** The run's outcome; one that never ended is killed once its heartbeats have stopped for too long. */
export function runStatus(run: LedgerRun, report: MigrationReport): RunStatus {
  if (run.outcome !== null) return run.outcome;
  return report.generatedAt - run.heartbeatAt > report.runTimeoutMs ? 'killed' : 'running';
}

/** The answer to "is it done?". */
export interface MigrationVerdict {
  readonly status: 'empty' | 'running' | 'incomplete' | 'unverified' | 'differing' | 'complete';
  readonly tone: Tone;
  readonly headline: string;
  /** One sentence with the counts. */
  readonly sentence: string;
}

const HEADLINES = {
  empty: ['muted', 'Nothing to migrate yet'],
  running: ['muted', 'Still running'],
  incomplete: ['bad', 'Not complete'],
  unverified: ['warning', 'Carried, but not verified'],
  differing: ['warning', 'Complete, with differences'],
  complete: ['good', 'Complete'],
} as const;

/**
 * One sentence that says whether the migration is complete, and how many items are verified, differ,
 * failed and were skipped.
 *
 * - `empty`: the ledger has no items.
 * - `running`: a run is alive, so the counts will change.
 * - `incomplete`: items failed, or are not at the target yet.
 * - `unverified`: all are at the target, and some have not been compared.
 * - `differing`: all were compared, and some differ in what was not declared.
 * - `complete`: all that were not skipped were compared, and are as declared.
 *
 * @throws {ValidationError} for counts that are not whole numbers from zero on.
 * @example
 * migrationVerdict(report).sentence
 * //=> 'Of 120 items, 118 are verified without differences and 2 were skipped.'
 */
export function migrationVerdict(
  report: MigrationReport,
  number: (value: number) => string = (value) => value.toLocaleString('en'),
): MigrationVerdict {
  const { all } = migrationTotals(report);
  const status = statusOf(all, report);
  const [tone, headline] = HEADLINES[status];
  return { status, tone, headline, sentence: sentenceOf(all, number) };
}

function statusOf(all: Totals, report: MigrationReport): MigrationVerdict['status'] {
  const isRunning = report.runs.some((run) => runStatus(run, report) === 'running');
  if (isRunning) return 'running';
  if (all.total === 0) return 'empty';
  if (all.failed + all.open > 0) return 'incomplete';
  if (all.confirmed > 0) return 'unverified';
  return all.differing > 0 ? 'differing' : 'complete';
}

function sentenceOf(all: Totals, number: (value: number) => string): string {
  if (all.total === 0) return 'The ledger has no items.';
  const one = (count: number, singular: string, plural: string) =>
    `${number(count)} ${count === 1 ? singular : plural}`;
  const parts = [
    one(all.equal, 'is verified without differences', 'are verified without differences'),
    all.differing > 0 && one(all.differing, 'is verified and differs', 'are verified and differ'),
    all.confirmed > 0 && one(all.confirmed, 'is not verified yet', 'are not verified yet'),
    all.open > 0 && one(all.open, 'is still to be carried', 'are still to be carried'),
    all.failed > 0 && `${number(all.failed)} failed`,
    all.skipped > 0 && one(all.skipped, 'was skipped', 'were skipped'),
  ].filter((part) => part !== false);
  // British English: no comma before the last "and".
  const list = new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts);
  return `Of ${one(all.total, 'item', 'items')}, ${list}.`;
}
