import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import type { ContactDraft } from '../../../src/model/people.ts';
import {
  compact,
  drop,
  optionalNumber,
  PROVIDER,
  providerOptionsOf,
  toFreshdeskTags,
  type WireBody,
  withoutNulls,
  type WriteContext,
} from './common.ts';
import { toKeyedFields } from './custom-fields.ts';

const CONTACT_OPTIONS = [
  'mobile',
  'twitter_id',
  'facebook_id',
  'social_handler',
  'other_emails',
  'other_companies',
  'view_all_tickets',
  'address',
  'description',
  'job_title',
  'time_zone',
] as const;

const IDENTIFIERS = [
  'email',
  'phone',
  'mobile',
  'twitter_id',
  'social_handler',
  'unique_external_id',
] as const;

/**
 * A contact as Freshdesk takes it.
 *
 * @throws {ValidationError} for a new contact without a name or without any way to reach him.
 */
export function contactFromDraft(
  draft: ContactDraft,
  context: WriteContext,
  mode: { readonly isNew: boolean },
): Mapped<WireBody> {
  const log = createWarningLog();
  reportUnwritable(draft, log);
  const contact = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, CONTACT_OPTIONS),
    name: mode.isNew ? nameOf(draft, log) : draft.name,
    email: draft.email,
    phone: draft.phone,
    unique_external_id: draft.callerKey,
    company_id: optionalNumber(draft.organizationId, context),
    language: draft.locale,
    tags: draft.tags === undefined ? undefined : toFreshdeskTags(draft.tags, log),
    custom_fields: toKeyedFields(draft.customFields),
  });
  if (!mode.isNew) return { value: contact, warnings: log.list() };
  const value = withoutNulls(contact);
  if (IDENTIFIERS.some((key) => value[key] !== undefined)) return { value, warnings: log.list() };
  throw new ValidationError('A new contact needs an address, a number or a key.', {
    issues: [{ path: 'email', message: 'required without phone and callerKey' }],
  });
}

/** Freshdesk wants a name; the local part of an address is what mail clients would show. */
function nameOf({ name, email }: ContactDraft, log: WarningLog): string {
  if (name !== undefined && name.trim() !== '') return name;
  const local = email?.split('@')[0] ?? '';
  if (local === '') {
    throw new ValidationError('A new contact needs a name.', {
      issues: [{ path: 'name', message: 'required without an e-mail address' }],
    });
  }
  log.add({ type: 'derived', field: 'name', reason: 'Taken from the e-mail address.' });
  return local;
}

function reportUnwritable(draft: ContactDraft, log: WarningLog): void {
  if (draft.role !== undefined && draft.role !== 'contact') {
    log.add({
      type: 'coerced',
      field: 'role',
      reason: 'Freshdesk’s API makes one kind of contact.',
      from: draft.role,
      to: 'contact',
    });
  }
  if (draft.timezone !== undefined) {
    drop(log, 'timezone', 'Freshdesk takes its own names: providerOptions.freshdesk.time_zone.');
  }
  if (draft.isBlocked !== undefined) {
    drop(log, 'isBlocked', 'Contacts are blocked in Freshdesk itself only.');
  }
}
