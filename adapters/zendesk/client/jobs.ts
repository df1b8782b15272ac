import type {
  BulkItem,
  BulkOptions,
  BulkProgress,
  BulkResult,
} from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { ProviderError } from '../../../src/errors/classes.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import { idOf, PROVIDER, type TranslationContext } from '../to-unified/common.ts';
import { jobResultWire, jobWire, type ZendeskJob } from '../wire/jobs.ts';
import type { ZendeskCore } from './core.ts';

/** Items in one bulk call (sheet section 12). */
export const BULK_SIZE = 100;
// Zendesk runs at most 30 jobs at a time; other programs of the account need some of them.
const MOST_JOBS = 10;

/** One bulk call: its part of the input, and the request that starts the job. */
export interface BulkCall {
  /** Position of the first item in the whole input. */
  readonly offset: number;
  readonly count: number;
  /** Native ids of the input, where it has them. */
  readonly ids?: readonly number[];
  readonly request: HttpRequest;
}

/** Cuts an input into bulk calls. */
export function toBulkCalls<T>(
  items: readonly T[],
  build: (part: readonly T[]) => Pick<BulkCall, 'request' | 'ids'>,
): readonly BulkCall[] {
  const calls: BulkCall[] = [];
  for (let offset = 0; offset < items.length; offset += BULK_SIZE) {
    const part = items.slice(offset, offset + BULK_SIZE);
    calls.push({ offset, count: part.length, ...build(part) });
  }
  return calls;
}

/**
 * Runs bulk calls to their end and tells what became of every input item. A job that says it is
 * completed can still hold failed items, so each one is looked at.
 */
export async function runJobs(
  core: ZendeskCore,
  calls: readonly BulkCall[],
  options: BulkOptions = {},
): Promise<BulkResult> {
  const items: BulkItem[] = [];
  const jobs = new Map<string, BulkProgress['jobs'][number]>();
  const total = calls.reduce((sum, call) => sum + call.count, 0);
  const report = (): void =>
    options.onProgress?.({ total, done: items.length, jobs: [...jobs.values()] });
  const onJob = (job: ZendeskJob): void => {
    jobs.set(job.id, { id: job.id, status: statusOf(job) });
    report();
  };
  const queue = [...calls];
  const worker = async (): Promise<void> => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      const job = await runJob(core, call.request, { ...options, onJob });
      items.push(...itemsOf(job, call, core.context()));
      report();
    }
  };
  await Promise.all(Array.from({ length: Math.min(MOST_JOBS, calls.length) }, worker));
  items.sort((a, b) => a.index - b.index);
  const failed = items.filter((item) => !item.ok).length;
  return { items, succeeded: items.length - failed, failed, jobIds: [...jobs.keys()] };
}

/** Starts one job and waits for its end. */
export async function runJob(
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
  throw new ProviderError(`Zendesk ended the job ${job.id} as ${statusOf(job)}.`, {
    provider: PROVIDER,
    status: 200,
    code: 'job_failed',
    nativeCode: job.status,
  });
}

const jobOf = (data: unknown): ZendeskJob =>
  parseWire(jobWire, data, { provider: PROVIDER, what: 'job status' }).job_status;

const isRunning = (job: ZendeskJob): boolean => job.status === 'queued' || job.status === 'working';

const STATUSES = ['queued', 'working', 'completed', 'failed', 'killed'] as const;
const statusOf = (job: ZendeskJob): (typeof STATUSES)[number] =>
  STATUSES.find((status) => status === job.status) ?? 'failed';

/** Results name the input by `index`, or by id where the input had ids. */
function itemsOf(
  job: ZendeskJob,
  call: BulkCall,
  context: Pick<TranslationContext, 'idPrefix'>,
): readonly BulkItem[] {
  const results = Array.isArray(job.results) ? job.results : [];
  const byIndex = new Map<number, BulkItem>();
  for (const json of results) {
    const result = parseWire(jobResultWire, json, { provider: PROVIDER, what: 'job result' });
    const position =
      result.index ?? (call.ids === undefined ? -1 : call.ids.indexOf(Number(result.id)));
    if (position < 0 || position >= call.count) continue;
    const failed =
      (result.error !== null && result.error !== undefined) || result.success === false;
    byIndex.set(position, {
      index: call.offset + position,
      ok: !failed,
      id: result.id === null || result.id === undefined || failed ? null : idOf(context, result.id),
      error: failed
        ? { nativeCode: codeOf(result.error), message: 'Zendesk refused this item of the job.' }
        : null,
    });
  }
  return Array.from(
    { length: call.count },
    (_, position) => byIndex.get(position) ?? missing(call.offset + position),
  );
}

const codeOf = (error: unknown): string | null =>
  typeof error === 'string' && /^\w+$/.test(error) ? error : null;

const missing = (index: number): BulkItem => ({
  index,
  ok: false,
  id: null,
  error: { nativeCode: null, message: 'Zendesk’s job does not say what became of this item.' },
});
