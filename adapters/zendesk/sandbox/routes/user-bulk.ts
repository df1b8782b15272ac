import {
  asInteger,
  asList,
  asRecord,
  asText,
  integersOf,
  isRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  adminOf,
  bodyOf,
  type Call,
  idOf,
  linkTo,
  noContent,
  ok,
  payloadOf,
  refuseMoreThan100,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { fireUserEvent } from '../events.ts';
import { runItems, startJob } from '../jobs.ts';
import { byId, listPage } from '../paging/lists.ts';
import { presentIdentity, presentUser } from '../present/people.ts';
import type { IdentityRow, TicketRow, UserRow } from '../records/tickets-and-people.ts';
import { readTags } from '../tickets/tags.ts';
import { addIdentity } from '../people.ts';
import { isoNow, saveUser, userByEmail, userOf } from '../world.ts';
import { ticketPage } from './tickets.ts';
import {
  createOrUpdateUser,
  createUser,
  deleteUser,
  ticketsRequestedBy,
  updateUser,
} from './user-writes.ts';

/** Refused until vendor support enables it, which is an option here (section 9.1). */
function usersOf(call: Call): readonly unknown[] {
  staffOf(call);
  if (!call.world.settings.bulkUserImport)
    throw problems.forbidden('Bulk user import is not enabled');
  const users = asList(bodyOf(call)['users']);
  refuseMoreThan100(users, 'users', false);
  return users;
}

function createMany(call: Call): Reply {
  const users = usersOf(call);
  return ok(
    startJob(call, () => ({
      total: users.length,
      verb: 'Creating user',
      results: runItems(call.world, users, 'UserCreateFailed', (item, index) => ({
        index,
        id: createUser(call, asRecord(item)).id,
        status: 'Created',
      })),
    })),
  );
}

function createOrUpdateMany(call: Call): Reply {
  const users = usersOf(call);
  return ok(
    startJob(call, () => ({
      total: users.length,
      verb: 'Creating user',
      results: runItems(call.world, users, 'UserCreateOrUpdateFailed', (item, index) => {
        const { user, isNew } = createOrUpdateUser(call, asRecord(item));
        const { email, external_id } = user;
        return { index, id: user.id, status: isNew ? 'Created' : 'Updated', email, external_id };
      }),
    })),
  );
}

function updateMany(call: Call): Reply {
  staffOf(call);
  const body = bodyOf(call);
  const items = isRecord(body['user'])
    ? integersOf(call.query.get('ids')).map((id) => ({ ...asRecord(body['user']), id }))
    : asList(body['users']);
  refuseMoreThan100(items, 'users', false);
  return ok(
    startJob(call, () => ({
      total: items.length,
      verb: 'Updating user',
      results: runItems(call.world, items, 'UserUpdateFailed', (item) => {
        const user = userOf(call.world, asInteger(asRecord(item)['id']));
        if (user === null) throw problems.notFound();
        updateUser(call, user, asRecord(item));
        return { action: 'update', status: 'Updated', success: true, id: user.id };
      }),
    })),
  );
}

function destroyMany(call: Call): Reply {
  adminOf(call);
  const ids = integersOf(call.query.get('ids'));
  refuseMoreThan100(ids, '', false);
  return ok(
    startJob(call, () => ({
      total: ids.length,
      verb: 'Deleting user',
      results: runItems(call.world, ids, 'UserDeleteFailed', (id) => {
        const user = userOf(call.world, Number(id));
        if (user === null) throw problems.notFound();
        deleteUser(call, user);
        return { action: 'delete', id, status: 'Deleted', success: true };
      }),
    })),
  );
}

function deletedUser(call: Call): UserRow {
  staffOf(call);
  const user = rowOf(call.world.state.users.rows, call, 'user_id');
  if (user.active || user.permanently_deleted) throw problems.notFound();
  return user;
}

const presentDeleted = (call: Call, row: UserRow) => ({ ...presentUser(call, row), active: false });

function listDeleted(call: Call): Reply {
  staffOf(call);
  const rows = [...call.world.state.users.rows.values()].filter(
    (row) => !row.active && !row.permanently_deleted,
  );
  return ok(
    listPage(call, {
      key: 'deleted_users',
      rows,
      order: byId<UserRow>(),
      present: (row) => presentDeleted(call, row),
    }),
  );
}

/** Gone for good: name, address and phone go (section 9.1). */
function scrubUser(call: Call): Reply {
  adminOf(call);
  const user = deletedUser(call);
  // UNSURE: the sheet does not say what becomes of the key; here it goes with everything else.
  if (user.external_id !== null) {
    call.world.state.usersByExternalId.delete(user.external_id.toLowerCase());
  }
  Object.assign(user, {
    name: 'Permanently Deleted User',
    email: null,
    external_id: null,
    phone: null,
    permanently_deleted: true,
  });
  saveUser(call.world, user);
  return ok({ deleted_user: presentDeleted(call, user) });
}

const userOfCall = (call: Call): UserRow => {
  staffOf(call);
  return rowOf(call.world.state.users.rows, call, 'user_id');
};

function related(call: Call): Reply {
  const user = userOfCall(call);
  const count = (match: (row: TicketRow) => boolean) => ticketsOf(call, match).length;
  return ok({
    user_related: {
      requested_tickets: ticketsRequestedBy(call.world, user.id).length,
      assigned_tickets: count((row) => row.assignee_id === user.id),
      ccd_tickets: count((row) => row.email_cc_ids.includes(user.id)),
      organization_subscriptions: 0,
    },
  });
}

/** Lists by user include archived tickets, unlike the account's (section 6.1). */
function ticketsOf(call: Call, match: (row: TicketRow) => boolean): TicketRow[] {
  return [...call.world.state.tickets.rows.values()].filter(
    (row) => row.deleted === null && match(row),
  );
}

const ticketList = (match: (row: TicketRow, userId: number) => boolean) => (call: Call) => {
  const { id } = userOfCall(call);
  return ticketPage(
    call,
    ticketsOf(call, (row) => match(row, id)),
  );
};

/** The same verbs as for tickets (section 6.5). */
function tagsRoute(change: 'show' | 'add' | 'set' | 'remove') {
  return (call: Call): Reply => {
    const user = userOfCall(call);
    if (change === 'show') return ok({ tags: user.tags });
    const named = readTags(bodyOf(call)['tags']);
    const tags = {
      add: [...new Set([...user.tags, ...named])],
      set: named,
      remove: user.tags.filter((tag) => !named.includes(tag)),
    }[change];
    updateUser(call, user, { tags });
    if (change === 'remove') return noContent;
    return { status: change === 'set' ? 201 : 200, body: { tags: user.tags } };
  };
}

const identitiesOf = (call: Call): IdentityRow[] => {
  const { id } = userOfCall(call);
  return [...call.world.state.identities.rows.values()].filter((row) => row.user_id === id);
};

function identityOf(call: Call): IdentityRow {
  const id = idOf(call, 'user_identity_id');
  const row = identitiesOf(call).find((identity) => identity.id === id);
  if (row === undefined) throw problems.notFound();
  return row;
}

function listIdentities(call: Call): Reply {
  return ok(
    listPage(call, {
      key: 'identities',
      rows: identitiesOf(call),
      order: byId<IdentityRow>(),
      present: (row) => presentIdentity(call, row),
    }),
  );
}

function createIdentity(call: Call): Reply {
  const user = userOfCall(call);
  const { type, value, primary } = payloadOf(call, 'identity');
  const text = asText(value) ?? '';
  if (text === '') throw invalidField('value', 'Value: cannot be blank', 'BlankValue');
  if (type === 'email' && userByEmail(call.world, text) !== null) {
    throw invalidField(
      'value',
      `Email: ${text} is already being used by another user`,
      'DuplicateValue',
    );
  }
  const row = addIdentity(call.world, user.id, asText(type) ?? 'email', text, false);
  if (primary === true) makePrimaryOf(call, user, row);
  fireUserEvent(call.world, user, 'identity_created', {
    identity: { id: String(row.id), type: row.type },
  });
  return {
    status: 201,
    body: { identity: presentIdentity(call, row) },
    headers: { location: linkTo(call, `users/${user.id}/identities/${row.id}`) },
  };
}

function makePrimaryOf(call: Call, user: UserRow, chosen: IdentityRow): void {
  for (const row of call.world.state.identities.rows.values()) {
    if (row.user_id === user.id && row.type === chosen.type) row.primary = row.id === chosen.id;
  }
  if (chosen.type === 'email') user.email = chosen.value;
  saveUser(call.world, user);
}

function makePrimary(call: Call): Reply {
  makePrimaryOf(call, userOfCall(call), identityOf(call));
  return ok({
    identities: identitiesOf(call).map((row) => presentIdentity(call, row)),
    next_page: null,
    previous_page: null,
    count: identitiesOf(call).length,
  });
}

function verify(call: Call): Reply {
  const row = identityOf(call);
  row.verified = true;
  row.updated_at = isoNow(call.world);
  return ok({ identity: presentIdentity(call, row) });
}

function deleteIdentity(call: Call): Reply {
  const row = identityOf(call);
  call.world.state.identities.rows.delete(row.id);
  if (row.type === 'email') call.world.state.usersByEmail.delete(row.value.toLowerCase());
  fireUserEvent(call.world, userOfCall(call), 'identity_deleted', {
    identity: { id: String(row.id), type: row.type },
  });
  return noContent;
}

const identity = '/api/v2/users/{user_id}/identities';

export const userBulkRoutes: readonly ZendeskRoute[] = [
  ['POST', '/api/v2/users/create_many', createMany],
  ['POST', '/api/v2/users/create_or_update_many', createOrUpdateMany],
  ['PUT', '/api/v2/users/update_many', updateMany],
  ['DELETE', '/api/v2/users/destroy_many', destroyMany],
  ['GET', '/api/v2/deleted_users', listDeleted],
  [
    'GET',
    '/api/v2/deleted_users/{user_id}',
    (call) => ok({ deleted_user: presentDeleted(call, deletedUser(call)) }),
  ],
  ['DELETE', '/api/v2/deleted_users/{user_id}', scrubUser],
  ['GET', '/api/v2/users/{user_id}/related', related],
  [
    'GET',
    '/api/v2/users/{user_id}/tickets/requested',
    ticketList((row, id) => row.requester_id === id),
  ],
  [
    'GET',
    '/api/v2/users/{user_id}/tickets/assigned',
    ticketList((row, id) => row.assignee_id === id),
  ],
  [
    'GET',
    '/api/v2/users/{user_id}/tickets/ccd',
    ticketList((row, id) => row.email_cc_ids.includes(id)),
  ],
  [
    'GET',
    '/api/v2/users/{user_id}/tickets/followed',
    ticketList((row, id) => row.follower_ids.includes(id)),
  ],
  ['GET', '/api/v2/users/{user_id}/tags', tagsRoute('show')],
  ['PUT', '/api/v2/users/{user_id}/tags', tagsRoute('add')],
  ['POST', '/api/v2/users/{user_id}/tags', tagsRoute('set')],
  ['DELETE', '/api/v2/users/{user_id}/tags', tagsRoute('remove')],
  ['GET', identity, listIdentities],
  ['POST', identity, createIdentity],
  [
    'GET',
    `${identity}/{user_identity_id}`,
    (call) => ok({ identity: presentIdentity(call, identityOf(call)) }),
  ],
  ['DELETE', `${identity}/{user_identity_id}`, deleteIdentity],
  ['PUT', `${identity}/{user_identity_id}/make_primary`, makePrimary],
  ['PUT', `${identity}/{user_identity_id}/verify`, verify],
];
