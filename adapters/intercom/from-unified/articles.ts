import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { type IdScope, optionalNumber } from '../../../src/adapter/drafts.ts';
import { ConfigurationError } from '../../../src/errors/classes.ts';
import type { ArticleDraft, ArticleShelfDraft } from '../../../src/model/article.ts';
import {
  compact,
  drop,
  PROVIDER,
  providerOptionsOf,
  readWholeNumber,
  type WireBody,
} from './common.ts';

const ARTICLE_OPTIONS = ['author_id', 'description', 'audience_ids', 'ai_chatbot_availability'];

/**
 * An article in the help center's default language. Who acts is added as its author when it is sent,
 * unless the draft names one.
 */
export function articleFromDraft(
  draft: ArticleDraft,
  mode: { readonly isNew: boolean },
  scope: IdScope,
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.locale !== undefined && mode.isNew) {
    drop(log, 'locale', 'A new article is in the default language; translate adds others.');
  }
  const parent = draft.sectionId === undefined ? undefined : collectionNumber(draft.sectionId);
  const value = compact({
    ...contentToWire(draft, scope, log),
    // Their description takes a number for a new article, and text for a change.
    parent_id: parent === undefined || mode.isNew ? parent : String(parent),
    parent_type: parent === undefined ? undefined : 'collection',
  });
  return { value, warnings: log.list() };
}

/** The text of an article in one language, beside the others (`translated_content`). */
export function translationFromDraft(
  draft: ArticleDraft & { readonly locale: string },
  scope: IdScope,
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.sectionId !== undefined) {
    drop(log, 'sectionId', 'All languages of an article are in the same collection.');
  }
  const content = { type: 'article_content', ...contentToWire(draft, scope, log) };
  return { value: { translated_content: { [draft.locale]: content } }, warnings: log.list() };
}

/** A collection; one inside another names its parent, as text (their description). */
export function collectionFromDraft(
  draft: ArticleShelfDraft & { readonly parentId?: string },
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.locale !== undefined) {
    drop(log, 'locale', 'A new collection is in the default language.');
  }
  if (draft.position !== undefined) drop(log, 'position', 'Intercom orders collections itself.');
  const value = compact({
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ['help_center_id']),
    name: draft.name,
    description: draft.description,
    parent_id: draft.parentId === undefined ? undefined : String(collectionNumber(draft.parentId)),
  });
  return { value, warnings: log.list() };
}

function contentToWire(draft: ArticleDraft, scope: IdScope, log: WarningLog): WireBody {
  if (draft.labels !== undefined)
    drop(log, 'labels', 'Intercom’s API only reads an article’s tags.');
  if (draft.position !== undefined) drop(log, 'position', 'Articles in Intercom have no position.');
  if (draft.state === 'archived') {
    log.add({
      type: 'coerced',
      field: 'state',
      reason: 'Intercom knows drafts and published articles.',
      from: 'archived',
      to: 'draft',
    });
  }
  return compact({
    author_id: optionalNumber(draft.authorId, scope),
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ARTICLE_OPTIONS),
    title: draft.title,
    body: draft.bodyHtml,
    state: draft.state === undefined ? undefined : stateOf(draft.state),
  });
}

const stateOf = (state: ArticleDraft['state']): string =>
  state === 'published' ? 'published' : 'draft';

function collectionNumber(id: string): number {
  const value = readWholeNumber(id);
  if (value !== null) return value;
  throw new ConfigurationError('sectionId must be the number of a collection.', {
    code: 'id_mismatch',
  });
}
