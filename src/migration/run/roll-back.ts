import { sentTrace } from '../carry/sent-trace.ts';
import { takeAway, targetOf } from '../carry/take-away.ts';
import type { Setup } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import { takeArticleAway } from '../articles/carry-article.ts';
import { forgetArticleScan } from '../articles/scan-articles.ts';
import { createShelfRemover, type ShelfRemover } from '../articles/shelf-remover.ts';
import type { ItemKind, Ledger, LedgerItem, LedgerRun } from '../ledger/types.ts';
import type { Progress } from '../types.ts';
import { forgetScan } from './scan.ts';
import { createPace, progressOf } from './progress.ts';

/** What stands in or names another one before that one. */
const KINDS: readonly ItemKind[] = ['article', 'section', 'ticket', 'contact', 'organization'];
const PAGE = 500;

/** Also what was sent without an answer: it may be there. */
const isOurs = ({ target, detail }: LedgerItem): boolean =>
  (target !== null && detail['created'] === true) || sentTrace({ detail }) !== null;

async function* createdItems(ledger: Ledger, kind: ItemKind): AsyncGenerator<LedgerItem> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Ledger['items']>> = await ledger.items({
      kind,
      limit: PAGE,
      cursor,
    });
    for (const item of page.items) if (isOurs(item)) yield item;
    ({ cursor } = page);
  } while (cursor !== null);
}

/** How many records of the target this migration has made. */
export async function countCreated(ledger: Ledger): Promise<number> {
  let count = 0;
  for (const kind of KINDS) for await (const _item of createdItems(ledger, kind)) count += 1;
  return count;
}

/**
 * Deletes what this migration has made, the knowledge base and tickets first. What was matched stays, and so
 * does a section in which others keep articles. Each deleted record leaves the ledger, so that a rollback
 * that was interrupted goes on where it ended.
 */
export async function* takeBack(
  setup: Setup,
  run: LedgerRun,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const { ledger, clock } = setup;
  const pace = createPace(clock.now());
  const stop = signal ?? new AbortController().signal;
  const task = { phase: 'rollback', kinds: KINDS } as const;
  let outcome: 'done' | 'failed' | 'cancelled' = 'failed';
  try {
    await forgetScan(setup);
    await forgetArticleScan(setup);
    await forgetLinks(ledger);
    const shelves = createShelfRemover(setup, stop);
    for (const kind of KINDS) {
      // Pages go on behind the last item that was read, so that items may leave the ledger meanwhile.
      const items = createdItems(ledger, kind);
      for await (const item of kind === 'section' ? sectionsInOrder(shelves, items) : items) {
        if (stop.aborted) {
          outcome = 'cancelled';
          return;
        }
        if (!(await deleteRecord(setup, item, { signal: stop, shelves }))) continue;
        await ledger.remove(kind, [item.source]);
        pace.count(clock.now());
        yield await progressOf(setup, { run, task, pace });
      }
    }
    outcome = 'done';
  } finally {
    await ledger.endRun(run.id, outcome, clock.now());
  }
}

/** Links are planned again with what they belong to. */
async function forgetLinks(ledger: Ledger): Promise<void> {
  for (;;) {
    const { items } = await ledger.items({ kind: 'link', limit: PAGE, cursor: null });
    if (items.length === 0) return;
    const sources = items.map(({ source }) => source);
    await ledger.remove('link', sources);
  }
}

/** Answers whether it is gone. */
async function deleteRecord(
  { to, clock }: Setup,
  item: LedgerItem,
  { signal, shelves }: { readonly signal: AbortSignal; readonly shelves: ShelfRemover },
): Promise<boolean> {
  const { kind } = item;
  const target = kind === 'ticket' ? await targetOf({ to, clock, signal }, item) : item.target;
  if (target === null) return true;
  try {
    if (kind === 'section') return await shelves.remove(target);
    if (kind === 'ticket') await takeAway({ to, signal }, target);
    else if (kind === 'article') await takeArticleAway({ to, signal }, target);
    else if (kind === 'contact') await deleteContact(to, target, signal);
    else await to.organizations?.delete?.(target, { signal });
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
  return true;
}

/** For good: in the bin it would hold on to its key and address, which the next run needs. */
async function deleteContact(
  { contacts }: Setup['to'],
  id: string,
  signal: AbortSignal,
): Promise<void> {
  await unlessGone(contacts?.delete?.(id, { signal }));
  await unlessGone(contacts?.purge?.(id, { signal }));
}

/** Gone already is what was wanted. */
async function unlessGone(deletion: Promise<void> | undefined): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
}

/** Sections are few, and go from the inside out. */
async function* sectionsInOrder(
  shelves: ShelfRemover,
  created: AsyncIterable<LedgerItem>,
): AsyncGenerator<LedgerItem> {
  const items: LedgerItem[] = [];
  for await (const item of created) items.push(item);
  yield* await shelves.inOrder(items);
}
