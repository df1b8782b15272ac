import { asInteger, integersOf } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  created,
  linkTo,
  ok,
  payloadOf,
  refuseMoreThan100,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { problems } from '../errors.ts';
import { fireUserEvent } from '../events.ts';
import { byId, countBody, listPage, wholeList } from '../paging/lists.ts';
import { anonymousUser, presentUser } from '../present/people.ts';
import type { UserRow } from '../records/tickets-and-people.ts';
import { isoNow, saveUser, userByEmail, userByExternalId, userOf, type World } from '../world.ts';
import { besideUsers } from './user-sideloads.ts';
import {
  createOrUpdateUser,
  createUser,
  deleteUser,
  ticketsRequestedBy,
  updateUser,
} from './user-writes.ts';

/** Users that lists show. */
export function listedUsers(world: World): readonly UserRow[] {
  return viewOf(world.state.users, 'active by id', (rows) => rows.filter((row) => row.active));
}

export function userPage(
  call: Call,
  rows: readonly UserRow[],
  family: 'both' | 'offset' = 'both',
): Reply {
  return ok(
    listPage(call, {
      key: 'users',
      rows,
      order: byId<UserRow>(),
      sorts: {
        id: byId<UserRow>(),
        name: { name: 'name', key: (row) => row.name },
        created_at: { name: 'created_at', key: (row) => row.created_at },
        updated_at: { name: 'updated_at', key: (row) => row.updated_at },
      },
      family,
      present: (row) => presentUser(call, row),
      beside: (shown) => besideUsers(call, shown),
    }),
  );
}

function listUsers(call: Call): Reply {
  staffOf(call);
  const roles = [...call.query.getAll('role[]'), ...call.query.getAll('role')];
  const externalId = call.query.get('external_id');
  const all = listedUsers(call.world);
  if (roles.length === 0 && externalId === null) return userPage(call, all);
  const match = (row: UserRow) =>
    (roles.length === 0 || roles.includes(row.role)) &&
    (externalId === null || row.external_id?.toLowerCase() === externalId.toLowerCase());
  return userPage(call, all.filter(match));
}

function me(call: Call): Reply {
  if (call.visitor === null) return ok(anonymousUser);
  return ok({
    user: {
      ...presentUser(call, call.visitor),
      authenticity_token: 'fictional-authenticity-token',
    },
  });
}

function showUser(call: Call): Reply {
  staffOf(call);
  const user = rowOf(call.world.state.users.rows, call, 'user_id');
  if (user.permanently_deleted) throw problems.notFound();
  return ok({ user: presentUser(call, user), ...besideUsers(call, [user]) });
}

function showMany(call: Call): Reply {
  staffOf(call);
  const ids = integersOf(call.query.get('ids'));
  const externalIds = (call.query.get('external_ids') ?? '').split(',').filter((id) => id !== '');
  refuseMoreThan100([...ids, ...externalIds], '');
  const rows = [
    ...ids.map((id) => userOf(call.world, id)),
    ...externalIds.map((id) => userByExternalId(call.world, id)),
  ];
  const found = rows.flatMap((row) => (row === null || row.permanently_deleted ? [] : [row]));
  return ok({
    ...wholeList(
      'users',
      found.map((row) => presentUser(call, row)),
    ),
    ...besideUsers(call, found),
  });
}

/** `query=email:a@example.com`, a name or address part, or `external_id=` (section 9.1). */
function searchUsers(call: Call): Reply {
  staffOf(call);
  const externalId = call.query.get('external_id');
  const query = (call.query.get('query') ?? '').trim().toLowerCase();
  if (externalId !== null) {
    const user = userByExternalId(call.world, externalId);
    return userPage(call, user === null || !user.active ? [] : [user], 'offset');
  }
  const email =
    /^email:"?([^"\s]+)"?$/.exec(query)?.[1] ??
    (/^"?[^\s"]+@[^\s"]+"?$/.test(query) ? query.replaceAll('"', '') : null);
  if (email !== null) {
    const user = userByEmail(call.world, email);
    return userPage(call, user === null || !user.active ? [] : [user], 'offset');
  }
  const text = query.replace(/^(name|user):/, '').replaceAll('"', '');
  const match = (row: UserRow) =>
    row.name.toLowerCase().includes(text) || row.email?.toLowerCase().includes(text) === true;
  return userPage(call, listedUsers(call.world).filter(match), 'offset');
}

function autocomplete(call: Call): Reply {
  staffOf(call);
  const name = (call.query.get('name') ?? '').toLowerCase();
  if (name.length < 2)
    throw problems.badRequest('InvalidValue', 'name must have at least 2 characters');
  return userPage(
    call,
    listedUsers(call.world).filter((row) => row.name.toLowerCase().startsWith(name)),
    'offset',
  );
}

function postUser(call: Call): Reply {
  staffOf(call);
  const user = createUser(call, payloadOf(call, 'user'));
  return created({ user: presentUser(call, user) }, linkTo(call, `users/${user.id}`));
}

function postCreateOrUpdate(call: Call): Reply {
  staffOf(call);
  const { user, isNew } = createOrUpdateUser(call, payloadOf(call, 'user'));
  const reply = created({ user: presentUser(call, user) }, linkTo(call, `users/${user.id}`));
  return { ...reply, status: isNew ? 201 : 200 };
}

function putUser(call: Call): Reply {
  staffOf(call);
  const user = rowOf(call.world.state.users.rows, call, 'user_id');
  return ok({ user: presentUser(call, updateUser(call, user, payloadOf(call, 'user'))) });
}

function removeUser(call: Call): Reply {
  const user = rowOf(call.world.state.users.rows, call, 'user_id');
  deleteUser(call, user);
  return ok({ user: presentUser(call, user) });
}

/** End users only; the loser's tickets and addresses move to the winner (section 9.1). */
function mergeUser(call: Call): Reply {
  staffOf(call);
  const { world } = call;
  const loser = rowOf(world.state.users.rows, call, 'user_id');
  const winner = userOf(world, asInteger(payloadOf(call, 'user')['id']));
  if (winner === null) throw problems.notFound();
  if (loser.role !== 'end-user' || winner.role !== 'end-user') throw problems.forbidden();
  for (const ticket of ticketsRequestedBy(world, loser.id))
    put(world.state.tickets, Object.assign(ticket, { requester_id: winner.id }));
  for (const identity of world.state.identities.rows.values()) {
    if (identity.user_id !== loser.id) continue;
    identity.user_id = winner.id;
    identity.primary = false;
    if (identity.type === 'email')
      world.state.usersByEmail.set(identity.value.toLowerCase(), winner.id);
  }
  Object.assign(loser, { active: false, email: null, updated_at: isoNow(world) });
  saveUser(world, winner);
  fireUserEvent(world, loser, 'merged');
  return ok({ user: presentUser(call, winner) });
}

export const userRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/users', listUsers],
  ['GET', '/api/v2/users/me', me],
  [
    'GET',
    '/api/v2/users/count',
    (call) => (staffOf(call), ok(countBody(listedUsers(call.world).length, isoNow(call.world)))),
  ],
  ['GET', '/api/v2/users/show_many', showMany],
  ['GET', '/api/v2/users/search', searchUsers],
  ['GET', '/api/v2/users/autocomplete', autocomplete],
  ['POST', '/api/v2/users', postUser],
  ['POST', '/api/v2/users/create_or_update', postCreateOrUpdate],
  ['GET', '/api/v2/users/{user_id}', showUser],
  ['PUT', '/api/v2/users/{user_id}', putUser],
  ['DELETE', '/api/v2/users/{user_id}', removeUser],
  ['PUT', '/api/v2/users/{user_id}/merge', mergeUser],
];
