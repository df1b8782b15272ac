import { asRecord } from '../../../../src/sandbox/kit/json.ts';
import { ProblemError } from '../../../../src/sandbox/kit/messages.ts';
import { lowerBound } from '../../../../src/sandbox/kit/table.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';
import { type PageSizes, sizeOf } from './sizes.ts';

/** How rows are ordered: by a value, then by id, both in the same direction. */
export interface Order<Row> {
  readonly value: (row: Row) => number | string;
  readonly descending: boolean;
}

/** The value of rows that only their ids put in order. */
export const unsorted = -1;

interface Identified {
  readonly id: string;
}

type Position = readonly [value: number | string, id: string, page: number];

/** Ids are texts of digits or of hex; among the former the longer one is the later. */
export function compareIds(one: string, two: string): number {
  return one.length - two.length || (one < two ? -1 : one > two ? 1 : 0);
}

export function compareRows<Row extends Identified>(
  order: Order<Row>,
): (one: Row, two: Row) => number {
  const sign = order.descending ? -1 : 1;
  return (one, two) =>
    sign * comparePositions([order.value(one), one.id], [order.value(two), two.id]);
}

function comparePositions(
  one: readonly [number | string, string, ...unknown[]],
  two: readonly [number | string, string, ...unknown[]],
): number {
  if (one[0] !== two[0]) return one[0] < two[0] ? -1 : 1;
  return compareIds(one[1], two[1]);
}

export interface CursorPage<Row> {
  readonly rows: readonly Row[];
  /** `pages` and `total_count` of the envelope. */
  readonly envelope: { readonly pages: object; readonly total_count: number };
}

export interface CursorInput {
  readonly per_page: unknown;
  readonly starting_after: unknown;
}

/** What a GET says in its query. */
export function queryInput(call: Call): CursorInput {
  return {
    per_page: call.query.get('per_page'),
    starting_after: call.query.get('starting_after'),
  };
}

/** What a search says in its body. */
export function bodyInput(call: Call): CursorInput {
  const pagination = asRecord(call.body['pagination']);
  return { per_page: pagination['per_page'], starting_after: pagination['starting_after'] };
}

/** One page behind a cursor; rows must be sorted by the order (section 5, first style). */
export function cursorPage<Row extends Identified>(
  rows: readonly Row[],
  order: Order<Row>,
  input: CursorInput,
  sizes: PageSizes,
): CursorPage<Row> {
  const size = sizeOf(input.per_page, sizes);
  const position = positionOf(input.starting_after);
  const sign = order.descending ? -1 : 1;
  const start =
    position === null
      ? 0
      : lowerBound(
          rows,
          (row) => sign * comparePositions([order.value(row), row.id], position) <= 0,
        );
  const shown = rows.slice(start, start + size);
  const page = position?.[2] ?? 1;
  const last = shown.at(-1);
  const next =
    last === undefined || start + size >= rows.length
      ? {}
      : {
          next: {
            page: page + 1,
            starting_after: encode([order.value(last), last.id, page + 1]),
          },
        };
  return {
    rows: shown,
    envelope: {
      pages: {
        type: 'pages',
        // Without a next page the key is left out.
        ...next,
        page,
        per_page: size,
        total_pages: Math.ceil(rows.length / size),
      },
      total_count: rows.length,
    },
  };
}

/** Base64 of `[milliseconds or -1, id, page]`, with numbers where they are numbers. */
function encode([value, id, page]: Position): string {
  const time = typeof value === 'number' && value !== unsorted ? value * 1000 : value;
  const text = JSON.stringify([time, /^\d{1,15}$/.test(id) ? Number(id) : id, page]);
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

function decode(text: string): unknown {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

function positionOf(given: unknown): Position | null {
  if (given === undefined || given === null) return null;
  // Recorded: an empty cursor makes the server fall over (section 5).
  if (given === '') {
    throw new ProblemError({
      status: 500,
      body: {
        type: 'error.list',
        request_id: null,
        errors: [{ code: 'server_error', message: 'Server error' }],
      },
    });
  }
  try {
    const decoded = decode(String(given));
    if (Array.isArray(decoded) && decoded.length === 3) {
      const [value, id, page]: readonly unknown[] = decoded;
      const time = value === unsorted ? unsorted : Number(value) / 1000;
      return [typeof value === 'number' ? time : String(value), String(id), Number(page)];
    }
  } catch {
    // Falls through to the one answer for a cursor that is not ours.
  }
  throw problems.invalid('starting_after is invalid');
}
