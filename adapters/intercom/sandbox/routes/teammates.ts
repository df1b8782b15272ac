import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, idText, type IntercomRoute, ok } from '../call.ts';
import { problems } from '../errors.ts';
import { presentAdmin, presentMe, presentTeam } from '../present/people.ts';
import type { AdminRow } from '../records/people.ts';

/** Removed teammates are gone from here; parts keep their ids (section 14). */
const present = (call: Call) =>
  [...call.world.state.admins.rows.values()].filter((admin) => !admin.removed);

function listAdmins(call: Call): Reply {
  return ok({
    type: 'admin.list',
    admins: present(call).map((admin) => presentAdmin(call, admin)),
  });
}

function adminOf(call: Call): AdminRow {
  const admin = present(call).find((row) => row.id === call.params['id']);
  if (admin === undefined)
    throw problems.notFound('Admin for admin_id not found', 'admin_not_found');
  return admin;
}

/** A reason is needed where the workspace has any and the teammate goes away (section 4). */
function setAway(call: Call): Reply {
  const admin = adminOf(call);
  const { away_mode_enabled, away_mode_reassign } = call.body;
  if (typeof away_mode_enabled !== 'boolean') throw problems.required('away_mode_enabled');
  if (typeof away_mode_reassign !== 'boolean') throw problems.required('away_mode_reassign');
  const reasonId = idText(call.body['away_status_reason_id']);
  const reasons = call.world.state.awayReasons.rows;
  if (reasonId !== null && reasons.get(reasonId)?.deleted !== false)
    throw problems.invalid('Away status reason is deleted');
  if (away_mode_enabled && reasonId === null && reasons.size > 0)
    throw problems.list(400, 'away_status_reason_mandatory', 'Away status reason is mandatory');
  Object.assign(admin, { away_mode_enabled, away_mode_reassign, away_status_reason_id: reasonId });
  return ok(presentAdmin(call, admin));
}

function listReasons({ world }: Call): Reply {
  const { created_at } = world.state.workspace;
  const data = [...world.state.awayReasons.rows.values()].map((reason) => ({
    type: 'away_status_reason',
    ...reason,
    created_at,
    updated_at: created_at,
  }));
  return ok({ type: 'list', data });
}

function listTeams({ world }: Call): Reply {
  const teams = [...world.state.teams.rows.values()].map(presentTeam);
  return ok({ type: 'team.list', teams });
}

function showTeam({ world, params }: Call): Reply {
  const team = world.state.teams.rows.get(params['id'] ?? '');
  if (team === undefined) throw problems.notFound('Team not found', 'team_not_found');
  return ok(presentTeam(team));
}

export const teammateRoutes: readonly IntercomRoute[] = [
  ['GET', '/me', (call) => ok(presentMe(call, call.admin))],
  ['GET', '/admins', listAdmins],
  ['GET', '/admins/{id}', (call) => ok(presentAdmin(call, adminOf(call)))],
  ['PUT', '/admins/{id}/away', setAway],
  ['GET', '/away_status_reasons', listReasons],
  ['GET', '/teams', listTeams],
  ['GET', '/teams/{id}', showTeam],
];
