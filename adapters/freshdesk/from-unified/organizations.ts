import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { OrganizationDraft } from '../../../src/model/people.ts';
import { compact, drop, PROVIDER, providerOptionsOf, type WireBody } from './common.ts';
import { toKeyedFields } from './custom-fields.ts';

const ORGANIZATION_OPTIONS = [
  'description',
  'note',
  'health_score',
  'account_tier',
  'renewal_date',
  'industry',
] as const;

/** A company as Freshdesk takes it. */
export function organizationFromDraft(draft: OrganizationDraft): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.callerKey != null) {
    drop(log, 'callerKey', 'Freshdesk companies have no key of the caller’s own.');
  }
  if (draft.tags !== undefined && draft.tags.length > 0) {
    drop(log, 'tags', 'Freshdesk companies have no tags.');
  }
  const value = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ORGANIZATION_OPTIONS),
    name: draft.name,
    domains: draft.domains,
    custom_fields: toKeyedFields(draft.customFields),
  });
  return { value, warnings: log.list() };
}
