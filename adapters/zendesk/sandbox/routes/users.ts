import {
  asInteger,
  asRecord,
  asText,
  integersOf,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  adminOf,
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
import { invalidField, problems } from '../errors.ts';
import { fireUserChanges, fireUserEvent } from '../events.ts';
import { byId, countBody, listPage, wholeList } from '../paging.ts';
import { anonymousUser, presentUser } from '../present/people.ts';
import type { TicketRow, UserRow } from '../records.ts';
import { readTags } from '../tickets/tags.ts';
import { addIdentity, addMembership, newUser } from '../users.ts';
import { isoNow, saveUser, userByEmail, userByExternalId, userOf, type World } from '../world.ts';
import { besideUsers } from './user-sideloads.ts';

/** Users that lists show. */
export function listedUsers(world: World): readonly UserRow[] {
  return viewOf(world.state.users, 'active by id', (rows) => rows.filter((row) => row.active));
}

function userPage(call: Call, rows: readonly UserRow[], family: 'both' | 'offset' = 'both'): Reply {
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

const userKeys = new Set([
  'name',
  'email',
  'role',
  'external_id',
  'phone',
  'organization_id',
  'default_group_id',
  'time_zone',
  'locale',
  'locale_id',
  'tags',
  'alias',
  'details',
  'notes',
  'signature',
  'user_fields',
  'suspended',
  'verified',
  'skip_verify_email',
  'identities',
  'organization',
  'custom_role_id',
  'ticket_restriction',
  'only_private_comments',
  'moderator',
  'remote_photo_url',
  'agent_brand_ids',
  'user_id',
  'id',
  'shared_phone_number',
  'restricted_agent',
  'organization_ids',
]);

/** The properties a body sets; unknown keys are noted as dropped (section 5.4). */
function propertiesOf(call: Call, input: JsonRecord): Partial<UserRow> {
  for (const key of Object.keys(input))
    if (!userKeys.has(key)) call.unpermitted.push(`user.${key}`);
  const set: Record<string, unknown> = {};
  for (const key of [
    'name',
    'external_id',
    'phone',
    'time_zone',
    'locale',
    'alias',
    'details',
    'notes',
    'signature',
  ] as const) {
    if (input[key] !== undefined) set[key] = asText(input[key]);
  }
  for (const key of ['suspended', 'verified', 'only_private_comments'] as const) {
    if (typeof input[key] === 'boolean') set[key] = input[key];
  }
  for (const key of ['default_group_id', 'custom_role_id'] as const) {
    if (input[key] !== undefined) set[key] = asInteger(input[key]);
  }
  if (input['role'] !== undefined) set['role'] = roleOf(call, input['role']);
  if (input['tags'] !== undefined) set['tags'] = readTags(input['tags']);
  if (input['user_fields'] !== undefined)
    set['user_fields'] = { ...asRecord(input['user_fields']) };
  return set as Partial<UserRow>; // built from UserRow's own keys above
}

function roleOf(call: Call, value: unknown): UserRow['role'] {
  if (value !== 'end-user' && value !== 'agent' && value !== 'admin')
    throw invalidField('role', 'Role: is invalid', 'InvalidValue');
  if (value !== 'end-user') adminOf(call);
  return value;
}

function organizationOf(call: Call, input: JsonRecord): number | null | undefined {
  if (input['organization_id'] === undefined) return undefined;
  const id = asInteger(input['organization_id']);
  if (id !== null && call.world.state.organizations.rows.get(id)?.deleted_at !== null) {
    throw invalidField('organization', 'Organization: is invalid', 'InvalidValue');
  }
  return id;
}

function refuseTaken(call: Call, input: JsonRecord, own: UserRow | null): void {
  const email = asText(input['email']);
  const other = email === null ? null : userByEmail(call.world, email);
  if (other !== null && other.id !== own?.id) {
    throw invalidField(
      'email',
      `Email: ${email} is already being used by another user`,
      'DuplicateValue',
    );
  }
  const externalId = asText(input['external_id']);
  const same = externalId === null ? null : userByExternalId(call.world, externalId);
  if (same !== null && same.id !== own?.id) {
    throw invalidField(
      'external_id',
      `External: ${externalId} has already been taken`,
      'DuplicateValue',
    );
  }
}

export function createUser(call: Call, input: JsonRecord): UserRow {
  const name = asText(input['name'])?.trim() ?? '';
  if (name === '')
    throw invalidField('name', 'Name: is too short (minimum one character)', 'ValueTooShort');
  const email = asText(input['email']);
  if (email !== null && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email)) {
    throw invalidField('email', `Email: ${email} is not properly formatted`, 'InvalidFormat');
  }
  refuseTaken(call, input, null);
  const organizationId = organizationOf(call, input) ?? null;
  const properties = propertiesOf(call, input);
  const user = newUser(call.world, { ...properties, name, email, organization_id: organizationId });
  return user.keep({ silent: input['skip_verify_email'] === true });
}

export function updateUser(call: Call, user: UserRow, input: JsonRecord): UserRow {
  refuseTaken(call, input, user);
  const before = { ...user };
  const organizationId = organizationOf(call, input);
  const properties = propertiesOf(call, input);
  if (properties.name === '')
    throw invalidField('name', 'Name: is too short (minimum one character)', 'ValueTooShort');
  const fields = { ...user.user_fields, ...properties.user_fields };
  Object.assign(user, properties, { user_fields: fields });
  const email = asText(input['email']);
  // On update an address is added as a secondary one (section 9.1).
  if (email !== null && email.toLowerCase() !== user.email?.toLowerCase()) {
    addIdentity(call.world, user.id, 'email', email, user.email === null);
    user.email ??= email;
  }
  if (organizationId !== undefined) setOnlyOrganization(call.world, user, organizationId);
  saveUser(call.world, user);
  fireUserChanges(call.world, before, user);
  return user;
}

/** Setting `organization_id` removes the other organizations (section 9.1). */
function setOnlyOrganization(world: World, user: UserRow, organizationId: number | null): void {
  const table = world.state.organizationMemberships;
  for (const row of [...table.rows.values()]) {
    if (row.user_id === user.id && row.parent_id !== organizationId) table.rows.delete(row.id);
  }
  user.organization_id = organizationId;
  if (organizationId !== null) addMembership(world, 'organization', user.id, organizationId);
}

/** By id, external id or address: 200 for a known user, 201 for a new one (section 9.1). */
export function createOrUpdateUser(
  call: Call,
  input: JsonRecord,
): { readonly user: UserRow; readonly isNew: boolean } {
  const externalId = asText(input['external_id']);
  const email = asText(input['email']);
  const known =
    userOf(call.world, asInteger(input['id'])) ??
    (externalId === null ? null : userByExternalId(call.world, externalId)) ??
    (email === null ? null : userByEmail(call.world, email));
  if (known === null) return { user: createUser(call, input), isNew: true };
  return { user: updateUser(call, known, input), isNew: false };
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

/** 200 with the user; 422 while he requests tickets that are not closed (section 9.1). */
export function deleteUser(call: Call, user: UserRow): void {
  adminOf(call);
  if (!user.active) throw problems.notFound();
  const unclosed = ticketsRequestedBy(call.world, user.id).filter(
    (row) => row.status !== 'closed',
  ).length;
  if (unclosed > 0)
    throw invalidField('base', `User is requester on ${unclosed} ticket(s) that are not closed.`);
  if (user.email !== null) call.world.state.usersByEmail.delete(user.email.toLowerCase());
  Object.assign(user, { active: false, email: null });
  saveUser(call.world, user);
  fireUserEvent(call.world, user, 'active_changed', { current: false, previous: true });
  fireUserEvent(call.world, user, 'deleted');
}

export function ticketsRequestedBy(world: World, userId: number): TicketRow[] {
  return [...world.state.tickets.rows.values()].filter(
    (row) => row.requester_id === userId && row.deleted === null,
  );
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
