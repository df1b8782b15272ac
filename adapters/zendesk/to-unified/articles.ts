import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type {
  Article,
  ArticleCategory,
  ArticleLocales,
  ArticleSection,
} from '../../../src/model/article.ts';
import type { ArticleVisibility } from '../../../src/model/enums.ts';
import {
  articleWire,
  categoryWire,
  localesWire,
  sectionWire,
  translationWire,
  type ZendeskArticle,
} from '../wire/articles.ts';
import {
  emptyToNull,
  idOf,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/**
 * A Help Center article as an Article, in the language it was asked for.
 *
 * @throws {WireFormatError} when the payload is not an article.
 */
export function articleToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Article<ZendeskArticle>> {
  const wire = parseWire(articleWire, json, { provider: PROVIDER, what: 'article' });
  const log = createWarningLog();
  const nativeId = String(wire.id);
  const value: Article<ZendeskArticle> = {
    id: idOf(context, nativeId),
    externalId: nativeId,
    locale: emptyToNull(wire.locale),
    // Translations share the article's id.
    translationGroupId: nativeId,
    title: emptyToNull(wire.title ?? wire.name),
    bodyHtml: emptyToNull(wire.body),
    state: wire.draft === true ? 'draft' : 'published',
    visibility: visibilityOf(wire),
    sectionId: wire.section_id == null ? null : String(wire.section_id),
    categoryId: null,
    labels: wire.label_names ?? [],
    authorId: optionalIdOf(context, wire.author_id),
    url: emptyToNull(wire.html_url),
    position: wire.position ?? null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

// No user segment means everybody; what a segment admits is not said here.
const visibilityOf = (wire: ZendeskArticle): ArticleVisibility =>
  wire.user_segment_id == null && (wire.user_segment_ids ?? []).length === 0
    ? 'public'
    : 'restricted';

/** One translation, on top of what its article says. */
export function translationToUnified(
  json: unknown,
  article: Article<ZendeskArticle>,
): Article<ZendeskArticle> {
  const wire = parseWire(translationWire, json, { provider: PROVIDER, what: 'translation' });
  return {
    ...article,
    locale: wire.locale,
    title: emptyToNull(wire.title),
    bodyHtml: emptyToNull(wire.body),
    state: wire.draft === true ? 'draft' : 'published',
    url: emptyToNull(wire.html_url) ?? article.url,
    createdAt: optionalDateOf(wire.created_at, 'created_at') ?? article.createdAt,
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at') ?? article.updatedAt,
  };
}

export function sectionToUnified(json: unknown, context: TranslationContext): ArticleSection {
  const wire = parseWire(sectionWire, json, { provider: PROVIDER, what: 'section' });
  return {
    ...shelfOf(wire),
    categoryId: wire.category_id == null ? null : String(wire.category_id),
    parentSectionId: wire.parent_section_id == null ? null : String(wire.parent_section_id),
    ...rawOf<unknown>(context, wire),
  };
}

export function categoryToUnified(json: unknown, context: TranslationContext): ArticleCategory {
  const wire = parseWire(categoryWire, json, { provider: PROVIDER, what: 'category' });
  return { ...shelfOf(wire), ...rawOf<unknown>(context, wire) };
}

/** The languages of the Help Center. */
export function localesToUnified(json: unknown): ArticleLocales {
  const wire = parseWire(localesWire, json, { provider: PROVIDER, what: 'locales' });
  return { default: emptyToNull(wire.default_locale), all: wire.locales ?? [] };
}

function shelfOf(wire: {
  readonly id: string | number;
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly locale?: string | null | undefined;
  readonly position?: number | null | undefined;
  readonly html_url?: string | null | undefined;
}): Omit<ArticleCategory, 'raw'> {
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    description: emptyToNull(wire.description),
    locale: emptyToNull(wire.locale),
    position: wire.position ?? null,
    url: emptyToNull(wire.html_url),
  };
}
