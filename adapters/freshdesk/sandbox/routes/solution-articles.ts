import { asText, isRecord, type JsonRecord } from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { put, remove } from '../../../../src/sandbox/kit/table.ts';
import {
  actorOf,
  type Call,
  checkedBody,
  type CheckedBody,
  created,
  type FreshdeskRoute,
  noContent,
  ok,
  rowOf,
} from '../call.ts';
import { problems } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import {
  presentArticle,
  presentFoundArticle,
  primaryLanguage,
  textIn,
} from '../present/solutions.ts';
import type { ArticleRow, ArticleText } from '../records/settings.ts';
import type { FieldRules } from '../records/rules.ts';
import { keepFiles } from '../tickets/attachments.ts';
import { numberOf, textsOf } from '../tickets/create.ts';
import { agentRule, files, record, text, texts } from '../tickets/fields.ts';
import { isoNow, nextId } from '../world.ts';

const rules: FieldRules = {
  title: text,
  description: text,
  status: { type: 'choice', oneOf: () => [1, 2] },
  type: { type: 'choice', oneOf: () => [1, 2] },
  agent_id: agentRule,
  folder_id: {
    type: 'Positive Integer',
    noun: 'folder',
    refers: (world, id) => world.state.folders.rows.has(id),
  },
  tags: texts,
  seo_data: record,
  attachments: files,
};

/** Title, text and status are needed (section 17). */
const newRules: FieldRules = {
  ...rules,
  title: { ...text, required: true },
  description: { ...text, required: true },
  status: { type: 'choice', oneOf: () => [1, 2], required: true },
};

const articleOf = (call: Call): ArticleRow =>
  rowOf(call.world.state.articles.rows, call, 'article_id');

/** A text to write over: what is not sent stays. */
function textFrom(values: JsonRecord, before: ArticleText | null): ArticleText {
  const seo = isRecord(values['seo_data']) ? values['seo_data'] : {};
  const keywords = seo['meta_keywords'];
  return {
    title: asText(values['title']) ?? before?.title ?? '',
    description: asText(values['description']) ?? before?.description ?? '',
    meta_title: asText(seo['meta_title']) ?? before?.meta_title ?? '',
    meta_description: asText(seo['meta_description']) ?? before?.meta_description ?? '',
    meta_keywords: Array.isArray(keywords)
      ? textsOf(keywords).join(',')
      : (asText(keywords) ?? before?.meta_keywords ?? ''),
    status: numberOf(values['status']) ?? before?.status ?? 1,
  };
}

function shown(call: Call, article: ArticleRow, language: string): object {
  const found = textIn(article, language);
  if (found === null) throw problems.notFound();
  return presentArticle(call, article, found);
}

function list(call: Call): Reply {
  actorOf(call);
  const folder = rowOf(call.world.state.folders.rows, call, 'folder_id');
  const rows = [...call.world.state.articles.rows.values()].filter(
    (row) => row.folder_id === folder.id,
  );
  return listPage(call, rows, (row) => shown(call, row, primaryLanguage));
}

function create(call: Call): Reply {
  const { world } = call;
  const actor = actorOf(call);
  const folder = rowOf(world.state.folders.rows, call, 'folder_id');
  const { values, files: sent } = checkedBody(call, newRules);
  const content = textFrom(values, null);
  const article = put(world.state.articles, {
    id: nextId(world),
    type: numberOf(values['type']) ?? 1,
    status: content.status,
    agent_id: numberOf(values['agent_id']) ?? actor.id,
    category_id: folder.category_id,
    folder_id: folder.id,
    tags: textsOf(values['tags']),
    attachment_ids: keepFiles(world, sent),
    thumbs_up: 0,
    thumbs_down: 0,
    hits: 0,
    translations: { [primaryLanguage]: content },
    created_at: isoNow(world),
    updated_at: isoNow(world),
  });
  return created(call, shown(call, article, primaryLanguage), `solutions/articles/${article.id}`);
}

function applyShared(call: Call, article: ArticleRow, { values, files: sent }: CheckedBody): void {
  const { world } = call;
  const folder = world.state.folders.rows.get(numberOf(values['folder_id']) ?? 0);
  if (folder !== undefined) {
    article.folder_id = folder.id;
    article.category_id = folder.category_id;
  }
  if (values['tags'] !== undefined) article.tags = textsOf(values['tags']);
  article.type = numberOf(values['type']) ?? article.type;
  article.agent_id = numberOf(values['agent_id']) ?? article.agent_id;
  article.attachment_ids = [...article.attachment_ids, ...keepFiles(world, sent)];
  article.updated_at = isoNow(world);
}

const update =
  (languageOf: (call: Call) => string) =>
  (call: Call): Reply => {
    actorOf(call);
    const article = articleOf(call);
    const language = languageOf(call);
    const before = textIn(article, language);
    if (before === null) throw problems.notFound();
    const body = checkedBody(call, rules);
    article.translations[language] = textFrom(body.values, before);
    applyShared(call, article, body);
    return ok(shown(call, article, language));
  };

/** `/{language_code}` behind the article (section 17). */
function translate(call: Call): Reply {
  actorOf(call);
  const article = articleOf(call);
  const language = languageOf(call);
  const { values } = checkedBody(call, newRules);
  // What making a translation twice answers is not on record.
  if (textIn(article, language) !== null) throw problems.methodNotAllowed('GET, PUT');
  article.translations[language] = textFrom(values, null);
  article.updated_at = isoNow(call.world);
  return created(
    call,
    shown(call, article, language),
    `solutions/articles/${article.id}/${language}`,
  );
}

const languageOf = (call: Call) => call.params['language'] ?? '';

const view =
  (language: (call: Call) => string) =>
  (call: Call): Reply => {
    actorOf(call);
    return ok(shown(call, articleOf(call), language(call)));
  };

function destroy(call: Call): Reply {
  actorOf(call);
  remove(call.world.state.articles, articleOf(call).id);
  return noContent;
}

/** Every word of the term in title or text. */
function search(call: Call): Reply {
  actorOf(call);
  const words = (call.query.get('term') ?? '').toLowerCase().split(/\s+/);
  const found = [...call.world.state.articles.rows.values()].flatMap((article) => {
    const content = textIn(article, primaryLanguage);
    const haystack = `${content?.title} ${content?.description}`.toLowerCase();
    const fits = content !== null && words.every((word) => haystack.includes(word));
    return fits ? [{ article, content }] : [];
  });
  return listPage(call, found, ({ article, content }) =>
    presentFoundArticle(call, article, content),
  );
}

const primary = () => primaryLanguage;

export const articleRoutes: readonly FreshdeskRoute[] = [
  ['GET', '/api/v2/solutions/folders/{folder_id}/articles', list],
  ['POST', '/api/v2/solutions/folders/{folder_id}/articles', create],
  ['GET', '/api/v2/solutions/articles/{article_id}', view(primary)],
  ['PUT', '/api/v2/solutions/articles/{article_id}', update(primary)],
  ['DELETE', '/api/v2/solutions/articles/{article_id}', destroy],
  ['GET', '/api/v2/solutions/articles/{article_id}/{language}', view(languageOf)],
  ['POST', '/api/v2/solutions/articles/{article_id}/{language}', translate],
  ['PUT', '/api/v2/solutions/articles/{article_id}/{language}', update(languageOf)],
  ['GET', '/api/v2/search/solutions', search],
];
