import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type {
  Article,
  ArticleCategory,
  ArticleLocales,
  ArticleSection,
} from '../../../src/model/article.ts';
import type { ArticleState, ArticleVisibility } from '../../../src/model/enums.ts';
import { AUDIENCE_TO_UNIFIED } from '../enums.ts';
import {
  articleContentSchema,
  articleWire,
  collectionWire,
  helpCentersWire,
  type IntercomArticle,
  type IntercomArticleContent,
  type IntercomCollection,
} from '../wire/articles.ts';
import {
  assignedId,
  emptyToNull,
  entryOf,
  idOf,
  nativeText,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

const STATES: Readonly<Record<string, ArticleState>> = { published: 'published', draft: 'draft' };

/**
 * An article in the help center's own language.
 *
 * @throws {WireFormatError} when the payload is not an article.
 */
export function articleToUnified(
  json: unknown,
  context: TranslationContext,
): Mapped<Article<IntercomArticle>> {
  const wire = parseWire(articleWire, json, { provider: PROVIDER, what: 'article' });
  const log = createWarningLog();
  const nativeId = String(wire.id);
  const value: Article<IntercomArticle> = {
    id: idOf(context, nativeId),
    externalId: nativeId,
    locale: emptyToNull(wire.default_locale),
    // Translations stand inside the article and share its id.
    translationGroupId: nativeId,
    ...contentOf(wire, context, log),
    visibility: visibilityOf(wire, log),
    sectionId: shelfIdOf(wire, log),
    categoryId: null,
    labels: (wire.tags?.tags ?? []).flatMap(({ name }) => emptyToNull(name) ?? []),
    position: null,
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/**
 * The article in every language of a help center with several; the article alone in any other.
 *
 * @throws {WireFormatError} when the payload is not an article, or a translation is not one.
 */
export function articleTranslations(
  json: unknown,
  context: TranslationContext,
): readonly Article<IntercomArticle>[] {
  const { value: article } = articleToUnified(json, context);
  const wire = parseWire(articleWire, json, { provider: PROVIDER, what: 'article' });
  const translations = Object.entries(wire.translated_content ?? {})
    // Beside the languages stands a type; a language without a text is null.
    .filter(([locale, content]) => locale !== 'type' && content !== null)
    .map(([locale, json]) => {
      const content = parseWire(articleContentSchema, json, {
        provider: PROVIDER,
        what: 'translation of an article',
      });
      return { ...article, locale, ...contentOf(content, context, createWarningLog()) };
    });
  const isThere = translations.some(({ locale }) => locale === article.locale);
  return isThere ? translations : [article, ...translations];
}

function contentOf(
  wire: IntercomArticleContent,
  context: TranslationContext,
  log: WarningLog,
): Pick<Article, 'title' | 'bodyHtml' | 'state' | 'authorId' | 'url' | 'createdAt' | 'updatedAt'> {
  const state = entryOf(STATES, wire.state);
  if (state === undefined) {
    log.add({
      type: wire.state ? 'coerced' : 'defaulted',
      field: 'state',
      reason:
        'Intercom does not say in words that polydesk knows whether the article is published.',
      from: wire.state ?? null,
      to: 'draft',
    });
  }
  return {
    title: emptyToNull(wire.title),
    bodyHtml: emptyToNull(wire.body),
    state: state ?? 'draft',
    authorId: optionalIdOf(context, assignedId(wire.author_id)),
    url: emptyToNull(wire.url),
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
  };
}

function visibilityOf(wire: IntercomArticle, log: WarningLog): ArticleVisibility {
  const audience = emptyToNull(wire.help_center_audience);
  const known = entryOf<ArticleVisibility>(AUDIENCE_TO_UNIFIED, audience);
  if (known !== undefined) return known;
  const visibility = audience === null ? 'public' : 'restricted';
  log.add({
    type: audience === null ? 'defaulted' : 'coerced',
    field: 'visibility',
    reason: 'Intercom does not say in words that polydesk knows who may read the article.',
    from: audience,
    to: visibility,
  });
  return visibility;
}

/** An article can stand in several collections; older versions name one. */
function shelfIdOf(wire: IntercomArticle, log: WarningLog): string | null {
  const parents = wire.parent_ids ?? [];
  if (parents.length > 1) {
    log.add({
      type: 'dropped',
      field: 'sectionId',
      reason: 'The article is in several collections; the first one is told.',
    });
  }
  return nativeText(parents[0] ?? wire.parent_id);
}

/** The languages of all help centers; the default one is told by articles and collections only. */
export function localesToUnified(json: unknown): ArticleLocales {
  const { data } = parseWire(helpCentersWire, json, { provider: PROVIDER, what: 'help centers' });
  const all = (data ?? []).flatMap(({ locales }) => locales ?? []);
  return { default: null, all: [...new Set(all)] };
}

const collectionOf = (json: unknown): IntercomCollection =>
  parseWire(collectionWire, json, { provider: PROVIDER, what: 'collection' });

/** A collection inside another. What is at the top of the shelf above it is not said. */
export function sectionToUnified(json: unknown, context: TranslationContext): ArticleSection {
  const wire = collectionOf(json);
  return {
    ...shelfOf(wire),
    categoryId: null,
    parentSectionId: nativeText(wire.parent_id),
    ...rawOf<unknown>(context, wire),
  };
}

/** A collection at the top. */
export function categoryToUnified(json: unknown, context: TranslationContext): ArticleCategory {
  const wire = collectionOf(json);
  return { ...shelfOf(wire), ...rawOf<unknown>(context, wire) };
}

/** Whether a collection is at the top. */
export const isCategory = (json: unknown): boolean =>
  nativeText(collectionOf(json).parent_id) === null;

const shelfOf = (wire: IntercomCollection): Omit<ArticleCategory, 'raw'> => ({
  id: String(wire.id),
  externalId: String(wire.id),
  name: wire.name ?? '',
  description: emptyToNull(wire.description),
  locale: emptyToNull(wire.default_locale),
  position: wire.order ?? null,
  url: emptyToNull(wire.url),
});
