import type {
  BulkItem,
  BulkOptions,
  BulkProgress,
  BulkResult,
} from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { hasCode, ProviderError } from '../../../src/errors/classes.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import { idOf, PROVIDER, type TranslationContext } from '../to-unified/common.ts';
import { jobResultWire, jobWire, type ZendeskJob, type ZendeskJobResult } from '../wire/jobs.ts';
import type { ZendeskCore } from './core.ts';

/** Items in one bulk call (sheet section 12). */
export const BULK_SIZE = 100;
// Zendesk runs at most 30 jobs at a time; other programs of the account need some of them.
const MOST_JOBS = 10;

/** One bulk call: its part of the input, and the request that starts the job. */
export interface BulkCall {
  /** Where its items stand in the whole input. */
  readonly positions: readonly number[];
  /** Native ids of the input, where it has them. */
  readonly ids?: readonly number[];
  readonly request: HttpRequest;
}

/** Cuts an input into bulk calls; items with different keys never share one. */
export function toBulkCalls<T>(
  items: readonly T[],
  build: (part: readonly T[]) => Pick<BulkCall, 'request' | 'ids'>,
  keyOf: (item: T) => unknown = () => null,
): readonly BulkCall[] {
  const groups = new Map<unknown, { readonly item: T; readonly position: number }[]>();
  for (const [position, item] of items.entries()) {
    const key = keyOf(item);
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push({ item, position });
  }
  return [...groups.values()].flatMap((group) =>
    Array.from({ length: Math.ceil(group.length / BULK_SIZE) }, (_, part) => {
      const entries = group.slice(part * BULK_SIZE, (part + 1) * BULK_SIZE);
      const positions = entries.map(({ position }) => position);
      return { positions, ...build(entries.map(({ item }) => item)) };
    }),
  );
}

/**
 * Runs bulk calls to their end and tells what became of every input item. A job that says it is
 * completed can still hold failed items, so each one is looked at. A call that fails as a whole is
 * told by its items, so that what the others did is not lost.
 *
 * @throws {SupportError} when every call failed, or the caller gave up.
 */
export async function runJobs(
  core: ZendeskCore,
  calls: readonly BulkCall[],
  options: BulkOptions = {},
): Promise<BulkResult> {
  const items: BulkItem[] = [];
  const jobs = new Map<string, BulkProgress['jobs'][number]>();
  const total = calls.reduce((sum, call) => sum + call.positions.length, 0);
  const report = (): void =>
    options.onProgress?.({ total, done: items.length, jobs: [...jobs.values()] });
  const onJob = (job: ZendeskJob): void => {
    jobs.set(job.id, { id: job.id, status: statusOf(job) });
    report();
  };
  const queue = [...calls];
  const failures: SupportError[] = [];
  const run = async (call: BulkCall): Promise<readonly BulkItem[]> => {
    try {
      const job = await runJob(core, call.request, { ...options, onJob });
      return itemsOf(job, call, core.context());
    } catch (error) {
      // Nobody waits any more, or this is a bug: either way no further job is started.
      if (!SupportError.isInstance(error) || hasCode(error, 'request_aborted')) {
        queue.length = 0;
        throw error;
      }
      failures.push(error);
      return lostItems(call, error);
    }
  };
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      items.push(...(await run(call)));
      report();
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_JOBS, calls.length) }, worker));
  const [failure] = failures;
  if (failure !== undefined && failures.length === calls.length) throw failure;
  items.sort((a, b) => a.index - b.index);
  const failed = items.filter((item) => !item.ok).length;
  return { items, succeeded: items.length - failed, failed, jobIds: [...jobs.keys()] };
}

/** Starts one job and waits for its end. */
async function runJob(
  core: ZendeskCore,
  request: HttpRequest,
  options: BulkOptions & { readonly onJob?: (job: ZendeskJob) => void } = {},
): Promise<ZendeskJob> {
  let job = jobOf(await core.send(request, options));
  options.onJob?.(job);
  while (isRunning(job)) {
    await core.sleep(options.pollIntervalMs ?? 1_000, options.signal);
    const path = `/api/v2/job_statuses/${encodeURIComponent(job.id)}`;
    job = jobOf(await core.send({ method: 'GET', path }, options));
    options.onJob?.(job);
  }
  if (job.status === 'completed') return job;
  throw jobFailed(`Zendesk ended the job ${job.id} as ${statusOf(job)}.`, job.status);
}

/**
 * Runs a job that does one thing, such as a merge.
 *
 * @throws {ProviderError} `job_failed` also for a completed job whose result is a failure.
 */
export async function runOneJob(
  core: ZendeskCore,
  request: HttpRequest,
  options: BulkOptions = {},
): Promise<void> {
  const { onProgress, ...rest } = options;
  const job = await runJob(core, request, {
    ...rest,
    onJob: (seen) => {
      const status = statusOf(seen);
      const done = status === 'completed' ? 1 : 0;
      onProgress?.({ total: 1, done, jobs: [{ id: seen.id, status }] });
    },
  });
  const failed = resultsOf(job).find(isFailed);
  if (failed === undefined) return;
  throw jobFailed(`Zendesk’s job ${job.id} ended without success.`, codeOf(failed.error));
}

const jobFailed = (message: string, nativeCode: string | null): ProviderError =>
  new ProviderError(message, {
    provider: PROVIDER,
    status: 200,
    code: 'job_failed',
    nativeCode: nativeCode ?? undefined,
  });

const jobOf = (data: unknown): ZendeskJob =>
  parseWire(jobWire, data, { provider: PROVIDER, what: 'job status' }).job_status;

const isRunning = (job: ZendeskJob): boolean => job.status === 'queued' || job.status === 'working';

const STATUSES = ['queued', 'working', 'completed', 'failed', 'killed'] as const;
const statusOf = (job: ZendeskJob): (typeof STATUSES)[number] =>
  STATUSES.find((status) => status === job.status) ?? 'failed';

/** A list, or one object where the job does one thing. */
function resultsOf({ results }: ZendeskJob): readonly ZendeskJobResult[] {
  if (results === null || results === undefined) return [];
  return (Array.isArray(results) ? results : [results]).map((json) =>
    parseWire(jobResultWire, json, { provider: PROVIDER, what: 'job result' }),
  );
}

const isFailed = ({ error, success }: ZendeskJobResult): boolean =>
  (error !== null && error !== undefined) || success === false;

/** Where in the input a result belongs: by id where the input had ids (one can be there twice). */
function positionsOf(result: ZendeskJobResult, { ids, positions }: BulkCall): readonly number[] {
  const id = Number(result.id);
  const byId = positions.filter((_, place) => ids?.[place] === id);
  const byIndex = positions[result.index ?? -1];
  if (byId.length > 0) return byId;
  return byIndex === undefined ? [] : [byIndex];
}

function itemsOf(
  job: ZendeskJob,
  call: BulkCall,
  context: Pick<TranslationContext, 'idPrefix'>,
): readonly BulkItem[] {
  const found = new Map<number, BulkItem>();
  for (const result of resultsOf(job)) {
    const failed = isFailed(result);
    const id =
      result.id === null || result.id === undefined || failed ? null : idOf(context, result.id);
    const error = failed
      ? { nativeCode: codeOf(result.error), message: 'Zendesk refused this item of the job.' }
      : null;
    for (const index of positionsOf(result, call)) {
      found.set(index, { index, ok: !failed, id, error });
    }
  }
  const unknown = 'Zendesk’s job does not say what became of this item.';
  return call.positions.map((index) => found.get(index) ?? lostItem(index, null, unknown));
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'string' && /^\w+$/.test(error) ? error : null;

function lostItems({ positions }: BulkCall, error: SupportError): readonly BulkItem[] {
  const nativeCode = error instanceof ProviderError ? error.nativeCode : null;
  return positions.map((index) => lostItem(index, nativeCode, error.message));
}

const lostItem = (index: number, nativeCode: string | null, message: string): BulkItem => ({
  index,
  ok: false,
  id: null,
  error: { nativeCode, message },
});
