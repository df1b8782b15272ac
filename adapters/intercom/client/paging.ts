import { pageNumberOf, pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { PageQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { UnsupportedError } from '../../../src/errors/classes.ts';
import type { HttpQuery, HttpRequest } from '../../../src/http/http-options.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { isJson, type Json, type IntercomCore, listOf, partOf, textIn } from './core.ts';

/** A list at Intercom: where it is and how an item is translated. */
export interface ListPlan<T> {
  readonly path: string;
  /** Key of the list in the answer; lists differ (sheet section 5). */
  readonly key: string;
  readonly query?: HttpQuery;
  readonly page?: PageQuery | undefined;
  /** Largest page that Intercom gives here. @default 150 */
  readonly maxPageSize?: number;
  readonly options?: RequestOptions | undefined;
  /** All items of one answer. */
  readonly translate: (
    items: readonly unknown[],
    data: Json,
  ) => readonly T[] | Promise<readonly T[]>;
  /** What tells items apart, where the order moves while the list is read. */
  readonly distinctBy?: (item: T) => string;
}

/** A search: a list whose page and filter stand in the body of a POST. */
export interface SearchPlan<T> extends ListPlan<T> {
  readonly filter: unknown;
  readonly sort?: { readonly field: string; readonly order: 'ascending' | 'descending' };
}

/** Cursor of the next page: absent, null or an object without one mean the end. */
export const nextCursorOf = (data: Json): string | null =>
  textIn(partOf(partOf(data, 'pages'), 'next'), 'starting_after');

/** Lists by cursor. An empty cursor would make the server fall over, so it is left out. */
export function cursorList<T>(core: IntercomCore, plan: ListPlan<T>): Paginated<T> {
  const size = pageSizeOf(plan.page, plan.maxPageSize ?? 150);
  return pages(core, plan, (cursor) => ({
    method: 'GET',
    path: plan.path,
    query: { ...plan.query, per_page: size, starting_after: cursor ?? undefined },
  }));
}

/** Searches. They only read, so repeating one does no harm. */
export function searchList<T>(core: IntercomCore, plan: SearchPlan<T>): Paginated<T> {
  const size = pageSizeOf(plan.page, plan.maxPageSize ?? 150);
  return pages(core, plan, (cursor) => searchRequest(plan, size, cursor));
}

/** The call of one page of a search. */
export function searchRequest(
  plan: Pick<SearchPlan<unknown>, 'path' | 'query' | 'filter' | 'sort'>,
  size: number,
  cursor: string | null,
): HttpRequest {
  const after = cursor === null ? {} : { starting_after: cursor };
  return {
    method: 'POST',
    path: plan.path,
    query: plan.query,
    body: {
      query: plan.filter,
      pagination: { per_page: size, ...after },
      ...(plan.sort === undefined ? {} : { sort: plan.sort }),
    },
    idempotent: true,
  };
}

function pages<T>(
  core: IntercomCore,
  plan: ListPlan<T>,
  requestOf: (cursor: string | null) => HttpRequest,
): Paginated<T> {
  return paginate(
    async (cursor) => {
      await core.ready(plan.options);
      const data = await core.send(requestOf(cursor), plan.options);
      return {
        items: await plan.translate(listOf(data, plan.key), data),
        nextCursor: nextCursorOf(data),
      };
    },
    { ...startOf(plan.page), distinctBy: plan.distinctBy },
  );
}

/** A list by page numbers. */
export interface NumberedPlan<T> extends ListPlan<T> {
  readonly method?: 'GET' | 'POST';
  /** Key of the object around the list, where there is one. */
  readonly within?: string;
  /** Where Intercom's list ends, however many records there are. */
  readonly mostItems?: number;
}

/** Lists that know page numbers only; their `next` is an address, or null. */
export function numberedList<T>(core: IntercomCore, plan: NumberedPlan<T>): Paginated<T> {
  const size = pageSizeOf(plan.page, plan.maxPageSize ?? 150);
  const { method = 'GET' } = plan;
  return paginate(
    async (cursor) => {
      await core.ready(plan.options);
      const page = pageNumberOf(cursor);
      if (page > 1 && (page - 1) * size >= (plan.mostItems ?? Number.POSITIVE_INFINITY)) {
        throw tooLong(plan.path, page);
      }
      const query = { ...plan.query, per_page: size, page };
      // A list that is asked for by POST reads all the same.
      const request = { method, path: plan.path, query, idempotent: true };
      const data = await core.send(request, plan.options);
      const holder = plan.within === undefined ? data : partOf(data, plan.within);
      return {
        items: await plan.translate(listOf(holder, plan.key), data),
        nextCursor: nextPageOf(data, page),
      };
    },
    { ...startOf(plan.page), distinctBy: plan.distinctBy },
  );
}

/** Ends a list with an error where Intercom would just end it, so that nothing is missed silently. */
const tooLong = (path: string, page: number): UnsupportedError =>
  new UnsupportedError(
    `Intercom’s list ${path} ends before page ${page}. GET /companies/scroll, through request(), reads all of them.`,
    { operation: path, provider: PROVIDER, code: 'limit_exceeded' },
  );

/**
 * Number of the next page as a cursor; a number that does not move on is the end. Some lists tell
 * only how many pages there are.
 */
export function nextPageOf(data: Json, page: number): string | null {
  const { next, total_pages: last } = partOf(data, 'pages');
  if (next === undefined && typeof last === 'number') return last > page ? String(page + 1) : null;
  if (next === null || next === undefined || next === '') return null;
  const told = isJson(next) ? Number(next['page']) : pageIn(next);
  const number = Number.isInteger(told) ? told : page + 1;
  return number > page ? String(number) : null;
}

const pageIn = (address: unknown): number =>
  typeof address === 'string' && URL.canParse(address)
    ? Number(new URL(address).searchParams.get('page') ?? Number.NaN)
    : Number.NaN;

/** Lists that come in one answer. */
export function wholeList<T>(core: IntercomCore, plan: ListPlan<T>): Paginated<T> {
  return paginate(
    async () => {
      await core.ready(plan.options);
      const request = { method: 'GET', path: plan.path, query: plan.query } as const;
      const data = await core.send(request, plan.options);
      return { items: await plan.translate(listOf(data, plan.key), data), nextCursor: null };
    },
    { prefetch: plan.page?.prefetch ?? 0 },
  );
}
