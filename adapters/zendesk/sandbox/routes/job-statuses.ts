import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { actorOf, type Call, ok, type ZendeskRoute } from '../call.ts';
import { problems } from '../errors.ts';
import { findJob, presentJob } from '../jobs.ts';
import { listPage, wholeList } from '../paging/lists.ts';
import type { JobRow } from '../records/settings.ts';

/** Each look moves a job on: queued, working, completed (sections 12 and 27). */
function poll(call: Call, job: JobRow): object {
  job.polls += 1;
  return presentJob(call, job);
}

function show(call: Call): Reply {
  actorOf(call);
  const job = findJob(call.world, call.params['job_status_id'] ?? '');
  if (job === null) throw problems.notFound();
  return ok({ job_status: poll(call, job) });
}

function showMany(call: Call): Reply {
  actorOf(call);
  const ids = (call.query.get('ids') ?? '').split(',');
  const jobs = ids.flatMap((id) => findJob(call.world, id) ?? []);
  return ok(
    wholeList(
      'job_statuses',
      jobs.map((job) => poll(call, job)),
    ),
  );
}

function list(call: Call): Reply {
  actorOf(call);
  const jobs = [...call.world.state.jobs.values()];
  const order = {
    name: 'created_at,id',
    key: (row: JobRow) => row.created_ms,
    tie: (row: JobRow) => jobs.indexOf(row),
  };
  return ok(
    listPage(call, {
      key: 'job_statuses',
      rows: jobs,
      order,
      present: (row) => presentJob(call, row),
    }),
  );
}

export const jobStatusRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/job_statuses', list],
  ['GET', '/api/v2/job_statuses/show_many', showMany],
  ['GET', '/api/v2/job_statuses/{job_status_id}', show],
];
