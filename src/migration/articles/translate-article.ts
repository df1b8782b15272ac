import { htmlToText } from '../../adapter/html-text.ts';
import type { Article } from '../../model/article.ts';
import { ADDRESS } from '../translate/addresses.ts';
import { createLossLog, type LossLog } from '../translate/loss-log.ts';
import { matchLocale } from './match-locale.ts';
import type { ArticleContext, ArticleText, SourceArticle, TranslatedArticle } from './types.ts';

/** Desks refuse articles without words. */
const EMPTY = '<p>(no text)</p>';
const UNTITLED = '(no title)';

/**
 * An article of one desk as another can hold it, and what that loses. Pure: the same input gives the same
 * article, so that a later comparison expects what was written.
 */
export function translateArticle(
  source: SourceArticle,
  context: ArticleContext,
): TranslatedArticle {
  const { article } = source;
  const log = createLossLog();
  const links = new Map<string, string | null>();
  log.dropped('createdAt', 'No desk takes the dates of an article.');
  const { main, others } = placeTexts(source, context, log);
  const isHidden = isToBeHidden(article, context, log);
  const write = (text: Article, locale: string | null): ArticleText => ({
    locale,
    title: text.title?.trim() || UNTITLED,
    bodyHtml: bodyOf(text, { context, log, links }),
    state: isHidden || text.state !== 'published' ? 'draft' : 'published',
  });
  return {
    main: write(main.text, main.locale),
    others: others.map(({ text, locale }) => write(text, locale)),
    labels: article.labels,
    authorId: authorOf(article, context, log),
    position: article.position,
    losses: log.list(),
    links: Object.fromEntries(links),
  };
}

interface PlacedText {
  readonly text: Article;
  readonly locale: string | null;
}

/** Which language becomes the target's first, and what the others are called there. */
function placeTexts(
  { article, texts }: SourceArticle,
  { locales, anyLocale, mapping }: ArticleContext,
  log: LossLog,
): { readonly main: PlacedText; readonly others: readonly (PlacedText & { locale: string })[] } {
  const given = mapping.given.articles?.locales ?? {};
  const nameOf = ({ locale }: Article): string | null => {
    if (locale === null) return null;
    const mapped = given[locale];
    if (mapped !== undefined) return mapped;
    return locales.all.length === 0 ? locale : matchLocale(locale, locales.all);
  };
  const own = texts.find(({ locale }) => locale === article.locale) ?? article;
  const first =
    locales.default === null
      ? undefined
      : texts.find((text) => nameOf(text)?.toLowerCase() === locales.default?.toLowerCase());
  const main = first ?? own;
  const mainName = nameOf(main);
  if (first === undefined && mainName === null && main.locale !== null) {
    log.coerced('locale', 'The target does not have the language of this article.');
  } else if (first === undefined && locales.default !== null && !anyLocale) {
    log.coerced('locale', 'The article stands where the target has another language.');
  }
  const others: (PlacedText & { locale: string })[] = [];
  const taken = new Set([mainName ?? locales.default]);
  for (const text of texts) {
    if (text === main || text.locale === main.locale) continue;
    const locale = nameOf(text);
    if (locale === null || taken.has(locale)) {
      const reason =
        locale === null
          ? 'The target does not have this language.'
          : 'The target has one text of this language only.';
      log.dropped(`translations.${text.locale ?? 'unknown'}`, reason);
      continue;
    }
    taken.add(locale);
    others.push({ text, locale });
  }
  return { main: { text: main, locale: anyLocale ? mainName : null }, others };
}

/** What not everybody may read must not be published to everybody. */
function isToBeHidden({ visibility }: Article, { mapping }: ArticleContext, log: LossLog): boolean {
  if (visibility === 'public') return false;
  const isPublished = mapping.given.articles?.restricted === 'publish';
  log.coerced(
    'visibility',
    isPublished
      ? 'Not everybody could read it at the source; the mapping has it published.'
      : 'Not everybody could read it at the source: it is a draft until somebody says who may.',
  );
  return !isPublished;
}

function authorOf({ authorId }: Article, { mapping }: ArticleContext, log: LossLog): string | null {
  if (authorId === null) return null;
  const agent = mapping.agent(authorId, null) ?? null;
  if (agent === null) log.coerced('authorId', 'The author has no counterpart at the target.');
  return agent;
}

/** Addresses without a host, which mean the source's own. */
const RELATIVE = /(\b(?:href|src)\s*=\s*["'])(\/(?!\/)[^"']*)/gi;

function bodyOf(
  { bodyHtml, url }: Article,
  {
    context,
    log,
    links,
  }: {
    readonly context: ArticleContext;
    readonly log: LossLog;
    readonly links: Map<string, string | null>;
  },
): string {
  const html = withHost(bodyHtml ?? '', url);
  if (/<img\b/i.test(html)) {
    log.coerced('images', 'Images stay where they are: those of the source’s account end with it.');
  }
  const moved = html.replace(ADDRESS, (address) => {
    const found = context.linkAt(address);
    if (found === null) return address;
    links.set(found.key, found.address);
    if (found.address !== null) return found.address + (/#.*$/.exec(address)?.[0] ?? '');
    log.dropped(
      'links',
      'A link in the text leads to something that has no address at the target.',
    );
    return address;
  });
  return htmlToText(moved).trim() === '' && !/<(?:img|video|iframe)\b/i.test(moved) ? EMPTY : moved;
}

function withHost(html: string, url: string | null): string {
  if (url === null || !URL.canParse(url)) return html;
  const { origin } = new URL(url);
  return html.replace(RELATIVE, (_all, before: string, path: string) => before + origin + path);
}

/** The addresses in an article's texts, as they will be looked up. */
export function addressesIn({ texts }: SourceArticle): ReadonlySet<string> {
  return new Set(
    texts.flatMap(({ bodyHtml, url }) => withHost(bodyHtml ?? '', url).match(ADDRESS) ?? []),
  );
}
