import type { JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type FieldError, fieldErrors } from '../errors.ts';
import { fireContact } from '../events.ts';
import { addUser } from '../people.ts';
import type { UserRow } from '../records/people.ts';
import { type Actor, userByEmail, userOf, type World } from '../world.ts';

const identifiers = [
  'requester_id',
  'email',
  'phone',
  'facebook_id',
  'twitter_id',
  'unique_external_id',
] as const;

const textAt = (values: JsonRecord, key: string): string | null => {
  const value = values[key];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** Whether the fields name a requester at all. */
export function namesRequester(values: JsonRecord): boolean {
  return identifiers.some((name) => values[name] !== undefined);
}

/**
 * One of the identifiers is needed, and with a telephone number a name (section 8.1). Which field
 * the complaint names is not on record.
 */
export function requesterErrors(world: World, values: JsonRecord): readonly FieldError[] {
  if (!namesRequester(values)) return [fieldErrors.missing('requester_id', 'Positive Integer')];
  if (values['requester_id'] !== undefined || values['email'] !== undefined) return [];
  if (values['phone'] !== undefined && textAt(values, 'name') === null)
    return [fieldErrors.missing('name', 'String')];
  const facebook = textAt(values, 'facebook_id');
  const known = facebook === null || findBy(world, (user) => user.facebook_id === facebook);
  return known === null ? [fieldErrors.noMatch('facebook_id', 'contact')] : [];
}

function findBy(world: World, wanted: (user: UserRow) => boolean): UserRow | null {
  for (const user of world.state.users.rows.values())
    if (!user.deleted && wanted(user)) return user;
  return null;
}

/** The contact that the fields name; an unknown one is made (section 8.1). */
export function resolveRequester(world: World, actor: Actor, values: JsonRecord): UserRow {
  const known = findRequester(world, values);
  if (known !== null) return known;
  const email = textAt(values, 'email');
  const phone = textAt(values, 'phone');
  const twitter_id = textAt(values, 'twitter_id');
  const unique_external_id = textAt(values, 'unique_external_id');
  // Unconfirmed: without a name the address' local part is one.
  const name =
    textAt(values, 'name') ??
    email?.split('@')[0] ??
    phone ??
    twitter_id ??
    unique_external_id ??
    '';
  const user = addUser(world, { name, email, phone, twitter_id, unique_external_id });
  fireContact(world, actor, 'onContactCreate', user);
  return user;
}

function findRequester(world: World, values: JsonRecord): UserRow | null {
  const id = values['requester_id'];
  if (typeof id === 'number') return userOf(world, id);
  const email = textAt(values, 'email');
  if (email !== null) return userByEmail(world, email);
  const phone = textAt(values, 'phone');
  if (phone !== null) return findBy(world, (user) => user.phone === phone || user.mobile === phone);
  const facebook = textAt(values, 'facebook_id');
  if (facebook !== null) return findBy(world, (user) => user.facebook_id === facebook);
  const twitter = textAt(values, 'twitter_id');
  if (twitter !== null) return findBy(world, (user) => user.twitter_id === twitter);
  const external = textAt(values, 'unique_external_id') ?? '';
  return userOf(world, world.state.usersByExternalId.get(external) ?? null);
}
