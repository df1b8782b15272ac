import { setTimeout as sleep } from 'node:timers/promises';
import { performance } from 'node:perf_hooks';

/** How many go at the same time, and how many may start in a second. */
export interface Pace {
  readonly concurrency: number;
  /** @default as fast as it goes */
  readonly perSecond?: number | undefined;
}

/** Runs a task for every number below `count`, in their order, no faster than allowed. */
export async function runPaced(
  count: number,
  { concurrency, perSecond }: Pace,
  task: (index: number) => Promise<void>,
): Promise<void> {
  const startedAt = performance.now();
  const dueIn = (index: number): number =>
    perSecond === undefined ? 0 : startedAt + (index * 1000) / perSecond - performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      const waitMs = dueIn(index);
      if (waitMs > 0) await sleep(waitMs);
      await task(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, work));
}
