import type { ItemQueues, MemoryRow, MemoryRun } from './memory-rows.ts';
import type { ItemKind, ItemState, Ledger, LedgerSubject, PlannedItem } from './types.ts';

/** A ledger without the waiting. */
export type Immediate = {
  [Name in Exclude<keyof Ledger, 'durable' | 'close'>]: (
    ...values: Parameters<Ledger[Name]>
  ) => Awaited<ReturnType<Ledger[Name]>>;
};

/** Whoever wants to know what a change touched. */
export interface Witness {
  row(row: MemoryRow): void;
  gone(row: MemoryRow): void;
  run(run: MemoryRun): void;
  checkpoint(name: string, value: string): void;
  subject(subject: LedgerSubject): void;
}

/** Everything that a ledger in memory holds. */
export interface LedgerMemory {
  readonly rows: Map<string, MemoryRow>;
  readonly bySeq: Map<number, MemoryRow>;
  readonly runs: Map<number, MemoryRun>;
  readonly runNumbers: Map<string, number>;
  readonly checkpoints: Map<string, string>;
  readonly queues: ItemQueues;
  readonly counts: Map<ItemKind, Map<ItemState, number>>;
  /** The last numbers that were given. */
  readonly last: { readonly seq: number; readonly fence: number };
  readonly subject: LedgerSubject | null;
}

/** Changes to an item in memory, the queues and counts along with it. */
export interface RowChanges {
  find(kind: ItemKind, source: string): MemoryRow | undefined;
  /** A new row in the place of `row`'s values. A claim that is not mentioned stays. */
  set(row: MemoryRow, change: Partial<MemoryRow>, effect: 'placed' | 'held' | 'kept'): void;
  add(item: PlannedItem, now: number): MemoryRow;
  drop(row: MemoryRow): void;
}
