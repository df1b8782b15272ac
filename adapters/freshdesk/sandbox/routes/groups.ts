import { asIntegers, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove, touch } from '../../../../src/sandbox/kit/table.ts';
import {
  adminOf,
  type Call,
  checkedBody,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { problems } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import { presentGroup, presentListedGroup } from '../present/people.ts';
import type { GroupRow } from '../records/people.ts';
import type { FieldRules } from '../records/rules.ts';
import { agentRule, text } from '../tickets/fields.ts';
import { numberOf } from '../tickets/create.ts';
import { isAgent, isoNow, nextId, userOf, type World } from '../world.ts';

const rules: FieldRules = {
  name: text,
  description: { ...text, nullable: true },
  escalate_to: { ...agentRule, nullable: true },
  unassigned_for: { ...text, nullable: true },
  agent_ids: { type: 'Array' },
  // Create takes 0 and 1 only (section 6.6).
  auto_ticket_assign: { type: 'choice', oneOf: () => [0, 1] },
  business_hour_id: { type: 'Positive Integer', nullable: true },
};

const groupOf = (call: Call) => rowOf(call.world.state.groups.rows, call, 'group_id');
const groupsOf = (call: Call) => [...call.world.state.groups.rows.values()];

function apply(world: World, group: GroupRow, values: JsonRecord): void {
  if (values['name'] !== undefined) group.name = asText(values['name']) ?? group.name;
  if (values['description'] !== undefined) group.description = asText(values['description']);
  if (values['escalate_to'] !== undefined) group.escalate_to = numberOf(values['escalate_to']);
  if (values['unassigned_for'] !== undefined)
    group.unassigned_for = asText(values['unassigned_for']);
  if (values['business_hour_id'] !== undefined)
    group.business_hour_id = numberOf(values['business_hour_id']);
  group.auto_ticket_assign = numberOf(values['auto_ticket_assign']) ?? group.auto_ticket_assign;
  if (values['agent_ids'] !== undefined) setMembers(world, group, asIntegers(values['agent_ids']));
}

/** Agents and groups name each other. */
function setMembers(world: World, group: GroupRow, ids: readonly number[]): void {
  for (const user of world.state.users.rows.values()) {
    if (!isAgent(user)) continue;
    const others = user.agent.group_ids.filter((id) => id !== group.id);
    user.agent.group_ids = ids.includes(user.id) ? [...others, group.id] : others;
  }
  group.agent_ids = ids.filter((id) => isAgent(userOf(world, id)));
}

function refuseTaken(call: Call, name: unknown, own: GroupRow | null): void {
  const taken = groupsOf(call).some((group) => group.name === name && group.id !== own?.id);
  if (taken) throw problems.duplicate('name', null);
}

function create(call: Call): Reply {
  adminOf(call);
  const { world } = call;
  const { values } = checkedBody(call, { ...rules, name: { ...text, required: true } });
  refuseTaken(call, values['name'], null);
  const group = put(world.state.groups, {
    id: nextId(world),
    name: '',
    description: null,
    escalate_to: null,
    unassigned_for: null,
    business_hour_id: null,
    group_type: 'support_agent_group',
    agent_ids: [],
    created_at: isoNow(world),
    updated_at: isoNow(world),
    auto_ticket_assign: 0,
  });
  apply(world, group, values);
  return created(call, presentGroup(group), `groups/${group.id}`);
}

function update(call: Call): Reply {
  adminOf(call);
  const { world } = call;
  const group = groupOf(call);
  const { values } = checkedBody(call, rules);
  refuseTaken(call, values['name'], group);
  apply(world, group, values);
  group.updated_at = isoNow(world);
  return ok(presentGroup(group));
}

function destroy(call: Call): Reply {
  adminOf(call);
  const { world } = call;
  const group = groupOf(call);
  setMembers(world, group, []);
  remove(world.state.groups, group.id);
  for (const ticket of world.state.tickets.rows.values()) {
    if (ticket.group_id === group.id) ticket.group_id = null;
  }
  touch(world.state.tickets);
  return noContent;
}

/** The newer variant of groups (section 15). */
function presentAdminGroup(group: GroupRow): object {
  const { id, name, description, agent_ids, escalate_to, unassigned_for } = group;
  const { created_at, updated_at } = group;
  return {
    ...{ id, name, description, escalate_to, unassigned_for, agent_ids },
    type: group.group_type,
    business_calendar_id: group.business_hour_id,
    allow_agents_to_change_availability: false,
    automatic_agent_assignment: { enabled: group.auto_ticket_assign !== 0 },
    ...{ created_at, updated_at },
  };
}

const asAdmin =
  (handle: (call: Call) => Reply) =>
  (call: Call): Reply => {
    adminOf(call);
    return handle(call);
  };

export const groupRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/groups', (call) => listPage(call, groupsOf(call), presentListedGroup)],
  ['POST', '/api/v2/groups', create],
  ['GET', '/api/v2/groups/{group_id}', (call) => ok(presentGroup(groupOf(call)))],
  ['PUT', '/api/v2/groups/{group_id}', update],
  ['DELETE', '/api/v2/groups/{group_id}', destroy],
  [
    'GET',
    '/api/v2/admin/groups',
    asAdmin((call) => listPage(call, groupsOf(call), presentAdminGroup)),
  ],
  [
    'GET',
    '/api/v2/admin/groups/{group_id}',
    asAdmin((call) => ok(presentAdminGroup(groupOf(call)))),
  ],
  [
    'GET',
    '/api/v2/admin/groups/{group_id}/agents',
    asAdmin((call) =>
      listPage(
        call,
        groupOf(call).agent_ids.map((id) => ({ id })),
        (row) => row,
      ),
    ),
  ],
];
