import type {
  ContactSnapshot,
  FieldChange,
  OrganizationSnapshot,
  SupportEvent,
} from '../../../src/model/event.ts';
import { readNativeId } from '../../../src/adapter/event-values.ts';
import { entryOf } from '../to-unified/common.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import { ianaZoneOf } from '../to-unified/time-zones.ts';
import { contactWire } from '../wire/contacts.ts';
import { companyWire } from '../wire/organizations.ts';
import { changeBy, type FieldRule, nativeChangesOf, withNewValues } from './changes.ts';
import type { EventFrame, JsonRecord, ParserContext } from './context.ts';
import { type FieldSources, presentPart } from './present.ts';

const CONTACT_SOURCES: FieldSources<ContactSnapshot> = {
  callerKey: ['unique_external_id'],
  name: ['name'],
  emails: ['email'],
  phones: ['phone', 'mobile'],
  organizationIds: ['company_id'],
  role: ['contact_type'],
  locale: ['language'],
  timezone: ['time_zone'],
  tags: ['tags'],
  customFields: ['custom_fields'],
  isBlocked: ['blocked'],
  isDeleted: ['deleted'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

const COMPANY_SOURCES: FieldSources<OrganizationSnapshot> = {
  name: ['name'],
  domains: ['domains'],
  customFields: ['custom_fields'],
  plan: ['account_tier'],
  health: ['health_score'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

const identityOf = (json: JsonRecord, { ids }: ParserContext) => {
  const externalId = String(json['id']);
  return { id: ids.of(externalId), externalId };
};

function contactSnapshot(json: JsonRecord, context: ParserContext): ContactSnapshot {
  const identity = identityOf(json, context);
  if (!contactWire.safeParse(json).success) return identity;
  const contact: ContactSnapshot = contactToUnified(json, context.translation).value;
  return { ...presentPart(contact, json, CONTACT_SOURCES), ...identity };
}

function companySnapshot(json: JsonRecord, context: ParserContext): OrganizationSnapshot {
  const identity = identityOf(json, context);
  if (!companyWire.safeParse(json).success) return identity;
  const company: OrganizationSnapshot = organizationToUnified(json, context.translation).value;
  return { ...presentPart(company, json, COMPANY_SOURCES), ...identity };
}

const asIs = (value: unknown): unknown => value ?? null;
const asFlag = (value: unknown): boolean => value === true;
/** One value of a field that is a list in the unified model. */
const asList =
  (read: (value: unknown) => string | null) =>
  (value: unknown): readonly string[] => {
    const item = read(value);
    return item === null ? [] : [item];
  };

const contactRules = ({ ids }: ParserContext): Readonly<Record<string, FieldRule>> => ({
  name: { field: 'name', read: asIs },
  email: { field: 'emails', read: asList(readNativeId) },
  phone: { field: 'phones', read: asList(readNativeId) },
  mobile: { field: 'phones', read: asList(readNativeId) },
  company_id: { field: 'organizationIds', read: asList(ids.read) },
  language: { field: 'locale', read: asIs },
  time_zone: {
    field: 'timezone',
    read: (value) => (typeof value === 'string' ? ianaZoneOf(value) : null),
  },
  tags: { field: 'tags', read: asIs },
  unique_external_id: { field: 'callerKey', read: asIs },
  blocked: { field: 'isBlocked', read: asFlag },
  deleted: { field: 'isDeleted', read: asFlag },
});

const COMPANY_RULES: Readonly<Record<string, FieldRule>> = {
  name: { field: 'name', read: asIs },
  domains: { field: 'domains', read: asIs },
  account_tier: { field: 'plan', read: asIs },
  health_score: { field: 'health', read: asIs },
};

/** Newer accounts leak names of columns here (`string_cc02`); they stay native. */
function changesOf(
  data: JsonRecord,
  object: JsonRecord,
  rules: Readonly<Record<string, FieldRule>>,
): readonly FieldChange[] {
  return [...nativeChangesOf(data, object)].map(([name, change]) =>
    changeBy(entryOf(rules, name), name, change),
  );
}

/** `onContactCreate`, `onContactUpdate` and `onContactDelete`; the last has only the id. */
export function contactTold(
  happened: 'created' | 'updated' | 'deleted',
  data: JsonRecord,
  json: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  const native = nativeChangesOf(data, json);
  const contact = contactSnapshot(withNewValues(json, native), context);
  // A contact in the bin is one that was updated, as tickets are.
  if (happened === 'deleted' || native.get('deleted')?.[1] === true) {
    return [{ type: 'contact.deleted', ...frame, contact: { ...contact, isDeleted: true } }];
  }
  const changes = happened === 'created' ? [] : changesOf(data, json, contactRules(context));
  return [{ type: `contact.${happened}`, ...frame, contact, changes }];
}

/** `onCompanyCreate`, `onCompanyUpdate` and `onCompanyDelete`. */
export function companyTold(
  happened: 'created' | 'updated' | 'deleted',
  data: JsonRecord,
  json: JsonRecord,
  frame: EventFrame,
  context: ParserContext,
): readonly SupportEvent[] {
  const native = nativeChangesOf(data, json);
  const organization = companySnapshot(withNewValues(json, native), context);
  if (happened === 'deleted') {
    const gone = { ...organization, isDeleted: true };
    return [{ type: 'organization.deleted', ...frame, organization: gone }];
  }
  if (happened === 'created') return [{ type: 'organization.created', ...frame, organization }];
  const changes = changesOf(data, json, COMPANY_RULES);
  return [{ type: 'organization.updated', ...frame, organization, changes }];
}
