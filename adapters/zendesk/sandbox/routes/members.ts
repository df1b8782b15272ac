import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { Table } from '../../../../src/sandbox/kit/table.ts';
import {
  bodyOf,
  type Call,
  idOf,
  noContent,
  ok,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { presentOrganization } from '../present/people.ts';
import { byId, listPage } from '../paging/lists.ts';
import type { MembershipRow, OrganizationRow } from '../records/tickets-and-people.ts';
import { readTags } from '../tickets/tags.ts';
import { updateOrganization } from './organization-writes.ts';
import { organizationOf } from './organizations.ts';
import { listedUsers, userPage } from './users.ts';

function usersIn(call: Call, table: Table<MembershipRow>, parentId: number): Reply {
  const ids = new Set(
    [...table.rows.values()].filter((row) => row.parent_id === parentId).map((row) => row.user_id),
  );
  return userPage(
    call,
    listedUsers(call.world).filter((row) => ids.has(row.id)),
  );
}

function organizationUsers(call: Call): Reply {
  return usersIn(call, call.world.state.organizationMemberships, organizationOf(call).id);
}

function groupUsers(call: Call): Reply {
  staffOf(call);
  const group = rowOf(call.world.state.groups.rows, call, 'group_id');
  return usersIn(call, call.world.state.groupMemberships, group.id);
}

function userOrganizations(call: Call): Reply {
  staffOf(call);
  const userId = idOf(call, 'user_id');
  const { organizationMemberships, organizations } = call.world.state;
  const rows = [...organizationMemberships.rows.values()]
    .filter((row) => row.user_id === userId)
    .flatMap((row) => organizations.rows.get(row.parent_id) ?? []);
  return ok(
    listPage(call, {
      key: 'organizations',
      rows,
      order: byId<OrganizationRow>(),
      present: (row) => presentOrganization(call, row),
    }),
  );
}

/** The same verbs as for tickets (section 6.5). */
function tagsRoute(change: 'show' | 'add' | 'set' | 'remove') {
  return (call: Call): Reply => {
    const row = organizationOf(call);
    if (change === 'show') return ok({ tags: row.tags });
    const named = readTags(bodyOf(call)['tags']);
    const tags = {
      add: [...new Set([...row.tags, ...named])],
      set: named,
      remove: row.tags.filter((tag) => !named.includes(tag)),
    }[change];
    updateOrganization(call, row, { tags });
    if (change === 'remove') return noContent;
    return { status: change === 'set' ? 201 : 200, body: { tags: row.tags } };
  };
}

/** People of groups and organizations, and what hangs on both. */
export const memberRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/organizations/{organization_id}/users', organizationUsers],
  ['GET', '/api/v2/groups/{group_id}/users', groupUsers],
  ['GET', '/api/v2/users/{user_id}/organizations', userOrganizations],
  ['GET', '/api/v2/organizations/{organization_id}/tags', tagsRoute('show')],
  ['PUT', '/api/v2/organizations/{organization_id}/tags', tagsRoute('add')],
  ['POST', '/api/v2/organizations/{organization_id}/tags', tagsRoute('set')],
  ['DELETE', '/api/v2/organizations/{organization_id}/tags', tagsRoute('remove')],
];
