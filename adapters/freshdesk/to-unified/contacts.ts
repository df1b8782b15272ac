import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { OrganizationId } from '../../../src/model/ids.ts';
import type { Contact, ContactEmail } from '../../../src/model/people.ts';
import { contactWire, type FreshdeskContact } from '../wire/contacts.ts';
import {
  emptyToNull,
  idOf,
  type KnownPerson,
  nativeText,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';
import { ianaZoneOf } from './time-zones.ts';

/**
 * A Freshdesk contact as a Contact.
 *
 * @throws {WireFormatError} when the payload is not a contact.
 */
export function contactToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Contact<FreshdeskContact>> {
  const wire = parseWire(contactWire, json, { provider: PROVIDER, what: 'contact' });
  const log = createWarningLog();
  const value: Contact<FreshdeskContact> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: emptyToNull(wire.unique_external_id),
    name: emptyToNull(wire.name),
    emails: emailsOf(wire),
    phones: phonesOf(wire),
    organizationIds: organizationIdsOf(wire, context),
    role: wire.contact_type === 'visitor' ? 'visitor' : 'contact',
    locale: emptyToNull(wire.language),
    timezone: zoneOf(wire.time_zone, log),
    avatarUrl: emptyToNull(wire.avatar?.avatar_url),
    tags: wire.tags ?? [],
    customFields: keyedFields(wire.custom_fields),
    isBlocked: wire.blocked ?? false,
    isDeleted: wire.deleted ?? false,
    mergedIntoId: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    lastSeenAt: null,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** `active` says that the person followed the invitation, and so that the address is his. */
function emailsOf(wire: FreshdeskContact): readonly ContactEmail[] {
  const primary = emptyToNull(wire.email);
  return [
    ...(primary === null
      ? []
      : [{ address: primary, verified: wire.active ?? null, primary: true }]),
    ...(wire.other_emails ?? []).map((address) => ({ address, verified: null, primary: false })),
  ];
}

/** Numbers as people typed them, extensions and all; each once. */
function phonesOf(wire: FreshdeskContact): readonly string[] {
  const others = (wire.other_phone_numbers ?? []).filter(
    (entry): entry is string => typeof entry === 'string',
  );
  const all = [nativeText(wire.phone), nativeText(wire.mobile), ...others];
  return [...new Set(all.filter((number): number is string => number !== null && number !== ''))];
}

function organizationIdsOf(
  wire: FreshdeskContact,
  context: TranslationContext,
): readonly OrganizationId[] {
  const others = (wire.other_companies ?? []).map((entry) =>
    typeof entry === 'object' ? entry.company_id : entry,
  );
  const ids = [wire.company_id, ...others].map(nativeText).filter((id) => id !== null);
  return [...new Set(ids)].map((id) => idOf(context, id));
}

/** The IANA name of a zone. Names that could mean several zones are told, not guessed. */
export function zoneOf(name: string | null | undefined, log: WarningLog): string | null {
  const native = emptyToNull(name);
  if (native === null) return null;
  const zone = ianaZoneOf(native);
  if (zone === null) {
    const reason = 'Freshdesk names a time zone that has no certain IANA name.';
    log.add({ type: 'dropped', field: 'timezone', reason, from: native });
  }
  return zone;
}

/** What other records want to know of a contact. */
export function knownContactOf(wire: FreshdeskContact): KnownPerson {
  return {
    kind: 'contact',
    name: emptyToNull(wire.name),
    email: emptyToNull(wire.email),
    phone: nativeText(wire.phone) ?? nativeText(wire.mobile),
    callerKey: emptyToNull(wire.unique_external_id),
    locale: emptyToNull(wire.language),
    timezone: wire.time_zone == null ? null : ianaZoneOf(wire.time_zone),
    avatarUrl: emptyToNull(wire.avatar?.avatar_url),
  };
}
