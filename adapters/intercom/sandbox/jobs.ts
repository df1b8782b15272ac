import { put } from '../../../src/sandbox/kit/table.ts';
import type { Call } from './call.ts';
import type { JobRow } from './records/settings.ts';
import { nextNumber, type World } from './world.ts';

/** Left alone, a job is done after this long; looking twice moves it on at once. */
const longestRunMs = 5000;

/** Starts the job of a ticket that was enqueued (section 11); it failed where there is no ticket. */
export function startJob(world: World, ticketId: string | null): JobRow {
  return put(world.state.jobs, {
    id: nextNumber(world, 'record'),
    polls: 0,
    resource_id: ticketId,
    created_ms: world.clock.now(),
  });
}

function isDone(world: World, job: JobRow): boolean {
  return job.polls >= 2 || world.clock.now() - job.created_ms >= longestRunMs;
}

/** A job as it stands: only a finished one names its ticket. */
export function presentJob({ world, origin }: Pick<Call, 'world' | 'origin'>, job: JobRow): object {
  const done = isDone(world, job);
  const id = done ? job.resource_id : null;
  return {
    type: 'job',
    id: job.id,
    status: done ? (id === null ? 'failed' : 'success') : 'pending',
    url: `${origin}/jobs/status/${job.id}`,
    resource_type: 'ticket',
    resource_id: id,
    resource_url: id === null ? null : `${origin}/tickets/${id}`,
  };
}
