import { pageNumberOf, pageSizeOf, startOf } from '../../../src/adapter/page-options.ts';
import { type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { PageQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { HttpQuery } from '../../../src/http/http-options.ts';
import { hasMore } from './answers.ts';
import type { FreshdeskCore } from './core.ts';

/** A list at Freshdesk: where it is and how an item is translated. */
export interface ListPlan<T> {
  readonly path: string;
  readonly query?: HttpQuery | undefined;
  readonly page?: PageQuery | undefined;
  readonly options?: RequestOptions | undefined;
  readonly translate: (items: readonly unknown[]) => readonly T[];
  /** What tells items apart, where the order moves while the list is read. */
  readonly distinctBy?: (item: T) => string;
}

/** Most lists: numbered pages of bare arrays, without an end in sight (sheet section 3). */
export function pageList<T>(core: FreshdeskCore, plan: ListPlan<T>): Paginated<T> {
  const perPage = pageSizeOf(plan.page, 100);
  return paginate(
    async (cursor) => {
      await core.ready(plan.options);
      const page = pageNumberOf(cursor);
      const query = { ...plan.query, per_page: perPage, page };
      const answer = await core.list(plan.path, query, plan.options);
      return {
        items: plan.translate(answer.items),
        nextCursor: hasMore(answer, perPage) ? String(page + 1) : null,
      };
    },
    { ...startOf(plan.page), distinctBy: plan.distinctBy },
  );
}

/** Everything of a list, for the few short ones whose whole is one answer of the contract. */
export async function readAll(
  core: FreshdeskCore,
  path: string,
  options?: RequestOptions,
): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  const plan = { path, options, translate: (items: readonly unknown[]) => items };
  for await (const { items } of pageList(core, plan).pages()) all.push(...items);
  return all;
}
