import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { ContactDraft } from '../../../src/model/people.ts';
import {
  compact,
  optionalNumber,
  toZendeskTags,
  type WireBody,
  type WriteContext,
  providerOptionsOf,
  PROVIDER,
} from './common.ts';

const USER_OPTIONS = [
  'alias',
  'details',
  'notes',
  'skip_verify_email',
  'remote_photo_url',
  'ticket_restriction',
] as const;

/**
 * A user as Zendesk takes it. New users get no welcome mail unless `providerOptions.zendesk`
 * says `skip_verify_email: false`.
 */
export function contactFromDraft(
  draft: ContactDraft,
  context: WriteContext,
  mode: { readonly isNew: boolean },
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.role !== undefined && draft.role !== 'user') {
    log.add({
      type: 'coerced',
      field: 'role',
      reason: 'Zendesk knows one kind of customer.',
      from: draft.role,
      to: 'user',
    });
  }
  if (draft.timezone !== undefined) {
    log.add({
      type: 'dropped',
      field: 'timezone',
      reason: 'Zendesk takes its own zone names, not IANA ones.',
    });
  }
  if (!mode.isNew && draft.email !== undefined) {
    log.add({
      type: 'coerced',
      field: 'email',
      reason: 'On a change Zendesk adds the address as a further one and keeps the primary one.',
    });
  }
  if (!mode.isNew && draft.organizationId !== undefined) {
    log.add({
      type: 'coerced',
      field: 'organizationId',
      reason: 'Zendesk removes the contact from all other organizations.',
    });
  }
  const user = compact({
    ...(mode.isNew ? { role: 'end-user', skip_verify_email: true } : {}),
    ...providerOptionsOf(draft.providerOptions, PROVIDER, USER_OPTIONS),
    name: draft.name,
    email: draft.email,
    phone: draft.phone,
    external_id: draft.callerKey,
    organization_id: optionalNumber(draft.organizationId, context),
    locale: draft.locale,
    tags: draft.tags === undefined ? undefined : toZendeskTags(draft.tags, log),
    user_fields: draft.customFields,
    suspended: draft.isBlocked,
  });
  return { value: { user }, warnings: log.list() };
}
