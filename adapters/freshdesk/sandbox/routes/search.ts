import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { Table } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, type Call, type FreshdeskRoute } from '../call.ts';
import { presentCompany, presentListedContact } from '../present/people.ts';
import { presentListed } from '../present/tickets.ts';
import type { CompanyRow, UserRow } from '../records/people.ts';
import type { FieldRow } from '../records/settings.ts';
import type { TicketDocument } from '../records/tickets.ts';
import type { SearchField, SearchKind } from '../search/match.ts';
import { searchPage } from '../search/run.ts';
import { maySee } from '../tickets/access.ts';
import { priorities } from '../tickets/fields.ts';
import { searchable, type World } from '../world.ts';

const field = <Document>(
  kind: SearchKind,
  read: (document: Document) => unknown,
  oneOf?: readonly (string | number)[],
): SearchField<Document> => ({ kind, read, ...(oneOf === undefined ? {} : { oneOf }) });

/** The types of custom field that can be searched; paragraphs, decimals and nested ones cannot. */
const customKinds: Readonly<Record<string, SearchKind>> = {
  custom_text: 'text',
  custom_number: 'number',
  custom_checkbox: 'flag',
  custom_dropdown: 'text',
  custom_date: 'date',
};

function customFields<
  Document extends { readonly custom_fields: Readonly<Record<string, unknown>> },
>(table: Table<FieldRow>): readonly (readonly [string, SearchField<Document>])[] {
  return [...table.rows.values()].flatMap(({ name, type, choices }) => {
    const kind = customKinds[type];
    if (kind === undefined) return [];
    const oneOf = Array.isArray(choices) ? choices.map(String) : undefined;
    return [
      [name, field<Document>(kind, (row) => row.custom_fields[name] ?? null, oneOf)] as const,
    ];
  });
}

/** Section 8.4: nothing else of a ticket can be searched. */
function ticketFields(world: World): ReadonlyMap<string, SearchField<TicketDocument>> {
  const { statuses, ticketTypes, ticketFields: fields } = world.state;
  const ids = [...statuses.rows.keys()].sort((one, two) => one - two);
  const texts = [...fields.rows.values()].filter(({ type }) => type === 'custom_text');
  return new Map<string, SearchField<TicketDocument>>([
    ['agent_id', field('number', (row) => row.responder_id)],
    ['group_id', field('number', (row) => row.group_id)],
    ['priority', field('number', (row) => row.priority, priorities)],
    ['status', field('number', (row) => row.status, ids)],
    ['tag', field('text', (row) => (row.tags.length === 0 ? null : row.tags))],
    ['type', field('text', (row) => row.type, ticketTypes)],
    ['due_by', field('date', (row) => row.due_by)],
    ['fr_due_by', field('date', (row) => row.fr_due_by)],
    ['created_at', field('date', (row) => row.created_at)],
    ['updated_at', field('date', (row) => row.updated_at)],
    // Any single-line text.
    ['custom_string', field('text', (row) => texts.map(({ name }) => row.custom_fields[name]))],
    ...customFields<TicketDocument>(fields),
  ]);
}

/** Without archive, trash and spam; newest first, which nothing promises (section 8.4). */
function searchTickets(call: Call): Reply {
  const { world } = call;
  const agent = actorOf(call);
  const rows = [...world.state.tickets.rows.values()].reverse();
  return searchPage(call, {
    rows: rows.filter(
      (ticket) => !ticket.archived && !ticket.deleted && !ticket.spam && maySee(agent, ticket),
    ),
    fields: ticketFields(world),
    documentOf: (ticket) => searchable(world, ticket),
    present: (ticket) => presentListed(call, ticket, new Set(['description'])),
  });
}

/** New records are found after the lag; changes of people are found at once. */
function settled<Row extends { readonly created_at: string }>(world: World, row: Row): Row | null {
  const age = world.clock.now() - Date.parse(row.created_at);
  return age >= world.settings.searchLagMs ? row : null;
}

/** Section 13. */
function contactFields(world: World): ReadonlyMap<string, SearchField<UserRow>> {
  return new Map<string, SearchField<UserRow>>([
    ['active', field('flag', (user) => user.active)],
    ['company_id', field('number', (user) => user.company_id)],
    ['twitter_id', field('text', (user) => user.twitter_id)],
    ['email', field('text', (user) => [user.email, ...user.other_emails])],
    ['phone', field('text', (user) => user.phone)],
    ['mobile', field('text', (user) => user.mobile)],
    ['tag', field('text', (user) => (user.tags.length === 0 ? null : user.tags))],
    ['language', field('text', (user) => user.language)],
    ['time_zone', field('text', (user) => user.time_zone)],
    ['created_at', field('date', (user) => user.created_at)],
    ['updated_at', field('date', (user) => user.updated_at)],
    ...customFields<UserRow>(world.state.contactFields),
  ]);
}

function searchContacts(call: Call): Reply {
  const { world } = call;
  const rows = [...world.state.users.rows.values()];
  return searchPage(call, {
    rows: rows.filter((user) => user.agent === null && !user.deleted && !user.blocked),
    fields: contactFields(world),
    documentOf: (user) => settled(world, user),
    present: (user) => presentListedContact(call, user),
  });
}

/** Section 14. */
function searchCompanies(call: Call): Reply {
  const { world } = call;
  return searchPage(call, {
    rows: world.state.companies.rows.values(),
    fields: new Map<string, SearchField<CompanyRow>>([
      [
        'domain',
        field('text', (company) => (company.domains.length === 0 ? null : company.domains)),
      ],
      ['created_at', field('date', (company) => company.created_at)],
      ['updated_at', field('date', (company) => company.updated_at)],
      ...customFields<CompanyRow>(world.state.companyFields),
    ]),
    documentOf: (company) => settled(world, company),
    present: (company) => presentCompany(call, company),
  });
}

export const searchRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/search/tickets', searchTickets],
  ['GET', '/api/v2/search/contacts', searchContacts],
  ['GET', '/api/v2/search/companies', searchCompanies],
];
