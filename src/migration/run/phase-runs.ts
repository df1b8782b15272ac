import type { Setup } from '../carry/work.ts';
import type { LedgerRun, Phase } from '../ledger/types.ts';
import { deskName } from '../setup.ts';
import type { Progress } from '../types.ts';

/** Begins the runs of phases, and puts down with each what it asked of both desks. */
export interface PhaseRuns {
  /** Binds the ledger to both desks, once. */
  open(): Promise<void>;
  /** A phase of one piece: its run ends with it, however it ends. */
  once<T>(phase: Phase, work: (run: LedgerRun) => Promise<T>): Promise<T>;
  /** A phase that tells its progress, and begins and ends its run itself. */
  stream(
    phase: Phase,
    work: (begin: () => Promise<LedgerRun>) => AsyncIterable<Progress>,
  ): AsyncGenerator<Progress, void, void>;
}

/** Nothing is opened or begun yet. */
export function createPhaseRuns({ ledger, clock, notes, from, to }: Setup): PhaseRuns {
  let opened: Promise<void> | null = null;
  const open = (): Promise<void> => {
    opened ??= ledger.open({ from: deskName(from), to: deskName(to) }).catch((error) => {
      opened = null;
      throw error;
    });
    return opened;
  };
  const start = async (phase: Phase): Promise<LedgerRun> => {
    await open();
    return ledger.startRun(phase, clock.now());
  };
  return {
    open,
    async once(phase, work) {
      const run = await start(phase);
      const stop = notes.listen();
      try {
        const value = await work(run);
        await ledger.endRun(run.id, 'done', clock.now());
        return value;
      } catch (error) {
        await ledger.endRun(run.id, 'failed', clock.now());
        throw error;
      } finally {
        stop();
        await notes.save(run.id);
      }
    },
    async *stream(phase, work) {
      // Settings are read before a run begins, so that it is not the run that tells when to listen.
      const stop = notes.listen();
      let runId: string | null = null;
      try {
        yield* work(async () => {
          const run = await start(phase);
          runId = run.id;
          return run;
        });
      } finally {
        stop();
        if (runId !== null) await notes.save(runId);
      }
    },
  };
}
