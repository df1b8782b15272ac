import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { OrganizationDraft } from '../../../src/model/people.ts';
import { compact, toZendeskTags, type WireBody, providerOptionsOf, PROVIDER } from './common.ts';

const ORGANIZATION_OPTIONS = [
  'details',
  'notes',
  'group_id',
  'shared_tickets',
  'shared_comments',
] as const;

/** An organization as Zendesk takes it. */
export function organizationFromDraft(draft: OrganizationDraft): Mapped<WireBody> {
  const log = createWarningLog();
  const organization = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ORGANIZATION_OPTIONS),
    name: draft.name,
    external_id: draft.callerKey,
    domain_names: draft.domains,
    tags: draft.tags === undefined ? undefined : toZendeskTags(draft.tags, log),
    organization_fields: draft.customFields,
  });
  return { value: { organization }, warnings: log.list() };
}
