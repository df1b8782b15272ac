import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { OrganizationDraft } from '../../../src/model/people.ts';
import { compact, drop, PROVIDER, providerOptionsOf, toTagNames, type WireBody } from './common.ts';
import { customAttributes } from './contacts.ts';

const COMPANY_OPTIONS = [
  'plan',
  'size',
  'website',
  'industry',
  'monthly_spend',
  'remote_created_at',
  'update_last_request_at',
];

/** A company as Intercom takes it. Tags have a call of their own. */
export function organizationFromDraft(
  draft: OrganizationDraft,
  mode: { readonly isNew: boolean },
): Mapped<WireBody> {
  const log = createWarningLog();
  toTagNames(draft.tags);
  if (draft.domains !== undefined) {
    drop(log, 'domains', 'Companies in Intercom have no domains; website is a provider option.');
  }
  if (!mode.isNew && draft.callerKey !== undefined) {
    drop(log, 'callerKey', 'Intercom never changes the company_id of a company.');
  }
  const value = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, COMPANY_OPTIONS),
    name: draft.name,
    company_id: mode.isNew ? (draft.callerKey ?? undefined) : undefined,
    custom_attributes: customAttributes(draft.customFields),
  });
  return { value, warnings: log.list() };
}
