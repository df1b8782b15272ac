import { asInteger } from '../../../../src/sandbox/kit/json.ts';
import type { Call } from '../call.ts';
import { problems } from '../errors.ts';
import { type PageSizes, sizeOf } from './sizes.ts';

export interface NumberedPage<Row> {
  readonly rows: readonly Row[];
  readonly envelope: { readonly pages: object; readonly total_count: number };
}

/** One numbered page, whose `next` is an address or null (section 5, second style). */
export function numberedPage<Row>(
  call: Call,
  rows: readonly Row[],
  sizes: PageSizes,
): NumberedPage<Row> {
  const size = sizeOf(call.query.get('per_page'), sizes);
  const page = asInteger(call.query.get('page') ?? 1);
  if (page === null || page < 1) throw problems.invalid('Page is invalid');
  const more = page * size < rows.length;
  return {
    rows: rows.slice((page - 1) * size, page * size),
    envelope: {
      pages: {
        type: 'pages',
        next: more ? addressOf(call, page + 1, size) : null,
        page,
        per_page: size,
        total_pages: Math.ceil(rows.length / size),
      },
      total_count: rows.length,
    },
  };
}

function addressOf(call: Call, page: number, size: number): string {
  const query = new URLSearchParams(call.query);
  query.set('per_page', String(size));
  query.set('page', String(page));
  return `${call.origin}${call.request.path}?${query}`;
}

/** Short lists that come whole, with a page envelope around them. */
export function wholePage(count: number, size: number): { readonly pages: object } {
  return {
    pages: { type: 'pages', page: 1, per_page: size, total_pages: count === 0 ? 0 : 1 },
  };
}
