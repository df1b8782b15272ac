import { SupportError } from '../errors/base.ts';
import { ProviderError } from '../errors/classes.ts';
import type { BulkItem, BulkOptions, BulkProgress, BulkResult } from './request-options.ts';

/** One call of a bulk operation. */
export interface BulkCall {
  /** Where its items stand in the whole input. */
  readonly positions: readonly number[];
}

/** How a job stands. */
export type BulkJob = BulkProgress['jobs'][number];

/** Cuts an input into calls of at most `size` items; items with different keys never share one. */
export function toBulkCalls<T, Call>(
  items: readonly T[],
  cut: { readonly size: number; readonly keyOf?: ((item: T) => unknown) | undefined },
  build: (part: readonly T[]) => Call,
): readonly (Call & BulkCall)[] {
  const { size, keyOf = () => null } = cut;
  const groups = new Map<unknown, { readonly item: T; readonly position: number }[]>();
  for (const [position, item] of items.entries()) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ item, position });
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / size) }, (_, part) => {
      const entries = group.slice(part * size, (part + 1) * size);
      const positions = entries.map(({ position }) => position);
      return { positions, ...build(entries.map(({ item }) => item)) };
    }),
  );
}

/**
 * Runs the calls of a bulk operation, some at the same time, and tells what became of every input
 * item. A call that fails as a whole is told by its items, so that what the others did is not lost.
 *
 * @throws {SupportError} when every call failed, or the caller gave up.
 */
export async function runBulk<Call extends BulkCall>(
  calls: readonly Call[],
  run: (call: Call, onJob: (job: BulkJob) => void) => Promise<readonly BulkItem[]>,
  options: {
    readonly onProgress: BulkOptions['onProgress'] | undefined;
    /** Calls at the same time. */
    readonly atOnce: number;
  },
): Promise<BulkResult> {
  const items: BulkItem[] = [];
  const jobs = new Map<string, BulkJob>();
  const total = calls.reduce((sum, call) => sum + call.positions.length, 0);
  const report = (): void =>
    options.onProgress?.({ total, done: items.length, jobs: [...jobs.values()] });
  const onJob = (job: BulkJob): void => {
    jobs.set(job.id, job);
    report();
  };
  const queue = [...calls];
  const failures: SupportError[] = [];
  const attempt = async (call: Call): Promise<readonly BulkItem[]> => {
    try {
      return await run(call, onJob);
    } catch (error) {
      // Nobody waits any more, or this is a bug: either way nothing more is started.
      const failure = SupportError.isInstance(error) ? error : null;
      if (failure === null || failure.code === 'request_aborted') {
        queue.length = 0;
        throw error;
      }
      failures.push(failure);
      const nativeCode = failure instanceof ProviderError ? failure.nativeCode : null;
      return call.positions.map((index) => failedItem(index, failure.message, nativeCode));
    }
  };
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      items.push(...(await attempt(call)));
      report();
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.atOnce, calls.length) }, worker));
  const [failure] = failures;
  if (failure !== undefined && failures.length === calls.length) throw failure;
  items.sort((a, b) => a.index - b.index);
  const failed = items.filter((item) => !item.ok).length;
  return { items, succeeded: items.length - failed, failed, jobIds: [...jobs.keys()] };
}

/** An item that was not done, and why. */
export const failedItem = (
  index: number,
  message: string,
  nativeCode: string | null = null,
): BulkItem => ({ index, ok: false, id: null, error: { nativeCode, message } });
