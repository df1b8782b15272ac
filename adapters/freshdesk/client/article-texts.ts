import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import { hasCode } from '../../../src/errors/classes.ts';
import type { Article } from '../../../src/model/article.ts';
import { articleFromDraft } from '../from-unified/articles.ts';
import { articleToUnified } from '../to-unified/articles.ts';
import type { FreshdeskArticle } from '../wire/articles.ts';
import type { Json } from './answers.ts';
import { folderVisibilityOf, SOLUTIONS } from './article-shelves.ts';
import type { FreshdeskCore, FreshdeskGroups } from './core.ts';

export type UnifiedArticle = Article<FreshdeskArticle>;

/** An article and its texts: every language but the primary one has its code behind the path. */
export function articleTexts(
  core: FreshdeskCore,
): Pick<FreshdeskGroups['articles'], 'get' | 'update' | 'translations' | 'translate'> {
  const pathOf = (id: string, locale?: string): string => {
    const path = `${SOLUTIONS}/articles/${core.path(id)}`;
    return locale === undefined ? path : `${path}/${encodeURIComponent(locale)}`;
  };
  const toArticle = (
    json: Json,
    more: { readonly locale?: string; readonly visibility?: number | null } = {},
  ): UnifiedArticle =>
    articleToUnified(json, {
      ...core.context(),
      locale: more.locale,
      folderVisibility: more.visibility,
    }).value;
  return {
    async get(id, options) {
      const { locale, ...rest } = options ?? {};
      const data = await core.get(pathOf(id, locale), rest);
      const visibility = await folderVisibilityOf(core, data['folder_id'], rest);
      return toArticle(data, { visibility, ...(locale === undefined ? {} : { locale }) });
    },
    async update(id, draft, options) {
      const { locale } = draft;
      const mapped = articleFromDraft(draft, { isNew: false });
      const request = { method: 'PUT', path: pathOf(id, locale) } as const;
      const { data, warnings } = await core.write(mapped, request, options);
      return { value: toArticle(data, locale === undefined ? {} : { locale }), warnings };
    },
    async translations(id, options) {
      const main = await core.get(pathOf(id), options);
      const visibility = await folderVisibilityOf(core, main['folder_id'], options);
      const { primary, others } = await languagesOf(core, options);
      const articles = [
        toArticle(main, { visibility, ...(primary === null ? {} : { locale: primary }) }),
      ];
      for (const locale of others) {
        const data = await core.get(pathOf(id, locale), options).catch((error: unknown) => {
          if (hasCode(error, 'not_found')) return null;
          throw error;
        });
        if (data !== null) articles.push(toArticle(data, { visibility, locale }));
      }
      return articles;
    },
    async translate(id, draft, options) {
      const { locale } = draft;
      const path = pathOf(id, locale);
      const change = articleFromDraft(draft, { isNew: false });
      try {
        const { data, warnings } = await core.write(change, { method: 'PUT', path }, options);
        return { value: toArticle(data, { locale }), warnings };
      } catch (error) {
        if (!hasCode(error, 'not_found')) throw error;
      }
      const { value, warnings: losses } = articleFromDraft(draft, { isNew: true });
      // What kind of article it is, all its texts share.
      const { type: _type, ...text } = value;
      const mapped = { value: text, warnings: losses };
      const { data, warnings } = await core.write(mapped, { method: 'POST', path }, options);
      return { value: toArticle(data, { locale }), warnings };
    },
  };
}

/** The languages of the help desk and of its portals. */
export async function languagesOf(
  core: FreshdeskCore,
  options?: RequestOptions,
): Promise<{ readonly primary: string | null; readonly others: readonly string[] }> {
  const data = await core.get('/api/v2/settings/helpdesk', options);
  const { primary_language: main } = data;
  const primary = typeof main === 'string' ? main : null;
  const named = [data['supported_languages'], data['portal_languages']]
    .flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
    .filter((code): code is string => typeof code === 'string' && code !== primary);
  return { primary, others: [...new Set(named)] };
}
