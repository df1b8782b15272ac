import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { Call } from '../call.ts';
import { invalidValue, refuseIfInvalid } from '../errors.ts';

export interface Page {
  readonly page: number;
  readonly size: number;
}

const atMost = (limit: number) => `It should be a Positive Integer less than or equal to ${limit}`;

/** Page and size of an ordinary list (section 3). The words for `per_page` are those for `page`. */
export function pageOf(call: Call): Page {
  const page = numberAt(call, 'page', 1);
  const size = numberAt(call, 'per_page', 30);
  refuseIfInvalid([
    ...(page === null ? [invalidValue('page', 'It should be a Positive Integer')] : []),
    ...(size === null || size > 100 ? [invalidValue('per_page', atMost(100))] : []),
  ]);
  return { page: page ?? 1, size: size ?? 30 };
}

/** The page of a search: thirty results each, ten pages (section 3). */
export function searchPageOf(call: Call): Page {
  const page = numberAt(call, 'page', 1);
  refuseIfInvalid(page === null || page > 10 ? [invalidValue('page', atMost(10))] : []);
  return { page: page ?? 1, size: 30 };
}

function numberAt(call: Call, name: string, fallback: number): number | null {
  const text = call.query.get(name);
  if (text === null) return fallback;
  const value = asInteger(text);
  return value === null || value < 1 ? null : value;
}

/** One page of rows; the `Link` header is there only when another follows (section 3). */
export function listPage<Row>(
  call: Call,
  rows: readonly Row[],
  present: (row: Row) => unknown,
  { page, size }: Page = pageOf(call),
): Reply {
  const start = (page - 1) * size;
  return pageReply(call, rows.slice(start, start + size).map(present), {
    page,
    size,
    more: start + size < rows.length,
  });
}

export function pageReply(
  call: Call,
  body: readonly unknown[],
  { page, size, more }: Page & { readonly more: boolean },
): Reply {
  if (!more) return { status: 200, body };
  const query = new URLSearchParams(call.query);
  query.set('page', String(page + 1));
  query.set('per_page', String(size));
  const link = `<${call.origin}${call.request.path}?${query}>; rel="next"`;
  return { status: 200, body, headers: { link } };
}
