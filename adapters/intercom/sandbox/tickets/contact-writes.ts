import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import { type Call, idText, secondsOf } from '../call.ts';
import { problems } from '../errors.ts';
import { fireContact, fireContactTopic } from '../events.ts';
import { addContact, contactsByEmail, contactsByExternalId } from '../people.ts';
import type { ContactRow } from '../records/people.ts';
import { saveContact, secondsNow, type World } from '../world.ts';

type Writable = Partial<Omit<ContactRow, 'id'>>;

const texts = ['email', 'phone', 'name', 'external_id', 'language_override'] as const;
const times = ['signed_up_at', 'last_seen_at'] as const;

/** What a body says of a contact (section 12). */
function readContact(call: Call): Writable {
  const { body, world } = call;
  const given: Writable = {};
  for (const name of texts) {
    if (body[name] !== undefined) given[name] = asText(body[name]);
  }
  for (const name of times) {
    if (body[name] !== undefined) given[name] = secondsOf(body[name], name);
  }
  if (given.email != null && !/^[^\s@]+@[^\s@]+$/.test(given.email))
    throw problems.invalid('Email is invalid');
  if (body['avatar'] !== undefined) given.avatar_url = avatarOf(body['avatar']);
  if (body['owner_id'] !== undefined) given.owner_id = idText(body['owner_id']);
  if (typeof body['unsubscribed_from_emails'] === 'boolean')
    given.unsubscribed_from_emails = body['unsubscribed_from_emails'];
  if (call.version >= 16 && typeof body['email_verified'] === 'boolean')
    given.email_verified = body['email_verified'];
  if (body['role'] !== undefined) given.role = roleOf(body['role']);
  if (isRecord(body['custom_attributes']))
    given.custom_attributes = readAttributes(world, body['custom_attributes']);
  return given;
}

const avatarOf = (avatar: unknown) => asText(isRecord(avatar) ? avatar['image_url'] : avatar);

function roleOf(role: unknown): ContactRow['role'] {
  if (role !== 'user' && role !== 'lead') throw problems.invalid('Role is invalid');
  return role;
}

/** An attribute must exist first. The refusal was seen with a 401 (section 4). */
function readAttributes(world: World, given: JsonRecord): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    const known = world.state.dataAttributes.some(
      (attribute) => attribute.model === 'contact' && attribute.custom && attribute.name === name,
    );
    if (!known) throw problems.invalid(`Custom attribute '${name}' does not exist`, 401);
  }
  return { ...given };
}

/** Needs one of `email`, `external_id` and `role` (section 12). */
export function createContact(call: Call): ContactRow {
  const given = readContact(call);
  if (given.email == null && given.external_id == null && given.role === undefined)
    throw problems.required('email, external_id or role');
  const contact = { role: 'user' as const, ...given };
  refuseDuplicate(call.world, contact, null);
  return addContact(call.world, contact);
}

/**
 * A user with the same external id, or with the same address and no other external id, is in the
 * way (section 12: several users may share an address where their ids differ). Leads never are.
 */
function refuseDuplicate(world: World, given: Writable, ownId: string | null): void {
  if (given.role === 'lead') return;
  const rivals = [
    ...(given.external_id == null ? [] : contactsByExternalId(world, given.external_id)),
    ...(given.email == null ? [] : contactsByEmail(world, given.email)).filter(
      (rival) => rival.external_id === null || given.external_id == null,
    ),
  ].filter((rival) => rival.role === 'user' && rival.id !== ownId);
  const [rival] = rivals;
  if (rival === undefined) return;
  // The sentence for an archived one differs; its wording is not known for certain.
  throw problems.conflict(
    rival.archived
      ? 'An archived contact matching those details already exists'
      : `A contact matching those details already exists with id=${rival.id}`,
  );
}

export function updateContact(call: Call, contact: ContactRow): ContactRow {
  const { world } = call;
  const given = readContact(call);
  const { role, email, external_id } = contact;
  if (given.email !== undefined || given.external_id !== undefined || given.role !== undefined)
    refuseDuplicate(world, { role, email, external_id, ...given }, contact.id);
  Object.assign(contact, given, {
    custom_attributes: { ...contact.custom_attributes, ...given.custom_attributes },
    updated_at: secondsNow(world),
  });
  saveContact(world, contact);
  if (role === 'lead' && contact.role === 'user')
    fireContactTopic(world, 'contact.lead.signed_up', contact);
  if (contact.email !== email && contact.email !== null) {
    const added = email === null && contact.role === 'lead';
    fireContactTopic(world, added ? 'contact.lead.added_email' : 'contact.email.updated', contact);
  }
  fireContact(world, contact, 'updated');
  return contact;
}

/** A lead goes into a user, with everything it had (section 12). */
export function mergeContacts(call: Call, from: ContactRow, into: ContactRow): ContactRow {
  const { world } = call;
  if (from.role !== 'lead' || into.role !== 'user')
    throw problems.list(400, 'invalid_merge', 'Only a lead can be merged into a user');
  const same = (one: string | null, two: string | null) => one !== null && one === two;
  const duplicates = same(from.email, into.email) || same(from.phone, into.phone);
  if (call.version >= 16 && !duplicates && call.body['skip_duplicate_validation'] !== true) {
    throw problems.list(
      400,
      'invalid_merge',
      'Contacts can only be merged when they are duplicates (matching email or phone). Pass skip_duplicate_validation=true to override this check.',
    );
  }
  for (const row of world.state.conversations.rows.values()) {
    if (!row.contact_ids.includes(from.id)) continue;
    row.contact_ids = [...new Set(row.contact_ids.map((id) => (id === from.id ? into.id : id)))];
  }
  from.merged_into = into.id;
  into.email ??= from.email;
  into.phone ??= from.phone;
  into.name ??= from.name;
  into.company_ids = [...new Set([...into.company_ids, ...from.company_ids])];
  into.merged_from = [
    ...into.merged_from,
    { id: from.id, role: from.role, merged_at: secondsNow(world) },
  ];
  into.updated_at = secondsNow(world);
  saveContact(world, from);
  saveContact(world, into);
  fireContactTopic(world, 'contact.merged', into, {
    merged_from: { type: 'contact', id: from.id },
  });
  return into;
}
