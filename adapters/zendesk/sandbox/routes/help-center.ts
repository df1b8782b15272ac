import { asInteger, asList, asText, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, touch } from '../../../../src/sandbox/kit/table.ts';
import {
  type Call,
  created,
  idOf,
  noContent,
  ok,
  payloadOf,
  rowOf,
  staffOf,
  type ZendeskRoute,
} from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { fireArticleEvent } from '../events.ts';
import { helpCenterPage } from '../paging/help-center.ts';
import { presentArticle, presentTranslation, searchSnippet } from '../present/help-center.ts';
import type { ArticleRow, TranslationRow } from '../records/settings.ts';
import { isoNow, isStaff, nextId } from '../world.ts';
import { defaultLocale, helpCenterSectionRoutes, localeOf } from './help-center-sections.ts';

/** Archived articles are gone; drafts are for agents (section 19). */
function visibleArticles(
  call: Call,
  match: (row: ArticleRow) => boolean = () => true,
): ArticleRow[] {
  const locale = localeOf(call);
  const staff = isStaff(call.visitor);
  return [...call.world.state.articles.rows.values()].filter((row) => {
    const translation = row.translations.find(
      (item) => item.locale === (locale ?? row.source_locale),
    );
    return (
      !row.archived && translation !== undefined && (staff || !translation.draft) && match(row)
    );
  });
}

const articlePage = (call: Call, rows: readonly ArticleRow[]): Reply =>
  ok(helpCenterPage(call, 'articles', rows, (row) => presentArticle(call, row, localeOf(call))));

function articleOf(call: Call): ArticleRow {
  const id = idOf(call, 'article_id');
  const row = visibleArticles({ ...call, locale: null, query: new URLSearchParams() }).find(
    (item) => item.id === id,
  );
  if (row === undefined) throw problems.notFound();
  return row;
}

function createArticle(call: Call): Reply {
  const actor = staffOf(call);
  const { world } = call;
  const section = rowOf(world.state.sections.rows, call, 'section_id');
  const input = payloadOf(call, 'article');
  const title = asText(input['title']);
  if (title === null || title.trim() === '')
    throw invalidField('title', 'Title: cannot be blank', 'BlankValue');
  const now = isoNow(world);
  const locale = asText(input['locale'])?.toLowerCase() ?? localeOf(call) ?? defaultLocale;
  const row: ArticleRow = {
    id: nextId(world),
    author_id: asInteger(input['author_id']) ?? actor.id,
    section_id: section.id,
    source_locale: locale,
    comments_disabled: input['comments_disabled'] === true,
    promoted: input['promoted'] === true,
    position: asInteger(input['position']) ?? 0,
    vote_sum: 0,
    vote_count: 0,
    label_names: asList(input['label_names']).map(String),
    user_segment_id: asInteger(input['user_segment_id']),
    permission_group_id: asInteger(input['permission_group_id']) ?? 1,
    created_at: now,
    updated_at: now,
    edited_at: now,
    translations: [
      newTranslation(call, { title, body: input['body'], draft: input['draft'] }, locale),
    ],
    archived: false,
  };
  put(world.state.articles, row);
  if (input['draft'] !== true) firePublished(call, row, locale, title);
  return created(
    { article: presentArticle(call, row, locale) },
    `${call.origin}/hc/${locale}/articles/${row.id}`,
  );
}

function newTranslation(call: Call, input: JsonRecord, locale: string): TranslationRow {
  const actor = staffOf(call);
  return {
    id: nextId(call.world),
    locale,
    title: asText(input['title']) ?? '',
    body: asText(input['body']),
    draft: input['draft'] === true,
    created_at: isoNow(call.world),
    updated_at: isoNow(call.world),
    created_by_id: actor.id,
    updated_by_id: actor.id,
  };
}

function firePublished(call: Call, row: ArticleRow, locale: string, title: string): void {
  const section = call.world.state.sections.rows.get(row.section_id);
  fireArticleEvent(call.world, row.id, 'published', {
    author_id: String(row.author_id),
    category_id: String(section?.category_id ?? 0),
    locale,
    section_id: String(row.section_id),
    title,
  });
}

/** Title and body are changed in the translation; here they are not touched (section 19). */
function updateArticle(call: Call): Reply {
  staffOf(call);
  const row = articleOf(call);
  const input = payloadOf(call, 'article');
  const author = asInteger(input['author_id']);
  if (author !== null && author !== row.author_id) {
    row.author_id = author;
    fireArticleEvent(call.world, row.id, 'author_changed', { current: String(author) });
  }
  if (typeof input['promoted'] === 'boolean') row.promoted = input['promoted'];
  if (typeof input['comments_disabled'] === 'boolean')
    row.comments_disabled = input['comments_disabled'];
  if (input['label_names'] !== undefined)
    row.label_names = asList(input['label_names']).map(String);
  if (input['user_segment_id'] !== undefined)
    row.user_segment_id = asInteger(input['user_segment_id']);
  row.section_id = asInteger(input['section_id']) ?? row.section_id;
  row.updated_at = isoNow(call.world);
  touch(call.world.state.articles);
  return ok({ article: presentArticle(call, row, localeOf(call)) });
}

/** DELETE archives (section 19). */
function archiveArticle(call: Call): Reply {
  staffOf(call);
  const row = articleOf(call);
  row.archived = true;
  fireArticleEvent(call.world, row.id, 'unpublished', {});
  return noContent;
}

function listTranslations(call: Call): Reply {
  const article = articleOf(call);
  return ok(
    helpCenterPage(call, 'translations', article.translations, (row) =>
      presentTranslation(call, article, row),
    ),
  );
}

function createTranslation(call: Call): Reply {
  const article = articleOf(call);
  const input = payloadOf(call, 'translation');
  const locale = asText(input['locale'])?.toLowerCase() ?? '';
  if (locale === '' || article.translations.some((row) => row.locale === locale)) {
    throw invalidField('locale', 'Locale: has already been taken', 'DuplicateValue');
  }
  const row = newTranslation(call, input, locale);
  article.translations.push(row);
  return created({ translation: presentTranslation(call, article, row) }, call.request.url.href);
}

/** A translation's path ends in its locale: it is put back in front of the resource by clients. */
function translationOf(call: Call, article: ArticleRow): TranslationRow {
  const row = article.translations.find(
    (item) => item.locale === call.params['locale']?.toLowerCase(),
  );
  if (row === undefined) throw problems.notFound();
  return row;
}

function updateTranslation(call: Call): Reply {
  const actor = staffOf(call);
  const article = articleOf(call);
  const row = translationOf(call, article);
  const input = payloadOf(call, 'translation');
  const wasDraft = row.draft;
  row.title = asText(input['title']) ?? row.title;
  if (input['body'] !== undefined) row.body = asText(input['body']);
  if (typeof input['draft'] === 'boolean') row.draft = input['draft'];
  row.updated_at = isoNow(call.world);
  row.updated_by_id = actor.id;
  article.updated_at = row.updated_at;
  article.edited_at = row.updated_at;
  if (wasDraft && !row.draft) firePublished(call, article, row.locale, row.title);
  if (!wasDraft && row.draft) fireArticleEvent(call.world, article.id, 'unpublished', {});
  return ok({ translation: presentTranslation(call, article, row) });
}

/** Offset pages with an HTML snippet (section 19). */
function searchArticles(call: Call): Reply {
  const query = (call.query.get('query') ?? '').toLowerCase();
  const labels = call.query.get('label_names');
  if (query === '' && labels === null)
    throw problems.badRequest('ParameterMissing', 'query is required');
  const words = query.split(/\s+/).filter((word) => word !== '');
  const section = asInteger(call.query.get('section'));
  const updatedAfter = call.query.get('updated_after');
  const rows = visibleArticles(call, (row) => {
    const text = row.translations
      .map((item) => `${item.title} ${item.body ?? ''}`)
      .join(' ')
      .toLowerCase();
    return (
      words.every((word) => text.includes(word)) &&
      (section === null || row.section_id === section) &&
      (updatedAfter === null || row.updated_at > updatedAfter) &&
      (labels === null || labels.split(',').some((label) => row.label_names.includes(label)))
    );
  });
  const present = (row: ArticleRow) => {
    const shown = presentArticle(call, row, localeOf(call));
    return { ...shown, result_type: 'article', snippet: searchSnippet(shown, words) };
  };
  return ok(helpCenterPage(call, 'results', rows, present, { family: 'offset' }));
}

/** Without `end_of_stream`; `next_page` is null at the end (section 14). */
function incrementalArticles(call: Call): Reply {
  staffOf(call);
  const start = Number(call.query.get('start_time') ?? 0);
  const rows = visibleArticles(call, (row) => Date.parse(row.updated_at) / 1000 >= start);
  rows.sort((one, two) => one.updated_at.localeCompare(two.updated_at));
  const last = rows.at(-1);
  return ok({
    articles: rows.map((row) => presentArticle(call, row, localeOf(call))),
    count: rows.length,
    next_page: null,
    end_time: last === undefined ? null : Math.floor(Date.parse(last.updated_at) / 1000),
  });
}

function vote(value: 1 | -1) {
  return (call: Call): Reply => {
    const article = articleOf(call);
    if (call.visitor === null) throw problems.unauthenticated();
    article.vote_sum += value;
    article.vote_count += 1;
    const id = nextId(call.world);
    const { id: user_id } = call.visitor;
    fireArticleEvent(call.world, article.id, 'vote_created', {
      vote: { id: String(id), user_id: String(user_id), value },
    });
    return ok({
      vote: {
        id,
        url: `${call.origin}/api/v2/help_center/votes/${id}.json`,
        user_id,
        value,
        item_id: article.id,
        item_type: 'Article',
        created_at: isoNow(call.world),
        updated_at: isoNow(call.world),
      },
    });
  };
}

const base = '/api/v2/help_center';

export const helpCenterRoutes: readonly ZendeskRoute[] = [
  ...helpCenterSectionRoutes,
  [
    'GET',
    `${base}/categories/{category_id}/articles`,
    (call) =>
      articlePage(
        call,
        visibleArticles(
          call,
          (row) =>
            call.world.state.sections.rows.get(row.section_id)?.category_id ===
            idOf(call, 'category_id'),
        ),
      ),
  ],
  [
    'GET',
    `${base}/sections/{section_id}/articles`,
    (call) =>
      articlePage(
        call,
        visibleArticles(call, (row) => row.section_id === idOf(call, 'section_id')),
      ),
  ],
  ['POST', `${base}/sections/{section_id}/articles`, createArticle],
  ['GET', `${base}/articles`, (call) => articlePage(call, visibleArticles(call))],
  ['GET', `${base}/articles/search`, searchArticles],
  [
    'GET',
    `${base}/articles/{article_id}`,
    (call) => ok({ article: presentArticle(call, articleOf(call), localeOf(call)) }),
  ],
  ['PUT', `${base}/articles/{article_id}`, updateArticle],
  ['DELETE', `${base}/articles/{article_id}`, archiveArticle],
  ['POST', `${base}/articles/{article_id}/up`, vote(1)],
  ['POST', `${base}/articles/{article_id}/down`, vote(-1)],
  ['GET', `${base}/articles/{article_id}/translations`, listTranslations],
  ['POST', `${base}/articles/{article_id}/translations`, createTranslation],
  [
    'GET',
    `${base}/articles/{article_id}/translations/{locale}`,
    (call) =>
      ok({
        translation: presentTranslation(
          call,
          articleOf(call),
          translationOf(call, articleOf(call)),
        ),
      }),
  ],
  ['PUT', `${base}/articles/{article_id}/translations/{locale}`, updateTranslation],
  ['GET', `${base}/incremental/articles`, incrementalArticles],
];
