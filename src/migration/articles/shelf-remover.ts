import type { Setup } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { LedgerItem } from '../ledger/types.ts';
import { idOf } from './carry-shelf.ts';
import { createLibrary } from './library.ts';

/** Deletes the shelves that a migration has made. */
export interface ShelfRemover {
  /** Inner ones first. */
  inOrder(items: readonly LedgerItem[]): Promise<readonly LedgerItem[]>;
  /** `false` for a shelf that others have put something into: deleting it would delete that, too. */
  remove(key: string): Promise<boolean>;
}

/** For one rollback. */
export function createShelfRemover(
  { from, to, ledger }: Pick<Setup, 'from' | 'to' | 'ledger'>,
  signal: AbortSignal,
): ShelfRemover {
  const knowledge = createLibrary(from, to, ledger);
  const depthOf = async (key: string | null): Promise<number> => {
    const parent = key === null ? undefined : (await knowledge.targetShelves(signal)).get(key);
    return parent === undefined ? 0 : 1 + (await depthOf(parent.parent));
  };
  const isEmpty = async (key: string): Promise<boolean> => {
    const shelves = await knowledge.targetShelves(signal);
    if ([...shelves.values()].some(({ parent }) => parent === key)) return false;
    const { inCategory } = to.manifest.resources.articles?.operations['create'] ?? {};
    if (key.startsWith('category/') && inCategory !== true) return true;
    const articles = await to.articles
      ?.list?.({ sectionId: idOf(key) }, { signal })
      .toArray({ limit: 1 });
    return (articles ?? []).length === 0;
  };
  return {
    async inOrder(items) {
      const depths = new Map<LedgerItem, number>();
      for (const item of items) depths.set(item, await depthOf(item.target));
      return items.toSorted((left, right) => (depths.get(right) ?? 0) - (depths.get(left) ?? 0));
    },
    async remove(key) {
      const shelves = await knowledge.targetShelves(signal);
      if (!shelves.has(key)) return true;
      if (!(await isEmpty(key))) return false;
      const remove = key.startsWith('section/')
        ? to.articles?.deleteSection
        : to.articles?.deleteCategory;
      if (remove === undefined) return false;
      await remove(idOf(key), { signal }).catch((error: unknown) => {
        if (!hasCode(error, 'not_found')) throw error;
      });
      shelves.delete(key);
      return true;
    },
  };
}
