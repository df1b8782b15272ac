import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { collectionFromDraft } from '../from-unified/articles.ts';
import {
  categoryToUnified,
  isCategory,
  localesToUnified,
  sectionToUnified,
} from '../to-unified/articles.ts';
import type { IntercomCore, IntercomGroups } from './core.ts';
import { type ListPlan, numberedList } from './paging.ts';

// The usual size (sheet section 5); no larger one is documented.
export const MOST_PER_PAGE = 25;

const COLLECTIONS = '/help_center/collections';

/** Collections: those at the top are categories, those inside others sections. */
export function shelfOperations(
  core: IntercomCore,
): Pick<
  IntercomGroups['articles'],
  | 'sections'
  | 'categories'
  | 'createSection'
  | 'createCategory'
  | 'deleteSection'
  | 'deleteCategory'
  | 'locales'
> {
  const collections = <T>(plan: Omit<ListPlan<T>, 'path' | 'key'>) =>
    numberedList(core, { ...plan, path: COLLECTIONS, key: 'data', maxPageSize: MOST_PER_PAGE });
  const create = async (
    draft: Parameters<typeof collectionFromDraft>[0],
    options?: RequestOptions,
  ) => {
    const { value: body, warnings } = collectionFromDraft(draft);
    const data = await core.send({ method: 'POST', path: COLLECTIONS, body }, options);
    return { data, warnings };
  };
  const remove = async (id: string, options?: RequestOptions): Promise<void> => {
    await core.send({ method: 'DELETE', path: `${COLLECTIONS}/${core.path(id)}` }, options);
  };
  return {
    sections: (page, options) =>
      collections({
        page,
        options,
        translate: (items) =>
          items
            .filter((json) => !isCategory(json))
            .map((json) => sectionToUnified(json, core.context())),
      }),
    categories: (page, options) =>
      collections({
        page,
        options,
        translate: (items) =>
          items.filter(isCategory).map((json) => categoryToUnified(json, core.context())),
      }),
    async createSection({ categoryId, parentSectionId = categoryId, ...draft }, options) {
      const { data, warnings } = await create({ ...draft, parentId: parentSectionId }, options);
      const section = sectionToUnified(data, core.context());
      return core.report('articles.createSection', section, warnings);
    },
    async createCategory(draft, options) {
      const { data, warnings } = await create(draft, options);
      const category = categoryToUnified(data, core.context());
      return core.report('articles.createCategory', category, warnings);
    },
    deleteSection: remove,
    deleteCategory: remove,
    async locales(options) {
      const path = '/help_center/help_centers';
      return localesToUnified(await core.send({ method: 'GET', path }, options));
    },
  };
}
