import { requireFilters } from '../../../src/adapter/manifest.ts';
import type { ArticleQuery } from '../../../src/adapter/queries.ts';
import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { NotFoundError } from '../../../src/errors/classes.ts';
import type { Article, ArticleDraft } from '../../../src/model/article.ts';
import { intercomCapabilities } from '../capabilities.ts';
import { articleFromDraft, translationFromDraft } from '../from-unified/articles.ts';
import type { WireBody } from '../from-unified/common.ts';
import { PROVIDER } from '../to-unified/common.ts';
import { articleToUnified, articleTranslations } from '../to-unified/articles.ts';
import type { IntercomRaw } from '../wire/index.ts';
import { MOST_PER_PAGE, shelfOperations } from './article-shelves.ts';
import { type IntercomCore, type IntercomGroups, isJson, type Json } from './core.ts';
import { numberedList } from './paging.ts';

type Page = Article<IntercomRaw['article']>;

/** The help center: articles in collections, with their translations inside them. */
export function articleResource(core: IntercomCore): IntercomGroups['articles'] {
  const toArticle = (json: unknown): Page => articleToUnified(json, core.context()).value;
  const pathOf = (id: string): string => `/articles/${core.path(id)}`;
  const read = (id: string, options?: RequestOptions): Promise<Json> =>
    core.send({ method: 'GET', path: pathOf(id) }, options);
  const change = (id: string, body: WireBody, options?: RequestOptions): Promise<Json> =>
    core.send({ method: 'PUT', path: pathOf(id), body }, options);
  return {
    async get(id, options) {
      const data = await read(id, options);
      return options?.locale === undefined ? toArticle(data) : inLocale(core, data, options.locale);
    },
    list(query = {}, options) {
      requireFilters(intercomCapabilities, 'articles.list', query);
      return numberedList(core, {
        path: '/articles',
        key: 'data',
        page: query,
        maxPageSize: MOST_PER_PAGE,
        options,
        // The list takes no filters: Intercom would answer with everything.
        translate: (items) =>
          items.filter(isOnShelf(query)).flatMap((json) => chosen(core, json, query)),
        distinctBy: ({ id }) => id,
      });
    },
    search: ({ query, locale, ...page }, options) =>
      numberedList(core, {
        path: '/articles/search',
        key: 'articles',
        within: 'data',
        query: { phrase: query, state: 'published' },
        page,
        maxPageSize: MOST_PER_PAGE,
        options,
        translate: (items) =>
          items.flatMap((json) => chosen(core, json, locale === undefined ? {} : { locale })),
      }),
    async create(draft, options) {
      const { value, warnings } = articleFromDraft(draft, { isNew: true }, core.writing);
      const author_id = value['author_id'] ?? Number(await core.actor(options));
      const request = { method: 'POST', path: '/articles', body: { ...value, author_id } } as const;
      return core.report('articles.create', toArticle(await core.send(request, options)), warnings);
    },
    async update(id, draft, options) {
      const { locale, ...rest } = draft;
      const { value, warnings } =
        locale === undefined
          ? articleFromDraft(rest, { isNew: false }, core.writing)
          : translationFromDraft({ ...rest, locale }, core.writing);
      const data = await change(id, value, options);
      const article = locale === undefined ? toArticle(data) : inLocale(core, data, locale);
      return core.report('articles.update', article, warnings);
    },
    async archive(id, options) {
      await change(id, { state: 'draft' }, options);
    },
    async delete(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    translations: async (id, options) =>
      articleTranslations(await read(id, options), core.context()),
    async translate(id, draft, options) {
      const { value, warnings } = translationFromDraft(draft, core.writing);
      const article = inLocale(core, await change(id, value, options), draft.locale);
      return core.report('articles.translate', article, warnings);
    },
    ...shelfOperations(core),
  };
}

/** The translations of an article that a query wants: none, where it has no such language. */
function chosen(core: IntercomCore, json: unknown, query: ArticleQuery): readonly Page[] {
  const { locale, updatedSince } = query;
  const found =
    locale === undefined
      ? [articleToUnified(json, core.context()).value]
      : articleTranslations(json, core.context()).filter((page) => speaks(page, locale));
  return found.filter(
    ({ updatedAt }) =>
      updatedSince === undefined || updatedAt === null || updatedAt >= updatedSince,
  );
}

const speaks = (page: Pick<ArticleDraft | Page, 'locale'>, locale: string): boolean =>
  page.locale?.toLowerCase() === locale.toLowerCase();

/** @throws {NotFoundError} where the article has no text in the language. */
function inLocale(core: IntercomCore, data: Json, locale: string): Page {
  const found = articleTranslations(data, core.context()).find((page) => speaks(page, locale));
  if (found !== undefined) return found;
  throw new NotFoundError('The article has no text in this language.', {
    provider: PROVIDER,
    status: 404,
  });
}

/** Whether an article stands in the collection that is asked for. */
const isOnShelf =
  ({ sectionId, categoryId }: ArticleQuery) =>
  (json: unknown): boolean => {
    if (sectionId === undefined && categoryId === undefined) return true;
    const { parent_ids: ids, parent_id: id } = isJson(json) ? json : {};
    const shelves = (Array.isArray(ids) && ids.length > 0 ? ids : [id]).map(String);
    return [sectionId, categoryId].every(
      (wanted) => wanted === undefined || shelves.includes(wanted),
    );
  };
