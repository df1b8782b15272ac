import { put } from '../../../../src/sandbox/kit/table.ts';
import { addCompany, addUser, joinGroups, makeAgent } from '../people.ts';
import type { AgentPart, AgentUser, CompanyRow, GroupRow, UserRow } from '../records/people.ts';
import type { TicketRow } from '../records/tickets.ts';
import { isAgent, nextId, type World } from '../world.ts';
import { seedSettings, settledDates, settledMs } from './settings.ts';
import { seedTicket, type TicketSeed } from './tickets.ts';

type Seed<Row, Required extends keyof Row> = Partial<Omit<Row, 'id'>> & Pick<Row, Required>;

/** An agent to put into the account. */
export type AgentSeed = Seed<Omit<UserRow, 'agent'>, 'name'> &
  Partial<Omit<AgentPart, 'created_at' | 'updated_at'>>;

/** Puts records into the account as if they had always been there. Every answer is the stored row. */
export interface FreshdeskSeeder extends ReturnType<typeof seedSettings> {
  contact(given: Seed<UserRow, 'name'>): UserRow;
  /** An agent of the default group with the role Agent; `row.agent.api_key` signs in as them. */
  agent(given: AgentSeed): AgentUser;
  company(given: Seed<CompanyRow, 'name'>): CompanyRow;
  group(given: Seed<GroupRow, 'name'> & { readonly members?: readonly number[] }): GroupRow;
  ticket(given?: TicketSeed): TicketRow;
  /** Many small tickets, one second apart. */
  tickets(count: number, given?: TicketSeed): readonly TicketRow[];
}

export function createSeeder(world: World): FreshdeskSeeder {
  return {
    ...seedSettings(world),
    contact: (given) => addUser(world, { ...settledDates(world), ...given }),
    agent: (given) => seedAgent(world, given),
    company: (given) => addCompany(world, { ...settledDates(world), ...given }),
    group: ({ members = [], ...given }) => seedGroup(world, given, members),
    ticket: (given = {}) => seedTicket(world, given, given.requesterId ?? somebody(world)),
    tickets: (count, given = {}) => seedTickets(world, count, given),
  };
}

function seedAgent(world: World, given: AgentSeed): AgentUser {
  const { state } = world;
  const user = addUser(world, { ...settledDates(world), active: true, ...personOf(given) });
  const role = [...state.roles.rows.values()].find((row) => row['name'] === 'Agent');
  const [group] = state.groups.rows.values();
  makeAgent(world, user, {
    ...settledDates(world),
    role_ids: role === undefined ? [] : [role.id],
    group_ids: group === undefined ? [] : [group.id],
    ...partOf(given),
  });
  if (!isAgent(user)) throw new Error('A seeded agent is an agent.');
  return user;
}

const partKeys: readonly (keyof AgentPart)[] = [
  'available',
  'available_since',
  'occasional',
  'signature',
  'ticket_scope',
  'type',
  'group_ids',
  'role_ids',
  'skill_ids',
  'last_active_at',
  'last_login_at',
  'deactivated',
  'focus_mode',
  'api_key',
];

const isPartKey = (key: string) => partKeys.some((known) => known === key);

const partOf = (given: AgentSeed): Partial<AgentPart> =>
  Object.fromEntries(Object.entries(given).filter(([key]) => isPartKey(key)));

const personOf = (given: AgentSeed): Seed<UserRow, 'name'> => ({
  ...Object.fromEntries(Object.entries(given).filter(([key]) => !isPartKey(key))),
  name: given.name,
});

function seedGroup(
  world: World,
  given: Seed<GroupRow, 'name'>,
  members: readonly number[],
): GroupRow {
  const group = put(world.state.groups, {
    description: null,
    escalate_to: null,
    unassigned_for: null,
    business_hour_id: null,
    group_type: 'support_agent_group',
    agent_ids: [],
    ...settledDates(world),
    auto_ticket_assign: 0,
    ...given,
    id: nextId(world),
  });
  for (const id of members) {
    const user = world.state.users.rows.get(id) ?? null;
    if (!isAgent(user)) continue;
    user.agent.group_ids = [...user.agent.group_ids, group.id];
    joinGroups(world, id, user.agent.group_ids);
  }
  return group;
}

/** Seeded tickets without a requester belong to one contact, who is made with the first. */
function somebody(world: World): number {
  const email = 'customer@example.org';
  const known = world.state.usersByEmail.get(email);
  return known ?? addUser(world, { ...settledDates(world), name: 'Casey Customer', email }).id;
}

function seedTickets(world: World, count: number, given: TicketSeed): readonly TicketRow[] {
  const start = world.clock.now() - count * 1000 - settledMs;
  const requesterId = given.requesterId ?? somebody(world);
  return Array.from({ length: count }, (_item, index) =>
    seedTicket(
      world,
      {
        subject: `Ticket ${index + 1}`,
        createdAt: new Date(start + index * 1000),
        ...given,
      },
      requesterId,
    ),
  );
}
