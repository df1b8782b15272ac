import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import type { IdScope } from '../../../src/adapter/drafts.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { ArticleDraft, ArticleShelfDraft } from '../../../src/model/article.ts';
import {
  compact,
  optionalNumber,
  PROVIDER,
  providerOptionsOf,
  readWholeNumber,
  type WireBody,
} from './common.ts';

const ARTICLE_OPTIONS = [
  'user_segment_id',
  'user_segment_ids',
  'permission_group_id',
  'comments_disabled',
  'promoted',
  'content_tag_ids',
  'author_id',
] as const;

/** A new article. Nobody is told of it unless `notifySubscribers` says so. */
export function articleFromDraft(draft: ArticleDraft, scope: IdScope): Mapped<WireBody> {
  const { title, body, draft: isDraft, ...rest } = articleParts(draft, scope);
  const log = createWarningLog();
  if (draft.state === 'archived') {
    log.add({
      type: 'coerced',
      field: 'state',
      reason: 'A new article cannot be archived at once.',
      from: 'archived',
      to: 'draft',
    });
  }
  const article = compact({ ...rest, title, body, draft: isDraft, locale: draft.locale });
  return {
    value: { article, notify_subscribers: draft.notifySubscribers ?? false },
    warnings: log.list(),
  };
}

/**
 * A change, in its two halves: title, body and draft state belong to the translation, the rest to
 * the article. Zendesk drops the former without a word when they are sent to the latter.
 */
export function articlePatch(
  draft: ArticleDraft,
  scope: IdScope,
): {
  readonly article: WireBody;
  readonly translation: WireBody;
} {
  const { title, body, draft: isDraft, ...article } = articleParts(draft, scope);
  return { article: compact(article), translation: compact({ title, body, draft: isDraft }) };
}

function articleParts(draft: ArticleDraft, scope: IdScope): WireBody {
  return {
    author_id: optionalNumber(draft.authorId, scope),
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ARTICLE_OPTIONS),
    title: draft.title,
    body: draft.bodyHtml,
    draft: draft.state === undefined ? undefined : draft.state !== 'published',
    label_names: draft.labels,
    position: draft.position,
    section_id: draft.sectionId === undefined ? undefined : sectionNumber(draft.sectionId),
  };
}

/** A category, or a section inside whatever its path or `parentSectionId` names. */
export function shelfFromDraft(
  draft: ArticleShelfDraft & { readonly parentSectionId?: string },
): WireBody {
  const { name, description, locale, position, parentSectionId } = draft;
  return compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ['sorting', 'theme_template']),
    name,
    description,
    locale,
    position,
    parent_section_id: parentSectionId === undefined ? undefined : sectionNumber(parentSectionId),
  });
}

function sectionNumber(id: string): number {
  const value = readWholeNumber(id);
  if (value !== null) return value;
  throw new ConfigurationError('sectionId must be the number of a Help Center section.', {
    code: 'id_mismatch',
  });
}
