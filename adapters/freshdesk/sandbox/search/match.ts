import type { FieldError } from '../errors.ts';
import { fieldErrors, invalidValue } from '../errors.ts';
import type { Condition, Query } from './parse.ts';

/** How a searchable field is compared. */
export type SearchKind = 'number' | 'text' | 'flag' | 'date';

export interface SearchField<Document> {
  readonly kind: SearchKind;
  /** One value, several (tags), or null. */
  readonly read: (document: Document) => unknown;
  /** Values outside the account's choices are an error, not an empty result (section 8.4). */
  readonly oneOf?: readonly (string | number)[];
}

export type SearchFields<Document> = ReadonlyMap<string, SearchField<Document>>;

const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

const fits: Readonly<Record<SearchKind, (value: unknown) => boolean>> = {
  number: (value) => typeof value === 'number',
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  date: isDay,
};

const wanted: Readonly<Record<SearchKind, string>> = {
  number: 'Integer',
  text: 'String',
  flag: 'Boolean',
  date: 'DateTime',
};

/** What is wrong with a condition; null where it can be matched. */
export function conditionError<Document>(
  fields: SearchFields<Document>,
  { field, value, comparison }: Condition,
): FieldError | null {
  const known = fields.get(field);
  if (known === undefined) return fieldErrors.unexpected(field);
  if (value === null) return null;
  if (known.oneOf !== undefined)
    // Safe: a value of another type is simply not in the list.
    return known.oneOf.includes(value as string) ? null : fieldErrors.oneOf(field, known.oneOf);
  if (!fits[known.kind](value))
    return invalidValue(field, `It should be a/an ${wanted[known.kind]}`);
  const ordered = known.kind === 'number' || known.kind === 'date';
  return comparison === '=' || ordered ? null : invalidValue('query', 'Given query is invalid');
}

export function matches<Document>(
  fields: SearchFields<Document>,
  query: Query,
  document: Document,
): boolean {
  if (query.kind !== 'condition') {
    const test = (item: Query) => matches(fields, item, document);
    return query.kind === 'all' ? query.items.every(test) : query.items.some(test);
  }
  const field = fields.get(query.field);
  if (field === undefined) return false;
  const found = field.read(document);
  const values = Array.isArray(found) ? found : [found];
  if (query.value === null) return values.every((value) => value === null || value === undefined);
  return values.some((value) => holds(field.kind, query, value));
}

function holds(kind: SearchKind, { value, comparison }: Condition, found: unknown): boolean {
  if (found === null || found === undefined) return false;
  // Dates compare by day, both ends included (section 8.4).
  const [left, right] = [comparable(kind, found), comparable(kind, value)];
  if (comparison === '=') return left === right;
  return comparison === '>=' ? left >= right : left <= right;
}

function comparable(kind: SearchKind, value: unknown): string | number {
  if (kind === 'number') return Number(value);
  const text = String(value);
  // That case does not matter is unconfirmed (section 5).
  return kind === 'date' ? text.slice(0, 10) : text.toLowerCase();
}
