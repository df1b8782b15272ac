import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { ArticleResource } from '../../../src/adapter/resources.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { Article } from '../../../src/model/article.ts';
import { articleFromDraft, articlePatch } from '../from-unified/articles.ts';
import { HELP_CENTER as ROOT, shelfOperations } from './article-shelves.ts';
import { articleToUnified, translationToUnified } from '../to-unified/articles.ts';
import type { ZendeskRaw } from '../wire/index.ts';
import type { Json, ZendeskCore } from './core.ts';
import { cursorList, offsetList } from './paging.ts';

type ZendeskPage = Article<ZendeskRaw['article']>;

/** The Help Center. It has a rate budget of its own. */
export function articleResource(core: ZendeskCore): Omit<ArticleResource<ZendeskRaw>, 'delete'> {
  const toArticle = (json: unknown): ZendeskPage => articleToUnified(json, core.context()).value;
  const pathOf = (id: string): string => `${ROOT}/articles/${core.path(id)}`;
  const get = async (
    id: string,
    options?: RequestOptions & { readonly locale?: string },
  ): Promise<ZendeskPage> => {
    const path = `${ROOT}${localePart(options?.locale)}/articles/${core.path(id)}`;
    return toArticle((await core.send({ method: 'GET', path }, options))['article']);
  };
  const translate = async (
    id: string,
    locale: string,
    translation: Json,
    options?: RequestOptions,
  ): Promise<void> => {
    const existing = await translationsOf(core, id, options);
    const found = existing.some((json) => localeOf(json) === locale.toLowerCase());
    await core.send(
      found
        ? {
            method: 'PUT',
            path: `${pathOf(id)}/translations/${encodeURIComponent(locale)}`,
            body: { translation },
          }
        : {
            method: 'POST',
            path: `${pathOf(id)}/translations`,
            body: { translation: { locale, ...translation } },
          },
      options,
    );
  };
  return {
    get,
    list: (query = {}, options) =>
      cursorList(core, {
        path: `${ROOT}${localePart(query.locale)}${shelfPart(core, query)}/articles`,
        key: 'articles',
        page: query,
        options,
        // The list knows no start: Zendesk would ignore the parameter and answer with everything.
        translate: (items) => items.map(toArticle).filter(changedSince(query.updatedSince)),
      }),
    search: (query, options) =>
      offsetList(core, {
        path: `${ROOT}/articles/search`,
        key: 'results',
        query: { query: query.query, locale: query.locale },
        page: query,
        options,
        translate: (items) => items.map(toArticle),
      }),
    async create(draft, options) {
      const path = `${ROOT}/sections/${core.path(draft.sectionId)}/articles`;
      const mapped = articleFromDraft(draft, core.writing);
      const { data, warnings } = await core.write(mapped, { method: 'POST', path }, options);
      return { value: toArticle(data['article']), warnings };
    },
    async update(id, draft, options) {
      if (draft.state === 'archived')
        throw new ConfigurationError('Use articles.archive to archive an article.');
      const { article, translation } = articlePatch(draft, core.writing);
      if (Object.keys(article).length > 0) {
        await core.send({ method: 'PUT', path: pathOf(id), body: { article } }, options);
      }
      const current = await get(id, options);
      if (Object.keys(translation).length === 0) return { value: current, warnings: [] };
      const locale = draft.locale ?? current.raw?.source_locale ?? current.locale ?? '';
      await translate(id, locale, translation, options);
      return { value: await get(id, { ...options, locale }), warnings: [] };
    },
    async archive(id, options) {
      await core.send({ method: 'DELETE', path: pathOf(id) }, options);
    },
    async translations(id, options) {
      const article = await get(id, options);
      const list = await translationsOf(core, id, options);
      return list.map((json) => translationToUnified(json, article));
    },
    async translate(id, draft, options) {
      await translate(id, draft.locale, articlePatch(draft, core.writing).translation, options);
      return { value: await get(id, { ...options, locale: draft.locale }), warnings: [] };
    },
    ...shelfOperations(core),
  };
}

const changedSince =
  (since: Date | undefined) =>
  ({ updatedAt }: ZendeskPage): boolean =>
    since === undefined || updatedAt === null || updatedAt >= since;

const localePart = (locale: string | undefined): string =>
  locale === undefined ? '' : `/${encodeURIComponent(locale.toLowerCase())}`;

function shelfPart(
  core: ZendeskCore,
  query: { readonly sectionId?: string; readonly categoryId?: string },
): string {
  if (query.sectionId !== undefined) return `/sections/${core.path(query.sectionId)}`;
  if (query.categoryId !== undefined) return `/categories/${core.path(query.categoryId)}`;
  return '';
}

/** Every translation: a Help Center page holds 30 of them unless more are asked for. */
async function translationsOf(
  core: ZendeskCore,
  id: string,
  options?: RequestOptions,
): Promise<readonly unknown[]> {
  const path = `${ROOT}/articles/${core.path(id)}/translations`;
  const pages = cursorList(core, {
    path,
    key: 'translations',
    options,
    translate: (items) => items,
  }).pages();
  const translations: unknown[] = [];
  for await (const { items } of pages) translations.push(...items);
  return translations;
}

const localeOf = (json: unknown): string => {
  // Safe: read by key only.
  const locale = ((json ?? {}) as Json)['locale'];
  return typeof locale === 'string' ? locale.toLowerCase() : '';
};
