import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Organization } from '../../../src/model/people.ts';
import { organizationWire, type ZendeskOrganization } from '../wire/organizations.ts';
import {
  emptyToNull,
  idOf,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A Zendesk organization as an Organization.
 *
 * @throws {WireFormatError} when the payload is not an organization.
 */
export function organizationToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Organization<ZendeskOrganization>> {
  const wire = parseWire(organizationWire, json, { provider: PROVIDER, what: 'organization' });
  const log = createWarningLog();
  const value: Organization<ZendeskOrganization> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: emptyToNull(wire.external_id),
    name: emptyToNull(wire.name),
    domains: wire.domain_names ?? [],
    tags: wire.tags ?? [],
    customFields: keyedFields(wire.organization_fields),
    plan: null,
    mrr: null,
    health: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    isDeleted: wire.deleted_at !== null && wire.deleted_at !== undefined,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
