import { asInteger, asRecord, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { adminOf, type Call } from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { fireUserChanges, fireUserEvent } from '../events.ts';
import type { TicketRow, UserRow } from '../records/tickets-and-people.ts';
import { readTags } from '../tickets/tags.ts';
import { addIdentity, addMembership, newUser } from '../people.ts';
import { saveUser, userByEmail, userByExternalId, userOf, type World } from '../world.ts';

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
  return set; // built from UserRow's own keys above
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
  // A key that was taken away is free for others.
  if (before.external_id !== null) {
    call.world.state.usersByExternalId.delete(before.external_id.toLowerCase());
  }
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
