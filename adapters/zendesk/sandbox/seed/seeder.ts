import { put } from '../../../../src/sandbox/kit/table.ts';
import type {
  GroupRow,
  OrganizationRow,
  TicketRow,
  UserRow,
} from '../records/tickets-and-people.ts';
import { seedSettings, settledDates, settledMs } from './settings.ts';
import { seedTicket, type TicketSeed } from './tickets.ts';
import { addMembership, newUser } from '../people.ts';
import { epochNow, nextId, type World } from '../world.ts';

type Seed<Row, Required extends keyof Row> = Partial<Omit<Row, 'id'>> & Pick<Row, Required>;

/** Puts records into the account as if they had always been there. Every answer is the stored row. */
export interface ZendeskSeeder extends ReturnType<typeof seedSettings> {
  user(given: Seed<UserRow, 'name'>): UserRow;
  /** An agent of the default group. */
  agent(given: Seed<UserRow, 'name'>): UserRow;
  organization(given: Seed<OrganizationRow, 'name'>): OrganizationRow;
  group(given: Seed<GroupRow, 'name'> & { readonly members?: readonly number[] }): GroupRow;
  ticket(given?: TicketSeed): TicketRow;
  /** Many small tickets, one second apart. */
  tickets(count: number, given?: TicketSeed): readonly TicketRow[];
}

export function createSeeder(world: World): ZendeskSeeder {
  const user = (given: Seed<UserRow, 'name'>) => quietly(world, () => seedUser(world, given));
  return {
    ...seedSettings(world),
    user,
    agent: (given) => {
      const agent = user({ role: 'agent', ...given });
      const group = [...world.state.groups.rows.values()].find((row) => row.default);
      if (group !== undefined) addMembership(world, 'group', agent.id, group.id);
      return agent;
    },
    organization: (given) => seedOrganization(world, given),
    group: ({ members = [], ...given }) => {
      const group = seedGroup(world, given);
      for (const member of members) addMembership(world, 'group', member, group.id);
      return group;
    },
    ticket: (given = {}) => quietly(world, () => seedTicket(world, given)),
    tickets: (count, given = {}) => quietly(world, () => seedTickets(world, count, given)),
  };
}

/** Seeding is not an event: while it runs, nobody is subscribed. */
function quietly<Row>({ state }: World, make: () => Row): Row {
  const webhooks = state.webhooks;
  state.webhooks = new Map();
  try {
    return make();
  } finally {
    state.webhooks = webhooks;
  }
}

const settled = (world: World) => ({
  ...settledDates(world),
  generated_timestamp: epochNow(world) - settledMs / 1000,
  recorded_ms: 0,
});

function seedUser(world: World, given: Seed<UserRow, 'name'>): UserRow {
  return newUser(world, { ...settled(world), ...given }).keep({ silent: true });
}

function seedOrganization(world: World, given: Seed<OrganizationRow, 'name'>): OrganizationRow {
  return put(world.state.organizations, {
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
    ...settled(world),
    ...given,
    id: nextId(world),
  });
}

function seedGroup(world: World, given: Seed<GroupRow, 'name'>): GroupRow {
  return put(world.state.groups, {
    description: '',
    is_public: true,
    default: false,
    deleted: false,
    ...settledDates(world),
    ...given,
    id: nextId(world),
  });
}

function seedTickets(world: World, count: number, given: TicketSeed): readonly TicketRow[] {
  const start = world.clock.now() - count * 1000 - settledMs;
  return Array.from({ length: count }, (_item, index) =>
    seedTicket(world, {
      subject: `Ticket ${index + 1}`,
      createdAt: new Date(start + index * 1000),
      ...given,
    }),
  );
}
