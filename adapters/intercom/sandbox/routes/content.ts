import { asList, asText, isRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import { type Call, idText, type IntercomRoute, ok } from '../call.ts';
import { problems } from '../errors.ts';
import { numberedPage, wholePage } from '../paging/pages.ts';
import { presentArticle, presentCollection, presentHelpCenter } from '../present/content.ts';
import { toPlainText } from '../present/text.ts';
import type { ArticleRow, ArticleTranslation, CollectionRow } from '../records/settings.ts';
import { fromStaffText } from '../tickets/bodies.ts';
import { enqueueNotification, type WebhookTopic } from '../webhooks.ts';
import { nextNumber, secondsNow } from '../world.ts';

const sizes = { fallback: 25, largest: 250 };

const answer = (call: Call, article: ArticleRow): Reply =>
  ok(presentArticle(call, article, { statistics: true }));

/** Newest first. */
function list(call: Call): Reply {
  const rows = [...call.world.state.articles.rows.values()].reverse();
  const page = numberedPage(call, rows, sizes);
  const data = page.rows.map((row) => presentArticle(call, row, { statistics: false }));
  return ok({ type: 'list', data, ...page.envelope });
}

function articleOf(call: Call): ArticleRow {
  const row = call.world.state.articles.rows.get(call.params['id'] ?? '');
  if (row === undefined) throw problems.notFound();
  return row;
}

const stateOf = (given: unknown): ArticleRow['state'] =>
  given === 'published' ? 'published' : 'draft';

const bodyHtml = (given: unknown): string => {
  const text = asText(given) ?? '';
  return text === '' ? '' : fromStaffText(text).replace(/^<p>/, '<p class="no-margin">');
};

function parentsOf(call: Call): readonly string[] | undefined {
  const { parent_ids, parent_id } = call.body;
  if (Array.isArray(parent_ids)) return parent_ids.flatMap((id) => idText(id) ?? []);
  if (parent_id === undefined) return undefined;
  return parent_id === null ? [] : [idText(parent_id) ?? ''];
}

/** Needs a title and an author (section 15). */
function create(call: Call): Reply {
  const { world, body } = call;
  const title = asText(body['title']);
  if (title === null || title === '') throw problems.required('Title');
  const author_id = idText(body['author_id']);
  if (author_id === null) {
    throw problems.list(
      400,
      'parameter_not_found',
      'author_id must be in the main body or default locale translated_content object',
    );
  }
  const now = secondsNow(world);
  const article = put(world.state.articles, {
    id: nextNumber(world, 'record'),
    title,
    description: asText(body['description']) ?? '',
    body: bodyHtml(body['body']),
    author_id,
    state: stateOf(body['state']),
    parent_ids: parentsOf(call) ?? [],
    translations: translationsOf(call, {}, author_id),
    created_at: now,
    updated_at: now,
  } satisfies ArticleRow);
  fire(call, 'article.created', article);
  if (article.state === 'published') fire(call, 'article.published', article);
  return answer(call, article);
}

function translationsOf(
  call: Call,
  known: ArticleRow['translations'],
  author_id: string,
): ArticleRow['translations'] {
  const given = call.body['translated_content'];
  if (!isRecord(given)) return known;
  const now = secondsNow(call.world);
  const changed = Object.entries(given).flatMap(([locale, content]) => {
    if (!isRecord(content)) return [];
    const before = known[locale];
    const row: ArticleTranslation = {
      title: asText(content['title']) ?? before?.title ?? '',
      description: asText(content['description']) ?? before?.description ?? '',
      body: content['body'] === undefined ? (before?.body ?? '') : bodyHtml(content['body']),
      author_id: idText(content['author_id']) ?? before?.author_id ?? author_id,
      state:
        content['state'] === undefined ? (before?.state ?? 'draft') : stateOf(content['state']),
      created_at: before?.created_at ?? now,
      updated_at: now,
    };
    return [[locale, row] as const];
  });
  return { ...known, ...Object.fromEntries(changed) };
}

function update(call: Call): Reply {
  const { world, body } = call;
  const article = articleOf(call);
  const before = article.state;
  article.title = asText(body['title']) ?? article.title;
  if (body['description'] !== undefined) article.description = asText(body['description']);
  if (body['body'] !== undefined) article.body = bodyHtml(body['body']);
  article.author_id = idText(body['author_id']) ?? article.author_id;
  if (body['state'] !== undefined) article.state = stateOf(body['state']);
  article.parent_ids = parentsOf(call) ?? article.parent_ids;
  article.translations = translationsOf(call, article.translations, article.author_id);
  article.updated_at = secondsNow(world);
  put(world.state.articles, article);
  fire(call, 'article.updated', article);
  if (article.state !== before)
    fire(
      call,
      article.state === 'published' ? 'article.published' : 'article.unpublished',
      article,
    );
  return answer(call, article);
}

function destroy(call: Call): Reply {
  const article = articleOf(call);
  remove(call.world.state.articles, article.id);
  fire(call, 'article.deleted', article);
  return ok({ id: article.id, object: 'article', deleted: true });
}

function fire(call: Call, topic: WebhookTopic, article: ArticleRow): void {
  const view = { ...call, version: call.world.settings.appVersion };
  enqueueNotification(call.world, topic, () => presentArticle(view, article, { statistics: true }));
}

/** Articles with every word of the phrase somewhere (section 15); ten a page. */
function search(call: Call): Reply {
  const words = (call.query.get('phrase') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = call.query.get('state') ?? 'all';
  const found = [...call.world.state.articles.rows.values()].filter((article) => {
    const text = `${article.title} ${article.description ?? ''} ${toPlainText(article.body)}`;
    const inState = wanted === 'all' || article.state === wanted;
    return inState && words.every((word) => text.toLowerCase().includes(word));
  });
  const { rows, envelope } = numberedPage(call, found, { fallback: 10, largest: 250 });
  const articles = rows.map((row) => presentArticle(call, row, { statistics: false }));
  const highlights = call.query.get('highlight') === 'true' ? rows.map(highlight) : [];
  return ok({ type: 'list', data: { articles, highlights }, ...envelope });
}

const highlight = (article: ArticleRow) => ({
  article_id: article.id,
  highlighted_title: [{ type: 'plain', text: article.title }],
  highlighted_summary: [[{ type: 'plain', text: toPlainText(article.body).slice(0, 140) }]],
});

function listCollections(call: Call): Reply {
  const page = numberedPage(call, [...call.world.state.collections.rows.values()], {
    fallback: 20,
    largest: 150,
  });
  const data = page.rows.map((row) => presentCollection(call.world, row));
  return ok({ type: 'list', data, ...page.envelope });
}

function collectionOf(call: Call): CollectionRow {
  const row = call.world.state.collections.rows.get(call.params['id'] ?? '');
  if (row === undefined) throw problems.notFound();
  return row;
}

function createCollection(call: Call): Reply {
  const { world, body } = call;
  const { collections, helpCenters } = world.state;
  const name = asText(body['name']);
  if (name === null || name === '')
    throw problems.list(400, 'parameter_not_found', 'Name is a required parameter.');
  const now = secondsNow(world);
  const row: CollectionRow = {
    id: nextNumber(world, 'record'),
    name,
    description: asText(body['description']) ?? '',
    icon: 'book-bookmark',
    order: collections.rows.size + 1,
    parent_id: idText(body['parent_id']),
    help_center_id: idText(body['help_center_id']) ?? [...helpCenters.rows.keys()][0] ?? '1',
    created_at: now,
    updated_at: now,
  };
  return ok(presentCollection(world, put(collections, row)));
}

function updateCollection(call: Call): Reply {
  const row = collectionOf(call);
  row.name = asText(call.body['name']) ?? row.name;
  row.description = asText(call.body['description']) ?? row.description;
  if (call.body['parent_id'] !== undefined) row.parent_id = idText(call.body['parent_id']);
  row.updated_at = secondsNow(call.world);
  return ok(presentCollection(call.world, row));
}

function destroyCollection(call: Call): Reply {
  const { id } = collectionOf(call);
  remove(call.world.state.collections, id);
  return ok({ id, object: 'collection', deleted: true });
}

function listHelpCenters({ world }: Call): Reply {
  const rows = [...world.state.helpCenters.rows.values()];
  const data = rows.map((row) => presentHelpCenter(world, row));
  return ok({ type: 'list', data, ...wholePage(asList(data).length, 50) });
}

function showHelpCenter({ world, params }: Call): Reply {
  const row = world.state.helpCenters.rows.get(params['id'] ?? '');
  if (row === undefined) throw problems.notFound();
  return ok(presentHelpCenter(world, row));
}

export const contentRoutes: readonly IntercomRoute[] = [
  ['GET', '/articles', list],
  ['POST', '/articles', create],
  ['GET', '/articles/search', search],
  ['GET', '/articles/{id}', (call) => answer(call, articleOf(call))],
  ['PUT', '/articles/{id}', update],
  ['DELETE', '/articles/{id}', destroy],
  ['GET', '/help_center/collections', listCollections],
  ['POST', '/help_center/collections', createCollection],
  [
    'GET',
    '/help_center/collections/{id}',
    (call) => ok(presentCollection(call.world, collectionOf(call))),
  ],
  ['PUT', '/help_center/collections/{id}', updateCollection],
  ['DELETE', '/help_center/collections/{id}', destroyCollection],
  ['GET', '/help_center/help_centers', listHelpCenters],
  ['GET', '/help_center/help_centers/{id}', showHelpCenter],
];
