/** Versions are whole seconds. */
const SECOND_MS = 1000;
/** How far the desks' clocks may be behind this one. */
const SKEW_MS = 2000;

/** Versions that are later than this are of a clock that says nothing. */
const MOST_AHEAD_MS = 3_600_000;

/**
 * What the ledger takes for written of a ticket that was read at this time. As long as its second is not over, it
 * can change without another version: then it is a little less, so that the next delta looks again.
 */
export function writtenVersionOf(version: Date, readAt: number): number {
  const age = readAt - version.getTime();
  const isOver = age >= SECOND_MS + SKEW_MS || age < -MOST_AHEAD_MS;
  return version.getTime() - (isOver ? 0 : 1);
}

/** Whether the ticket of this version is the one that was written, as far as versions tell. */
export const isWrittenVersion = (version: Date, written: number | null): boolean =>
  written === version.getTime() || written === version.getTime() - 1;
