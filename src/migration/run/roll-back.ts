import { takeAway } from '../carry/carry-ticket.ts';
import type { Setup } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { ItemKind, Ledger, LedgerItem, LedgerRun } from '../ledger/types.ts';
import type { Progress } from '../types.ts';
import { forgetScan } from './scan.ts';
import { createPace, progressOf } from './progress.ts';

/** Tickets before the people whom they name. */
const KINDS: readonly ItemKind[] = ['ticket', 'contact', 'organization'];
const PAGE = 500;

const isOurs = ({ target, detail }: LedgerItem): boolean =>
  target !== null && detail['created'] === true;

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
 * Deletes what this migration has made, tickets first. What was matched stays. Each deleted record leaves
 * the ledger, so that a rollback that was interrupted goes on where it ended.
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
    for (const kind of KINDS) {
      // Pages go on behind the last item that was read, so that items may leave the ledger meanwhile.
      for await (const item of createdItems(ledger, kind)) {
        if (stop.aborted) {
          outcome = 'cancelled';
          return;
        }
        await deleteRecord(setup, item, stop);
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

async function deleteRecord(
  { to }: Setup,
  { kind, target }: LedgerItem,
  signal: AbortSignal,
): Promise<void> {
  if (target === null) return;
  if (kind === 'ticket') return unlessGone(takeAway({ to, signal }, target));
  if (kind === 'organization') return unlessGone(to.organizations?.delete?.(target, { signal }));
  // Without its key, and for good: in the bin it would hold on to key and address, which the next run needs.
  await unlessGone(to.contacts?.update?.(target, { callerKey: null }, { signal }));
  await unlessGone(to.contacts?.delete?.(target, { signal }));
  await unlessGone(to.contacts?.purge?.(target, { signal }));
}

/** Gone already is what was wanted. */
async function unlessGone(deletion: Promise<unknown> | undefined): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
}
