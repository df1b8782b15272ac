import type { EventEntry, FailureNote } from './types.ts';

/** An entry that has not ended well: open, or dead. */
export interface Row {
  readonly entry: EventEntry;
  /** Its place among all arrivals. */
  readonly order: number;
  state: 'waiting' | 'running' | 'dead';
  dueAt: number;
  leaseUntil: number;
  /** Of the claim that holds it; 0 for none. */
  token: number;
  attempts: number;
  failure: FailureNote;
  diedAt: number;
}

const NO_FAILURE: FailureNote = Object.freeze({ name: '', code: null, message: null });

/** An entry that has just arrived. */
export const newRow = (entry: EventEntry, order: number, now: number): Row => ({
  entry,
  order,
  state: 'waiting',
  dueAt: now,
  leaseUntil: 0,
  token: 0,
  attempts: 0,
  failure: NO_FAILURE,
  diedAt: 0,
});
