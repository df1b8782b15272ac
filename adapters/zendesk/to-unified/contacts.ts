import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { Contact } from '../../../src/model/people.ts';
import { userWire, type ZendeskUser } from '../wire/contacts.ts';
import {
  emptyToNull,
  idOf,
  type KnownPerson,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A Zendesk user as a Contact.
 *
 * @throws {WireFormatError} when the payload is not a user.
 */
export function userToContact(
  json: unknown,
  context: TranslationContext,
): Mapped<Contact<ZendeskUser>> {
  const wire = parseWire(userWire, json, { provider: PROVIDER, what: 'user' });
  const log = createWarningLog();
  const nativeId = userIdOf(wire);
  const organizationId = optionalIdOf<'organization'>(context, wire.organization_id);
  const email = emptyToNull(wire.email);
  const value: Contact<ZendeskUser> = {
    id: idOf(context, nativeId),
    externalId: nativeId,
    callerKey: emptyToNull(wire.external_id),
    name: emptyToNull(wire.name),
    emails:
      email === null ? [] : [{ address: email, verified: wire.verified ?? null, primary: true }],
    phones: emptyToNull(wire.phone) === null ? [] : [String(wire.phone)],
    organizationIds: organizationId === null ? [] : [organizationId],
    role: 'user',
    locale: emptyToNull(wire.locale),
    timezone: emptyToNull(wire.iana_time_zone),
    avatarUrl: emptyToNull(wire.photo?.content_url),
    tags: wire.tags ?? [],
    customFields: keyedFields(wire.user_fields),
    isBlocked: wire.suspended ?? false,
    isDeleted: wire.active === false || wire.permanently_deleted === true,
    mergedIntoId: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    lastSeenAt: optionalDateOf(wire.last_login_at, 'last_login_at'),
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/**
 * The id of a user. The anonymous one, whom Zendesk answers to wrong credentials, has none.
 *
 * @throws {WireFormatError} without an id: a record of nobody must not get one.
 */
export function userIdOf({ id }: ZendeskUser): string {
  if (id !== null) return String(id);
  throw new WireFormatError('Zendesk answered with its anonymous user, who is nobody.', {
    provider: PROVIDER,
    issues: [{ path: 'id', message: 'expected an id' }],
  });
}

/** What other records want to know of a user. */
export function knownPersonOf(wire: ZendeskUser): KnownPerson {
  return {
    name: emptyToNull(wire.name),
    email: emptyToNull(wire.email),
    role: wire.role ?? null,
    phone: emptyToNull(wire.phone),
    callerKey: emptyToNull(wire.external_id),
    locale: emptyToNull(wire.locale),
    timezone: emptyToNull(wire.iana_time_zone),
    avatarUrl: emptyToNull(wire.photo?.content_url),
  };
}
