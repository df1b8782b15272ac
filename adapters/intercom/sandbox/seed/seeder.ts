import { put } from '../../../../src/sandbox/kit/table.ts';
import { addAdmin } from '../defaults.ts';
import { addCompany, addContact } from '../people.ts';
import type { ConversationRow } from '../records/conversations.ts';
import type { AdminRow, CompanyRow, ContactRow, TeamRow } from '../records/people.ts';
import { nextNumber, saveContact, type World } from '../world.ts';
import {
  type ConversationSeed,
  seedConversation,
  seedTicket,
  type TicketSeed,
} from './conversations.ts';
import { seedSettings, settledDates, settledMs, type SettingsSeeder } from './settings.ts';

type ContactSeed = Partial<Omit<ContactRow, 'id'>>;

/** Puts records into the workspace as if they had always been there. Every answer is the stored row. */
export interface IntercomSeeder extends SettingsSeeder {
  /** A user. */
  contact(given?: ContactSeed): ContactRow;
  /** A lead. */
  lead(given?: ContactSeed): ContactRow;
  /** A teammate with an inbox seat. */
  admin(given: Partial<Omit<AdminRow, 'id'>> & Pick<AdminRow, 'name'>): AdminRow;
  team(given: Partial<Omit<TeamRow, 'id'>> & Pick<TeamRow, 'name'>): TeamRow;
  company(
    given: Partial<Omit<CompanyRow, 'id'>> & {
      readonly name: string;
      /** Ids of contacts that belong to it. */
      readonly members?: readonly string[];
    },
  ): CompanyRow;
  conversation(given?: ConversationSeed): ConversationRow;
  /** Many small conversations of one contact, one second apart. */
  conversations(count: number, given?: ConversationSeed): readonly ConversationRow[];
  ticket(given?: TicketSeed): ConversationRow;
}

export function createSeeder(world: World): IntercomSeeder {
  const contact = (given: ContactSeed = {}) =>
    quietly(world, () => addContact(world, { ...settledDates(world), recorded_ms: 0, ...given }));
  return {
    ...seedSettings(world),
    contact,
    lead: (given = {}) => contact({ role: 'lead', ...given }),
    admin: (given) => addAdmin(world, { email: addressOf(given.name), ...given }),
    team: (given) =>
      put(world.state.teams, {
        admin_ids: [],
        assignment_limit: null,
        distribution_method: null,
        ...given,
        id: nextNumber(world, 'team'),
      }),
    company: (given) => seedCompany(world, given),
    conversation: (given) => quietly(world, () => seedConversation(world, given)),
    conversations: (count, given) => quietly(world, () => seedConversations(world, count, given)),
    ticket: (given) => quietly(world, () => seedTicket(world, given)),
  };
}

const addressOf = (name: string) =>
  `${name.toLowerCase().replace(/[^a-z0-9]+/g, '.')}@acme.example.com`;

/** Seeding is not an event: while it runs, nobody is subscribed. */
function quietly<Row>({ state }: World, make: () => Row): Row {
  const { webhook } = state;
  state.webhook = null;
  try {
    return make();
  } finally {
    state.webhook = webhook;
  }
}

function seedCompany(
  world: World,
  { members = [], ...given }: Parameters<IntercomSeeder['company']>[0],
): CompanyRow {
  const company_id = given.company_id ?? `company-${world.state.companies.rows.size + 1}`;
  const company = addCompany(world, { ...settledDates(world), ...given, company_id });
  for (const id of members) {
    const member = world.state.contacts.rows.get(id);
    if (member === undefined) throw new Error(`The workspace has no contact ${id}.`);
    member.company_ids = [...member.company_ids, company.id];
    saveContact(world, member);
  }
  return company;
}

function seedConversations(
  world: World,
  count: number,
  given: ConversationSeed = {},
): readonly ConversationRow[] {
  const start = world.clock.now() - count * 1000 - settledMs;
  const contactId =
    given.contactId ??
    addContact(world, { name: 'Many Questions', email: 'many@example.org', recorded_ms: 0 }).id;
  return Array.from({ length: count }, (_item, index) =>
    seedConversation(world, {
      body: `Question ${index + 1}`,
      createdAt: new Date(start + index * 1000),
      ...given,
      contactId,
    }),
  );
}
