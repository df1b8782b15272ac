import { toIsoDay } from '../../../src/adapter/drafts.ts';
import { ConfigurationError, ValidationError } from '../../../src/errors/classes.ts';

/** One value of a field; `null` finds records without one. */
export type FreshdeskValue = string | number | boolean | null | Date;

/** Bounds of a number or a date, both inclusive. Dates are days. */
export interface FreshdeskRange {
  readonly since?: Date | number;
  readonly until?: Date | number;
}

/** What a field must be: one value, one of several, or within bounds. */
export type FreshdeskTerm = FreshdeskValue | readonly FreshdeskValue[] | FreshdeskRange;

/** Longest query that Freshdesk takes (sheet section 8.4). */
export const LONGEST_QUERY = 512;

/**
 * A query in Freshdesk's search language, in which all terms must hold. Names of fields are those of
 * the search: `agent_id`, `group_id`, `priority`, `status`, `tag`, `type`, `due_by`, `fr_due_by`,
 * `created_at`, `updated_at`, and custom fields.
 *
 * @throws {ValidationError} for text with a quote, which the language cannot express, and for a
 *   query longer than Freshdesk takes.
 * @example
 * freshdeskQuery({ status: [2, 3], tag: 'vip', created_at: { since: new Date('2026-01-05') } })
 * //=> "(status:2 OR status:3) AND tag:'vip' AND created_at:>'2026-01-05'"
 */
export function freshdeskQuery(terms: Readonly<Record<string, FreshdeskTerm | undefined>>): string {
  const query = joinTerms(terms);
  if (query === '') {
    throw new ValidationError('A search needs at least one term.', {
      issues: [{ path: '', message: 'no term is given' }],
    });
  }
  if (query.length <= LONGEST_QUERY) return query;
  throw new ValidationError('The query is longer than Freshdesk takes.', {
    issues: [{ path: '', message: `at most ${LONGEST_QUERY} characters` }],
    code: 'limit_exceeded',
  });
}

/** All terms, of any length; empty without any. */
export const joinTerms = (terms: Readonly<Record<string, FreshdeskTerm | undefined>>): string =>
  Object.entries(terms)
    .flatMap(([field, term]) => (term === undefined ? [] : partsOf(fieldName(field), term)))
    .join(' AND ');

/** Whether a text can stand in a query: how a quote would be escaped is nowhere documented. */
export const isQuotable = (text: string): boolean => text !== '' && !/['"\\]/.test(text);

function fieldName(field: string): string {
  if (/^\w+$/.test(field)) return field;
  throw new ConfigurationError('Fields of a search are named by letters, digits and underscores.');
}

function partsOf(field: string, term: FreshdeskTerm): readonly string[] {
  if (isList(term)) {
    const values = term.map((value) => `${field}:${literal(value, field)}`);
    if (values.length === 0) throw new ConfigurationError(`The term "${field}" names no value.`);
    return values.length === 1 ? values : [`(${values.join(' OR ')})`];
  }
  if (term === null || typeof term !== 'object' || term instanceof Date) {
    return [`${field}:${literal(term, field)}`];
  }
  const { since, until } = term;
  return [
    ...(since === undefined ? [] : [`${field}:>${literal(since, field)}`]),
    ...(until === undefined ? [] : [`${field}:<${literal(until, field)}`]),
  ];
}

// `Array.isArray` does not narrow readonly arrays.
const isList = (term: FreshdeskTerm): term is readonly FreshdeskValue[] => Array.isArray(term);

function literal(value: FreshdeskValue, field: string): string {
  if (value instanceof Date) return `'${toIsoDay(value, field)}'`;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ConfigurationError(`The term "${field}" must be a finite number.`);
  }
  if (typeof value !== 'string') return String(value);
  if (/\p{Cc}/u.test(value)) {
    throw new ConfigurationError(`The term "${field}" must not hold line breaks.`);
  }
  if (isQuotable(value)) return `'${value}'`;
  throw new ValidationError('The search cannot look for this text.', {
    issues: [{ path: field, message: 'must be text without quotes and backslashes' }],
  });
}
