import { createWarningLog, type Mapped, mapEnum } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Article, ArticleCategory, ArticleSection } from '../../../src/model/article.ts';
import type { ArticleState, ArticleVisibility } from '../../../src/model/enums.ts';
import { ARTICLE_STATUS_TO_UNIFIED, FOLDER_VISIBILITY_TO_UNIFIED } from '../enums.ts';
import {
  articleWire,
  categoryWire,
  type FreshdeskArticle,
  type FreshdeskFolder,
  folderWire,
} from '../wire/articles.ts';
import {
  emptyToNull,
  idOf,
  nativeText,
  optionalDateOf,
  optionalIdOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/** What an article's own record does not say. */
export interface ArticleContext extends TranslationContext {
  /** `visibility` of the folder it lies in. */
  readonly folderVisibility?: number | null | undefined;
  /** The language it was asked for in. */
  readonly locale?: string | undefined;
}

/**
 * A solution article as an Article. Who may read it is a matter of its folder; where that is not
 * known, the article counts as restricted.
 *
 * @throws {WireFormatError} when the payload is not an article.
 */
export function articleToUnified(
  json: unknown,
  context: ArticleContext,
): Mapped<Article<FreshdeskArticle>> {
  const wire = parseWire(articleWire, json, { provider: PROVIDER, what: 'article' });
  const log = createWarningLog();
  const nativeId = String(wire.id);
  const value: Article<FreshdeskArticle> = {
    id: idOf(context, nativeId),
    externalId: nativeId,
    locale: context.locale ?? languageOf(wire),
    // Translations share the article's id.
    translationGroupId: nativeId,
    title: emptyToNull(wire.title),
    bodyHtml: emptyToNull(wire.description),
    state: mapEnum<ArticleState>(nativeText(wire.status), ARTICLE_STATUS_TO_UNIFIED, {
      field: 'state',
      fallback: 'draft',
      log,
    }),
    visibility: mapEnum<ArticleVisibility>(
      nativeText(wire.folder_visibility ?? context.folderVisibility),
      FOLDER_VISIBILITY_TO_UNIFIED,
      { field: 'visibility', fallback: 'restricted', log },
    ),
    sectionId: nativeText(wire.folder_id),
    categoryId: nativeText(wire.category_id),
    labels: wire.tags ?? [],
    authorId: optionalIdOf(context, wire.agent_id),
    url: `${context.origin}/support/solutions/articles/${nativeId}`,
    position: null,
    createdAt: optionalDateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    provenance: provenanceOf(context, nativeId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** The shelves above an article name the language they are shown in. */
const languageOf = ({ hierarchy }: FreshdeskArticle): string | null =>
  emptyToNull(hierarchy?.find(({ data }) => data?.language != null)?.data?.language);

/**
 * A folder of articles. Sub-folders hang on the folder that the hierarchy names last before them.
 *
 * @throws {WireFormatError} when the payload is not a folder.
 */
export function sectionToUnified(
  json: unknown,
  context: TranslationContext & {
    readonly categoryId?: string;
    readonly parentSectionId?: string;
    readonly locale?: string;
  },
): ArticleSection {
  const wire = parseWire(folderWire, json, { provider: PROVIDER, what: 'solution folder' });
  return {
    ...shelfOf(wire, context.locale),
    categoryId: nativeText(
      wire.category_id ?? context.categoryId ?? above(wire, 'category') ?? null,
    ),
    parentSectionId: nativeText(
      wire.parent_folder_id ?? context.parentSectionId ?? above(wire, 'folder') ?? null,
    ),
    ...rawOf<unknown>(context, wire),
  };
}

const above = ({ id, hierarchy }: FreshdeskFolder, type: string) =>
  hierarchy?.filter((shelf) => shelf.type === type && String(shelf.data?.id) !== String(id)).at(-1)
    ?.data?.id;

/**
 * A category of the knowledge base.
 *
 * @throws {WireFormatError} when the payload is not a category.
 */
export function categoryToUnified(
  json: unknown,
  context: TranslationContext & { readonly locale?: string },
): ArticleCategory {
  const wire = parseWire(categoryWire, json, { provider: PROVIDER, what: 'solution category' });
  return { ...shelfOf(wire, context.locale), ...rawOf<unknown>(context, wire) };
}

function shelfOf(
  wire: {
    readonly id: string | number;
    readonly name?: string | null | undefined;
    readonly description?: string | null | undefined;
  },
  locale: string | undefined,
): Omit<ArticleCategory, 'raw'> {
  return {
    id: String(wire.id),
    externalId: String(wire.id),
    name: wire.name ?? '',
    description: emptyToNull(wire.description),
    locale: locale ?? null,
    position: null,
    url: null,
  };
}
