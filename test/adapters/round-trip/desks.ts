import type { AnySupportAdapter } from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import type { SandboxClock } from '../../../src/sandbox/kit/clock.ts';

/** An account of a provider that has what the round trips need: people, a group, two fields. */
export interface Desk {
  readonly name: string;
  readonly adapter: AnySupportAdapter;
  /** The time at the desk. */
  readonly clock: SandboxClock;
  readonly requesterId: string;
  readonly agentId: string;
  readonly groupId: string;
}

/** Sleeping moves the account's time on, so that no test waits. */
const clockOf = (clock: SandboxClock) => ({
  now: () => clock.now(),
  async sleep(ms: number) {
    clock.advance(ms);
  },
});

function zendesk(): Desk {
  const sandbox = createZendeskSandbox({ searchLagMs: 0, rateLimits: false });
  const plan = sandbox.seed.ticketField({ type: 'text', title: 'Plan' });
  const seats = sandbox.seed.ticketField({ type: 'integer', title: 'Seats' });
  const agent = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example.com' });
  const { email, apiToken } = sandbox.credentials;
  return {
    name: 'zendesk',
    clock: sandbox.clock,
    adapter: createZendesk({
      subdomain: 'acme',
      credentials: { email, apiToken },
      customFields: { plan: { id: plan.id }, seats: { id: seats.id, type: 'integer' } },
      fetch: (input, init) => sandbox.fetch(input, init),
      clock: clockOf(sandbox.clock),
    }),
    requesterId: String(sandbox.seed.user({ name: 'Ada', email: 'ada@customer.example' }).id),
    agentId: String(agent.id),
    groupId: String(sandbox.seed.group({ name: 'Billing', members: [agent.id] }).id),
  };
}

function intercom(): Desk {
  const sandbox = createIntercomSandbox({ searchLagMs: 0, rateLimits: false, botParts: false });
  sandbox.seed.conversationAttribute({ name: 'Plan' });
  sandbox.seed.conversationAttribute({ name: 'Seats', data_type: 'integer' });
  sandbox.seed.conversationAttribute({ name: 'Caller key' });
  const admin = sandbox.seed.admin({ name: 'Grace' });
  const team = sandbox.seed.team({ name: 'Billing', admin_ids: [admin.id] });
  return {
    name: 'intercom',
    clock: sandbox.clock,
    adapter: createIntercom({
      workspaceId: 'abc123de',
      credentials: { accessToken: sandbox.credentials.accessToken },
      customFields: { plan: { id: 'Plan' }, seats: { id: 'Seats', type: 'integer' } },
      callerKeyAttribute: 'Caller key',
      fetch: (input, init) => sandbox.fetch(input, init),
      clock: clockOf(sandbox.clock),
    }),
    requesterId: sandbox.seed.contact({ name: 'Ada', email: 'ada@customer.example' }).id,
    agentId: String(admin.id),
    groupId: String(team.id),
  };
}

function freshdesk(): Desk {
  const sandbox = createFreshdeskSandbox({ searchLagMs: 0, rateLimits: false });
  const plan = sandbox.seed.field({ label: 'Plan', type: 'custom_text' });
  const seats = sandbox.seed.field({ label: 'Seats', type: 'custom_number' });
  const key = sandbox.seed.field({ label: 'Caller key', type: 'custom_text' });
  const agent = sandbox.seed.agent({ name: 'Grace', email: 'grace@acme.example.com' });
  return {
    name: 'freshdesk',
    clock: sandbox.clock,
    adapter: createFreshdesk({
      subdomain: 'acme',
      credentials: { apiKey: sandbox.credentials.apiKey },
      customFields: { plan: { id: plan.name }, seats: { id: seats.name, type: 'integer' } },
      callerKeyField: key.name,
      fetch: (input, init) => sandbox.fetch(input, init),
      clock: clockOf(sandbox.clock),
    }),
    requesterId: String(sandbox.seed.contact({ name: 'Ada', email: 'ada@customer.example' }).id),
    agentId: String(agent.id),
    groupId: String(sandbox.seed.group({ name: 'Billing', members: [agent.id] }).id),
  };
}

/** Fresh accounts, by provider. */
export const DESKS = { zendesk, intercom, freshdesk } as const;
export type DeskName = keyof typeof DESKS;
export const DESK_NAMES = [
  'zendesk',
  'intercom',
  'freshdesk',
] as const satisfies readonly DeskName[];

/** Every ordered pair of different providers: six. */
export const PAIRS = DESK_NAMES.flatMap((from) =>
  DESK_NAMES.filter((to) => to !== from).map((to) => [from, to] as const),
);
