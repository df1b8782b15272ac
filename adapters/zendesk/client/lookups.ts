import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { type KnownPerson, type Lookups, NO_LOOKUPS, PROVIDER } from '../to-unified/common.ts';
import { knownPersonOf } from '../to-unified/contacts.ts';
import { userWire } from '../wire/contacts.ts';
import { groupWire } from '../wire/groups.ts';
import { metricSetSchema, type ZendeskMetricSet } from '../wire/tickets.ts';
import { type Json, listOf, optionalListOf, type ZendeskCore } from './core.ts';

/** What comes along with every ticket that is read: names, and Zendesk's own measurements. */
export const TICKET_INCLUDES = 'users,groups,metric_sets';

/** Names and measurements that came along with an answer. */
export function sideloaded(data: Json): Lookups {
  const people = new Map<string, KnownPerson>();
  const groups = new Map<string, string>();
  addUsers(people, optionalListOf(data, 'users'));
  for (const json of optionalListOf(data, 'groups')) {
    const group = parseWire(groupWire, json, { provider: PROVIDER, what: 'group' });
    groups.set(String(group.id), group.name);
  }
  const metrics = new Map<string, ZendeskMetricSet>();
  for (const json of optionalListOf(data, 'metric_sets')) {
    const set = parseWire(metricSetSchema, json, { provider: PROVIDER, what: 'metric set' });
    metrics.set(String(set.ticket_id), set);
  }
  return {
    person: (id) => people.get(id),
    groupName: (id) => groups.get(id),
    metricSet: (id) => metrics.get(id),
  };
}

// A list of any length holds at most this many names at a time.
const MOST_PEOPLE = 5_000;
const IDS_PER_CALL = 100;

/** The ids of people that a ticket names. */
const personIdsOf = (ticket: unknown): readonly string[] => {
  // Safe: read by key only; anything that is not an id is dropped below.
  const record = (ticket ?? {}) as Json;
  return ['requester_id', 'assignee_id', 'submitter_id']
    .map((key) => record[key])
    .filter((id) => typeof id === 'number' || typeof id === 'string')
    .map(String);
};

/** A page of tickets as they are now, with what is known beside them. */
export interface FullPage {
  readonly items: readonly unknown[];
  readonly lookups: Lookups;
}

/**
 * The tickets of a search with everything that its export cannot bring along: names and measurements,
 * in one call for the page (it has at most as many as a call takes). The index is minutes old; these
 * are the tickets as they are now. Those that are not found any more stay as the search tells them.
 */
export function createPageReader(
  core: ZendeskCore,
): (found: readonly unknown[], options?: RequestOptions) => Promise<FullPage> {
  const readPeople = createPeopleReader(core);
  return async (found, options) => {
    if (found.length === 0) return { items: found, lookups: NO_LOOKUPS };
    const query = { ids: found.map(ticketIdOf).join(','), include: TICKET_INCLUDES };
    const data = await core.send(
      { method: 'GET', path: '/api/v2/tickets/show_many', query },
      options,
    );
    const current = new Map(listOf(data, 'tickets').map((json) => [ticketIdOf(json), json]));
    const gone = found.filter((json) => !current.has(ticketIdOf(json)));
    const beside = sideloaded(data);
    const people = await readPeople(gone, options);
    return {
      items: found.map((json) => current.get(ticketIdOf(json)) ?? json),
      lookups: { ...beside, person: (id) => beside.person(id) ?? people.person(id) },
    };
  };
}

// Safe: read by key only; the translator checks the record itself.
const ticketIdOf = (ticket: unknown): string => String(((ticket ?? {}) as Json)['id']);

/**
 * Names for answers that cannot bring them along: the users of a page are read in calls of 100, and
 * each only once.
 */
function createPeopleReader(
  core: ZendeskCore,
): (tickets: readonly unknown[], options?: RequestOptions) => Promise<Lookups> {
  const people = new Map<string, KnownPerson>();
  return async (tickets, options) => {
    if (people.size > MOST_PEOPLE) people.clear();
    const missing = [...new Set(tickets.flatMap(personIdsOf))].filter((id) => !people.has(id));
    for (let start = 0; start < missing.length; start += IDS_PER_CALL) {
      const ids = missing.slice(start, start + IDS_PER_CALL).join(',');
      const data = await core.send(
        { method: 'GET', path: '/api/v2/users/show_many', query: { ids } },
        options,
      );
      addUsers(people, listOf(data, 'users'));
    }
    return { ...NO_LOOKUPS, person: (id) => people.get(id) };
  };
}

function addUsers(people: Map<string, KnownPerson>, users: readonly unknown[]): void {
  for (const json of users) {
    const user = parseWire(userWire, json, { provider: PROVIDER, what: 'user' });
    people.set(String(user.id), knownPersonOf(user));
  }
}
