import { asInteger, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { actorOf, type Call, checkedBody, checkQuery, type FreshdeskRoute, ok } from '../call.ts';
import { fieldErrors, refuseIfInvalid } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import { momentOf } from '../records/rules.ts';
import type { RatingRow } from '../records/tickets.ts';
import { ticketOf, writableTicket } from '../tickets/access.ts';
import { record, text } from '../tickets/fields.ts';
import { rateTicket } from '../tickets/ratings.ts';
import { isoSeconds } from '../world.ts';

const present = (row: RatingRow): object => row;

/** A window that is assumed to be as long as that of tickets (section 12, unconfirmed). */
const recentMs = 30 * 24 * 60 * 60_000;

function list(call: Call): Reply {
  actorOf(call);
  checkQuery(call, ['created_since', 'user_id']);
  const since = call.query.get('created_since');
  const from = momentOf(since ?? '') ?? call.world.clock.now() - recentMs;
  const user = asInteger(call.query.get('user_id'));
  const rows = [...call.world.state.ratings.rows.values()].filter(
    (row) => row.created_at >= isoSeconds(from) && (user ?? row.user_id) === row.user_id,
  );
  return listPage(call, rows, present);
}

function listOfTicket(call: Call): Reply {
  const { id } = ticketOf(call);
  const rows = [...call.world.state.ratings.rows.values()].filter((row) => row.ticket_id === id);
  return listPage(call, rows, present);
}

/** Section 6.6: the newer scale and the classic one. */
const accepted = [103, 102, 101, 100, -101, -102, -103, 1, 2, 3];

function create(call: Call): Reply {
  const ticket = writableTicket(call);
  const { values } = checkedBody(call, {
    feedback: text,
    ratings: { ...record, required: true },
  });
  const given = Object.entries(isRecord(values['ratings']) ? values['ratings'] : {});
  refuseIfInvalid(
    given
      .filter(([, value]) => !accepted.some((known) => known === value))
      .map(([name]) => fieldErrors.oneOf(name, accepted)),
  );
  const ratings = Object.fromEntries(given.map(([name, value]) => [name, Number(value)]));
  const row = rateTicket(call.world, ticket, ratings, asText(values['feedback']));
  return { status: 201, body: present(row) };
}

function surveys(call: Call): Reply {
  actorOf(call);
  const active = call.query.get('state') === 'active';
  const rows = [...call.world.state.surveys.rows.values()];
  return ok(rows.filter((row) => !active || row['active'] === true));
}

export const surveyRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/surveys', surveys],
  ['GET', '/api/v2/surveys/satisfaction_ratings', list],
  ['GET', '/api/v2/tickets/{ticket_id}/satisfaction_ratings', listOfTicket],
  ['POST', '/api/v2/tickets/{ticket_id}/satisfaction_ratings', create],
];
