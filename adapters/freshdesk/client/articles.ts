import { startOf } from '../../../src/adapter/page-options.ts';
import { type Paginated, paginate } from '../../../src/adapter/page.ts';
import type { ArticleQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { requireFilters } from '../../../src/adapter/manifest.ts';
import { ConfigurationError, UnsupportedError } from '../../../src/errors/classes.ts';
import { freshdeskCapabilities } from '../capabilities.ts';
import { articleFromDraft, folderNumber } from '../from-unified/articles.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { articleToUnified } from '../to-unified/articles.ts';
import { categoryIds, readShelf, type Shelf, shelvesOf, SOLUTIONS } from './article-shelves.ts';
import { shelfOperations } from './article-shelf-operations.ts';
import { articleTexts, type UnifiedArticle } from './article-texts.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';
import { pageList } from './paging.ts';

/** The knowledge base: categories, folders in several levels, and articles in several languages. */
export function articleResource(core: FreshdeskCore): FreshdeskGroups['articles'] {
  const toArticle = (json: unknown, folderVisibility?: number | null): UnifiedArticle =>
    articleToUnified(json, { ...core.context(), folderVisibility }).value;
  const pathOf = (id: string): string => `${SOLUTIONS}/articles/${core.path(id)}`;
  return {
    ...articleTexts(core),
    list: (query, options) => listArticles(core, query, options),
    search({ query, locale, ...page }, options) {
      if (locale !== undefined) {
        throw new UnsupportedError('Freshdesk searches articles in one language only.', {
          operation: 'articles.search by locale',
          provider: PROVIDER,
        });
      }
      return pageList(core, {
        path: '/api/v2/search/solutions',
        query: { term: query },
        page,
        options,
        translate: (items) => items.map((json) => toArticle(json)),
      });
    },
    async create(draft, options) {
      const path = `${SOLUTIONS}/folders/${folderNumber(draft.sectionId)}/articles`;
      if (draft.locale !== undefined) {
        throw new ConfigurationError(
          'A new article is in the account’s primary language; articles.translate adds others.',
        );
      }
      const mapped = articleFromDraft(draft, { isNew: true });
      const { data, warnings } = await core.write(mapped, { method: 'POST', path }, options);
      return { value: toArticle(data), warnings };
    },
    async archive(id, options) {
      const mapped = articleFromDraft({ state: 'draft' }, { isNew: false });
      await core.write(mapped, { method: 'PUT', path: pathOf(id) }, options);
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    ...shelfOperations(core),
  };
}

type Place = Pick<Shelf, 'id' | 'visibility'>;

/**
 * Articles folder by folder: there is no list across folders. The cursor is a folder and a page of
 * it.
 */
function listArticles(
  core: FreshdeskCore,
  query: ArticleQuery = {},
  options?: RequestOptions,
): Paginated<UnifiedArticle> {
  requireFilters(freshdeskCapabilities, 'articles.list', query);
  const { updatedSince } = query;
  let places: readonly Place[] | null = null;
  return paginate(async (cursor) => {
    places ??= await placesOf(core, query, options);
    const [folderId = places[0]?.id, page = '1'] = cursor?.split('~') ?? [];
    const index = places.findIndex(({ id }) => id === folderId);
    const place = places[index];
    if (place === undefined) return { items: [], nextCursor: null };
    const articles = pageList(core, {
      path: `${SOLUTIONS}/folders/${encodeURIComponent(place.id)}/articles`,
      page: { ...query, cursor: page },
      options,
      translate(items) {
        const context = { ...core.context(), folderVisibility: place.visibility };
        return items
          .map((json) => articleToUnified(json, context).value)
          .filter((article) => changedSince(article, updatedSince));
      },
    });
    for await (const { items, nextCursor } of articles.pages()) {
      const following = places[index + 1];
      const next = following === undefined ? null : `${following.id}~1`;
      return { items, nextCursor: nextCursor === null ? next : `${place.id}~${nextCursor}` };
    }
    return { items: [], nextCursor: null };
  }, startOf(query));
}

async function placesOf(
  core: FreshdeskCore,
  { sectionId, categoryId }: ArticleQuery,
  options?: RequestOptions,
): Promise<readonly Place[]> {
  if (sectionId !== undefined) {
    return [await readShelf(core, String(folderNumber(sectionId)), options)];
  }
  const ids =
    categoryId === undefined ? await categoryIds(core, options) : [String(core.path(categoryId))];
  const places: Place[] = [];
  for (const id of ids) places.push(...(await shelvesOf(core, id, options)));
  return places;
}

const changedSince = ({ updatedAt }: UnifiedArticle, since: Date | undefined): boolean =>
  since === undefined || updatedAt === null || updatedAt >= since;
