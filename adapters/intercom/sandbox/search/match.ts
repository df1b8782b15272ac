import { problems } from '../errors.ts';
import type { Filter, Query } from './parse.ts';

/** How the values of a field compare. */
export type FieldKind =
  | 'text'
  | 'words'
  | 'number'
  | 'boolean'
  /** Numbers and unix seconds of conversations and tickets: bounds are inside (section 6). */
  | 'figure'
  /** Unix seconds, compared by whole days of the workspace's zone (section 6). */
  | 'day';

export interface Field<Row> {
  readonly kind: FieldKind;
  readonly read: (row: Row) => unknown;
  /** Where only some operators are known. */
  readonly operators?: readonly string[];
}

export type FieldLookup<Row> = (name: string) => Field<Row> | null;

export type Predicate<Row> = (row: Row) => boolean;

/** Turns a query into a test of rows; unknown fields are refused at once (section 6). */
export function compileQuery<Row>(
  query: Query,
  fieldOf: FieldLookup<Row>,
  dayOf: (seconds: number) => string,
): Predicate<Row> {
  if ('field' in query) return compileFilter(query, fieldOf, dayOf);
  const tests = query.value.map((item) => compileQuery(item, fieldOf, dayOf));
  return query.operator === 'AND'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function compileFilter<Row>(
  filter: Filter,
  fieldOf: FieldLookup<Row>,
  dayOf: (seconds: number) => string,
): Predicate<Row> {
  const field = fieldOf(filter.field);
  // Which code an unknown field answers is not known for certain (section 6).
  if (field === null)
    throw problems.list(400, 'invalid_field', `Field ${filter.field} is not searchable`);
  if (field.operators?.includes(filter.operator) === false)
    throw problems.list(400, 'invalid_operator', `${filter.operator} is not valid here`);
  const wanted = wantedOf(filter, field.kind);
  const test = testOf(filter, field.kind, wanted, dayOf);
  return (row) => test(valuesOf(field.read(row)));
}

const valuesOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

type Test = (values: readonly unknown[]) => boolean;

/** A value must fit its field (section 6): no text for a date, JSON's own booleans. */
function wantedOf(filter: Filter, kind: FieldKind): readonly unknown[] {
  const given = Array.isArray(filter.value) ? filter.value : [filter.value];
  return given.map((value: unknown) => {
    if (value === null) return null;
    if (kind === 'boolean' && typeof value !== 'boolean') throw mismatch(filter.field, 'a boolean');
    if (kind === 'number' || kind === 'figure' || kind === 'day') {
      const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(number)) throw mismatch(filter.field, 'a number');
      return number;
    }
    return kind === 'boolean' ? value : String(value).toLowerCase();
  });
}

const mismatch = (field: string, wanted: string) =>
  problems.invalid(`value for ${field} must be ${wanted}`);

function testOf(
  { operator, field }: Filter,
  kind: FieldKind,
  wanted: readonly unknown[],
  dayOf: (seconds: number) => string,
): Test {
  if (kind === 'day') return dayTest(operator, field, Number(wanted[0]), dayOf);
  const isOneOf: Test = (values) => wanted.some((value) => equals(kind, values, value));
  if (operator === '=' || operator === 'IN') return isOneOf;
  if (operator === '!=' || operator === 'NIN') return (values) => !isOneOf(values);
  const [value] = wanted;
  if (operator === '~') return (values) => texts(values).some((text) => has(text, value));
  if (operator === '!~') return (values) => !texts(values).some((text) => has(text, value));
  if (operator === '^') return (values) => texts(values).some((t) => t.startsWith(String(value)));
  if (operator === '$') return (values) => texts(values).some((t) => t.endsWith(String(value)));
  if (kind === 'text' || kind === 'words' || kind === 'boolean')
    throw problems.list(400, 'invalid_operator', `${operator} is not valid for ${field}`);
  const bound = Number(value);
  const inclusive = kind === 'figure' || operator.endsWith('=');
  const sign = operator.startsWith('>') ? 1 : -1;
  return (values) =>
    values.some((own) => {
      const difference = sign * (Number(own) - bound);
      return difference > 0 || (inclusive && difference === 0);
    });
}

const texts = (values: readonly unknown[]) => values.map((value) => String(value).toLowerCase());
const has = (text: string, part: unknown) => text.includes(String(part));

/** `null` is found where nothing stands. A text of words is met by any one of them (section 6). */
function equals(kind: FieldKind, values: readonly unknown[], wanted: unknown): boolean {
  if (wanted === null) return values.length === 0;
  if (kind === 'number' || kind === 'figure') return values.some((own) => Number(own) === wanted);
  if (kind === 'boolean') return values.includes(wanted);
  if (kind === 'words')
    return texts(values).some((text) => text.split(/[^\p{L}\p{N}]+/u).includes(String(wanted)));
  return texts(values).includes(String(wanted));
}

/**
 * Dates of contacts go by calendar days of the workspace's zone: `=` is the whole day, `>` begins
 * with the next one, `<` ends before it; anything else is an error (section 6).
 */
function dayTest(
  operator: string,
  field: string,
  bound: number,
  dayOf: (seconds: number) => string,
): Test {
  if (operator !== '=' && operator !== '>' && operator !== '<')
    throw problems.list(400, 'invalid_operator', `${operator} is not valid for ${field}`);
  const day = dayOf(bound);
  const compare = {
    '=': (own: string) => own === day,
    '>': (own: string) => own > day,
    '<': (own: string) => own < day,
  }[operator];
  return (values) => values.some((own) => compare(dayOf(Number(own))));
}
