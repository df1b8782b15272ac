import type { Article, ArticleLocales } from '../../model/article.ts';
import type { ArticleState } from '../../model/enums.ts';
import type { SettledMapping } from '../mapping/settle-mapping.ts';
import type { Loss } from '../ledger/types.ts';

/** An article of the source, in all its languages. */
export interface SourceArticle {
  /** As the source shows it first. */
  readonly article: Article;
  /** The article itself included. */
  readonly texts: readonly Article[];
}

/** What an address in a text leads to. */
export interface FoundLink {
  /** `article` or `ticket`, a space, and its id at the source. */
  readonly key: string;
  /** Where it is now; `null` where it is not carried, or its address is not told. */
  readonly address: string | null;
}

/** Everything outside an article that its translation depends on. */
export interface ArticleContext {
  readonly mapping: SettledMapping;
  /** Languages of the target. */
  readonly locales: ArticleLocales;
  /** Whether a new article of the target can be in any of its languages. */
  readonly anyLocale: boolean;
  /** `null` for an address that is no article and no ticket of the source. */
  linkAt(address: string): FoundLink | null;
}

/** An article in one language of the target. */
export interface ArticleText {
  /** `null` for whichever language the target keeps its articles in first. */
  readonly locale: string | null;
  readonly title: string;
  readonly bodyHtml: string;
  readonly state: ArticleState;
}

/** An article ready to be written. */
export interface TranslatedArticle {
  readonly main: ArticleText;
  readonly others: readonly ArticleText[];
  readonly labels: readonly string[];
  readonly authorId: string | null;
  readonly position: number | null;
  readonly losses: readonly Loss[];
  /** What its texts link to, with the addresses that were put in; `null` where there was none. */
  readonly links: Readonly<Record<string, string | null>>;
}
