import { type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { PageQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { pageNumberOf, pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { type Json, listOf, type ZendeskCore } from './core.ts';

/** A list at Zendesk: where it is and how an item is translated. */
export interface ListPlan<T> {
  readonly path: string;
  /** Key of the list in the answer. */
  readonly key: string;
  readonly query?: HttpQuery;
  readonly page?: PageQuery | undefined;
  /** Largest page that Zendesk gives here. @default 100 */
  readonly maxPageSize?: number;
  readonly options?: RequestOptions | undefined;
  /** All items of one answer, with whatever came along; `cursor` is null on the first page. */
  readonly translate: (
    items: readonly unknown[],
    data: Json,
    cursor: string | null,
  ) => readonly T[] | Promise<readonly T[]>;
}

/** Most lists: cursors, which have no ceiling. They end on `has_more`, never on missing links. */
export function cursorList<T>(core: ZendeskCore, plan: ListPlan<T>): Paginated<T> {
  const size = pageSizeOf(plan.page, plan.maxPageSize ?? 100);
  return paginate(async (cursor) => {
    await core.ready(plan.options);
    const data = await core.send(
      {
        method: 'GET',
        path: plan.path,
        query: { ...plan.query, 'page[size]': size, 'page[after]': cursor ?? undefined },
      },
      plan.options,
    );
    return {
      items: await plan.translate(listOf(data, plan.key), data, cursor),
      nextCursor: nextCursorOf(data),
    };
  }, startOf(plan.page));
}

/** Lists that know page numbers only; Zendesk ends them at 10,000 records with an error. */
export function offsetList<T>(core: ZendeskCore, plan: ListPlan<T>): Paginated<T> {
  const size = pageSizeOf(plan.page, plan.maxPageSize ?? 100);
  return paginate(async (cursor) => {
    await core.ready(plan.options);
    const page = pageNumberOf(cursor);
    const data = await core.send(
      { method: 'GET', path: plan.path, query: { ...plan.query, per_page: size, page } },
      plan.options,
    );
    const more = typeof data['next_page'] === 'string';
    return {
      items: await plan.translate(listOf(data, plan.key), data, cursor),
      nextCursor: more ? String(page + 1) : null,
    };
  }, startOf(plan.page));
}

/** Webhook lists can leave the cursor out and give the link alone. */
function nextCursorOf(data: Json): string | null {
  const meta = asRecord(data['meta']);
  if (meta === null && typeof data['next_page'] === 'string') {
    throw new WireFormatError('Zendesk answered a list of cursor pages with numbered pages.', {
      provider: PROVIDER,
      issues: [{ path: 'meta', message: 'expected object' }],
    });
  }
  if (meta?.['has_more'] !== true) return null;
  const cursor = meta['after_cursor'];
  if (typeof cursor === 'string' && cursor !== '') return cursor;
  const next = asRecord(data['links'])?.['next'];
  if (typeof next !== 'string' || !URL.canParse(next)) return null;
  return new URL(next).searchParams.get('page[after]');
}

const asRecord = (value: unknown): Json | null =>
  // Safe: a non-null object can be read by key.
  typeof value === 'object' && value !== null ? (value as Json) : null;
