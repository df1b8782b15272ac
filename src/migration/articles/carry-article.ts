import { hasCode, MigrationError, NotFoundError, ValidationError } from '../../errors/classes.ts';
import type { Article } from '../../model/article.ts';
import type { MappingWarning } from '../../model/provenance.ts';
import { failureOfNeeded } from '../carry/carry-once.ts';
import {
  concernsAll,
  isWorthAnotherAttempt,
  itemErrorOf,
  MOST_ATTEMPTS,
} from '../carry/item-error.ts';
import { callOptions, type Work } from '../carry/work.ts';
import type { Advance, Claim, LedgerItem, Loss } from '../ledger/types.ts';
import { type ArticleDetail, articleContext, detailOf } from './article-context.ts';
import { carryShelf, idOf, shelfKeyFor } from './carry-shelf.ts';
import { planLinks } from './link-later.ts';
import { readArticle, versionOf } from './read-article.ts';
import { translateArticle } from './translate-article.ts';
import type { ArticleText, TranslatedArticle } from './types.ts';

type Tell = (change: Omit<Advance, 'kind' | 'source' | 'token'>) => Promise<void>;

/**
 * Carries one claimed article, and tells the ledger how it went. Answers whether that is its end; throws
 * what would stop every other one.
 *
 * A new article is a draft whose title is its id at the source, until all of it is there: so an attempt
 * whose answer was lost is found again, and nobody reads what is half written.
 */
export async function carryArticle(work: Work, claim: Claim): Promise<boolean> {
  const { item, token } = claim;
  const own = { kind: item.kind, source: item.source, token };
  let isSent = item.state === 'sent' || sentShelf(item) !== null;
  const tell: Tell = async (change) => {
    const [held] = await work.ledger.advance([{ ...own, ...change }], work.clock.now());
    if (held !== true) throw new ClaimLost();
  };
  try {
    await carryClaimedArticle(work, claim, {
      isSent,
      async aboutToWrite(shelf) {
        // Outlives a failure, so that whoever tries again looks for it first.
        await tell({ state: 'sent', detail: { ...item.detail, sentTo: shelf } });
        isSent = true;
      },
      tell,
    });
    return true;
  } catch (error) {
    if (error instanceof ClaimLost) return true;
    if (concernsAll(error) || error instanceof MigrationError) throw error;
    const needed = failureOfNeeded(error);
    const again = isWorthAnotherAttempt(error) && item.attempts < MOST_ATTEMPTS;
    const failure =
      needed === null
        ? itemErrorOf(error)
        : { code: 'section_failed', message: `The section ${needed.source} could not be carried.` };
    const state = again ? (isSent ? 'sent' : 'planned') : 'failed';
    const end = { ...own, state, error: failure, release: true } as const;
    await work.ledger.advance([end], work.clock.now());
    return !again;
  }
}

/** Somebody else has the item now, and sees to it. */
class ClaimLost extends Error {}

async function carryClaimedArticle(
  work: Work,
  { item }: Claim,
  {
    isSent,
    aboutToWrite,
    tell,
  }: {
    /** Whether an earlier attempt may have written something. */
    readonly isSent: boolean;
    readonly aboutToWrite: (shelf: string) => Promise<void>;
    readonly tell: Tell;
  },
): Promise<void> {
  const source = await readArticle(work, item.source);
  if (source === null) return carryDeletion(work, item, tell);
  const { article } = source;
  const restricted = work.mapping.articles?.restricted;
  if (restricted === 'skip' && article.visibility !== 'public' && item.target === null) {
    const reason = 'Not everybody may read it.';
    return tell({ state: 'skipped', reason, error: null, writtenVersion: versionOf(article) });
  }
  const shelf = await carryShelf(work, await shelfKeyFor(work, article.sectionId));
  if (shelf === null) {
    return tell({ state: 'skipped', reason: 'Its section is skipped.', error: null });
  }
  const translated = translateArticle(source, await articleContext(work, source));
  // From here on the target may have it, whatever happens to this process.
  await aboutToWrite(shelf);
  const before = detailOf(item.detail);
  const known = await existing(work, item.target, {
    marker: isSent ? item.source : null,
    shelf,
  });
  const losses: MappingWarning[] = [];
  let target = known;
  if (target === null) {
    target = await begin(work, translated, { marker: item.source, shelf, losses });
    await tell({ state: 'sent', target, detail: { created: true, shelf } });
  }
  const isMoved = before.shelf !== undefined && before.shelf !== shelf;
  const written = await finish(work, translated, {
    target,
    losses,
    isFresh: known === null,
    shelf: isMoved ? shelf : null,
    gone: (before.locales ?? []).filter((locale) => !localesOf(translated).includes(locale)),
  });
  const version = versionOf(article);
  const isLast = await planLinks(work, { source: item.source, version, links: translated.links });
  const detail: ArticleDetail = {
    shelf,
    url: written.url,
    locales: localesOf(translated),
    links: translated.links,
  };
  await tell({
    state: 'confirmed',
    target,
    // Once more when everything that it links to is there.
    writtenVersion: isLast ? version : version - 1,
    losses: [...translated.losses, ...losses.map((loss): Loss => ({ ...loss, message: null }))],
    differences: [],
    error: null,
    detail: { created: true, ...detail },
  });
}

const localesOf = ({ others }: TranslatedArticle): readonly string[] =>
  others.flatMap(({ locale }) => locale ?? []);

/** The article that is at the target already, from an earlier attempt or an earlier version. */
async function existing(
  work: Work,
  target: string | null,
  { marker, shelf }: { readonly marker: string | null; readonly shelf: string },
): Promise<string | null> {
  const options = callOptions(work);
  if (target !== null) {
    try {
      const article = await work.to.articles?.get?.(target, options);
      if (article !== undefined && article.state !== 'archived') return target;
    } catch (error) {
      if (!hasCode(error, 'not_found')) throw error;
    }
  }
  return marker === null ? null : findMarked(work, marker, shelf);
}

type Desk = Pick<Work, 'to' | 'clock' | 'signal'>;

/** The shelf into which an article was sent that has no id yet; `null` for one that never was, or has one. */
export const sentShelf = ({
  detail,
  target,
}: Pick<LedgerItem, 'detail' | 'target'>): string | null =>
  // Safe: only this module writes this key.
  target === null ? ((detail['sentTo'] as string | undefined) ?? null) : null;

/** The id of an item's article at the target: as the ledger knows it, or looked for where it was sent and never answered. */
export async function articleTargetOf(desk: Desk, item: LedgerItem): Promise<string | null> {
  const shelf = sentShelf(item);
  return shelf === null ? item.target : findMarked(desk, item.source, shelf);
}

const POLL_MS = 1000;

/** New articles can stay out of sight for a while: that long is waited before the answer is no. */
async function findMarked(work: Desk, marker: string, shelf: string): Promise<string | null> {
  const { lagMs = 0 } = work.to.manifest.resources.articles?.operations['create']?.lookup ?? {};
  const until = work.clock.now() + lagMs;
  for (;;) {
    const list = work.to.articles?.list?.({ sectionId: idOf(shelf) }, callOptions(work)) ?? [];
    for await (const { id, title } of list) if (title === marker) return id;
    if (work.clock.now() >= until) return null;
    await work.clock.sleep(Math.min(POLL_MS, lagMs), work.signal);
  }
}

/** The draft that bears its mark. */
async function begin(
  work: Work,
  { main, authorId, labels, position }: TranslatedArticle,
  {
    marker,
    shelf,
    losses,
  }: { readonly marker: string; readonly shelf: string; readonly losses: MappingWarning[] },
): Promise<string> {
  const { providerOptions } = work.mapping.articles ?? {};
  const draft = {
    title: marker,
    bodyHtml: main.bodyHtml,
    state: 'draft' as const,
    sectionId: idOf(shelf),
    labels,
    ...(main.locale === null ? {} : { locale: main.locale }),
    ...(authorId === null ? {} : { authorId }),
    ...(position === null ? {} : { position }),
    ...(providerOptions === undefined ? {} : { providerOptions }),
  };
  const made = await operationOf(work, 'create')(draft, callOptions(work));
  losses.push(...made.warnings);
  return made.value.id;
}

/** Its other languages, then its title and state: the moment from which it can be read. */
async function finish(
  work: Work,
  { main, others, labels, position }: TranslatedArticle,
  plan: {
    readonly target: string;
    readonly losses: MappingWarning[];
    readonly isFresh: boolean;
    readonly shelf: string | null;
    readonly gone: readonly string[];
  },
): Promise<Article> {
  const options = callOptions(work);
  const { target, losses, isFresh, shelf, gone } = plan;
  const translate = operationOf(work, 'translate');
  for (const text of others) {
    const lost = await translated(() => translate(target, textOf(text), options));
    losses.push(...lost(text.locale ?? ''));
  }
  for (const locale of gone) await translate(target, { locale, state: 'draft' }, options);
  const { value, warnings } = await operationOf(work, 'update')(
    target,
    {
      title: main.title,
      state: main.state,
      ...(main.locale === null ? {} : { locale: main.locale }),
      ...(isFresh ? {} : { bodyHtml: main.bodyHtml, labels }),
      ...(isFresh || position === null ? {} : { position }),
      ...(shelf === null ? {} : { sectionId: idOf(shelf) }),
    },
    options,
  );
  losses.push(...warnings);
  return value;
}

const textOf = ({ locale, title, bodyHtml, state }: ArticleText) => ({
  locale: locale ?? '',
  title,
  bodyHtml,
  state,
});

/** A language that the target refuses is lost; the others are not lost with it. */
async function translated(
  write: () => Promise<{ readonly warnings: readonly MappingWarning[] }>,
): Promise<(locale: string) => readonly MappingWarning[]> {
  try {
    const { warnings } = await write();
    return () => warnings;
  } catch (error) {
    if (!(error instanceof ValidationError) && !(error instanceof NotFoundError)) throw error;
    const reason = 'The target refuses a text in this language.';
    return (locale) => [{ type: 'dropped', field: `translations.${locale}`, reason }];
  }
}

function operationOf<Name extends 'create' | 'update' | 'translate'>(work: Work, name: Name) {
  const operation = work.to.articles?.[name];
  if (operation !== undefined) return operation;
  throw new MigrationError(`${work.to.manifest.label} cannot ${name} articles.`);
}

/** Deletes an article that this migration has made, or takes it out of sight where that is all there is. */
export async function takeArticleAway(
  work: Pick<Work, 'to' | 'signal'>,
  id: string,
): Promise<void> {
  const remove = work.to.articles?.delete ?? work.to.articles?.archive;
  try {
    await remove?.(id, callOptions(work));
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
}

/** Older than any version: whoever shows the article again has it carried again. */
const GONE = -1;

async function carryDeletion(work: Work, item: LedgerItem, tell: Tell): Promise<void> {
  const reason = 'The source has deleted this article.';
  const skipped = { state: 'skipped', error: null, writtenVersion: GONE } as const;
  const target = await articleTargetOf(work, item);
  // What only bears its mark is no copy, and nobody has seen it.
  const isKept = work.mapping.deleted === 'keep' && item.target !== null;
  if (target === null || isKept) return tell({ ...skipped, reason });
  await tell({ state: 'sent' });
  await takeArticleAway(work, target);
  const gone = `${reason} Its copy is deleted, too.`;
  await tell({ ...skipped, reason: gone, target: null, losses: [], differences: [], detail: {} });
}
