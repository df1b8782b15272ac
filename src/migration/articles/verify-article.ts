import { callOptions, type Work } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { Article } from '../../model/article.ts';
import type { Claim, Difference, LedgerItem, Loss } from '../ledger/types.ts';
import { foldText, wordsOf } from '../translate/plain-words.ts';
import { detailOf, fixedContext, lookUp } from './article-context.ts';
import { idOf } from './carry-shelf.ts';
import { readArticle, versionOf } from './read-article.ts';
import { addressesIn, translateArticle } from './translate-article.ts';
import type { ArticleText, FoundLink, TranslatedArticle } from './types.ts';

/** Compares one carried article with the source in every language, and tells the ledger. */
export async function verifyArticle(work: Work, { item, token }: Claim): Promise<void> {
  const { ledger, clock } = work;
  const own = { kind: item.kind, source: item.source, token, checked: true };
  const differences = await differencesOf(work, item);
  if (differences === 'changed') {
    // Not wrong, only old: the next delta carries it.
    await ledger.advance([{ ...own, state: 'confirmed' }], clock.now());
    return;
  }
  const state = differences.length === 0 ? 'verified' : 'confirmed';
  await ledger.advance([{ ...own, state, differences }], clock.now());
}

async function differencesOf(
  work: Work,
  item: LedgerItem,
): Promise<readonly Difference[] | 'changed'> {
  const { target, detail, losses } = item;
  const missing: Difference = { field: 'article', expected: 'one article', actual: null };
  if (target === null) return [missing];
  const source = await readArticle(work, item.source);
  if (source === null || versionOf(source.article) !== item.writtenVersion) return 'changed';
  const actual = await readActual(work, target);
  if (actual === null) return [missing];
  const { links = {}, shelf } = detailOf(detail);
  // Addresses as they were put in, not as they would be today.
  const found = new Map<string, FoundLink | null>();
  for (const address of addressesIn(source)) {
    const link = await lookUp(work, address);
    if (link !== null) found.set(address, { ...link, address: links[link.key] ?? null });
  }
  const linkAt = (address: string): FoundLink | null => found.get(address) ?? null;
  const expected = translateArticle(source, { ...(await fixedContext(work)), linkAt });
  return compareArticles(expected, actual, { losses, shelf });
}

async function readActual(work: Work, id: string): Promise<readonly Article[] | null> {
  const options = callOptions(work);
  try {
    const article = await work.to.articles?.get?.(id, options);
    if (article === undefined || article.state === 'archived') return null;
    const texts = (await work.to.articles?.translations?.(id, options)) ?? [];
    return [article, ...texts.filter(({ locale }) => locale !== article.locale)];
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/**
 * What is different at the target and was not declared as a loss. Texts are compared as words and told as
 * lengths; the first of `actual` is the article as the target shows it first.
 */
export function compareArticles(
  expected: Pick<TranslatedArticle, 'main' | 'others' | 'labels' | 'authorId'>,
  actual: readonly Article[],
  { losses, shelf }: { readonly losses: readonly Loss[]; readonly shelf: string | undefined },
): readonly Difference[] {
  const declared = new Set(losses.map(({ field }) => field));
  const found: Difference[] = [];
  const check = (field: string, left: string | null, right: string | null): void => {
    if (left !== right && !declared.has(field)) {
      found.push({ field, expected: left, actual: right });
    }
  };
  const [first] = actual;
  const { main, others, labels, authorId } = expected;
  const inLocale = (locale: string): Article | undefined =>
    actual.find((text) => text.locale?.toLowerCase() === locale.toLowerCase());
  const shown = main.locale === null ? first : (inLocale(main.locale) ?? first);
  if (shown !== undefined) compareTexts(main, shown, '', check);
  for (const text of others) {
    const path = `translations.${text.locale ?? ''}`;
    const there = inLocale(text.locale ?? '');
    if (there === undefined) check(path, 'one text', null);
    else compareTexts(text, there, `${path}.`, check);
  }
  const there = new Set(first?.labels.map((label) => label.toLowerCase()));
  const gone = labels.filter((label) => !there.has(label.toLowerCase()));
  if (gone.length > 0) check('labels', `${labels.length} labels`, `${gone.length} missing`);
  if (authorId !== null) check('authorId', authorId, first?.authorId ?? null);
  if (shelf !== undefined) check('sectionId', idOf(shelf), first?.sectionId ?? null);
  return found;
}

function compareTexts(
  expected: ArticleText,
  { title, bodyHtml, state }: Article,
  path: string,
  check: (field: string, expected: string | null, actual: string | null) => void,
): void {
  const differ = (field: string, left: string, right: string): void => {
    if (left === right) return;
    const [long, short] = [`${left.length} characters`, `${right.length} characters`];
    check(path + field, long, long === short ? 'other characters' : short);
  };
  differ('title', foldText(expected.title), foldText(title ?? ''));
  const words = wordsOf({ bodyHtml: expected.bodyHtml, bodyText: null });
  differ('body', words, wordsOf({ bodyHtml, bodyText: null }));
  check(`${path}state`, expected.state, state);
}
