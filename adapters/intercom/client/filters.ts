import { ValidationError } from '../../../src/errors/classes.ts';
import { toUnixSeconds } from '../from-unified/common.ts';

/** A filter of Intercom's searches (sheet section 6). */
export interface Filter {
  readonly field: string;
  readonly operator: string;
  readonly value: string | number | boolean | readonly (string | number)[];
}

/** Filters that must all hold, or of which one must. */
export interface FilterGroup {
  readonly operator: 'AND' | 'OR';
  readonly value: readonly SearchFilter[];
}

export type SearchFilter = Filter | FilterGroup;

/** Filters in one group, and groups inside each other (sheet section 6). */
const MOST_FILTERS = 15;

export const equals = (field: string, value: Filter['value']): Filter => ({
  field,
  operator: '=',
  value,
});

/** One of several values: a group of its own, where there is more than one. */
export const oneOf = (field: string, values: readonly string[]): SearchFilter => {
  const [first = '', ...others] = values;
  if (others.length === 0) return equals(field, first);
  return { operator: 'OR', value: values.map((value) => equals(field, value)) };
};

/**
 * At or after a moment. Whether the bound itself is inside is told both ways, so that the second
 * before is asked for and the record itself decides.
 */
export const since = (field: string, at: Date, path: string): Filter => ({
  field,
  operator: '>',
  value: Math.max(0, toUnixSeconds(at, path) - 1),
});

/**
 * All filters together. More than fit into one group are put into groups inside it.
 *
 * @throws {ValidationError} where even those would be too many.
 */
export function allOf(filters: readonly SearchFilter[]): SearchFilter {
  const [first, ...others] = filters;
  if (first !== undefined && others.length === 0) return first;
  if (filters.length <= MOST_FILTERS) return { operator: 'AND', value: filters };
  const groups = filters.filter((filter) => !('field' in filter));
  const plain = filters.filter((filter) => 'field' in filter);
  const parts: FilterGroup[] = [];
  for (let start = 0; start < plain.length; start += MOST_FILTERS) {
    parts.push({ operator: 'AND', value: plain.slice(start, start + MOST_FILTERS) });
  }
  if (groups.length + parts.length <= MOST_FILTERS) {
    return { operator: 'AND', value: [...groups, ...parts] };
  }
  throw new ValidationError('Intercom’s search does not take so many filters.', {
    issues: [{ path: '', message: `at most ${MOST_FILTERS} in each of ${MOST_FILTERS} groups` }],
    code: 'limit_exceeded',
  });
}
