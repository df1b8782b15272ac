import { keyedFields } from '../../../src/adapter/keyed-fields.ts';
import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Organization } from '../../../src/model/people.ts';
import { companyWire, type FreshdeskCompany } from '../wire/organizations.ts';
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
 * A Freshdesk company as an Organization. Its account tier is the plan, its health score the health.
 *
 * @throws {WireFormatError} when the payload is not a company.
 */
export function organizationToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Organization<FreshdeskCompany>> {
  const wire = parseWire(companyWire, json, { provider: PROVIDER, what: 'company' });
  const log = createWarningLog();
  const value: Organization<FreshdeskCompany> = {
    id: idOf(context, wire.id),
    externalId: String(wire.id),
    callerKey: null,
    name: emptyToNull(wire.name),
    domains: wire.domains ?? [],
    tags: [],
    customFields: keyedFields(wire.custom_fields),
    plan: emptyToNull(wire.account_tier),
    mrr: null,
    health: emptyToNull(wire.health_score),
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    // A deleted company is gone for good.
    isDeleted: false,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}
