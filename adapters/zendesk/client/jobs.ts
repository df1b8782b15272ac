import { type BulkCall, failedItem, runBulk, toBulkCalls } from '../../../src/adapter/bulk.ts';
import type { BulkItem, BulkOptions, BulkResult } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ProviderError } from '../../../src/errors/classes.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import { idOf, PROVIDER, type TranslationContext } from '../to-unified/common.ts';
import { jobResultWire, jobWire, type ZendeskJob, type ZendeskJobResult } from '../wire/jobs.ts';
import type { ZendeskCore } from './core.ts';

/** Items in one bulk call (sheet section 12). */
export const BULK_SIZE = 100;
// Zendesk runs at most 30 jobs at a time; other programs of the account need some of them.
const MOST_JOBS = 10;

/** One bulk call: its part of the input, and the request that starts the job. */
export interface JobCall extends BulkCall {
  /** Native ids of the input, where it has them. */
  readonly ids?: readonly number[];
  readonly request: HttpRequest;
}

/** Cuts an input into bulk calls; items with different keys never share one. */
export const toJobCalls = <T>(
  items: readonly T[],
  build: (part: readonly T[]) => Pick<JobCall, 'request' | 'ids'>,
  keyOf?: (item: T) => unknown,
): readonly JobCall[] => toBulkCalls(items, { size: BULK_SIZE, keyOf }, build);

/**
 * Runs bulk calls to their end and tells what became of every input item. A job that says it is
 * completed can still hold failed items, so each one is looked at.
 *
 * @throws {SupportError} when every call failed, or the caller gave up.
 */
export function runJobs(
  core: ZendeskCore,
  calls: readonly JobCall[],
  options: BulkOptions = {},
): Promise<BulkResult> {
  return runBulk(
    calls,
    async (call, report) => {
      const onJob = (job: ZendeskJob): void => report({ id: job.id, status: statusOf(job) });
      const job = await runJob(core, call.request, { ...options, onJob });
      return itemsOf(job, call, core.context());
    },
    { onProgress: options.onProgress, atOnce: MOST_JOBS },
  );
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
function positionsOf(result: ZendeskJobResult, { ids, positions }: JobCall): readonly number[] {
  const id = Number(result.id);
  const byId = positions.filter((_, place) => ids?.[place] === id);
  const byIndex = positions[result.index ?? -1];
  if (byId.length > 0) return byId;
  return byIndex === undefined ? [] : [byIndex];
}

function itemsOf(
  job: ZendeskJob,
  call: JobCall,
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
  return call.positions.map((index) => found.get(index) ?? failedItem(index, unknown));
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'string' && /^\w+$/.test(error) ? error : null;
