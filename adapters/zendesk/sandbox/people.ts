import { put } from '../../../src/sandbox/kit/table.ts';
import { fireUserEvent } from './events.ts';
import type { IdentityRow, MembershipRow, UserRow } from './records/tickets-and-people.ts';
import { epochNow, indexUser, isoNow, nextId, type World } from './world.ts';

export interface NewUser {
  readonly row: UserRow;
  /** Puts the user into the account; a welcome mail goes out unless it is silent (section 9.1). */
  keep(options: { readonly silent: boolean }): UserRow;
}

/** A user as section 9.1 describes it, not yet in the account. */
export function newUser(
  world: World,
  given: Partial<UserRow> & { readonly name: string },
): NewUser {
  const row: UserRow = {
    email: null,
    role: 'end-user',
    created_at: isoNow(world),
    updated_at: isoNow(world),
    external_id: null,
    phone: null,
    organization_id: null,
    default_group_id: null,
    time_zone: 'London',
    iana_time_zone: 'Europe/London',
    locale: 'en-US',
    locale_id: 1,
    tags: [],
    alias: null,
    details: null,
    notes: null,
    signature: null,
    user_fields: {},
    suspended: false,
    active: true,
    verified: given.role !== undefined && given.role !== 'end-user',
    only_private_comments: false,
    role_type: given.role === 'admin' ? 4 : null,
    custom_role_id: null,
    ticket_restriction: given.role === undefined || given.role === 'end-user' ? 'requested' : null,
    permanently_deleted: false,
    generated_timestamp: epochNow(world),
    recorded_ms: world.clock.now(),
    ...given,
    id: nextId(world),
  };
  return { row, keep: ({ silent }) => keepUser(world, row, silent) };
}

function keepUser(world: World, row: UserRow, silent: boolean): UserRow {
  put(world.state.users, row);
  indexUser(world, row);
  if (row.email !== null) addIdentity(world, row.id, 'email', row.email, true);
  if (row.phone !== null) addIdentity(world, row.id, 'phone_number', row.phone, false);
  if (row.organization_id !== null)
    addMembership(world, 'organization', row.id, row.organization_id);
  if (!silent && row.email !== null) {
    world.state.outbox.push({
      at: isoNow(world),
      kind: 'welcome',
      ticket_id: null,
      comment_id: null,
      to: [row.email],
    });
  }
  fireUserEvent(world, row, 'created');
  return row;
}

export function addIdentity(
  world: World,
  userId: number,
  type: string,
  value: string,
  primary: boolean,
): IdentityRow {
  if (type === 'email') world.state.usersByEmail.set(value.toLowerCase(), userId);
  return put(world.state.identities, {
    id: nextId(world),
    user_id: userId,
    type,
    value,
    primary,
    verified: false,
    created_at: isoNow(world),
    updated_at: isoNow(world),
  });
}

/** Adds a membership; the first of its kind is the default one. */
export function addMembership(
  world: World,
  kind: 'group' | 'organization',
  userId: number,
  parentId: number,
): MembershipRow {
  const table =
    kind === 'group' ? world.state.groupMemberships : world.state.organizationMemberships;
  const own = [...table.rows.values()].filter((row) => row.user_id === userId);
  const known = own.find((row) => row.parent_id === parentId);
  if (known !== undefined) return known;
  const user = world.state.users.rows.get(userId);
  if (user !== undefined && own.length === 0) {
    if (kind === 'group') user.default_group_id = parentId;
    else user.organization_id = parentId;
  }
  return put(table, {
    id: nextId(world),
    user_id: userId,
    parent_id: parentId,
    default: own.length === 0,
    created_at: isoNow(world),
    updated_at: isoNow(world),
  });
}
