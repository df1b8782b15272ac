import type { Setup } from '../carry/work.ts';
import {
  type ItemKind,
  ITEM_STATES,
  type LedgerCounts,
  type LedgerRun,
  type Phase,
} from '../ledger/types.ts';
import type { Progress } from '../types.ts';

/** How fast items come to an end. */
export interface Pace {
  count(now: number): void;
  readonly handled: number;
  /** Items a minute, over the last minutes. */
  perMinute(now: number): number;
  /** Items that ended in each minute since the start. */
  readonly series: readonly number[];
}

const MINUTE_MS = 60_000;
const WINDOW_MS = 300_000;

/** Begins to measure. */
export function createPace(start: number): Pace {
  const series: number[] = [];
  let handled = 0;
  return {
    count(now) {
      const minute = Math.max(0, Math.floor((now - start) / MINUTE_MS));
      while (series.length <= minute) series.push(0);
      series[minute] = (series[minute] ?? 0) + 1;
      handled += 1;
    },
    get handled() {
      return handled;
    },
    perMinute(now) {
      const elapsed = now - start;
      if (handled === 0 || elapsed <= 0) return 0;
      if (elapsed <= WINDOW_MS) return (handled * MINUTE_MS) / elapsed;
      // Whole minutes only: the current one has hardly begun.
      const last = series.slice(-6, -1);
      return last.reduce((sum, count) => sum + count, 0) / Math.max(1, last.length);
    },
    series,
  };
}

/** States in which an item waits for nothing more, by phase. */
const ENDED: Readonly<Record<Phase, ReadonlySet<string>>> = {
  plan: new Set(ITEM_STATES),
  preflight: new Set(['confirmed', 'verified', 'failed', 'skipped']),
  run: new Set(['confirmed', 'verified', 'failed', 'skipped']),
  delta: new Set(['confirmed', 'verified', 'failed', 'skipped']),
  verify: new Set(['verified', 'failed', 'skipped']),
  rollback: new Set(['planned', 'skipped', 'failed']),
};

const sumOf = (
  counts: LedgerCounts,
  kinds: readonly ItemKind[],
  keep: (state: string) => boolean,
): number =>
  kinds
    .flatMap((kind) => Object.entries(counts[kind] ?? {}))
    .reduce((sum, [state, count]) => sum + (keep(state) ? count : 0), 0);

/** How a phase stands now. */
export async function progressOf(
  { ledger, clock }: Pick<Setup, 'ledger' | 'clock'>,
  {
    run,
    task,
    pace,
  }: {
    readonly run: LedgerRun;
    readonly task: { readonly phase: Phase; readonly kinds: readonly ItemKind[] };
    readonly pace: Pace;
  },
): Promise<Progress> {
  const counts = await ledger.counts();
  const ended = ENDED[task.phase];
  const total = sumOf(counts, task.kinds, () => true);
  const done = sumOf(counts, task.kinds, (state) => ended.has(state));
  const perMinute = pace.perMinute(clock.now());
  return {
    phase: task.phase,
    runId: run.id,
    counts,
    done,
    total,
    handled: pace.handled,
    perMinute,
    etaMs: perMinute > 0 ? ((total - done) / perMinute) * MINUTE_MS : null,
  };
}
