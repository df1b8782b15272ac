import { omit } from '../../../../src/sandbox/kit/json.ts';
import type { Call } from '../call.ts';
import type { ArticleRow, CategoryRow, SectionRow, TranslationRow } from '../records/settings.ts';

const slug = (title: string) => title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/-+$/, '');

/** Section 19. The shown title and body are those of the locale asked for. */
export function presentArticle(
  call: Call,
  row: ArticleRow,
  locale: string | null,
): Record<string, unknown> {
  const { translations } = row;
  const shown = omit(row, 'translations', 'archived');
  const shownLocale = locale ?? row.source_locale;
  const translation = translations.find((item) => item.locale === shownLocale) ?? translations[0];
  const title = translation?.title ?? '';
  const path = `${shownLocale}/articles/${row.id}-${slug(title)}`;
  return {
    ...shown,
    url: `${call.origin}/api/v2/help_center/${path}.json`,
    html_url: `${call.origin}/hc/${path}`,
    content_tag_ids: [],
    draft: translation?.draft ?? false,
    name: title,
    title,
    body: translation?.body ?? null,
    locale: shownLocale,
    outdated: false,
    outdated_locales: [],
    user_segment_ids: row.user_segment_id === null ? [] : [row.user_segment_id],
  };
}

export function presentTranslation(
  call: Call,
  article: ArticleRow,
  row: TranslationRow,
): Record<string, unknown> {
  return {
    ...row,
    url: `${call.origin}/api/v2/help_center/articles/${article.id}/translations/${row.locale}.json`,
    html_url: `${call.origin}/hc/${row.locale}/articles/${article.id}`,
    source_id: article.id,
    source_type: 'Article',
    outdated: false,
    hidden: false,
  };
}

export function presentCategory(call: Call, row: CategoryRow): Record<string, unknown> {
  return {
    ...row,
    url: `${call.origin}/api/v2/help_center/${row.locale}/categories/${row.id}.json`,
    html_url: `${call.origin}/hc/${row.locale}/categories/${row.id}`,
    source_locale: row.locale,
    outdated: false,
  };
}

export function presentSection(call: Call, row: SectionRow): Record<string, unknown> {
  return {
    ...row,
    url: `${call.origin}/api/v2/help_center/${row.locale}/sections/${row.id}.json`,
    html_url: `${call.origin}/hc/${row.locale}/sections/${row.id}`,
    sorting: 'manual',
    theme_template: 'section_page',
    source_locale: row.locale,
    outdated: false,
  };
}

/** The found words in `<em>` (section 19). */
export function searchSnippet(
  article: Readonly<Record<string, unknown>>,
  words: readonly string[],
): string {
  const text = String(article['body'] ?? '')
    .replace(/<[^>]*>/g, '')
    .slice(0, 200);
  return words.reduce((marked, word) => {
    const safe = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return marked.replace(new RegExp(safe, 'gi'), (found) => `<em>${found}</em>`);
  }, text);
}
