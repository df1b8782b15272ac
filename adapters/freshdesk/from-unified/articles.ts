import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { ConfigurationError, ValidationError } from '../../../src/errors/classes.ts';
import type { ArticleDraft, ArticleShelfDraft } from '../../../src/model/article.ts';
import {
  compact,
  drop,
  PROVIDER,
  providerOptionsOf,
  readWholeNumber,
  type WireBody,
} from './common.ts';

const ARTICLE_OPTIONS = ['type', 'seo_data'] as const;
const DRAFT = 1;
const PUBLISHED = 2;
const PERMANENT = 1;

/**
 * An article as Freshdesk takes it. A new one is a draft unless its state says otherwise.
 *
 * @throws {ValidationError} for a new article without title or body.
 */
export function articleFromDraft(
  draft: ArticleDraft,
  mode: { readonly isNew: boolean },
): Mapped<WireBody> {
  const log = createWarningLog();
  if (mode.isNew) requireText(draft);
  if (!mode.isNew && draft.sectionId !== undefined) {
    drop(log, 'sectionId', 'The API is not known to move articles between folders.');
  }
  if (draft.position !== undefined) drop(log, 'position', 'Freshdesk orders articles itself.');
  if (draft.authorId !== undefined) {
    drop(log, 'authorId', 'The API is not known to take an author.');
  }
  if (draft.notifySubscribers === true) {
    drop(log, 'notifySubscribers', 'Freshdesk tells nobody of an article.');
  }
  if (draft.state === 'archived') {
    log.add({
      type: 'coerced',
      field: 'state',
      reason: 'Freshdesk knows drafts and published articles.',
      from: 'archived',
      to: 'draft',
    });
  }
  const value = compact({
    type: mode.isNew ? PERMANENT : undefined,
    ...providerOptionsOf(draft.providerOptions, PROVIDER, ARTICLE_OPTIONS),
    title: draft.title,
    description: draft.bodyHtml,
    status:
      draft.state === undefined && !mode.isNew
        ? undefined
        : draft.state === 'published'
          ? PUBLISHED
          : DRAFT,
    tags: draft.labels,
  });
  return { value, warnings: log.list() };
}

const ALL_USERS = 1;

/** A category, or a folder in the category that its path names: for everybody, unless the options say whom. */
export function shelfFromDraft(
  draft: ArticleShelfDraft & { readonly categoryId?: string; readonly parentSectionId?: string },
): Mapped<WireBody> {
  const log = createWarningLog();
  if (draft.position !== undefined) drop(log, 'position', 'Freshdesk orders its shelves itself.');
  if (draft.locale !== undefined) {
    drop(log, 'locale', 'A new shelf is in the account’s primary language.');
  }
  const { name, description, categoryId, parentSectionId, providerOptions } = draft;
  const isFolder = categoryId !== undefined;
  const value = compact({
    visibility: isFolder ? ALL_USERS : undefined,
    ...providerOptionsOf(
      providerOptions,
      PROVIDER,
      isFolder ? FOLDER_OPTIONS : ['visible_in_portals'],
    ),
    name,
    description,
    parent_folder_id: parentSectionId === undefined ? undefined : folderNumber(parentSectionId),
  });
  return { value, warnings: log.list() };
}

const FOLDER_OPTIONS = [
  'visibility',
  'company_ids',
  'contact_segment_ids',
  'company_segment_ids',
] as const;

/** The number of a folder, for paths. */
export function folderNumber(id: string): number {
  const value = readWholeNumber(id);
  if (value !== null) return value;
  throw new ConfigurationError('sectionId must be the number of a solution folder.', {
    code: 'id_mismatch',
  });
}

function requireText({ title = '', bodyHtml = '' }: ArticleDraft): void {
  const issues = [
    ...(title.trim() === '' ? [{ path: 'title', message: 'is required' }] : []),
    ...(bodyHtml.trim() === '' ? [{ path: 'bodyHtml', message: 'is required' }] : []),
  ];
  if (issues.length > 0) throw new ValidationError('A new article needs its text.', { issues });
}
