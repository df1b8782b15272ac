import { callOptions, type Work } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { SourceArticle } from './types.ts';

/** Reads an article in all its languages; `null` when the source does not have it any more. */
export async function readArticle(work: Work, id: string): Promise<SourceArticle | null> {
  const options = callOptions(work);
  try {
    const article = await work.from.articles?.get?.(id, options);
    if (article === undefined || article.state === 'archived') return null;
    const texts = (await work.from.articles?.translations?.(id, options)) ?? [];
    const isThere = texts.some(({ locale }) => locale === article.locale);
    return { article, texts: isThere ? texts : [article, ...texts] };
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** The version of an article: its last change, or its creation. */
export const versionOf = ({
  updatedAt,
  createdAt,
}: Pick<SourceArticle['article'], 'updatedAt' | 'createdAt'>): number =>
  (updatedAt ?? createdAt)?.getTime() ?? 0;
