import type { Claim, DeadLetter, EntryState, EventEntry, FailureNote } from './types.ts';

/** A row of the entries' table. */
export interface EntryRow {
  readonly seq: number;
  readonly key: string;
  readonly stream: string;
  readonly desk: string;
  readonly attempts: number;
  readonly place: number;
  readonly body: string | null;
  readonly headers: string | null;
  readonly received_at: number;
  readonly failure: string | null;
  readonly ended_at: number | null;
}

/** The names of the states, by their number in the table. */
export const STATES: readonly EntryState[] = ['waiting', 'running', 'done', 'dead'];

/** Reads a row with a `state`; `null` for none. */
export function stateOf(row: unknown): EntryState | null {
  if (typeof row !== 'object' || row === null || !('state' in row)) return null;
  return STATES[Number(row.state)] ?? null;
}

const entryOf = (row: EntryRow): EventEntry => ({
  key: row.key,
  stream: row.stream,
  index: row.place,
  delivery: {
    desk: row.desk,
    body: row.body ?? '',
    // Safe: only the store writes this column.
    headers: JSON.parse(row.headers ?? '{}') as Readonly<Record<string, string>>,
    receivedAt: row.received_at,
  },
});

/** A row that was just taken. */
export const claimOf = (row: EntryRow, held: Pick<Claim, 'token' | 'record'>): Claim => ({
  entry: entryOf(row),
  attempt: row.attempts + 1,
  ...held,
});

/** A row that is dead. */
export const letterOf = (row: EntryRow): DeadLetter => ({
  entry: entryOf(row),
  attempts: row.attempts,
  // Safe: only the store writes this column.
  failure: JSON.parse(row.failure ?? 'null') as FailureNote,
  diedAt: row.ended_at ?? 0,
});
