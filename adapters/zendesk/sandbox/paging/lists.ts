import { lowerBound } from '../../../../src/sandbox/kit/table.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';

/** How rows are ordered: by `key`, then by `tie`. */
export interface Order<Row> {
  /** The order's name inside cursors, such as `nice_id` or `created_at,id` (section 3.1). */
  readonly name: string;
  readonly key: (row: Row) => string | number;
  readonly tie?: (row: Row) => number;
  readonly descending?: boolean;
}

export interface ListOptions<Row> {
  /** The key of the array in the envelope. */
  readonly key: string;
  /** Rows in the default order, or the rows for a named sort. */
  readonly rows: readonly Row[];
  readonly order: Order<Row>;
  /** `sort` values that cursor pages accept. */
  readonly sorts?: Readonly<Record<string, Order<Row>>>;
  /** `sort_by` values that offset pages accept. */
  readonly sortBy?: Readonly<Record<string, (row: Row) => string | number>>;
  readonly present: (row: Row) => unknown;
  /** Sideloads and other keys beside the list. */
  readonly beside?: (rows: readonly Row[]) => Readonly<Record<string, unknown>>;
  /** Which family the endpoint knows (section 3). @default 'both' */
  readonly family?: 'both' | 'offset' | 'cursor';
  readonly defaultSize?: number;
  readonly maxSize?: number;
}

export const byId = <Row extends { readonly id: number }>(): Order<Row> => ({
  name: 'id',
  key: (row) => row.id,
});

/** A page of a list, in the family that the request asks for (section 3). */
export function listPage<Row extends object>(call: Call, options: ListOptions<Row>): object {
  const asksCursor = ['page[size]', 'page[after]', 'page[before]'].some((name) =>
    call.query.has(name),
  );
  const family = options.family ?? 'both';
  if (family === 'offset' && asksCursor) throw pageMustBeInteger();
  return family === 'cursor' || asksCursor ? cursorPage(call, options) : offsetPage(call, options);
}

function pageMustBeInteger() {
  return problems.badRequest('InvalidValue', 'page must be an integer');
}

function badPage(title: string) {
  return problems.pagination('InvalidPaginationParameter', title);
}

const tieOf = <Row extends object>(order: Order<Row>, row: Row): number =>
  // Without a tie-breaker of their own, rows carry a numeric id.
  order.tie?.(row) ?? (row as { id?: number }).id ?? 0;

type Position = readonly [key: string | number, tie: number];

function compareRows<Row extends object>(order: Order<Row>): (one: Row, two: Row) => number {
  const sign = order.descending === true ? -1 : 1;
  return (one, two) =>
    sign *
    comparePositions([order.key(one), tieOf(order, one)], [order.key(two), tieOf(order, two)]);
}

function comparePositions(one: Position, two: Position): number {
  if (one[0] !== two[0]) return one[0] < two[0] ? -1 : 1;
  return one[1] - two[1];
}

function encodeCursor(order: string, position: Position): string {
  return btoa(JSON.stringify({ o: order, v: btoa(encodeURIComponent(JSON.stringify(position))) }));
}

function decodeCursor(text: string, order: string): Position {
  try {
    // Safe: whatever a forged cursor holds instead fails the checks below.
    const outer = JSON.parse(atob(text)) as { o: string; v: string };
    const position: unknown = JSON.parse(decodeURIComponent(atob(outer.v)));
    // Cursors made by encodeCursor hold a position; anything else fails the checks.
    if (outer.o === order && Array.isArray(position)) return position as unknown as Position;
  } catch {
    // Falls through to the one answer for a cursor that is not ours.
  }
  throw badPage('page cursor is not valid');
}

interface Window<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

function windowOf<Row extends object>(
  rows: readonly Row[],
  order: Order<Row>,
  size: number,
  cursors: { readonly after: string | null; readonly before: string | null },
): Window<Row> {
  const sign = order.descending === true ? -1 : 1;
  const compare = (row: Row, position: Position) =>
    sign * comparePositions([order.key(row), tieOf(order, row)], position);
  if (cursors.before !== null) {
    const position = decodeCursor(cursors.before, order.name);
    const end = lowerBound(rows, (row) => compare(row, position) < 0);
    return { rows: rows.slice(Math.max(0, end - size), end), hasMore: end > size };
  }
  const position = cursors.after === null ? null : decodeCursor(cursors.after, order.name);
  const start = position === null ? 0 : lowerBound(rows, (row) => compare(row, position) <= 0);
  return { rows: rows.slice(start, start + size), hasMore: start + size < rows.length };
}

function cursorPage<Row extends object>(call: Call, options: ListOptions<Row>): object {
  const size = sizeOf(
    call.query.get('page[size]'),
    options.defaultSize ?? 100,
    options.maxSize ?? 100,
  );
  const after = call.query.get('page[after]');
  const before = call.query.get('page[before]');
  if (after !== null && before !== null)
    throw badPage('page[after] and page[before] exclude each other');
  const order = cursorOrder(call, options);
  // The default order is how rows arrive; a named sort is made per request.
  const rows = order === options.order ? options.rows : [...options.rows].sort(compareRows(order));
  const page = windowOf(rows, order, size, { after, before });
  const cursorAt = (row: Row | undefined) =>
    row === undefined ? null : encodeCursor(order.name, [order.key(row), tieOf(order, row)]);
  const afterCursor = cursorAt(page.rows.at(-1));
  const beforeCursor = cursorAt(page.rows[0]);
  return {
    [options.key]: page.rows.map(options.present),
    ...options.beside?.(page.rows),
    meta: { has_more: page.hasMore, after_cursor: afterCursor, before_cursor: beforeCursor },
    links: {
      prev: pageLink(call, { 'page[before]': beforeCursor, 'page[size]': size }),
      next: pageLink(call, { 'page[after]': afterCursor, 'page[size]': size }),
    },
  };
}

function cursorOrder<Row extends object>(call: Call, options: ListOptions<Row>): Order<Row> {
  const sort = call.query.get('sort');
  if (sort === null) return options.order;
  const descending = sort.startsWith('-');
  const known = options.sorts?.[descending ? sort.slice(1) : sort];
  if (known === undefined) throw badPage('sort is not valid');
  return { ...known, name: sort, descending };
}

function sizeOf(text: string | null, fallback: number, largest: number): number {
  if (text === null || text === '') return fallback;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > largest) {
    throw badPage(`page[size] must be between 1 and ${largest}`);
  }
  return size;
}

/** The request's own address with the page parameters replaced; null without a cursor. */
function pageLink(
  call: Call,
  page: Readonly<Record<string, string | number | null>>,
): string | null {
  if (Object.values(page).includes(null)) return null;
  const query = new URLSearchParams(call.query);
  for (const name of ['page[after]', 'page[before]', 'page[size]', 'page']) query.delete(name);
  for (const [name, value] of Object.entries(page)) query.set(name, String(value));
  return `${call.origin}${call.request.path.replace(/\.json$/, '')}.json?${query}`;
}

export function offsetPage<Row extends object>(call: Call, options: ListOptions<Row>): object {
  const { page, size } = offsetOf(call, options.defaultSize ?? 100);
  if (page * size > 10_000) {
    throw problems.pagination(
      'InvalidPaginationDepth',
      'Pagination requests using Offset Pagination are limited to 10,000 records',
    );
  }
  const rows = offsetRows(call, options);
  const shown = rows.slice((page - 1) * size, page * size);
  return {
    [options.key]: shown.map(options.present),
    ...options.beside?.(shown),
    ...offsetLinks(call, page, size, rows.length),
    count: rows.length,
  };
}

export function offsetOf(call: Call, defaultSize: number): { page: number; size: number } {
  const page = Number(call.query.get('page') ?? 1);
  const size = Math.min(100, Number(call.query.get('per_page') ?? defaultSize));
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(size) || size < 1)
    throw pageMustBeInteger();
  return { page, size };
}

export function offsetLinks(call: Call, page: number, size: number, count: number) {
  return {
    next_page: page * size < count ? pageLink(call, { page: page + 1 }) : null,
    previous_page: page > 1 ? pageLink(call, { page: page - 1 }) : null,
  };
}

function offsetRows<Row extends object>(call: Call, options: ListOptions<Row>): readonly Row[] {
  const sortBy = call.query.get('sort_by');
  const descending = call.query.get('sort_order') === 'desc';
  const key = sortBy === null ? undefined : options.sortBy?.[sortBy];
  if (key === undefined) return descending ? [...options.rows].reverse() : options.rows;
  const order: Order<Row> = { ...options.order, key, descending };
  return [...options.rows].sort(compareRows(order));
}

/** Small lists that answer the offset envelope with everything in it (section 3.2). */
export function wholeList(key: string, rows: readonly unknown[]): object {
  return { [key]: rows, next_page: null, previous_page: null, count: rows.length };
}

/** Section 3.4. */
export function countBody(value: number, refreshedAt: string): object {
  return {
    count: { value: Math.min(value, 100_000), refreshed_at: refreshedAt.replace('Z', '+00:00') },
  };
}
