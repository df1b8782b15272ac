import {
  asInteger,
  asList,
  asRecord,
  asText,
  integersOf,
  isRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
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
import { problems } from '../errors.ts';
import { runItems, startJob } from '../jobs.ts';
import { byId, countBody, listPage, wholeList } from '../paging/lists.ts';
import { presentOrganization } from '../present/people.ts';
import type { OrganizationRow } from '../records/tickets-and-people.ts';
import { isoNow } from '../world.ts';
import { listedTickets, ticketPage } from './tickets.ts';
import {
  createOrganization,
  listedOrganizations,
  organizationByExternalId,
  removeOrganization,
  updateOrganization,
} from './organization-writes.ts';

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

function post(call: Call): Reply {
  staffOf(call);
  const row = createOrganization(call, payloadOf(call, 'organization'));
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
    (externalId === null ? null : organizationByExternalId(call.world, externalId));
  const row =
    known === null ? createOrganization(call, input) : updateOrganization(call, known, input);
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
        id: createOrganization(call, asRecord(item)).id,
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
        updateOrganization(call, row, input);
        return { action: 'update', status: 'Updated', success: true, id: row.id };
      }),
    })),
  );
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
        removeOrganization(call, row);
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
          updateOrganization(call, organizationOf(call), payloadOf(call, 'organization')),
        ),
      }),
  ],
  [
    'DELETE',
    '/api/v2/organizations/{organization_id}',
    (call) => (removeOrganization(call, organizationOf(call)), noContent),
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
