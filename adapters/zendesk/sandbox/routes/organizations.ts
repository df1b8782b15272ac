import {
  asInteger,
  asList,
  asRecord,
  asText,
  integersOf,
  isRecord,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, viewOf } from '../../../../src/sandbox/kit/table.ts';
import {
  bodyOf,
  type Call,
  created,
  linkTo,
  noContent,
  ok,
  payloadOf,
  refuseMoreThan100,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { fireOrganizationChanges, fireOrganizationEvent } from '../events.ts';
import { runItems, startJob } from '../jobs.ts';
import { byId, countBody, listPage, wholeList } from '../paging.ts';
import { presentOrganization } from '../present/people.ts';
import type { OrganizationRow } from '../records.ts';
import { readTags } from '../tickets/tags.ts';
import {
  epochNow,
  isoNow,
  nextId,
  organizationByName,
  saveOrganization,
  type World,
} from '../world.ts';
import { listedTickets, ticketPage } from './tickets.ts';

export function listedOrganizations(world: World): readonly OrganizationRow[] {
  return viewOf(world.state.organizations, 'alive by id', (rows) =>
    rows.filter((row) => row.deleted_at === null),
  );
}

function page(
  call: Call,
  rows: readonly OrganizationRow[],
  family: 'both' | 'offset' = 'both',
): Reply {
  staffOf(call);
  return ok(
    listPage(call, {
      key: 'organizations',
      rows,
      order: byId<OrganizationRow>(),
      sorts: { id: byId<OrganizationRow>(), name: { name: 'name', key: (row) => row.name } },
      family,
      present: (row) => presentOrganization(call, row),
    }),
  );
}

export function organizationOf(call: Call): OrganizationRow {
  staffOf(call);
  const row = rowOf(call.world.state.organizations.rows, call, 'organization_id');
  if (row.deleted_at !== null) throw problems.notFound();
  return row;
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
  const other = externalId === null ? null : byExternalId(call.world, externalId);
  if (other !== null && other.id !== own?.id) {
    throw invalidField(
      'external_id',
      `External: ${externalId} has already been taken`,
      'DuplicateValue',
    );
  }
}

function byExternalId(world: World, externalId: string): OrganizationRow | null {
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

function create(call: Call, input: JsonRecord): OrganizationRow {
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

function update(call: Call, row: OrganizationRow, input: JsonRecord): OrganizationRow {
  refuseTaken(call, input, row);
  const before = { ...row };
  const changed = { ...row };
  takeOver(call, changed, input);
  Object.assign(row, changed);
  saveOrganization(call.world, row);
  fireOrganizationChanges(call.world, before, row);
  return row;
}

function post(call: Call): Reply {
  staffOf(call);
  const row = create(call, payloadOf(call, 'organization'));
  return created(
    { organization: presentOrganization(call, row) },
    linkTo(call, `organizations/${row.id}`),
  );
}

/** By id or external id (section 9.2). */
function createOrUpdate(call: Call): Reply {
  staffOf(call);
  const input = payloadOf(call, 'organization');
  const externalId = asText(input['external_id']);
  const known =
    call.world.state.organizations.rows.get(asInteger(input['id']) ?? 0) ??
    (externalId === null ? null : byExternalId(call.world, externalId));
  const row = known === null ? create(call, input) : update(call, known, input);
  const reply = created(
    { organization: presentOrganization(call, row) },
    linkTo(call, `organizations/${row.id}`),
  );
  return { ...reply, status: known === null ? 201 : 200 };
}

function createMany(call: Call): Reply {
  staffOf(call);
  const items = asList(bodyOf(call)['organizations']);
  refuseMoreThan100(items, 'organizations');
  return ok(
    startJob(call, () => ({
      total: items.length,
      verb: 'Creating organization',
      results: runItems(call.world, items, 'OrganizationCreateFailed', (item, index) => ({
        index,
        id: create(call, asRecord(item)).id,
        status: 'Created',
      })),
    })),
  );
}

function updateMany(call: Call): Reply {
  staffOf(call);
  const ids = integersOf(call.query.get('ids'));
  const body = bodyOf(call);
  const items = isRecord(body['organization'])
    ? ids.map((id) => ({ ...asRecord(body['organization']), id }))
    : asList(body['organizations']);
  refuseMoreThan100(items, 'organizations');
  return ok(
    startJob(call, () => ({
      total: items.length,
      verb: 'Updating organization',
      results: runItems(call.world, items, 'OrganizationUpdateFailed', (item) => {
        const input = asRecord(item);
        const row = call.world.state.organizations.rows.get(asInteger(input['id']) ?? 0);
        if (row === undefined) throw problems.notFound();
        update(call, row, input);
        return { action: 'update', status: 'Updated', success: true, id: row.id };
      }),
    })),
  );
}

function remove(call: Call, row: OrganizationRow): void {
  row.deleted_at = isoNow(call.world);
  const memberships = call.world.state.organizationMemberships.rows;
  for (const membership of [...memberships.values()]) {
    if (membership.parent_id === row.id) memberships.delete(membership.id);
  }
  saveOrganization(call.world, row);
  fireOrganizationEvent(call.world, row, 'deleted');
}

function destroyMany(call: Call): Reply {
  staffOf(call);
  const ids = integersOf(call.query.get('ids'));
  refuseMoreThan100(ids, '');
  return ok(
    startJob(call, () => ({
      total: ids.length,
      verb: 'Deleting organization',
      results: runItems(call.world, ids, 'OrganizationDeleteFailed', (id) => {
        const row = call.world.state.organizations.rows.get(Number(id));
        if (row === undefined || row.deleted_at !== null) throw problems.notFound();
        remove(call, row);
        return { action: 'delete', id, status: 'Deleted', success: true };
      }),
    })),
  );
}

function showMany(call: Call): Reply {
  staffOf(call);
  const ids = integersOf(call.query.get('ids'));
  const externalIds = (call.query.get('external_ids') ?? '').split(',').filter((id) => id !== '');
  refuseMoreThan100([...ids, ...externalIds], '');
  const found = listedOrganizations(call.world).filter(
    (row) => ids.includes(row.id) || externalIds.includes(row.external_id ?? ''),
  );
  return ok(
    wholeList(
      'organizations',
      found.map((row) => presentOrganization(call, row)),
    ),
  );
}

/** Exact, by external id or name (section 9.2). */
function search(call: Call): Reply {
  const externalId = call.query.get('external_id');
  const name = call.query.get('name')?.toLowerCase();
  const match = (row: OrganizationRow) =>
    externalId === null ? row.name.toLowerCase() === name : row.external_id === externalId;
  return page(call, listedOrganizations(call.world).filter(match));
}

function autocomplete(call: Call): Reply {
  const name = (call.query.get('name') ?? '').toLowerCase();
  if (name.length < 2)
    throw problems.badRequest('InvalidValue', 'name must have at least 2 characters');
  return page(
    call,
    listedOrganizations(call.world).filter((row) => row.name.toLowerCase().startsWith(name)),
    'offset',
  );
}

function related(call: Call): Reply {
  const row = organizationOf(call);
  const tickets = listedTickets(call.world).filter(
    (ticket) => ticket.organization_id === row.id,
  ).length;
  const users = [...call.world.state.organizationMemberships.rows.values()].filter(
    (member) => member.parent_id === row.id,
  ).length;
  return ok({ organization_related: { tickets_count: tickets, users_count: users } });
}

export const organizationRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/organizations', (call) => page(call, listedOrganizations(call.world))],
  ['POST', '/api/v2/organizations', post],
  [
    'GET',
    '/api/v2/organizations/count',
    (call) => (
      staffOf(call), ok(countBody(listedOrganizations(call.world).length, isoNow(call.world)))
    ),
  ],
  ['GET', '/api/v2/organizations/show_many', showMany],
  ['GET', '/api/v2/organizations/search', search],
  ['GET', '/api/v2/organizations/autocomplete', autocomplete],
  ['POST', '/api/v2/organizations/create_or_update', createOrUpdate],
  ['POST', '/api/v2/organizations/create_many', createMany],
  ['PUT', '/api/v2/organizations/update_many', updateMany],
  ['DELETE', '/api/v2/organizations/destroy_many', destroyMany],
  [
    'GET',
    '/api/v2/organizations/{organization_id}',
    (call) => ok({ organization: presentOrganization(call, organizationOf(call)) }),
  ],
  [
    'PUT',
    '/api/v2/organizations/{organization_id}',
    (call) =>
      ok({
        organization: presentOrganization(
          call,
          update(call, organizationOf(call), payloadOf(call, 'organization')),
        ),
      }),
  ],
  [
    'DELETE',
    '/api/v2/organizations/{organization_id}',
    (call) => (remove(call, organizationOf(call)), noContent),
  ],
  ['GET', '/api/v2/organizations/{organization_id}/related', related],
  [
    'GET',
    '/api/v2/organizations/{organization_id}/tickets',
    (call) =>
      ticketPage(
        call,
        listedTickets(call.world).filter((row) => row.organization_id === organizationOf(call).id),
      ),
  ],
];
