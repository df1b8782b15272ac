import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Organization } from '../../../src/model/people.ts';
import { type IntercomCompany, organizationWire } from '../wire/organizations.ts';
import {
  emptyToNull,
  idOf,
  nameOf,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A company as an Organization. `company_id` is the caller's own key, `id` is Intercom's.
 *
 * @throws {WireFormatError} when the payload is not a company.
 */
export function organizationToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Organization<IntercomCompany>> {
  const wire = parseWire(organizationWire, json, { provider: PROVIDER, what: 'company' });
  const log = createWarningLog();
  const value: Organization<IntercomCompany> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: emptyToNull(wire.company_id),
    name: nameOf(wire.name),
    domains: [],
    tags: (wire.tags?.tags ?? []).flatMap(({ name }) => emptyToNull(name) ?? []),
    customFields: keyedFields(wire.custom_attributes),
    plan: emptyToNull(wire.plan?.name),
    mrr: wire.monthly_spend ?? null,
    health: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    isDeleted: false,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
