import type { AnyFields } from '../../../src/adapter/contract.ts';
import type { Paginated } from '../../../src/adapter/page.ts';
import { ValidationError, WireFormatError } from '../../../src/errors/classes.ts';
import type { Contact } from '../../../src/model/people.ts';
import type { SearchResource } from '../../../src/adapter/resources.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { contactToUnified } from '../to-unified/contacts.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { type IntercomCore, isJson } from './core.ts';
import { allOf, type SearchFilter } from './filters.ts';
import { searchList, searchRequest } from './paging.ts';
import { placeOf, searchCases } from './ticket-list.ts';

/**
 * Search in Intercom's own language: a filter, or a group of filters, as JSON. Anything else is
 * words to look for.
 */
export function searchResource(
  core: IntercomCore,
): Pick<SearchResource<IntercomRaw, AnyFields>, 'tickets' | 'contacts' | 'count'> {
  const wordsIn = core.settings.read === 'tickets' ? ['title', 'description'] : ['source.body'];
  return {
    tickets: ({ query, ...page }, options) =>
      searchCases(core, { filter: filterOf(query, wordsIn), page, options }),
    contacts: ({ query, ...page }, options): Paginated<Contact<IntercomRaw['contact']>> =>
      searchList(core, {
        path: '/contacts/search',
        key: 'data',
        filter: filterOf(query, ['name', 'email']),
        page,
        options,
        translate: (items) => items.map((json) => contactToUnified(json, core.context()).value),
        distinctBy: ({ id }) => id,
      }),
    async count(query, options) {
      const { path } = placeOf(core);
      const request = searchRequest({ path, filter: filterOf(query, wordsIn) }, 1, null);
      const { total_count: count } = await core.send(request, options);
      if (typeof count === 'number') return count;
      throw new WireFormatError('Intercom sent a count that is not a number.', {
        provider: PROVIDER,
        issues: [{ path: 'total_count', message: 'expected number' }],
      });
    },
  };
}

/**
 * A query as a filter. Each word must stand in one of the fields: phrases are not looked for, since
 * Intercom's index knows single words.
 *
 * @throws {ValidationError} for JSON that is no filter, and for a blank query.
 */
function filterOf(query: string, fields: readonly string[]): unknown {
  const text = query.trim();
  if (text.startsWith('{')) return readFilter(text);
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) throw notAFilter('must not be blank');
  return allOf(
    words.map((word): SearchFilter => {
      const filters = fields.map((field) => ({ field, operator: '~', value: word }));
      const [first] = filters;
      return filters.length === 1 && first !== undefined
        ? first
        : { operator: 'OR', value: filters };
    }),
  );
}

function readFilter(text: string): unknown {
  let filter: unknown;
  try {
    filter = JSON.parse(text);
  } catch {
    throw notAFilter('must be JSON, or words');
  }
  if (isJson(filter) && 'operator' in filter && 'value' in filter) return filter;
  throw notAFilter('must have an operator and a value');
}

const notAFilter = (message: string): ValidationError =>
  new ValidationError('The query is no search.', { issues: [{ path: 'query', message }] });
