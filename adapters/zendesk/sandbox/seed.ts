import { put } from '../../../src/sandbox/kit/table.ts';
import { addTicketField } from './defaults.ts';
import type { TicketFieldRow, TriggerRow, WebhookRow } from './admin-records.ts';
import type { GroupRow, OrganizationRow, TicketRow, UserRow } from './records.ts';
import { seedTicket, type TicketSeed } from './seed-ticket.ts';
import { addMembership, newUser } from './users.ts';
import { newSecret } from './webhooks.ts';
import { epochNow, isoNow, nextId, type World } from './world.ts';

type Seed<Row, Required extends keyof Row> = Partial<Omit<Row, 'id'>> & Pick<Row, Required>;

/** Puts records into the account as if they had always been there. Every answer is the stored row. */
export interface ZendeskSeeder {
  user(given: Seed<UserRow, 'name'>): UserRow;
  /** An agent of the default group. */
  agent(given: Seed<UserRow, 'name'>): UserRow;
  organization(given: Seed<OrganizationRow, 'name'>): OrganizationRow;
  group(given: Seed<GroupRow, 'name'> & { readonly members?: readonly number[] }): GroupRow;
  ticketField(given: Parameters<typeof addTicketField>[1]): TicketFieldRow;
  ticket(given?: TicketSeed): TicketRow;
  /** Many small tickets, one second apart. */
  tickets(count: number, given?: TicketSeed): readonly TicketRow[];
  webhook(given: Seed<WebhookRow, 'endpoint' | 'subscriptions'>): WebhookRow;
  trigger(given: Partial<Omit<TriggerRow, 'id'>> & { readonly title: string }): TriggerRow;
}

export function createSeeder(world: World): ZendeskSeeder {
  const { state } = world;
  const dates = () => ({ created_at: isoNow(world), updated_at: isoNow(world) });
  const quietly = <Row>(make: () => Row): Row => {
    // Seeding is not an event: what it queued is taken back.
    const webhooks = state.webhooks;
    state.webhooks = new Map();
    try {
      return make();
    } finally {
      state.webhooks = webhooks;
    }
  };
  const user = (given: Seed<UserRow, 'name'>) =>
    quietly(() => newUser(world, { ...given, recorded_ms: 0 }).keep({ silent: true }));
  return {
    user,
    agent: (given) => {
      const agent = user({ role: 'agent', ...given });
      const group = [...state.groups.rows.values()].find((row) => row.default);
      if (group !== undefined) addMembership(world, 'group', agent.id, group.id);
      return agent;
    },
    organization: (given) =>
      put(state.organizations, {
        external_id: null,
        ...dates(),
        domain_names: [],
        details: null,
        notes: null,
        group_id: null,
        shared_tickets: false,
        shared_comments: false,
        tags: [],
        organization_fields: {},
        deleted_at: null,
        generated_timestamp: epochNow(world),
        recorded_ms: 0,
        ...given,
        id: nextId(world),
      }),
    group: ({ members = [], ...given }) => {
      const group = put(state.groups, {
        description: '',
        is_public: true,
        default: false,
        deleted: false,
        ...dates(),
        ...given,
        id: nextId(world),
      });
      for (const member of members) addMembership(world, 'group', member, group.id);
      return group;
    },
    ticketField: (given) => addTicketField(world, given),
    ticket: (given = {}) => quietly(() => seedTicket(world, given)),
    tickets: (count, given = {}) =>
      quietly(() => {
        const start = world.clock.now() - count * 1000 - 120_000;
        return Array.from({ length: count }, (_item, index) =>
          seedTicket(world, {
            subject: `Ticket ${index + 1}`,
            createdAt: new Date(start + index * 1000),
            ...given,
          }),
        );
      }),
    webhook: (given) => {
      const webhook: WebhookRow = {
        name: 'Seeded webhook',
        description: null,
        status: 'active',
        http_method: 'POST',
        request_format: 'json',
        authentication: null,
        custom_headers: null,
        secret: newSecret(world),
        created_at: isoNow(world),
        created_by: '1',
        updated_at: null,
        updated_by: null,
        ...given,
        id: world.random.ulid(world.clock.now()),
      };
      state.webhooks.set(webhook.id, webhook);
      return webhook;
    },
    trigger: (given) =>
      put(state.triggers, {
        on: 'both',
        template: null,
        webhook_id: null,
        actions: {},
        ...given,
        id: nextId(world),
      }),
  };
}
