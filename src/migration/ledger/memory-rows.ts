import { createDueQueue, type DueQueue } from '../../storage/due-queue.ts';
import { placeOf, QUEUES, type QueueName } from './rules.ts';
import type { LedgerItem, LedgerRun } from './types.ts';

/** An item in memory, with what nobody outside sees. */
export interface MemoryRow {
  /** The order in which items were planned. */
  readonly seq: number;
  readonly item: LedgerItem;
  /** Place in its queue. */
  readonly rank: number;
  /** Number of the run that claimed it; 0 for none. */
  readonly run: number;
  /** Number of its claim; 0 for none. */
  readonly fence: number;
  /** End of its lease. */
  readonly until: number;
  /** Whether it was planned with a newer version since it was claimed. */
  readonly isRaised: boolean;
}

/** A run in memory. A heartbeat extends all its claims, so that it is kept with the run. */
export interface MemoryRun {
  readonly run: LedgerRun;
  readonly until: number;
}

/** Whom items wait for. */
export interface ItemQueues {
  /** Puts an item where its state says, or in no queue. Whoever had claimed it has no more claim. */
  place(row: MemoryRow): void;
  /** Takes note of a claim. */
  hold(row: MemoryRow): void;
  /** Forgets an item. */
  drop(row: MemoryRow): void;
  /** Looks again at all that is claimed. */
  wake(): void;
  isFree(row: MemoryRow, now: number): boolean;
  /** The first of a queue that nobody has. */
  first(queue: QueueName, now: number): MemoryRow | null;
}

/** What a row says that nobody has claimed. */
export const UNCLAIMED = { run: 0, fence: 0, until: 0, isRaised: false } as const;

interface Place {
  readonly row: MemoryRow;
}

const SLACK = 1000;

/**
 * Queues in which adding and taking cost a few steps, however many wait. An item that has left its queue
 * is not looked for: its place is void, and is skipped when its turn comes.
 */
export function createItemQueues(endOf: (row: MemoryRow) => number): ItemQueues {
  const queues = new Map<QueueName, DueQueue<Place>>(
    QUEUES.map((name) => [name, createDueQueue<Place>()]),
  );
  const places = new Map<MemoryRow, Place>();
  const held = new Set<MemoryRow>();
  // No lease of an item outside the queues ends before.
  let nextEnd = Number.POSITIVE_INFINITY;

  const push = (row: MemoryRow): void => {
    const { queue } = placeOf(row.item, 0);
    if (queue === null) return;
    const place = { row };
    places.set(row, place);
    queues.get(queue)?.push(row.rank, row.seq, place);
    clear(queue);
  };

  /** Throws void places away when most are void. */
  const clear = (name: QueueName): void => {
    const old = queues.get(name);
    if (old === undefined || old.size < 2 * places.size + SLACK) return;
    const queue = createDueQueue<Place>();
    for (let next = old.pop(); next !== undefined; next = old.pop()) {
      const { row } = next;
      if (places.get(row) === next) queue.push(row.rank, row.seq, next);
    }
    queues.set(name, queue);
  };

  const sweep = (now: number): void => {
    if (now < nextEnd) return;
    nextEnd = Number.POSITIVE_INFINITY;
    for (const row of held) {
      if (places.has(row)) continue;
      const end = endOf(row);
      if (end <= now) push(row);
      else nextEnd = Math.min(nextEnd, end);
    }
  };

  return {
    place(row) {
      held.delete(row);
      places.delete(row);
      push(row);
    },
    hold(row) {
      places.delete(row);
      held.add(row);
      nextEnd = Math.min(nextEnd, endOf(row));
    },
    drop(row) {
      held.delete(row);
      places.delete(row);
    },
    wake: () => void (nextEnd = Number.NEGATIVE_INFINITY),
    isFree: (row, now) => endOf(row) <= now,
    first(name, now) {
      sweep(now);
      const queue = queues.get(name);
      for (let head = queue?.peek(); head !== undefined; head = queue?.peek()) {
        const { row } = head.value;
        const isVoid = places.get(row) !== head.value;
        const end = endOf(row);
        if (!isVoid && end <= now) return row;
        queue?.pop();
        if (isVoid) continue;
        // Its lease had ended, and was extended since.
        places.delete(row);
        nextEnd = Math.min(nextEnd, end);
      }
      return null;
    },
  };
}
