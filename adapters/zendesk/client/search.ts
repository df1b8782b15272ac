import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { SearchResource } from '../../../src/adapter/resources.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { userToContact } from '../to-unified/contacts.ts';
import { organizationToUnified } from '../to-unified/organizations.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import { isCustomer } from './contacts.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';
import { exportTickets } from './ticket-list.ts';

const EXPORT = '/api/v2/search/export';

/** Search in Zendesk's own language, through the export, which has no ceiling of 1,000. */
export function searchResource(core: ZendeskCore): SearchResource<ZendeskRaw, AnyFields> {
  return {
    tickets: ({ query, ...page }, options) => exportTickets(core, query, page, options),
    contacts: ({ query, ...page }, options) =>
      cursorList(core, {
        path: EXPORT,
        key: 'results',
        query: { query, 'filter[type]': 'user' },
        page,
        options,
        translate: (items) =>
          items.filter(isCustomer).map((json) => userToContact(json, core.context()).value),
      }),
    organizations: ({ query, ...page }, options) =>
      cursorList(core, {
        path: EXPORT,
        key: 'results',
        query: { query, 'filter[type]': 'organization' },
        page,
        options,
        translate: (items) =>
          items.map((json) => organizationToUnified(json, core.context()).value),
      }),
    async count(query, options) {
      const data = await core.send(
        { method: 'GET', path: '/api/v2/search/count', query: { query } },
        options,
      );
      const { count } = data;
      if (typeof count === 'number') return count;
      throw new WireFormatError('Zendesk sent a count that is not a number.', {
        provider: PROVIDER,
        issues: [{ path: 'count', message: 'expected number' }],
      });
    },
  };
}
