import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
  planLimits as freshdeskPlans,
} from '../../../adapters/freshdesk/sandbox/index.ts';
import {
  createZendeskSandbox,
  planLimits as zendeskPlans,
  type ZendeskSandbox,
} from '../../../adapters/zendesk/sandbox/index.ts';
import { createFreshdesk } from '../../../adapters/freshdesk/index.ts';
import { createZendesk } from '../../../adapters/zendesk/index.ts';
import type { AnySupportAdapter } from '../../../src/adapter/contract.ts';
import type { ConnectionOptions } from '../../../src/http/connection-options.ts';
import type { ScaledClock } from './scaled-clock.ts';

/** The providers that the bench knows. */
export type BenchProvider = 'freshdesk' | 'zendesk';

/** What a desk's process is told. */
export interface DeskConfig {
  readonly provider: BenchProvider;
  /** How many tickets it has at the beginning. */
  readonly tickets: number;
  readonly begin: number;
  readonly speed: number;
}

/** How to log in; each provider has its own words. */
export type Credentials = Readonly<Record<string, string>>;

interface Desk {
  /** What the account's plan allows in a minute, in what the provider counts in. */
  readonly perMinute: number;
  readonly unit: string;
  /** An account with so many tickets, staff and fields included. */
  make(
    clock: ScaledClock,
    tickets: number,
  ): {
    readonly sandbox: Pick<FreshdeskSandbox | ZendeskSandbox, 'exchange' | 'origins'>;
    readonly credentials: Credentials;
  };
  connect(credentials: Credentials, connection: ConnectionOptions): AnySupportAdapter;
}

const AGENTS = 12;
const TICKETS_PER_CONTACT = 5;
const CONTACTS_PER_COMPANY = 20;
const MINUTE_MS = 60_000;
const WORDS = [
  'The export stops at 98 per cent and does not go on, whatever I try.',
  'Die Rechnung für März zeigt noch die alte Anschrift. Können Sie das ändern?',
  'We have looked at it: the setting is under “Account”, then “Invoices”.',
  'Thank you, that helped. One more thing: where do I find the log?',
];

/** Text of an entry: the same for the same number. */
const wordsOf = (ticket: number, entry: number): string =>
  `${WORDS[(ticket + entry) % WORDS.length]} (${ticket}.${entry}) `.repeat(
    1 + ((ticket * 7 + entry) % 6),
  );

/** Answers behind the first message: none to five, two and a half at the mean. */
const answersOf = (ticket: number): number => (ticket * 5 + Math.floor(ticket / 6)) % 6;

// A minute apart, the last one a week ago.
const createdAt = (clock: ScaledClock, tickets: number, ticket: number): Date =>
  new Date(clock.now() - 7 * 24 * 60 * MINUTE_MS - (tickets - ticket) * 20_000);

const person = (number: number) => ({
  name: `Customer ${number}`,
  email: `customer-${number}@example.org`,
});
const agentOf = (number: number) => ({
  name: `Agent ${number}`,
  email: `agent-${number}@acme.example`,
});
const range = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at);

/** Their plan with a key field, so that nothing is ever written twice. */
const freshdesk: Desk = {
  perMinute: freshdeskPlans.enterprise.total,
  unit: 'credits',
  make(clock, tickets) {
    const sandbox = createFreshdeskSandbox({
      clock,
      requestLogLimit: 0,
      notifications: false,
      rateLimits: { plan: 'enterprise' },
      features: { multipleCompanies: false },
    });
    const { seed } = sandbox;
    seed.field({ label: 'Reference', name: 'cf_reference', type: 'custom_text' });
    const agents = range(AGENTS).map((number) => seed.agent(agentOf(number)).id);
    const companies = range(Math.ceil(tickets / TICKETS_PER_CONTACT / CONTACTS_PER_COMPANY)).map(
      (number) => seed.company({ name: `Company ${number}` }).id,
    );
    const contacts = range(Math.ceil(tickets / TICKETS_PER_CONTACT)).map((number) => {
      const company = companies[Math.floor(number / CONTACTS_PER_COMPANY)] ?? null;
      return seed.contact({ ...person(number), company_id: company }).id;
    });
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      const at = createdAt(clock, tickets, ticket);
      const requesterId = contacts[Math.floor(ticket / TICKETS_PER_CONTACT)] ?? 0;
      seed.ticket({
        subject: `Question ${ticket}`,
        description: wordsOf(ticket, 0),
        requesterId,
        createdAt: at,
        updatedAt: at,
        properties: {
          status: 5,
          priority: 1 + (ticket % 4),
          responder_id: agents[ticket % AGENTS] ?? null,
          tags: ticket % 2 === 0 ? ['vip'] : [],
        },
        conversations: range(answersOf(ticket)).map((entry) => ({
          body: wordsOf(ticket, entry + 1),
          incoming: entry % 2 === 1,
          private: entry % 4 === 2,
          userId: entry % 2 === 1 ? requesterId : (agents[(ticket + entry) % AGENTS] ?? null),
          createdAt: new Date(at.getTime() + (entry + 1) * MINUTE_MS),
        })),
      });
    }
    return { sandbox, credentials: { ...sandbox.credentials } };
  },
  connect: ({ apiKey = '' }, connection) =>
    createFreshdesk({
      subdomain: 'acme',
      credentials: { apiKey },
      callerKeyField: 'cf_reference',
      ...connection,
    }),
};

const zendesk: Desk = {
  perMinute: zendeskPlans.enterprise,
  unit: 'calls',
  make(clock, tickets) {
    const sandbox = createZendeskSandbox({
      clock,
      requestLogLimit: 0,
      rateLimits: { plan: 'enterprise' },
    });
    const { seed } = sandbox;
    const agents = range(AGENTS).map((number) => seed.agent(agentOf(number)).id);
    const contacts = range(Math.ceil(tickets / TICKETS_PER_CONTACT)).map(
      (number) => seed.user(person(number)).id,
    );
    for (let ticket = 0; ticket < tickets; ticket += 1) {
      const at = createdAt(clock, tickets, ticket);
      const requesterId = contacts[Math.floor(ticket / TICKETS_PER_CONTACT)] ?? 0;
      seed.ticket({
        subject: `Question ${ticket}`,
        requesterId,
        createdAt: at,
        updatedAt: at,
        comments: range(1 + answersOf(ticket)).map((entry) => ({
          body: wordsOf(ticket, entry),
          public: entry % 4 !== 3,
          authorId: entry % 2 === 0 ? requesterId : (agents[(ticket + entry) % AGENTS] ?? 0),
          createdAt: new Date(at.getTime() + entry * MINUTE_MS),
        })),
        properties: {
          status: 'solved',
          priority: (['low', 'normal', 'high', 'urgent'] as const)[ticket % 4] ?? 'normal',
          assignee_id: agents[ticket % AGENTS] ?? null,
          tags: ticket % 2 === 0 ? ['vip'] : [],
        },
      });
    }
    return { sandbox, credentials: { ...sandbox.credentials } };
  },
  connect: ({ email = '', apiToken = '' }, connection) =>
    createZendesk({ subdomain: 'acme', credentials: { email, apiToken }, ...connection }),
};

/** What each provider's account is like. */
export const DESKS: Readonly<Record<BenchProvider, Desk>> = { freshdesk, zendesk };
