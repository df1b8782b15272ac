import type { DueQueue, Queued } from './due-queue.ts';
import type { EntryState, EventEntry, FailureNote } from './types.ts';

/** An entry that has not ended well: open, or dead. */
export interface Row extends Queued {
  readonly entry: EventEntry;
  readonly lane: Lane;
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

/** What there is of one desk. */
export interface Desk {
  /** Rows that wait for their time, and those that run until the end of their lease. */
  readonly timed: DueQueue<Row>;
  /** Lanes with a row that can be claimed. */
  readonly free: DueQueue<Lane>;
  /** Lanes whose rows are held up by the one of their stream that runs. */
  readonly held: DueQueue<Lane>;
  readonly counts: Record<EntryState, number>;
}

/** A record that has open entries: of each, one entry runs at a time. */
export interface Stream {
  readonly name: string;
  /** Waiting and running entries. */
  open: number;
  running: Row | null;
  /** One, unless several desks have entries of the same stream. */
  readonly lanes: Lane[];
}

/** The rows of a stream that came through the same desk. */
export interface Lane extends Queued {
  readonly desk: Desk;
  readonly stream: Stream;
  /** Those that are due, in the order of their arrival. */
  readonly due: DueQueue<Row>;
}

const NO_FAILURE: FailureNote = Object.freeze({ name: '', code: null, message: null });

/** An entry that has just arrived. */
export const newRow = (entry: EventEntry, lane: Lane, order: number, now: number): Row => ({
  entry,
  lane,
  order,
  place: -1,
  state: 'waiting',
  dueAt: now,
  leaseUntil: 0,
  token: 0,
  attempts: 0,
  failure: NO_FAILURE,
  diedAt: 0,
});
