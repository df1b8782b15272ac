import { startOf } from '../../../src/adapter/page-options.ts';
import { paginate } from '../../../src/adapter/page.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import { ticketToUnified } from '../to-unified/tickets.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { plainSearchPages, searchPage, searchPages, tooManyResults } from './ticket-search.ts';

const TICKETS = '/api/v2/search/tickets';

/** Search in Freshdesk's own language; `freshdeskQuery` builds it. */
export function searchResource(core: FreshdeskCore): FreshdeskGroups['search'] {
  return {
    tickets: ({ query, ...page }, options) =>
      paginate(
        searchPages(core, {
          path: TICKETS,
          query: unquoted(query),
          options,
          translate(items) {
            const context = core.context();
            return items.map((json) => ticketToUnified(json, context).value);
          },
          async onFullDay(day) {
            throw tooManyResults(`more were created on ${day}`);
          },
        }),
        { ...startOf(page), distinctBy: ({ id }) => id },
      ),
    contacts: ({ query, ...page }, options) =>
      paginate(
        plainSearchPages(core, {
          path: '/api/v2/search/contacts',
          query: unquoted(query),
          options,
          translate: (items) => items.map((json) => contactToUnified(json, core.context()).value),
        }),
        startOf(page),
      ),
    organizations: ({ query, ...page }, options) =>
      paginate(
        plainSearchPages(core, {
          path: '/api/v2/search/companies',
          query: unquoted(query),
          options,
          translate: (items) =>
            items.map((json) => organizationToUnified(json, core.context()).value),
        }),
        startOf(page),
      ),
    async count(query, options) {
      const request = { path: TICKETS, query: unquoted(query), page: 1 };
      return (await searchPage(core, request, options)).total;
    },
  };
}

/** The double quotes around a query belong to the call, not to the query. */
const unquoted = (query: string): string => query.trim().replace(/^"([\s\S]*)"$/, '$1');
