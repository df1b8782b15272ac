import { asText, omit } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  adminOf,
  type Call,
  idOf,
  linkTo,
  ok,
  payloadOf,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { fireTicketEvent } from '../events.ts';
import { byId, countBody, listPage, wholeList } from '../paging/lists.ts';
import { presentRating } from '../present/tickets.ts';
import type { PlainRow, RatingRow } from '../records/settings.ts';
import { liveTicket } from '../tickets/write.ts';
import { isoNow, nextId, ticketChanged } from '../world.ts';

/** Query-only scores stand for several (section 16). */
const scoreGroups: Readonly<Record<string, (row: RatingRow) => boolean>> = {
  received: (row) => row.score === 'good' || row.score === 'bad',
  good_with_comment: (row) => row.score === 'good' && row.comment !== null,
  good_without_comment: (row) => row.score === 'good' && row.comment === null,
  bad_with_comment: (row) => row.score === 'bad' && row.comment !== null,
  bad_without_comment: (row) => row.score === 'bad' && row.comment === null,
};

function ratingsOf(call: Call): RatingRow[] {
  adminOf(call);
  const score = call.query.get('score');
  const start = Number(call.query.get('start_time') ?? 0);
  const end = Number(call.query.get('end_time') ?? Number.POSITIVE_INFINITY);
  const match =
    score === null ? () => true : (scoreGroups[score] ?? ((row: RatingRow) => row.score === score));
  return [...call.world.state.ratings.rows.values()].filter((row) => {
    const at = Date.parse(row.created_at) / 1000;
    return match(row) && at >= start && at <= end;
  });
}

function listRatings(call: Call): Reply {
  return ok(
    listPage(call, {
      key: 'satisfaction_ratings',
      rows: ratingsOf(call),
      order: byId<RatingRow>(),
      present: (row) => presentRating(call, row),
    }),
  );
}

function showRating(call: Call): Reply {
  adminOf(call);
  return ok({
    satisfaction_rating: presentRating(
      call,
      rowOf(call.world.state.ratings.rows, call, 'satisfaction_rating_id'),
    ),
  });
}

/** Only as the requesting end user, only once the ticket is solved (section 16). */
function rate(call: Call): Reply {
  const { world } = call;
  const actor = actorOf(call);
  const ticket = liveTicket(world, idOf(call, 'ticket_id'));
  if (actor.id !== ticket.requester_id || actor.role !== 'end-user') throw problems.forbidden();
  const { score, comment } = payloadOf(call, 'satisfaction_rating');
  if (score !== 'good' && score !== 'bad')
    throw invalidField('score', 'Score: is invalid', 'InvalidValue');
  if (ticket.status !== 'solved' && ticket.status !== 'closed')
    throw invalidField('base', 'Ticket is not solved');
  const row: RatingRow = {
    id: nextId(world),
    ticket_id: ticket.id,
    requester_id: ticket.requester_id,
    assignee_id: ticket.assignee_id,
    group_id: ticket.group_id,
    score,
    comment: asText(comment),
    created_at: isoNow(world),
    updated_at: isoNow(world),
  };
  put(world.state.ratings, row);
  ticket.satisfaction = { id: row.id, score, comment: row.comment };
  ticketChanged(world, ticket);
  fireTicketEvent(world, ticket, actor.id, 'csat_received', { rating: { score } });
  return ok({ satisfaction_rating: presentRating(call, row) });
}

const withUrl = (call: Call, path: string) => (row: PlainRow) => ({
  url: linkTo(call, `${path}/${row.id}`),
  ...row,
});

function listPolicies(call: Call): Reply {
  adminOf(call);
  const rows = [...call.world.state.slaPolicies.rows.values()];
  return ok(wholeList('sla_policies', rows.map(withUrl(call, 'slas/policies'))));
}

function showPolicy(call: Call): Reply {
  adminOf(call);
  const row = rowOf(call.world.state.slaPolicies.rows, call, 'sla_policy_id');
  return ok({ sla_policy: withUrl(call, 'slas/policies')(row) });
}

/** Section 17: `{schedules, url}`, no paging keys. */
function listSchedules(call: Call): Reply {
  staffOf(call);
  const schedules = [...call.world.state.schedules.rows.values()];
  return ok({ schedules, url: `${call.origin}/api/v2/business_hours/schedules` });
}

function showSchedule(call: Call): Reply {
  staffOf(call);
  return ok({ schedule: rowOf(call.world.state.schedules.rows, call, 'schedule_id') });
}

function listHolidays(call: Call): Reply {
  staffOf(call);
  const schedule = rowOf(call.world.state.schedules.rows, call, 'schedule_id');
  const holidays = [...call.world.state.holidays.rows.values()]
    .filter((row) => row.schedule_id === schedule.id)
    .map((row) => omit(row, 'schedule_id'));
  return ok({
    holidays,
    url: `${call.origin}/api/v2/business_hours/schedules/${schedule.id}/holidays`,
  });
}

export const serviceRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/satisfaction_ratings', listRatings],
  [
    'GET',
    '/api/v2/satisfaction_ratings/count',
    (call) => ok(countBody(ratingsOf(call).length, isoNow(call.world))),
  ],
  ['GET', '/api/v2/satisfaction_ratings/{satisfaction_rating_id}', showRating],
  ['POST', '/api/v2/tickets/{ticket_id}/satisfaction_rating', rate],
  ['GET', '/api/v2/slas/policies', listPolicies],
  ['GET', '/api/v2/slas/policies/{sla_policy_id}', showPolicy],
  ['GET', '/api/v2/business_hours/schedules', listSchedules],
  ['GET', '/api/v2/business_hours/schedules/{schedule_id}', showSchedule],
  ['GET', '/api/v2/business_hours/schedules/{schedule_id}/holidays', listHolidays],
];
