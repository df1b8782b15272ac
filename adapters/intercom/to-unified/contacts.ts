import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { ContactRole } from '../../../src/model/enums.ts';
import type { Contact } from '../../../src/model/people.ts';
import { contactWire, type IntercomContact } from '../wire/contacts.ts';
import {
  emptyToNull,
  entryOf,
  idOf,
  type KnownPerson,
  nameOf,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

const ROLES: Readonly<Record<string, ContactRole>> = {
  user: 'user',
  lead: 'lead',
  visitor: 'visitor',
  contact: 'contact',
};

/**
 * A user or a lead as a Contact; the short answers of archive, block and delete are read as well.
 *
 * @throws {WireFormatError} when the payload is not a contact.
 */
export function contactToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Contact<IntercomContact>> {
  const wire = parseWire(contactWire, json, { provider: PROVIDER, what: 'contact' });
  const log = createWarningLog();
  const email = emptyToNull(wire.email);
  const phone = emptyToNull(wire.phone);
  const value: Contact<IntercomContact> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: emptyToNull(wire.external_id),
    name: nameOf(wire.name),
    emails:
      email === null
        ? []
        : [{ address: email, verified: wire.email_verified ?? null, primary: true }],
    phones: phone === null ? [] : [phone],
    organizationIds: companiesOf(wire, context, log),
    role: roleOf(wire, log),
    locale: emptyToNull(wire.language_override),
    timezone: null,
    avatarUrl: avatarOf(wire),
    tags: tagsOf(wire, context, log),
    customFields: keyedFields(wire.custom_attributes),
    // Said in the answer of a block only; a contact that is read does not tell (sheet section 12).
    isBlocked: wire.blocked ?? false,
    isDeleted: wire.deleted === true || wire.archived === true,
    mergedIntoId: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    lastSeenAt: optionalDateOf(wire.last_seen_at, 'last_seen_at'),
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

function roleOf(wire: IntercomContact, log: WarningLog): ContactRole {
  const known = entryOf(ROLES, wire.role);
  if (known !== undefined) return known;
  log.add({
    type: wire.role ? 'coerced' : 'defaulted',
    field: 'role',
    reason: 'Intercom does not say whether this is a user or a lead.',
    from: wire.role ?? null,
    to: 'contact',
  });
  return 'contact';
}

const avatarOf = ({ avatar }: IntercomContact): string | null =>
  emptyToNull(typeof avatar === 'string' ? avatar : avatar?.image_url);

const FIRST_TEN = 'A contact names the first ten only; the others have a list of their own.';

function companiesOf(
  { companies }: IntercomContact,
  context: TranslationContext,
  log: WarningLog,
): Contact['organizationIds'] {
  if (companies?.has_more === true) {
    log.add({ type: 'dropped', field: 'organizationIds', reason: FIRST_TEN });
  }
  return (companies?.data ?? []).flatMap(({ id }) => (id == null ? [] : idOf(context, id)));
}

function tagsOf(
  { tags }: IntercomContact,
  context: TranslationContext,
  log: WarningLog,
): readonly string[] {
  if (tags?.has_more === true) log.add({ type: 'dropped', field: 'tags', reason: FIRST_TEN });
  const named = (tags?.data ?? []).map(
    ({ id, name }) => emptyToNull(name) ?? context.lookups.tagName(String(id)) ?? null,
  );
  if (named.includes(null)) {
    log.add({
      type: 'dropped',
      field: 'tags',
      reason: 'A contact names its tags by id only, and what one of them is called is not known.',
    });
  }
  return named.filter((name) => name !== null);
}

/** What other records want to know of a contact. */
export function knownPersonOf(wire: IntercomContact): KnownPerson {
  return {
    name: nameOf(wire.name),
    email: emptyToNull(wire.email),
    kind: 'customer',
    phone: emptyToNull(wire.phone),
    callerKey: emptyToNull(wire.external_id),
    locale: emptyToNull(wire.language_override),
    avatarUrl: avatarOf(wire),
  };
}
