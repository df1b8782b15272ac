import type { Call } from '../call.ts';
import { byId, listPage } from './lists.ts';

interface CursorEnvelope {
  readonly meta: { readonly has_more: boolean };
  readonly links: { readonly prev: string | null; readonly next: string | null };
}

/**
 * Help Center lists: 30 a page; the offset envelope has more keys, and the links of a cursor page
 * exist only where there is something to go to (sections 3.2 and 19).
 */
export function helpCenterPage<Row extends { readonly id: number }>(
  call: Call,
  key: string,
  rows: readonly Row[],
  present: (row: Row) => unknown,
  options: { readonly family?: 'offset' } = {},
): object {
  const page = listPage(call, {
    key,
    rows,
    order: byId<Row>(),
    present,
    defaultSize: 30,
    ...options,
  });
  if (!('meta' in page)) return { ...page, ...offsetKeys(call, rows.length) };
  const { meta, links } = page as unknown as CursorEnvelope; // listPage's cursor form
  const { href } = call.request.url;
  const shown = {
    first: href,
    last: href,
    ...(meta.has_more ? { next: links.next } : {}),
    ...(call.query.has('page[after]') ? { prev: links.prev } : {}),
  };
  return { ...page, links: shown };
}

function offsetKeys(call: Call, count: number): object {
  const per_page = Math.min(100, Number(call.query.get('per_page') ?? 30));
  const page = Number(call.query.get('page') ?? 1);
  return {
    page,
    per_page,
    page_count: Math.ceil(count / per_page),
    sort_by: call.query.get('sort_by') ?? 'position',
    sort_order: call.query.get('sort_order') ?? 'asc',
  };
}
