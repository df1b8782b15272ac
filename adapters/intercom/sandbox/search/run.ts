import { asRecord, asText } from '../../../../src/sandbox/kit/json.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';
import { compareRows, type Order, unsorted } from '../paging/cursor.ts';
import type { World } from '../world.ts';
import { compileQuery, type FieldLookup } from './match.ts';
import { parseQuery } from './parse.ts';

interface Searchable {
  readonly id: string;
  readonly recorded_ms: number;
}

export interface Found<Row> {
  readonly rows: readonly Row[];
  readonly order: Order<Row>;
}

export interface SearchOptions<Row> {
  readonly fieldOf: FieldLookup<Row>;
  /** The order where the body names none. */
  readonly order: Order<Row>;
}

/**
 * Runs the query of a search over rows. The index is behind: a record that was made a moment ago is
 * not in it yet (section 6; `searchLagMs`).
 */
export function search<Row extends Searchable>(
  call: Call,
  rows: Iterable<Row>,
  { fieldOf, order: fallback }: SearchOptions<Row>,
): Found<Row> {
  const { clock, settings } = call.world;
  const indexed = clock.now() - settings.searchLagMs;
  const matches = compileQuery(parseQuery(call.body['query']), fieldOf, dayOf(call.world));
  const order = orderOf(call, fieldOf, fallback);
  const found = [...rows].filter((row) => row.recorded_ms <= indexed && matches(row));
  return { rows: found.sort(compareRows(order)), order };
}

/** `sort` is documented for contacts and works elsewhere, too (sections 5 and 6). */
function orderOf<Row extends Searchable>(
  call: Call,
  fieldOf: FieldLookup<Row>,
  fallback: Order<Row>,
): Order<Row> {
  const sort = asRecord(call.body['sort']);
  const name = asText(sort['field']);
  if (name === null) return fallback;
  const direction = asText(sort['order']) ?? 'descending';
  if (direction !== 'ascending' && direction !== 'descending') {
    throw problems.list(
      400,
      'invalid_sort_order',
      `Invalid sort order '${direction}'. Must be one of: ascending, descending`,
    );
  }
  const field = fieldOf(name);
  if (field === null) throw problems.list(400, 'invalid_field', `Field ${name} is not sortable`);
  const numeric = field.kind === 'number' || field.kind === 'figure' || field.kind === 'day';
  return {
    // Ids order by themselves: the tie-breaker compares them.
    value:
      name === 'id'
        ? () => unsorted
        : (row) => (numeric ? Number(field.read(row) ?? unsorted) : String(field.read(row) ?? '')),
    descending: direction === 'descending',
  };
}

/** The calendar day of a moment in the workspace's zone, as `2026-03-02`. */
function dayOf(world: World): (seconds: number) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: world.state.workspace.timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (seconds) => format.format(seconds * 1000);
}
