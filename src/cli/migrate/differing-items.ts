import type { Ledger } from '../../migration/index.ts';

/** A ticket that is not as the source has it. */
export interface DifferingItem {
  readonly source: string;
  readonly target: string | null;
  readonly fields: readonly string[];
}

/** How many items differ, and the first of them. */
export async function differingItems(
  ledger: Ledger,
  most: number,
): Promise<{ readonly count: number; readonly items: readonly DifferingItem[] }> {
  const items: DifferingItem[] = [];
  let count = 0;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Ledger['items']>> = await ledger.items({
      differing: true,
      limit: 500,
      cursor,
    });
    count += page.items.length;
    for (const { source, target, differences } of page.items.slice(0, most - items.length)) {
      items.push({ source, target, fields: differences.map(({ field }) => field) });
    }
    ({ cursor } = page);
  } while (cursor !== null);
  return { count, items };
}
