import type { ArticleSnapshot } from '../../../src/model/event.ts';
import type { EventContext, EventRules } from './context.ts';
import { type Building, changeOf, readNativeId } from './values.ts';

function articleSnapshot({ wire, ids }: EventContext): Building<ArticleSnapshot> {
  const externalId = String(wire.detail.id);
  const article: Building<ArticleSnapshot> = { id: ids.of(externalId), externalId };
  const { event } = wire;
  if (event.author_id !== undefined) article.authorId = ids.read(event.author_id);
  if (event.category_id !== undefined) article.categoryId = readNativeId(event.category_id);
  if (event.section_id !== undefined) article.sectionId = readNativeId(event.section_id);
  if (event.locale !== undefined) article.locale = event.locale;
  if (event.title !== undefined) article.title = event.title;
  return article;
}

/**
 * The `article.*` events that are about the article itself. Votes, comments and subscriptions are
 * about readers; no unified event fits them.
 */
export const ARTICLE_RULES: EventRules = {
  published: (context) => ({
    type: 'article.published',
    ...context.frame,
    article: { ...articleSnapshot(context), state: 'published' },
  }),
  unpublished: (context) => ({
    type: 'article.unpublished',
    ...context.frame,
    article: { ...articleSnapshot(context), state: 'draft' },
  }),
  author_changed: (context) => {
    const { ids, wire } = context;
    const article = articleSnapshot(context);
    article.authorId = ids.read(wire.event.current);
    return {
      type: 'article.updated',
      ...context.frame,
      article,
      changes: [changeOf('authorId', wire.event, ids.read)],
    };
  },
};
