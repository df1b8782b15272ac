import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { UnsupportedError, ValidationError } from '../../../src/errors/classes.ts';
import type { ContactDraft } from '../../../src/model/people.ts';
import {
  attributeValue,
  compact,
  drop,
  PROVIDER,
  providerOptionsOf,
  toTagNames,
  type WireBody,
  type WriteContext,
} from './common.ts';

const CONTACT_OPTIONS = [
  'avatar',
  'signed_up_at',
  'last_seen_at',
  'owner_id',
  'unsubscribed_from_emails',
  'email_verified',
];

/**
 * A contact as Intercom takes it. Tags, companies and the block have calls of their own.
 *
 * @throws {ValidationError} for a new contact of whom nothing is known.
 * @throws {UnsupportedError} for a block that the version has no call for.
 */
export function contactFromDraft(
  draft: ContactDraft,
  context: Pick<WriteContext, 'version'>,
  mode: { readonly isNew: boolean },
): Mapped<WireBody> {
  const log = createWarningLog();
  toTagNames(draft.tags);
  if (draft.timezone !== undefined) {
    drop(log, 'timezone', 'Intercom works the time zone out itself.');
  }
  if (draft.isBlocked === false) {
    drop(log, 'isBlocked', 'Intercom unblocks contacts in its inbox only.');
  }
  // Refused here, since the block comes after the contact is written.
  if (draft.isBlocked === true && context.version < 13) {
    throw new UnsupportedError(
      'Intercom blocks contacts from version 2.13 on. Nothing was sent; set apiVersion.',
      { operation: mode.isNew ? 'contacts.create' : 'contacts.update', provider: PROVIDER },
    );
  }
  let role = draft.role ?? (mode.isNew ? 'user' : undefined);
  if (role === 'contact' || role === 'visitor') {
    const to = role === 'visitor' ? 'lead' : 'user';
    const reason = 'A contact in Intercom is a user or a lead.';
    log.add({ type: 'coerced', field: 'role', reason, from: role, to });
    role = to;
  }
  if (draft.locale !== undefined && context.version < 15) {
    drop(log, 'locale', 'The language can be written from version 2.15 on.');
  }
  const value = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, CONTACT_OPTIONS),
    role,
    name: draft.name,
    email: draft.email,
    phone: draft.phone,
    external_id: draft.callerKey,
    language_override: context.version < 15 ? undefined : draft.locale,
    custom_attributes: customAttributes(draft.customFields),
  });
  if (
    !mode.isNew ||
    [draft.email, draft.callerKey, draft.phone, draft.name, draft.role].some(isSaid)
  ) {
    return { value, warnings: log.list() };
  }
  throw new ValidationError('A new contact needs an address, a key or a role.', {
    issues: [{ path: 'email', message: 'required without callerKey and role' }],
  });
}

const isSaid = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Attributes of people and companies go by their names; dates are seconds. */
export const customAttributes = (
  fields: Readonly<Record<string, unknown>> | undefined,
): WireBody | undefined =>
  fields === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          attributeValue(value, `customFields.${name}`),
        ]),
      );
