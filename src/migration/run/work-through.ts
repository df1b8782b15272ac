import { MigrationError } from '../../errors/classes.ts';
import type { Claim, ItemKind, LedgerRun, Phase } from '../ledger/types.ts';
import type { Progress } from '../types.ts';
import type { Setup } from '../carry/work.ts';
import { createCrewSize, type CrewSize } from './crew-size.ts';
import { createPace, type Pace, progressOf } from './progress.ts';
import { watchDesks } from './watch-desks.ts';

/** What a phase does with the items that it claims. */
export interface Task {
  readonly phase: Phase;
  readonly kinds: readonly ItemKind[];
  claim(request: {
    readonly limit: number;
    readonly runId: string;
    readonly now: number;
    readonly until: number;
  }): Promise<readonly Claim[]>;
  /** Whether other processes still hold items of this kind. */
  isHeldElsewhere(): Promise<boolean>;
  /**
   * Answers whether the item has come to an end; if not, it is to be tried again after a pause, or `waits` for
   * others, which says nothing of the desks. Throws only what would stop every other item as well.
   */
  handle(
    claim: Claim,
    run: { readonly runId: string; readonly signal: AbortSignal },
  ): Promise<boolean | 'waits'>;
}

const PROGRESS_MS = 250;
const WAIT_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Claims items and works at several of them at once, until there are none. Progress is told a few times a
 * second. Leaving the loop, or aborting `signal`, lets what is at work come to its end and stops; the rest
 * is claimed by whoever comes next.
 *
 * @throws {MigrationError} when the run was ended from outside.
 */
export async function* workThrough(
  setup: Setup,
  run: LedgerRun,
  task: Task,
  asked: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const { clock, ledger, leaseMs } = setup;
  const stop = new AbortController();
  expectListeners(stop.signal);
  const failure: { error: unknown; isSet: boolean } = { error: null, isSet: false };
  const fail = (error: unknown): void => {
    if (!failure.isSet) Object.assign(failure, { error, isSet: true });
    stop.abort(error);
  };
  const beat = heartbeat(setup, run, stop.signal).catch(fail);
  const pace = createPace(clock.now());
  const size = createCrewSize(setup.concurrency);
  const unwatch = watchDesks(setup, size);
  const crew = createCrew(setup, { task, run, signal: stop.signal, pace, size, fail });
  // Only a stop rejects a sleep, and the loop asks for that itself.
  const rest = (ms: number) => clock.sleep(ms, stop.signal).catch(() => undefined);
  const waiting: Claim[] = [];
  let told = 0;
  let outcome: 'done' | 'failed' | 'cancelled' = 'cancelled';
  try {
    while (!stop.signal.aborted && asked?.aborted !== true) {
      const now = clock.now();
      if (crew.resumeAt > now && crew.size === 0) {
        await rest(crew.resumeAt - now);
        continue;
      }
      if (waiting.length === 0 && crew.size < size.size && crew.resumeAt <= now) {
        // A few more than are worked at, so that one transaction serves several.
        const limit = size.size * 2 - crew.size;
        waiting.push(...(await task.claim({ limit, runId: run.id, now, until: now + leaseMs })));
      }
      while (crew.size < size.size && crew.resumeAt <= now) {
        const next = waiting.shift();
        if (next === undefined) break;
        crew.begin(next);
      }
      if (crew.size === 0 && waiting.length === 0) {
        if (await task.isHeldElsewhere()) {
          await rest(WAIT_MS);
          continue;
        }
        outcome = 'done';
        break;
      }
      await crew.oneDone();
      if (clock.now() - told >= PROGRESS_MS) {
        told = clock.now();
        yield await progressOf(setup, { run, task, pace });
      }
    }
  } catch (error) {
    fail(error);
  } finally {
    await crew.allDone();
    unwatch();
    stop.abort();
    await beat;
    await ledger.endRun(run.id, failure.isSet ? 'failed' : outcome, clock.now());
  }
  if (failure.isSet) throw failure.error;
  yield await progressOf(setup, { run, task, pace });
}

/** Items that are worked at. */
interface Crew {
  begin(claim: Claim): void;
  readonly size: number;
  /** Nothing more is to be begun before this moment: a desk that is down is down for every item. */
  readonly resumeAt: number;
  oneDone(): Promise<void>;
  allDone(): Promise<void>;
}

function createCrew(
  { clock }: Setup,
  {
    task,
    run,
    signal,
    pace,
    size,
    fail,
  }: {
    readonly task: Task;
    readonly run: LedgerRun;
    readonly signal: AbortSignal;
    readonly pace: Pace;
    readonly size: CrewSize;
    readonly fail: (error: unknown) => void;
  },
): Crew {
  const atWork = new Set<Promise<void>>();
  let failures = 0;
  let resumeAt = 0;
  const ended = (isDone: boolean): void => {
    failures = isDone ? 0 : failures + 1;
    if (isDone) pace.count(clock.now());
    else resumeAt = clock.now() + Math.min(LONGEST_PAUSE_MS, 125 * 2 ** failures);
  };
  return {
    begin(claim) {
      const work = task
        .handle(claim, { runId: run.id, signal })
        .then((isDone) => {
          if (isDone === 'waits') return;
          size.ended(clock.now());
          ended(isDone);
        })
        .catch(fail)
        .finally(() => atWork.delete(work));
      atWork.add(work);
    },
    get size() {
      return atWork.size;
    },
    get resumeAt() {
      return resumeAt;
    },
    async oneDone() {
      await Promise.race(atWork);
    },
    async allDone() {
      await Promise.all(atWork);
    },
  };
}

/** Every call at work listens to the one signal; Node takes more than ten of them for a leak. */
function expectListeners(signal: AbortSignal): void {
  const host: { readonly process?: { getBuiltinModule?(name: string): unknown } } = globalThis;
  // Safe: the built-in module of that name has this function in every release.
  const events = host.process?.getBuiltinModule?.('node:events') as
    | { setMaxListeners(count: number, target: AbortSignal): void }
    | undefined;
  events?.setMaxListeners(0, signal);
}

/** Tells the ledger that this run is alive, which extends its claims. */
async function heartbeat(
  { ledger, clock, leaseMs, notes }: Setup,
  run: LedgerRun,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    try {
      await clock.sleep(leaseMs / 4, signal);
    } catch {
      return;
    }
    const now = clock.now();
    if (!(await ledger.heartbeat(run.id, now, now + leaseMs))) throw endedFromOutside(run);
    await notes.save(run.id);
  }
}

const endedFromOutside = ({ id }: LedgerRun): MigrationError =>
  new MigrationError(
    `The run ${id} was ended from outside: it was cancelled, or another took it over. Nothing is lost: ` +
      'what it was at is looked for at the target before it is written again.',
  );
