import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, ok } from '../call.ts';
import { invalidValue, problems, refuseIfInvalid } from '../errors.ts';
import { searchPageOf } from '../paging/lists.ts';
import { conditionError, matches, type SearchFields } from './match.ts';
import { conditionsOf, parseQuery, type Query } from './parse.ts';

/** The query without its quotes; 400 where it is missing, too long or not one (section 8.4). */
function queryOf(call: Call): Query {
  const text = call.query.get('query') ?? '';
  const inner = /^\s*"([\s\S]*)"\s*$/.exec(text)?.[1];
  const query = inner === undefined || inner.length > 512 ? null : parseQuery(inner);
  // The wording is not on record.
  if (query === null) throw problems.invalid([invalidValue('query', 'Given query is invalid')]);
  return query;
}

/** Answers one page of what a query finds (section 8.4). */
export function searchPage<Row, Document>(
  call: Call,
  options: {
    readonly rows: Iterable<Row>;
    readonly fields: SearchFields<Document>;
    /** What the index knows of a row; null for nothing. */
    readonly documentOf: (row: Row) => Document | null;
    readonly present: (row: Row) => object;
  },
): Reply {
  const { page, size } = searchPageOf(call);
  const query = queryOf(call);
  const errors = conditionsOf(query).flatMap(
    (condition) => conditionError(options.fields, condition) ?? [],
  );
  refuseIfInvalid(errors);
  const found: Row[] = [];
  for (const row of options.rows) {
    const document = options.documentOf(row);
    if (document !== null && matches(options.fields, query, document)) found.push(row);
  }
  const shown = found.slice((page - 1) * size, page * size);
  return ok({ results: shown.map(options.present), total: found.length });
}
