import {
  ITEM_KINDS,
  ITEM_STATES,
  type ItemState,
  type LedgerCounts,
} from '../../migration/index.ts';
import { count } from '../terminal/count.ts';
import type { Paint } from '../terminal/paint.ts';
import { formatTable } from '../terminal/table.ts';

/** How many records of all kinds, or of one, are in one of these states. */
export function countIn(
  counts: LedgerCounts,
  states: readonly ItemState[] = ITEM_STATES,
  kinds: readonly (typeof ITEM_KINDS)[number][] = ITEM_KINDS,
): number {
  return kinds
    .flatMap((kind) => states.map((state) => counts[kind]?.[state] ?? 0))
    .reduce((sum, one) => sum + one, 0);
}

/** A table of kinds and states, with what is there only. */
export function countLines(counts: LedgerCounts, paint: Paint): readonly string[] {
  const kinds = ITEM_KINDS.filter((kind) => countIn(counts, ITEM_STATES, [kind]) > 0);
  if (kinds.length === 0) return ['The ledger is empty.'];
  const states = ITEM_STATES.filter((state) => countIn(counts, [state]) > 0);
  return formatTable(
    [{ title: '' }, ...states.map((title) => ({ title, align: 'right' as const }))],
    kinds.map((kind) => [
      `${kind}s`,
      ...states.map((state) => {
        const number = counts[kind]?.[state] ?? 0;
        const look = state === 'failed' && number > 0 ? ('red' as const) : null;
        return { text: number === 0 ? '·' : count(number), look };
      }),
    ]),
    paint,
  );
}
