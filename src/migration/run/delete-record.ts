import { articleTargetOf, takeArticleAway } from '../articles/carry-article.ts';
import type { ShelfRemover } from '../articles/shelf-remover.ts';
import { takeAway, targetOf } from '../carry/take-away.ts';
import type { Setup } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { LedgerItem } from '../ledger/types.ts';

/**
 * Deletes a record that this migration has made. `false` for one that stays because others have put something
 * into it since: a section with their articles, a contact with tickets that came later.
 */
export async function deleteRecord(
  { to, clock }: Setup,
  item: LedgerItem,
  { signal, shelves }: { readonly signal: AbortSignal; readonly shelves: ShelfRemover },
): Promise<boolean> {
  const { kind } = item;
  const target = await targetAt({ to, clock, signal }, item);
  if (target === null) return true;
  try {
    if (kind === 'section') return await shelves.remove(target);
    if (kind === 'contact') return await deleteContact(to, target, signal);
    if (kind === 'ticket') await takeAway({ to, signal }, target);
    else if (kind === 'article') await takeArticleAway({ to, signal }, target);
    else await to.organizations?.delete?.(target, { signal });
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
  return true;
}

/** Where it is, also when its answer was lost. */
async function targetAt(
  desk: Parameters<typeof targetOf>[0],
  item: LedgerItem,
): Promise<string | null> {
  if (item.kind === 'ticket') return targetOf(desk, item);
  return item.kind === 'article' ? articleTargetOf(desk, item) : item.target;
}

/** For good: in the bin it would hold on to its key and address, which the next run needs. */
async function deleteContact(to: Setup['to'], id: string, signal: AbortSignal): Promise<boolean> {
  // The tickets of this migration are gone by now. With a contact desks delete all that are left.
  if (await hasTickets(to, id, signal)) return false;
  await unlessGone(to.contacts?.delete?.(id, { signal }));
  await unlessGone(to.contacts?.purge?.(id, { signal }));
  return true;
}

async function hasTickets(
  { tickets }: Setup['to'],
  requesterId: string,
  signal: AbortSignal,
): Promise<boolean> {
  for await (const { id } of tickets.list({ requesterId }, { signal })) {
    // Lists can show for a while what was just deleted.
    const [ticket] = (await tickets.getMany?.([id], { signal })) ?? [];
    if (ticket !== undefined && !ticket.isDeleted) return true;
  }
  return false;
}

/** Gone already is what was wanted. */
async function unlessGone(deletion: Promise<void> | undefined): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
}
