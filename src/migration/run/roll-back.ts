import { concernsAll, isWorthAnotherAttempt, itemErrorOf } from '../carry/item-error.ts';
import { sentTrace } from '../carry/sent-trace.ts';
import type { Setup } from '../carry/work.ts';
import { MigrationError } from '../../errors/classes.ts';
import { sentShelf } from '../articles/carry-article.ts';
import { forgetArticleScan } from '../articles/scan-articles.ts';
import { createShelfRemover, type ShelfRemover } from '../articles/shelf-remover.ts';
import type { ItemKind, Ledger, LedgerItem, LedgerRun } from '../ledger/types.ts';
import type { Progress } from '../types.ts';
import { deleteRecord } from './delete-record.ts';
import { forgetScan } from './scan.ts';
import { createPace, progressOf } from './progress.ts';

/** What stands in or names another one before that one. */
const KINDS: readonly ItemKind[] = ['article', 'section', 'ticket', 'contact', 'organization'];
const PAGE = 500;

/** Also what was sent without an answer: it may be there. */
const isOurs = ({ target, detail }: LedgerItem): boolean =>
  (target !== null && detail['created'] === true) ||
  sentTrace({ detail }) !== null ||
  sentShelf({ detail, target }) !== null;

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
 * does what others have put something into since: a section with their articles, a contact with later tickets.
 * Each deleted record leaves the ledger, so that a rollback that was interrupted goes on where it ended.
 *
 * @throws {MigrationError} at the end, when the target refused to delete something.
 */
export async function* takeBack(
  setup: Setup,
  run: LedgerRun,
  signal: AbortSignal | undefined,
): AsyncGenerator<Progress, void, void> {
  const { ledger, clock } = setup;
  const pace = createPace(clock.now());
  // A deletion that has begun comes to its end, so that the ledger knows of it.
  const whole = new AbortController().signal;
  const task = { phase: 'rollback', kinds: KINDS } as const;
  let outcome: 'done' | 'failed' | 'cancelled' = 'failed';
  try {
    await forgetScan(setup);
    await forgetArticleScan(setup);
    await forgetLinks(ledger);
    const shelves = createShelfRemover(setup, whole);
    const failures: Failure[] = [];
    for (const kind of KINDS) {
      // Pages go on behind the last item that was read, so that items may leave the ledger meanwhile.
      const items = createdItems(ledger, kind);
      for await (const item of kind === 'section' ? sectionsInOrder(shelves, items) : items) {
        if (signal?.aborted === true) {
          outcome = 'cancelled';
          return;
        }
        if (!(await tryToDelete(setup, item, { signal: whole, shelves, failures }))) continue;
        await ledger.remove(kind, [item.source]);
        pace.count(clock.now());
        yield await progressOf(setup, { run, task, pace });
      }
    }
    requireAll(failures);
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

/** What the target refuses to delete, and would refuse again at once, does not keep the rest. */
async function tryToDelete(
  setup: Setup,
  item: LedgerItem,
  { failures, ...tools }: Parameters<typeof deleteRecord>[2] & { readonly failures: Failure[] },
): Promise<boolean> {
  try {
    return await deleteRecord(setup, item, tools);
  } catch (error) {
    if (concernsAll(error) || isWorthAnotherAttempt(error)) throw error;
    failures.push({ item, error });
    return false;
  }
}

interface Failure {
  readonly item: LedgerItem;
  readonly error: unknown;
}

function requireAll([first, ...others]: readonly Failure[]): void {
  if (first === undefined) return;
  const count = others.length + 1;
  const { kind, source } = first.item;
  throw new MigrationError(
    `${count} ${count === 1 ? 'record' : 'records'} could not be deleted; all others are. The ${kind} of ` +
      `${source}: ${itemErrorOf(first.error).message} Roll back again when nothing is in the way.`,
  );
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
