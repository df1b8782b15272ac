import type { Json } from '../../../src/adapter/answers.ts';
import type { Article } from '../../../src/model/article.ts';
import type { ArticleSnapshot } from '../../../src/model/event.ts';
import { articleToUnified } from '../to-unified/articles.ts';
import { type EventContext, type EventRule, type EventRules, withPart } from './context.ts';
import { idIn, saidOf } from './values.ts';

const SAID_BY: Readonly<Partial<Record<keyof Article, readonly string[]>>> = {
  locale: ['default_locale'],
  title: ['title'],
  bodyHtml: ['body'],
  state: ['state'],
  visibility: ['help_center_audience'],
  sectionId: ['parent_ids', 'parent_id'],
  authorId: ['author_id'],
  url: ['url'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
};

function articleSnapshot(item: Json, { reading }: EventContext): ArticleSnapshot {
  const { value } = articleToUnified(item, reading);
  return { ...saidOf(value, item, SAID_BY), id: value.id, externalId: value.externalId };
}

/** What the notification holds is not documented beyond the article itself. */
const articleIn = (item: Json): Json | null => (idIn(item, 'id') === null ? null : item);

const changed: EventRule = withPart(articleIn, (item, context) => [
  {
    type: 'article.updated',
    ...context.frame,
    article: articleSnapshot(item, context),
    changes: [],
  },
]);

/** Every topic about articles of the sheet's section 18.1; a new one is a draft until published. */
export const ARTICLE_RULES: EventRules = {
  'article.created': changed,
  'article.updated': changed,
  'article.published': withPart(articleIn, (item, context) => [
    {
      type: 'article.published',
      ...context.frame,
      article: { ...articleSnapshot(item, context), state: 'published' },
    },
  ]),
  'article.unpublished': withPart(articleIn, (item, context) => [
    {
      type: 'article.unpublished',
      ...context.frame,
      article: { ...articleSnapshot(item, context), state: 'draft' },
    },
  ]),
  'article.deleted': withPart(articleIn, (item, context) => [
    { type: 'article.deleted', ...context.frame, article: articleSnapshot(item, context) },
  ]),
};
