import type { createAdvances, LedgerStatements } from './sqlite-statements.ts';

/** A claim that this process was given, with what it knows of the item. */
export interface HandedClaim {
  readonly seq: number;
  readonly fence: number;
  readonly run: number;
  readonly kind: number;
  readonly source: string;
  readonly state: number;
  readonly position: number;
  readonly queue: number | null;
}

/** What the methods of a ledger in a file share. */
export interface LedgerFile {
  readonly sql: LedgerStatements;
  readonly advance: ReturnType<typeof createAdvances>;
  /** Claims of this process, by the number of their item. */
  readonly handed: Map<number, HandedClaim>;
  /** Runs work in a transaction. What it counts is added at the end. */
  change<T>(work: (count: Count) => T): T;
}

/** Notes that so many more items of a kind are in a state; both as they are stored. */
export type Count = (kind: number, state: number, by: number) => void;
