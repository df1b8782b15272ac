import { type BulkCall, runBulk, toBulkCalls } from '../../../src/adapter/bulk.ts';
import type { BulkOptions, BulkResult } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { SupportError } from '../../../src/errors/base.ts';
import { ProviderError, RequestError } from '../../../src/errors/classes.ts';
import type { HttpRequest } from '../../../src/http/http-options.ts';
import { idOf, PROVIDER } from '../to-unified/common.ts';
import { type FreshdeskJob, jobStartedWire, jobWire } from '../wire/jobs.ts';
import type { FreshdeskCore } from './core.ts';

/** Tickets in one bulk call: the true limit is not documented (sheet section 8.6). */
export const BULK_SIZE = 100;
const AT_ONCE = 3;

/** One bulk call: its part of the input, and the request that starts the job. */
export interface JobCall extends BulkCall {
  readonly ids: readonly number[];
  readonly request: HttpRequest;
}

/** Cuts a list of tickets into bulk calls. */
export const toJobCalls = (
  ids: readonly number[],
  build: (part: readonly number[]) => HttpRequest,
): readonly JobCall[] =>
  toBulkCalls(ids, { size: BULK_SIZE }, (part) => ({ ids: part, request: build(part) }));

/**
 * Runs bulk calls to their end. Freshdesk tells of a job as a whole only: all its tickets count as
 * done when it is, also those that it passed over.
 *
 * @throws {SupportError} when every call failed, or the caller gave up.
 */
export function runJobs(
  core: FreshdeskCore,
  calls: readonly JobCall[],
  options: BulkOptions = {},
): Promise<BulkResult> {
  const context = core.context();
  return runBulk(
    calls,
    async ({ request, ids, positions }, onJob) => {
      await runJob(core, request, {
        ...options,
        onJob: ({ id, status }) => onJob({ id: String(id), status: stateOf(status) }),
      });
      return positions.map((index, place) => {
        const id = ids[place];
        return { index, ok: true, id: id === undefined ? null : idOf(context, id), error: null };
      });
    },
    { onProgress: options.onProgress, atOnce: AT_ONCE },
  );
}

/** Longest wait for one job; how long jobs take is nowhere documented. */
const MOST_WAIT_MS = 1_800_000;

/**
 * Starts a job and waits for its end.
 *
 * @throws {ProviderError} `job_failed` when it ends in any other way than done.
 * @throws {RequestError} `outcome_unknown` when the job runs but cannot be looked at, or for too long.
 */
export async function runJob(
  core: FreshdeskCore,
  request: HttpRequest,
  options: BulkOptions & { readonly onJob?: (job: FreshdeskJob) => void },
): Promise<void> {
  const data = await core.send(request, options);
  const started = parseWire(jobStartedWire, data, { provider: PROVIDER, what: 'started job' });
  const jobId = String(started.job_id);
  let job: FreshdeskJob = { id: jobId, status: 'QUEUED' };
  options.onJob?.(job);
  const deadline = core.now() + MOST_WAIT_MS;
  while (stateOf(job.status) === 'queued' || stateOf(job.status) === 'working') {
    await core.sleep(options.pollIntervalMs ?? 1_000, options.signal);
    if (core.now() > deadline) throw unknownOutcome(jobId);
    job = await lookAt(core, jobId, options);
    options.onJob?.(job);
  }
  if (stateOf(job.status) === 'completed') return;
  throw new ProviderError('Freshdesk ended a job without success.', {
    provider: PROVIDER,
    status: 200,
    code: 'job_failed',
    nativeCode: /^[\w ]{1,40}$/.test(job.status ?? '') ? (job.status ?? undefined) : undefined,
  });
}

async function lookAt(
  core: FreshdeskCore,
  id: string,
  options: BulkOptions,
): Promise<FreshdeskJob> {
  const path = `/api/v2/jobs/${encodeURIComponent(id)}`;
  try {
    return parseWire(jobWire, await core.get(path, options), { provider: PROVIDER, what: 'job' });
  } catch (error) {
    // The job was taken and goes on: calling it failed would invite a repeat.
    if (!SupportError.isInstance(error) || error.code === 'request_aborted') throw error;
    throw unknownOutcome(id, error);
  }
}

function unknownOutcome(id: string, cause?: SupportError): RequestError {
  const name = /^[\w-]{1,64}$/.test(id) ? ` ${id}` : '';
  return new RequestError(
    `Freshdesk has taken job${name}, but its outcome is unknown: read its tickets before you repeat it.`,
    { code: 'outcome_unknown', provider: PROVIDER, cause },
  );
}

/** Which words end a job is not documented: whatever is neither waiting nor at work is an end. */
function stateOf(status: string | null | undefined): 'queued' | 'working' | 'completed' | 'failed' {
  const word = (status ?? '').toUpperCase().replace(/[\s-]+/g, '_');
  if (word === 'QUEUED' || word === 'PENDING') return 'queued';
  if (word === 'IN_PROGRESS') return 'working';
  return /^(COMPLETED?|SUCCESS(FUL)?|SUCCEEDED|DONE|FINISHED)$/.test(word) ? 'completed' : 'failed';
}
