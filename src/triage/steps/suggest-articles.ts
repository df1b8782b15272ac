import { SupportError } from '../../errors/index.ts';
import { TRIAGE_DEFAULTS } from '../defaults.ts';
import { articleQueryText } from '../text/article-query-text.ts';
import type { ClassifierInput, SuggestedArticle, TriageOptions, TriageReason } from '../types.ts';
import { awaitWithSignal } from './await-with-signal.ts';

export interface ArticleSuggestions<Found> {
  readonly articles: readonly Found[];
  readonly reasons: readonly TriageReason[];
}

/** Asks the article finder. Its failure costs the suggestions, not the triage. */
export async function suggestArticles<Found extends SuggestedArticle>(
  input: ClassifierInput,
  category: string,
  options: TriageOptions<Found>,
): Promise<ArticleSuggestions<Found>> {
  const { findArticles, signal } = options;
  const text = articleQueryText(input.subject, input.description);
  const limit = options.articleLimit ?? TRIAGE_DEFAULTS.articleLimit;
  if (findArticles === undefined || text === '' || limit === 0)
    return { articles: [], reasons: [] };
  const query = { text, category, language: input.language, limit };
  const callOptions = signal === undefined ? {} : { signal };
  try {
    const found = await awaitWithSignal(() => findArticles(query, callOptions), signal);
    const articles = found.slice(0, limit);
    const evidence = { ids: articles.map(({ id }) => id) };
    const message = `The knowledge base offers ${articles.length} articles.`;
    return { articles, reasons: [{ code: 'articles_found', message, evidence }] };
  } catch (error) {
    if (signal?.aborted) throw error;
    const code = SupportError.isInstance(error) ? error.code : null;
    const message = 'The article search failed, so no articles are suggested.';
    return {
      articles: [],
      reasons: [{ code: 'article_search_failed', message, evidence: { code } }],
    };
  }
}
