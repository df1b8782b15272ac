import { isoNow, type World } from './world.ts';
import type { JobRow } from './records/settings.ts';

/** Starts a job whose work is already done: what remains is to be asked for (section 8.6). */
export function startJob(world: World, origin: string, name: string): object {
  const job: JobRow = {
    id: world.random.hex(29),
    name,
    created_at: isoNow(world),
    polls: 0,
  };
  world.state.jobs.set(job.id, job);
  return { job_id: job.id, href: `${origin}/api/v2/jobs/${job.id}` };
}

/** In progress for some polls; the word at the end is unconfirmed (section 8.6). */
export function pollJob(world: World, job: JobRow): object {
  job.polls += 1;
  const done = job.polls > world.settings.jobPolls;
  const { id, name, created_at } = job;
  return {
    id,
    name,
    status: done ? world.settings.unconfirmed.finishedJobStatus : 'IN PROGRESS',
    created_at,
    updated_at: isoNow(world),
    status_updated_at: isoNow(world),
    progress: done ? 100 : 50,
  };
}
