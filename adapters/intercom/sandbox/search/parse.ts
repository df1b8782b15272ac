import { asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import { problems } from '../errors.ts';

export const operators = [
  '=',
  '!=',
  'IN',
  'NIN',
  '>',
  '<',
  '>=',
  '<=',
  '~',
  '!~',
  '^',
  '$',
] as const;
export type Operator = (typeof operators)[number];

export interface Filter {
  readonly field: string;
  readonly operator: Operator;
  readonly value: unknown;
}

export interface Group {
  readonly operator: 'AND' | 'OR';
  readonly value: readonly (Filter | Group)[];
}

export type Query = Filter | Group;

/** Section 6: so many filters in a group, so many groups inside each other. */
const maxFilters = 15;
const maxDepth = 2;

/** Reads the query of a search, refusing what goes beyond the language's limits (section 6). */
export function parseQuery(given: unknown, depth = 1): Query {
  if (!isRecord(given)) throw problems.required('query');
  const { field, value } = given;
  const operator = asText(given['operator']);
  if (field === undefined) return parseGroup(operator, value, depth);
  const known = operators.find((name) => name === operator);
  if (known === undefined) throw invalidQuery(`${String(operator)} is not a valid operator`);
  const list = Array.isArray(value);
  if ((known === 'IN' || known === 'NIN') !== list)
    throw invalidQuery(`value of ${known} must ${list ? 'not ' : ''}be an array`);
  return { field: String(field), operator: known, value };
}

function parseGroup(operator: string | null, value: unknown, depth: number): Group {
  if (operator !== 'AND' && operator !== 'OR')
    throw invalidQuery('operator must be either AND or OR');
  if (!Array.isArray(value)) throw invalidQuery('value must be an array of filters');
  if (depth > maxDepth) throw invalidQuery(`query cannot nest more than ${maxDepth} levels`);
  if (value.length > maxFilters)
    throw invalidQuery(`query cannot have more than ${maxFilters} filters in a group`);
  return { operator, value: value.map((item) => parseQuery(item, depth + 1)) };
}

/** The code of a query beyond the limits is not known for certain. */
const invalidQuery = (message: string) => problems.list(400, 'parameter_invalid', message);
