import { asIntegers, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import {
  actorOf,
  adminOf,
  type Call,
  checkedBody,
  checkQuery,
  created,
  type FreshdeskRoute,
  idOf,
  noContent,
  ok,
} from '../call.ts';
import { fieldErrors, problems, refuseIfInvalid } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import { addUser, joinGroups, makeAgent, unmakeAgent } from '../people.ts';
import { presentAgent, presentListedAgent } from '../present/people.ts';
import type { AgentUser } from '../records/people.ts';
import type { FieldRules } from '../records/rules.ts';
import { numberOf } from '../tickets/create.ts';
import { email, flag, text } from '../tickets/fields.ts';
import { isAgent, isoNow, saveUser, unindexUser, userByEmail, userOf } from '../world.ts';
import { refuseWithoutSeat } from './contact-lifecycle.ts';

const rules: FieldRules = {
  email,
  name: text,
  phone: text,
  mobile: text,
  job_title: text,
  language: text,
  time_zone: text,
  occasional: flag,
  signature: text,
  ticket_scope: { type: 'choice', oneOf: () => [1, 2, 3] },
  group_ids: { type: 'Array' },
  role_ids: { type: 'Array' },
  skill_ids: { type: 'Array' },
  agent_type: { type: 'choice', oneOf: () => [1, 2, 3] },
  focus_mode: flag,
};

/** Only `/agents/me` answers without the admin's right (section 15). */
function agentOf(call: Call): AgentUser {
  adminOf(call);
  const user = userOf(call.world, idOf(call, 'agent_id'));
  if (!isAgent(user)) throw problems.notFound();
  return user;
}

const agentsOf = (call: Call) => [...call.world.state.users.rows.values()].filter(isAgent);

function list(call: Call): Reply {
  adminOf(call);
  checkQuery(call, ['email', 'mobile', 'phone', 'state']);
  const { query } = call;
  const state = query.get('state');
  refuseIfInvalid(
    state !== null && state !== 'fulltime' && state !== 'occasional'
      ? [fieldErrors.oneOf('state', ['fulltime', 'occasional'])]
      : [],
  );
  const rows = agentsOf(call).filter(
    (user) =>
      (query.get('email')?.toLowerCase() ?? user.email) === user.email &&
      (query.get('mobile') ?? user.mobile) === user.mobile &&
      (query.get('phone') ?? user.phone) === user.phone &&
      (state === null || user.agent.occasional === (state === 'occasional')),
  );
  return listPage(call, rows, presentListedAgent);
}

/** An array with addresses (section 15). */
function autocomplete(call: Call): Reply {
  const term = (call.query.get('term') ?? '').toLowerCase();
  refuseIfInvalid(term === '' ? [fieldErrors.missing('term', 'String')] : []);
  const found = agentsOf(call).filter((user) => user.name.toLowerCase().includes(term));
  return ok(
    found.map(({ id, name, email: address }) => ({ id, name, email: address, avatar: null })),
  );
}

const types = { 1: 'support_agent', 2: 'field_agent', 3: 'collaborator' } as const;

function apply(user: AgentUser, values: JsonRecord): void {
  for (const key of ['name', 'phone', 'mobile', 'job_title', 'language', 'time_zone'] as const) {
    if (values[key] !== undefined) Object.assign(user, { [key]: asText(values[key]) });
  }
  const { agent } = user;
  if (values['signature'] !== undefined) agent.signature = asText(values['signature']);
  if (values['occasional'] !== undefined) agent.occasional = values['occasional'] === true;
  if (values['focus_mode'] !== undefined) agent.focus_mode = values['focus_mode'] === true;
  agent.ticket_scope = numberOf(values['ticket_scope']) ?? agent.ticket_scope;
  for (const key of ['group_ids', 'role_ids', 'skill_ids'] as const) {
    if (values[key] !== undefined) agent[key] = asIntegers(values[key]);
  }
}

function create(call: Call): Reply {
  adminOf(call);
  const { world } = call;
  const { values } = checkedBody(call, { ...rules, email: { ...email, required: true } });
  const address = asText(values['email'])?.toLowerCase() ?? '';
  const holder = userByEmail(world, address);
  if (holder !== null) {
    const named = world.settings.unconfirmed.conflictNamesUser;
    throw problems.duplicate('email', named ? { user_id: holder.id } : null);
  }
  refuseWithoutSeat(world);
  const name = asText(values['name']) ?? address.split('@')[0] ?? '';
  const user = addUser(world, { name, email: address });
  const roles = [...world.state.roles.rows.values()].find((role) => role['name'] === 'Agent');
  const type = types[(numberOf(values['agent_type']) ?? 1) as keyof typeof types];
  // Safe: the rule lets only the table's keys through.
  makeAgent(world, user, { type, role_ids: roles === undefined ? [] : [roles.id] });
  if (!isAgent(user)) throw problems.notFound();
  apply(user, values);
  joinGroups(world, user.id, user.agent.group_ids);
  return created(call, presentAgent(user), `agents/${user.id}`);
}

function update(call: Call): Reply {
  const { world } = call;
  const user = agentOf(call);
  const { values } = checkedBody(call, rules);
  const address = asText(values['email'])?.toLowerCase() ?? null;
  const holder = address === null ? null : userByEmail(world, address);
  if (holder !== null && holder.id !== user.id) throw problems.duplicate('email', null);
  unindexUser(world, user);
  if (address !== null) user.email = address;
  apply(user, values);
  joinGroups(world, user.id, user.agent.group_ids);
  user.agent.updated_at = isoNow(world);
  saveUser(world, user);
  return ok(presentAgent(user));
}

/** The agent becomes a contact with the same id; tickets keep naming it (section 15). */
function remove(call: Call): Reply {
  const user = agentOf(call);
  unmakeAgent(call.world, user);
  saveUser(call.world, user);
  return noContent;
}

export const agentRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/agents', list],
  ['POST', '/api/v2/agents', create],
  ['GET', '/api/v2/agents/me', (call) => ok(presentAgent(actorOf(call)))],
  ['GET', '/api/v2/agents/autocomplete', autocomplete],
  ['GET', '/api/v2/agents/{agent_id}', (call) => ok(presentAgent(agentOf(call)))],
  ['PUT', '/api/v2/agents/{agent_id}', update],
  ['DELETE', '/api/v2/agents/{agent_id}', remove],
];
