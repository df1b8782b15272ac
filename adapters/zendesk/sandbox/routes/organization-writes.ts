import {
  asInteger,
  asList,
  asRecord,
  asText,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import { put, viewOf } from '../../../../src/sandbox/kit/table.ts';
import type { Call } from '../call.ts';
import { invalidField } from '../errors.ts';
import { fireOrganizationChanges, fireOrganizationEvent } from '../events.ts';
import type { OrganizationRow } from '../records/tickets-and-people.ts';
import { readTags } from '../tickets/tags.ts';
import {
  epochNow,
  isoNow,
  nextId,
  organizationByName,
  saveOrganization,
  type World,
} from '../world.ts';

export function listedOrganizations(world: World): readonly OrganizationRow[] {
  return viewOf(world.state.organizations, 'alive by id', (rows) =>
    rows.filter((row) => row.deleted_at === null),
  );
}

const keys = new Set([
  'name',
  'external_id',
  'domain_names',
  'details',
  'notes',
  'group_id',
  'shared_tickets',
  'shared_comments',
  'tags',
  'organization_fields',
  'id',
]);

/** Name unique without case; external id unique (section 9.2). */
function refuseTaken(call: Call, input: JsonRecord, own: OrganizationRow | null): void {
  const name = asText(input['name']);
  const same = name === null ? null : organizationByName(call.world, name);
  if (same !== null && same.id !== own?.id) {
    throw invalidField('name', `Name:  ${name} has already been taken`, 'DuplicateValue');
  }
  const externalId = asText(input['external_id']);
  const other = externalId === null ? null : organizationByExternalId(call.world, externalId);
  if (other !== null && other.id !== own?.id) {
    throw invalidField(
      'external_id',
      `External: ${externalId} has already been taken`,
      'DuplicateValue',
    );
  }
}

export function organizationByExternalId(world: World, externalId: string): OrganizationRow | null {
  return listedOrganizations(world).find((row) => row.external_id === externalId) ?? null;
}

function takeOver(call: Call, row: OrganizationRow, input: JsonRecord): void {
  for (const key of Object.keys(input))
    if (!keys.has(key)) call.unpermitted.push(`organization.${key}`);
  const name = asText(input['name']);
  if (input['name'] !== undefined && (name ?? '').trim() === '')
    throw invalidField('name', 'Name: cannot be blank', 'BlankValue');
  row.name = name ?? row.name;
  for (const key of ['external_id', 'details', 'notes'] as const) {
    if (input[key] !== undefined) row[key] = asText(input[key]);
  }
  for (const key of ['shared_tickets', 'shared_comments'] as const) {
    if (typeof input[key] === 'boolean') row[key] = input[key];
  }
  if (input['group_id'] !== undefined) row.group_id = asInteger(input['group_id']);
  if (input['domain_names'] !== undefined)
    row.domain_names = asList(input['domain_names']).map(String);
  if (input['tags'] !== undefined) row.tags = readTags(input['tags']);
  row.organization_fields = {
    ...row.organization_fields,
    ...asRecord(input['organization_fields']),
  };
}

export function createOrganization(call: Call, input: JsonRecord): OrganizationRow {
  const { world } = call;
  if (asText(input['name']) === null)
    throw invalidField('name', 'Name: cannot be blank', 'BlankValue');
  refuseTaken(call, input, null);
  const dates = {
    created_at: isoNow(world),
    updated_at: isoNow(world),
    generated_timestamp: epochNow(world),
    recorded_ms: world.clock.now(),
  };
  const empty = {
    name: '',
    external_id: null,
    domain_names: [],
    details: null,
    notes: null,
    group_id: null,
    shared_tickets: false,
    shared_comments: false,
    tags: [],
    organization_fields: {},
    deleted_at: null,
  };
  const row: OrganizationRow = { ...empty, ...dates, id: nextId(world) };
  takeOver(call, row, input);
  put(world.state.organizations, row);
  fireOrganizationEvent(world, row, 'created');
  return row;
}

export function updateOrganization(
  call: Call,
  row: OrganizationRow,
  input: JsonRecord,
): OrganizationRow {
  refuseTaken(call, input, row);
  const before = { ...row };
  const changed = { ...row };
  takeOver(call, changed, input);
  Object.assign(row, changed);
  saveOrganization(call.world, row);
  fireOrganizationChanges(call.world, before, row);
  return row;
}

export function removeOrganization(call: Call, row: OrganizationRow): void {
  row.deleted_at = isoNow(call.world);
  const memberships = call.world.state.organizationMemberships.rows;
  for (const membership of [...memberships.values()]) {
    if (membership.parent_id === row.id) memberships.delete(membership.id);
  }
  saveOrganization(call.world, row);
  fireOrganizationEvent(call.world, row, 'deleted');
}
