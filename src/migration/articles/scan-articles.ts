import type { Setup } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { Finding } from '../types.ts';
import type { LedgerItem, PlannedItem } from '../ledger/types.ts';
import { createAddressBook } from './address-book.ts';
import { createLibrary, keepAddresses } from './library.ts';
import { versionOf } from './read-article.ts';

const LIST = 'scan:articles';
const DONE = 'done';
const UNREADABLE = 'unreadable';
const PAGE = 500;

/** Whether both desks have a knowledge base, and the scope wants it. */
export const carriesArticles = ({ from, to, scope }: Pick<Setup, 'from' | 'to' | 'scope'>) =>
  scope.articles !== 'none' &&
  from.articles?.list !== undefined &&
  from.articles.get !== undefined &&
  to.articles?.create !== undefined &&
  to.articles.translate !== undefined;

/**
 * Puts every section and article of the source into the ledger; those that a list does not have any more, too, so that
 * their copies are seen to. Articles come before tickets, whose texts lead to them. Nothing is read again
 * that was read whole, unless `isDelta` asks what has changed.
 */
export async function scanArticles(
  setup: Setup,
  { isDelta, signal }: { readonly isDelta: boolean; readonly signal: AbortSignal | undefined },
): Promise<void> {
  const { from, to, ledger, clock } = setup;
  if (!carriesArticles(setup)) return;
  const known = await ledger.checkpoint(LIST);
  if (!isDelta && (known === DONE || known === UNREADABLE)) return;
  const stop = signal ?? new AbortController().signal;
  const options = { signal: stop };
  const book = createAddressBook(null);
  const seen = new Set<string>();
  try {
    const shelves = await createLibrary(from, to, ledger).sourceShelves(stop);
    const planned = [...shelves.keys()].map(
      (source): PlannedItem => ({ kind: 'section', source, order: 0, sourceVersion: null }),
    );
    await ledger.plan(planned, clock.now());
    for await (const page of from.articles?.list?.({}, options).pages() ?? []) {
      const items = page.items.map((article): PlannedItem => {
        book.learn(article);
        seen.add(article.id);
        const { id: source } = article;
        return { kind: 'article', source, order: 0, sourceVersion: versionOf(article) };
      });
      await ledger.plan(items, clock.now());
    }
  } catch (error) {
    // No knowledge base, or none for these credentials.
    if (!hasCode(error, 'permission_denied') && !hasCode(error, 'not_found')) throw error;
    await ledger.saveCheckpoint(LIST, UNREADABLE);
    return;
  }
  await keepAddresses(ledger, book);
  if (isDelta) await planGone(setup, seen);
  await ledger.saveCheckpoint(LIST, DONE);
}

/** Articles that were carried and are not listed any more. */
async function planGone({ ledger, clock }: Setup, seen: ReadonlySet<string>): Promise<void> {
  const gone: PlannedItem[] = [];
  let cursor: string | null = null;
  do {
    const page: { readonly items: readonly LedgerItem[]; readonly cursor: string | null } =
      await ledger.items({ kind: 'article', limit: PAGE, cursor });
    for (const { source, target } of page.items) {
      if (target === null || seen.has(source)) continue;
      // The newest version of all: whatever is at the target, the deletion comes after it.
      const sourceVersion = Number.MAX_SAFE_INTEGER;
      gone.push({ kind: 'article', source, order: 0, sourceVersion });
    }
    ({ cursor } = page);
  } while (cursor !== null);
  await ledger.plan(gone, clock.now());
}

/** Lets the next run look for all articles again. */
export const forgetArticleScan = ({ ledger }: Pick<Setup, 'ledger'>): Promise<void> =>
  ledger.saveCheckpoint(LIST, '');

/** Why articles are left out, where the scope wants them. */
export async function articleFindings(setup: Setup): Promise<readonly Finding[]> {
  const { from, to, scope, ledger } = setup;
  if (scope.articles === 'none' || from.articles?.list === undefined) return [];
  const warn = (code: string, message: string): readonly Finding[] => [
    { severity: 'warning', code, message },
  ];
  if (!carriesArticles(setup)) {
    return warn('articles_left_out', `${to.manifest.label} has no place for articles.`);
  }
  if ((await ledger.checkpoint(LIST)) !== UNREADABLE) return [];
  return warn(
    'articles_unreadable',
    `${from.manifest.label} gives no articles: it has no knowledge base, or not for these credentials.`,
  );
}
