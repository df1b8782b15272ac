import { startOf } from '../../../src/adapter/page-options.ts';
import { paginate } from '../../../src/adapter/page.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { shelfFromDraft } from '../from-unified/articles.ts';
import { categoryToUnified, sectionToUnified } from '../to-unified/articles.ts';
import { languagesOf } from './article-texts.ts';
import { categoryIds, type Shelf, shelvesOf, SOLUTIONS } from './article-shelves.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

/** Categories, and the folders in them at whatever depth. */
export function shelfOperations(
  core: FreshdeskCore,
): Pick<
  FreshdeskGroups['articles'],
  | 'sections'
  | 'categories'
  | 'createSection'
  | 'createCategory'
  | 'deleteSection'
  | 'deleteCategory'
  | 'locales'
> {
  const remove = async (path: string, options?: RequestOptions): Promise<void> => {
    await core.send({ method: 'DELETE', path: `${SOLUTIONS}/${path}` }, options);
  };
  return {
    sections: (query, options) =>
      paginate(async (cursor) => {
        const ids = await categoryIds(core, options);
        // A category that is gone meanwhile ends the list.
        const categoryId = cursor ?? ids[0];
        if (categoryId === undefined || !ids.includes(categoryId)) {
          return { items: [], nextCursor: null };
        }
        const shelves = await shelvesOf(core, categoryId, options);
        return {
          items: shelves.map((shelf) => sectionOf(core, shelf)),
          nextCursor: ids[ids.indexOf(categoryId) + 1] ?? null,
        };
      }, startOf(query)),
    categories: (query, options) =>
      pageList(core, {
        path: `${SOLUTIONS}/categories`,
        page: query,
        options,
        translate: (items) => items.map((json) => categoryToUnified(json, core.context())),
      }),
    async createSection(draft, options) {
      const path = `${SOLUTIONS}/categories/${core.path(draft.categoryId)}/folders`;
      const mapped = shelfFromDraft(draft);
      const { data, warnings } = await core.write(mapped, { method: 'POST', path }, options);
      const value = sectionToUnified(data, { ...core.context(), categoryId: draft.categoryId });
      return { value, warnings };
    },
    async createCategory(draft, options) {
      const path = `${SOLUTIONS}/categories`;
      const mapped = shelfFromDraft(draft);
      const { data, warnings } = await core.write(mapped, { method: 'POST', path }, options);
      return { value: categoryToUnified(data, core.context()), warnings };
    },
    deleteSection: (id, options) => remove(`folders/${core.path(id)}`, options),
    deleteCategory: (id, options) => remove(`categories/${core.path(id)}`, options),
    async locales(options) {
      const { primary, others } = await languagesOf(core, options);
      return { default: primary, all: primary === null ? others : [primary, ...others] };
    },
  };
}

const sectionOf = (core: FreshdeskCore, { json, categoryId, parentSectionId }: Shelf) =>
  sectionToUnified(json, {
    ...core.context(),
    categoryId,
    ...(parentSectionId === undefined ? {} : { parentSectionId }),
  });
