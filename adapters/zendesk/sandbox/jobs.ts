import { ProblemError } from '../../../src/sandbox/kit/messages.ts';
import { asList, asRecord } from '../../../src/sandbox/kit/json.ts';
import type { Call } from './call.ts';
import { problems } from './errors.ts';
import type { JobRow } from './records/settings.ts';
import type { World } from './world.ts';

/** Left alone, a job is done after this long; polling moves it on at once (section 12). */
const longestRunMs = 60_000;
const keptMs = 24 * 60 * 60_000;

type JobState = 'queued' | 'working' | 'completed';

function jobState(world: World, job: JobRow): JobState {
  if (job.polls >= 2 || world.clock.now() - job.created_ms >= longestRunMs) return 'completed';
  return job.polls === 1 ? 'working' : 'queued';
}

export interface JobPlan {
  readonly total: number | null;
  readonly verb: string;
  readonly results: JobRow['results'];
}

/** Starts a job; the 31st that is queued or running is refused (section 12). */
export function startJob(call: Call, plan: () => JobPlan): object {
  const { world } = call;
  const live = [...world.state.jobs.values()].filter((job) => jobState(world, job) !== 'completed');
  if (live.length >= 30) throw problems.tooManyJobs();
  const job: JobRow = {
    id: `V3-${world.random.hex(32)}`,
    created_ms: world.clock.now(),
    polls: 0,
    ...plan(),
  };
  world.state.jobs.set(job.id, job);
  return { job_status: presentJob(call, job) };
}

/** A job as it stands; jobs are kept for a day. */
export function presentJob(call: Call, job: JobRow): object {
  const state = jobState(call.world, job);
  const total = job.total;
  const done =
    total === null
      ? null
      : state === 'completed'
        ? total
        : state === 'working'
          ? Math.max(1, Math.floor(total / 2))
          : 0;
  const at = new Date(job.created_ms).toISOString().slice(0, 19).replace('T', ' ');
  const messages: Readonly<Record<JobState, string | null>> = {
    queued: null,
    working: `${job.verb} #${done ?? 0}`,
    completed: `Completed at ${at} +0000`,
  };
  return {
    id: job.id,
    url: `${call.origin}/api/v2/job_statuses/${job.id}.json`,
    total,
    progress: state === 'queued' ? null : done,
    status: state,
    message: messages[state],
    results: state === 'completed' ? job.results : null,
  };
}

export function findJob(world: World, id: string): JobRow | null {
  const job = world.state.jobs.get(id);
  return job === undefined || world.clock.now() - job.created_ms > keptMs ? null : job;
}

/**
 * Runs one step per item. Creations run in another order than the input, so that ids do not follow
 * it; the results stand by index (section 12). A failure is an item of a completed job.
 */
export function runItems(
  world: World,
  items: readonly unknown[],
  failure: string,
  step: (item: unknown, index: number) => object,
  options: { readonly shuffled?: boolean } = {},
): object[] {
  const entries = items.map((item, index) => ({ item, index }));
  const order = options.shuffled === true ? shuffleAway(world, entries) : entries;
  const results = new Map<number, object>();
  for (const { item, index } of order) results.set(index, runItem(item, index, failure, step));
  return entries.map(({ index }) => results.get(index) ?? {});
}

/** A shuffle that never is the input's own order (with two items or more). */
function shuffleAway<Item extends { readonly index: number }>(
  world: World,
  items: readonly Item[],
): Item[] {
  const shuffled = world.random.shuffle(items);
  return shuffled.every((item, position) => item.index === position)
    ? shuffled.reverse()
    : shuffled;
}

function runItem(
  item: unknown,
  index: number,
  failure: string,
  step: (item: unknown, index: number) => object,
): object {
  try {
    return step(item, index);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const id = asRecord(item)['id'];
    return {
      index,
      ...(id === undefined ? {} : { id }),
      error: failure,
      details: detailsOf(error),
    };
  }
}

/** The texts of a 422 on one line, as failed items carry them. */
function detailsOf(error: ProblemError): string {
  const body = asRecord(error.reply.body);
  const texts = Object.values(asRecord(body['details'])).flatMap((complaints) =>
    asList(complaints).map((complaint) => String(asRecord(complaint)['description'])),
  );
  return texts.length > 0 ? texts.join(', ') : String(body['description'] ?? body['error'] ?? '');
}
