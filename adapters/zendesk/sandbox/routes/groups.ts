import {
  asInteger,
  asList,
  asRecord,
  asText,
  type JsonRecord,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, type Table } from '../../../../src/sandbox/kit/table.ts';
import {
  adminOf,
  bodyOf,
  type Call,
  created,
  idOf,
  linkTo,
  noContent,
  ok,
  payloadOf,
  refuseMoreThan100,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField } from '../errors.ts';
import { fireUserEvent } from '../events.ts';
import { runItems, startJob } from '../jobs.ts';
import { byId, countBody, listPage } from '../paging/lists.ts';
import {
  presentGroup,
  presentGroupMembership,
  presentOrganizationMembership,
} from '../present/people.ts';
import type { GroupRow, MembershipRow } from '../records/tickets-and-people.ts';
import { addMembership } from '../people.ts';
import { groupIdsOf, isoNow, isStaff, nextId, userOf } from '../world.ts';

function groupPage(call: Call, match: (row: GroupRow) => boolean = () => true): Reply {
  staffOf(call);
  const showDeleted = call.query.get('exclude_deleted') === 'false';
  const rows = [...call.world.state.groups.rows.values()].filter(
    (row) => (showDeleted || !row.deleted) && match(row),
  );
  return ok(
    listPage(call, {
      key: 'groups',
      rows,
      order: byId<GroupRow>(),
      present: (row) => presentGroup(call, row),
    }),
  );
}

const liveGroup = (call: Call): GroupRow => {
  staffOf(call);
  return rowOf(call.world.state.groups.rows, call, 'group_id');
};

function takeOver(row: GroupRow, input: JsonRecord): void {
  const name = asText(input['name']);
  if (input['name'] !== undefined && (name ?? '').trim() === '')
    throw invalidField('name', 'Name: cannot be blank', 'BlankValue');
  row.name = name ?? row.name;
  row.description = asText(input['description']) ?? row.description;
  if (typeof input['is_public'] === 'boolean') row.is_public = input['is_public'];
}

function createGroup(call: Call): Reply {
  adminOf(call);
  const input = payloadOf(call, 'group');
  if (input['name'] === undefined)
    throw invalidField('name', 'Name: cannot be blank', 'BlankValue');
  const dates = { created_at: isoNow(call.world), updated_at: isoNow(call.world) };
  const row: GroupRow = {
    id: nextId(call.world),
    name: '',
    description: '',
    is_public: true,
    default: false,
    deleted: false,
    ...dates,
  };
  takeOver(row, input);
  put(call.world.state.groups, row);
  return created({ group: presentGroup(call, row) }, linkTo(call, `groups/${row.id}`));
}

function updateGroup(call: Call): Reply {
  adminOf(call);
  const row = liveGroup(call);
  takeOver(row, payloadOf(call, 'group'));
  row.updated_at = isoNow(call.world);
  return ok({ group: presentGroup(call, row) });
}

/** Deleted groups keep `deleted: true` (section 9.3). */
function deleteGroup(call: Call): Reply {
  adminOf(call);
  const row = liveGroup(call);
  row.deleted = true;
  row.updated_at = isoNow(call.world);
  return noContent;
}

/** Memberships of one kind: the same routes serve groups and organizations. */
interface MembershipKind {
  readonly kind: 'group' | 'organization';
  readonly table: (call: Call) => Table<MembershipRow>;
  readonly present: (call: Call, row: MembershipRow) => Record<string, unknown>;
}

const groupKind: MembershipKind = {
  kind: 'group',
  table: (call) => call.world.state.groupMemberships,
  present: presentGroupMembership,
};
const organizationKind: MembershipKind = {
  kind: 'organization',
  table: (call) => call.world.state.organizationMemberships,
  present: presentOrganizationMembership,
};

function membershipPage(
  call: Call,
  type: MembershipKind,
  match: (row: MembershipRow) => boolean = () => true,
): Reply {
  staffOf(call);
  const rows = [...type.table(call).rows.values()].filter(match);
  return ok(
    listPage(call, {
      key: `${type.kind}_memberships`,
      rows,
      order: byId<MembershipRow>(),
      present: (row) => type.present(call, row),
    }),
  );
}

function join(call: Call, type: MembershipKind, input: JsonRecord): MembershipRow {
  const user = userOf(call.world, asInteger(input['user_id']));
  const parentId = asInteger(input[`${type.kind}_id`]);
  const parents =
    type.kind === 'group' ? call.world.state.groups.rows : call.world.state.organizations.rows;
  if (user === null || (type.kind === 'group' && !isStaff(user)))
    throw invalidField('user', 'User: is invalid', 'InvalidValue');
  if (parentId === null || !parents.has(parentId))
    throw invalidField(type.kind, `${type.kind}: is invalid`, 'InvalidValue');
  const known = [...type.table(call).rows.values()].find(
    (row) => row.user_id === user.id && row.parent_id === parentId,
  );
  if (known !== undefined)
    throw invalidField('user_id', 'User has already been taken', 'DuplicateValue');
  const row = addMembership(call.world, type.kind, user.id, parentId);
  fireUserEvent(call.world, user, `${type.kind}_membership_created`, {
    [type.kind]: { id: String(parentId) },
  });
  return row;
}

function createMembership(call: Call, type: MembershipKind): Reply {
  adminOf(call);
  const row = join(call, type, payloadOf(call, `${type.kind}_membership`));
  return created(
    { [`${type.kind}_membership`]: type.present(call, row) },
    linkTo(call, `${type.kind}_memberships/${row.id}`),
  );
}

function createManyMemberships(call: Call, type: MembershipKind): Reply {
  adminOf(call);
  const items = asList(bodyOf(call)[`${type.kind}_memberships`]);
  refuseMoreThan100(items, `${type.kind}_memberships`);
  return ok(
    startJob(call, () => ({
      total: items.length,
      verb: 'Creating membership',
      results: runItems(call.world, items, 'MembershipCreateFailed', (item, index) => ({
        index,
        id: join(call, type, asRecord(item)).id,
        status: 'Created',
      })),
    })),
  );
}

function deleteMembership(call: Call, type: MembershipKind): Reply {
  adminOf(call);
  const row = rowOf(type.table(call).rows, call, 'membership_id');
  type.table(call).rows.delete(row.id);
  const user = userOf(call.world, row.user_id);
  if (user !== null)
    fireUserEvent(call.world, user, `${type.kind}_membership_deleted`, {
      [type.kind]: { id: String(row.parent_id) },
    });
  return noContent;
}

function showMembership(call: Call, type: MembershipKind): Reply {
  staffOf(call);
  return ok({
    [`${type.kind}_membership`]: type.present(
      call,
      rowOf(type.table(call).rows, call, 'membership_id'),
    ),
  });
}

function membershipRoutes(type: MembershipKind): readonly ZendeskRoute[] {
  const base = `/api/v2/${type.kind}_memberships`;
  return [
    ['GET', base, (call) => membershipPage(call, type)],
    ['POST', base, (call) => createMembership(call, type)],
    ['POST', `${base}/create_many`, (call) => createManyMemberships(call, type)],
    ['GET', `${base}/{membership_id}`, (call) => showMembership(call, type)],
    ['DELETE', `${base}/{membership_id}`, (call) => deleteMembership(call, type)],
    [
      'GET',
      `/api/v2/users/{user_id}/${type.kind}_memberships`,
      (call) => membershipPage(call, type, (row) => row.user_id === idOf(call, 'user_id')),
    ],
    [
      'GET',
      `/api/v2/${type.kind}s/{${type.kind}_id}/${type.kind === 'group' ? 'memberships' : 'organization_memberships'}`,
      (call) =>
        membershipPage(call, type, (row) => row.parent_id === idOf(call, `${type.kind}_id`)),
    ],
  ];
}

export const groupRoutes: readonly ZendeskRoute[] = [
  ['GET', '/api/v2/groups', (call) => groupPage(call)],
  ['POST', '/api/v2/groups', createGroup],
  ['GET', '/api/v2/groups/assignable', (call) => groupPage(call, (row) => row.is_public)],
  [
    'GET',
    '/api/v2/groups/count',
    (call) => (
      staffOf(call),
      ok(
        countBody(
          [...call.world.state.groups.rows.values()].filter((row) => !row.deleted).length,
          isoNow(call.world),
        ),
      )
    ),
  ],
  [
    'GET',
    '/api/v2/groups/{group_id}',
    (call) => ok({ group: presentGroup(call, liveGroup(call)) }),
  ],
  ['PUT', '/api/v2/groups/{group_id}', updateGroup],
  ['DELETE', '/api/v2/groups/{group_id}', deleteGroup],
  [
    'GET',
    '/api/v2/users/{user_id}/groups',
    (call) =>
      groupPage(call, (row) => groupIdsOf(call.world, idOf(call, 'user_id')).includes(row.id)),
  ],
  ['GET', '/api/v2/group_memberships/assignable', (call) => membershipPage(call, groupKind)],
  ...membershipRoutes(groupKind),
  ...membershipRoutes(organizationKind),
];
