import type { ArticleResource } from '../../../src/adapter/resources.ts';
import { shelfFromDraft } from '../from-unified/articles.ts';
import { categoryToUnified, localesToUnified, sectionToUnified } from '../to-unified/articles.ts';
import type { ZendeskCore } from './core.ts';
import { cursorList } from './paging.ts';

export const HELP_CENTER = '/api/v2/help_center';

/** The shelves of the Help Center, and the languages it is kept in. */
export function shelfOperations(
  core: ZendeskCore,
): Pick<
  ArticleResource,
  | 'sections'
  | 'categories'
  | 'createSection'
  | 'createCategory'
  | 'deleteSection'
  | 'deleteCategory'
  | 'locales'
> {
  return {
    sections: (query, options) =>
      cursorList(core, {
        path: `${HELP_CENTER}/sections`,
        key: 'sections',
        page: query,
        options,
        translate: (items) => items.map((json) => sectionToUnified(json, core.context())),
      }),
    categories: (query, options) =>
      cursorList(core, {
        path: `${HELP_CENTER}/categories`,
        key: 'categories',
        page: query,
        options,
        translate: (items) => items.map((json) => categoryToUnified(json, core.context())),
      }),
    async createSection(draft, options) {
      const path = `${HELP_CENTER}/categories/${core.path(draft.categoryId)}/sections`;
      const body = { section: shelfFromDraft(draft) };
      const data = await core.send({ method: 'POST', path, body }, options);
      return { value: sectionToUnified(data['section'], core.context()), warnings: [] };
    },
    async createCategory(draft, options) {
      const path = `${HELP_CENTER}/categories`;
      const body = { category: shelfFromDraft(draft) };
      const data = await core.send({ method: 'POST', path, body }, options);
      return { value: categoryToUnified(data['category'], core.context()), warnings: [] };
    },
    async deleteSection(id, options) {
      const path = `${HELP_CENTER}/sections/${core.path(id)}`;
      await core.send({ method: 'DELETE', path }, options);
    },
    async deleteCategory(id, options) {
      const path = `${HELP_CENTER}/categories/${core.path(id)}`;
      await core.send({ method: 'DELETE', path }, options);
    },
    locales: async (options) =>
      localesToUnified(await core.send({ method: 'GET', path: `${HELP_CENTER}/locales` }, options)),
  };
}
